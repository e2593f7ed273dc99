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

    public static bool IsPlatformUser(string? licenseName, string? userType) =>
        s_licenses.Contains(licenseName, StringComparer.OrdinalIgnoreCase) || s_types.Contains(userType, StringComparer.OrdinalIgnoreCase);
}
