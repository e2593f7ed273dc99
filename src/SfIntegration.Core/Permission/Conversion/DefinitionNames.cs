using System.Globalization;
using System.Linq;
using System.Text;
using SfIntegration.Scope;

namespace SfIntegration.Permission;

/// <summary>Names for permission sets that are made from profiles. A profile's name holds almost any text, a set's API name letters, digits and single underscores.</summary>
internal static class DefinitionNames
{
    /// <summary>PermissionSet.Label (OR:permissionset).</summary>
    public const int LongestLabel = 80;

    /// <summary>PermissionSet.Description (OR:permissionset).</summary>
    public const int LongestDescription = 255;

    /// <summary>"E-Bikes Süd" gives "E_Bikes_Sud", "2nd Line" gives "P_2nd_Line"; null where the name has no letter or digit that an API name can hold.</summary>
    public static string? FromProfile(string profile)
    {
        var text = new StringBuilder();
        foreach (var c in profile.Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark))
        {
            if (c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9'))
            {
                text.Append(c);
            }
            else if (text.Length > 0 && text[text.Length - 1] != '_')
            {
                text.Append('_');
            }
        }

        if (text.Length > 0 && text[0] is >= '0' and <= '9')
        {
            text.Insert(0, "P_");
        }

        var name = text.ToString();
        name = (name.Length > PermissionSetNames.MaxLength ? name.Substring(0, PermissionSetNames.MaxLength) : name).TrimEnd('_');
        return name.Length == 0 ? null : name;
    }

    /// <summary>The text, cut to what a label holds.</summary>
    public static string Label(string text) => Cut(text, LongestLabel);

    /// <summary>The text, cut to what a description holds.</summary>
    public static string Description(string text) => Cut(text, LongestDescription);

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text.Substring(0, longest - 3).TrimEnd() + "...";
}
