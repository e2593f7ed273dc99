using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Rules;

/// <summary>Permission set licence assignments: seats, and no way back while something rests on them.</summary>
internal sealed class LicenseAssignRules : ObjectRules
{
    public override string Type => "PermissionSetLicenseAssign";

    public override IReadOnlyList<string>? Required { get; } = new[] { "AssigneeId", "PermissionSetLicenseId" };

    /// <summary>Gives a user a seat because a permission set brings the licence along.</summary>
    public static void TakeSeat(Write write, Row license, string userId)
    {
        Licenses.NeedSeat(write.Engine, license);
        write.Engine.Create("PermissionSetLicenseAssign", write.Caller.UserId, ("AssigneeId", userId), ("PermissionSetLicenseId", license.Id));
        Licenses.RecountPermissionSetLicense(write.Engine.Store, license.Id);
        Note(write, "license.assigned", userId, license);
    }

    public override void BeforeInsert(Write write)
    {
        var row = write.Row;
        if (Licenses.Holds(write.Engine.Store, row.Text("AssigneeId")!, row.Text("PermissionSetLicenseId")!))
        {
            throw Faults.Duplicate("<unknown>", "<unknown>");
        }

        Licenses.NeedSeat(write.Engine, License(write));
    }

    public override void AfterInsert(Write write)
    {
        Licenses.RecountPermissionSetLicense(write.Engine.Store, write.Row.Text("PermissionSetLicenseId"));
        Note(write, "license.assigned", write.Row.Text("AssigneeId")!, License(write));
    }

    public override void BeforeDelete(Write write)
    {
        var store = write.Engine.Store;
        var license = License(write);
        var userId = write.Row.Text("AssigneeId")!;
        var opensObjects = Licenses.IsClosedLicense(store, userId) && LicenseData.Opens(license.Text("DeveloperName"));
        var resting = store.Rows("PermissionSetAssignment", "AssigneeId", userId)
            .SelectMany(a => AssignmentLicenses.SetsOf(store, a))
            .FirstOrDefault(s => s.Text("LicenseId") == license.Id
                || (opensObjects && s.Text("LicenseId") is null && AssignmentLicenses.FirstStandardRight(write.Engine, s) is not null));
        if (resting is not null)
        {
            throw Faults.Integrity($"Can't remove the permission set license \"{license.Text("MasterLabel")}\": the user's permission set \"{ApiNames.LabelOf(resting)}\" requires it");
        }
    }

    public override void AfterDelete(Write write)
    {
        Licenses.RecountPermissionSetLicense(write.Engine.Store, write.Row.Text("PermissionSetLicenseId"));
        Note(write, "license.unassigned", write.Row.Text("AssigneeId")!, License(write));
    }

    private static Row License(Write write) => write.Engine.Store.Find("PermissionSetLicense", write.Row.Text("PermissionSetLicenseId"))!;

    private static void Note(Write write, string key, string userId, Row license) =>
        AuditTrail.Note(write, key, $"Permission set license {license.Text("MasterLabel")}: user {write.Engine.Store.Find("User", userId)?.Text("Name")}");
}
