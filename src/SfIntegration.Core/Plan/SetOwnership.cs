using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Scope;

namespace SfIntegration.Plan;

/// <summary>Whether an existing permission set may be changed (design §7, Owning): only ours, held by nobody else, or with -Adopt.</summary>
internal static class SetOwnership
{
    public static bool MayTake(AccessScope scope, DesiredSet set, Container existing, PlannedUser user, PlanInput input, PlanOptions options, PlanBuilder builder)
    {
        var others = Others(existing, user, input);
        var ours = ScopeMarker.Marks(existing.Description, scope.Name, set.Integration.Name);
        if (ours && others.Count == 0)
        {
            return true;
        }

        var who = others.Count == 0 ? "nobody else holds it" : "it is also held by " + Names(others);
        if (options.Adopt)
        {
            builder.Warn(ours ? "SetShared" : "SetAdopted", set.Name,
                $"{(ours ? "The set is ours" : "The set is taken over")}; {who}. Every change to it changes them too.",
                "Give the others a set of their own.", set.Source);
            return true;
        }

        builder.Stop(ours ? "SetShared" : "SetNotOurs", set.Name,
            ours
                ? $"The permission set is ours, but {who}: a change to it would change their access."
                : $"A permission set of this name exists and does not carry the mark {ScopeMarker.Text(scope.Name, set.Integration.Name)}; {who}.",
            "Choose another permissionSet name, take the others off it, or use -Adopt to take it over.", set.Source);
        return false;
    }

    private static List<string> Others(Container existing, PlannedUser user, PlanInput input) =>
        input.Snapshot.Assignments
            .Where(a => a.PermissionSetId == existing.Id && a.AssigneeId != user.Existing?.UserId)
            .Select(a => input.Names.Usernames.TryGetValue(a.AssigneeId, out var name) ? name : a.AssigneeId)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .OrderBy(n => n, StringComparer.OrdinalIgnoreCase)
            .ToList();

    private static string Names(List<string> names) =>
        names.Count <= 5 ? string.Join(", ", names) : string.Join(", ", names.Take(5)) + $" and {names.Count - 5} more";
}
