using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

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
    public NamePattern(string text) => Text = text;

    /// <summary>As the file has it.</summary>
    public string Text { get; }

    /// <summary>True where the pattern fits the whole name. At most pattern times name steps, whatever both are.</summary>
    public bool Fits(string name)
    {
        // Where a part behind a star does not fit, only the last star has to take one character more.
        int at = 0, n = 0, star = -1, taken = 0;
        while (n < name.Length)
        {
            if (at < Text.Length && Text[at] == '*')
            {
                star = at++;
                taken = n;
            }
            else if (at < Text.Length && (Text[at] == '?' || char.ToUpperInvariant(Text[at]) == char.ToUpperInvariant(name[n])))
            {
                at++;
                n++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                n = ++taken;
            }
            else
            {
                return false;
            }
        }

        return Text.Skip(at).All(c => c == '*');
    }

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
