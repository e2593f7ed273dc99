using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Practice.Api;

/// <summary>
/// The body of a control action: an object with the properties that the action knows, each of its own JSON type. Anything else is
/// an <see cref="ArgumentException"/> that names it: an action never passes over what it was told.
/// </summary>
internal sealed class ControlBody
{
    private readonly JObject _json;

    private ControlBody(JObject json) => _json = json;

    /// <summary>Reads a body, where none is sent an empty one.</summary>
    public static ControlBody Read(PracticeRequest request, params string[] known)
    {
        var json = ReadAny(request);
        return json.Properties().FirstOrDefault(p => !known.Contains(p.Name)) is { } unknown
            ? throw new ArgumentException($"There is no property '{unknown.Name}' here. There are: {string.Join(", ", known)}.")
            : new ControlBody(json);
    }

    /// <summary>Reads a body whose properties the action itself judges, where none is sent an empty one.</summary>
    public static JObject ReadAny(PracticeRequest request) =>
        request.Body.Length == 0 ? new JObject() : JsonText.ReadObject(Compression.Unpack(request));

    /// <summary>A text, or null.</summary>
    public string? Text(string name) => (string?)Value(name, "a text", v => v is string);

    /// <summary>A text that must be there.</summary>
    public string Required(string name) => Text(name) ?? throw new ArgumentException($"The property '{name}' is required, as text.");

    /// <summary>True or false, or null.</summary>
    public bool? Flag(string name) => (bool?)Value(name, "true or false", v => v is bool);

    /// <summary>A count, or null.</summary>
    public int? Count(string name) => (int?)(long?)Value(name, "a whole number, 0 or more", v => v is long and >= 0 and <= int.MaxValue);

    /// <summary>A list of texts, or null.</summary>
    public IReadOnlyList<string>? Texts(string name) => Given(name) switch
    {
        null => null,
        JArray list when list.All(t => t.Type == JTokenType.String) => list.Select(t => (string)t!).ToList(),
        _ => throw Wrong(name, "a list of texts"),
    };

    /// <summary>An object, or null.</summary>
    public JObject? Object(string name) => Given(name) switch
    {
        null => null,
        JObject json => json,
        _ => throw Wrong(name, "an object"),
    };

    private object? Value(string name, string kind, Func<object?, bool> fits) => Given(name) switch
    {
        null => null,
        JValue value when fits(value.Value) => value.Value,
        _ => throw Wrong(name, kind),
    };

    private JToken? Given(string name) => _json[name] is { Type: not JTokenType.Null } token ? token : null;

    private static ArgumentException Wrong(string name, string kind) => new($"The property '{name}' is {kind}.");
}
