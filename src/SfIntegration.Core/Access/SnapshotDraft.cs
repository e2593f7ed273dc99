using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Http;

namespace SfIntegration.Access;

/// <summary>A snapshot while its rows come in, query by query. Rows may come twice (by user and by set); they count once.</summary>
internal sealed class SnapshotDraft
{
    private const string MaximumPrefix = "MaximumPermissions";

    private readonly Dictionary<string, JObject> _users = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _frozen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AccessAssignment> _assignments = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ContainerDraft> _containers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JObject> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _components = new(StringComparer.Ordinal);
    private readonly List<UserLicenseFacts> _userLicenses = new();
    private readonly Dictionary<string, JObject> _setLicenses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _maximum = new(StringComparer.Ordinal);
    private readonly List<PermissionSetLicenseAssignment> _licenseAssignments = new();
    private readonly HashSet<SessionActivation> _activations = new();
    private readonly Dictionary<string, string> _entityNames = new(StringComparer.Ordinal);

    public List<string> NotRead { get; } = new();

    public bool IsWholeOrg { get; init; }

    /// <summary>Groups that were asked for by name: they are read though nobody may hold them yet.</summary>
    public List<string> NamedGroups { get; } = new();

    public IEnumerable<string> UserIds => _users.Keys;

    public IEnumerable<JObject> Users => _users.Values;

    public IEnumerable<AccessAssignment> Assignments => _assignments.Values;

    public IEnumerable<ContainerDraft> Containers => _containers.Values;

    public IEnumerable<string> ComponentIds => _components.Values.SelectMany(c => c).Distinct(StringComparer.Ordinal);

    public IEnumerable<string> GroupIds => _groups.Keys;

    /// <summary>What can be granted in the org, where it was asked for.</summary>
    public SchemaFacts? Schema { get; set; }

    /// <summary>The usernames or patterns that the reading is limited to.</summary>
    public IReadOnlyList<string> Usernames { get; init; } = Array.Empty<string>();

    /// <summary>True where something read counts only in a session that activated it.</summary>
    public bool HasSessionBased => _groups.Values.Any(g => g.Flag("HasActivationRequired")) || _containers.Values.Any(c => c.IsSessionBased);

    /// <summary>True where an assignment of a profile's own set was seen.</summary>
    public bool SawProfileSet { get; private set; }

    public void AddUser(JObject row) => _users[row.Text("Id") ?? ""] = row;

    public void AddLogin(JObject row) => _frozen[row.Text("UserId") ?? ""] = row.Flag("IsFrozen");

    public void AddAssignment(JObject row)
    {
        SawProfileSet |= row["PermissionSet"].Flag("IsOwnedByProfile");
        var id = row.Text("Id") ?? "";
        _assignments[id] = new AccessAssignment(id, row.Text("AssigneeId") ?? "", row.Text("PermissionSetId") ?? "", row.Text("PermissionSetGroupId"), row.Moment("ExpirationDate"), row["IsActive"] is null || row.Flag("IsActive"), row.Flag("IsRevoked"));
    }

    public void AddUserLicense(JObject row) => _userLicenses.Add(new UserLicenseFacts(
        row.Text("Id") ?? "", row.Text("Name") ?? "", row.Text("LicenseDefinitionKey"), row.Text("Status") ?? "", Number(row, "TotalLicenses"), Number(row, "UsedLicenses")));

    public void AddSetLicense(JObject row) => _setLicenses[row.Text("Id") ?? ""] = row;

    public void AddMaximum(JObject row)
    {
        var id = row.Text("Id") ?? "";
        if (!_maximum.TryGetValue(id, out var names))
        {
            _maximum[id] = names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        }

        names.UnionWith(row.Properties().Where(p => p.Name.StartsWith(MaximumPrefix, StringComparison.Ordinal) && p.Value is JValue { Value: true }).Select(p => p.Name.Substring(MaximumPrefix.Length)));
    }

    public void AddLicenseAssignment(JObject row) => _licenseAssignments.Add(new PermissionSetLicenseAssignment(row.Text("Id") ?? "", row.Text("AssigneeId") ?? "", row.Text("PermissionSetLicenseId") ?? ""));

    /// <summary>An activation names a set, or the group it was made for.</summary>
    public void AddActivation(JObject row)
    {
        if ((row.Text("PermissionSetId") ?? row.Text("PermissionSetGroupId")) is { } held)
        {
            _activations.Add(new SessionActivation(row.Text("UserId") ?? "", held));
        }
    }

    public void AddGroup(JObject row) => _groups[row.Text("Id") ?? ""] = row;

