using System;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Scope;

namespace SfIntegration.Plan;

/// <summary>The part of the plan about one generated permission set and what it holds.</summary>
internal static class SetPlanner
{
    public static void Plan(AccessScope scope, DesiredSet set, PlannedUser user, PlanInput input, PlanOptions options, PlanBuilder builder)
    {
        var existing = input.Snapshot.Containers.FirstOrDefault(c =>
            c.Kind == ContainerKind.PermissionSet && string.Equals(c.Name, set.Name, StringComparison.OrdinalIgnoreCase));
        if (existing is not null && !SetOwnership.MayTake(scope, set, existing, user, input, options, builder))
        {
            return;
        }

        var license = SetLicense.For(scope, set, input.Snapshot, builder);
        if (existing is not null && existing.LicenseId != license?.Id)
        {
            builder.Stop("SetWrongLicense", set.Name,
                $"The permission set exists bound to {SetLicense.Words(existing.LicenseId, input.Snapshot)}; it must be bound to {(license is null ? "no licence" : license.Label)}, and a set's licence can only be chosen when it is created.",
                $"Remove it (Remove-SfPermissionSet {set.Name}) and run again, or give the integration another permissionSet name.", set.Source);
            return;
        }

        SetRows.Plan(set, existing, license is null ? null : (license.Id, license.Label), SetupEntityNames.Resolve(set, input, builder), SetupEntityNames.Managed(set, input), builder);
        RecordTypeRowPlanner.Plan(set, existing, existing?.Id is { } id ? id : new IdRef("PermissionSet", set.Name), input, builder);
    }
}
