using System;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Scope;

namespace SfIntegration.Plan;

/// <summary>
/// The licence a generated set is bound to (facts §2.2). For the Salesforce Integration licence it is its permission set licence,
/// which assigning the set then assigns by itself; for a full licence a generated set carries none.
/// </summary>
internal static class SetLicense
{
    /// <summary>UserLicense.Name of the free integration licence (H:platform.integration_user.htm).</summary>
    public const string IntegrationLicense = "Salesforce Integration";

    /// <summary>PermissionSetLicense.DeveloperName. Spelled ...Psl and ...PSL in the field; the label is the second handle (facts §2.1).</summary>
    public const string DeveloperName = "SalesforceAPIIntegrationPsl";

    /// <summary>PermissionSetLicense.MasterLabel.</summary>
    public const string Label = "Salesforce API Integration";

    public static bool IsIntegration(AccessScope scope) => string.Equals(scope.Identity.License, IntegrationLicense, StringComparison.OrdinalIgnoreCase);

    /// <summary>The permission set licence that opens standard objects to integration users, or null where the org has none.</summary>
    public static PermissionSetLicenseFacts? Integration(AccessSnapshot snapshot) => snapshot.PermissionSetLicenses.FirstOrDefault(l =>
        string.Equals(l.DeveloperName, DeveloperName, StringComparison.OrdinalIgnoreCase) || string.Equals(l.Label, Label, StringComparison.OrdinalIgnoreCase));

    public static PermissionSetLicenseFacts? For(AccessScope scope, DesiredSet set, AccessSnapshot snapshot, PlanBuilder builder)
    {
        if (!IsIntegration(scope))
        {
            return null;
        }

        var license = Integration(snapshot);
        if (license is null)
        {
            builder.Stop("NoPermissionSetLicense", set.Name,
                $"This org has no permission set licence '{Label}', without which an integration user can hold no standard object.",
                "Ask Salesforce for the licence, or use another identity.license.", set.Source);
            return null;
        }

        if (license.MaximumPermissions is { } allowed)
        {
            foreach (var permission in set.SystemPermissions.Where(p => !allowed.Contains(p.Name, StringComparer.OrdinalIgnoreCase)))
            {
                builder.Stop("BeyondLicense", permission.Name,
                    $"The permission set licence '{license.Label}' does not allow this system permission.",
                    "Leave it out, or use an identity with a full licence (identity.license: Salesforce).", permission.Source);
            }
        }

        return license;
    }

    public static string Words(string? licenseId, AccessSnapshot snapshot) =>
        licenseId is null ? "no licence"
        : snapshot.PermissionSetLicenses.FirstOrDefault(l => l.Id == licenseId) is { } psl ? $"permission set licence '{psl.Label}'"
        : snapshot.UserLicenses.FirstOrDefault(l => l.Id == licenseId) is { } license ? $"user licence '{license.Name}'"
        : $"licence {licenseId}";
}
