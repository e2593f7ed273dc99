using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Rules;

/// <summary>Permission sets (OR:permissionset): names, system permissions and their dependencies, what a licence lets them hold.</summary>
internal sealed class PermissionSetRules : ObjectRules
{
    private static readonly string[] s_children = { "ObjectPermissions", "FieldPermissions", "SetupEntityAccess", "PermissionSetTabSetting", SideTables.RecordTypeAccess };

    public override string Type => "PermissionSet";

    public override IReadOnlyList<string>? Required { get; } = new[] { "Name", "Label" };

    public override IReadOnlyList<string>? TargetsOf(string field) =>
        field == "LicenseId" ? new[] { "PermissionSetLicense", "UserLicense" } : null;

    /// <summary>Removes a set and what hangs on it.</summary>
    public static void RemoveWithChildren(OrgStore store, Row set)
    {
        foreach (var type in s_children)
        {
            foreach (var child in store.Rows(type, "ParentId", set.Id).ToList())
            {
                store.Remove(child);
            }
        }

        store.Remove(set);
    }

    /// <summary>The set, if people may change it by hand; otherwise the refusal.</summary>
    public static void NeedOwn(Row set, bool profileOwnedToo)
    {
        var owner = set.Text("Type") switch
        {
            "Profile" when profileOwnedToo => "a profile",
            "Group" => "a permission set group",
            "Standard" => "Salesforce",
            _ => null,
        };
        if (owner is not null)
        {
            throw new SfFault(400, "INSUFFICIENT_ACCESS_OR_READONLY", $"The permission set is owned by {owner} and can't be changed by itself.");
        }
    }

    public override void BeforeInsert(Write write)
    {
        write.Row["IsCustom"] = true;
        write.Row["IsOwnedByProfile"] = false;
        Check(write);
    }

    public override void AfterInsert(Write write)
    {
        AuditTrail.Note(write, "set.created", $"Created permission set {ApiNames.LabelOf(write.Row)}");
        NotePermissions(write);
    }

    public override void BeforeUpdate(Write write)
    {
        NeedOwn(write.Old!, profileOwnedToo: true);
        Check(write);
    }

    public override void AfterUpdate(Write write)
    {
        write.Engine.TouchContainer(write.Row.Id);
        if (write.Changes("Label") || write.Changes("Name") || write.Changes("Description"))
        {
            AuditTrail.Note(write, "set.changed", $"Changed permission set {ApiNames.LabelOf(write.Row)}");
        }

        NotePermissions(write);
    }

    public override void BeforeDelete(Write write)
    {
        NeedOwn(write.Row, profileOwnedToo: true);
        var store = write.Engine.Store;
        if (store.Rows("PermissionSetAssignment", "PermissionSetId", write.Row.Id).Count > 0)
        {
            throw new SfFault(
                400,
                write.Engine.Switches.DeleteAssignedPermissionSetCode,
                "Your attempt to delete the permission set could not be completed because it is assigned to users.");
        }

        write.Engine.TouchContainer(write.Row.Id);
        foreach (var component in store.Rows("PermissionSetGroupComponent", "PermissionSetId", write.Row.Id).ToList())
        {
            store.Remove(component);
        }
    }

    public override void AfterDelete(Write write)
    {
        RemoveWithChildren(write.Engine.Store, write.Row);
        AuditTrail.Note(write, "set.deleted", $"Deleted permission set {ApiNames.LabelOf(write.Row)}");
    }

    private static void Check(Write write)
    {
        ApiNames.Check(write, "Name");
        ApiNames.Fit(write, "Label", 80);
        ApiNames.Fit(write, "Description", 255);
        write.Row["Type"] = write.Row.Flag("HasActivationRequired") ? "Session" : "Regular";
        SystemPermissions.CheckDependencies(write.Engine.Schema, write.Row);
        CheckLicense(write);
    }

    private static void CheckLicense(Write write)
    {
        if (write.Engine.Store.Find("PermissionSetLicense", write.Row.Text("LicenseId")) is not { } license)
        {
            return;
        }

        foreach (var name in SystemPermissions.HeldBy(write.Row))
        {
            if (!license.Flag("Maximum" + SystemPermissions.Prefix + name))
            {
                throw Faults.Integrity($"The permission set license doesn't allow the permission: {SystemPermissions.Label(write.Engine.Schema, name)}");
            }
        }
    }

    private static void NotePermissions(Write write)
    {
        var before = new HashSet<string>(write.Old is null ? Enumerable.Empty<string>() : SystemPermissions.HeldBy(write.Old));
        var after = new HashSet<string>(SystemPermissions.HeldBy(write.Row));
        foreach (var (names, word) in new[] { (after.Except(before), "enabled"), (before.Except(after), "disabled") })
        {
            foreach (var name in names)
            {
                AuditTrail.Note(write, "set.permissions", $"Changed permission set {ApiNames.LabelOf(write.Row)}: {SystemPermissions.Label(write.Engine.Schema, name)} was {word}");
            }
        }
    }
}
