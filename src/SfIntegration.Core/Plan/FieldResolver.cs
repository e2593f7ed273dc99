using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Scope;

namespace SfIntegration.Plan;

/// <summary>Resolves the fields of one scoped object against describe and the list of fields that take grants (FieldPermissions.Field).</summary>
internal sealed class FieldResolver
{
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

    private HashSet<string> Except()
    {
        var except = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in _scoped.Fields.Except)
        {
            var field = Find(name);
            if (field is not null && !GrantableFields.TakesGrant(_object, field, _permissionable) && GrantableFields.Compound(_object, field) is { } compound)
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
            if (GrantableFields.WhyNot(_object, field, _permissionable) is { } why)
            {
                _resolution.LeaveOut(_object.Name, field.Name, why);
            }
            else
            {
                Add(field, _scoped.Fields.EditAll && GrantableFields.IsEditable(_object, field) ? FieldAccess.Read | FieldAccess.Edit : FieldAccess.Read, _scoped.Source);
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

            var why = GrantableFields.WhyNot(_object, field, _permissionable);
            if (why is not null && GrantableFields.Compound(_object, field) is { } compound)
            {
                StopAtPart(name, field, compound);
            }
            else if ((access & FieldAccess.Edit) != 0 && !GrantableFields.IsEditable(_object, field))
            {
                _resolution.Stop("FieldNotEditable", Target(field), $"It is {GrantableFields.WrittenBy(field)}: edit cannot be granted.", "Move it to `read`.", name.Source);
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
