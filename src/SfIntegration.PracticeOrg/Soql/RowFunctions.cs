using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Soql;

/// <summary>Functions of one row: the date functions and toLabel.</summary>
internal static class RowFunctions
{
    private static readonly Dictionary<string, Func<DateTime, QueryCalendar, object>> s_dates = new(StringComparer.Ordinal)
    {
        ["CALENDAR_YEAR"] = (d, _) => d.Year,
        ["CALENDAR_QUARTER"] = (d, _) => ((d.Month - 1) / 3) + 1,
        ["CALENDAR_MONTH"] = (d, _) => d.Month,
        ["FISCAL_YEAR"] = (d, calendar) => calendar.Fiscal(d).Year,
        ["FISCAL_QUARTER"] = (d, calendar) => calendar.Fiscal(d).Quarter,
        ["FISCAL_MONTH"] = (d, calendar) => calendar.Fiscal(d).Month,
        ["DAY_IN_MONTH"] = (d, _) => d.Day,
        ["DAY_IN_WEEK"] = (d, _) => (int)d.DayOfWeek + 1,
        ["DAY_IN_YEAR"] = (d, _) => d.DayOfYear,
        ["DAY_ONLY"] = (d, _) => d.Date,
        ["HOUR_IN_DAY"] = (d, _) => d.Hour,
        ["WEEK_IN_MONTH"] = (d, _) => ((d.Day - 1) / 7) + 1,
        ["WEEK_IN_YEAR"] = (d, _) => ((d.DayOfYear - 1) / 7) + 1,
    };

    public static bool IsDate(string name) => s_dates.ContainsKey(name);

    public static Operand<Row> Bind(QueryContext context, CallExpr call, FieldBinder binder)
    {
        if (call.Name == "TOLABEL" && call.Arguments.Count == 1)
        {
            // The labels of picklist values are the values.
            return binder.Bind(call.Arguments[0]);
        }

        if (call.Name is "DISTANCE" or "GEOLOCATION")
        {
            CheckDistance(context, call);
        }

        if (!s_dates.TryGetValue(call.Name, out var function))
        {
            throw call.Name is "CONVERTTIMEZONE" ? context.Fault(call.Position, "MALFORMED_QUERY", "convertTimezone can be used only inside a date function")
                : call.Name is "FORMAT" or "CONVERTCURRENCY" or "DISTANCE" or "GEOLOCATION" or "GROUPING"
                ? SoqlFault.Unsupported(context.Soql, call.Position, call.Function.Text + "()")
                : AggregateFunctions.IsKnown(call.Name)
                    ? context.Fault(call.Position, "MALFORMED_QUERY", $"aggregate function {call.Name} is not allowed here")
                    : context.Fault(call.Position, "INVALID_FIELD", $"Invalid function: {call.Function.Text}");
        }

        if (call.Arguments.Count != 1)
        {
            throw context.Fault(call.Position, "MALFORMED_QUERY", $"{call.Function.Text} takes one date or dateTime field");
        }

        var inner = call.Arguments[0] as CallExpr;
        var local = inner is { Name: "CONVERTTIMEZONE", Arguments.Count: 1 };
        var date = binder.Bind(local ? inner!.Arguments[0] : call.Arguments[0]);
        var fits = date.Kind == ValueKind.DateTime || (date.Kind == ValueKind.Date && call.Name is not ("HOUR_IN_DAY" or "DAY_ONLY"));
        if (!fits)
        {
            throw context.Fault(date.Position, "INVALID_FIELD", $"field {date.Name} does not support the function {call.Function.Text}");
        }

        return new Operand<Row>(date.Name, call.Name == "DAY_ONLY" ? "date" : "int", call.Position,
            row => date.Read(row) is DateTime moment ? function(local && date.Kind == ValueKind.DateTime ? context.Calendar.ToLocal(moment) : moment, context.Calendar) : null);
    }

    // DISTANCE(Location__c, GEOLOCATION(37.775, -122.418), 'mi'), and nothing else.
    private static void CheckDistance(QueryContext context, CallExpr call)
    {
        var good = call is { Name: "DISTANCE", Arguments: { Count: 3 } arguments }
            && arguments[0] is FieldExpr
            && arguments[1] is CallExpr { Name: "GEOLOCATION", Arguments: { Count: 2 } point } && point.All(p => p is ConstantExpr { Value.Kind: LiteralKind.Number })
            && arguments[2] is ConstantExpr { Value: { Kind: LiteralKind.String, Text: var unit } } && unit.ToUpperInvariant() is "MI" or "KM";
        if (!good)
        {
            throw context.Fault(call.Position, "MALFORMED_QUERY", "DISTANCE takes a geolocation field, GEOLOCATION(latitude, longitude), and 'mi' or 'km'");
        }
    }
}
