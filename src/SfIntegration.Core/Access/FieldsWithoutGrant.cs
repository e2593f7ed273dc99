using System.Collections.Generic;
using System.Linq;
using SfIntegration.Scope;

namespace SfIntegration.Access;

/// <summary>
/// Fields a user can use without a row of their own, where the schema is known: those that take no grant (Id, dates of record,
/// owner, master-detail, required fields: OR:fieldpermissions), the parts of a compound that is granted as a whole, and what
/// View All Fields opens. Pure.
/// </summary>
internal static class FieldsWithoutGrant
{
    public static IEnumerable<(string SobjectType, string Field, FieldAccess Access, IReadOnlyList<GrantPath> Paths, string Note)> Of(EffectiveAccess access, SchemaFacts schema)
    {
        // Without the list of what takes grants nothing can be said about what takes none.
        if (schema.PermissionableFields.Count == 0)
        {
            yield break;
        }

        foreach (var o in schema.Objects.Values)
        {
            foreach (var field in o.Fields.Values)
            {
                if (!access.Fields.ContainsKey(GrantSlice.FieldKey(o.Name, field.Name)) && One(access, schema, o, field) is { } found)
                {
                    yield return (o.Name, field.Name, found.Access, found.Paths, found.Note);
                }
            }
        }
    }

    /// <summary>The access to one field that has no row, or null where there is none.</summary>
    public static (FieldAccess Access, IReadOnlyList<GrantPath> Paths, string Note)? One(EffectiveAccess access, SchemaFacts schema, ObjectFacts o, FieldFacts field)
    {
        var onObject = ObjectGate.Of(access, o.Name);
        if ((onObject & ObjectAccess.Read) == 0)
        {
            return null;
        }

        if (Secured(schema, o.Name, field) is { } securedBy)
        {
            var paths = Provenance.FieldPaths(access, o.Name, securedBy);
            var flags = Editable(field, onObject, paths.Aggregate(FieldAccess.None, (sum, p) => sum | p.Access));
            return flags == FieldAccess.None ? null : (flags, paths.Select(p => p.Path).Distinct().ToList(), securedBy == field.Name ? "no row of its own" : $"granted through {securedBy}");
        }

        var open = Editable(field, onObject, FieldAccess.Read | FieldAccess.Edit);
        return (open, Provenance.ObjectPaths(access, o.Name, ObjectAccess.Read).Distinct().ToList(), $"takes no grant: open wherever {o.Name} is");
    }

    /// <summary>The field whose grant opens this one: itself, or its compound; null where none is needed.</summary>
    private static string? Secured(SchemaFacts schema, string sobjectType, FieldFacts field) =>
        schema.PermissionableFields.Contains(GrantSlice.FieldKey(sobjectType, field.Name)) ? field.Name
        : field.CompoundFieldName is { } compound && schema.PermissionableFields.Contains(GrantSlice.FieldKey(sobjectType, compound)) ? compound
        : null;

    private static FieldAccess Editable(FieldFacts field, ObjectAccess onObject, FieldAccess flags)
    {
        var writes = !field.Calculated && !field.AutoNumber
            && ((field.Updateable && (onObject & ObjectAccess.Edit) != 0) || (field.Createable && (onObject & ObjectAccess.Create) != 0));
        return writes ? flags : flags & FieldAccess.Read;
    }
}
