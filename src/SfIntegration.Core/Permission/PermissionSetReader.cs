using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Access;
using SfIntegration.Api;
using SfIntegration.Http;
using SfIntegration.Scope;

namespace SfIntegration.Permission;

/// <summary>Reads the permission sets and groups of an org, and who holds them. Sets that profiles own are no sets to people and left out.</summary>
internal sealed class PermissionSetReader
{
    private readonly OrgApi _api;

    public PermissionSetReader(OrgApi api) => _api = api;

    /// <summary>Every set and group, in one call, by name.</summary>
    public async Task<IReadOnlyList<SfPermissionSet>> ReadAllAsync(CancellationToken cancellation)
    {
        var rows = new List<JObject>();
        var licenses = new Dictionary<string, string>(StringComparer.Ordinal);
        var assignees = new Dictionary<string, int>(StringComparer.Ordinal);
        var objects = new Dictionary<string, int>(StringComparer.Ordinal);
        var groups = new Dictionary<string, JObject>(StringComparer.Ordinal);
        var groupsOfSet = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var round = new QueryList();
        round.Add(
            new[] { "SELECT Id, Name, NamespacePrefix, Label, Description, LicenseId, Type, IsCustom, PermissionSetGroupId FROM PermissionSet WHERE IsOwnedByProfile = false" },
            rows.Add);
        round.Add(new[] { "SELECT Id, DeveloperName, NamespacePrefix, MasterLabel, Description FROM PermissionSetGroup" }, r => groups[r.Text("Id")!] = r);
        round.Add(new[] { "SELECT Id, Name FROM UserLicense" }, r => licenses[r.Text("Id")!] = r.Text("Name") ?? "");
        round.Add(new[] { "SELECT Id, DeveloperName FROM PermissionSetLicense" }, r => licenses[r.Text("Id")!] = r.Text("DeveloperName") ?? "");
        round.Add(
            new[] { "SELECT PermissionSetId, COUNT(Id) held FROM PermissionSetAssignment WHERE PermissionSet.IsOwnedByProfile = false GROUP BY PermissionSetId" },
            r => assignees[r.Text("PermissionSetId")!] = (int)r["held"]!);
        round.Add(
            new[] { "SELECT ParentId, COUNT(Id) objects FROM ObjectPermissions WHERE Parent.IsOwnedByProfile = false GROUP BY ParentId" },
            r => objects[r.Text("ParentId")!] = (int)r["objects"]!);
        round.Add(new[] { "SELECT PermissionSetId, PermissionSetGroup.DeveloperName, PermissionSetGroup.NamespacePrefix FROM PermissionSetGroupComponent" }, r =>
        {
            var id = r.Text("PermissionSetId")!;
            groupsOfSet[id] = groupsOfSet.TryGetValue(id, out var known) ? known : known = new List<string>();
            known.Add(ContainerDraft.WithNamespace(r["PermissionSetGroup"].Text("NamespacePrefix"), r["PermissionSetGroup"].Text("DeveloperName") ?? ""));
        });
        await round.RunAsync(new BatchApi(_api.Connection), cancellation).ConfigureAwait(false);

        return rows.Select(Build).OrderBy(s => s.PermissionSet, StringComparer.OrdinalIgnoreCase).ToList();

        SfPermissionSet Build(JObject row)
        {
            // A group owns one aggregated set (OR:permissionsetgroup); people know the group.
            var group = row.Text("PermissionSetGroupId") is { } groupId && groups.TryGetValue(groupId, out var known) ? known : null;
            var description = (group ?? row).Text("Description") ?? "";
            ScopeMarker.TryParse(description, out var scope, out var integration);
            return new SfPermissionSet
            {
                Org = _api.Org,
                PermissionSet = ContainerDraft.WithNamespace((group ?? row).Text("NamespacePrefix"), group.Text("DeveloperName") ?? row.Text("Name")!),
                PermissionSetId = (group ?? row).Text("Id")!,
                Label = group.Text("MasterLabel") ?? row.Text("Label") ?? "",
                Kind = KindOf(row.Text("Type"), group is not null, row.Flag("IsCustom")),
                License = row.Text("LicenseId") is { } license ? licenses.TryGetValue(license, out var name) ? name : license : null,
                Description = description,
                ScopeName = scope.Length == 0 ? null : scope,
                Integration = integration.Length == 0 ? null : integration,
                AssigneeCount = assignees.TryGetValue(row.Text("Id")!, out var held) ? held : 0,
                ObjectCount = objects.TryGetValue(row.Text("Id")!, out var count) ? count : 0,
                Groups = groupsOfSet.TryGetValue(row.Text("Id")!, out var of) ? of : Array.Empty<string>(),
            };
        }
    }

    /// <summary>What a user holds, one row each; an error that says so where there is no such user.</summary>
    public async Task<IReadOnlyList<SfPermissionSetAssignment>> ReadHeldAsync(string username, CancellationToken cancellation)
    {
        var name = Soql.Quote(username);
        var users = 0;
        var rows = new List<JObject>();
        var round = new QueryList();
        round.Add(new[] { $"SELECT Id FROM User WHERE Username = {name}" }, _ => users++);
        round.Add(
            new[]
            {
                "SELECT AssigneeId, Assignee.Username, ExpirationDate, PermissionSetId, PermissionSet.Name, PermissionSet.NamespacePrefix, PermissionSet.Label, PermissionSet.Type, PermissionSet.IsCustom, "
                + $"PermissionSetGroupId, PermissionSetGroup.DeveloperName, PermissionSetGroup.NamespacePrefix, PermissionSetGroup.MasterLabel FROM PermissionSetAssignment WHERE PermissionSet.IsOwnedByProfile = false AND Assignee.Username = {name}",
            },
            rows.Add);
        await round.RunAsync(new BatchApi(_api.Connection), cancellation).ConfigureAwait(false);
        if (users == 0)
        {
            throw new SfNotFoundException($"This org has no user '{username}'.", "Get-SfIntegrationUser lists the integration users, with -Username any.");
        }

        return rows.Select(Build).OrderBy(a => a.PermissionSet, StringComparer.OrdinalIgnoreCase).ToList();

        SfPermissionSetAssignment Build(JObject row)
        {
            var isGroup = row.Text("PermissionSetGroupId") is not null;
            var held = row[isGroup ? "PermissionSetGroup" : "PermissionSet"];
            var ends = row.Moment("ExpirationDate");
            return new SfPermissionSetAssignment
            {
                Org = _api.Org,
                Username = row["Assignee"].Text("Username") ?? username,
                UserId = row.Text("AssigneeId")!,
                PermissionSet = ContainerDraft.WithNamespace(held.Text("NamespacePrefix"), held.Text(isGroup ? "DeveloperName" : "Name") ?? ""),
                PermissionSetId = row.Text(isGroup ? "PermissionSetGroupId" : "PermissionSetId")!,
                Label = held.Text(isGroup ? "MasterLabel" : "Label") ?? "",
                Kind = KindOf(row["PermissionSet"].Text("Type"), isGroup, row["PermissionSet"].Flag("IsCustom")),
                ExpirationDate = ends,
                HasExpired = ends <= DateTime.UtcNow,
            };
        }
    }

    private static PermissionSetKind KindOf(string? type, bool isGroup, bool isCustom) =>
        isGroup ? PermissionSetKind.Group : type == "Standard" || !isCustom ? PermissionSetKind.Standard : PermissionSetKind.PermissionSet;
}
