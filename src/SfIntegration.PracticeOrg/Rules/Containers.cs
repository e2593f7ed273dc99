using System;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Rules;

/// <summary>The parents of permission rows: permission sets, and muting sets (describe names the first alone).</summary>
internal static class Containers
{
    public static readonly string[] Types = { "PermissionSet", "MutingPermissionSet" };

    /// <summary>The parent of a permission row, if its rows may be changed by hand. Those of a profile's own set may.</summary>
    public static Row Need(Write write)
    {
        var id = write.Row.Text("ParentId");
        var container = write.Engine.Store.Find(Types[0], id) ?? write.Engine.Store.Find(Types[1], id) ?? throw Faults.BadReference("ParentId");
        if (!IsMuting(container))
        {
            PermissionSetRules.NeedOwn(container, profileOwnedToo: false);
        }

        return container;
    }

    public static bool IsMuting(Row container) => string.Equals(container.Type, Types[1], StringComparison.Ordinal);

    public static string LabelOf(Write write)
    {
        var id = write.Row.Text("ParentId");
        return write.Engine.Store.Find(Types[0], id) is { } set ? "permission set " + ApiNames.LabelOf(set)
            : write.Engine.Store.Find(Types[1], id) is { } muting ? "muting permission set " + ApiNames.LabelOf(muting)
            : "permission set";
    }
}
