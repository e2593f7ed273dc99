using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Rules;

/// <summary>
/// Which permission sets a user's licences let it hold (H:platform.users_permissionset_licenses_and_perm_sets.htm): a set bound to another
/// user licence never; one bound to a permission set licence brings that licence along; one without a licence may hold standard objects only
/// where the user's licences open them.
/// </summary>
internal static class AssignmentLicenses
{
    /// <summary>Refuses an assignment that exists already (after the user's licence changed).</summary>
    public static void Check(OrgEngine engine, Row assignment, string userId)
    {
        foreach (var set in SetsOf(engine.Store, assignment).Where(s => s.Text("Type") is not ("Profile" or "Group")))
        {
            NeedUserLicense(engine.Store, set, userId);
            NeedStandardObjects(engine, set, userId);
        }
    }

    /// <summary>Makes a set, or a group's sets, fit for a user: takes the seats they need, and refuses what no seat can mend.</summary>
    public static void Prepare(Write write, Row assignment)
    {
        var engine = write.Engine;
        var userId = assignment.Text("AssigneeId")!;
        var sets = SetsOf(engine.Store, assignment).Where(s => s.Text("Type") != "Group").ToList();
        foreach (var set in sets)
        {
            NeedUserLicense(engine.Store, set, userId);
            if (engine.Store.Find("PermissionSetLicense", set.Text("LicenseId")) is { } license && !Licenses.Holds(engine.Store, userId, license.Id))
            {
                LicenseAssignRules.TakeSeat(write, license, userId);
            }
        }

        foreach (var set in sets)
        {
            NeedStandardObjects(engine, set, userId);
        }
    }

    /// <summary>Refuses a standard object's right on a set that could not be held with it.</summary>
    public static void CheckObject(OrgEngine engine, Row set, SObjectSchema target, ObjectRights right)
    {
        var store = engine.Store;
        var permission = $"{ObjectDependencies.Label(right)} {target.Label}";
        var userLicense = store.Find("UserLicense", set.Text("LicenseId"));
        var setLicense = store.Find("PermissionSetLicense", set.Text("LicenseId"));
        var closedSet = LicenseData.IsClosed(userLicense?.Text("Name"));
        var refused = engine.Switches.ObjectsRefusedByLicense.Contains(target.Name) && LicenseData.Opens(setLicense?.Text("DeveloperName"));
        if (closedSet || refused)
        {
            throw Faults.Integrity($"The user license doesn't allow the permission: {permission}");
        }

        if (set.Text("LicenseId") is not null)
        {
            return;
        }

        var holder = HoldersOf(store, set.Id).FirstOrDefault(id =>
            !Licenses.OpensStandardObjects(store, id) || (engine.Switches.ObjectsRefusedByLicense.Contains(target.Name) && Licenses.IsClosedLicense(store, id)));
        if (holder is not null)
        {
            throw Refusal(store, set, holder, permission);
        }
    }

    /// <summary>The sets an assignment gives: the set itself, or those of the group.</summary>
    public static IEnumerable<Row> SetsOf(OrgStore store, Row assignment) =>
        assignment.Text("PermissionSetGroupId") is { } groupId
            ? store.Rows("PermissionSetGroupComponent", "PermissionSetGroupId", groupId)
                .Select(c => store.Find("PermissionSet", c.Text("PermissionSetId")))
                .Where(s => s is not null)
                .Select(s => s!)
            : store.Find("PermissionSet", assignment.Text("PermissionSetId")) is { } set ? new[] { set } : Enumerable.Empty<Row>();

    /// <summary>Who holds a set, directly or through a group.</summary>
    public static IEnumerable<string> HoldersOf(OrgStore store, string setId) =>
        store.Rows("PermissionSetAssignment", "PermissionSetId", setId)
            .Concat(store.Rows("PermissionSetGroupComponent", "PermissionSetId", setId)
                .SelectMany(c => store.Rows("PermissionSetAssignment", "PermissionSetGroupId", c.Text("PermissionSetGroupId"))))
            .Select(a => a.Text("AssigneeId")!)
            .Distinct();

    /// <summary>The set grants something on a standard object: the first such right, in Salesforce's words; else null.</summary>
    public static string? FirstStandardRight(OrgEngine engine, Row set)
    {
        foreach (var row in engine.Store.Rows("ObjectPermissions", "ParentId", set.Id).OrderBy(r => r.Text("SobjectType"), System.StringComparer.Ordinal))
        {
            if (engine.Schema.Find(row.Text("SobjectType")!) is { Custom: false } target)
            {
                return $"{ObjectDependencies.Label(ObjectDependencies.Each(Grants.RightsOf(row)).First())} {target.Label}";
            }
        }

        return null;
    }

    private static void NeedStandardObjects(OrgEngine engine, Row set, string userId)
    {
        if (!Licenses.OpensStandardObjects(engine.Store, userId) && FirstStandardRight(engine, set) is { } permission)
        {
            throw Refusal(engine.Store, set, userId, permission);
        }
    }

    private static void NeedUserLicense(OrgStore store, Row set, string userId)
    {
        var needed = store.Find("UserLicense", set.Text("LicenseId"));
        if (needed is not null && needed.Id != Licenses.OfUser(store, userId)?.Id)
        {
            throw Faults.Integrity(
                $"Can't assign permission set \"{ApiNames.LabelOf(set)}\" to user \"{store.Find("User", userId)?.Text("Name")}\". The user license doesn't match the permission set's license: {needed.Text("Name")}",
                "PermissionSetId");
        }
    }

    private static SfFault Refusal(OrgStore store, Row set, string userId, string permission) => Faults.Integrity(
        $"Can't assign permission set \"{ApiNames.LabelOf(set)}\" to user \"{store.Find("User", userId)?.Text("Name")}\". The user license doesn't allow the permission: {permission}(s)",
        "PermissionSetId");
}
