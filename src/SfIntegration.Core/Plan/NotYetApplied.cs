using SfIntegration.Scope;

namespace SfIntegration.Plan;

/// <summary>
/// What a scope can say and this version cannot apply. It is planned as NotApplied and tested as NotAssessed, never skipped.
/// </summary>
internal static class NotYetApplied
{
    private const string Why = "This version does not apply it.";

    public static void Note(AccessScope scope, PlanBuilder builder)
    {
        var identity = scope.Identity;
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
        }
    }
}
