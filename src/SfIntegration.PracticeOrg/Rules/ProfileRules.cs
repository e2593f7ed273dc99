using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Rules;

/// <summary>Profiles: each owns one permission set that carries what it grants (OR:permissionset).</summary>
internal sealed class ProfileRules : ObjectRules
{
    public override string Type => "Profile";

    public override IReadOnlyList<string>? Required { get; } = new[] { "Name", "UserLicenseId" };

    /// <summary>The permission set that a profile owns.</summary>
    public static Row? OwnedSet(OrgStore store, string? profileId) => store.Rows("PermissionSet", "ProfileId", profileId).FirstOrDefault();

    /// <summary>Adds the owned permission set of a new profile; its name and label are generated.</summary>
    public static Row Own(OrgEngine engine, Row profile)
    {
        var name = "X00e" + profile.Id.Substring(3, 12);
        var set = engine.Create(
            "PermissionSet",
            profile.Text("CreatedById") ?? "",
            ("Name", name),
            ("Label", "00e" + profile.Id.Substring(3, 12)),
            ("ProfileId", profile.Id),
            ("LicenseId", profile.Text("UserLicenseId")),
            ("IsOwnedByProfile", true),
            ("IsCustom", true),
            ("Type", "Profile"));
        Mirror(engine.Store, profile, set);
        return set;
    }

    public override void BeforeInsert(Write write) => CheckName(write);

    public override void AfterInsert(Write write)
    {
        var license = write.Engine.Store.Find("UserLicense", write.Row.Text("UserLicenseId"));
        var row = write.Row.Clone();
        row["UserType"] = "Standard";
        if (license?.Text("Name") == "Salesforce Integration")
        {
            row["PermissionsApiUserOnly"] = true;
            row["PermissionsApiEnabled"] = true;
        }

        write.Engine.Store.Put(row);
        Own(write.Engine, row);
        if (write.Engine.Switches.NewProfilesBringPasswordPolicy)
        {
            ProfileCompanions.BringPasswordPolicy(write.Engine, row, write.Caller.UserId);
        }

        AuditTrail.Note(write, "profile.created", $"Created profile {row.Text("Name")}");
    }

    public override void BeforeUpdate(Write write)
    {
        CheckName(write);
        var license = write.Engine.Store.Find("UserLicense", write.Row.Text("UserLicenseId"));

        // "The API-only flag cannot be removed" on profiles of this licence (H:platform.integration_user.htm).
        if (license?.Text("Name") == "Salesforce Integration" && write.Old!.Flag("PermissionsApiUserOnly") && !write.Row.Flag("PermissionsApiUserOnly"))
        {
            throw Faults.Integrity("The user license requires the permission: API Only User", "PermissionsApiUserOnly");
        }

        SystemPermissions.CheckDependencies(write.Engine.Schema, write.Row);
    }

    public override void AfterUpdate(Write write)
    {
        if (OwnedSet(write.Engine.Store, write.Row.Id) is { } set)
        {
            Mirror(write.Engine.Store, write.Row, set);
        }

        AuditTrail.Note(write, "profile.changed", $"Changed profile {write.Row.Text("Name")}");
    }

    public override void BeforeDelete(Write write)
    {
        var store = write.Engine.Store;
        if (store.Rows("User", "ProfileId", write.Row.Id).Count > 0)
        {
            throw new SfFault(400, "DELETE_FAILED", "Your attempt to delete the profile could not be completed because users have it.");
        }

        if (OwnedSet(store, write.Row.Id) is { } set)
        {
            PermissionSetRules.RemoveWithChildren(store, set);
        }
    }

    public override void AfterDelete(Write write)
    {
        ProfileCompanions.Clear(write.Engine.Store, write.Row.Id);
        AuditTrail.Note(write, "profile.deleted", $"Deleted profile {write.Row.Text("Name")}");
    }

    private static void CheckName(Write write)
    {
        if (write.Changes("Name") && write.Engine.Store.Rows("Profile").Any(p => p.Id != write.Row.Id && string.Equals(p.Text("Name"), write.Row.Text("Name"), StringComparison.OrdinalIgnoreCase)))
        {
            throw Faults.Duplicate("Name", "<unknown>");
        }
    }

    private static void Mirror(OrgStore store, Row profile, Row set)
    {
        var changed = set.Clone();
        foreach (var field in profile.Fields.Where(f => f.StartsWith(SystemPermissions.Prefix, StringComparison.Ordinal)).ToList())
        {
            changed[field] = profile[field];
        }

        store.Put(changed);
    }
}
