using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;

namespace SfIntegration.Scope.Drafting;

/// <summary>What whoever drafts a scope should know before using it.</summary>
internal static class DraftNotes
{
    /// <summary>Licences whose sets an integration user can hold (facts §2.2): the name, and the key that metadata files carry.</summary>
    private static readonly string[] s_integrationLicenses = { "Salesforce API Integration", "SalesforceAPIIntegrationPsl" };

    public static IEnumerable<string> About(DraftInput input, string identityLicense)
    {
        if (License(input, identityLicense) is { } license)
        {
            yield return license;
        }

        foreach (var name in input.SystemPermissions.Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(n => n, StringComparer.OrdinalIgnoreCase))
        {
            if (PermissionCatalog.Default.Find(name) is { Tier: PermissionTier.High or PermissionTier.Critical } known)
            {
                yield return $"{known.Name} ({known.Label}) is {known.Tier.ToString().ToLowerInvariant()}: {known.Why}";
            }
        }
    }

    private static string? License(DraftInput input, string identityLicense)
    {
        if (input.License is not { } license || string.Equals(license, identityLicense, StringComparison.OrdinalIgnoreCase)
            || s_integrationLicenses.Contains(license, StringComparer.OrdinalIgnoreCase))
        {
            return null;
        }

        // A set bound to the user licence "Salesforce" cannot be assigned to an integration user at all (H:platform.users_permissionset_licenses_and_perm_sets.htm).
        return $"{input.Source} has licence `{license}`: a user of licence `{identityLicense}` cannot hold it. "
            + "It is not held as it is: a set with the same rights and of the right licence is generated instead";
    }
}
