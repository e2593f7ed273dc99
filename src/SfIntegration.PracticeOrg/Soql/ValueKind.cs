using System;
using System.Globalization;

namespace SfIntegration.Practice.Soql;

/// <summary>How the values of a field compare.</summary>
internal enum ValueKind
{
    Text,
    Id,
    Boolean,
    Number,
    Date,
    DateTime,
    MultiPicklist,
}

internal static class ValueKinds
{
    public static ValueKind Of(string type) => type switch
    {
        "id" or "reference" => ValueKind.Id,
        "boolean" => ValueKind.Boolean,
        "int" or "double" or "currency" or "percent" => ValueKind.Number,
        "date" => ValueKind.Date,
        "datetime" => ValueKind.DateTime,
        "multipicklist" => ValueKind.MultiPicklist,
        _ => ValueKind.Text,
    };

    /// <summary>The name messages use for the kind.</summary>
    public static string Name(this ValueKind kind) => kind switch
    {
        ValueKind.Boolean => "boolean",
        ValueKind.Number => "double",
        ValueKind.Date => "date",
        ValueKind.DateTime => "dateTime",
        ValueKind.Id => "ID",
        _ => "string",
    };

    /// <summary>Orders two values of a kind, neither of them null. Text and picklists compare without case, ids with it.</summary>
    public static int Compare(ValueKind kind, object left, object right) => kind switch
    {
        ValueKind.Number => CompareNumbers(left, right),
        ValueKind.Date or ValueKind.DateTime => Moment(left).CompareTo(Moment(right)),
        ValueKind.Boolean => ((bool)left).CompareTo((bool)right),
        ValueKind.Id => string.CompareOrdinal(Text(left), Text(right)),
        _ => string.Compare(Text(left), Text(right), StringComparison.OrdinalIgnoreCase),
    };

    public static string Text(object value) => value as string ?? Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private static DateTime Moment(object value) => (DateTime)value;

    private static int CompareNumbers(object left, object right)
    {
        if (left is double || right is double)
        {
            return Convert.ToDouble(left, CultureInfo.InvariantCulture).CompareTo(Convert.ToDouble(right, CultureInfo.InvariantCulture));
        }

        return Convert.ToDecimal(left, CultureInfo.InvariantCulture).CompareTo(Convert.ToDecimal(right, CultureInfo.InvariantCulture));
    }
}
