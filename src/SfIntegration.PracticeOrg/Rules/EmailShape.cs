using System.Text.RegularExpressions;

namespace SfIntegration.Practice.Rules;

/// <summary>What Salesforce takes for an e-mail address, and for a username, which must look like one.</summary>
internal static class EmailShape
{
    private static readonly Regex s_shape = new(
        @"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$",
        RegexOptions.CultureInvariant);

    public static bool Fits(string text) => s_shape.IsMatch(text);
}
