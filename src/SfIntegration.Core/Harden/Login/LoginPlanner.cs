using SfIntegration.Plan;
using SfIntegration.Scope;

namespace SfIntegration.Harden.Login;

/// <summary>The part of the plan about where from and when the identity may sign in.</summary>
internal static class LoginPlanner
{
    private const string Why = "This version does not apply it.";

    public static void Plan(AccessScope scope, PlannedUser user, PlanInput input, PlanOptions options, PlanBuilder builder)
    {
        var identity = scope.Identity;
        if (identity.Network.Count > 0)
        {
            builder.NotApplied("network", string.Join(", ", identity.Network), Why, scope.IdentitySource);
        }

        if (identity.Hours is not null)
        {
            builder.NotApplied("hours", identity.Hours.ToString() ?? "", Why, scope.IdentitySource);
        }
    }
}
