using System;
using SfIntegration.Practice.Schema;

namespace SfIntegration.Practice.Rules;

/// <summary>Rights on objects that take no object permission rows: another object opens them (OpportunityLineItem by Opportunity).</summary>
internal static class OpenedBy
{
    public static ObjectRights RightsOn(OrgSchema schema, SObjectSchema o, Func<SObjectSchema, ObjectRights> rightsOn, Func<string, bool> holds)
    {
        if (o.OpenedBy is not { } opener)
        {
            // Nothing closes it: everybody reads (RecordType-like objects), administrators write.
            return holds("ModifyAllData") ? ObjectRights.Read | ObjectRights.Create | ObjectRights.Edit | ObjectRights.Delete : ObjectRights.Read;
        }

        if (schema.Find(opener) is not { } parent || parent.Name == o.Name)
        {
            // Not an object: a system permission (EditTask opens Task) lets write; reading is everybody's.
            return holds(opener) ? ObjectRights.Read | ObjectRights.Create | ObjectRights.Edit | ObjectRights.Delete : ObjectRights.Read;
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
}
