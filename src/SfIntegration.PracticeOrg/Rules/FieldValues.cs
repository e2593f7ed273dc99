using System;
using System.Globalization;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Rules;

/// <summary>Turns what a request carries into what a row keeps, or refuses it.</summary>
internal static class FieldValues
{
    /// <summary>The value in the store's own type; an empty text is null, as in Salesforce.</summary>
    public static object? Read(FieldSchema field, object? value)
    {
        if (value is null || (value is string { Length: 0 }))
        {
            return field.Type == "boolean" ? false : null;
        }

        return field.Type switch
        {
            "boolean" => Flag(field, value),
            "int" => Whole(field, value),
            "double" or "currency" or "percent" => Number(field, value),
            "date" => Moment(field, value).Date,
            "datetime" => Moment(field, value),
            "base64" => value is byte[] ? value : Bytes(field, value),
            "id" or "reference" => Id(field, value),
            "email" => Email(field, Fitting(field, Text(value))),
            "picklist" => Picked(field, Text(value)),
            _ => Fitting(field, Text(value)),
        };
    }

    /// <summary>A text as requests write it: invariant, so that a number in a text field is the number's digits.</summary>
    public static string Text(object value) =>
        value is string text ? text : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static SfFault Unreadable(FieldSchema field, object value) =>
        new(400, "JSON_PARSER_ERROR", $"Cannot deserialize instance of {field.Type} from VALUE_STRING value {Text(value)} or request may be missing a required field", field.Name);

    private static bool Flag(FieldSchema field, object value) =>
        value is bool flag ? flag
        : bool.TryParse(Text(value), out var parsed) ? parsed
        : throw Unreadable(field, value);

    private static decimal Number(FieldSchema field, object value) =>
        decimal.TryParse(Text(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Unreadable(field, value);

    private static int Whole(FieldSchema field, object value) =>
        Number(field, value) is >= int.MinValue and <= int.MaxValue and var number
            ? (int)number
            : throw new SfFault(400, "NUMBER_OUTSIDE_VALID_RANGE", $"{field.Label}: value outside of valid range: {Text(value)}", field.Name);

    private static byte[] Bytes(FieldSchema field, object value)
    {
        try
        {
            return Convert.FromBase64String(Text(value));
        }
        catch (FormatException)
        {
            throw Unreadable(field, value);
        }
    }

    private static DateTime Moment(FieldSchema field, object value)
    {
        const DateTimeStyles Utc = DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal;
        if (value is DateTime moment)
        {
            return moment.ToUniversalTime();
        }

        return DateTime.TryParse(Text(value), CultureInfo.InvariantCulture, Utc, out var parsed)
            ? parsed
            : throw Unreadable(field, value);
    }

    private static string Id(FieldSchema field, object value) =>
        SalesforceId.Normalize(Text(value)) ?? throw Faults.BadId(field.Label, Text(value), field.Name);

    private static string Fitting(FieldSchema field, string text) =>
        field.Length > 0 && text.Length > field.Length
            ? throw Faults.TooLong(field.Label, field.Name, text, field.Length)
            : text;

    private static string Email(FieldSchema field, string text) =>
        EmailShape.Fits(text)
            ? text
            : throw new SfFault(400, "INVALID_EMAIL_ADDRESS", $"{field.Label}: invalid email address: {text}", field.Name);

    private static string Picked(FieldSchema field, string text)
    {
        if (!field.RestrictedPicklist || field.PicklistValues.Count == 0)
        {
            return Fitting(field, text);
        }

        foreach (var allowed in field.PicklistValues)
        {
            if (string.Equals(allowed, text, StringComparison.OrdinalIgnoreCase))
            {
                return allowed;
            }
        }

        throw Faults.BadPicklist(field, text);
    }
}
