using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Practice.Rules;

/// <summary>Which object right needs which (OR:objectpermissions).</summary>
internal static class ObjectDependencies
{
    private static readonly (ObjectRights Right, ObjectRights Needs)[] s_needs =
    {
        (ObjectRights.Create, ObjectRights.Read),
        (ObjectRights.Edit, ObjectRights.Read),
        (ObjectRights.Delete, ObjectRights.Read | ObjectRights.Edit),
        (ObjectRights.ViewAllRecords, ObjectRights.Read),
        (ObjectRights.ModifyAllRecords, ObjectRights.Read | ObjectRights.Edit | ObjectRights.Delete | ObjectRights.ViewAllRecords),
        (ObjectRights.ViewAllFields, ObjectRights.Read),
    };

    /// <summary>Every right that needs others.</summary>
    public static IEnumerable<ObjectRights> All => s_needs.Select(n => n.Right);

    /// <summary>What a right needs.</summary>
    public static ObjectRights Needs(ObjectRights right) => s_needs.First(n => n.Right == right).Needs;

    /// <summary>The first right that lacks what it needs, with what is missing.</summary>
    public static (ObjectRights Right, ObjectRights Missing)? Broken(ObjectRights rights, bool viewAllFieldsNeedsRead = true)
    {
        foreach (var (right, needs) in s_needs)
        {
            if ((rights & right) != 0 && (needs & ~rights) != 0 && (right != ObjectRights.ViewAllFields || viewAllFieldsNeedsRead))
            {
                return (right, needs & ~rights);
            }
        }

        return null;
    }

    /// <summary>The rights less those that lack what they need: what is left when muting took some.</summary>
    public static ObjectRights WithoutBroken(ObjectRights rights)
    {
        while (Broken(rights) is var (right, _))
        {
            rights &= ~right;
        }

        return rights;
    }

    /// <summary>The name Salesforce's messages use.</summary>
    public static string Label(ObjectRights right) => right switch
    {
        ObjectRights.ViewAllRecords => "View All",
        ObjectRights.ModifyAllRecords => "Modify All",
        ObjectRights.ViewAllFields => "View All Fields",
        _ => right.ToString(),
    };

    /// <summary>Each single right of a combination.</summary>
    public static IEnumerable<ObjectRights> Each(ObjectRights rights)
    {
        for (var bit = 1; bit <= (int)ObjectRights.ViewAllFields; bit <<= 1)
        {
            if (((int)rights & bit) != 0)
            {
                yield return (ObjectRights)bit;
            }
        }
    }
}
