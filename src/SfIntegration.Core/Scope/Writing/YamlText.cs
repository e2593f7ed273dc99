using System;
using System.Globalization;
using System.Linq;
using System.Text;

namespace SfIntegration.Scope.Writing;

/// <summary>A text as a YAML scalar: plain where every reader takes it for the same text, else in double quotes. Pure.</summary>
internal static class YamlText
{
    // What YAML 1.1 or 1.2 readers take for something else than text.
    private static readonly string[] s_words = { "null", "true", "false", "yes", "no", "on", "off", "y", "n", ".inf", "-.inf", ".nan" };

    public static string Of(string text) => IsPlain(text) ? text : Quote(text);

    private static bool IsPlain(string text)
    {
        if (text.Length == 0 || s_words.Contains(text, StringComparer.OrdinalIgnoreCase) || IsNumber(text))
        {
            return false;
        }

        // A first letter or digit rules out every indicator; what stands inside must be harmless between brackets too.
        if (!char.IsLetterOrDigit(text[0]) || text[text.Length - 1] is ' ' or ':')
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            var isPlain = char.IsLetterOrDigit(text[i]) || text[i] is '_' or '-' or '.' or '/' or '@' or '+' or '\'' or '(' or ')' or ';' or '=' or '%' or '&' or '!'
                || (text[i] == ' ' && text[i - 1] != ' ')
                || (text[i] == ':' && i + 1 < text.Length && char.IsLetterOrDigit(text[i + 1]));
            if (!isPlain)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsNumber(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
        || text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) || text.StartsWith("0o", StringComparison.OrdinalIgnoreCase)
        || text.All(c => c is (>= '0' and <= '9') or '_');

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '"' or '\\')
            {
                quoted.Append('\\').Append(c);
            }
            else if (c == '\n')
            {
                quoted.Append("\\n");
            }
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                quoted.Append(c).Append(text[++i]);
            }
            else if (char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF' || char.IsSurrogate(c))
            {
                quoted.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
            }
            else
            {
                quoted.Append(c);
            }
        }

        return quoted.Append('"').ToString();
    }
}
