using System;
using System.Globalization;
using System.Text;

namespace SfIntegration.Practice.Metadata;

/// <summary>Full names that are also file names: characters that a file name cannot hold are written as "%" and their code.</summary>
internal static class FileNames
{
    private const string Forbidden = "%/\\:*?\"<>|()'&,+#;=@[]{}!$^`~";

    /// <summary>"Custom: Sales" is "Custom%3A Sales".</summary>
    public static string Escape(string name)
    {
        var result = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            result.Append(Forbidden.IndexOf(c) >= 0 ? "%" + ((int)c).ToString("X2", CultureInfo.InvariantCulture) : c.ToString());
        }

        return result.ToString();
    }

    /// <summary>The name again.</summary>
    public static string Unescape(string text) => Uri.UnescapeDataString(text);
}
