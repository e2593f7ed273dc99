using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Practice.Rules;

/// <summary>Permission set groups (OR:permissionsetgroup): each owns its aggregated permission set.</summary>
internal sealed class GroupRules : ObjectRules
{
    public override string Type => "PermissionSetGroup";

    public override IReadOnlyList<string>? Required { get; } = new[] { "DeveloperName", "MasterLabel" };

    public override void BeforeInsert(Write write)
    {
        Check(write);
        write.Row["Status"] = "Outdated";
        write.Row["Language"] = write.Row["Language"] ?? "en_US";
    }

    public override void AfterInsert(Write write)
    {
        write.Engine.Create(
            "PermissionSet",
            write.Caller.UserId,
            ("Name", "X0PG" + write.Row.Id.Substring(3, 12)),
            ("Label", write.Row.Text("MasterLabel")),
            ("PermissionSetGroupId", write.Row.Id),
            ("HasActivationRequired", write.Row.Flag("HasActivationRequired")),
            ("IsCustom", true),
            ("IsOwnedByProfile", false),
            ("Type", "Group"));
        AuditTrail.Note(write, "group.created", $"Created permission set group {ApiNames.LabelOf(write.Row)}");
    }

    public override void BeforeUpdate(Write write) => Check(write);

    public override void AfterUpdate(Write write)
    {
        var set = GroupWork.AggregatedSet(write.Engine.Store, write.Row.Id)!.Clone();
        set["Label"] = write.Row.Text("MasterLabel");
        set["HasActivationRequired"] = write.Row.Flag("HasActivationRequired");
        write.Engine.Store.Put(set);
        AuditTrail.Note(write, "group.changed", $"Changed permission set group {ApiNames.LabelOf(write.Row)}");
    }

    public override void BeforeDelete(Write write)
    {
        var store = write.Engine.Store;
        if (store.Rows("PermissionSetAssignment", "PermissionSetGroupId", write.Row.Id).Count > 0)
        {
            throw new SfFault(
                400,
                write.Engine.Switches.DeleteAssignedPermissionSetCode,
                "Your attempt to delete the permission set group could not be completed because it is assigned to users.");
        }

        foreach (var component in store.Rows("PermissionSetGroupComponent", "PermissionSetGroupId", write.Row.Id).ToList())
        {
            store.Remove(component);
            if (store.Find("MutingPermissionSet", component.Text("PermissionSetId")) is { } muting)
            {
                PermissionSetRules.RemoveWithChildren(store, muting);
            }
        }

        PermissionSetRules.RemoveWithChildren(store, GroupWork.AggregatedSet(store, write.Row.Id)!);
    }

    public override void AfterDelete(Write write) =>
        AuditTrail.Note(write, "group.deleted", $"Deleted permission set group {ApiNames.LabelOf(write.Row)}");

    private static void Check(Write write)
    {
        ApiNames.Check(write, "DeveloperName");
        ApiNames.Fit(write, "MasterLabel", 80);
    }
}

/// <summary>What a group consists of: permission sets, and at most one muting set. Rows are made and deleted.</summary>
internal sealed class GroupComponentRules : ObjectRules
{
    public override string Type => "PermissionSetGroupComponent";

    public override IReadOnlyList<string>? Required { get; } = new[] { "PermissionSetGroupId", "PermissionSetId" };

    public override IReadOnlyList<string>? TargetsOf(string field) => field == "PermissionSetId" ? Containers.Types : null;

    public override void BeforeInsert(Write write)
    {
        var store = write.Engine.Store;
        var id = write.Row.Text("PermissionSetId");
        var parts = store.Rows("PermissionSetGroupComponent", "PermissionSetGroupId", write.Row.Text("PermissionSetGroupId"));
        if (parts.FirstOrDefault(p => p.Text("PermissionSetId") == id) is { } twin)
        {
            throw Faults.Duplicate("<unknown>", twin.Id);
        }

        if (store.Find("PermissionSet", id) is { } set)
        {
            PermissionSetRules.NeedOwn(set, profileOwnedToo: true);
        }
        else if (parts.Any(p => store.Find("MutingPermissionSet", p.Text("PermissionSetId")) is not null)
            || store.Rows("PermissionSetGroupComponent", "PermissionSetId", id).Count > 0)
        {
            throw Faults.Integrity("A permission set group has one muting permission set, and a muting permission set one group", "PermissionSetId");
        }
    }

    public override void AfterInsert(Write write)
    {
        // Those who hold the group must be able to hold its new part.
        foreach (var assignment in write.Engine.Store.Rows("PermissionSetAssignment", "PermissionSetGroupId", write.Row.Text("PermissionSetGroupId")).ToList())
        {
            AssignmentLicenses.Prepare(write, assignment);
        }

        Changed(write);
    }

    public override void AfterDelete(Write write) => Changed(write);

    private static void Changed(Write write)
    {
        var group = write.Engine.Store.Find("PermissionSetGroup", write.Row.Text("PermissionSetGroupId"));
        write.Engine.TouchGroup(group?.Id);
        if (group is not null)
        {
            AuditTrail.Note(write, "group.changed", $"Changed the permission sets of permission set group {ApiNames.LabelOf(group)}");
        }
    }
}

/// <summary>Muting permission sets (OR:mutingpermissionset): what they name is taken off a group.</summary>
internal sealed class MutingRules : ObjectRules
{
    public override string Type => "MutingPermissionSet";

    public override IReadOnlyList<string>? Required { get; } = new[] { "DeveloperName", "MasterLabel" };

    public override void BeforeInsert(Write write)
    {
        ApiNames.Check(write, "DeveloperName");
        write.Row["Language"] = write.Row["Language"] ?? "en_US";
    }

    public override void BeforeUpdate(Write write) => ApiNames.Check(write, "DeveloperName");

    public override void AfterUpdate(Write write) => write.Engine.TouchContainer(write.Row.Id);

    public override void BeforeDelete(Write write)
    {
        var store = write.Engine.Store;
        write.Engine.TouchContainer(write.Row.Id);
        foreach (var component in store.Rows("PermissionSetGroupComponent", "PermissionSetId", write.Row.Id).ToList())
        {
            store.Remove(component);
        }
    }

    public override void AfterDelete(Write write) => PermissionSetRules.RemoveWithChildren(write.Engine.Store, write.Row);
}
