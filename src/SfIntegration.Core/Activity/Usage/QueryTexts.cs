using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SfIntegration.Activity.Logs;
using SfIntegration.Activity.Measure;

namespace SfIntegration.Activity.Usage;

/// <summary>The queries of one identity whose text the logs have (QUERY of RestApi, ApexRestApi and API; facts §6.4).</summary>
internal sealed class QueryTexts
{
    /// <summary>Event types with the text of queries.</summary>
    public static IReadOnlyList<string> EventTypes { get; } = new[] { "RestApi", "ApexRestApi", "API" };

    private readonly Dictionary<string, SoqlUse?> _known = new(StringComparer.Ordinal);

    /// <summary>Queries that were read, or that fetch the next rows of one.</summary>
    public long Understood { get; private set; }

    /// <summary>Texts that could not be read.</summary>
    public long Unreadable { get; private set; }

    /// <summary>One of them asks for all fields of a relationship.</summary>
    public bool HasLooseAllFields { get; private set; }

    /// <summary>Objects that queries name, with the last time.</summary>
    public Dictionary<string, DateTime> Objects { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Objects of which FIELDS(...) was asked.</summary>
    public HashSet<string> AllFieldsOf { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Fields by object, with the last time.</summary>
    public Dictionary<string, Dictionary<string, DateTime>> Fields { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Relationships that they follow, with the last time.</summary>
    public Dictionary<string, DateTime> Relationships { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Fields at the end of relationships, with the last time.</summary>
    public Dictionary<string, DateTime> LooseFields { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes an event; those that are no query say nothing.</summary>
    public void Add(EventRow row)
    {
        if (row.EventType == "API")
        {
            var method = Text(row, "METHOD_NAME");
            Add(method is not null && Operations.OfName(method) == "Query", method == "queryMore", row);
            return;
        }

        var uri = Text(row, "URI") ?? "";
        Add(Operations.OfCall(Text(row, "METHOD") ?? "GET", uri) == "Query", !IsFirstPage(uri), row);
    }

    private void Add(bool isQuery, bool isNextPage, EventRow row)
    {
        var text = Text(row, "QUERY");
        if (!isQuery && string.IsNullOrWhiteSpace(text))
        {
            return;
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            Understood += isNextPage ? 1 : 0;
            return;
        }

        if (!_known.TryGetValue(text!, out var use))
        {
            _known.Add(text!, use = SoqlText.Read(text!));
        }

        if (use is null)
        {
            Unreadable++;
            return;
        }

        Understood += isQuery ? 1 : 0;
        Note(use, Time(row) ?? DateTime.MinValue);
    }

    private void Note(SoqlUse use, DateTime at)
    {
        HasLooseAllFields |= use.HasLooseAllFields;
        AllFieldsOf.UnionWith(use.AllFieldsOf);
        Note(Objects, use.Objects, at);
        Note(Relationships, use.Relationships, at);
        Note(LooseFields, use.LooseFields, at);
        foreach (var own in use.Fields)
        {
            if (!Fields.TryGetValue(own.Key, out var names))
            {
                Fields.Add(own.Key, names = new Dictionary<string, DateTime>(StringComparer.OrdinalIgnoreCase));
            }

            Note(names, own.Value, at);
        }
    }

    private static void Note(Dictionary<string, DateTime> last, IEnumerable<string> names, DateTime at)
    {
        foreach (var name in names)
        {
            last[name] = last.TryGetValue(name, out var before) && before > at ? before : at;
        }
    }

    /// <summary>/query and /queryAll begin a query; what comes after them in the path is a cursor, and /updated of an object gives ids only.</summary>
    private static bool IsFirstPage(string uri)
    {
        var last = uri.Split('?')[0].TrimEnd('/').Split('/').Last();
        return last.Equals("query", StringComparison.OrdinalIgnoreCase) || last.Equals("queryAll", StringComparison.OrdinalIgnoreCase);
    }

    private static DateTime? Time(EventRow row) => Value(row, "TIMESTAMP_DERIVED") is DateTime time ? time
        : DateTime.TryParseExact(Text(row, "TIMESTAMP"), "yyyyMMddHHmmss.fff", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var moment) ? moment
        : null;

    internal static string? Text(EventRow row, string column) => Value(row, column) is { } value ? Convert.ToString(value, CultureInfo.InvariantCulture) : null;

    private static object? Value(EventRow row, string column)
    {
        for (var i = 0; i < row.Columns.Count; i++)
        {
            if (row.Columns[i] == column)
            {
                return row.Values[i];
            }
        }

        return null;
    }
}
