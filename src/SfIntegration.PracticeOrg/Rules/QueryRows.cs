using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Store;
using SfIntegration.Practice.Traces;

namespace SfIntegration.Practice.Rules;

/// <summary>What a query meets beyond the stored rows: values that depend on the moment, and the rows Modify All Data stands for.</summary>
internal static class QueryRows
{
    /// <summary>All rows of an object. Nobody's sharing is applied here.</summary>
    public static IEnumerable<Row> Of(OrgEngine engine, string type) =>
        Kept(engine, type, engine.Store.Rows(type)).Select(row => UpToDate(engine, row)).Concat(NeverStored(engine, type));

    /// <summary>The stored rows whose field holds one of these texts, and those that are never stored.</summary>
    public static IEnumerable<Row> Of(OrgEngine engine, string type, string field, IReadOnlyCollection<string> texts, bool ignoreCase) =>
        Kept(engine, type, texts.SelectMany(text => engine.Store.Rows(type, field, text, ignoreCase))).Select(row => UpToDate(engine, row)).Concat(NeverStored(engine, type));

    /// <summary>A stored row with the values that time or another row decides.</summary>
    public static Row UpToDate(OrgEngine engine, Row row) => row.Type switch
    {
        "PermissionSetAssignment" => WithActivity(engine, row),
        "FieldPermissions" => WithViewAllFields(engine, row),
        "AuthSession" when row.Id == engine.CurrentSessionId => AsCurrent(row),
        _ => row,
    };

    /// <summary>Rows that no one ever wrote.</summary>
    public static IEnumerable<Row> NeverStored(OrgEngine engine, string type) =>
        string.Equals(type, "ObjectPermissions", StringComparison.OrdinalIgnoreCase) ? PseudoObjectPermissions(engine)
        : string.Equals(type, "EventLogFile", StringComparison.OrdinalIgnoreCase) ? engine.LogFiles.Rows()
        : EventLogObjects.Has(type) ? EventLogObjects.Rows(engine, type)
        : Enumerable.Empty<Row>();

    /// <summary>A stable id for a row that is worked out from some names.</summary>
    public static string IdFor(string keyPrefix, string names)
    {
        // FNV-1a: the same names give the same id in every query and every run.
        var hash = 14695981039346656037UL;
        foreach (var c in names)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return SalesforceId.Make(keyPrefix, (long)(hash % 13_537_086_546_263_552UL));
    }

    private static IEnumerable<Row> Kept(OrgEngine engine, string type, IEnumerable<Row> rows) =>
        LogRetention.Limits(type) ? rows.Where(row => LogRetention.Keeps(engine, row)) : rows;

    private static Row WithActivity(OrgEngine engine, Row row)
    {
        var active = !(row["ExpirationDate"] is DateTime ends && ends <= engine.Clock.UtcNow) && !row.Flag("IsRevoked");
        if (Equals(row["IsActive"], active))
        {
            return row;
        }

        var current = row.Clone();
        current["IsActive"] = active;
        return current;
    }

    private static Row AsCurrent(Row row)
    {
        var current = row.Clone();
        current["IsCurrent"] = true;
        return current;
    }

    // With View All Fields on the object, PermissionsRead reads true for every queried field (OR:fieldpermissions).
    private static Row WithViewAllFields(OrgEngine engine, Row row)
    {
        if (row.Flag("PermissionsRead")
            || !engine.Store.Rows("ObjectPermissions", "ParentId", row.Text("ParentId"))
                .Any(o => o.Flag("PermissionsViewAllFields") && o.Text("SobjectType") == row.Text("SobjectType")))
        {
            return row;
        }

        var current = row.Clone();
        current["PermissionsRead"] = true;
        return current;
    }

    // "When the parent holds ModifyAllData a query returns pseudo rows whose Id starts 000" (OR:objectpermissions).
    private static IEnumerable<Row> PseudoObjectPermissions(OrgEngine engine)
    {
        foreach (var set in engine.Store.Rows("PermissionSet").Where(s => s.Flag("PermissionsModifyAllData")))
        {
            var stored = new HashSet<string>(
                engine.Store.Rows("ObjectPermissions", "ParentId", set.Id).Select(r => r.Text("SobjectType")!), StringComparer.OrdinalIgnoreCase);
            foreach (var o in engine.Schema.Objects.Where(o => o.ObjectPermissionable && !stored.Contains(o.Name)))
            {
                var row = new Row(engine.Store.Layout("ObjectPermissions"), IdFor("000", set.Id + o.Name))
                {
                    ["ParentId"] = set.Id,
                    ["SobjectType"] = o.Name,
                    ["PermissionsViewAllFields"] = false,
                };
                foreach (var right in new[] { "Read", "Create", "Edit", "Delete", "ViewAllRecords", "ModifyAllRecords" })
                {
                    row["Permissions" + right] = true;
                }

                yield return row;
            }
        }
    }
}
