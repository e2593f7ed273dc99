using System;
using System.Collections.Generic;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Soql;

/// <summary>Functions of one row: the date functions and toLabel.</summary>
internal static class RowFunctions
{
    private static readonly Dictionary<string, Func<DateTime, object>> s_dates = new(StringComparer.Ordinal)
    {
        ["CALENDAR_YEAR"] = d => d.Year,
        ["CALENDAR_QUARTER"] = d => ((d.Month - 1) / 3) + 1,
        ["CALENDAR_MONTH"] = d => d.Month,
        ["FISCAL_YEAR"] = d => d.Year,
        ["FISCAL_QUARTER"] = d => ((d.Month - 1) / 3) + 1,
        ["FISCAL_MONTH"] = d => d.Month,
        ["DAY_IN_MONTH"] = d => d.Day,
        ["DAY_IN_WEEK"] = d => (int)d.DayOfWeek + 1,
        ["DAY_IN_YEAR"] = d => d.DayOfYear,
        ["DAY_ONLY"] = d => d.Date,
        ["HOUR_IN_DAY"] = d => d.Hour,
        ["WEEK_IN_MONTH"] = d => ((d.Day - 1) / 7) + 1,
        ["WEEK_IN_YEAR"] = d => ((d.DayOfYear - 1) / 7) + 1,
    };

    public static bool IsDate(string name) => s_dates.ContainsKey(name);

    public static Operand<Row> Bind(QueryContext context, CallExpr call, FieldBinder binder)
    {
        if (call.Name is "CONVERTTIMEZONE" or "TOLABEL" && call.Arguments.Count == 1)
        {
            // Times are UTC, and labels are the values: neither changes anything here.
            return binder.Bind(call.Arguments[0]);
        }

        if (!s_dates.TryGetValue(call.Name, out var function))
        {
            throw call.Name is "FORMAT" or "CONVERTCURRENCY" or "DISTANCE" or "GEOLOCATION" or "GROUPING"
                ? SoqlFault.Unsupported(context.Soql, call.Position, call.Function.Text + "()")
                : AggregateFunctions.IsKnown(call.Name)
                    ? context.Fault(call.Position, "MALFORMED_QUERY", $"aggregate function {call.Name} is not allowed here")
                    : context.Fault(call.Position, "INVALID_FIELD", $"Invalid function: {call.Function.Text}");
        }

        if (call.Arguments.Count != 1)
        {
            throw context.Fault(call.Position, "MALFORMED_QUERY", $"{call.Function.Text} takes one date or dateTime field");
        }

        var date = binder.Bind(call.Arguments[0]);
        var fits = date.Kind == ValueKind.DateTime || (date.Kind == ValueKind.Date && call.Name is not ("HOUR_IN_DAY" or "DAY_ONLY"));
        if (!fits)
        {
            throw context.Fault(date.Position, "INVALID_FIELD", $"field {date.Name} does not support the function {call.Function.Text}");
        }

        return new Operand<Row>(date.Name, call.Name == "DAY_ONLY" ? "date" : "int", call.Position,
            row => date.Read(row) is DateTime moment ? function(moment) : null);
    }
}
