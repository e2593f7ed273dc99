using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Practice.Schema;

/// <summary>The system permissions, and the columns they make on the objects that hold them.</summary>
internal static class PermissionColumns
{
    private static readonly Lazy<IReadOnlyList<KeyValuePair<string, string>>> s_all = new(() => DataFile.Lines("permissions.txt")
        .Select(line => line.Split(new[] { '|' }, 2))
        .Select(parts => new KeyValuePair<string, string>(parts[0], parts[1]))
        .ToList());

    // createable and updateable, filterable, neither groupable nor sortable, never null (OR:permissionset)
    private static readonly Lazy<IReadOnlyList<FieldSchema>> s_written = new(() => Columns("Permissions", true));
    private static readonly Lazy<IReadOnlyList<FieldSchema>> s_read = new(() => Columns("Permissions", false));
    private static readonly Lazy<IReadOnlyList<FieldSchema>> s_maximum = new(() => Columns("MaximumPermissions", false));

    /// <summary>Every system permission: API name without "Permissions", and label.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> All => s_all.Value;

    /// <summary>Adds the permission columns to an object that has them.</summary>
    public static void AddTo(SObjectSchema schema)
    {
        var columns = schema.Name switch
        {
            "PermissionSet" or "Profile" or "MutingPermissionSet" => s_written.Value,
            "UserPermissionAccess" => s_read.Value,
            "PermissionSetLicense" => s_maximum.Value,
            _ => null,
        };
        foreach (var column in columns ?? Enumerable.Empty<FieldSchema>())
        {
            schema.Add(column);
        }
    }

    /// <summary>The column of one permission.</summary>
    public static FieldSchema Column(string prefix, string name, string label, bool written) => new()
    {
        Name = prefix + name,
        Label = label,
        Type = "boolean",
        Nillable = false,
        Createable = written,
        Updateable = written,
        Groupable = false,
        Sortable = false,
        DefaultedOnCreate = written,
        DefaultValue = false,
    };

    private static List<FieldSchema> Columns(string prefix, bool written) => All
        .Select(p => Column(prefix, p.Key, p.Value, written))
        .ToList();
}
