using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Api;

/// <summary>The rest of query results that did not fit one page. A cursor belongs to its user and lives two days.</summary>
internal sealed class QueryCursors
{
    /// <summary>Old cursors are dropped beyond this many, so that an endless rehearsal does not fill the memory.</summary>
    private const int Kept = 100;

    // Likewise beyond this many records in all.
    private const int KeptRecords = 20_000_000;

    private static readonly TimeSpan s_life = TimeSpan.FromDays(2);

    private readonly PracticeClock _clock;
    private readonly Dictionary<string, Cursor> _cursors = new(StringComparer.Ordinal);
    private long _number;

    public QueryCursors(PracticeClock clock) => _clock = clock;

    /// <summary>Keeps a result and answers its locator.</summary>
    public string Keep(string userId, int total, IReadOnlyList<JObject> records, string? sobjectType)
    {
        while (_cursors.Count >= Kept || (_cursors.Count > 0 && _cursors.Values.Sum(c => (long)c.Records.Count) + records.Count > KeptRecords))
        {
            _cursors.Remove(_cursors.OrderBy(c => c.Value.Number).First().Key);
        }

        var locator = SalesforceId.Make("01g", ++_number);
        _cursors[locator] = new Cursor(_number, userId, total, records, sobjectType, _clock.UtcNow);
        return locator;
    }

    /// <summary>Forgets all results.</summary>
    public void Clear() => _cursors.Clear();

    /// <summary>The result of a locator, if it is this user's and still alive.</summary>
    public Cursor? Find(string locator, string userId) =>
        _cursors.TryGetValue(locator, out var cursor) && cursor.UserId == userId && _clock.UtcNow - cursor.Created < s_life ? cursor : null;

    internal sealed record Cursor(long Number, string UserId, int Total, IReadOnlyList<JObject> Records, string? SobjectType, DateTime Created);
}
