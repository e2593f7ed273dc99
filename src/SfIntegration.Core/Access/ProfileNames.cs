using System.Globalization;
using System.Linq;
using System.Text;

namespace SfIntegration.Access;

/// <summary>Names of custom profiles as metadata writes them: a file's name cannot hold every character, so some stand as %XX (MD:profile). Pure.</summary>
internal static class ProfileNames
{
    private const string Plain = " _-.";

    /// <summary>"Sales &amp; Service" -> "Sales %26 Service".</summary>
    public static string ToMetadata(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsLetterOrDigit(c) || Plain.Contains(c))
            {
                text.Append(c);
                continue;
            }

            foreach (var b in Encoding.UTF8.GetBytes(new[] { c }))
            {
                text.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
            }
        }

        return text.ToString();
    }
}
