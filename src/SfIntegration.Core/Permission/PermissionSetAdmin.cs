using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Api;
using SfIntegration.Http;
using SfIntegration.Plan;
using SfIntegration.Scope;

namespace SfIntegration.Permission;

/// <summary>Makes and removes permission sets, and reads back that it is so.</summary>
internal sealed class PermissionSetAdmin
{
    private readonly OrgApi _api;

    public PermissionSetAdmin(OrgApi api) => _api = api;

    /// <summary>Checks a new set before it is sent and gives the id of its licence, or null.</summary>
    public async Task<string?> CheckNewAsync(string name, string? license, CancellationToken cancellation)
    {
        if (PermissionSetNames.Mistake(name) is { } mistake)
        {
            throw new SfPlanException("PermissionSetName", $"'{name}' is no name of a permission set: {mistake}.", "Choose a name such as Order_Sync; the label may say more.");
        }

        string? licenseId = null;
        var taken = 0;
        var round = new QueryList();
        round.Add(new[] { $"SELECT Id FROM PermissionSet WHERE NamespacePrefix = null AND Name = {Soql.Quote(name)}" }, _ => taken++);
        if (license is not null)
        {
            var quoted = Soql.Quote(license);
            round.Add(new[] { $"SELECT Id FROM UserLicense WHERE Name = {quoted}", $"SELECT Id FROM PermissionSetLicense WHERE DeveloperName = {quoted} OR MasterLabel = {quoted}" }, r => licenseId = r.Text("Id"));
        }

        await round.RunAsync(new BatchApi(_api.Connection), cancellation).ConfigureAwait(false);
        if (taken > 0)
        {
            throw new SfPlanException("PermissionSetExists", $"A permission set '{name}' exists already.", "Choose another name; Get-SfPermissionSet shows the one that is there.");
        }

        return license is null || licenseId is not null
            ? licenseId
            : throw new SfPlanException("LicenseNotFound", $"This org has no user licence and no permission set licence '{license}'.", "Get-SfLicense lists both.");
    }

    /// <summary>Creates a set and reads it back.</summary>
    public async Task<SfPermissionSet> CreateAsync(string name, string label, string description, string? licenseId, CancellationToken cancellation)
    {
        var row = new JournalRow
        {
            Number = 1,
            Operation = WriteOperation.Create,
            SobjectType = "PermissionSet",
            Key = new Dictionary<string, string> { ["Name"] = name },
            Values = new JObject { ["Name"] = name, ["Label"] = label },
            Before = new JObject(),
        };
        if (description.Length > 0)
        {
            row.Values["Description"] = description;
        }

        if (licenseId is not null)
        {
            row.Values["LicenseId"] = licenseId;
        }

        await SendAsync(new[] { row }, cancellation).ConfigureAwait(false);
        if (row.WasThere)
        {
            throw new SfPlanException("PermissionSetExists", $"A permission set '{name}' exists already.", "Choose another name; Get-SfPermissionSet shows the one that is there.");
        }

        var made = (await new PermissionSetReader(_api).ReadAllAsync(cancellation).ConfigureAwait(false)).FirstOrDefault(s => s.PermissionSetId == row.RecordId);
        return made is not null && made.Label == label && made.Description == description && (licenseId is null) == (made.License is null)
            ? made
            : throw new SfApiException($"Salesforce accepted the permission set '{name}', but reading back shows something else.", "Look at it with Get-SfPermissionSet, and for automation that changes it.");
    }

    /// <summary>What has to go with a set; an error where it may not go.</summary>
    public async Task<SetRemoval> CheckRemovalAsync(string name, bool force, CancellationToken cancellation)
    {
        var set = (await new PermissionSetReader(_api).ReadAllAsync(cancellation).ConfigureAwait(false))
            .FirstOrDefault(s => string.Equals(s.PermissionSet, name, StringComparison.OrdinalIgnoreCase) || s.PermissionSetId == name);
        var facts = new AssignmentFacts { CallerId = _api.Org.UserId };
        var removal = await ReadRemovalAsync(name, set, facts, cancellation).ConfigureAwait(false);
        if (!force && (removal.Holders.Count > 0 || removal.Set.Groups.Count > 0))
        {
            throw new SfPlanException("PermissionSetInUse", $"The permission set '{removal.Set.PermissionSet}' is {removal.InUse}.", "Revoke it first (Revoke-SfPermissionSet), or use -Force to take it away from all of them.");
        }

        var guard = new RevokeGuard(facts);
        foreach (var (user, rowId) in removal.Holders)
        {
            if (PlatformUsers.IsPlatformUser(user.LicenseName, user.UserType))
            {
                throw new SfPlanException("PlatformUser", $"The set is held by {user.Username}, which belongs to the platform itself.", "Leave it alone; nothing overrides this.");
            }

            if (guard.Refusal(user, rowId) is { } refusal)
            {
                throw new SfPlanException(refusal.Code, $"The set is held by {user.Username}. {refusal.Reason}", refusal.Cure);
            }
        }

        return removal;
    }

