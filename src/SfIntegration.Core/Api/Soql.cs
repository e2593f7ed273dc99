using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace SfIntegration.Api;

/// <summary>Builds SOQL: the one place where values and names enter a query, and where queries too long for a URL are cut.</summary>
internal static class Soql
{
    /// <summary>
    /// Longest encoded query. Salesforce refuses a URI, and a URI with its headers, over 16,384 bytes (RS:errorcodes);
    /// the rest is for path and headers, of which the session alone can take 2,000.
    /// </summary>
    public const int LongestEncoded = 12_000;

    /// <summary>A value as a quoted literal.</summary>
    public static string Quote(string value)
    {
        var text = new StringBuilder(value.Length + 2).Append('\'');
        foreach (var c in value)
        {
            AppendEscaped(text, c);
        }

        return text.Append('\'').ToString();
    }

    /// <summary>A value as a literal for LIKE that matches the value itself between <paramref name="before"/> and <paramref name="after"/> (each "", "%" or "_").</summary>
    public static string QuoteLike(string value, string before = "", string after = "%")
    {
        var text = new StringBuilder(value.Length + 4).Append('\'').Append(before);
        foreach (var c in value)
        {
            if (c is '%' or '_')
            {
                text.Append('\\').Append(c);
            }
            else
            {
                AppendEscaped(text, c);
            }
        }

        return text.Append(after).Append('\'').ToString();
    }

    /// <summary>A dateTime literal, UTC.</summary>
    public static string Moment(DateTimeOffset value) => value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The name of an object, a field or a path of fields, as it is; an error for anything that is no name.</summary>
    public static string Name(string name)
    {
        var isName = name.Length > 0 && name.Split('.').All(p =>
            p.Length > 0 && IsLetter(p[0]) && p.All(c => IsLetter(c) || c is >= '0' and <= '9' or '_'));
        return isName ? name : throw new SfException(
            $"'{name}' is no name of an object or field.", "API names hold letters, digits and underscores, and begin with a letter.");
    }

    /// <summary>One condition, "field IN ('a','b')". An empty list is an error, since Salesforce refuses IN ().</summary>
    public static string In(string field, IEnumerable<string> values)
    {
        var list = string.Join(",", values.Select(Quote));
        return list.Length > 0
            ? $"{Name(field)} IN ({list})"
            : throw new ArgumentException("An IN list needs at least one value.", nameof(values));
    }

    /// <summary>
    /// The queries that together select what <paramref name="select"/> (with its WHERE, if any) gives for a long list of values,
    /// each short enough for a URL. Values are sent once each; no values, no queries.
    /// </summary>
    /// <param name="select">Such as "SELECT Id FROM User WHERE IsActive = true".</param>
    /// <param name="field">The field that the values are of.</param>
    /// <param name="values">The values.</param>
    /// <param name="suffix">Such as "ORDER BY Id".</param>
    public static IReadOnlyList<string> WhereIn(string select, string field, IEnumerable<string> values, string suffix = "")
    {
        var head = select + (HasWhere(select) ? " AND " : " WHERE ") + Name(field) + " IN (";
        var tail = suffix.Length == 0 ? ")" : ") " + suffix;
        var room = LongestEncoded - EncodedLength(head) - EncodedLength(tail);
        return Cut(values.Distinct(StringComparer.Ordinal).Select(Quote), room, $"The query \"{select}\"")
            .Select(part => head + part + tail)
            .ToList();
    }

    /// <summary>
    /// The queries that together select many columns, each with Id first and short enough for a URL. Join their rows by Id.
    /// </summary>
    /// <param name="fields">The columns.</param>
    /// <param name="from">What follows FROM, such as "PermissionSet WHERE IsOwnedByProfile = false".</param>
    public static IReadOnlyList<string> Select(IEnumerable<string> fields, string from)
    {
        var tail = " FROM " + from;
        var columns = fields.Where(f => !string.Equals(f, "Id", StringComparison.OrdinalIgnoreCase))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(Name)
            .ToList();
        if (columns.Count == 0)
        {
            return new[] { "SELECT Id" + tail };
        }

        var room = LongestEncoded - EncodedLength("SELECT Id,") - EncodedLength(tail);
        return Cut(columns, room, $"The part after FROM, \"{from}\",").Select(part => "SELECT Id," + part + tail).ToList();
    }

    public static int EncodedLength(string text) => Uri.EscapeDataString(text).Length;

    private static IEnumerable<string> Cut(IEnumerable<string> items, int room, string what)
    {
        var part = new StringBuilder();
        var used = 0;
        foreach (var item in items)
        {
            // A comma is three bytes when encoded.
            var length = EncodedLength(item) + 3;
            if (length > room)
            {
                throw new SfException($"{what} is too long for a URL.", "Ask for less at once.");
            }

            if (used + length > room)
            {
                yield return part.ToString();
                part.Clear();
                used = 0;
            }

            part.Append(part.Length == 0 ? string.Empty : ",").Append(item);
            used += length;
        }

        if (part.Length > 0)
        {
            yield return part.ToString();
        }
    }

    private static bool HasWhere(string select) => select.IndexOf(" WHERE ", StringComparison.OrdinalIgnoreCase) >= 0;

    private static bool IsLetter(char c) => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z';

    private static void AppendEscaped(StringBuilder text, char c)
    {
        switch (c)
        {
            case '\'': text.Append("\\'"); break;
            case '\\': text.Append("\\\\"); break;
            case '"': text.Append("\\\""); break;
            case '\n': text.Append("\\n"); break;
            case '\r': text.Append("\\r"); break;
            case '\t': text.Append("\\t"); break;
            case '\b': text.Append("\\b"); break;
            case '\f': text.Append("\\f"); break;
            default:
                if (char.IsControl(c))
                {
                    throw new SfException(
                        $"A value for a query holds the control character U+{(int)c:X4}.", "Remove it; no field of Salesforce holds one.");
                }

                text.Append(c);
                break;
        }
    }
}
