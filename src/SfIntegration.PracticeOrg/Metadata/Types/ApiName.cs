using System.Text.RegularExpressions;

namespace SfIntegration.Practice.Metadata.Types;

/// <summary>The shape of API names, for types whose rows the engine does not insert.</summary>
internal static class ApiName
{
    private static readonly Regex s_shape = new("^[A-Za-z](?:_?[A-Za-z0-9]){0,79}$", RegexOptions.CultureInvariant);

    /// <summary>Refuses a name of the wrong shape.</summary>
    public static void Check(string type, string name)
    {
        if (!s_shape.IsMatch(name))
        {
            throw MetadataFaults.Invalid(
                $"The {type} API Name can only contain underscores and alphanumeric characters. It must be unique, begin with a letter, not include spaces, not end with an underscore, and not contain two consecutive underscores.",
                "fullName");
        }
    }
}
