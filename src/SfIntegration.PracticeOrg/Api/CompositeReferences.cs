using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Practice.Api;

/// <summary>Puts earlier results in the place of <c>@{reference.path}</c>. Reference names and paths compare with case.</summary>
internal sealed class CompositeReferences
{
    private static readonly Regex s_reference = new(@"@\{([^{}]+)\}", RegexOptions.CultureInvariant);
    private static readonly Regex s_step = new(@"\G(?:\.([A-Za-z0-9_]+)|\[([0-9]{1,9})\])", RegexOptions.CultureInvariant);

    private readonly Dictionary<string, JToken?> _results = new(StringComparer.Ordinal);

    /// <summary>Keeps the body of a subrequest; null for one that failed.</summary>
    public void Keep(string referenceId, JToken? body) => _results[referenceId] = body;

    /// <summary>The reference names that a text or body leans on.</summary>
    public static IEnumerable<string> In(string text) =>
        s_reference.Matches(text).Cast<Match>().Select(m => m.Groups[1].Value.Split('.', '[')[0]);

    /// <summary>An address with its references replaced, each escaped.</summary>
    public string InUrl(string url) => s_reference.Replace(url, m => Uri.EscapeDataString(Text(Resolve(m.Groups[1].Value))));

    /// <summary>A header's value with its references replaced.</summary>
    public string InText(string text) => s_reference.Replace(text, m => Text(Resolve(m.Groups[1].Value)));

    /// <summary>A body with the references in its texts replaced; a text that is nothing but a reference takes the value's type.</summary>
    public JToken InBody(JToken token) => token switch
    {
        JObject json => new JObject(json.Properties().Select(p => new JProperty(p.Name, InBody(p.Value)))),
        JArray array => new JArray(array.Select(InBody)),
        JValue { Value: string text } when s_reference.Match(text) is { Success: true } match =>
            match.Length == text.Length ? new JValue((JValue)Resolve(match.Groups[1].Value)) : new JValue(InText(text)),
        _ => token.DeepClone(),
    };

    private static string Text(JValue value) => value.Value switch
    {
        bool flag => flag ? "true" : "false",
        { } other => Convert.ToString(other, System.Globalization.CultureInfo.InvariantCulture) ?? "",
        null => "",
    };

    private JValue Resolve(string reference)
    {
        var end = reference.IndexOfAny(new[] { '.', '[' });
        var name = end < 0 ? reference : reference.Substring(0, end);
        _results.TryGetValue(name, out var token);
        var position = name.Length;
        while (token is not null && position < reference.Length)
        {
            var step = s_step.Match(reference, position);
            if (!step.Success)
            {
                token = null;
                break;
            }

            position += step.Length;
            token = step.Groups[1].Success
                ? (token as JObject)?[step.Groups[1].Value]
                : token is JArray array && int.Parse(step.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture) is var index && index < array.Count ? array[index] : null;
        }

        return token as JValue is { Value: not null } value
            ? value
            : throw new SfFault(400, "PROCESSING_HALTED", $"Invalid reference specified. No value for {reference} found in {name}.");
    }
}
