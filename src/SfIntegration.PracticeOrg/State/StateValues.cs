using System;
using System.Collections.Generic;
using System.Globalization;
using Newtonsoft.Json;

namespace SfIntegration.Practice.State;

/// <summary>
/// Row values as JSON and back, each with its type: text, flag and whole number as they are, the others as an object with one
/// property: n decimal, d double, t moment, b bytes.
/// </summary>
internal sealed class StateValues
{
    // Names, references and moments come again and again; each is kept once.
    private const int Shared = 100;

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<long, object> _moments = new();

    public static void Write(JsonWriter json, object? value)
    {
        switch (value)
        {
            case null or string or bool or int:
                json.WriteValue(value);
                break;
            case decimal number:
                Tagged(json, "n", number.ToString(CultureInfo.InvariantCulture));
                break;
            case double number:
                Tagged(json, "d", number.ToString("R", CultureInfo.InvariantCulture));
                break;
            case DateTime moment:
                Tagged(json, "t", moment.Ticks.ToString(CultureInfo.InvariantCulture));
                break;
            case byte[] bytes:
                Tagged(json, "b", Convert.ToBase64String(bytes));
                break;
            default:
                throw new InvalidOperationException($"A row holds a {value.GetType().Name}, which is no value of rows.");
        }
    }

    /// <summary>The value that the reader stands on.</summary>
    public object? Read(JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonToken.Null:
                return null;
            case JsonToken.String:
                return Share((string)json.Value!);
            case JsonToken.Boolean:
                return (bool)json.Value!;
            case JsonToken.Integer:
                return Convert.ToInt32(json.Value, CultureInfo.InvariantCulture);
            case JsonToken.StartObject:
                json.Read();
                var tag = json.Value as string;
                var text = json.ReadAsString() ?? "";
                json.Read();
                return Untagged(tag, text);
            default:
                throw new FormatException($"A row of the state holds {json.TokenType} where a value is expected.");
        }
    }

    private static void Tagged(JsonWriter json, string tag, string text)
    {
        json.WriteStartObject();
        json.WritePropertyName(tag);
        json.WriteValue(text);
        json.WriteEndObject();
    }

    private object Untagged(string? tag, string text)
    {
        switch (tag)
        {
            case "n":
                return decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);
            case "d":
                return double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
            case "t":
                var ticks = long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
                if (!_moments.TryGetValue(ticks, out var moment))
                {
                    _moments[ticks] = moment = new DateTime(ticks, DateTimeKind.Utc);
                }

                return moment;
            case "b":
                return Convert.FromBase64String(text);
            default:
                throw new FormatException($"A row of the state holds a value of the unknown type '{tag}'.");
        }
    }

    private string Share(string text)
    {
        if (text.Length > Shared)
        {
            return text;
        }

        if (!_texts.TryGetValue(text, out var known))
        {
            _texts[text] = known = text;
        }

        return known;
    }
}
