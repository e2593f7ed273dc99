using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Scope;

namespace SfIntegration.Access.Comparison;

/// <summary>A row of a matrix: one thing, and in short words what each column has of it.</summary>
internal sealed record AccessMatrixRow(string Target, string? SobjectType, string? Field, IReadOnlyList<string> Cells);

/// <summary>Several things beside each other: a row per object, field or name that any of them holds. Pure.</summary>
internal static class MatrixTable
{
    /// <summary>The cell of what could not be looked at.</summary>
    public const string NotAssessed = "?";

    private static readonly (ObjectAccess Flag, string Word)[] s_object =
    {
        (ObjectAccess.Read, "R"), (ObjectAccess.Create, "C"), (ObjectAccess.Edit, "E"), (ObjectAccess.Delete, "D"),
        (ObjectAccess.ViewAll, "VA"), (ObjectAccess.ModifyAll, "MA"), (ObjectAccess.ViewAllFields, "VF"),
    };

    /// <summary>The rows, by name.</summary>
    /// <param name="columns">What stands in the columns, in their order.</param>
    /// <param name="kind">What stands in the rows.</param>
    /// <param name="wanted">Which objects, for rows of objects, fields or record types.</param>
    public static IEnumerable<AccessMatrixRow> Rows(IReadOnlyList<AccessHoldings> columns, AccessPartKind kind, Func<string, bool> wanted) => kind switch
    {
        AccessPartKind.Object => Objects(columns, wanted),
        AccessPartKind.Field => Fields(columns, wanted),
        _ => Named(columns, kind, wanted),
    };

    /// <summary>A name for each column: the thing's own, with its org where two are alike; none that a row has itself.</summary>
    public static IReadOnlyList<string> ColumnNames(IReadOnlyList<AccessHoldings> columns)
    {
        var taken = new HashSet<string>(new[] { "Target", "SobjectType", "Field", "Org" }, StringComparer.OrdinalIgnoreCase);
        var names = new List<string>();
        foreach (var column in columns)
        {
            var name = new[] { column.Name, $"{column.Name} ({column.Org})", column.Title, column.PlacedTitle }.FirstOrDefault(n => !taken.Contains(n)) ?? column.PlacedTitle;
            for (var i = 2; taken.Contains(name); i++)
            {
                name = $"{column.PlacedTitle} ({i})";
            }

            taken.Add(name);
            names.Add(name);
        }

        return names;
    }

    private static IEnumerable<AccessMatrixRow> Objects(IReadOnlyList<AccessHoldings> columns, Func<string, bool> wanted) =>
        columns.SelectMany(c => c.Objects.Keys).Distinct(StringComparer.OrdinalIgnoreCase).Where(wanted).OrderBy(n => n, StringComparer.OrdinalIgnoreCase)
            .Select(name => new AccessMatrixRow(name, name, null, columns.Select(c => Cell(c, AccessPartKind.Object, () => Words(c.ObjectAccess(name)))).ToList()));

    private static IEnumerable<AccessMatrixRow> Fields(IReadOnlyList<AccessHoldings> columns, Func<string, bool> wanted)
    {
        var cells = new Dictionary<int, FieldAccess[]>();
        for (var i = 0; i < columns.Count; i++)
        {
            var rows = columns[i].Fields;
            for (var row = 0; row < rows.Count; row++)
            {
                if (!cells.TryGetValue(rows.NameAt(row), out var access))
                {
                    cells[rows.NameAt(row)] = access = new FieldAccess[columns.Count];
                }

                access[i] |= rows.AccessAt(row);
            }
        }

        return cells.Select(c => (Name: FieldNames.Shared[c.Key], Access: c.Value))
            .Where(c => wanted(c.Name.SobjectType) && c.Access.Any(a => a != FieldAccess.None))
            .OrderBy(c => c.Name.SobjectType, StringComparer.OrdinalIgnoreCase).ThenBy(c => c.Name.Field, StringComparer.OrdinalIgnoreCase)
            .Select(c => new AccessMatrixRow(c.Name.SobjectType + "." + c.Name.Field, c.Name.SobjectType, c.Name.Field, columns.Select((column, i) => FieldCell(column, c.Name.SobjectType, c.Access[i])).ToList()));
    }

    private static string FieldCell(AccessHoldings column, string sobjectType, FieldAccess access) => Cell(column, AccessPartKind.Field, () =>
    {
        var all = access | column.ImpliedFieldAccess(sobjectType);
        return all == FieldAccess.None && column.OpenFields.ContainsKey(sobjectType) ? NotAssessed : Words(all);
    });

    private static IEnumerable<AccessMatrixRow> Named(IReadOnlyList<AccessHoldings> columns, AccessPartKind kind, Func<string, bool> wanted)
    {
        var isOfObject = kind == AccessPartKind.RecordType;
        return columns.SelectMany(c => c.Named.TryGetValue(kind, out var parts) ? parts.Keys : Enumerable.Empty<string>()).Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(n => !isOfObject || wanted(n.Split('.')[0])).OrderBy(n => n, StringComparer.OrdinalIgnoreCase)
            .Select(name => new AccessMatrixRow(name, isOfObject ? name.Split('.')[0] : null, null, columns.Select(c => Cell(c, kind, () => NamedCell(c, kind, name))).ToList()));
    }

    private static string NamedCell(AccessHoldings column, AccessPartKind kind, string name) =>
        column.Named.TryGetValue(kind, out var parts) && parts.TryGetValue(name, out var value) ? value == NamedParts.Granted ? "x" : value : "";

    private static string Cell(AccessHoldings column, AccessPartKind kind, Func<string> words) => column.Unread.ContainsKey(kind) ? NotAssessed : words();

    private static string Words(ObjectAccess access) => string.Join(" ", s_object.Where(f => (access & f.Flag) != 0).Select(f => f.Word));

    private static string Words(FieldAccess access) => access switch
    {
        FieldAccess.None => "",
        FieldAccess.Read => "r",
        FieldAccess.Edit => "e",
        _ => "r e",
    };
}
