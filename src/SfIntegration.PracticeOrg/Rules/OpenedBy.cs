using System;
using SfIntegration.Practice.Schema;

namespace SfIntegration.Practice.Rules;

/// <summary>Rights on objects that take no object permission rows: another object opens them (OpportunityLineItem by Opportunity).</summary>
internal static class OpenedBy
{
    private const string PermissionMark = "Permission:";

    public static ObjectRights RightsOn(OrgSchema schema, SObjectSchema o, Func<SObjectSchema, ObjectRights> rightsOn, Func<string, bool> holds)
    {
        if (o.OpenedBy is not { } opener)
        {
            // Nothing closes it: everybody reads (RecordType-like objects), administrators write.
            return holds("ModifyAllData") ? ObjectRights.Read | ObjectRights.Create | ObjectRights.Edit | ObjectRights.Delete : ObjectRights.Read;
        }

        if (opener.StartsWith(PermissionMark, StringComparison.Ordinal))
        {
            return ByPermission(schema, o, holds, opener.Substring(PermissionMark.Length));
        }

        if (schema.Find(opener) is not { } parent)
        {
            return ObjectRights.None;
        }

        var rights = rightsOn(parent);
        if ((rights & ObjectRights.Edit) != 0)
        {
            // Whoever may edit the parent may do everything with its parts.
            rights |= ObjectRights.Create | ObjectRights.Delete;
        }
        else
        {
            rights &= ~(ObjectRights.Create | ObjectRights.Delete);
        }

        return rights;
    }

    // Access Activities opens tasks and events for reading; writing them takes Edit Tasks or Edit Events besides.
    private static ObjectRights ByPermission(OrgSchema schema, SObjectSchema o, Func<string, bool> holds, string permission)
    {
        if (!holds(permission))
        {
            return ObjectRights.None;
        }

        var edit = "Edit" + o.Name;
        var hasEdit = schema.Find("PermissionSet")?.Field(SystemPermissions.Prefix + edit) is not null;
        var rights = ObjectRights.Read;
        if (!hasEdit || holds(edit))
        {
            rights |= ObjectRights.Create | ObjectRights.Edit | ObjectRights.Delete;
        }

        return rights
            | (holds("ViewAllData") ? ObjectRights.ViewAllRecords : ObjectRights.None)
            | (holds("ModifyAllData") ? ObjectRights.ModifyAllRecords : ObjectRights.None);
    }
}
