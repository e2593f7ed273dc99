using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Access;
using SfIntegration.Activity.Logs;
using SfIntegration.Activity.SignIns;
using SfIntegration.Api;
using SfIntegration.Plan;

namespace SfIntegration.Activity.Anomaly;

/// <summary>Whose activity is looked at, and of when.</summary>
/// <param name="Usernames">Login names; wildcards mean those that did something.</param>
/// <param name="Past">Where the past begins, UTC.</param>
/// <param name="Since">Where the window begins, UTC.</param>
/// <param name="Until">Where it ends (not part of it), UTC.</param>
internal sealed record HistoryWish(IReadOnlyList<string> Usernames, DateTime Past, DateTime Since, DateTime Until);

/// <summary>What was read, and of whom.</summary>
/// <param name="History">What they did.</param>
/// <param name="Usernames">The identities, in the order of their names.</param>
/// <param name="PlatformUsers">Users of the platform that the names mean, and that are not looked at.</param>
internal sealed record HistoryRead(ActivityHistory History, IReadOnlyList<string> Usernames, IReadOnlyList<string> PlatformUsers);

/// <summary>Reads what identities did from saved logs and from the org, as far as either is there.</summary>
internal sealed class HistoryReader
{
    private readonly SavedLogFolder? _folder;
    private readonly OrgApi? _api;

    public HistoryReader(SavedLogFolder? folder, OrgApi? api) => (_folder, _api) = (folder, api);

    /// <summary>Gets told how far it is.</summary>
    public Action<WorkProgress>? Progress { get; init; }

    /// <summary>Gets each damaged line of a log.</summary>
    public Action<SfException> Damaged { get; init; } = _ => { };

    public async Task<HistoryRead> ReadAsync(HistoryWish wish, CancellationToken cancellation)
    {
        var directory = _api is null ? null : new UserDirectory(_api);
        var known = directory is null
            ? new List<KnownUser>()
            : (await directory.FindAsync(wish.Usernames.ToList(), cancellation).ConfigureAwait(false)).SelectMany(u => u).GroupBy(u => u.UserId, StringComparer.Ordinal).Select(g => g.First()).ToList();
        var patterns = wish.Usernames.Select(n => new NamePattern(n)).ToList();
        var platform = new HashSet<string>(known.Where(u => u.IsPlatformUser).Select(u => u.UserId), StringComparer.Ordinal);
        var users = known.Where(u => !u.IsPlatformUser).ToList();
        var ids = new HashSet<string>(users.Select(u => u.UserId), StringComparer.Ordinal);
        bool IsWanted(string? id, string? name) =>
            (id is null || !platform.Contains(id)) && ((id is not null && ids.Contains(id)) || (name is not null && patterns.Any(p => p.Matches(name))));

        var saved = _folder is null ? null : SavedHistory.Read(_folder, wish.Past, wish.Since, wish.Until, IsWanted, Progress, Damaged, cancellation);
        var org = _api is null ? null : await OrgHistory.ReadAsync(_api, directory!, users, wish.Past, wish.Until, cancellation).ConfigureAwait(false);
        var names = users.Select(u => (Id: u.UserId, u.Username)).Concat(saved?.Usernames.Select(u => (Id: u.Key, Username: u.Value)) ?? Enumerable.Empty<(string, string)>())
            .Where(u => !platform.Contains(u.Id)).GroupBy(u => u.Id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Username, StringComparer.Ordinal);
        var history = Of(wish, saved, org, names);
        return new HistoryRead(history, Identities(wish, history, patterns, known), known.Where(u => u.IsPlatformUser).Select(u => u.Username).ToList());
    }

    private ActivityHistory Of(HistoryWish wish, SavedHistory? saved, OrgHistory? org, IReadOnlyDictionary<string, string> names) => new()
    {
        Since = wish.Since,
        Until = wish.Until,
        Calls = saved?.Calls,
        CallsNotRead = _folder is null ? "No folder of saved event logs was given." : "The folder holds no log of calls.",
        AppCalls = saved?.AppCalls ?? Array.Empty<SfActivity>(),
        SignIns = Once(saved?.SignIns, org?.SignIns)?.ToLookup(s => s.UserId, s => s.SignIn, StringComparer.Ordinal),
        SignInsNotRead = org?.SignInsNotRead ?? "No org is connected, and no file of the event type Login was saved.",
        Locked = org?.Locked?.SelectMany(l => LockedPeriods.Of(l).Select(p => (l.Key, Period: p))).ToLookup(l => l.Key, l => l.Period, StringComparer.Ordinal),
        LockedUnclear = org?.SameName ?? new HashSet<string>(),
        LockedNotRead = org is null ? "No org is connected." : org.LockedNotRead,
        Usernames = names,
    };

    /// <summary>A wildcard means those that did something; who is named is looked at in any case, but for the platform's own users.</summary>
    private static IReadOnlyList<string> Identities(HistoryWish wish, ActivityHistory history, IReadOnlyList<NamePattern> patterns, IReadOnlyList<KnownUser> known)
    {
        var active = new HashSet<string>((history.Calls ?? Array.Empty<SfActivity>()).Select(c => c.UserId).OfType<string>(), StringComparer.Ordinal);
        return wish.Usernames.Where(n => !NamePattern.HasWildcards(n))
            .Concat(history.Usernames.Where(n => (active.Contains(n.Key) || history.SignIns?.Contains(n.Key) == true) && patterns.Any(p => p.Matches(n.Value))).Select(n => n.Value))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(n => !known.Any(k => k.IsPlatformUser && string.Equals(k.Username, n, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(n => n, StringComparer.OrdinalIgnoreCase).ToList();
    }

    /// <summary>What both tell is counted once: the org's sign-ins count before the first and after the last that was saved.</summary>
    private static IEnumerable<(string UserId, SignIn SignIn)>? Once(IReadOnlyList<(string UserId, SignIn SignIn)>? saved, IReadOnlyList<(string UserId, SignIn SignIn)>? org)
    {
        if (saved is null or { Count: 0 } || org is null)
        {
            return org ?? saved;
        }

        var (first, last) = (saved.Min(s => s.SignIn.Time), saved.Max(s => s.SignIn.Time));
        return saved.Concat(org.Where(s => s.SignIn.Time < first || s.SignIn.Time > last.AddSeconds(1)));
    }
}
