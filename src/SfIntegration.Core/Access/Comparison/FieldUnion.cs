using System;
using System.Collections.Generic;

namespace SfIntegration.Access.Comparison;

/// <summary>
/// The fields of two things side by side. It works on the numbers of the names in two tables that are cleared as they are read,
/// so that a pair costs its rows and not the names of the process. One at a time.
/// </summary>
internal sealed class FieldUnion
{
    private byte[] _left = Array.Empty<byte>();
    private byte[] _right = Array.Empty<byte>();

    /// <summary>The fields that differ (all of them where asked), by name; and how many are equal.</summary>
    public List<(int Name, FieldAccess Left, FieldAccess Right)> Of(AccessHoldings left, AccessHoldings right, DiffOptions options, out int equal)
    {
        Fill(left, right);
        var found = new List<(int Name, FieldAccess Left, FieldAccess Right)>();
        equal = 0;
        foreach (var rows in new[] { left.Fields, right.Fields })
        {
            for (var i = 0; i < rows.Count; i++)
            {
                var name = rows.NameAt(i);
                var (l, r) = ((FieldAccess)_left[name], (FieldAccess)_right[name]);
                if (l == FieldAccess.None && r == FieldAccess.None)
                {
                    continue;
                }

                (_left[name], _right[name]) = (0, 0);
                if (Unasked(options, name) || Completed(left, right, name, ref l, ref r))
                {
                    continue;
                }

                equal += l == r ? 1 : 0;
                if (l != r || options.WithEqual)
                {
                    found.Add((name, l, r));
                }
            }
        }

        found.Sort((a, b) => Compare(FieldNames.Shared[a.Name], FieldNames.Shared[b.Name]));
        return found;
    }

    private static bool Unasked(DiffOptions options, int name) => options.HasObjects && !options.Wants(FieldNames.Shared[name].SobjectType);

    /// <summary>Adds what View All Fields reads. True where the field cannot be judged, because a side may hold it without naming it.</summary>
    private static bool Completed(AccessHoldings left, AccessHoldings right, int name, ref FieldAccess l, ref FieldAccess r)
    {
        if (left.Effective is null && right.Effective is null && left.OpenFields.Count == 0 && right.OpenFields.Count == 0)
        {
            return false;
        }

        var sobjectType = FieldNames.Shared[name].SobjectType;
        l |= left.ImpliedFieldAccess(sobjectType);
        r |= right.ImpliedFieldAccess(sobjectType);
        return left.OpenFields.ContainsKey(sobjectType) || right.OpenFields.ContainsKey(sobjectType);
    }

    private static int Compare((string SobjectType, string Field) a, (string SobjectType, string Field) b)
    {
        var byObject = StringComparer.OrdinalIgnoreCase.Compare(a.SobjectType, b.SobjectType);
        return byObject != 0 ? byObject : StringComparer.OrdinalIgnoreCase.Compare(a.Field, b.Field);
    }

    private void Fill(AccessHoldings left, AccessHoldings right)
    {
        var names = FieldNames.Shared.Count;
        if (_left.Length < names)
        {
            _left = new byte[names];
            _right = new byte[names];
        }

        Fill(_left, left.Fields);
        Fill(_right, right.Fields);
    }

    private static void Fill(byte[] table, PackedFieldGrants rows)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            table[rows.NameAt(i)] |= (byte)rows.AccessAt(i);
        }
    }
}
