using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Soql;

/// <summary>COUNT, COUNT_DISTINCT, SUM, AVG, MIN, MAX over the rows of a group.</summary>
internal static class AggregateFunctions
{
    public static bool IsKnown(string name) => name is "COUNT" or "COUNT_DISTINCT" or "SUM" or "AVG" or "MIN" or "MAX";

    public static Operand<RowGroup> Bind(QueryContext context, CallExpr call, FieldBinder binder)
    {
        if (call.Arguments.Count != 1)
        {
            throw context.Fault(call.Position, "MALFORMED_QUERY", $"{call.Function.Text} takes one field");
        }

        var value = binder.Bind(call.Arguments[0]);
        if (!Supports(call.Name, value))
        {
            throw context.Fault(call.Position, "MALFORMED_QUERY", $"field {value.Name} does not support aggregate operator {call.Name}");
        }

        var type = call.Name switch { "COUNT" or "COUNT_DISTINCT" => "int", "AVG" => "double", _ => value.Type };
        return new Operand<RowGroup>(value.Name, type, call.Position,
            group => Compute(call.Name, value.Kind, group.Rows.Select(value.Read).Where(v => v is not null).ToList()!));
    }

    private static bool Supports(string function, Operand<Row> value) => function switch
    {
        "SUM" or "AVG" => value.Kind == ValueKind.Number,
        "MIN" or "MAX" => value.Kind is ValueKind.Number or ValueKind.Date or ValueKind.DateTime or ValueKind.Text && IsComparable(value),
        _ => IsComparable(value),
    };

    private static bool IsComparable(Operand<Row> value) => value.Field is null or { Filterable: true };

    private static object? Compute(string function, ValueKind kind, List<object> values)
    {
        switch (function)
        {
            case "COUNT":
                return values.Count;
            case "COUNT_DISTINCT":
                return values.Select(v => RowGroup.KeyOf(kind, v)).Distinct().Count();
        }

        if (values.Count == 0)
        {
            return null;
        }

        return function switch
        {
            "SUM" => Sum(values),
            "AVG" => Convert.ToDouble(Sum(values), CultureInfo.InvariantCulture) / values.Count,
            "MIN" => values.Aggregate((a, b) => ValueKinds.Compare(kind, a, b) <= 0 ? a : b),
            _ => values.Aggregate((a, b) => ValueKinds.Compare(kind, a, b) >= 0 ? a : b),
        };
    }

    private static object Sum(List<object> values) => values.Any(v => v is double)
        ? values.Sum(v => Convert.ToDouble(v, CultureInfo.InvariantCulture))
        : (object)values.Sum(v => Convert.ToDecimal(v, CultureInfo.InvariantCulture));
}

/// <summary>Rows with the same values of the GROUP BY expressions. A subtotal leaves some of them out: those have their bit set.</summary>
internal sealed record RowGroup(IReadOnlyList<object?> Values, List<Row> Rows, int LeftOut = 0)
{
    /// <summary>What makes two values the same: text without case.</summary>
    public static object KeyOf(ValueKind kind, object? value) => value switch
    {
        null => DBNull.Value,
        string text when kind != ValueKind.Id => text.ToUpperInvariant(),
        int or long or decimal => Convert.ToDecimal(value, CultureInfo.InvariantCulture),
        double number when Math.Abs(number) < 1e28 => (decimal)number,
        _ => value,
    };
}
