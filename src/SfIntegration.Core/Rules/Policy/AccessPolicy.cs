using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;

namespace SfIntegration.Rules.Policy;

/// <summary>What an organisation asks of every scope and identity (design §8). What the file does not name is not asked.</summary>
internal sealed class AccessPolicy
{
    /// <summary>The file as the user named it.</summary>
    public string File { get; init; } = "";

    /// <summary>Patterns of which a login name must fit one.</summary>
    public IReadOnlyList<NamePattern> Usernames { get; init; } = Array.Empty<NamePattern>();

    /// <summary>Patterns for the names of generated permission sets.</summary>
    public IReadOnlyList<NamePattern> PermissionSets { get; init; } = Array.Empty<NamePattern>();

    /// <summary>Patterns for the names of apps.</summary>
    public IReadOnlyList<NamePattern> Apps { get; init; } = Array.Empty<NamePattern>();

    /// <summary>The shortest prefix that an IPv4 range may have: 24 allows 256 addresses.</summary>
    public int? WidestIPv4 { get; init; }

    /// <summary>The same for IPv6.</summary>
    public int? WidestIPv6 { get; init; }

    /// <summary>The longest time between two rotations of a credential, in days.</summary>
    public int? LongestRotation { get; init; }

    /// <summary>The longest time that an approval may hold, in days.</summary>
    public int? LongestReview { get; init; }

    /// <summary>True where every identity needs an approved review.</summary>
    public bool IsReviewRequired { get; init; }

    /// <summary>Severities in place of those of the rules, by rule.</summary>
    public IReadOnlyDictionary<string, Severity> Severities { get; init; } = new Dictionary<string, Severity>(StringComparer.OrdinalIgnoreCase);
}

/// <summary>A name with * for any run of characters and ? for one; case does not matter.</summary>
internal sealed class NamePattern
{
    private readonly Regex _regex;

    public NamePattern(string text)
    {
        Text = text;
        _regex = new Regex("^" + Regex.Escape(text).Replace("\\*", ".*").Replace("\\?", ".") + "$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline, TimeSpan.FromSeconds(1));
    }

    /// <summary>As the file has it.</summary>
    public string Text { get; }

    public bool Fits(string name) => _regex.IsMatch(name);

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>Spans of time as scope and policy write them: 90d, 12w, 3m.</summary>
internal static class Span
{
    /// <summary>Its days; a month is 30. Null where the text is none.</summary>
    public static int? Days(string? span) => span is not { Length: > 1 } || !int.TryParse(span.Substring(0, span.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? null
        : count * span[span.Length - 1] switch { 'w' => 7, 'm' => 30, _ => 1 };
}
