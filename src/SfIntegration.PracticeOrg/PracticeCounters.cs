using System;
using System.Collections.Generic;

namespace SfIntegration.Practice;

/// <summary>What the org has been asked and what it changed, as it counted itself.</summary>
public sealed class PracticeCounters
{
    private readonly object _gate = new();
    private readonly Dictionary<string, int> _byResource = new(StringComparer.Ordinal);
    private int _calls;
    private int _apiCalls;
    private int _writes;
    private int _rowsWritten;

    /// <summary>HTTP requests that arrived, sign-ins among them, the control endpoint not.</summary>
    public int Calls => Read(() => _calls);

    /// <summary>HTTP requests that count against the API limit: the data API, without sign-ins and version discovery.</summary>
    public int ApiCalls => Read(() => _apiCalls);

    /// <summary>HTTP requests that changed at least one row.</summary>
    public int Writes => Read(() => _writes);

    /// <summary>Rows that callers inserted, updated or deleted and that were not rolled back.</summary>
    public int RowsWritten => Read(() => _rowsWritten);

    /// <summary>Calls by method and resource, such as <c>POST composite/sobjects</c>.</summary>
    public IReadOnlyDictionary<string, int> ByResource =>
        Read(() => new Dictionary<string, int>(_byResource, StringComparer.Ordinal));

    /// <summary>Sets every count to zero.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _calls = _apiCalls = _writes = _rowsWritten = 0;
            _byResource.Clear();
        }
    }

    /// <summary>A request arrived, whatever becomes of it.</summary>
    internal void Arrived(string resource)
    {
        lock (_gate)
        {
            _calls++;
            _byResource.TryGetValue(resource, out var count);
            _byResource[resource] = count + 1;
        }
    }

    /// <summary>A data API request was handled.</summary>
    internal void CountedAgainstLimit()
    {
        lock (_gate)
        {
            _apiCalls++;
        }
    }

    /// <summary>A request changed that many rows.</summary>
    internal void Changed(int rows)
    {
        if (rows > 0)
        {
            lock (_gate)
            {
                _writes++;
                _rowsWritten += rows;
            }
        }
    }

    private T Read<T>(Func<T> value)
    {
        lock (_gate)
        {
            return value();
        }
    }
}
