using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;

namespace SfIntegration.Rules.Identity;

/// <summary>SFI105: a password that never expires.</summary>
internal sealed class PasswordNeverExpiresRule : UserRule
{
    /// <summary>The permission this rule alone reports, so that the scope rules leave it out.</summary>
    public const string Permission = "PasswordNeverExpires";

    public override string Id => "SFI105";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, UserFacts user)
    {
        if (!context.Access.SystemPermissions.TryGetValue(Permission, out var held))
        {
            yield return Answers.Pass(user.Username, "The password policy applies.");
        }
        else if (context.View is { } view && held.Paths.All(p => view.OriginOf(p) == GrantOrigin.Foreign))
        {
            yield return Answers.FollowsFrom("SFI210", user.Username, "a set that the scope does not name gives 'Password Never Expires'.");
        }
        else
        {
            yield return Answers.Fail(user.Username, "The identity holds 'Password Never Expires'.", Words.Of(held.Paths));
        }
    }
}
