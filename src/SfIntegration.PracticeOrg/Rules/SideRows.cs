using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Rules;

/// <summary>Reads and writes the rows of <see cref="SideTables"/>.</summary>
internal static class SideRows
{
    /// <summary>The rows that belong to something, in the order they were written.</summary>
    public static IReadOnlyList<Row> All(OrgStore store, string table, string parentId) =>
        store.Rows(table, "ParentId", parentId).OrderBy(r => r.Id, System.StringComparer.Ordinal).ToList();

    /// <summary>The one row that belongs to something, or null.</summary>
    public static Row? Of(OrgStore store, string table, string? parentId) => store.Rows(table, "ParentId", parentId).FirstOrDefault();

    /// <summary>Adds a row.</summary>
    public static Row Add(OrgStore store, string table, string parentId, params (string Column, object? Value)[] values)
    {
        var row = new Row(table, store.NewId(SideTables.Prefix(table))) { ["ParentId"] = parentId };
        return Put(store, row, values);
    }

    /// <summary>Changes columns of the one row that belongs to something, and makes it where there is none; the other columns stay.</summary>
    public static Row Set(OrgStore store, string table, string parentId, params (string Column, object? Value)[] values) =>
        Of(store, table, parentId) is { } row ? Put(store, row.Clone(), values) : Add(store, table, parentId, values);

    /// <summary>Removes all rows that belong to something.</summary>
    public static void Clear(OrgStore store, string table, string parentId)
    {
        foreach (var row in All(store, table, parentId))
        {
            store.Remove(row);
        }
    }

    private static Row Put(OrgStore store, Row row, (string Column, object? Value)[] values)
    {
        foreach (var (column, value) in values)
        {
            row[column] = value;
        }

        store.Put(row);
        return row;
    }
}
