using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Rules;

namespace SfIntegration.Practice.Metadata;

/// <summary>What the types of the Metadata API consist of (Data/metadata-shapes.txt): what a file may say, and its order and JSON form.</summary>
internal static class MetadataShapes
{
    private static readonly Dictionary<string, List<ElementShape>> s_types = EmbeddedData.Text("Metadata.Data.metadata-shapes.txt")
        .Split('\n')
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split(' '))
        .ToDictionary(parts => parts[0], parts => parts.Skip(1).Select(ElementShape.Read).ToList(), StringComparer.Ordinal);

    /// <summary>Refuses what the type does not have, in the words of a deployment.</summary>
    public static void Check(XElement element, string type)
    {
        var shapes = s_types[type];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var child in element.Elements())
        {
            var shape = child.Name.Namespace == MetadataXml.Ns ? shapes.Find(s => s.Name == child.Name.LocalName) : null;
            if (shape is null)
            {
                throw Invalid($"Element {child.Name} invalid at this location in type {type}");
            }

            if (!seen.Add(shape.Name) && !shape.Many)
            {
                throw Invalid($"Element {child.Name} is duplicated at this location in type {type}");
            }

            CheckValue(child, shape);
        }

        if (shapes.Find(s => s.Required && !seen.Contains(s.Name)) is { } missing)
        {
            throw new SfFault(400, "REQUIRED_FIELD_MISSING", $"Required field is missing: {missing.Name}", missing.Name);
        }
    }

    /// <summary>The same, as Salesforce writes it: elements by name, lists by their first text, no attributes.</summary>
    public static XElement Sorted(XElement element, string type)
    {
        var shapes = s_types[type];
        return new XElement(element.Name, shapes.SelectMany(shape => element.Elements(MetadataXml.Ns + shape.Name)
            .Select(child => s_types.ContainsKey(shape.Kind) ? Sorted(child, shape.Kind) : new XElement(child.Name, child.Value.Trim()))
            .OrderBy(child => shape.Many ? KeyOf(child) : "", StringComparer.Ordinal)));
    }

    /// <summary>The JSON form, as Tooling's Metadata columns have it: every element, lists as lists.</summary>
    public static JObject Json(XElement element, string type)
    {
        var json = new JObject();
        foreach (var shape in s_types[type].Where(s => s.Name != "fullName"))
        {
            var values = element.Elements(MetadataXml.Ns + shape.Name).Select(child => Json(child, shape)).ToList();
            json[shape.Name] = shape.Many ? new JArray(values) : values.FirstOrDefault() ?? JValue.CreateNull();
        }

        return json;
    }

    /// <summary>The elements of a type: name, kind, and whether they may stand several times.</summary>
    public static IEnumerable<(string Name, string Kind, bool Many)> ElementsOf(string type) => s_types[type].Select(s => (s.Name, s.Kind, s.Many));

    /// <summary>The kind is a type of its own, and no text, flag or number.</summary>
    public static bool IsType(string kind) => s_types.ContainsKey(kind);

    private static JToken Json(XElement child, ElementShape shape) => shape.Kind switch
    {
        "s" => child.Value,
        "b" => child.Value.Trim() is "true" or "1",
        "i" => int.Parse(child.Value, CultureInfo.InvariantCulture),
        "d" => double.Parse(child.Value, CultureInfo.InvariantCulture),
        _ => Json(child, shape.Kind),
    };

    // What tells the entries of a list apart: a name where they have one, otherwise all they say.
    private static string KeyOf(XElement child) =>
        !child.HasElements ? child.Value
        : child.Elements().FirstOrDefault(e => e.Value is not ("true" or "false") && !e.HasElements)?.Value ?? child.Value;

    private static void CheckValue(XElement child, ElementShape shape)
    {
        var text = child.Value.Trim();
        if (s_types.ContainsKey(shape.Kind))
        {
            Check(child, shape.Kind);
            return;
        }

        var fits = !child.HasElements && shape.Kind switch
        {
            "b" => text is "true" or "false" or "1" or "0",
            "i" => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _),
            "d" => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
            _ => true,
        };
        if (!fits)
        {
            throw Invalid($"'{text}' is not a valid value for the type {shape.KindName} of the element {shape.Name}");
        }
    }

    private static SfFault Invalid(string message) => new(400, "INVALID_FIELD", "Error parsing file: " + message);

    /// <summary>One element of a type.</summary>
    private sealed record ElementShape(string Name, string Kind, bool Many, bool Required)
    {
        public string KindName => Kind switch { "b" => "xsd:boolean", "i" => "xsd:int", "d" => "xsd:double", _ => "xsd:string" };

        public static ElementShape Read(string text)
        {
            var colon = text.IndexOf(':');
            return new ElementShape(
                text.Substring(0, colon),
                text.Substring(colon + 1).TrimEnd('*', '!'),
                text.EndsWith("*", StringComparison.Ordinal),
                text.EndsWith("!", StringComparison.Ordinal));
        }
    }
}
