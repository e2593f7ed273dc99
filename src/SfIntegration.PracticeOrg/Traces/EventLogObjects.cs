using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Traces;

/// <summary>The Event Log Objects (facts §6.5): the events of the last 30 days as rows, with Event Monitoring alone.</summary>
internal static class EventLogObjects
{
    private const int Days = 30;
    private const string Prefix = "~lo";

    private static readonly Dictionary<string, EventType> s_types = EventType.All.Values
        .Where(t => t.ObjectName is not null)
        .ToDictionary(t => t.ObjectName!, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the object is one of them.</summary>
    public static bool Has(string sobject) => s_types.ContainsKey(sobject);

    /// <summary>The rows of one of them.</summary>
    public static IEnumerable<Row> Rows(OrgEngine engine, string sobject)
    {
        var type = s_types[sobject];
        if (!engine.Switches.HasEventMonitoring || engine.Schema.Find(sobject) is not { } schema)
        {
            return Enumerable.Empty<Row>();
        }

        var since = engine.Clock.UtcNow.AddDays(-Days);
        return engine.Events.Of(type).Where(e => e.At >= since).Select(e => Make(engine, schema, type, e));
    }

    private static Row Make(OrgEngine engine, SObjectSchema schema, EventType type, LogEvent entry)
    {
        var row = new Row(engine.Store.Layout(schema.Name), QueryRows.IdFor(schema.KeyPrefix, Prefix + entry.Id));
        foreach (var field in schema.Fields.Where(f => f.Type != "id"))
        {
            row[field.Name] = field.Name switch
            {
                "Timestamp" or "CreatedDate" or "LastModifiedDate" or "SystemModstamp" => entry.At,
                _ when type.Columns.Contains(type.ColumnOf(field.Name)) => Value(field, entry.Whole(type.ColumnOf(field.Name))),
                _ => null,
            };
        }

        return row;
    }

    private static object? Value(FieldSchema field, string? text) => field.Type switch
    {
        _ when string.IsNullOrEmpty(text) => field.Type == "boolean" ? false : null,
        "boolean" => text is "1" or "true" or "TRUE",
        "int" => int.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var whole) ? whole : null,
        "double" => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
        _ => text,
    };
}
