using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Access.Files;

/// <summary>The properties of one line, each asked for once; what nobody asked for is an error.</summary>
internal sealed class RecordFields
{
    private readonly string _record;
    private readonly int _line;
    private readonly JObject _values;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public RecordFields(string record, int line, JObject values)
    {
        _record = record;
        _line = line;
        _values = values;
    }

    public string Text(string name) => OptionalText(name) ?? throw Bad($"lacks \"{name}\"", $"A line of this kind names it as text: \"{name}\": \"...\".");

    public string? OptionalText(string name) => Value(name) switch
    {
        null => null,
        JValue { Value: string text } => text,
        var other => throw Bad($"has {Words(other)} as \"{name}\"", "It is text, in double quotes."),
    };

    public bool Flag(string name, bool? without = null) => Value(name) switch
    {
        JValue { Value: bool flag } => flag,
        null when without is { } usual => usual,
        null => throw Bad($"lacks \"{name}\"", $"A line of this kind has \"{name}\": true or false."),
        var other => throw Bad($"has {Words(other)} as \"{name}\"", "It is true or false."),
    };

    public bool? OptionalFlag(string name) => Value(name) is null ? null : Flag(name);

    public int Number(string name) => Value(name) switch
    {
        JValue { Value: long number } when number is >= int.MinValue and <= int.MaxValue => (int)number,
        null => throw Bad($"lacks \"{name}\"", $"A line of this kind has \"{name}\" as a whole number."),
        var other => throw Bad($"has {Words(other)} as \"{name}\"", "It is a whole number."),
    };

    public IReadOnlyList<string>? OptionalTexts(string name)
    {
        switch (Value(name))
        {
            case null:
                return null;
            case JArray list when list.All(v => v is JValue { Value: string }):
                return list.Select(v => (string)v!).ToList();
            case var other:
                throw Bad($"has {Words(other)} as \"{name}\"", "It is a list of texts.");
        }
    }

    public DateTime Moment(string name) => OptionalMoment(name) ?? throw Bad($"lacks \"{name}\"", "It is a moment such as 2026-11-25T08:00:00Z.");

    public DateTime? OptionalMoment(string name) => OptionalText(name) is not { } text ? null
        : DateTime.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) ? moment
        : throw Bad($"has '{Short(text)}' as \"{name}\"", "It is a moment such as 2026-11-25T08:00:00Z.");

    public T Word<T>(string name)
        where T : struct, Enum =>
        Text(name) is var text && Enum.GetNames(typeof(T)).Contains(text, StringComparer.Ordinal) ? (T)Enum.Parse(typeof(T), text)
        : throw Bad($"has '{Short(text)}' as \"{name}\"", $"It is one of {string.Join(", ", Enum.GetNames(typeof(T)))}.");

    /// <summary>An error where a property is left that nobody asked for.</summary>
    public void Done()
    {
        if (_values.Properties().FirstOrDefault(p => !_asked.Contains(p.Name)) is { } unknown)
        {
            throw Bad($"has \"{Short(unknown.Name)}\", which version {SnapshotFormat.Version} does not know", "Read it with the version that wrote it, or take the snapshot again.");
        }
    }

    public SfSnapshotException Bad(string what, string cure) => Bad(_line, $"the {_record} {what}.", cure);

    public static SfSnapshotException Bad(int line, string what, string cure) =>
        new(string.Format(CultureInfo.InvariantCulture, "Line {0}: {1}", line, what), cure) { Line = line };

    /// <summary>A piece of the file for a message, cut where it is long.</summary>
    public static string Short(string text) => text.Length <= 60 ? text : text.Substring(0, 60) + "...";

    private static string Words(JToken token) => token.Type is JTokenType.Array ? "a list" : token.Type is JTokenType.Object ? "an object" : $"'{Short(token.ToString())}'";

    private JToken? Value(string name)
    {
        _asked.Add(name);
        return _values.TryGetValue(name, StringComparison.Ordinal, out var value) && value.Type != JTokenType.Null ? value : null;
    }
}
