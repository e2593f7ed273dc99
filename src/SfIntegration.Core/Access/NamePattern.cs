using System;
using System.Text.RegularExpressions;
using SfIntegration.Api;

namespace SfIntegration.Access;

/// <summary>A name with the wildcards * and ?, as PowerShell users write it.</summary>
internal sealed class NamePattern
{
    private readonly string _pattern;
    private readonly Regex _regex;

    public NamePattern(string pattern)
    {
        _pattern = pattern;
        var text = Regex.Escape(pattern).Replace("\\*", ".*").Replace("\\?", ".");
        _regex = new Regex("^" + text + "$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline, TimeSpan.FromSeconds(1));
    }

    /// <summary>True for a pattern, false for a plain name.</summary>
    public static bool HasWildcards(string name) => name.IndexOfAny(new[] { '*', '?' }) >= 0;

    public bool Matches(string name) => _regex.IsMatch(name);

    /// <summary>A LIKE literal that lets through at least what matches: the longest fixed part, anywhere. What comes is then matched exactly.</summary>
    public string ToLike()
    {
        var longest = "";
        foreach (var part in _pattern.Split('*', '?'))
        {
            longest = part.Length > longest.Length ? part : longest;
        }

        return longest.Length == _pattern.Length ? Soql.QuoteLike(longest, "", "") : Soql.QuoteLike(longest, longest.Length == 0 ? "" : "%", "%");
    }
}
