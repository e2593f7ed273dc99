using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Scope;

namespace SfIntegration.Plan;

/// <summary>Resolves the fields of one scoped object against describe and the list of fields that take grants (FieldPermissions.Field).</summary>
internal sealed class FieldResolver
{
    private static readonly HashSet<string> s_system = new(StringComparer.OrdinalIgnoreCase)
    {
        // OR:fieldpermissions: no rows for these, always readable.
        "Id", "CreatedById", "CreatedDate", "IsDeleted", "LastModifiedById", "LastModifiedDate", "SystemModstamp",
    };

    private readonly ObjectFacts _object;
    private readonly ScopeObject _scoped;
    private readonly ISet<string> _permissionable;
    private readonly Resolution _resolution;
    private readonly Dictionary<string, DesiredField> _fields = new(StringComparer.OrdinalIgnoreCase);

    private FieldResolver(ScopeObject scoped, ObjectFacts facts, SchemaFacts schema, Resolution resolution)
    {
        _object = facts;
        _scoped = scoped;
        _permissionable = schema.PermissionableFields;
        _resolution = resolution;
    }

    /// <summary>The field grants that the scope asks for, named as the org names them, in describe's order for "all" and in the file's for lists.</summary>
    public static IReadOnlyList<DesiredField> Resolve(ScopeObject scoped, ObjectFacts facts, SchemaFacts schema, Resolution resolution)
    {
        var resolver = new FieldResolver(scoped, facts, schema, resolution);
        var except = resolver.Except();
        if (scoped.Fields.ReadAll || scoped.Fields.EditAll)
        {
            resolver.AddAll(except);
        }

        resolver.AddNamed(scoped.Fields.Read, FieldAccess.Read);
        resolver.AddNamed(scoped.Fields.Edit, FieldAccess.Read | FieldAccess.Edit);
        return resolver._fields.Values.ToList();
    }

    /// <summary>Why a field takes no grant, or null where it takes one.</summary>
    private string? WhyNot(FieldFacts field)
    {
        if (TakesGrant(field))
        {
            return null;
        }

        if (Compound(field) is { } compound)
        {
            return $"part of {compound.Name}, which is granted as a whole";
        }

        if (s_system.Contains(field.Name))
        {
            return "system field: always readable, never writable";
        }

        if (string.Equals(field.Name, "OwnerId", StringComparison.OrdinalIgnoreCase))
        {
            return "owner: always readable and writable";
        }

        if (field.MasterObject is not null)
        {
            return $"master-detail to {field.MasterObject}: always readable and writable";
        }

        return !field.Nillable && field.Createable && !field.Calculated
            ? "required: always readable and writable"
            : "Salesforce offers no grant for it: it is readable wherever the object is";
    }

    private bool TakesGrant(FieldFacts field) => _permissionable.Count > 0
        ? _permissionable.Contains(_object.Name + "." + field.Name)
        // Where the list could not be read describe must do, without the address parts it is wrong about (SE:97912).
        : field.Permissionable && Compound(field) is null;

    /// <summary>The address or location that a field is a part of, if it is one.</summary>
    private FieldFacts? Compound(FieldFacts field) =>
        field.CompoundFieldName is { } name && !string.Equals(name, field.Name, StringComparison.OrdinalIgnoreCase) && _object.Fields.TryGetValue(name, out var compound) && IsCompound(compound) ? compound : null;

    private static bool IsCompound(FieldFacts field) => field.Type is "address" or "location";

    /// <summary>Edit can be granted. Describe shows a compound as not writable; its parts tell.</summary>
    private bool IsEditable(FieldFacts field) => !field.Calculated && !field.AutoNumber
        && (field.Createable || field.Updateable
            || (IsCompound(field) && _object.Fields.Values.Any(part => Compound(part) == field && (part.Createable || part.Updateable))));

    private HashSet<string> Except()
    {
        var except = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in _scoped.Fields.Except)
        {
            var field = Find(name);
            if (field is not null && !TakesGrant(field) && Compound(field) is { } compound)
            {
                StopAtPart(name, field, compound);
            }
            else if (field is not null)
            {
                except.Add(field.Name);
            }
        }

        return except;
    }

    private void AddAll(HashSet<string> except)
    {
        foreach (var field in _object.Fields.Values.Where(f => !except.Contains(f.Name)))
        {
            if (WhyNot(field) is { } why)
            {
                _resolution.LeaveOut(_object.Name, field.Name, why);
            }
            else
            {
                Add(field, _scoped.Fields.EditAll && IsEditable(field) ? FieldAccess.Read | FieldAccess.Edit : FieldAccess.Read, _scoped.Source);
            }
        }
    }

    private void AddNamed(IEnumerable<ScopeName> names, FieldAccess access)
    {
        foreach (var name in names)
        {
            if (Find(name) is not { } field)
            {
                continue;
            }

            var why = WhyNot(field);
            if (why is not null && Compound(field) is { } compound)
            {
                StopAtPart(name, field, compound);
            }
            else if ((access & FieldAccess.Edit) != 0 && !IsEditable(field))
            {
                var what = field.Calculated ? "a formula or roll-up" : field.AutoNumber ? "an auto number" : "written by Salesforce alone";
                _resolution.Stop("FieldNotEditable", Target(field), $"It is {what}: edit cannot be granted.", "Move it to `read`.", name.Source);
            }
            else if (why is not null)
            {
                _resolution.Warn("FieldNeedsNoGrant", Target(field), $"It takes no grant ({why}).", "Leave it out, or leave it in for the reader: nothing is granted.", name.Source);
            }
            else
            {
                Add(field, access, name.Source);
            }
        }
    }

    private void Add(FieldFacts field, FieldAccess access, SourceLine source)
    {
        var known = _fields.TryGetValue(field.Name, out var before) ? before.Access : FieldAccess.None;
        if ((known & access) != access)
        {
            _fields[field.Name] = new DesiredField(_object.Name, field.Name, known | access, source);
        }
    }

    private void StopAtPart(ScopeName name, FieldFacts field, FieldFacts compound) => _resolution.Stop(
        "AddressPart", Target(field), $"It is a part of {compound.Name}, and Salesforce grants an address only as a whole.", $"Name {compound.Name} instead.", name.Source);

    private FieldFacts? Find(ScopeName name)
    {
        if (_object.Fields.TryGetValue(name.Name, out var field))
        {
            return field;
        }

        _resolution.Stop(
            "UnknownField", $"{_object.Name}.{name.Name}", $"{_object.Name} has no field '{name.Name}' in this org, or the caller cannot see it.",
            Resolution.Suggest(name.Name, _object.Fields.Keys, "Check its API name (__c for custom fields)."), name.Source);
        return null;
    }

    private string Target(FieldFacts field) => _object.Name + "." + field.Name;
}
