using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SfIntegration.Activity.Logs;
using SfIntegration.Activity.Measure;
using SfIntegration.Plan;
using SfIntegration.Rules;

namespace SfIntegration.Activity.Usage;

/// <summary>What saved logs tell of the calls of some identities.</summary>
internal sealed class UsageReader
{
    private static readonly SfActivityDimension[] s_by =
    {
        SfActivityDimension.Identity, SfActivityDimension.Client, SfActivityDimension.AddressBlock, SfActivityDimension.Day, SfActivityDimension.Hour,
        SfActivityDimension.Object, SfActivityDimension.Operation,
    };

    private static readonly HashSet<string> s_personLogins = new(RuleTexts.List("SFI106", "humanLoginTypes"), StringComparer.OrdinalIgnoreCase);

    private readonly SavedLogFolder _folder;
    private readonly IReadOnlyList<string> _types;
    private readonly Dictionary<string, HashSet<string>> _ids;
    private readonly Dictionary<string, QueryTexts> _queries = new(StringComparer.OrdinalIgnoreCase);
    private ILookup<string, SfActivity> _calls = Enumerable.Empty<SfActivity>().ToLookup(_ => "");
    private ILookup<string, SfActivity> _signIns = Enumerable.Empty<SfActivity>().ToLookup(_ => "");

    private UsageReader(SavedLogFolder folder, DateTime? since, DateTime? until, IEnumerable<string> usernames, ILookup<string, string> userIds)
    {
        _folder = folder;
        var files = folder.Manifest.Current.Select(f => f.File).Where(f => SavedLogs.Precedence(f.EventType) != int.MaxValue).ToList();
        _types = files.Select(f => f.EventType).Distinct(StringComparer.Ordinal).OrderBy(SavedLogs.Precedence).ToList();
        Until = until ?? files.Select(f => (DateTime?)f.Until).Max() ?? DateTime.UtcNow;
        Since = since ?? files.Select(f => (DateTime?)f.LogDate).Min() ?? Until;
        _ids = usernames.Distinct(StringComparer.OrdinalIgnoreCase).ToDictionary(n => n, n => new HashSet<string>(userIds[n], StringComparer.Ordinal), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The beginning of the window: that of the logs where none was given.</summary>
    public DateTime Since { get; }

    /// <summary>Its end.</summary>
    public DateTime Until { get; }

    /// <summary>Reads the logs.</summary>
    /// <param name="folder">The logs.</param>
    /// <param name="since">From when, UTC; null for the beginning of the logs of calls.</param>
    /// <param name="until">Until when, UTC; null for their end.</param>
    /// <param name="usernames">Of whom.</param>
    /// <param name="userIds">Their ids as far as known, 18 characters; logs that name a user give them, too.</param>
    /// <param name="progress">Gets told how far it is.</param>
    /// <param name="damaged">Gets each damaged line.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static UsageReader Read(
        SavedLogFolder folder, DateTime? since, DateTime? until, IEnumerable<string> usernames, ILookup<string, string> userIds, Action<WorkProgress>? progress, Action<SfException> damaged, CancellationToken cancellationToken)
    {
        var reader = new UsageReader(folder, since, until, usernames, userIds);
        reader.ReadCalls(progress, damaged, cancellationToken);
        reader.ReadQueries(damaged, cancellationToken);
        return reader;
    }

    /// <summary>The calls of an identity, by client, address block, day, hour, object and operation.</summary>
    public IReadOnlyList<SfActivity> CallsOf(string username) => _calls[username.ToLowerInvariant()].ToList();

    /// <summary>What an identity used.</summary>
    public UsedAccess Of(string username) => Of(username, CallsOf(username));

    /// <summary>What some of its calls used. Its queries are not told apart by client: they count for each.</summary>
    public UsedAccess Of(string username, IReadOnlyList<SfActivity> calls)
    {
        var days = Enumerable.Range(0, Math.Max(0, (int)Math.Ceiling((Until - Since).TotalDays))).Select(d => Since.AddDays(d).Date).ToList();
        var covered = new HashSet<DateTime>(Covering().SelectMany(f => new[] { f.LogDate.Date }));
        var persons = _signIns[username.ToLowerInvariant()].Where(s => s.Calls > s.Errors && s.LoginType is { } type && s_personLogins.Contains(type)).ToList();
        return UsageSum.Of(
            new UsedAccess
            {
                Username = username,
                WindowStart = Since,
                WindowEnd = Until,
                Sources = _types,
                Days = days.Count,
                DaysCovered = days.Count(covered.Contains),
            },
            calls,
            _queries.TryGetValue(username, out var queries) ? queries : new QueryTexts(),
            persons.Count == 0 ? null : (persons.Sum(p => p.Calls - p.Errors), persons.Max(p => p.LastSeen)));
    }

    /// <summary>ApiTotalUsage has every call; where it was not saved, another type has some.</summary>
    private IEnumerable<LogFileRow> Covering()
    {
        var files = _folder.Manifest.Current.Select(f => f.File).ToList();
        var whole = files.Where(f => f.EventType == "ApiTotalUsage").ToList();
        return whole.Count > 0 ? whole : files.Where(f => _types.Contains(f.EventType));
    }

    private void ReadCalls(Action<WorkProgress>? progress, Action<SfException> damaged, CancellationToken cancellationToken)
    {
        var hasLogins = _folder.Manifest.Current.Any(f => f.File.EventType == "Login");
        if (_types.Count == 0)
        {
            return;
        }

        var options = new MeasureOptions { By = s_by, Since = Since, Until = Until, EventTypes = hasLogins ? _types.Append("Login").ToList() : _types, IsWanted = IsWanted };
        var rows = ActivityMeasure.OfSaved(_folder, options, progress, damaged, cancellationToken);
        Learn(rows);
        _calls = rows.Where(r => r.LoginStatus is null && r.LoginType is null).ToLookup(NameOf);
        _signIns = rows.Where(r => r.LoginStatus is not null || r.LoginType is not null).ToLookup(NameOf);
    }

    private void Learn(IEnumerable<SfActivity> rows)
    {
        foreach (var row in rows.Where(r => r.UserId is not null && r.Username is not null && _ids.ContainsKey(r.Username!)))
        {
            _ids[row.Username!].Add(row.UserId!);
        }
    }

    private void ReadQueries(Action<SfException> damaged, CancellationToken cancellationToken)
    {
        if (!_types.Intersect(QueryTexts.EventTypes).Any())
        {
            return;
        }

        var names = _ids.SelectMany(i => i.Value.Select(id => (Id: id, Name: i.Key))).GroupBy(i => i.Id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Name, StringComparer.Ordinal);
        foreach (var row in new EventLogRows(Since, Until, t => QueryTexts.EventTypes.Contains(t), damaged).OfSaved(_folder, cancellationToken))
        {
            if ((QueryTexts.Text(row, "USER_ID") ?? QueryTexts.Text(row, "USER_ID_DERIVED")) is not { } id || !names.TryGetValue(SfIds.Long(id), out var name))
            {
                continue;
            }

            if (!_queries.TryGetValue(name, out var queries))
            {
                _queries.Add(name, queries = new QueryTexts());
            }

            queries.Add(row);
        }
    }

    private bool IsWanted(string? id, string? name) => (name is not null && _ids.ContainsKey(name)) || (id is not null && _ids.Values.Any(i => i.Contains(id)));

    private string NameOf(SfActivity row) =>
        (row.Username is not null && _ids.ContainsKey(row.Username) ? row.Username : _ids.First(i => i.Value.Contains(row.UserId!)).Key).ToLowerInvariant();
}
