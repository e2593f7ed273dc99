using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Plan;
using SfIntegration.Scope;

namespace SfIntegration.Proof;

/// <summary>Compares what the identity's own describe says of an object and its fields with the scope, both ways. Pure.</summary>
internal static class DescribeProof
{
    private const ObjectAccess Shown = ObjectAccess.Read | ObjectAccess.Create | ObjectAccess.Edit | ObjectAccess.Delete;

    public static IEnumerable<Observation> Judge(ObjectFacts seen, ExpectedAccess expected, SchemaFacts schema)
    {
        var admin = schema.Objects[seen.Name];
        if (ObjectsWithoutRows.Find(seen.Name) is null || schema.PermissionableObjects.Contains(seen.Name))
        {
            yield return Flags(seen, admin, expected);
        }

        foreach (var field in expected.FieldsOf(seen.Name))
        {
            yield return Expected(seen, field);
        }

        // Address parts say permissionable in describe, and are granted through their compound: the allow-list has neither problem.
        foreach (var field in seen.Fields.Values)
        {
            if (schema.PermissionableFields.Contains(seen.Name + "." + field.Name) && expected.OnField(seen.Name, field.Name) == FieldAccess.None)
            {
                yield return new Observation(ProofKind.FieldAccess, seen.Name + "." + field.Name, false, "not visible: the scope does not name it", IsEditable(seen, field) ? "visible and editable" : "visible");
            }
        }
    }

    private static Observation Flags(ObjectFacts seen, ObjectFacts admin, ExpectedAccess expected)
    {
        // An object that nobody can delete is not deletable however much is granted: the administrator's describe says what is possible.
        var wanted = expected.OnObject(seen.Name) & Shown & (ObjectAccess.Read | Possible(admin));
        var found = ObjectAccess.Read | Possible(seen);
        return new Observation(ProofKind.ObjectFlags, seen.Name, wanted == found, PermissionColumns.Words(wanted), PermissionColumns.Words(found));
    }

    private static ObjectAccess Possible(ObjectFacts facts) => (facts.Createable ? ObjectAccess.Create : ObjectAccess.None)
        | (facts.Updateable ? ObjectAccess.Edit : ObjectAccess.None)
        | (facts.Deletable ? ObjectAccess.Delete : ObjectAccess.None);

    private static Observation Expected(ObjectFacts seen, EffectiveField wanted)
    {
        var target = seen.Name + "." + wanted.Field;
        var edit = (wanted.Access & FieldAccess.Edit) != 0;
        var words = edit ? "visible and editable" : "visible and not editable";
        if (!seen.Fields.TryGetValue(wanted.Field, out var field))
        {
            return new Observation(ProofKind.FieldAccess, target, false, words, "not in the object's describe");
        }

        var editable = IsEditable(seen, field);
        return new Observation(ProofKind.FieldAccess, target, editable == edit, words, editable ? "visible and editable" : "visible and not editable");
    }

    /// <summary>A compound is never writable itself; its parts are.</summary>
    private static bool IsEditable(ObjectFacts seen, FieldFacts field) => field.Type is "address" or "location"
        ? seen.Fields.Values.Any(part => string.Equals(part.CompoundFieldName, field.Name, StringComparison.OrdinalIgnoreCase) && part.Type != field.Type && (part.Createable || part.Updateable))
        : field.Createable || field.Updateable;
}