    public void AddComponent(JObject row)
    {
        var group = row.Text("PermissionSetGroupId") ?? "";
        if (!_components.TryGetValue(group, out var sets))
        {
            _components[group] = sets = new List<string>();
        }

        sets.Add(row.Text("PermissionSetId") ?? "");
    }

    /// <summary>The name of a setup entity. A menu item names the application it stands for.</summary>
    public void AddEntityName(JObject row) => _entityNames[row.Text("ApplicationId") ?? row.Text("Id") ?? ""] = ContainerDraft.WithNamespace(row.Text("NamespacePrefix"), row.Text("Name") ?? row.Text("DeveloperName") ?? "");

    /// <summary>The draft of a container, made at the first mention.</summary>
    public ContainerDraft Container(string id)
    {
        if (!_containers.TryGetValue(id, out var draft))
        {
            _containers[id] = draft = new ContainerDraft(id);
        }

        return draft;
    }

    public AccessSnapshot ToSnapshot(SfOrg org, DateTime takenAt)
    {
        var aggregates = _assignments.Values.Where(a => a.GroupId is not null)
            .GroupBy(a => a.GroupId!, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First().PermissionSetId, StringComparer.Ordinal);
        foreach (var container in _containers.Values.Where(c => c.IsRead && !c.IsMuting && c.GroupId is not null && !aggregates.ContainsKey(c.GroupId)))
        {
            aggregates.Add(container.GroupId!, container.Id);
        }

        var groups = _groups.Values.Select(g => Group(g, aggregates)).ToDictionary(g => g.Id, StringComparer.Ordinal);
        return new AccessSnapshot
        {
            OrgId = org.OrgId,
            Host = org.Host,
            TakenAt = takenAt,
            TakenBy = org.Username,
            ApiVersion = org.ApiVersion,
            IsWholeOrg = IsWholeOrg,
            Usernames = Usernames,
            Users = _users.Values.Select(User).ToList(),
            Containers = _containers.Values.Select(c => c.ToContainer(groups, _entityNames)).OfType<Container>().ToList(),
            Groups = groups.Values.ToList(),
            Assignments = _assignments.Values.ToList(),
            UserLicenses = _userLicenses,
            PermissionSetLicenses = _setLicenses.Values.Select(SetLicense).ToList(),
            LicenseAssignments = _licenseAssignments,
            Schema = Schema,
            SessionActivations = _activations.ToList(),
            NotRead = NotRead,
        };
    }

    private static int Number(JObject row, string name) => int.TryParse(row.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private GroupFacts Group(JObject row, Dictionary<string, string> aggregates)
    {
        var id = row.Text("Id") ?? "";
        var parts = _components.TryGetValue(id, out var sets) ? sets.Distinct(StringComparer.Ordinal).ToList() : new List<string>();
        return new GroupFacts(
            id,
            ContainerDraft.WithNamespace(row.Text("NamespacePrefix"), row.Text("DeveloperName") ?? id),
            row.Text("Status") ?? "",
            aggregates.TryGetValue(id, out var aggregate) ? aggregate : null,
            parts.Where(p => !p.StartsWith("0QM", StringComparison.Ordinal)).ToList(),
            parts.Where(p => p.StartsWith("0QM", StringComparison.Ordinal)).ToList(),
            row.Flag("HasActivationRequired"));
    }

    private UserFacts User(JObject row) => new()
    {
        UserId = row.Text("Id") ?? "",
        Username = row.Text("Username") ?? "",
        DisplayName = row.Text("Name") ?? "",
        LastName = row.Text("LastName") ?? "",
        Email = row.Text("Email") ?? "",
        IsActive = row.Flag("IsActive"),
        IsFrozen = _frozen.TryGetValue(row.Text("Id") ?? "", out var frozen) ? frozen : null,
        UserType = row.Text("UserType") ?? "",
        ProfileId = row.Text("ProfileId") ?? "",
        ProfileName = row["Profile"].Text("Name") ?? "",
        LicenseName = (row["Profile"] as JObject)?["UserLicense"].Text("Name") ?? "",
        RoleId = row.Text("UserRoleId"),
        RoleName = row["UserRole"].Text("Name"),
        LastLoginDate = row.Moment("LastLoginDate"),
    };

    private PermissionSetLicenseFacts SetLicense(JObject row)
    {
        var id = row.Text("Id") ?? "";
        return new PermissionSetLicenseFacts(
            id, row.Text("DeveloperName") ?? "", row.Text("MasterLabel") ?? "", row.Text("Status") ?? "", Number(row, "TotalLicenses"), Number(row, "UsedLicenses"), _maximum.TryGetValue(id, out var names) ? names : null);
    }
}
