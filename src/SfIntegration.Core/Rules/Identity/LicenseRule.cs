using System;
using System.Collections.Generic;
using SfIntegration.Access;
using SfIntegration.Plan;

namespace SfIntegration.Rules.Identity;

/// <summary>SFI103: the licence, and the profile where the scope names one, are those of the scope.</summary>
internal sealed class LicenseRule : UserRule
{
    public const string RuleId = "SFI103";

    public override string Id => RuleId;

    /// <summary>What is wrong with licence or profile, or null.</summary>
    public static string? Wrong(RuleContext context, UserFacts user)
    {
        var identity = context.Scope?.Identity;
        var wanted = identity?.License ?? SetLicense.IntegrationLicense;
        if (!Same(user.LicenseName, wanted))
        {
            return identity is null
                ? $"The licence is '{user.LicenseName}', not the integration licence '{wanted}'."
                : $"The licence is '{user.LicenseName}'; the scope says '{wanted}'.";
        }

        return identity?.Profile?.Name is { Length: > 0 } profile && !Same(user.ProfileName, profile)
            ? $"The profile is '{user.ProfileName}'; the scope says '{profile}'."
            : null;
    }

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, UserFacts user)
    {
        if (user.LicenseName.Length == 0)
        {
            yield return Answers.NotAssessed(user.Username, $"The licence of profile {user.ProfileName} was not read.");
        }
        else if (context.Scope is not null && AdministratorProfileRule.Marks(context).Count > 0)
        {
            yield return Answers.FollowsFrom(AdministratorProfileRule.RuleId, user.Username, "the profile is an administrator's.");
        }
        else if (Wrong(context, user) is { } wrong)
        {
            yield return Answers.Fail(user.Username, wrong, new[] { $"profile {user.ProfileName}, licence {user.LicenseName}" }) with { Source = context.Scope?.IdentitySource };
        }
        else
        {
            yield return Answers.Pass(user.Username, $"The licence is '{user.LicenseName}', with profile '{user.ProfileName}'.");
        }
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
