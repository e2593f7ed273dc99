using System;
using System.Collections.Generic;
using System.Globalization;
using SfIntegration.Activity.Logs.Csv;

namespace SfIntegration.Activity.Logs;

/// <summary>One event: its columns in the order of the file's header, by their own names, with typed values.</summary>
/// <param name="Org">The org.</param>
/// <param name="EventType">The event type.</param>
/// <param name="Columns">The names.</param>
/// <param name="Values">The values: text, DateTime (UTC), long, decimal, bool, or null for an empty one.</param>
internal sealed record EventRow(SfOrg Org, string EventType, IReadOnlyList<string> Columns, object?[] Values);

/// <summary>Makes values of texts, by what LogFileFieldTypes says of the column (facts §6.4).</summary>
internal sealed class EventTyping
{
    private readonly string[] _types;

    /// <param name="header">The columns of the file.</param>
    /// <param name="names">LogFileFieldNames; the order of the header may be another.</param>
    /// <param name="types">LogFileFieldTypes.</param>
    public EventTyping(IReadOnlyList<string> header, string names, string types)
    {
        var known = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var (nameList, typeList) = (names.Split(','), types.Split(','));
        for (var i = 0; i < Math.Min(nameList.Length, typeList.Length); i++)
        {
            known[nameList[i].Trim()] = typeList[i].Trim();
        }

        _types = new string[header.Count];
        for (var i = 0; i < header.Count; i++)
        {
            _types[i] = known.TryGetValue(header[i], out var type) ? type : header[i] == "TIMESTAMP_DERIVED" ? "DateTime" : "String";
        }
    }

    /// <summary>The values of a record. What is not what its type says stays text.</summary>
    public object?[] Values(CsvRecord record)
    {
        var values = new object?[_types.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = record.Length(i) == 0 ? null : Value(_types[i], record.Text(i));
        }

        return values;
    }

    private static object Value(string type, string text)
    {
        if (type.Equals("DateTime", StringComparison.OrdinalIgnoreCase))
        {
            return DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var moment) ? moment : text;
        }

        if (type.Equals("Number", StringComparison.OrdinalIgnoreCase))
        {
            return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole
                : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
                : text;
        }

        return type.Equals("Boolean", StringComparison.OrdinalIgnoreCase)
            ? text switch { "1" or "true" => true, "0" or "false" => false, _ => text }
            : text;
    }
}
