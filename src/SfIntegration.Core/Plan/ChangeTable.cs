using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Plan;

/// <summary>Changes of one permission set as lines of text under each other, for a person who is asked or only wants to see. Pure.</summary>
internal static class ChangeTable
{
    /// <summary>More lines than a screen holds help nobody; the plan object has them all.</summary>
    private const int MostLines = 60;

    /// <summary>One line per object (with how many of its fields change), permission, entity and tab.</summary>
    public static IReadOnlyList<string> Lines(IEnumerable<AccessChange> changes)
    {
        var rows = new List<(string What, string Target, string Change)>();
        var list = changes.ToList();
        var fields = list.Where(IsField).GroupBy(c => c.Target.Substring(0, c.Target.IndexOf('.')), StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.OrdinalIgnoreCase);
        foreach (var change in list.Where(c => !IsField(c)))
        {
            var more = "";
            if (change.Kind is ChangeKind.GrantObject or ChangeKind.RevokeObject && fields.TryGetValue(change.Target, out var of))
            {
                more = "; " + FieldWords(of);
                fields.Remove(change.Target);
            }

            rows.Add((Word(change.Kind), change.Target, Arrow(change) + more));
        }

        rows.AddRange(fields.OrderBy(f => f.Key, StringComparer.OrdinalIgnoreCase).Select(f => ("object", f.Key, FieldWords(f.Value))));
        var shown = rows.Take(MostLines).ToList();
        var (first, second) = (Width(shown.Select(r => r.What)), Width(shown.Select(r => r.Target)));
        var lines = shown.Select(r => $"  {r.What.PadRight(first)}  {r.Target.PadRight(second)}  {r.Change}").ToList();
        if (rows.Count > MostLines)
        {
            lines.Add($"  ... and {rows.Count - MostLines} more");
        }

        return lines;
    }

    private static int Width(IEnumerable<string> cells) => cells.Select(c => c.Length).DefaultIfEmpty(0).Max();

    private static bool IsField(AccessChange change) => change.Kind is ChangeKind.GrantField or ChangeKind.RevokeField;

    private static string FieldWords(List<AccessChange> fields)
    {
        string Part(string after, string word) => fields.Count(f => f.After == after) is > 0 and var count ? $"{count} {word}" : "";
        return "fields: " + string.Join(", ", new[] { Part("edit", "edit"), Part("read", "read"), Part("", "taken away") }.Where(p => p.Length > 0));
    }

    private static string Arrow(AccessChange change) =>
        $"{(change.Before.Length == 0 ? "-" : change.Before)} -> {(change.After.Length == 0 ? "-" : change.After)}";

    private static string Word(ChangeKind kind) => kind switch
    {
        ChangeKind.CreatePermissionSet => "create",
        ChangeKind.UpdatePermissionSet => "change",
        ChangeKind.GrantObject or ChangeKind.RevokeObject => "object",
        ChangeKind.GrantSystemPermission or ChangeKind.RevokeSystemPermission => "permission",
        ChangeKind.GrantTab or ChangeKind.RevokeTab => "tab",
        ChangeKind.GrantRecordType or ChangeKind.RevokeRecordType => "record type",
        _ => "entity",
    };
}
