using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Access;
using SfIntegration.Api;
using SfIntegration.Http;

namespace SfIntegration.Permission;

/// <summary>Reads, in one call, what must be known before a batch of grants or revocations is sent.</summary>
internal sealed class AssignmentReader
{
    /// <summary>Who holds Manage Users, and through which assignment; <see cref="AddAdministrator"/> reads its rows.</summary>
    public const string Administrators = "SELECT Id, AssigneeId, ExpirationDate FROM PermissionSetAssignment WHERE PermissionSet.PermissionsManageUsers = true AND Assignee.IsActive = true";

    private static readonly IReadOnlyDictionary<string, string> s_anyLicense = new Dictionary<string, string>();

    private readonly OrgApi _api;

    public AssignmentReader(OrgApi api) => _api = api;

    public async Task<AssignmentFacts> ReadAsync(IReadOnlyCollection<AssignmentRequest> requests, AssignmentVerb verb, bool licenses, CancellationToken cancellation)
    {
        var facts = new AssignmentFacts { CallerId = _api.Org.UserId };
        var usernames = requests.Select(r => r.Username).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var names = requests.Select(r => r.Target).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var round = new QueryList();
        round.Add(
            Soql.WhereIn("SELECT Id, Username, UserType, Profile.UserLicenseId, Profile.UserLicense.Name FROM User", "Username", usernames),
            r => AddUser(facts, r));
        if (licenses)
        {
            AddLicenseQueries(round, facts, usernames);
        }
        else
        {
            AddSetQueries(round, facts, usernames, names);
        }

        if (verb == AssignmentVerb.Revoke)
        {
            round.Add(
                new[] { Administrators },
                r => AddAdministrator(facts, r));
        }

        await round.RunAsync(new BatchApi(_api.Connection), cancellation).ConfigureAwait(false);
        return facts;
    }

    /// <summary>Notes an assignment that carries Manage Users and has not ended.</summary>
    public static void AddAdministrator(AssignmentFacts facts, JObject row)
    {
        if (row.Moment("ExpirationDate") is not { } end || end > DateTime.UtcNow)
        {
            facts.Administrators.Add((row.Text("Id")!, row.Text("AssigneeId")!));
        }
    }

    private static void AddLicenseQueries(QueryList round, AssignmentFacts facts, List<string> usernames)
    {
        round.Add(new[] { "SELECT Id, DeveloperName, MasterLabel FROM PermissionSetLicense" }, r =>
        {
            var license = new Assignable(AssignableKind.License, r.Text("Id")!, r.Text("DeveloperName")!, r.Text("MasterLabel") ?? "", s_anyLicense);
            facts.Targets[license.Name] = license;
            facts.Targets[license.Label] = license;
        });
        round.Add(
            Soql.WhereIn("SELECT Id, AssigneeId, PermissionSetLicenseId FROM PermissionSetLicenseAssign", "Assignee.Username", usernames),
            r => facts.Held[(r.Text("AssigneeId")!, r.Text("PermissionSetLicenseId")!)] = new HeldRow(r.Text("Id")!, null));
    }

    private static void AddSetQueries(QueryList round, AssignmentFacts facts, List<string> usernames, List<string> names)
    {
        // Names in SOQL carry no namespace; "ns__Set" is asked for as "Set" and compared whole when it comes.
        var bare = names.Select(n => n.IndexOf("__", StringComparison.Ordinal) is > 0 and var at ? n.Substring(at + 2) : n).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var licenses = new Dictionary<string, string>(StringComparer.Ordinal);
        round.Add(new[] { "SELECT Id, Name FROM UserLicense" }, r => licenses[r.Text("Id")!] = r.Text("Name") ?? "");

        var groupLicenses = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        const string Components = "SELECT PermissionSetGroupId, PermissionSetGroup.DeveloperName, PermissionSetId, PermissionSet.LicenseId FROM PermissionSetGroupComponent";
        round.Add(Soql.WhereIn(Components, "PermissionSetGroup.DeveloperName", bare), r =>
        {
            if (r["PermissionSet"].Text("LicenseId") is { } id && licenses.TryGetValue(id, out var name))
            {
                groupLicenses[r.Text("PermissionSetGroupId")!] = groupLicenses.TryGetValue(r.Text("PermissionSetGroupId")!, out var known) ? known : known = new Dictionary<string, string>();
                known[id] = name;
            }
        });
        round.Add(Soql.WhereIn(Components, "PermissionSet.Name", bare), r =>
        {
            var id = r.Text("PermissionSetId")!;
            facts.GroupsOfSet[id] = facts.GroupsOfSet.TryGetValue(id, out var groups) ? groups : groups = new List<(string, string)>();
            groups.Add((r.Text("PermissionSetGroupId")!, r["PermissionSetGroup"].Text("DeveloperName") ?? ""));
        });
        round.Add(Soql.WhereIn("SELECT Id, DeveloperName, NamespacePrefix, MasterLabel FROM PermissionSetGroup", "DeveloperName", bare), r => Add(
            AssignableKind.Group, r, "DeveloperName", "MasterLabel", groupLicenses.TryGetValue(r.Text("Id")!, out var needed) ? needed : s_anyLicense));

        // After the groups: where a set and a group share a name, the set is meant.
        round.Add(Soql.WhereIn("SELECT Id, Name, NamespacePrefix, Label, LicenseId FROM PermissionSet WHERE IsOwnedByProfile = false AND Type != 'Group'", "Name", bare), r => Add(
            AssignableKind.Set, r, "Name", "Label",
            r.Text("LicenseId") is { } id && licenses.TryGetValue(id, out var name) ? new Dictionary<string, string> { [id] = name } : s_anyLicense));
        round.Add(
            Soql.WhereIn(
                $"SELECT Id, AssigneeId, PermissionSetId, PermissionSetGroupId, ExpirationDate FROM PermissionSetAssignment WHERE (PermissionSetGroupId != null OR {Soql.In("PermissionSet.Name", bare)})",
                "Assignee.Username",
                usernames),
            r => facts.Held[(r.Text("AssigneeId")!, r.Text("PermissionSetGroupId") ?? r.Text("PermissionSetId")!)] = new HeldRow(r.Text("Id")!, r.Moment("ExpirationDate")));

        void Add(AssignableKind kind, JObject row, string nameField, string labelField, IReadOnlyDictionary<string, string> userLicenses)
        {
            var name = ContainerDraft.WithNamespace(row.Text("NamespacePrefix"), row.Text(nameField)!);
            facts.Targets[name] = new Assignable(kind, row.Text("Id")!, name, row.Text(labelField) ?? name, userLicenses);
        }
    }

    private static void AddUser(AssignmentFacts facts, JObject row) => facts.Users[row.Text("Username")!] = new Assignee(
        row.Text("Id")!,
        row.Text("Username")!,
        row.Text("UserType") ?? "",
        row["Profile"].Text("UserLicenseId") ?? "",
        row["Profile"]?["UserLicense"].Text("Name") ?? "");
}
