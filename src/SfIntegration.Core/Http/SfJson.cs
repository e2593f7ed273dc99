using System;
using System.Globalization;
using System.IO;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Http;

/// <summary>
/// How JSON is read and written. No serializer and no settings are involved, because JsonConvert.DefaultSettings
/// belong to whoever else uses Newtonsoft.Json in the process.
/// </summary>
internal static class SfJson
{
    /// <summary>Reads one JSON value; dates stay text (Salesforce's own form), amounts keep their digits.</summary>
    public static JToken Read(TextReader text)
    {
        using var reader = new JsonTextReader(text)
        {
            CloseInput = false,
            DateParseHandling = DateParseHandling.None,
            FloatParseHandling = FloatParseHandling.Decimal,
            Culture = CultureInfo.InvariantCulture,
            MaxDepth = 64,
        };
        return JToken.ReadFrom(reader);
    }

    public static JToken Parse(string text)
    {
        using var reader = new StringReader(text);
        return Read(reader);
    }

    public static string Write(JToken token)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var writer = new JsonTextWriter(text) { Formatting = Formatting.None, Culture = CultureInfo.InvariantCulture })
        {
            token.WriteTo(writer);
        }

        return text.ToString();
    }

    /// <summary>A property's text, or null where it is absent, null or no plain value.</summary>
    public static string? Text(this JToken? token, string name) =>
        token is JObject o && o.TryGetValue(name, out var value) && value is JValue { Value: not null } plain
            ? Convert.ToString(plain.Value, CultureInfo.InvariantCulture)
            : null;

    /// <summary>A property's moment as Salesforce writes it ("2026-11-21T08:00:00.000+0000"), in UTC; null where there is none.</summary>
    public static DateTime? Moment(this JToken? token, string name) => token.Text(name) is { } text
        ? DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal)
        : null;

    public static bool Flag(this JToken? token, string name) =>
        token is JObject o && o.TryGetValue(name, out var value) && value is JValue { Value: true };
}
