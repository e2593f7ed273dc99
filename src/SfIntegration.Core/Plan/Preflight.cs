using System;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Rules;
using SfIntegration.Scope;

namespace SfIntegration.Plan;

/// <summary>What would refuse the apply half-way, said before the first write (design §7).</summary>
internal static class Preflight
{
    public static void Check(AccessScope scope, DesiredAccess desired, PlannedUser user, PlanInput input, PlanBuilder builder)
    {
        CheckRead(scope, input, builder);
        CheckUserLicense(scope, user, input.Snapshot, builder);
        CheckSetLicense(scope, desired, user, input.Snapshot, builder);
        CheckApi(scope, desired, user, builder);
        foreach (var set in desired.Sets.Where(s => s.Expires < input.Now))
        {
            builder.Stop("Expired", set.Name, $"The integration '{set.Integration.Name}' expired on {set.Expires:yyyy-MM-dd}.",
                "Set a later `expires` after a review, or remove the integration from the scope.", set.Source);
        }
    }

    /// <summary>What was not read looks like what is not there; a plan made of that would be a guess.</summary>
    private static void CheckRead(AccessScope scope, PlanInput input, PlanBuilder builder)
    {
        foreach (var unread in UnreadAccess.Unread(input.Snapshot).Concat(input.Names.NotRead))
        {
            builder.Stop("NotRead", scope.Name, $"The org could not be read: {unread}", "Plan as a user with View Setup and Configuration.");
        }
    }

    /// <summary>An identity without API Enabled can be made and can then do nothing: every call answers API_DISABLED_FOR_ORG (facts §3.6).</summary>
    private static void CheckApi(AccessScope scope, DesiredAccess desired, PlannedUser user, PlanBuilder builder)
    {
        var given = desired.Sets.Any(s => s.SystemPermissions.Any(p => string.Equals(p.Name, "ApiEnabled", StringComparison.OrdinalIgnoreCase)))
            || scope.Integrations.Any(i => i.UsePermissionSets.Count > 0);
        if (user.Profile is { ApiEnabled: false } profile && !given)
        {
            builder.Warn("NoApi", profile.Name, "Neither this profile nor a set of the scope gives API Enabled: the identity will be refused every call.",
                "Add { name: ApiEnabled, reason: ... } to systemPermissions, or use an API-only profile.", scope.IdentitySource);
        }
    }

    private static void CheckUserLicense(AccessScope scope, PlannedUser user, AccessSnapshot snapshot, PlanBuilder builder)
    {
        var license = snapshot.UserLicenses.FirstOrDefault(l => string.Equals(l.Name, scope.Identity.License, StringComparison.OrdinalIgnoreCase));
        if (license is null)
        {
            builder.Stop("UnknownLicense", scope.Identity.License, $"This org has no user licence '{scope.Identity.License}'.", "Get-SfLicense lists them.", scope.IdentitySource);
        }
        else if (user.NeedsSeat && license.UsedLicenses >= license.TotalLicenses)
        {
            builder.Stop("LicenseUsedUp", license.Name, $"All {license.TotalLicenses} seats of the licence are taken.",
                "Free one (Disable-SfIntegrationUser on an idle identity) or buy more.", scope.IdentitySource);
        }
    }

    private static void CheckSetLicense(AccessScope scope, DesiredAccess desired, PlannedUser user, AccessSnapshot snapshot, PlanBuilder builder)
    {
        if (!SetLicense.IsIntegration(scope) || SetLicense.Integration(snapshot) is not { } license || desired.Sets.All(s => s.IsEmpty))
        {
            return;
        }

        var holds = snapshot.LicenseAssignments.Any(l => l.AssigneeId == user.Existing?.UserId && l.PermissionSetLicenseId == license.Id);
        if (!holds && license.UsedLicenses >= license.TotalLicenses)
        {
            builder.Stop("PermissionSetLicenseUsedUp", license.Label, $"All {license.TotalLicenses} seats of the permission set licence are taken.",
                "Free one (Revoke-SfPermissionSetLicense) or buy more.", scope.IdentitySource);
        }
    }
}
