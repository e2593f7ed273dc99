using System;
using System.Globalization;
using System.Linq;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Soql;

/// <summary>A literal as a value of the kind it is compared with; refuses those that do not fit.</summary>
internal static class LiteralReader
{
    /// <summary>Characters of a string in WHERE (LM).</summary>
    private const int MaximumText = 4_000;

    private static readonly string[] s_dateTimeFormats =
    {
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK",
    };

    /// <summary>Null, text, an id, a number, a flag, a moment, or a <see cref="MomentRange"/>.</summary>
    public static object? Read<T>(QueryContext context, Operand<T> left, Literal literal)
    {
        if (literal.Kind == LiteralKind.Null)
        {
            return null;
        }

        switch (left.Kind)
        {
            case ValueKind.Text or ValueKind.MultiPicklist when literal.Kind == LiteralKind.String:
                if (literal.Text.Length > MaximumText)
                {
                    throw context.Fault(literal.Position, "MALFORMED_QUERY", $"a string in a WHERE clause can have at most {MaximumText} characters");
                }

                var text = SoqlString.Decode(literal.Text);
                return text.Length == 0 ? null : text;
            case ValueKind.Id when literal.Kind == LiteralKind.String:
                return Id(context, left, SoqlString.Decode(literal.Text));
            case ValueKind.Boolean when literal.Kind == LiteralKind.Boolean:
                return literal.Text == "TRUE";
            case ValueKind.Number when literal.Kind == LiteralKind.Number:
                return Number(literal.Text);
            case ValueKind.Date or ValueKind.DateTime when literal.Kind == LiteralKind.DateRange:
                return left.Kind == ValueKind.Date ? context.Calendar.Dates(literal.Text, literal.Count) : context.Calendar.Moments(literal.Text, literal.Count);
            case ValueKind.Date when literal.Kind == LiteralKind.Date:
                return Date(context, literal);
            case ValueKind.DateTime when literal.Kind == LiteralKind.DateTime:
                return DateAndTime(context, literal);
            default:
                throw Mismatch(context, left, literal);
        }
    }

    private static string? Id<T>(QueryContext context, Operand<T> left, string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        // References of the definition objects hold names ('Account', 'System'), not record ids, but for those to people.
        if (left.Owner is { } owner && context.Rows.Limits(owner).EqualsOnly && !left.Field!.ReferenceTo.Contains("User"))
        {
            return text;
        }

        return SalesforceId.Normalize(text)
            ?? throw context.Fault(left.Position, "INVALID_QUERY_FILTER_OPERATOR", $"invalid ID field: {text}");
    }

    private static object Number(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static DateTime Date(QueryContext context, Literal literal) =>
        DateTime.TryParseExact(literal.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date)
            ? date
            : throw NoDate(context, literal, "date");

    private static DateTime DateAndTime(QueryContext context, Literal literal)
    {
        var text = literal.Text.ToUpperInvariant();
        var hasOffset = text[text.Length - 1] == 'Z' || text.LastIndexOfAny(new[] { '+', '-' }) > 10;
        return hasOffset && DateTimeOffset.TryParseExact(text, s_dateTimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
            ? moment.UtcDateTime
            : throw NoDate(context, literal, "dateTime");
    }

    private static SfFault NoDate(QueryContext context, Literal literal, string kind) =>
        context.Fault(literal.Position, "MALFORMED_QUERY", $"Invalid {kind}: {literal.Text}");

    private static SfFault Mismatch<T>(QueryContext context, Operand<T> left, Literal literal)
    {
        var quotes = left.Kind is ValueKind.Text or ValueKind.MultiPicklist or ValueKind.Id
            ? " and should be enclosed in quotes"
            : literal.Kind == LiteralKind.String ? " and should not be enclosed in quotes" : "";
        return context.Fault(left.Position, "INVALID_FIELD",
            $"value of filter criterion for field '{left.Name}' must be of type {left.Kind.Name()}{quotes}");
    }
}

/// <summary>What a date literal covers: from the start up to, not including, the end.</summary>
internal sealed record MomentRange(DateTime Start, DateTime End);
