using System;
using System.Linq;
using SfIntegration.Access;

namespace SfIntegration.Plan;

/// <summary>
/// Users that belong to Salesforce itself (facts §7): every changing cmdlet refuses them, and no switch overrides it.
/// </summary>
internal static class PlatformUsers
{
    private static readonly string[] s_licenses = { "Analytics Cloud Integration User", "Cloud Integration User" };
    private static readonly string[] s_types = { "AutomatedProcess", "CloudIntegrationUser" };

    public static bool IsPlatformUser(UserFacts user) => IsPlatformUser(user.LicenseName, user.UserType);

    /// <summary>A user licence that only the platform's own users have.</summary>
    public static bool IsPlatformLicense(string? licenseName) => s_licenses.Contains(licenseName, StringComparer.OrdinalIgnoreCase);

    public static bool IsPlatformUser(string? licenseName, string? userType) =>
        IsPlatformLicense(licenseName) || s_types.Contains(userType, StringComparer.OrdinalIgnoreCase);
}
