using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Practice.Api;

/// <summary>Reads the size that the org is to grow to: ?objects=1790&amp;users=10000, or {"to":{"objects":1790,"users":10000}}.</summary>
internal static class ControlSize
{
    private static readonly Dictionary<string, Action<PracticeSize, int>> s_parts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["objects"] = (size, n) => size.Objects = n,
        ["users"] = (size, n) => size.Users = n,
        ["containers"] = (size, n) => size.Containers = n,
        ["fieldRows"] = (size, n) => size.FieldRows = n,
    };

    /// <summary>The size, or null where none is asked for.</summary>
    public static PracticeSize? Read(string query, JObject? to)
    {
        var asked = FormText.Read(query.TrimStart('?')).Select(p => (p.Key, p.Value))
            .Concat(to?.Properties().Select(p => (p.Name, p.Value.ToString())) ?? Enumerable.Empty<(string, string)>())
            .ToList();
        if (asked.Count == 0)
        {
            return null;
        }

        var size = new PracticeSize();
        foreach (var (name, text) in asked)
        {
            if (!s_parts.TryGetValue(name, out var set))
            {
                throw new ArgumentException($"A size has no '{name}'. It has: {string.Join(", ", s_parts.Keys)}.");
            }

            set(size, int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new ArgumentException($"{name} '{text}' is no number of things."));
        }

        return size;
    }
}
