using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Rules;

namespace SfIntegration.Practice.Traces;

/// <summary>One type of event that logs are kept of: Data/event-types.json.</summary>
internal sealed class EventType
{
    private readonly Dictionary<string, string> _fields;

    private EventType(string name, JObject json)
    {
        Name = name;
        IsFree = (bool?)json["free"] ?? false;
        Columns = ((string)json["columns"]!).Split(',');
        ObjectName = (string?)json["object"];
        _fields = (json["fields"] as JObject ?? new JObject()).Properties().ToDictionary(p => p.Name, p => (string)p.Value!, StringComparer.Ordinal);
    }

    /// <summary>Every type, by name.</summary>
    public static IReadOnlyDictionary<string, EventType> All { get; } = ((JObject)EmbeddedData.Json("Traces.Data.event-types.json")["types"]!).Properties()
        .ToDictionary(p => p.Name, p => new EventType(p.Name, (JObject)p.Value), StringComparer.OrdinalIgnoreCase);

    public string Name { get; }

    /// <summary>Every org has its files; the others come with Event Monitoring.</summary>
    public bool IsFree { get; }

    /// <summary>The columns in file order.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The object whose rows show the same events, or null.</summary>
    public string? ObjectName { get; }

    /// <summary>The internal table that keeps the events.</summary>
    public string Table => "~Event." + Name;

    /// <summary>The column behind a field of the object: ClientIp is CLIENT_IP, UserIdentifier is USER_ID.</summary>
    public string ColumnOf(string field)
    {
        if (_fields.TryGetValue(field, out var named))
        {
            return named;
        }

        var words = string.Concat(field.Select((c, i) => (i > 0 && char.IsUpper(c) ? "_" : "") + char.ToUpperInvariant(c)));
        var id = words.EndsWith("_IDENTIFIER", StringComparison.Ordinal) ? words.Substring(0, words.Length - "ENTIFIER".Length) : words;
        return Columns.Contains(words) ? words : id;
    }
}
