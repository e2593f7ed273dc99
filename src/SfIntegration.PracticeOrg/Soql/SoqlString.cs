using System;
using System.Globalization;
using System.Text;

namespace SfIntegration.Practice.Soql;

/// <summary>String literals: what their escapes mean, as text and as a LIKE pattern.</summary>
internal static class SoqlString
{
    /// <summary>How many characters the escape at a backslash takes; 0 when it is none.</summary>
    public static int EscapeLength(string text, int at)
    {
        if (at + 1 >= text.Length)
        {
            return 0;
        }

        switch (text[at + 1])
        {
            case 'n' or 'N' or 'r' or 'R' or 't' or 'T' or 'b' or 'B' or 'f' or 'F' or '"' or '\'' or '\\' or '_' or '%':
                return 2;
            case 'u' when at + 5 < text.Length && IsHex(text, at + 2):
                return 6;
            default:
                return 0;
        }
    }

    /// <summary>The literal that stands for a text.</summary>
    public static string Quote(string text) => "'" + text.Replace("\\", "\\\\").Replace("'", "\\'") + "'";

    /// <summary>The text a literal stands for.</summary>
    public static string Decode(string raw)
    {
        if (raw.IndexOf('\\') < 0)
        {
            return raw;
        }

        var result = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] == '\\')
            {
                result.Append(Meaning(raw, i));
                i += EscapeLength(raw, i) - 1;
            }
            else
            {
                result.Append(raw[i]);
            }
        }

        return result.ToString();
    }

    /// <summary>A test for LIKE: % is any text, _ is any one character, both escaped by a backslash; case does not count.</summary>
    public static Func<string, bool> Like(string raw)
    {
        var pattern = new StringBuilder("");
        var wild = new StringBuilder("");
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] == '\\')
            {
                pattern.Append(Meaning(raw, i));
                wild.Append(' ');
                i += EscapeLength(raw, i) - 1;
            }
            else
            {
                pattern.Append(raw[i]);
                wild.Append(raw[i] is '%' or '_' ? raw[i] : ' ');
            }
        }

        var (text, kinds) = (pattern.ToString().ToUpperInvariant(), wild.ToString());
        return value => Matches(value.ToUpperInvariant(), text, kinds);
    }

    // Greedy with one point of return: linear for the patterns people write, and never exponential.
    private static bool Matches(string value, string pattern, string kinds)
    {
        int v = 0, p = 0, star = -1, mark = 0;
        while (v < value.Length)
        {
            if (p < pattern.Length && kinds[p] != '%' && (kinds[p] == '_' || pattern[p] == value[v]))
            {
                v++;
                p++;
            }
            else if (p < pattern.Length && kinds[p] == '%')
            {
                star = p++;
                mark = v;
            }
            else if (star >= 0)
            {
                p = star + 1;
                v = ++mark;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && kinds[p] == '%')
        {
            p++;
        }

        return p == pattern.Length;
    }

    private static char Meaning(string raw, int at) => raw[at + 1] switch
    {
        'n' or 'N' => '\n',
        'r' or 'R' => '\r',
        't' or 'T' => '\t',
        'b' or 'B' => '\b',
        'f' or 'F' => '\f',
        'u' => (char)int.Parse(raw.Substring(at + 2, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
        var c => c,
    };

    private static bool IsHex(string text, int at)
    {
        for (var i = at; i < at + 4; i++)
        {
            if (!Uri.IsHexDigit(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
