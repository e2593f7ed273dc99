using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace SfIntegration.Scope.Reading;

/// <summary>Dates, words, names, times and e-mail addresses as a scope writes them. Pure.</summary>
internal static class ScopeValues
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private static readonly Regex s_apiName = new("^[A-Za-z][A-Za-z0-9_]*$", RegexOptions.CultureInvariant, s_patience);

    private static readonly Regex s_ownName = new("^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$", RegexOptions.CultureInvariant, s_patience);

    private static readonly Regex s_email = new(@"^[^@\s""<>()\[\],;:]+@[^@\s""'<>()\[\],;:]+\.[^@\s.""'<>()\[\],;:]+$", RegexOptions.CultureInvariant, s_patience);

    /// <summary>The day, UTC; null where the text is none.</summary>
    public static DateTime? Date(string text) =>
        DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var day) ? day : null;

    /// <summary>The names of scopes, integrations and environments: what a marker can carry.</summary>
    public static string? OwnNameMistake(string name) => name.Length > PermissionSetNames.MaxLength
        ? $"it has {name.Length} characters, and at most {PermissionSetNames.MaxLength} are allowed"
        : s_ownName.IsMatch(name) ? null : "letters, digits, `-`, `_` and `.` are allowed, a letter or digit first and last";

    public static string? ApiNameMistake(string name) => name.Length > PermissionSetNames.MaxLength
        ? $"it has {name.Length} characters, and at most {PermissionSetNames.MaxLength} are allowed"
        : s_apiName.IsMatch(name) ? null : "an API name has letters, digits and underscores, a letter first";

    public static bool IsEmail(string text) => s_email.IsMatch(text);

    /// <summary>Minutes since midnight of HH:mm; 24:00 is the day's end; null where the text is no time.</summary>
    public static int? Minutes(string text)
    {
        if (text == "24:00")
        {
            return 24 * 60;
        }

        return DateTime.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? (time.Hour * 60) + time.Minute : null;
    }

    /// <summary>"mon-fri", "mon,wed", "sat,sun".</summary>
    public static bool AreDays(string text) => text.Split(',').All(part =>
    {
        var ends = part.Trim().Split('-');
        return ends.Length is 1 or 2 && ends.All(d => ScopeKeys.Days.Contains(d, StringComparer.Ordinal));
    });

    /// <summary>"90d", "12w", "3m".</summary>
    public static bool IsSpan(string text) => text.Length is >= 2 and <= 5 && text[text.Length - 1] is 'd' or 'w' or 'm'
        && int.TryParse(text.Substring(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0;

    public static bool Word(ScopeNode at, string text, string what, string[] allowed, ErrorList errors)
    {
        if (allowed.Contains(text, StringComparer.Ordinal))
        {
            return true;
        }

        errors.Add(at, $"`{Texts.Shorten(text)}` is no value of `{what}`", DidYouMean.Text(text, allowed) ?? $"the values are {string.Join(", ", allowed)}");
        return false;
    }

    public static IReadOnlyList<ScopeName> Names(ScopeNode node, string what, Func<string, string?>? mistake, ErrorList errors)
    {
        if (node.Kind == NodeKind.Map)
        {
            errors.Add(node, $"`{what}` takes a list of names, not keys", $"write {what}: [First, Second]");
            return Array.Empty<ScopeName>();
        }

        var names = new List<ScopeName>();
        var seen = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var item in node.Kind == NodeKind.List ? node.Items : new List<ScopeNode> { node })
        {
            if (Texts.Of(item, what, Texts.MaxText, errors) is not { } name)
            {
                continue;
            }

            var wrong = mistake is null
                ? name.Length > PermissionSetNames.MaxLength ? $"it has {name.Length} characters, and at most {PermissionSetNames.MaxLength} are allowed" : null
                : mistake(name);
            if (wrong is not null)
            {
                errors.Add(item, $"`{Texts.Shorten(name)}` cannot be a name in `{what}`", wrong);
            }
            else if (seen.TryGetValue(name, out var first))
            {
                errors.Add(item, $"`{name}` is named a second time in `{what}` (first in line {first})", "remove one");
            }
            else
            {
                seen.Add(name, item.Line);
                names.Add(new ScopeName(name, errors.Place(item)));
            }
        }

        return names;
    }
}
