using System.Linq;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Rules;

/// <summary>Seats of user and permission set licences, and what a user's licences open.</summary>
internal static class Licenses
{
    /// <summary>The user licence row of a user, by way of the profile.</summary>
    public static Row? OfUser(OrgStore store, string? userId) =>
        OfProfile(store, store.Find("User", userId)?.Text("ProfileId"));

    /// <summary>The user licence row of a profile.</summary>
    public static Row? OfProfile(OrgStore store, string? profileId) =>
        store.Find("UserLicense", store.Find("Profile", profileId)?.Text("UserLicenseId"));

    /// <summary>The user's licence opens no standard objects by itself.</summary>
    public static bool IsClosedLicense(OrgStore store, string userId) => LicenseData.IsClosed(OfUser(store, userId)?.Text("Name"));

    /// <summary>The user may hold standard objects: by the user licence, or by a permission set licence.</summary>
    public static bool OpensStandardObjects(OrgStore store, string userId) =>
        !IsClosedLicense(store, userId)
        || store.Rows("PermissionSetLicenseAssign", "AssigneeId", userId)
            .Any(a => LicenseData.Opens(store.Find("PermissionSetLicense", a.Text("PermissionSetLicenseId"))?.Text("DeveloperName")));

    /// <summary>The user holds a permission set licence.</summary>
    public static bool Holds(OrgStore store, string userId, string permissionSetLicenseId) =>
        store.Rows("PermissionSetLicenseAssign", "AssigneeId", userId).Any(a => a.Text("PermissionSetLicenseId") == permissionSetLicenseId);

    /// <summary>Counts the active users of a user licence and keeps the number on its row.</summary>
    public static void Recount(OrgStore store, string? userLicenseId)
    {
        var profiles = store.Rows("Profile").Where(p => p.Text("UserLicenseId") == userLicenseId);
        var used = profiles.Sum(p => store.Rows("User", "ProfileId", p.Id).Count(u => u.Flag("IsActive")));
        Keep(store, store.Find("UserLicense", userLicenseId), used);
    }

    /// <summary>Counts the holders of a permission set licence and keeps the number on its row.</summary>
    public static void RecountPermissionSetLicense(OrgStore store, string? permissionSetLicenseId) =>
        Keep(store, store.Find("PermissionSetLicense", permissionSetLicenseId), store.Rows("PermissionSetLicenseAssign", "PermissionSetLicenseId", permissionSetLicenseId).Count);

    /// <summary>Refuses when every seat of a licence is taken.</summary>
    public static void NeedSeat(OrgEngine engine, Row license)
    {
        if (license["TotalLicenses"] is int total && license["UsedLicenses"] is int used && used >= total)
        {
            throw new SfFault(400, "LICENSE_LIMIT_EXCEEDED", "License Limit Exceeded", engine.Switches.LicenseLimitFields.ToArray());
        }
    }

    private static void Keep(OrgStore store, Row? license, int used)
    {
        if (license is not null && !Equals(license["UsedLicenses"], used))
        {
            var changed = license.Clone();
            changed["UsedLicenses"] = used;
            store.Put(changed);
        }
    }
}
