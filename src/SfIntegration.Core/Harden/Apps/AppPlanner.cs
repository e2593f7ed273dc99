using System;
using System.Linq;
using SfIntegration.Plan;
using SfIntegration.Scope;

namespace SfIntegration.Harden.Apps;

/// <summary>The part of the plan about the apps that the integrations sign in through.</summary>
internal static class AppPlanner
{
    public static void Plan(AccessScope scope, DesiredAccess desired, PlannedUser user, PlanInput input, PlanOptions options, PlanBuilder builder)
    {
        foreach (var integration in scope.Integrations)
        {
            if (integration.App is { } app && input.Names.Apps?.Any(a => string.Equals(a.Name, app.Name, StringComparison.OrdinalIgnoreCase)) == false)
            {
                builder.NotApplied($"app {app.Name}", $"created for the {app.Flow} flow", "This org has no app of that name, and this version does not create apps.", integration.Source);
            }
        }
    }
}