    /// <summary>Takes the set from its holders and groups, deletes it, and looks that it is gone.</summary>
    public async Task RemoveAsync(SetRemoval removal, CancellationToken cancellation)
    {
        var rows = removal.Holders.Select(h => Deletion("PermissionSetAssignment", h.RowId))
            .Concat(removal.ComponentIds.Select(id => Deletion("PermissionSetGroupComponent", id)))
            .ToList();
        await SendAsync(rows, cancellation).ConfigureAwait(false);
        await SendAsync(new[] { Deletion("PermissionSet", removal.Set.PermissionSetId) }, cancellation).ConfigureAwait(false);
        var left = await _api.Query.QueryAllPagesAsync($"SELECT Id FROM PermissionSet WHERE Id = {Soql.Quote(removal.Set.PermissionSetId)}", cancellation).ConfigureAwait(false);
        if (left.Count > 0)
        {
            throw new SfApiException($"Salesforce accepted the removal, but the permission set '{removal.Set.PermissionSet}' is still there.", "Try again.");
        }
    }

    private async Task<SetRemoval> ReadRemovalAsync(string name, SfPermissionSet? set, AssignmentFacts facts, CancellationToken cancellation)
    {
        switch (set)
        {
            case null:
                var owned = await _api.Query.QueryAllPagesAsync($"SELECT Profile.Name FROM PermissionSet WHERE IsOwnedByProfile = true AND Name = {Soql.Quote(name)}", cancellation).ConfigureAwait(false);
                throw owned.Count > 0
                    ? new SfPlanException("PermissionSetOwned", $"'{name}' belongs to the profile '{owned[0]["Profile"].Text("Name")}' and goes with it only.", "Change the profile instead.")
                    : new SfNotFoundException($"This org has no permission set '{name}'.", "Get-SfPermissionSet lists them; give the API name, with the namespace where it has one.");
            case { Kind: PermissionSetKind.Group }:
                throw new SfPlanException("PermissionSetOwned", $"'{set.PermissionSet}' is a permission set group; this removes permission sets.", "Take the group from its users with Revoke-SfPermissionSet.");
            case { Kind: PermissionSetKind.Standard }:
                throw new SfPlanException("PermissionSetOwned", $"'{set.PermissionSet}' belongs to Salesforce and cannot be removed.", "Take it from its users with Revoke-SfPermissionSet.");
            case { } managed when managed.PermissionSet.IndexOf("__", StringComparison.Ordinal) > 0:
                throw new SfPlanException("PermissionSetOwned", $"'{managed.PermissionSet}' belongs to an installed package and goes with it only.", "Take it from its users with Revoke-SfPermissionSet.");
        }

        var holders = new List<(Assignee User, string RowId)>();
        var components = new List<string>();
        var id = Soql.Quote(set.PermissionSetId);
        var round = new QueryList();
        round.Add(
            new[] { $"SELECT Id, AssigneeId, Assignee.Username, Assignee.UserType, Assignee.Profile.UserLicense.Name FROM PermissionSetAssignment WHERE PermissionSetGroupId = null AND PermissionSetId = {id}" },
            r => holders.Add((
                new Assignee(r.Text("AssigneeId")!, r["Assignee"].Text("Username") ?? "", r["Assignee"].Text("UserType") ?? "", "", r.SelectToken("Assignee.Profile.UserLicense").Text("Name") ?? ""),
                r.Text("Id")!)));
        round.Add(new[] { $"SELECT Id FROM PermissionSetGroupComponent WHERE PermissionSetId = {id}" }, r => components.Add(r.Text("Id")!));
        round.Add(new[] { AssignmentReader.Administrators }, r => AssignmentReader.AddAdministrator(facts, r));
        await round.RunAsync(new BatchApi(_api.Connection), cancellation).ConfigureAwait(false);
        return new SetRemoval(set, holders, components);
    }

    private async Task SendAsync(IReadOnlyList<JournalRow> rows, CancellationToken cancellation)
    {
        if (rows.Count == 0)
        {
            return;
        }

        await new RowSender(new OrgRowWriter(_api), journal: null).SendAsync(rows, null, cancellation).ConfigureAwait(false);
        if (rows.FirstOrDefault(r => r.Success != true) is { } refused)
        {
            throw new SfApiException($"{refused.Operation} {refused.SobjectType}: {refused.Error}", ErrorCures.Find(refused.Code, refused.Error)) { Code = refused.Code };
        }
    }

    private static JournalRow Deletion(string type, string id) => new()
    {
        Number = 1,
        Operation = WriteOperation.Delete,
        SobjectType = type,
        RecordId = id,
        Key = new Dictionary<string, string>(),
        Values = new JObject(),
        Before = new JObject(),
    };
}

/// <summary>A set to be removed, who holds it, and the rows that make it part of groups.</summary>
internal sealed record SetRemoval(SfPermissionSet Set, IReadOnlyList<(Assignee User, string RowId)> Holders, IReadOnlyList<string> ComponentIds)
{
    /// <summary>"held by 2 user(s) (a, b) and part of the group(s) Sales_Desk".</summary>
    public string InUse => string.Join(" and ", new[]
    {
        Holders.Count == 0 ? "" : $"held by {Holders.Count} user(s) ({string.Join(", ", Holders.Take(3).Select(h => h.User.Username))}{(Holders.Count > 3 ? ", ..." : "")})",
        Set.Groups.Count == 0 ? "" : "part of the group(s) " + string.Join(", ", Set.Groups),
    }.Where(p => p.Length > 0));
}
