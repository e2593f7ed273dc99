using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Access;
using SfIntegration.Api;
using SfIntegration.Plan;
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
    /// <param name="names">The scope's apps of both kinds that the org has, as far as they were read.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The apps; null where the scope names one that may be among those that were not read.</returns>
    public async Task<IReadOnlyList<AppDetails>?> ReadAsync(AccessScope? scope, EffectiveAccess access, NamedThings names, CancellationToken cancellation)
    {
        var wanted = scope?.Integrations.Where(i => i.App is not null).ToList() ?? new List<ScopeIntegration>();
        var known = (names.Apps ?? Array.Empty<AppFacts>()).Concat(names.ExternalApps ?? Array.Empty<AppFacts>()).ToList();
        if ((names.Apps is null || names.ExternalApps is null) && wanted.Any(i => !known.Any(a => a.IsNamed(i.App!.Name))))
        {
            return null;
        }

        var found = known
            .Concat(Opened(scope, access).Select(e => new AppFacts(e.EntityId, e.Name ?? e.EntityId, e.EntityType, null)))
            .GroupBy(a => a.Id, StringComparer.Ordinal)
            .Select(g => g.First())
            .ToList();
        var missing = wanted.Where(i => !found.Any(a => a.IsNamed(i.App!.Name))).Select(i => new AppDetails { Name = i.App!.Name, WantedFlow = i.App.Flow, Exists = false });
        if (found.Count == 0)
        {
            return missing.ToList();
        }

        var apps = await new AppReader(_api).ReadAsync(found, AppReading.Metadata, cancellation).ConfigureAwait(false);
        var users = await UsersAsync(found, access.User.Username, cancellation).ConfigureAwait(false);
        return apps.Select(a => Details(a, wanted.FirstOrDefault(i => IsNamed(a, i.App!.Name)), users)).Concat(missing).ToList();
    }

    /// <summary>The apps that open to the identity. Beside a scope, what a set gives that it does not name is that set's finding, apps included.</summary>
    private static IEnumerable<EffectiveSetupEntity> Opened(AccessScope? scope, EffectiveAccess access)
    {
        var named = new HashSet<string>(scope?.Integrations.SelectMany(i => i.UsePermissionSets.Concat(new[] { i.PermissionSet })) ?? Array.Empty<string>(), StringComparer.OrdinalIgnoreCase);
        return access.SetupEntities.Values.Where(e => s_kinds.Contains(e.EntityType)
            && (scope is null || e.Paths.Any(p => p.Kind == ContainerKind.Profile || named.Contains(p.From) || (p.Through is { } group && named.Contains(group)))));
    }

    private static bool IsNamed(SfApp app, string name) =>
        string.Equals(app.AppName, name, StringComparison.OrdinalIgnoreCase) || string.Equals(app.DeveloperName, name, StringComparison.OrdinalIgnoreCase);

    private static AppDetails Details(SfApp app, ScopeIntegration? wanted, ILookup<string, string>? users)
    {
        // Only metadata says whether an app is on; where that is not known, nothing else of it is.
        var read = app.IsEnabled is not null;
        return new AppDetails
        {
            Name = wanted?.App!.Name ?? app.AppName,
            WantedFlow = wanted?.App!.Flow,
            Flows = read ? app.Flows : null,
            AdminApprovedOnly = app.Strictness.AdminApprovedOnly,
            Scopes = read ? app.Scopes : null,
            AddressPolicy = app.AddressPolicy,
            EndlessRefreshTokens = app.Strictness.RefreshTokens is { } policy ? policy.Type == RefreshTokenPolicy.Infinite : null,
            RunAs = read ? app.RunAs ?? "" : null,
            Certificate = app is { CertificateNotBefore: { } from, CertificateNotAfter: { } until } ? (from, until) : null,
            OtherUsers = users?[app.AppId ?? ""].Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(u => u, StringComparer.OrdinalIgnoreCase).ToList(),
            RotateEveryDays = Rules.Policy.Span.Days(wanted?.RotateEvery),
            NotRead = app.NotRead.Count == 0 ? null : string.Join(" ", app.NotRead),
            Cure = app.NotRead.Count == 0 ? null : "Test as a user with View Setup and Modify Metadata.",
        };
    }

    /// <summary>
    /// The other active users whom a set or a profile opens the apps to, by app; null where they were not read. A user is assigned its profile's own
    /// set like any other (facts §3.1), so the assignments tell of both.
    /// </summary>
    private async Task<ILookup<string, string>?> UsersAsync(IReadOnlyList<AppFacts> apps, string username, CancellationToken cancellation)
    {
        var ids = apps.Select(a => a.Id).Where(i => i.Length > 0).ToList();
        var queries = ids.Select(id => $"SELECT Assignee.Username FROM PermissionSetAssignment WHERE PermissionSetId IN (SELECT ParentId FROM SetupEntityAccess WHERE SetupEntityId = {Soql.Quote(id)}) AND Assignee.IsActive = true AND Assignee.Username != {Soql.Quote(username)}").ToList();
        var outcomes = await new BatchApi(_api.Connection).TryQueryManyAsync(queries, cancellation).ConfigureAwait(false);
        return outcomes.Any(o => o.Error is not null)
            ? null
            : outcomes.SelectMany((o, i) => o.Records.Select(r => (Id: ids[i], User: (string?)r.SelectToken("Assignee.Username") ?? ""))).ToLookup(r => r.Id, r => r.User, StringComparer.Ordinal);
    }

}
