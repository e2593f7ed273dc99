using System.Collections.Generic;
using SfIntegration.Access;

namespace SfIntegration.Plan;

/// <summary>The rows that make a permission set hold exactly what is wanted: its own row and everything in it. Pure.</summary>
internal static class SetRows
{
    /// <param name="set">What it shall hold.</param>
    /// <param name="existing">The set as it is, or null where it is to be made.</param>
    /// <param name="license">The licence a new set is bound to, or null; a set that exists keeps its own (OR:permissionset, LicenseId is create-only).</param>
    /// <param name="entities">The setup entities it shall open.</param>
    /// <param name="managedEntities">The types of setup entities of which everything else goes.</param>
    /// <param name="builder">Where the writes go.</param>
    public static void Plan(SetContents set, Container? existing, (string Id, string Label)? license, IEnumerable<DesiredEntity> entities, IReadOnlyCollection<string> managedEntities, PlanBuilder builder)
    {
        SetHeaderPlanner.Plan(set, existing, license, builder);
        var parent = existing?.Id is { } id ? (object)id : new IdRef("PermissionSet", set.Name);
        ObjectRowPlanner.Plan(set, existing, parent, builder);
        FieldRowPlanner.Plan(set, existing, parent, builder);
        SetupEntityRowPlanner.Plan(set, existing, parent, entities, managedEntities, builder);
        TabRowPlanner.Plan(set, existing, parent, builder);
    }
}
