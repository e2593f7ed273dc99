using System.Linq;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Rules;

/// <summary>
/// Which rows a user sees and changes. Simplified: the organization-wide default, ownership, the role above the owner's, and the
/// parent of a detail. There are no sharing rules, teams, territories or manual shares.
/// </summary>
internal static class Sharing
{
    /// <summary>The caller may change the row, or delete it (which takes its owner where everybody may edit).</summary>
    public static bool CanEditRow(OrgEngine engine, ICallerAccess caller, SObjectSchema schema, Row row, bool delete = false)
    {
        if (caller is not CallerAccess access || schema.Setup || (access.RightsOn(schema) & ObjectRights.ModifyAllRecords) != 0)
        {
            return true;
        }

        return Shows(engine, schema, row, caller.UserId, edit: true)
            && (!delete || FollowsParent(schema) || IsOwnersOrBelow(engine, row, caller.UserId));
    }

    /// <summary>Sharing alone, without View or Modify All.</summary>
    public static bool Shows(OrgEngine engine, SObjectSchema schema, Row row, string userId, bool edit)
    {
        if (FollowsParent(schema))
        {
            return ParentOf(engine, schema, row) is not var (parentSchema, parent) || Shows(engine, parentSchema, parent, userId, edit);
        }

        return schema.InternalSharingModel switch
        {
            "Private" => IsOwnersOrBelow(engine, row, userId),
            "Read" => !edit || IsOwnersOrBelow(engine, row, userId),
            _ => true,
        };
    }

    private static bool FollowsParent(SObjectSchema schema) => schema.InternalSharingModel == "ControlledByParent";

    private static (SObjectSchema Schema, Row Row)? ParentOf(OrgEngine engine, SObjectSchema schema, Row row)
    {
        foreach (var field in schema.Fields.Where(f => f.Type == "reference").OrderByDescending(f => f.MasterDetail))
        {
            var parentSchema = field.ReferenceTo
                .Where(t => field.MasterDetail || t == schema.OpenedBy || t == "Account")
                .Select(engine.Schema.Find)
                .FirstOrDefault(s => s is not null && s.Name != schema.Name);
            if (parentSchema is not null && engine.Store.Find(parentSchema.Name, row.Text(field.Name)) is { } parent)
            {
                return (parentSchema, parent);
            }
        }

        return null;
    }

    private static bool IsOwnersOrBelow(OrgEngine engine, Row row, string userId)
    {
        var ownerId = row.Text("OwnerId") ?? row.Text("CreatedById");
        if (ownerId == userId)
        {
            return true;
        }

        var mine = engine.Store.Find("User", userId)?.Text("UserRoleId");
        var theirs = engine.Store.Find("User", ownerId)?.Text("UserRoleId");
        while (mine is not null && theirs is not null)
        {
            theirs = engine.Store.Find("UserRole", theirs)?.Text("ParentRoleId");
            if (theirs == mine)
            {
                return true;
            }
        }

        return false;
    }
}
