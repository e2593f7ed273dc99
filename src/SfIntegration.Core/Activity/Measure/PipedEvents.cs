using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using SfIntegration.Activity.Logs;
using SfIntegration.Activity.Logs.Csv;

namespace SfIntegration.Activity.Measure;

/// <summary>
/// Measures events that come one by one, as objects. A call that came already under its REQUEST_ID from another event type is not counted again;
/// Get-SfEventLog gives the types that know most of a call first.
/// </summary>
internal sealed class PipedEvents
{
    private readonly MeasureOptions _options;
    private readonly ActivityFold _fold;
    private readonly CsvRecord _record = new(EventColumns.All.Count);
    private readonly StringBuilder _line = new();
    private readonly Dictionary<(string, ulong), EventColumns> _columns = new();
    private readonly Dictionary<string, RequestSet> _calls = new(StringComparer.Ordinal);
    private (string, ulong) _open;
    private long _damaged;

    public PipedEvents(MeasureOptions options)
    {
        _options = options;
        _fold = new ActivityFold(options);
    }

    /// <summary>Counts an event; false where it is of a type that is not wanted.</summary>
    /// <param name="eventType">Its type.</param>
    /// <param name="value">The value of a column; null where it has none of that name.</param>
    public bool Add(string eventType, Func<string, object?> value)
    {
        if (!_options.Wants(eventType))
        {
            return false;
        }

        Write(eventType, value);
        if (!IsCountedElsewhere(eventType) && !_fold.Add(_record))
        {
            _damaged++;
        }

        return true;
    }

    /// <summary>What was counted.</summary>
    public IReadOnlyList<SfActivity> Rows(SfOrg? org) => ActivityRows.Of(
        _fold, _options, org, (first, last, counted) => ActivityCoverage.Of(_options, _fold, Array.Empty<SfSavedEventLog>(), Array.Empty<SfEventLogGap>(), _damaged, first, last, counted));

    /// <summary>Brings the event into the form in which a file would have it.</summary>
    private void Write(string eventType, Func<string, object?> value)
    {
        _line.Clear();
        var (mask, header) = (0UL, new List<string>());
        for (var i = 0; i < EventColumns.All.Count; i++)
        {
            if (value(EventColumns.All[i]) is not { } found)
            {
                continue;
            }

            mask |= 1UL << i;
            header.Add(EventColumns.All[i]);
            _line.Append(_line.Length == 0 ? "" : ",").Append('"').Append(Text(found).Replace("\"", "\"\"")).Append('"');
        }

        var bytes = Encoding.UTF8.GetBytes(_line.ToString());
        _record.Read(bytes, 0, bytes.Length);
        if (_open != (eventType, mask))
        {
            if (!_columns.TryGetValue((eventType, mask), out var columns))
            {
                _columns.Add((eventType, mask), columns = new EventColumns(eventType, header));
            }

            _fold.Open(columns, new FoldTask());
            _open = (eventType, mask);
        }
    }

    private bool IsCountedElsewhere(string eventType)
    {
        var at = _columns[_open].Request;
        if (SavedLogs.Precedence(eventType) == int.MaxValue || at < 0 || _record.Length(at) == 0)
        {
            return false;
        }

        var request = ByteCache.Hash(_record.Buffer, _record.Start(at), _record.Length(at));
        if (_calls.Any(c => c.Key != eventType && c.Value.Contains(request)))
        {
            _fold.CountElsewhere();
            return true;
        }

        if (!_calls.TryGetValue(eventType, out var mine))
        {
            _calls.Add(eventType, mine = new RequestSet());
        }

        mine.Add(request);
        return false;
    }

    private static string Text(object value) => value switch
    {
        DateTime moment => moment.ToUniversalTime().ToString("o", CultureInfo.InvariantCulture),
        bool flag => flag ? "1" : "0",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
