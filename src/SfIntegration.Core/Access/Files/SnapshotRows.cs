using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Scope;

namespace SfIntegration.Access.Files;

/// <summary>A container's object and field rows, one line an object: sorted by name, each row once.</summary>
internal static class SnapshotRows
{
    private static readonly FieldLists s_none = new();

    /// <summary>The fields of one object, sorted, by what a row gives. A muting row may carry edit alone.</summary>
    internal sealed class FieldLists
    {
        public List<string> Read { get; } = new();

        public List<string> Edit { get; } = new();

        public List<string> EditOnly { get; } = new();
    }

    public static void Write(Container container, Action<string, ObjectAccess, FieldLists> line)
    {
        var access = new Dictionary<string, ObjectAccess>(StringComparer.Ordinal);
        foreach (var row in container.Objects)
        {
            access[row.SobjectType] = access.TryGetValue(row.SobjectType, out var known) ? known | row.Access : row.Access;
        }

        var fields = Fields(container.Fields);
        foreach (var name in access.Keys.Concat(fields.Keys.Where(n => !access.ContainsKey(n))).OrderBy(n => n, StringComparer.Ordinal))
        {
            access.TryGetValue(name, out var held);
            var lists = fields.TryGetValue(name, out var some) ? some : s_none;
            if (held != ObjectAccess.None || lists != s_none)
            {
                line(name, held, lists);
            }
        }
    }

    private static Dictionary<string, FieldLists> Fields(IReadOnlyList<FieldGrant> rows)
    {
        var all = new List<(string SobjectType, string Field, FieldAccess Access)>(rows.Count);
        if (rows is PackedFieldGrants packed)
        {
            for (var i = 0; i < packed.Count; i++)
            {
                var (sobjectType, field) = FieldNames.Shared[packed.NameAt(i)];
                all.Add((sobjectType, field, packed.AccessAt(i)));
            }
        }
        else
        {
            all.AddRange(rows.Select(r => (r.SobjectType, r.Field, r.Access)));
        }

        all.Sort((a, b) => string.CompareOrdinal(a.SobjectType, b.SobjectType) is var o && o != 0 ? o : string.CompareOrdinal(a.Field, b.Field));
        var lists = new Dictionary<string, FieldLists>(StringComparer.Ordinal);
        for (var i = 0; i < all.Count; i++)
        {
            var (sobjectType, field, access) = all[i];
            while (i + 1 < all.Count && all[i + 1].Field == field && all[i + 1].SobjectType == sobjectType)
            {
                access |= all[++i].Access;
            }

            if (access == FieldAccess.None)
            {
                continue;
            }

            if (!lists.TryGetValue(sobjectType, out var list))
            {
                lists[sobjectType] = list = new FieldLists();
            }

            (access == FieldAccess.Read ? list.Read : access == FieldAccess.Edit ? list.EditOnly : list.Edit).Add(field);
        }

        return lists;
    }
}
