using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Access;
using SfIntegration.Api;
using SfIntegration.Rules;
using SfIntegration.Rules.Apps;
using SfIntegration.Scope;

namespace SfIntegration.Harden.Apps;

/// <summary>Reads, for the rules, the apps that a scope names and those that the identity is pre-authorised for. Without any it asks nothing.</summary>
internal sealed class AppDetailsReader
{
    private static readonly string[] s_kinds = { AppComponents.Connected, AppComponents.External };

    private readonly OrgApi _api;

    public AppDetailsReader(OrgApi api) => _api = api;

    /// <param name="scope">The scope, or null.</param>
    /// <param name="access">What the identity holds.</param>
    /// <param name="known">The scope's apps that the org has; null where they were not read.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The apps; null where the scope names some and they were not read.</returns>
    public async Task<IReadOnlyList<AppDetails>?> ReadAsync(AccessScope? scope, EffectiveAccess access, IReadOnlyList<AppFacts>? known, CancellationToken cancellation)
    {
        var wanted = scope?.Integrations.Where(i => i.App is not null).ToList() ?? new List<ScopeIntegration>();
        if (wanted.Count > 0 && known is null)
        {
            return null;
        }

        var found = (known ?? Array.Empty<AppFacts>())
            .Concat(access.SetupEntities.Where(e => s_kinds.Contains(e.Value.EntityType)).Select(e => new AppFacts(e.Key, e.Value.Name ?? e.Key, e.Value.EntityType, null)))
            .GroupBy(a => a.Id, StringComparer.Ordinal)
            .Select(g => g.First())
            .ToList();
        var missing = wanted.Where(i => !found.Any(a => a.IsNamed(i.App!.Name))).Select(i => new AppDetails { Name = i.App!.Name, WantedFlow = i.App.Flow, Exists = false });
        if (found.Count == 0)
        {
            return missing.ToList();
        }

        var apps = await new AppReader(_api).ReadAsync(found, AppReading.Metadata | AppReading.Access, cancellation).ConfigureAwait(false);
        var users = await UsersAsync(apps, access.User.Username, cancellation).ConfigureAwait(false);
        return apps.Select(a => Details(a, wanted.FirstOrDefault(i => IsNamed(a, i.App!.Name)), users)).Concat(missing).ToList();
    }

    private static bool IsNamed(SfApp app, string name) =>
        string.Equals(app.AppName, name, StringComparison.OrdinalIgnoreCase) || string.Equals(app.DeveloperName, name, StringComparison.OrdinalIgnoreCase);

    private static AppDetails Details(SfApp app, ScopeIntegration? wanted, IReadOnlyDictionary<string, IReadOnlyList<string>>? users)
    {
        // Only metadata says whether an app is on; where that is not known, nothing else of it is.
        var read = app.IsEnabled is not null;
        return new AppDetails
        {
            Name = wanted?.App!.Name ?? app.AppName,
            WantedFlow = wanted?.App!.Flow,
            Flows = read ? app.Flows : null,
            Scopes = read ? app.Scopes : null,
            AddressPolicy = app.AddressPolicy,
            EndlessRefreshTokens = app.Strictness.RefreshTokens is { } policy ? policy.Type == RefreshTokenPolicy.Infinite : null,
            RunAs = read ? app.RunAs ?? "" : null,
            Certificate = app is { CertificateNotBefore: { } from, CertificateNotAfter: { } until } ? (from, until) : null,
            OtherUsers = users is null ? null : app.PermissionSets.Concat(app.Profiles.Select(p => "profile " + p)).SelectMany(h => users.TryGetValue(h, out var held) ? held : Array.Empty<string>()).Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(u => u, StringComparer.OrdinalIgnoreCase).ToList(),
            RotateEveryDays = Days(wanted?.RotateEvery),
            NotRead = app.NotRead.Count == 0 ? null : string.Join(" ", app.NotRead),
            Cure = app.NotRead.Count == 0 ? null : "Test as a user with View Setup and Modify Metadata.",
        };
    }

    /// <summary>The other active users who hold the sets ("Name") and profiles ("profile Name") that open the apps; null where they were not read.</summary>
    private async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>?> UsersAsync(IReadOnlyList<SfApp> apps, string username, CancellationToken cancellation)
    {
        var holders = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        var (sets, profiles) = (apps.SelectMany(a => a.PermissionSets).Distinct(StringComparer.OrdinalIgnoreCase).ToList(), apps.SelectMany(a => a.Profiles).Distinct(StringComparer.OrdinalIgnoreCase).ToList());
        var bySet = Soql.WhereIn("SELECT PermissionSet.Name, Assignee.Username FROM PermissionSetAssignment", "PermissionSet.Name", sets, " AND Assignee.IsActive = true").ToList();
        var byProfile = Soql.WhereIn("SELECT Profile.Name, Username FROM User", "Profile.Name", profiles, " AND IsActive = true").ToList();
        if (bySet.Count + byProfile.Count == 0)
        {
            return holders;
        }

        var outcomes = await new BatchApi(_api.Connection).TryQueryManyAsync(bySet.Concat(byProfile), cancellation).ConfigureAwait(false);
        if (outcomes.Any(o => o.Error is not null))
        {
            return null;
        }

        var rows = outcomes.SelectMany((o, i) => o.Records.Select(r => i < bySet.Count
            ? (Holder: (string?)r.SelectToken("PermissionSet.Name") ?? "", User: (string?)r.SelectToken("Assignee.Username") ?? "")
            : (Holder: "profile " + (string?)r.SelectToken("Profile.Name"), User: (string?)r["Username"] ?? "")));
        foreach (var holder in rows.Where(r => !string.Equals(r.User, username, StringComparison.OrdinalIgnoreCase)).GroupBy(r => r.Holder, StringComparer.OrdinalIgnoreCase))
        {
            holders[holder.Key] = holder.Select(r => r.User).ToList();
        }

        return holders;
    }

    /// <summary>"90d", "12w", "3m" in days; a month is thirty.</summary>
    private static int? Days(string? span) => span is not { Length: > 1 } ? null
        : int.Parse(span.Substring(0, span.Length - 1), CultureInfo.InvariantCulture) * span[span.Length - 1] switch { 'w' => 7, 'm' => 30, _ => 1 };
}
