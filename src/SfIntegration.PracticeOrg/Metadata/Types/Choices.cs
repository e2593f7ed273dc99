using System;
using System.Collections.Generic;

namespace SfIntegration.Practice.Metadata.Types;

/// <summary>The elements that take one of a few words, by their names (facts §5.3 to §5.5).</summary>
internal static class Choices
{
    private static readonly Dictionary<string, string[]> s_words = new(StringComparer.Ordinal)
    {
        ["complexity"] = new[] { "NoRestriction", "AlphaNumeric", "SpecialCharacters", "UpperLowerCaseNumeric", "UpperLowerCaseNumericSpecialCharacters", "Any3UpperLowerCaseNumericSpecialCharacters" },
        ["distributionState"] = new[] { "Local", "Packaged" },
        ["expiration"] = new[] { "Never", "ThirtyDays", "SixtyDays", "NinetyDays", "SixMonths", "OneYear" },
        ["ipRelaxation"] = new[] { "ENFORCE", "BYPASS", "BYPASS_2FACTOR", "ENFORCE_RELAXREFRESH" },
        ["ipRelaxationPolicyType"] = new[] { "Enforce", "Bypass", "Bypass_2factor", "Enforce_RelaxRefresh" },
        ["lockoutInterval"] = new[] { "FifteenMinutes", "ThirtyMinutes", "SixtyMinutes", "Forever" },
        ["maxLoginAttempts"] = new[] { "ThreeAttempts", "FiveAttempts", "TenAttempts", "NoLimit" },
        ["permittedUsersPolicyType"] = new[] { "AdminApprovedPreAuthorized", "AllSelfAuthorized" },
        ["policyAction"] = new[] { "Block", "RaiseSessionLevel" },
        ["questionRestriction"] = new[] { "None", "DoesNotContainPassword" },
        ["refreshTokenPolicyType"] = new[] { "Infinite", "SpecificInactivity", "SpecificLifetime", "Zero" },
        ["refreshTokenValidityUnit"] = new[] { "Days", "Hours", "Months" },
        ["requiredSessionLevel"] = new[] { "HIGH_ASSURANCE", "LOW", "STANDARD" },
        ["sessionLevel"] = new[] { "HIGH_ASSURANCE", "LOW", "STANDARD" },
        ["sessionTimeout"] = new[] { "FifteenMinutes", "ThirtyMinutes", "SixtyMinutes", "NinetyMinutes", "TwoHours", "FourHours", "EightHours", "TwelveHours", "TwentyFourHours" },
    };

    /// <summary>Refuses a word that the element does not take.</summary>
    public static void Check(string element, string value)
    {
        if (s_words.TryGetValue(element, out var words) && Array.IndexOf(words, value) < 0)
        {
            throw MetadataFaults.Invalid($"'{value}' is not a valid value for the enum '{char.ToUpperInvariant(element[0])}{element.Substring(1)}'", element);
        }
    }
}
