using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Scope;

namespace SfIntegration.Plan;

/// <summary>Resolves the objects of one integration.</summary>
internal sealed class ObjectResolver
{
    private const ObjectAccess Writing = ObjectAccess.Create | ObjectAccess.Edit | ObjectAccess.Delete;

    private readonly SchemaFacts _schema;
    private readonly Resolution _resolution;
    private readonly HashSet<string> _systemPermissions;
    private readonly bool _seesOnlyOwnRows;
    private readonly Dictionary<string, DesiredObject> _objects = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<DesiredField> _fields = new();

    public ObjectResolver(SchemaFacts schema, Resolution resolution, IEnumerable<string> systemPermissions, bool seesOnlyOwnRows)
    {
        _schema = schema;
        _resolution = resolution;
        _systemPermissions = new HashSet<string>(systemPermissions, StringComparer.OrdinalIgnoreCase);
        _seesOnlyOwnRows = seesOnlyOwnRows;
    }

    public IReadOnlyList<DesiredObject> Objects => _objects.Values.ToList();

    public IReadOnlyList<DesiredField> Fields => _fields;

    /// <summary>Access with all that it needs (OR:objectpermissions).</summary>
    public static ObjectAccess Complete(ObjectAccess access)
    {
        if ((access & ObjectAccess.ModifyAll) != 0)
        {
            access |= ObjectAccess.Edit | ObjectAccess.Delete | ObjectAccess.ViewAll;
        }

        if ((access & ObjectAccess.Delete) != 0)
        {
            access |= ObjectAccess.Edit;
        }

        return access == ObjectAccess.None ? access : access | ObjectAccess.Read;
    }

    public void Resolve(IReadOnlyList<ScopeObject> objects)
    {
        var withoutRow = new List<(ScopeObject Scoped, ObjectWithoutRow Opener)>();
        foreach (var scoped in objects)
        {
            if (!_schema.Objects.TryGetValue(scoped.SobjectType, out var facts))
            {
                StopUnknown(scoped);
                continue;
            }

            if (_schema.PermissionableObjects.Count == 0 || _schema.PermissionableObjects.Contains(facts.Name))
            {
                AddRow(scoped, facts);
            }
            else if (ObjectsWithoutRows.Find(facts.Name) is { } opener)
            {
                withoutRow.Add((scoped, opener));
            }
            else
            {
                _resolution.Stop(
                    "ObjectNotPermissionable", facts.Name, "Salesforce takes no object permission for it, and nothing else is known to open it.",
                    "Remove it from the scope.", scoped.Source);
                continue;
            }

            _fields.AddRange(FieldResolver.Resolve(scoped, facts, _schema, _resolution));
        }

        foreach (var (scoped, opener) in withoutRow)
        {
            CheckOpener(scoped, opener);
        }

        foreach (var scoped in objects)
        {
            CheckMasters(scoped);
        }
    }

    private void StopUnknown(ScopeObject scoped) => _resolution.Stop(
        "UnknownObject", scoped.SobjectType, $"This org has no object '{scoped.SobjectType}', or the caller cannot see it.",
        Resolution.Suggest(scoped.SobjectType, _schema.PermissionableObjects.Concat(_schema.Objects.Keys), "Check its API name (__c for custom objects)."), scoped.Source);

    private void AddRow(ScopeObject scoped, ObjectFacts facts)
    {
        var access = Complete(scoped.Access);
        _objects[facts.Name] = new DesiredObject(facts.Name, access, scoped.Source);
        var seesAll = (access & (ObjectAccess.ViewAll | ObjectAccess.ModifyAll)) != 0 || _systemPermissions.Contains("ViewAllData") || _systemPermissions.Contains("ModifyAllData");
        if (_seesOnlyOwnRows && !seesAll && string.Equals(facts.InternalSharingModel, "Private", StringComparison.OrdinalIgnoreCase))
        {
            _resolution.Warn(
                "OwnRowsOnly", facts.Name, "Its org-wide default is Private, and the identity has no role, group or `records`: it will see only rows it owns.",
                "Give it a `role` or `groups` that sharing reaches, or `records: viewAll` with a reason.", scoped.Source);
        }
    }

    /// <summary>An object without a row of its own is open only if its parent, or the system permission for it, is in the same set.</summary>
    private void CheckOpener(ScopeObject scoped, ObjectWithoutRow opener)
    {
        var writes = (scoped.Access & Writing) != 0;
        if ((scoped.Access & (ObjectAccess.ViewAll | ObjectAccess.ModifyAll | ObjectAccess.ViewAllFields)) != 0)
        {
            _resolution.Stop("ObjectTakesNoRow", opener.Name, "It takes no object permission of its own, so `records` and `viewAllFields` cannot be granted on it.", $"Remove them{(opener.Parent is null ? "" : $", or set them on {opener.Parent}")}.", scoped.Source);
        }

        if (opener.Parent is { } parent)
        {
            var held = _objects.TryGetValue(parent, out var row) ? row.Access : ObjectAccess.None;
            var needed = writes ? ObjectAccess.Read | ObjectAccess.Edit : ObjectAccess.Read;
            if ((held & needed) != needed)
            {
                _resolution.Stop(
                    "ObjectOpenedByOther", opener.Name, $"It takes no object permission: {PermissionColumns.Words(needed)} on {parent} opens it, and the integration has {(held == ObjectAccess.None ? "none" : "only " + PermissionColumns.Words(held))} there.",
                    $"Add `{parent}: {{ access: [{PermissionColumns.Words(needed)}] }}` to this integration.", scoped.Source);
            }
        }
        else
        {
            // An org that does not know the permission does not ask for it either.
            foreach (var permission in new[] { opener.Read, writes ? opener.Write : null }.OfType<string>().Where(p => _schema.SystemPermissions.Contains(p) && !_systemPermissions.Contains(p)))
            {
                _resolution.Stop(
                    "ObjectOpenedByOther", opener.Name, $"It takes no object permission: the system permission {permission} opens it.",
                    $"Add `{{ name: {permission}, reason: ... }}` to this integration's `systemPermissions`.", scoped.Source);
            }
        }
    }

    /// <summary>Read on a detail depends on read on its master in the same set, or Salesforce refuses the row.</summary>
    private void CheckMasters(ScopeObject scoped)
    {
        if (!_schema.Objects.TryGetValue(scoped.SobjectType, out var facts) || !_objects.ContainsKey(facts.Name))
        {
            return;
        }

        foreach (var master in facts.Fields.Values.Select(f => f.MasterObject).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (!_objects.ContainsKey(master) && ObjectsWithoutRows.Find(master) is null)
            {
                _resolution.Stop(
                    "MasterNotReadable", facts.Name, $"It is a detail of {master}: Salesforce grants it only together with read on {master}.",
                    $"Add `{master}: {{ access: [read] }}` to this integration.", scoped.Source);
            }
        }
    }
}
