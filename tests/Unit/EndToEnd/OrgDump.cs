using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Unit.Tests.EndToEnd;

/// <summary>
/// Every row of every setup table in words that do not depend on ids or on the moment, so that two orgs, or one org at two
/// moments, can be compared row by row: a row too many shows as a line too many.
/// </summary>
internal static class OrgDump
{
    private static readonly string[] s_tables =
    [
        "User", "UserLogin", "Profile", "UserRole", "UserLicense", "PermissionSetLicense", "PermissionSet", "PermissionSetGroup",
        "PermissionSetGroupComponent", "MutingPermissionSet", "ObjectPermissions", "FieldPermissions", "SetupEntityAccess",
        "PermissionSetTabSetting", "PermissionSetAssignment", "PermissionSetLicenseAssign", "ConnectedApplication",
        "CustomPermission", "ApexClass", "Group", "GroupMember",
    ];

    private static readonly ConcurrentDictionary<string, string[]> s_columns = new();

    public static async Task<IReadOnlyList<string>> ReadAsync(World world)
    {
        await ReadColumnsAsync(world);
        var tables = s_tables.Where(t => s_columns[t].Length > 0)
            .ToDictionary(t => t, t => world.Query($"SELECT {string.Join(",", s_columns[t])} FROM {t}"));
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        Name("User", "Username");
        Name("PermissionSet", "Name");
        return tables.SelectMany(t => t.Value.Select(row => t.Key + " " + string.Join(" ", s_columns[t.Key].Where(c => c != "Id").Select(c => $"{c}={Words(c, row[c])}"))))
            .Order(StringComparer.Ordinal)
            .ToList();

        void Name(string table, string column)
        {
            foreach (var row in tables[table])
            {
                names[(string)row["Id"]!] = $"<{row[column]}>";
            }
        }

        string Words(string column, object? value) => value switch
        {
            null => "",
            string text when column == "ExpirationDate" => text[..10],
            string text => names.TryGetValue(text, out var name) ? name : text,
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
    }

    /// <summary>All columns of each table, without those that tell the moment.</summary>
    private static async Task ReadColumnsAsync(World world)
    {
        if (!s_tables.All(s_columns.ContainsKey))
        {
            var described = await world.Api.Describe.ObjectsAsync(s_tables, default);
            foreach (var table in s_tables)
            {
                s_columns[table] = described[table] is { } d
                    ? d["fields"]!.Cast<JObject>().Where(f => (string)f["type"]! is not ("datetime" or "address") || (string?)f["name"] == "ExpirationDate").Select(f => (string)f["name"]!).ToArray()
                    : [];
            }
        }
    }
}
