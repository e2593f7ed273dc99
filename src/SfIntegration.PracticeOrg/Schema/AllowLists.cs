using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Practice.Schema;

/// <summary>What takes permission rows: the two picklists that ObjectPermissions and FieldPermissions show in their describes.</summary>
internal static class AllowLists
{
    /// <summary>The objects that take ObjectPermissions rows, by name.</summary>
    public static IEnumerable<SObjectSchema> Objects(OrgSchema schema) => schema.Objects
        .Where(o => o.ObjectPermissionable)
        .OrderBy(o => o.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The fields that take FieldPermissions rows, by object and then in describe order.</summary>
    public static IEnumerable<(SObjectSchema Object, FieldSchema Field)> Fields(OrgSchema schema) => schema.Objects
        .OrderBy(o => o.Name, StringComparer.OrdinalIgnoreCase)
        .SelectMany(o => o.Fields.Where(f => f.Permissionable).Select(f => (o, f)));
}
