using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Rules;

/// <summary>Permission set assignments (OR:permissionsetassignment): once per user and set, within the licences.</summary>
internal sealed class AssignmentRules : ObjectRules
{
    public override string Type => "PermissionSetAssignment";

    public override IReadOnlyList<string>? Required { get; } = new[] { "AssigneeId" };

    public override void BeforeInsert(Write write)
    {
        var row = write.Row;
        var store = write.Engine.Store;
        row["IsActive"] = true;
        if (row.Text("PermissionSetGroupId") is { } groupId)
        {
            NeedUpdated(write, groupId);
            var aggregated = GroupWork.AggregatedSet(store, groupId)!.Id;
            if (row.Text("PermissionSetId") is { } given && given != aggregated)
            {
                throw Faults.Integrity("Specify either PermissionSetId or PermissionSetGroupId, not both", "PermissionSetId", "PermissionSetGroupId");
            }

            row["PermissionSetId"] = aggregated;
        }
        else if (row.Text("PermissionSetId") is not { } setId)
        {
            throw Faults.Missing(new[] { "PermissionSetId" });
        }
        else
        {
            PermissionSetRules.NeedOwn(store.Find("PermissionSet", setId)!, profileOwnedToo: true);
        }

        var twin = store.Rows("PermissionSetAssignment", "AssigneeId", row.Text("AssigneeId"))
            .FirstOrDefault(a => a.Text("PermissionSetId") == row.Text("PermissionSetId"));
        if (twin is not null)
        {
            throw new SfFault(
                400,
                "DUPLICATE_VALUE",
                $"Duplicate PermissionSetAssignment. Assignee: {row.Text("AssigneeId")}; Permission Set: {row.Text("PermissionSetId")}",
                "AssigneeId",
                "PermissionSetId");
        }

        AssignmentLicenses.Prepare(write, row);
    }

    public override void AfterInsert(Write write) => Note(write, "assigned");

    public override void AfterUpdate(Write write)
    {
        if (write.Changes("ExpirationDate"))
        {
            AuditTrail.Note(write, "set.expiration", $"Changed the expiration of {What(write)} for user {Who(write)}");
        }
    }

    public override void BeforeUpdate(Write write) => NeedByHand(write);

    public override void BeforeDelete(Write write) => NeedByHand(write);

    public override void AfterDelete(Write write) => Note(write, "unassigned");

    // The row between a user and the profile's set goes with the profile.
    private static void NeedByHand(Write write)
    {
        if (write.Engine.Store.Find("PermissionSet", write.Row.Text("PermissionSetId")) is { } set && set.Text("Type") == "Profile")
        {
            PermissionSetRules.NeedOwn(set, profileOwnedToo: true);
        }
    }

    private static void NeedUpdated(Write write, string groupId)
    {
        var group = write.Engine.Store.Find("PermissionSetGroup", groupId)!;
        if (!write.Engine.Switches.AssignGroupWhileOutdated && group.Text("Status") != "Updated")
        {
            throw Faults.Integrity($"The permission set group {ApiNames.LabelOf(group)} is not updated yet", "PermissionSetGroupId");
        }
    }

    private static void Note(Write write, string what) =>
        AuditTrail.Note(
            write,
            (write.Row.Text("PermissionSetGroupId") is null ? "set." : "group.") + what,
            $"{What(write)} was {what} {(what == "assigned" ? "to" : "from")} user {Who(write)}");

    private static string What(Write write)
    {
        var store = write.Engine.Store;
        return write.Row.Text("PermissionSetGroupId") is { } groupId
            ? "Permission set group " + Label(store.Find("PermissionSetGroup", groupId))
            : "Permission set " + Label(store.Find("PermissionSet", write.Row.Text("PermissionSetId")));
    }

    private static string Label(Row? row) => row is null ? "" : ApiNames.LabelOf(row);

    private static string? Who(Write write) => write.Engine.Store.Find("User", write.Row.Text("AssigneeId"))?.Text("Name");
}
