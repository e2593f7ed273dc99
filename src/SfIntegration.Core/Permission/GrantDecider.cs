using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Plan;
using SfIntegration.Scope;

namespace SfIntegration.Permission;

/// <summary>What a batch of grants and revocations makes of one set: its contents afterwards, and an item per permission. Pure.</summary>
internal sealed class GrantDecider
{
    private readonly Container _set;
    private readonly SchemaFacts _schema;
    private readonly PermissionSetLicenseFacts? _license;
    private readonly Func<string, (string Code, string Reason, string Cure)?> _mayRevoke;
    private readonly Dictionary<string, ObjectAccess> _objects;
    private readonly Dictionary<string, (string SobjectType, string Field, FieldAccess Access)> _fields;
    private readonly HashSet<string> _permissions;
    private readonly List<GrantItem> _items = new();

    /// <param name="set">The set as it is.</param>
    /// <param name="schema">The objects that the requests name, and what takes grants.</param>
    /// <param name="license">The permission set licence it is bound to, or null.</param>
    /// <param name="mayRevoke">Why a system permission of this set may not be taken away, or null where it may.</param>
    public GrantDecider(Container set, SchemaFacts schema, PermissionSetLicenseFacts? license, Func<string, (string Code, string Reason, string Cure)?> mayRevoke)
    {
        _set = set;
        _schema = schema;
        _license = license;
        _mayRevoke = mayRevoke;
        _objects = set.Objects.ToDictionary(o => o.SobjectType, o => o.Access, StringComparer.OrdinalIgnoreCase);
        _fields = set.Fields.ToDictionary(f => Key(f.SobjectType, f.Field), f => (f.SobjectType, f.Field, Normal(f.Access)), StringComparer.OrdinalIgnoreCase);
        _permissions = new HashSet<string>(set.SystemPermissions, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>One per permission asked for; the same asked for twice is one.</summary>
    public IReadOnlyList<GrantItem> Items => _items.GroupBy(i => (i.Kind, i.Target)).Select(Merge).ToList();

    public GrantDecider Decide(IEnumerable<GrantRequest> requests)
    {
        foreach (var request in requests)
        {
            switch (request)
            {
                case ObjectGrantRequest o:
                    Object(o);
                    break;
                case FieldGrantRequest f:
                    Field(f.SobjectType, f.Field, f.Access, f.Revokes, owner: null);
                    break;
                case SystemPermissionRequest p:
                    Permission(p);
                    break;
            }
        }

        return this;
    }

    /// <summary>The set as it shall be.</summary>
    public SetContents Contents() => new()
    {
        Name = _set.Name,
        Label = _set.Label,
        Description = _set.Description ?? "",
        Words = SetWords.OfRequest,
        Objects = _objects.Where(o => o.Value != ObjectAccess.None).Select(o => new DesiredObject(o.Key, o.Value, null)).ToList(),
        Fields = _fields.Values.Where(f => f.Access != FieldAccess.None).Select(f => new DesiredField(f.SobjectType, f.Field, f.Access, null)).ToList(),
        SystemPermissions = _permissions.Select(p => new DesiredName(p, null)).ToList(),
        Tabs = _set.Tabs.Select(t => new DesiredTab(t.Name, t.Visibility, null)).ToList(),
    };

    private void Object(ObjectGrantRequest request)
    {
        _schema.Objects.TryGetValue(request.SobjectType, out var facts);
        var name = facts?.Name ?? request.SobjectType;
        var now = _objects.TryGetValue(name, out var held) ? held : ObjectAccess.None;
        var refusal = GrantableObjects.WhyNot(_schema, name, facts is not null);
        if (request.Revokes && (refusal is not { Code: "ObjectNotFound" } || _objects.ContainsKey(name)))
        {
            // What takes no grant holds none; only a name the org does not know is a mistake.
            refusal = null;
        }

        var then = request.Revokes ? Implications.WithoutOrphans(now & ~request.Access) : ObjectResolver.Complete(now | request.Access);
        var item = new GrantItem
        {
            Kind = "object",
            SobjectType = name,
            Revokes = request.Revokes,
            Before = PermissionColumns.Words(now),
            After = PermissionColumns.Words(refusal is null ? then : now),
            Refusal = refusal,
            Note = refusal is null && request.Revokes ? Leftover(request, name, then) : null,
        };
        _items.Add(item);
        if (refusal is null)
        {
            _objects[name] = then;
        }

        // An object that takes no row of its own may have fields that do (Task, User).
        if (refusal is null or { Code: "ObjectTakesNoRow" })
        {
            Fields(request, name, facts, item);
        }
    }

    /// <summary>What a revocation leaves behind: field grants that any read makes alive again, and powers of the set that open the object anyway.</summary>
    private string? Leftover(ObjectGrantRequest request, string name, ObjectAccess then)
    {
        var notes = new List<string>();
        var fields = _fields.Values.Count(f => Same(f.SobjectType, name) && f.Access != FieldAccess.None);
        if ((then & ObjectAccess.Read) == 0 && fields > 0 && !request.AllFields)
        {
            notes.Add($"{fields} field grant(s) of it stay; -Fields all takes them too.");
        }

        notes.AddRange(_permissions.Select(Implications.OfPower).Where(p => p is not null && (p.Value.Access & request.Access) != 0).Select(p => $"{p!.Value.Label} in this set opens it nevertheless."));
        return notes.Count == 0 ? null : string.Join(" ", notes);
    }

    private void Fields(ObjectGrantRequest request, string name, ObjectFacts? facts, GrantItem owner)
    {
        if (request.AllFields && request.Revokes)
        {
            foreach (var field in _fields.Values.Where(f => Same(f.SobjectType, name)).ToList())
            {
                Field(name, field.Field, FieldAccess.Read | FieldAccess.Edit, revokes: true, owner);
            }
        }
        else if (request.AllFields && facts is not null)
        {
            foreach (var field in facts.Fields.Values.Where(f => GrantableFields.TakesGrant(facts, f, _schema.PermissionableFields)))
            {
                Field(name, field.Name, GrantableFields.IsEditable(facts, field) ? request.FieldAccess : FieldAccess.Read, revokes: false, owner);
            }
        }

        foreach (var field in request.Fields)
        {
            Field(name, field, request.Revokes ? FieldAccess.Read | FieldAccess.Edit : request.FieldAccess, request.Revokes, owner: null);
        }
    }

    private void Field(string sobjectType, string name, FieldAccess access, bool revokes, GrantItem? owner)
    {
        _schema.Objects.TryGetValue(sobjectType, out var facts);
        var field = facts is not null && facts.Fields.TryGetValue(name, out var found) ? found : null;
        var (objectName, fieldName) = (facts?.Name ?? sobjectType, field?.Name ?? name);
        var key = Key(objectName, fieldName);
        var now = _fields.TryGetValue(key, out var held) ? held.Access : FieldAccess.None;
        var refusal = revokes && _fields.ContainsKey(key) ? null : WhyNot(facts, sobjectType, field, name, revokes ? FieldAccess.Read : access);
        if (revokes && refusal is { Code: "FieldNotGrantable" })
        {
            // There is nothing to take away from what takes no grant.
            refusal = null;
        }

        var then = revokes ? (access & FieldAccess.Read) != 0 ? FieldAccess.None : now & ~FieldAccess.Edit : Normal(now | access);
        _items.Add(new GrantItem
        {
            Kind = "field",
            SobjectType = objectName,
            Field = fieldName,
            Revokes = revokes,
            Before = PermissionColumns.Words(now),
            After = PermissionColumns.Words(refusal is null ? then : now),
            Refusal = refusal,
            Owner = owner,
        });
        if (refusal is null)
        {
            _fields[key] = (objectName, fieldName, then);
        }
    }

    private (string Code, string Reason, string Cure)? WhyNot(ObjectFacts? facts, string sobjectType, FieldFacts? field, string name, FieldAccess access)
    {
        if (facts is null)
        {
            return ("ObjectNotFound", $"This org has no object '{sobjectType}', or the caller cannot see it.", "Check its API name (__c for custom objects).");
        }

        if (field is null)
        {
            return ("FieldNotFound", $"{facts.Name} has no field '{name}' in this org, or the caller cannot see it.", Resolution.Suggest(name, facts.Fields.Keys, "Get-SfField lists its fields."));
        }

        if (GrantableFields.WhyNot(facts, field, _schema.PermissionableFields) is { } why)
        {
            var compound = GrantableFields.Compound(facts, field);
            return ("FieldNotGrantable", $"It takes no grant: {why}.", compound is null ? "Nothing is needed: leave it out." : $"Name {compound.Name} instead.");
        }

        return (access & FieldAccess.Edit) != 0 && !GrantableFields.IsEditable(facts, field)
            ? ("FieldNotEditable", $"It is {GrantableFields.WrittenBy(field)}: edit cannot be granted.", "Grant read.")
            : null;
    }

    private void Permission(SystemPermissionRequest request)
    {
        var known = _schema.SystemPermissions.FirstOrDefault(p => Same(p, request.Name));
        var name = known ?? request.Name;
        var holds = _permissions.Contains(name);
        (string Code, string Reason, string Cure)? refusal = null;
        if (known is null && _schema.SystemPermissions.Count > 0)
        {
            refusal = ("PermissionNotFound", $"This org has no system permission '{request.Name}'.", Resolution.Suggest(request.Name, _schema.SystemPermissions, "Enable the feature that brings it, or leave it out."));
        }
        else if (request.Revokes)
        {
            refusal = holds ? _mayRevoke(name) : null;
        }
        else if (_license?.MaximumPermissions is { } most && !most.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            refusal = ("BeyondLicense", $"The set is bound to the permission set licence '{_license.Label}', which does not allow it.", "Grant it through a set with another licence or none.");
        }

        _items.Add(new GrantItem
        {
            Kind = "system permission",
            SystemPermission = name,
            Revokes = request.Revokes,
            Before = holds ? "on" : "",
            After = (refusal is null ? !request.Revokes : holds) ? "on" : "",
            Refusal = refusal,
        });
        if (refusal is null && request.Revokes)
        {
            _permissions.Remove(name);
        }
        else if (refusal is null)
        {
            _permissions.Add(name);
        }
    }

    /// <summary>What was asked for several times went step by step: from the first state to the last.</summary>
    private static GrantItem Merge(IGrouping<(string Kind, string Target), GrantItem> same)
    {
        var (first, last) = (same.First(), same.Last());
        return ReferenceEquals(first, last) ? first : new GrantItem
        {
            Kind = last.Kind,
            SobjectType = last.SobjectType,
            Field = last.Field,
            SystemPermission = last.SystemPermission,
            Revokes = last.Revokes,
            Before = first.Before,
            After = last.After,
            Note = last.Note,
            Refusal = same.Select(i => i.Refusal).FirstOrDefault(r => r is not null),
            Owner = same.All(i => i.Owner is not null) ? last.Owner : null,
        };
    }

    private static FieldAccess Normal(FieldAccess access) => (access & FieldAccess.Edit) != 0 ? FieldAccess.Read | FieldAccess.Edit : access;

    private static string Key(string sobjectType, string field) => sobjectType + "." + field;

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
