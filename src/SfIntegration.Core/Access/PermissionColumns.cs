using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Scope;

namespace SfIntegration.Access;

/// <summary>How access flags are spelled as columns of ObjectPermissions and FieldPermissions (OR:objectpermissions, OR:fieldpermissions), and in words.</summary>
internal static class PermissionColumns
{
    private static readonly (ObjectAccess Flag, string Column, string Word)[] s_object =
    {
        (ObjectAccess.Read, "PermissionsRead", "read"),
        (ObjectAccess.Create, "PermissionsCreate", "create"),
        (ObjectAccess.Edit, "PermissionsEdit", "edit"),
        (ObjectAccess.Delete, "PermissionsDelete", "delete"),
        (ObjectAccess.ViewAll, "PermissionsViewAllRecords", "view all records"),
        (ObjectAccess.ModifyAll, "PermissionsModifyAllRecords", "modify all records"),
        (ObjectAccess.ViewAllFields, "PermissionsViewAllFields", "view all fields"),
    };

    /// <summary>The flag columns of ObjectPermissions.</summary>
    public static IEnumerable<string> ObjectColumns => s_object.Select(c => c.Column);

    /// <summary>All flag columns with their values.</summary>
    public static Dictionary<string, object?> Values(ObjectAccess access)
    {
        var values = new Dictionary<string, object?>();
        foreach (var (flag, column, _) in s_object)
        {
            values[column] = (access & flag) != 0;
        }

        return values;
    }

    /// <summary>The flags of a row, read by column.</summary>
    public static ObjectAccess Read(Func<string, bool> column)
    {
        var access = ObjectAccess.None;
        foreach (var (flag, name, _) in s_object)
        {
            if (column(name))
            {
                access |= flag;
            }
        }

        return access;
    }

    /// <summary>Both flag columns of FieldPermissions.</summary>
    public static Dictionary<string, object?> Values(FieldAccess access) => new()
    {
        ["PermissionsRead"] = access != FieldAccess.None,
        ["PermissionsEdit"] = (access & FieldAccess.Edit) != 0,
    };

    /// <summary>The flags that are set, each by itself.</summary>
    public static IEnumerable<ObjectAccess> Flags(ObjectAccess access) => s_object.Where(c => (access & c.Flag) != 0).Select(c => c.Flag);

    /// <summary>"read, create, edit"; empty for none.</summary>
    public static string Words(ObjectAccess access) => string.Join(", ", s_object.Where(c => (access & c.Flag) != 0).Select(c => c.Word));

    /// <summary>"edit" or "read"; empty for none.</summary>
    public static string Words(FieldAccess access) => (access & FieldAccess.Edit) != 0 ? "edit" : access != FieldAccess.None ? "read" : "";
}
