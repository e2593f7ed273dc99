using System.Collections.Generic;

namespace SfIntegration.Rules.Identity;

/// <summary>SFI109: the identity exists, can sign in, and was set up to the end.</summary>
internal sealed class UsableRule : IRule
{
    public const string RuleId = "SFI109";

    public string Id => RuleId;

    /// <summary>Why nobody can sign in as the identity, or null.</summary>
    public static string? Unusable(RuleContext context) =>
        context.User is not { } user ? "There is no such user in this org."
        : !user.IsActive ? "The user is deactivated."
        : user.IsFrozen == true ? "The user is frozen."
        : null;

    public IEnumerable<RuleAnswer> Look(RuleContext context)
    {
        var target = context.Username;
        if (Unusable(context) is { } why)
        {
            yield return Answers.Fail(target, why) with { Source = context.Scope?.IdentitySource };
        }

        foreach (var error in context.ApplyErrors)
        {
            yield return Answers.Fail(target, "The set-up is incomplete: " + error) with { Cure = "Cure the error and run New-SfIntegrationUser again: it finishes the work and makes nothing twice." };
        }

        if (context.User is { IsActive: true, IsFrozen: null })
        {
            yield return Answers.NotAssessed(target, "Whether the user is frozen was not read.", "Read as a user with Manage Users (UserLogin needs it).");
        }
        else if (context.User is { IsActive: true, IsFrozen: false } && context.ApplyErrors.Count == 0)
        {
            yield return Answers.Pass(target, "The user is active and not frozen.");
        }
    }
}
