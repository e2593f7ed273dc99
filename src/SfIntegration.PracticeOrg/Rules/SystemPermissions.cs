using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Rules;

/// <summary>The "Permissions..." columns: which a row holds, and which need which (Data/permission-dependencies.json).</summary>
internal static class SystemPermissions
{
    /// <summary>What the columns of system permissions start with.</summary>
    public const string Prefix = "Permissions";

    private static readonly Dictionary<string, string[]> s_needs =
        ((JObject)EmbeddedData.Json("Rules.Data.permission-dependencies.json")["needs"]!).Properties()
        .ToDictionary(p => p.Name, p => p.Value.Values<string>().ToArray()!, StringComparer.OrdinalIgnoreCase)!;

    /// <summary>The names, without "Permissions", that a permission set, muting set or profile row holds.</summary>
    public static IEnumerable<string> HeldBy(Row row) => row.Fields
        .Where(f => f.StartsWith(Prefix, StringComparison.Ordinal) && row.Flag(f))
        .Select(f => f.Substring(Prefix.Length));

    /// <summary>Every system permission of the org, without "Permissions".</summary>
    public static IEnumerable<string> All(OrgSchema schema) =>
        (schema.Find("PermissionSet")?.Fields ?? Array.Empty<FieldSchema>())
        .Where(f => f.Type == "boolean" && f.Name.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(f => f.Name.Substring(Prefix.Length));

    /// <summary>What a permission needs directly, as far as the org has it.</summary>
    public static IEnumerable<string> Needs(OrgSchema schema, string permission) =>
        s_needs.TryGetValue(permission, out var needs)
            ? needs.Where(n => schema.Find("PermissionSet")?.Field(Prefix + n) is not null)
            : Enumerable.Empty<string>();

    /// <summary>Refuses a set that holds a permission without what it needs.</summary>
    public static void CheckDependencies(OrgSchema schema, Row set)
    {
        var held = new HashSet<string>(HeldBy(set), StringComparer.OrdinalIgnoreCase);
        foreach (var permission in held.OrderBy(p => p, StringComparer.Ordinal))
        {
            var missing = Needs(schema, permission).Where(n => !held.Contains(n)).Select(n => Label(schema, n)).ToList();
            if (missing.Count > 0)
            {
                throw Faults.Integrity($"Permission {Label(schema, permission)} depends on permission(s): {string.Join(", ", missing)}");
            }
        }
    }

    /// <summary>The label of a permission.</summary>
    public static string Label(OrgSchema schema, string permission) =>
        schema.Find("PermissionSet")?.Field(Prefix + permission)?.Label ?? permission;
}
