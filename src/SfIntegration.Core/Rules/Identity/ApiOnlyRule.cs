using System.Collections.Generic;
using SfIntegration.Access;

namespace SfIntegration.Rules.Identity;

/// <summary>SFI102: an integration signs in through the API only.</summary>
internal sealed class ApiOnlyRule : UserRule
{
    private const string ApiUserOnly = "ApiUserOnly";

    public override string Id => "SFI102";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, UserFacts user)
    {
        if (context.Access.SystemPermissions.TryGetValue(ApiUserOnly, out var held))
        {
            yield return Answers.Pass(user.Username, "The identity is API-only: nobody can work with it in a browser.", Words.Of(held.Paths));
        }
        else if (ProfileCause.Of(context) is { } cause)
        {
            yield return Answers.FollowsFrom(cause, user.Username, "the profile is not the one the scope means.");
        }
        else
        {
            yield return Answers.Fail(user.Username, "The identity is not API-only: whoever has its password can work with it in a browser.", new[] { $"Neither profile {user.ProfileName} nor a set it holds gives 'API Only User' (ApiUserOnly)." });
        }
    }
}

/// <summary>Where a scope is given and the profile was swapped, one rule reports that and the others point to it.</summary>
internal static class ProfileCause
{
    /// <summary>The rule that fails for the profile as a whole, or null.</summary>
    public static string? Of(RuleContext context) =>
        context.Scope is null || context.User is null ? null
        : AdministratorProfileRule.Marks(context).Count > 0 ? AdministratorProfileRule.RuleId
        : LicenseRule.Wrong(context, context.User) is not null ? LicenseRule.RuleId
        : null;
}
