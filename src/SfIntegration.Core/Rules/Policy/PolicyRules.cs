using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Scope;

namespace SfIntegration.Rules.Policy;

/// <summary>A rule about what the organisation's policy asks of a scope. Without a policy nothing is asked.</summary>
internal abstract class PolicyRule : ScopeFileRule
{
    protected sealed override IEnumerable<RuleAnswer> Look(RuleContext context, AccessScope scope) =>
        context.Policy is { } policy ? ScopeAnswers.OrPass(Look(context, scope, policy).ToList(), context.Username, $"{policy.File} asks nothing of it.") : new[] { NoPolicy(context) };

    protected abstract IEnumerable<RuleAnswer> Look(RuleContext context, AccessScope scope, AccessPolicy policy);

    public static RuleAnswer NoPolicy(RuleContext context) => Answers.Pass(context.Username, "No policy was given (-Policy), so it asks nothing.");
}

/// <summary>SFI110: names that the policy's patterns do not fit.</summary>
internal sealed class NamingRule : PolicyRule
{
    public override string Id => "SFI110";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, AccessScope scope, AccessPolicy policy) =>
        Judge("login name", policy.Usernames, new[] { (scope.Identity.Username, scope.IdentitySource) }, policy)
            .Concat(Judge("permission set", policy.PermissionSets, scope.Integrations.Select(i => (i.PermissionSet, i.Source)), policy))
            .Concat(Judge("app", policy.Apps, scope.Integrations.Where(i => i.App is not null).Select(i => (i.App!.Name, (SourceLine?)i.App.Source)), policy));

    private static IEnumerable<RuleAnswer> Judge(string what, IReadOnlyList<NamePattern> patterns, IEnumerable<(string Name, SourceLine? Source)> names, AccessPolicy policy) =>
        patterns.Count == 0 ? Array.Empty<RuleAnswer>() : names.Where(n => n.Name.Length > 0).Select(n => (patterns.Any(p => p.Fits(n.Name))
            ? Answers.Pass(n.Name, $"The {what} {n.Name} is named as {policy.File} asks.")
            : Answers.Fail(n.Name, $"The {what} {n.Name} is not named as {policy.File} asks: {string.Join(" or ", patterns)}.")) with { Source = n.Source });
}

/// <summary>SFI407: an address range that is wider than the policy allows.</summary>
internal sealed class PolicyNetworkRule : Network.DoorRule
{
    public override string Id => "SFI407";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, Access.UserFacts user, Network.DoorFacts doors)
    {
        if (context.Policy is not { } policy || (policy.WidestIPv4 is null && policy.WidestIPv6 is null))
        {
            yield return context.Policy is null ? PolicyRule.NoPolicy(context) : Answers.Pass(user.Username, $"{context.Policy.File} asks nothing of address ranges.");
        }
        else if (doors.Ranges is not { } ranges)
        {
            yield return NotRead(doors, user.Username, $"The address ranges of {doors.ProfileName} were not read");
        }
        else
        {
            var wide = ranges.Where(r => r.Prefix < ((r.IsIPv6 ? policy.WidestIPv6 : policy.WidestIPv4) ?? 0)).Select(r => r.Text).ToList();
            yield return ranges.Count == 0
                ? Answers.Fail(user.Username, $"There are no address ranges, so every address may sign in; {policy.File} allows {Widest(policy)} at most.")
                : wide.Count > 0
                    ? Answers.Fail(user.Username, $"{Words.Count(wide.Count, "range is", "ranges are")} wider than {policy.File} allows ({Widest(policy)}).", Words.Shortened(wide))
                    : Answers.Pass(user.Username, $"No range is wider than {policy.File} allows ({Widest(policy)}).");
        }
    }

    private static string Widest(AccessPolicy policy) =>
        string.Join(", ", new[] { policy.WidestIPv4 is { } four ? $"/{four} for IPv4" : null, policy.WidestIPv6 is { } six ? $"/{six} for IPv6" : null }.Where(t => t is not null));
}

/// <summary>SFI510: a credential that the scope lets grow older than the policy allows.</summary>
internal sealed class PolicyRotationRule : PolicyRule
{
    public override string Id => "SFI510";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, AccessScope scope, AccessPolicy policy) => policy.LongestRotation is not { } longest ? Array.Empty<RuleAnswer>()
        : scope.Integrations.Where(i => i.App is not null).Select(i => (Span.Days(i.RotateEvery) is not { } days
            ? Answers.Fail(i.Name, $"{i.Name} names no interval for replacing its credential; {policy.File} asks for {longest} days at most.")
            : days > longest
                ? Answers.Fail(i.Name, $"{i.Name} replaces its credential every {days} days; {policy.File} asks for {longest} days at most.")
                : Answers.Pass(i.Name, $"{i.Name} replaces its credential every {days} days, within the {longest} of {policy.File}.")) with { Source = i.Source });
}

/// <summary>SFI611: access that is reviewed more seldom than the policy asks, or never.</summary>
internal sealed class PolicyReviewRule : PolicyRule
{
    public override string Id => "SFI611";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, AccessScope scope, AccessPolicy policy)
    {
        // What a touched file says is not believed, neither for nor against.
        var isTouched = context.Approvals?.Problem is not null;
        var approval = isTouched ? null : context.Approvals?.Latest(context.Username);
        if (isTouched)
        {
            yield return Answers.FollowsFrom("SFI610", context.Username, context.Approvals!.Problem + ".");
        }
        else if (policy.IsReviewRequired)
        {
            yield return approval is null
                ? Answers.Fail(context.Username, $"No review of {context.Username} was approved; {policy.File} asks for one.") with { Cure = "Make a pack with New-SfAccessReview, and have it approved with Approve-SfAccessReview." }
                : Answers.Pass(context.Username, $"{approval.ApprovedBy} approved its access on {Words.Day(approval.ApprovedAt)}.");
        }

        if (policy.LongestReview is not { } longest)
        {
            yield break;
        }

        if (approval is not null)
        {
            yield return Judge(context.Username, "The approved review", approval.ApprovedAt, approval.ReviewBy, longest, policy);
        }

        foreach (var integration in scope.Integrations.Where(i => i.Approval is not null))
        {
            var stated = integration.Approval!;
            yield return (stated.ReviewBy is { } by
                ? Judge(integration.Name, $"The approval of {integration.Name}", stated.Date ?? context.Now, by, longest, policy)
                : Answers.Fail(integration.Name, $"The approval of {integration.Name} names no reviewBy; {policy.File} asks for {longest} days at most.")) with { Source = stated.Source };
        }
    }

    private static RuleAnswer Judge(string target, string what, DateTime from, DateTime until, int longest, AccessPolicy policy)
    {
        var days = (int)(until.Date - from.Date).TotalDays;
        return days > longest
            ? Answers.Fail(target, $"{what} holds for {days} days, until {Words.Day(until)}; {policy.File} asks for {longest} days at most.")
            : Answers.Pass(target, $"{what} holds for {days} days, within the {longest} of {policy.File}.");
    }
}
