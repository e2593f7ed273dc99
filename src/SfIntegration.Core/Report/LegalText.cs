using System;
using System.Text;
using System.Xml;

namespace SfIntegration.Report;

/// <summary>Text that a file can carry: what it cannot becomes U+FFFD, so that a hostile name breaks no report.</summary>
internal static class LegalText
{
    /// <summary>Without control characters and halves of surrogate pairs, which no XML document may hold.</summary>
    public static string Xml(string text) => Replaced(text, XmlConvert.IsXmlChar);

    /// <summary>For formats that let no text be empty.</summary>
    public static string OrBlank(string text) => text.Length == 0 ? "-" : text;

    /// <summary>Without halves of surrogate pairs, which UTF-8 cannot encode.</summary>
    public static string Utf8(string text) => Replaced(text, c => !char.IsSurrogate(c));

    private static string Replaced(string text, Func<char, bool> isLegal)
    {
        StringBuilder? copy = null;
        for (var i = 0; i < text.Length; i++)
        {
            var pair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (pair || isLegal(text[i]))
            {
                copy?.Append(text, i, pair ? 2 : 1);
                i += pair ? 1 : 0;
            }
            else
            {
                (copy ??= new StringBuilder(text, 0, i, text.Length)).Append('\uFFFD');
            }
        }

        return copy?.ToString() ?? text;
    }
}
