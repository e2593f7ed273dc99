using System.Linq;
using SfIntegration.Scope;

namespace SfIntegration.Plan;

/// <summary>
/// What a scope can say and this version cannot apply. It is planned as NotApplied and tested as NotAssessed, never skipped.
/// </summary>
internal static class NotYetApplied
{
    private const string Why = "This version does not apply it.";

    public static void Note(AccessScope scope, DesiredAccess desired, PlanInput input, PlanBuilder builder)
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

        foreach (var group in identity.Groups)
        {
            builder.NotApplied($"group {group}", "member", Why, scope.IdentitySource);
        }

        foreach (var integration in scope.Integrations)
        {
            var access = integration.SetupAccess;
            foreach (var (kind, names) in new[] { ("flow", access.Flows), ("custom setting", access.CustomSettings), ("custom metadata type", access.CustomMetadataTypes) })
            {
                foreach (var name in names)
                {
                    builder.NotApplied($"{kind} {name}", "opened", Why, integration.Source);
                }
            }

            if (integration.App is { } app && input.Names.Apps?.Any(a => string.Equals(a.Name, app.Name, System.StringComparison.OrdinalIgnoreCase)) == false)
            {
                builder.NotApplied($"app {app.Name}", $"created for the {app.Flow} flow", "This org has no app of that name, and this version does not create apps.", integration.Source);
            }
        }
    }
}
