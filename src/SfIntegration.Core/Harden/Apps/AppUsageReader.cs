using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Api;
using SfIntegration.Http;
using SfIntegration.Rules;

namespace SfIntegration.Harden.Apps;

/// <summary>Who uses an app.</summary>
internal sealed record AppUsage(int? Tokens = null, DateTime? LastUsed = null)
{
    /// <summary>What could not be read, with the reason.</summary>
    public IReadOnlyList<string> NotRead { get; init; } = Array.Empty<string>();
}

/// <summary>
/// Reads tokens and the last use of apps: of connected apps from OauthToken by name, of external client apps from the usage resource, and the last
/// sign-in from the login history, whose Application cannot be filtered (facts §5.6, §6.1, §6.3).
/// </summary>
internal sealed class AppUsageReader
{
    /// <summary>OauthToken gives at most this many rows a query (facts §6.3).</summary>
    private const int TokensPerQuery = 2500;

    /// <summary>The latest sign-ins are enough to see which apps are in use.</summary>
    private const int MostLogins = 2000;

    private static readonly string[] s_rights = { "CustomizeApplication", "ManageUsers", "MonitorLoginHistory" };

    private readonly OrgApi _api;

    public AppUsageReader(OrgApi api) => _api = api;

    /// <summary>The usage by app id.</summary>
    public async Task<IReadOnlyDictionary<string, AppUsage>> ReadAsync(IReadOnlyList<AppFacts> apps, CancellationToken cancellation)
    {
        if (apps.Count == 0)
        {
            return new Dictionary<string, AppUsage>();
        }

        // Without these rights the same queries answer, with the caller's own rows only.
        var questions = s_rights.Select(r => $"SELECT Permissions{r} FROM UserPermissionAccess LIMIT 1")
            .Concat(new[] { $"SELECT Application, LoginTime FROM LoginHistory ORDER BY LoginTime DESC LIMIT {MostLogins}", Tokens(0) })
            .ToList();
        var outcomes = await new BatchApi(_api.Connection).TryQueryManyAsync(questions, cancellation).ConfigureAwait(false);
        bool Holds(int right) => outcomes[right].Records.FirstOrDefault()?.Flag("Permissions" + s_rights[right]) == true;

        var logins = Logins(outcomes[s_rights.Length], Holds(1) || Holds(2));
        var tokens = await TokensAsync(outcomes[s_rights.Length + 1], Holds(0), apps.Any(a => a.Kind == AppComponents.Connected), cancellation).ConfigureAwait(false);
        var usage = new Dictionary<string, AppUsage>();
        foreach (var app in apps)
        {
            var own = app.Kind == AppComponents.Connected ? tokens.Of(app.Name) : await ExternalAsync(app, cancellation).ConfigureAwait(false);
            usage[app.Id] = own with
            {
                LastUsed = Later(own.LastUsed, logins.Last.TryGetValue(app.Name, out var last) ? last : null),
                NotRead = own.NotRead.Concat(logins.NotRead is null ? Array.Empty<string>() : new[] { logins.NotRead }).ToList(),
            };
        }

        return usage;
    }

    private static string Tokens(int offset) => FormattableString.Invariant($"SELECT AppName, LastUsedDate FROM OauthToken LIMIT {TokensPerQuery} OFFSET {offset}");

    private static (IReadOnlyDictionary<string, DateTime> Last, string? NotRead) Logins(QueryOutcome outcome, bool seesAll)
    {
        var last = new Dictionary<string, DateTime>(StringComparer.OrdinalIgnoreCase);
        if (!seesAll || outcome.Error is not null)
        {
            return (last, "Sign-ins were not read: " + (outcome.Error?.Message ?? "the caller sees only its own without Manage Users or Monitor Login History."));
        }

        foreach (var row in outcome.Records)
        {
            if (row.Text("Application") is { } app && row.Moment("LoginTime") is { } time && (!last.TryGetValue(app, out var known) || known < time))
            {
                last[app] = time;
            }
        }

        return (last, outcome.Records.Count < MostLogins ? null : FormattableString.Invariant($"Sign-ins before the latest {MostLogins} of the org were not looked through."));
    }

    private async Task<TokenBook> TokensAsync(QueryOutcome first, bool seesAll, bool wanted, CancellationToken cancellation)
    {
        if (!wanted || !seesAll || first.Error is not null)
        {
            return new TokenBook(Array.Empty<JObject>(), "Tokens were not read: " + (first.Error?.Message ?? "the caller sees only its own without Customize Application."));
        }

        var (all, page) = (first.Records.ToList(), first.Records.Count);
        while (page == TokensPerQuery)
        {
            var next = (await new BatchApi(_api.Connection).TryQueryManyAsync(new[] { Tokens(all.Count) }, cancellation).ConfigureAwait(false)).Single();
            if (next.Error is { } error)
            {
                return new TokenBook(all, $"Tokens beyond the first {all.Count} were not read: {error.Message}");
            }

            page = next.Records.Count;
            all.AddRange(next.Records);
        }

        return new TokenBook(all, null);
    }

    private async Task<AppUsage> ExternalAsync(AppFacts app, CancellationToken cancellation)
    {
        try
        {
            var users = await _api.AppUsage.UsersAsync(app.Id, cancellation).ConfigureAwait(false);
            return new AppUsage(users.Count, users.Max(u => u.LastUsed));
        }
        catch (SfApiException e) when (e is not SfLimitException)
        {
            return new AppUsage { NotRead = new[] { $"Tokens were not read: {e.Message}" } };
        }
    }

    private static DateTime? Later(DateTime? a, DateTime? b) => a is null || b > a ? b ?? a : a;

    private sealed class TokenBook
    {
        private readonly ILookup<string, JObject> _byApp;
        private readonly string? _notRead;

        public TokenBook(IReadOnlyList<JObject> rows, string? notRead)
        {
            _byApp = rows.ToLookup(r => r.Text("AppName") ?? "", StringComparer.OrdinalIgnoreCase);
            _notRead = notRead;
        }

        public AppUsage Of(string app)
        {
            var rows = _byApp[app].ToList();
            return _notRead is null
                ? new AppUsage(rows.Count, rows.Max(r => r.Moment("LastUsedDate")))
                : new AppUsage(null, rows.Max(r => r.Moment("LastUsedDate"))) { NotRead = new[] { _notRead } };
        }
    }
}
