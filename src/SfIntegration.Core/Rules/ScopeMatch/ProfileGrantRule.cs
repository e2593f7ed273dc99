using System.Collections.Generic;
using System.Linq;
using SfIntegration.Rules.Identity;

namespace SfIntegration.Rules.ScopeMatch;

/// <summary>SFI214: the profile gives nothing beyond the scope and what every API-only user has.</summary>
internal sealed class ProfileGrantRule : ScopeRule
{
    public override string Id => "SFI214";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, ScopeView view)
    {
        if (view.Profile is not { } profile)
        {
            yield return Answers.NotAssessed(context.User!.ProfileName, $"What the profile {context.User.ProfileName} grants was not read.");
            yield break;
        }

        var excess = new ContainerExcess(view, p => view.OriginOf(p) == GrantOrigin.Profile);
        if (excess.IsEmpty)
        {
            yield return Answers.Pass(profile.Name, $"The profile {profile.Name} gives nothing beyond the scope.");
        }
        else if (ProfileCause.Of(context) is { } cause)
        {
            yield return Answers.FollowsFrom(cause, profile.Name, "the profile is not the one the scope means.");
        }
        else
        {
            yield return Answers.Fail(profile.Name, $"The profile {profile.Name} itself gives access that the scope does not name.", excess.Lines.Select(l => "gives " + l).ToList()) with { Severity = excess.Worst(Id) };
        }
    }
}
