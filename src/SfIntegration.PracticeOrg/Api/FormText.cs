using System;
using System.Collections.Generic;

namespace SfIntegration.Practice.Api;

/// <summary>Query strings and form bodies.</summary>
internal static class FormText
{
    /// <summary>Names and values; of several with one name the first counts.</summary>
    public static IReadOnlyDictionary<string, string> Read(string text)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in text.Split('&'))
        {
            if (pair.Length == 0)
            {
                continue;
            }

            var equals = pair.IndexOf('=');
            var name = Decode(equals < 0 ? pair : pair.Substring(0, equals));
            if (!values.ContainsKey(name))
            {
                values[name] = equals < 0 ? "" : Decode(pair.Substring(equals + 1));
            }
        }

        return values;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
