using System;
using System.Text.RegularExpressions;

namespace SfIntegration.Scope.Reading;

/// <summary>
/// The three mistakes of form that people make (a tab as indentation, an unquoted % or @, an unquoted ": "): each is reported in
/// its own words and mended in memory, so that the mistakes behind it are found in the same run.
/// </summary>
internal static class FormRepair
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private static readonly Regex s_tabbed = new("^( *)(\t[ \t]*)", RegexOptions.CultureInvariant, s_patience);

    private static readonly Regex s_entry = new(@"^(\s*(?:- )*[^\s:#'""{}\[\],][^:#'""{}\[\],]*: +)([^'""{\[|>\s].*?)(\s+#.*)?$", RegexOptions.CultureInvariant, s_patience);

    /// <summary>The text with the mistake at that place mended, or null where it is none of the three.</summary>
    public static string? Mend(string text, int line, int column, string message, ErrorList errors)
    {
        var lines = text.Split('\n');
        if (message.IndexOf("tab", StringComparison.Ordinal) >= 0)
        {
            return MendTabs(lines, errors);
        }

        if (line < 1 || line > lines.Length)
        {
            return null;
        }

        var at = line - 1;
        var start = column - 1;
        var here = start >= 0 && start < lines[at].Length ? lines[at][start] : '\0';
        if (here is '%' or '@' or '`')
        {
            return MendWord(lines, at, start, here, errors);
        }

        return MendColon(lines, at, errors);
    }

    private static string? MendTabs(string[] lines, ErrorList errors)
    {
        var found = false;
        for (var i = 0; i < lines.Length; i++)
        {
            var match = s_tabbed.Match(lines[i]);
            if (match.Success)
            {
                errors.Add(i + 1, match.Groups[2].Index + 1, "A tab indents this line", "use spaces, two per level");
                lines[i] = match.Groups[1].Value + match.Groups[2].Value.Replace("\t", "  ") + lines[i].Substring(match.Length);
                found = true;
            }
        }

        return found ? string.Join("\n", lines) : null;
    }

    private static string MendWord(string[] lines, int at, int start, char sign, ErrorList errors)
    {
        errors.Add(at + 1, start + 1, $"A value cannot begin with an unquoted `{sign}`", $"put it in quotes: \"{Shorten(lines[at].Substring(start))}\"");
        var line = lines[at];
        lines[at] = line.Substring(0, start) + "_" + line.Substring(start + 1);
        return string.Join("\n", lines);
    }

    private static string? MendColon(string[] lines, int at, ErrorList errors)
    {
        var match = s_entry.Match(lines[at]);
        if (!match.Success)
        {
            return null;
        }

        var value = match.Groups[2].Value;
        var colon = value.IndexOf(": ", StringComparison.Ordinal);
        colon = colon < 0 && value.EndsWith(":", StringComparison.Ordinal) ? value.Length - 1 : colon;
        if (colon < 0)
        {
            return null;
        }

        errors.Add(at + 1, match.Groups[2].Index + colon + 1, "A value holds an unquoted `: `, which begins a new key", $"put the value in quotes: \"{Shorten(value)}\"");
        lines[at] = match.Groups[1].Value + "'" + value.Replace("'", "''") + "'" + match.Groups[3].Value;
        return string.Join("\n", lines);
    }

    private static string Shorten(string value) => value.Length > 60 ? value.Substring(0, 57) + "..." : value;
}
