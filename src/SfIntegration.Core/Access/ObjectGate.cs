using System.Collections.Generic;
using SfIntegration.Plan;
using SfIntegration.Scope;

namespace SfIntegration.Access;

/// <summary>What access to the object leaves of a field grant: field-level security opens nothing on an object that is closed. Pure.</summary>
internal static class ObjectGate
{
    private const int MostParents = 4;

    private const ObjectAccess Write = ObjectAccess.Create | ObjectAccess.Edit | ObjectAccess.Delete;

    /// <summary>The access to an object, also one that takes no object rows and is opened by its parent or a system permission (objects-without-rows.json).</summary>
    public static ObjectAccess Of(EffectiveAccess access, string sobjectType) => Of(access, sobjectType, 0);

    /// <summary>The part of a field's flags that its object lets through: edit needs edit or create there, read needs read.</summary>
    public static FieldAccess Through(ObjectAccess onObject, FieldAccess onField) =>
        ((onObject & ObjectAccess.Read) != 0 ? onField & FieldAccess.Read : FieldAccess.None)
        | ((onObject & (ObjectAccess.Edit | ObjectAccess.Create)) != 0 ? onField & FieldAccess.Edit : FieldAccess.None);

    /// <summary>What is missing on the object for all of a field's flags to work, in words; null where nothing is.</summary>
    public static string? Missing(string sobjectType, ObjectAccess onObject, FieldAccess onField) =>
        (onObject & ObjectAccess.Read) == 0 ? $"no read on {sobjectType}: the field grant opens nothing yet"
        : (onField & FieldAccess.Edit) == 0 || (onObject & ObjectAccess.Edit) != 0 ? null
        : (onObject & ObjectAccess.Create) != 0 ? $"no edit on {sobjectType}: the field can be set on new records only"
        : $"no edit on {sobjectType}: the field can be read only";

    /// <summary>Whether everybody reads an object without any grant.</summary>
    public static bool IsOpenToAll(string sobjectType) => ObjectsWithoutRows.Find(sobjectType) is { Parent: null, Read: null };

    /// <summary>The paths by which an object that takes no rows is opened: its parent's, or those of a system permission. None for an object with rows.</summary>
    public static IEnumerable<GrantPath> PathsWithoutRow(EffectiveAccess access, string sobjectType, ObjectAccess flags)
    {
        if (ObjectsWithoutRows.Find(sobjectType) is not { } ruled)
        {
            yield break;
        }

        foreach (var (flag, needed, permission) in new[] { (ObjectAccess.Read, ObjectAccess.Read, ruled.Read), (Write, ObjectAccess.Edit, ruled.Write) })
        {
            if ((flags & flag) == 0)
            {
                continue;
            }

            if (ruled.Parent is { } parent)
            {
                foreach (var path in Provenance.ObjectPaths(access, parent, needed))
                {
                    yield return path with { ImpliedBy = path.ImpliedBy ?? $"{PermissionColumns.Words(needed)} on {parent}" };
                }
            }
            else if (permission is not null && access.SystemPermissions.TryGetValue(permission, out var held))
            {
                foreach (var path in held.Paths)
                {
                    yield return path with { ImpliedBy = permission };
                }
            }
        }
    }

    private static ObjectAccess Of(EffectiveAccess access, string sobjectType, int depth)
    {
        if (depth > MostParents || ObjectsWithoutRows.Find(sobjectType) is not { } ruled)
        {
            return access.ObjectAccess(sobjectType);
        }

        var (read, write) = ruled.Parent is { } parent
            ? (Has(Of(access, parent, depth + 1), ObjectAccess.Read), Has(Of(access, parent, depth + 1), ObjectAccess.Edit))
            : (ruled.Read is null || access.SystemPermissions.ContainsKey(ruled.Read), ruled.Write is not null && access.SystemPermissions.ContainsKey(ruled.Write));
        return access.ObjectAccess(sobjectType) | (read ? ObjectAccess.Read : ObjectAccess.None) | (read && write ? Write : ObjectAccess.None);
    }

    private static bool Has(ObjectAccess access, ObjectAccess flag) => (access & flag) != 0;
}
