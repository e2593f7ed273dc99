using System.Collections.Generic;

namespace SfIntegration.Permission;

/// <summary>What can be given to a user.</summary>
internal enum AssignableKind
{
    Set,
    Group,
    License,
}

/// <summary>A set, group or permission set licence, and the user licences that alone may hold it (id to name; none for any).</summary>
internal sealed record Assignable(AssignableKind Kind, string Id, string Name, string Label, IReadOnlyDictionary<string, string> UserLicenses)
{
    /// <summary>The object whose rows are assignments of it.</summary>
    public string RowType => Kind == AssignableKind.License ? "PermissionSetLicenseAssign" : "PermissionSetAssignment";

    /// <summary>The field of those rows that names it.</summary>
    public string RowField => Kind switch
    {
        AssignableKind.Set => "PermissionSetId",
        AssignableKind.Group => "PermissionSetGroupId",
        _ => "PermissionSetLicenseId",
    };

    /// <summary>"permission set 'Invoicing'".</summary>
    public string Words => Kind switch
    {
        AssignableKind.Set => $"permission set '{Name}'",
        AssignableKind.Group => $"permission set group '{Name}'",
        _ => $"permission set licence '{Name}'",
    };
}
