using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace SfIntegration.Diagnosis;

/// <summary>Fills the places of a cure's line: {username} becomes the user where it is known, else &lt;username&gt;.</summary>
internal static class CureLine
{
    private static readonly Regex s_place = new(@"\{(?<name>[a-z]+)\}", RegexOptions.CultureInvariant);

    private static readonly Dictionary<string, string> s_words = new() { ["set"] = "permission set", ["url"] = "My Domain address" };

    public static string? Fill(string? line, IReadOnlyDictionary<string, string?> known) => line is null ? null : s_place.Replace(line, match =>
    {
        var name = match.Groups["name"].Value;
        return known.TryGetValue(name, out var value) && !string.IsNullOrEmpty(value)
            ? Quote(value!)
            : "<" + (s_words.TryGetValue(name, out var words) ? words : name) + ">";
    });

    /// <summary>A value as a PowerShell argument; the value came from an org or a person, and the line is there to be pasted.</summary>
    public static string Quote(string value) => value.Length > 0 && value[0] != '-' && value[0] != '@' && value.All(c => (c < 128 && char.IsLetterOrDigit(c)) || c is '_' or '-' or '.' or '@' or ':' or '/')
        ? value
        : "'" + value.Replace("'", "''").Replace("\u2018", "''").Replace("\u2019", "''") + "'";
}
