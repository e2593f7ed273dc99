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

    /// <summary>Letters with marks by the letter they are read as. A table, because what the runtime knows of this differs from machine to machine.</summary>
    private static readonly (char Plain, string Marked)[] s_letters =
    {
        ('A', "ÀÁÂÃÄÅĀĂĄ"),
        ('C', "ÇĆĈĊČ"),
        ('D', "ĎĐ"),
        ('E', "ÈÉÊËĒĔĖĘĚ"),
        ('G', "ĜĞĠĢ"),
        ('H', "Ĥ"),
        ('I', "ÌÍÎÏĨĪĬĮİ"),
        ('J', "Ĵ"),
        ('K', "Ķ"),
        ('L', "ĹĻĽŁ"),
        ('N', "ÑŃŅŇ"),
        ('O', "ÒÓÔÕÖŌŎŐØ"),
        ('R', "ŔŖŘ"),
        ('S', "ŚŜŞŠ"),
        ('T', "ŢŤ"),
        ('U', "ÙÚÛÜŨŪŬŮŰŲ"),
        ('W', "Ŵ"),
        ('Y', "ÝŶŸ"),
        ('Z', "ŹŻŽ"),
        ('a', "àáâãäåāăą"),
        ('c', "çćĉċč"),
        ('d', "ďđ"),
        ('e', "èéêëēĕėęě"),
        ('g', "ĝğġģ"),
        ('h', "ĥ"),
        ('i', "ìíîïĩīĭįı"),
        ('j', "ĵ"),
        ('k', "ķ"),
        ('l', "ĺļľł"),
        ('n', "ñńņň"),
        ('o', "òóôõöōŏőø"),
        ('r', "ŕŗř"),
        ('s', "śŝşš"),
        ('t', "ţť"),
        ('u', "ùúûüũūŭůűų"),
        ('w', "ŵ"),
        ('y', "ýÿŷ"),
        ('z', "źżž")
    };

    /// <summary>"E-Bikes Süd" gives "E_Bikes_Sud", "2nd Line" gives "P_2nd_Line"; null where the name has no letter or digit that an API name can hold.</summary>
    public static string? FromProfile(string profile)
    {
        var text = new StringBuilder();
        foreach (var c in profile.Select(Plain))
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

    private static char Plain(char c) => c < 0x80 ? c : s_letters.FirstOrDefault(l => l.Marked.IndexOf(c) >= 0) is { Plain: not '\0' } found ? found.Plain : c;

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text.Substring(0, longest - 3).TrimEnd() + "...";
}
