using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Activity.SignIns;
using SfIntegration.Api;
using SfIntegration.Http;

namespace SfIntegration.Activity.Anomaly;

/// <summary>What the org itself tells of some identities: sign-ins of the last six months, and when they were frozen.</summary>
/// <param name="SignIns">Sign-ins by user id; null where the caller is not shown them.</param>
/// <param name="SignInsNotRead">Why not.</param>
/// <param name="Locked">Changes of whether they may sign in, by user id; null where they were not read.</param>
/// <param name="LockedNotRead">Why not.</param>
internal sealed record OrgHistory(IReadOnlyList<(string UserId, SignIn SignIn)>? SignIns, string? SignInsNotRead, ILookup<string, LockChange>? Locked, string? LockedNotRead)
{
    /// <summary>Users whose changes cannot be told from those of another user, by id.</summary>
    public ISet<string> SameName { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Reads it for these users.</summary>
    public static async Task<OrgHistory> ReadAsync(OrgApi api, UserDirectory directory, IReadOnlyCollection<KnownUser> users, DateTime past, DateTime until, CancellationToken cancellation)
    {
        var ids = users.Select(u => u.UserId).ToList();
        var limit = await CallersView.Logins.LimitAsync(api, ids, cancellation).ConfigureAwait(false);
        var signIns = limit is null ? await Task.Run(() => SignInsOf(api, directory, ids, past, until, cancellation), cancellation).ConfigureAwait(false) : null;
        try
        {
            var names = await NamesAsync(api, ids, cancellation).ConfigureAwait(false);
            var trail = await Task.Run(() => Trail(api, directory, users, names, past, until, cancellation), cancellation).ConfigureAwait(false);
            var now = await NowAsync(api, ids, cancellation).ConfigureAwait(false);
            return new OrgHistory(signIns, limit, trail.Concat(now).ToLookup(c => c.UserId, c => c.Change, StringComparer.Ordinal), null)
            {
                SameName = new HashSet<string>(ids.Where(id => names.TryGetValue(id, out var name) && names.Values.Count(n => n == name) > 1), StringComparer.Ordinal),
            };
        }
        catch (SfApiException e) when (e is not SfLimitException)
        {
            return new OrgHistory(signIns, limit, null, e.Message);
        }
    }

    private static IReadOnlyList<(string, SignIn)> SignInsOf(OrgApi api, UserDirectory directory, IReadOnlyCollection<string> ids, DateTime past, DateTime until, CancellationToken cancellation) =>
        new LoginReader(api, directory).Read(new LoginFilter { Window = new TimeWindow(past, until), UserIds = ids }, (_, _) => { }, cancellation)
            .Select(l => (l.UserId, new SignIn(l.LoginTime, l.Succeeded, l.LoginType, l.LoginSubType, l.SourceIp, l.CountryIso, l.Application)))
            .ToList();

    /// <summary>The names of users, and of all others who have the same: by id.</summary>
    private static async Task<IReadOnlyDictionary<string, string>> NamesAsync(OrgApi api, IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        async Task AddAsync(string field, IEnumerable<string> values)
        {
            foreach (var soql in Soql.WhereIn("SELECT Id, Name FROM User", field, values))
            {
                (await api.Query.QueryAllPagesAsync(soql, cancellation).ConfigureAwait(false)).ForEach(r => names[r.Text("Id") ?? ""] = r.Text("Name") ?? "");
            }
        }

        await AddAsync("Id", ids).ConfigureAwait(false);
        await AddAsync("Name", names.Values.Distinct(StringComparer.Ordinal).ToList()).ConfigureAwait(false);
        return names;
    }

    /// <summary>The audit trail has no column for whom a change is about: Display ends with the user's name, or has the username.</summary>
    private static IReadOnlyList<(string UserId, LockChange Change)> Trail(
        OrgApi api, UserDirectory directory, IReadOnlyCollection<KnownUser> users, IReadOnlyDictionary<string, string> names, DateTime past, DateTime until, CancellationToken cancellation)
    {
        var changes = new SetupChangeReader(api, directory).Read(new SetupChangeFilter { Window = new TimeWindow(past, until), Actions = LockedPeriods.Actions.Keys.ToList() }, (_, _) => { }, cancellation).ToList();
        return changes.SelectMany(c => users
            .Where(u => IsAbout(c.Display ?? "", u.Username) || (names.TryGetValue(u.UserId, out var name) && IsAbout(c.Display ?? "", name)))
            .Select(u => (u.UserId, new LockChange(c.CreatedDate, LockedPeriods.Actions[c.Action].Locks, LockedPeriods.Actions[c.Action].What, c.Username, c.UserId is null || directory.Of(c.UserId)?.IsPlatformUser == true)))).ToList();
    }

    private static bool IsAbout(string display, string name) => name.Length > 0 && (" " + display.TrimEnd('.', ' ')).EndsWith(" " + name, StringComparison.OrdinalIgnoreCase);

    /// <summary>What holds now, for what the trail does not tell: since the row was changed last.</summary>
    private static async Task<IReadOnlyList<(string UserId, LockChange Change)>> NowAsync(OrgApi api, IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        var found = new List<(string, LockChange)>();
        foreach (var soql in Soql.WhereIn("SELECT UserId, LastModifiedDate FROM UserLogin WHERE IsFrozen = true", "UserId", ids))
        {
            foreach (var row in await api.Query.QueryAllPagesAsync(soql, cancellation).ConfigureAwait(false))
            {
                found.Add((row.Text("UserId") ?? "", new LockChange(row.Moment("LastModifiedDate") ?? default, true, "frozen", null, false)));
            }
        }

        return found;
    }
}
