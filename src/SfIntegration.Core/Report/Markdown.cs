using System.Text;

namespace SfIntegration.Report;

/// <summary>Text inside Markdown that stays text: no table, no code, no emphasis, no link, no HTML comes out of a name.</summary>
internal static class Markdown
{
    public static string Text(string text)
    {
        var safe = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '&':
                    safe.Append("&amp;");
                    break;
                case '<':
                    safe.Append("&lt;");
                    break;
                case '>':
                    safe.Append("&gt;");
                    break;
                case '\\' or '`' or '|' or '*' or '[' or ']' or '~':
                    safe.Append('\\').Append(c);
                    break;
                case '_' when !Between(text, i):
                    safe.Append("\\_");
                    break;
                case '\r' or '\n' or '\t' or '\u2028' or '\u2029' or '\u0085':
                    safe.Append(' ');
                    break;
                default:
                    safe.Append(char.IsControl(c) ? '\uFFFD' : c);
                    break;
            }
        }

        return safe.ToString();
    }

    /// <summary>An underscore inside a word (Invoice__c) is only an underscore; escaping it would hurt the reader.</summary>
    private static bool Between(string text, int i)
    {
        var left = i - 1;
        while (left >= 0 && text[left] == '_')
        {
            left--;
        }

        var right = i + 1;
        while (right < text.Length && text[right] == '_')
        {
            right++;
        }

        return left >= 0 && right < text.Length && char.IsLetterOrDigit(text[left]) && char.IsLetterOrDigit(text[right]);
    }
}
