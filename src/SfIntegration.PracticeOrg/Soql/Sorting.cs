using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Practice.Soql;

/// <summary>ORDER BY: stable, nulls first unless asked otherwise, picklists in the order of their values.</summary>
internal static class Sorting
{
    public static Func<IEnumerable<T>, IEnumerable<T>> By<T>(IReadOnlyList<(OrderItem Item, Operand<T> Key)> keys)
    {
        if (keys.Count == 0)
        {
            return items => items;
        }

        var comparers = keys.Select(k => ComparisonOf(k.Item, k.Key)).ToArray();
        var sort = Comparer<object?[]>.Create((a, b) =>
        {
            for (var i = 0; i < comparers.Length; i++)
            {
                var order = comparers[i](a[i], b[i]);
                if (order != 0)
                {
                    return order;
                }
            }

            return 0;
        });
        return items => items.OrderBy(x => keys.Select(k => k.Key.Read(x)).ToArray(), sort);
    }

    private static Comparison<object?> ComparisonOf<T>(OrderItem item, Operand<T> key)
    {
        var compare = ByPosition(key) ?? ((a, b) => ValueKinds.Compare(key.Kind, a, b));
        return (a, b) =>
        {
            if (a is null || b is null)
            {
                return a is null == b is null ? 0 : a is null == item.NullsLast ? 1 : -1;
            }

            return item.Descending ? compare(b, a) : compare(a, b);
        };
    }

    // Picklists sort as they are set up, not by letter; values that are not listed come last.
    private static Func<object, object, int>? ByPosition<T>(Operand<T> key)
    {
        if (key is not { Type: "picklist", Field.PicklistValues: { Count: > 0 } values })
        {
            return null;
        }

        var positions = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var value in values)
        {
            positions[value] = positions.Count;
        }

        int Position(object value) => positions.TryGetValue(ValueKinds.Text(value), out var position) ? position : int.MaxValue;
        return (a, b) =>
        {
            var order = Position(a).CompareTo(Position(b));
            return order != 0 ? order : ValueKinds.Compare(ValueKind.Text, a, b);
        };
    }
}
