using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Api;
using SfIntegration.Http;
using SfIntegration.Plan;
using SfIntegration.Rules;
using SfIntegration.Scope;

namespace SfIntegration.Harden.Apps;

/// <summary>What has to be known of an org to make an app for an identity there.</summary>
internal sealed class NewAppFacts
{
    private NewAppFacts()
    {
    }

    /// <summary>The identity's username as the org spells it.</summary>
    public string Username { get; private init; } = "";

    /// <summary>Apps of the name, of both kinds, as rows show them.</summary>
    public IReadOnlyList<AppFacts> Apps { get; private init; } = Array.Empty<AppFacts>();

    /// <summary>The external client apps of the name as metadata shows them.</summary>
    public ScopeAppState State { get; private init; } = ScopeAppState.None;

    private string Email { get; init; } = "";

    private bool IsApiOnly { get; init; }

    private IReadOnlyList<AppDoor> Doors { get; init; } = Array.Empty<AppDoor>();

    private IReadOnlyCollection<string> Held { get; init; } = Array.Empty<string>();

    public static async Task<NewAppFacts> ReadAsync(OrgApi api, NewAppRequest request, CancellationToken cancellation)
    {
        var quoted = Soql.Quote(request.Username);
        var questions = new List<string>
        {
            $"SELECT Id, Username, Email, UserType, Profile.UserLicense.Name, Profile.PermissionsApiUserOnly FROM User WHERE Username = {quoted}",
            $"SELECT PermissionSet.Id, PermissionSet.Name, PermissionSet.Description, PermissionSet.PermissionsApiUserOnly FROM PermissionSetAssignment WHERE Assignee.Username = {quoted} AND PermissionSet.IsOwnedByProfile = false",
        };
        questions.AddRange(AppQueries.Named(new[] { request.AppName }).Select(q => q.Soql));
        if (request.PermissionSets.Count > 0)
        {
            questions.Add($"SELECT Id, Name FROM PermissionSet WHERE {Soql.In("Name", request.PermissionSets)}");
        }

        var outcomes = await new BatchApi(api.Connection).TryQueryManyAsync(questions, cancellation).ConfigureAwait(false);
        var user = Records(outcomes[0]).FirstOrDefault() ?? throw new SfPlanException("UserNotFound", $"This org has no user '{request.Username}'.", "New-SfIntegrationUser makes it.");
        if (PlatformUsers.IsPlatformUser((string?)user.SelectToken("Profile.UserLicense.Name"), user.Text("UserType")))
        {
            throw new SfPlanException("PlatformUser", $"The user '{request.Username}' belongs to the platform itself.", "Use a user of your own; nothing overrides this.");
        }

        var held = Records(outcomes[1]).Select(r => (JObject)r["PermissionSet"]!).ToList();
        var connected = Records(outcomes[2]).Select(r => AppQueries.Read(r, AppComponents.Connected)).ToList();
        var external = outcomes[3].Error is null ? outcomes[3].Records.Select(r => AppQueries.Read(r, AppComponents.External)).ToList() : null;
        var sets = request.PermissionSets.Count > 0 ? Named(request, Records(outcomes[4])) : OfScopes(request, held);
        return new NewAppFacts
        {
            Username = user.Text("Username") ?? request.Username,
            Email = user.Text("Email") ?? "",
            IsApiOnly = (bool?)user.SelectToken("Profile.PermissionsApiUserOnly") == true || held.Any(h => h.Flag("PermissionsApiUserOnly")),
            Held = held.Select(h => h.Text("Name") ?? "").ToList(),
            Apps = connected.Concat(external ?? new List<AppFacts>()).ToList(),
            State = await ScopeAppState.ReadAsync(api, new[] { request.AppName }, external, cancellation).ConfigureAwait(false),
            Doors = await DoorsAsync(api, sets, cancellation).ConfigureAwait(false),
        };
    }

    /// <summary>What is asked for, against this org.</summary>
    public AppWish Wish(NewAppRequest request, PlanBuilder builder)
    {
        foreach (var set in Doors.Where(d => !Held.Contains(d.PermissionSet, StringComparer.OrdinalIgnoreCase)))
        {
            builder.Warn("SetNotHeld", set.PermissionSet, $"{Username} does not hold the permission set {set.PermissionSet}, so that pre-authorising it does not let it in.", $"Grant-SfPermissionSet {set.PermissionSet} -Username {Username}");
        }

        return new AppWish
        {
            Definition = new AppDefinition
            {
                Label = request.AppName,
                DeveloperName = AppComponents.DeveloperName(request.AppName),
                ContactEmail = request.ContactEmail ?? Email,
                Description = request.Description,
                Flows = request.Flows,
                Scopes = request.Scopes,
                RunAs = request.Flows.HasFlag(AppFlows.ClientCredentials) ? Username : null,
                Certificate = request.Flows.HasFlag(AppFlows.Jwt) ? request.Certificate : null,
                AddressPolicy = request.AddressPolicy,
                SessionTimeout = request.SessionTimeout,
            },
            Doors = Doors,
            Access = request.Access,
            IsApiOnly = IsApiOnly,
            CertificateLine = "give -Certificate, -CertificatePath or -NewCertificate.",
        };
    }

    private static IReadOnlyList<JObject> Records(QueryOutcome outcome) => outcome.Error is { } error ? throw error : outcome.Records;

    private static IReadOnlyList<(string Id, string Name)> Named(NewAppRequest request, IReadOnlyList<JObject> rows)
    {
        var found = rows.Select(r => (Id: r.Text("Id") ?? "", Name: r.Text("Name") ?? "")).ToList();
        var missing = request.PermissionSets.Where(n => !found.Any(f => string.Equals(f.Name, n, StringComparison.OrdinalIgnoreCase))).ToList();
        return missing.Count == 0 ? found : throw new SfPlanException("PermissionSetNotFound", $"This org has no permission set '{string.Join("', '", missing)}'.", "Get-SfPermissionSet lists them.");
    }

    /// <summary>The set that a scope made for the identity, known by its mark; several are for a person to choose from.</summary>
    private static IReadOnlyList<(string Id, string Name)> OfScopes(NewAppRequest request, IReadOnlyList<JObject> held)
    {
        var marked = held.Where(h => ScopeMarker.TryParse(h.Text("Description"), out _, out _)).Select(h => (Id: h.Text("Id") ?? "", Name: h.Text("Name") ?? "")).Distinct().ToList();
        return marked.Count == 1 ? marked : throw new SfPlanException("NoPermissionSet",
            marked.Count == 0
                ? $"Nobody would be let in: '{request.Username}' holds no permission set that a scope made, and none was named."
                : $"'{request.Username}' holds several permission sets of scopes: {string.Join(", ", marked.Select(m => m.Name))}.",
            "Name with -PermissionSet those whose holders the app lets in.");
    }

    private static async Task<IReadOnlyList<AppDoor>> DoorsAsync(OrgApi api, IReadOnlyList<(string Id, string Name)> sets, CancellationToken cancellation)
    {
        var rows = await api.Composite.QueryManyAsync(Soql.WhereIn("SELECT ParentId, SetupEntityId FROM SetupEntityAccess WHERE SetupEntityType = 'ExternalClientApplication'", "ParentId", sets.Select(s => s.Id)), cancellation).ConfigureAwait(false);
        var opened = rows.SelectMany(r => r).ToLookup(r => r.Text("ParentId") ?? "", r => r.Text("SetupEntityId") ?? "", StringComparer.Ordinal);
        return sets.Select(s => new AppDoor(s.Name, s.Id, opened[s.Id].ToList(), null)).ToList();
    }
}
