using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Http;

namespace SfIntegration.Access;

/// <summary>A container while its rows come in, query by query.</summary>
internal sealed class ContainerDraft
{
    private const string Prefix = "Permissions";

    private readonly List<ObjectGrant> _objects = new();
    private readonly PackedFieldGrants _fields = new();
    private readonly List<(string Type, string EntityId, string? RowId)> _entities = new();
    private readonly List<TabGrant> _tabs = new();
    private readonly SortedSet<string> _system = new(StringComparer.Ordinal);
    private JObject? _row;

    public ContainerDraft(string id)
    {
        Id = id;
    }

    public string Id { get; }

    public bool IsMuting => Id.StartsWith("0QM", StringComparison.Ordinal);

    /// <summary>Its own row has come in.</summary>
    public bool IsRead => _row is not null;

    /// <summary>The group that owns it, if one does.</summary>
    public string? GroupId => _row?.Text("PermissionSetGroupId");

    /// <summary>Counts only in a session that activated it.</summary>
    public bool IsSessionBased => _row?.Flag("HasActivationRequired") == true;

    /// <summary>The row of the container itself; without it there is no container.</summary>
    public void Is(JObject row) => _row = row;

    /// <summary>The system permissions that a row shows as true.</summary>
    public void HasSystemPermissions(JObject row) =>
        _system.UnionWith(row.Properties().Where(p => p.Name.StartsWith(Prefix, StringComparison.Ordinal) && p.Value is JValue { Value: true }).Select(p => p.Name.Substring(Prefix.Length)));

    /// <summary>An object row. Under Modify All Data the query also gives pseudo rows, whose Id starts with 000 (OR:objectpermissions); they are no grants of their own.</summary>
    public void HasObject(JObject row)
    {
        var id = row.Text("Id") ?? "";
        if (!id.StartsWith("000", StringComparison.Ordinal))
        {
            _objects.Add(new ObjectGrant(string.Intern(row.Text("SobjectType") ?? ""), PermissionColumns.Read(row.Flag), id));
        }
    }

    public void HasField(JObject row)
    {
        var field = row.Text("Field") ?? "";
        var access = (row.Flag("PermissionsRead") ? FieldAccess.Read : FieldAccess.None) | (row.Flag("PermissionsEdit") ? FieldAccess.Edit : FieldAccess.None);
        _fields.Add(row.Text("SobjectType") ?? "", field.Substring(field.IndexOf('.') + 1), access, row.Text("Id"));
    }

    /// <summary>A tab; one with a value this version does not know shows at least on the All Tabs page.</summary>
    public void HasTab(JObject row) => _tabs.Add(new TabGrant(row.Text("Name") ?? "", row.Text("Visibility") == "DefaultOn" ? TabVisibility.Visible : TabVisibility.Available, row.Text("Id")));

    public void HasEntity(JObject row) => _entities.Add((row.Text("SetupEntityType") ?? "", row.Text("SetupEntityId") ?? "", row.Text("Id")));

    /// <summary>The setup entities whose names are to be asked for.</summary>
    public IEnumerable<(string Type, string EntityId)> Entities => _entities.Select(e => (e.Type, e.EntityId));

    /// <summary>The container, or null where its own row was not read.</summary>
    public Container? ToContainer(IReadOnlyDictionary<string, GroupFacts> groups, IReadOnlyDictionary<string, string> entityNames)
    {
        if (_row is null)
        {
            return null;
        }

        var profileId = _row.Text("ProfileId");
        var groupId = _row.Text("PermissionSetGroupId");
        var ns = _row.Text("NamespacePrefix");
        var kind = IsMuting ? ContainerKind.Muting : groupId is not null ? ContainerKind.Group : _row.Flag("IsOwnedByProfile") ? ContainerKind.Profile : ContainerKind.PermissionSet;
        var own = WithNamespace(ns, _row.Text("Name") ?? _row.Text("DeveloperName") ?? Id);
        var label = _row.Text("Label") ?? _row.Text("MasterLabel") ?? own;
        var name = kind switch
        {
            ContainerKind.Profile => _row["Profile"].Text("Name") ?? profileId ?? own,
            ContainerKind.Group => groups.TryGetValue(groupId!, out var group) ? group.Name : label,
            _ => own,
        };
        return new Container
        {
            Id = Id,
            Kind = kind,
            Name = name,
            // The set that a profile owns carries a generated label (OR:permissionset).
            Label = kind == ContainerKind.Profile ? name : label,
            Description = _row.Text("Description"),
            OwnerId = kind == ContainerKind.Profile ? profileId : groupId,
            LicenseId = _row.Text("LicenseId"),
            IsCustom = _row["IsCustom"] is null || _row.Flag("IsCustom"),
            HasActivationRequired = _row.Flag("HasActivationRequired"),
            NamespacePrefix = ns,
            SystemPermissions = _system.ToList(),
            Objects = _objects,
            Fields = _fields,
            SetupEntities = _entities.Select(e => new SetupEntityGrant(e.Type, e.EntityId, entityNames.TryGetValue(e.EntityId, out var n) ? n : null, e.RowId)).ToList(),
            Tabs = _tabs,
        };
    }

    /// <summary>"ns__Name", or the name alone.</summary>
    public static string WithNamespace(string? ns, string name) => string.IsNullOrEmpty(ns) ? name : ns + "__" + name;
}
