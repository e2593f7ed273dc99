using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Review;
using SfIntegration.Scope;

namespace SfIntegration.Rules.Governance;

/// <summary>A rule about approvals (Approve-SfAccessReview). An identity without any has nothing to be held against; that a scope wants one is SFI602's.</summary>
internal abstract class ApprovedAccessRule : ScopeFileRule
{
    protected sealed override IEnumerable<RuleAnswer> Look(RuleContext context, AccessScope scope) =>
        context.Approvals is not { } book ? new[] { Answers.Pass(context.Username, "No review of it was approved yet (Approve-SfAccessReview), so there is nothing to hold it against.") }
        : book.Problem is { } problem && Id != TouchedApprovalRule.RuleId ? new[] { Answers.FollowsFrom(TouchedApprovalRule.RuleId, context.Username, problem + ".") }
        : Look(context, book);

    protected abstract IEnumerable<RuleAnswer> Look(RuleContext context, ApprovalBook book);

    /// <summary>The newest approval of the identity; a Pass where only others of the file have one.</summary>
    protected static IEnumerable<RuleAnswer> OfLatest(RuleContext context, ApprovalBook book, Func<Approval, IEnumerable<RuleAnswer>> look) =>
        book.Latest(context.Username) is { } approval ? look(approval) : new[] { Answers.Pass(context.Username, $"The file has no approval of {context.Username} yet.") };
}

/// <summary>SFI608: what the identity can use is not what was approved.</summary>
internal sealed class UnapprovedAccessRule : ApprovedAccessRule
{
    private static readonly SfOrg s_anyOrg = new("");

    public override string Id => "SFI608";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, ApprovalBook book) => OfLatest(context, book, approval => Compare(context, approval));

    private static IEnumerable<RuleAnswer> Compare(RuleContext context, Approval approval)
    {
        if (context.User is null)
        {
            yield return Answers.NotAssessed(context.Username, "The org has no such user, so there is no access to compare.", "Create the identity, then test again.");
            yield break;
        }

        var now = GrantList.Of(s_anyOrg, context.Access, context.Snapshot.NotRead, context.RecordTypes);
        var changes = GrantChange.Between(approval.Access, now);
        var by = $"approved by {approval.ApprovedBy} on {Words.Day(approval.ApprovedAt)} ({approval.Ticket})";
        foreach (var change in changes)
        {
            yield return Answers.Fail(change.Target, $"{change.Kind} {change.Target} is {change.After ?? "nothing"} now; {change.Before ?? "nothing"} was {by}.") with { Severity = change.IsMore ? null : Severity.Low };
        }

        foreach (var kind in approval.Access.NotRead.Union(now.NotRead))
        {
            yield return Answers.NotAssessed(kind, $"Not everything of the kind {kind} could be read, {(now.NotRead.Contains(kind) ? "now" : "when it was approved")}, so whether it changed is not known.");
        }

        if (changes.Count == 0)
        {
            yield return Answers.Pass(context.Username, $"The access is the one {by}.");
        }
    }
}

/// <summary>SFI609: the day by which the access should have been reviewed again has passed.</summary>
internal sealed class LapsedReviewRule : ApprovedAccessRule
{
    public override string Id => "SFI609";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, ApprovalBook book) => OfLatest(context, book, approval => new[]
    {
        // Dates are valid through that day, UTC.
        context.Now.Date > approval.ReviewBy.Date
            ? Answers.Fail(context.Username, $"The approval by {approval.ApprovedBy} of {Words.Day(approval.ApprovedAt)} ({approval.Ticket}) held until {Words.Day(approval.ReviewBy)}.")
            : Answers.Pass(context.Username, $"The approval by {approval.ApprovedBy} of {Words.Day(approval.ApprovedAt)} ({approval.Ticket}) holds until {Words.Day(approval.ReviewBy)}."),
    });
}

/// <summary>SFI610: the approval file is not what Approve-SfAccessReview wrote.</summary>
internal sealed class TouchedApprovalRule : ApprovedAccessRule
{
    public const string RuleId = "SFI610";

    public override string Id => RuleId;

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, ApprovalBook book)
    {
        yield return book.Problem is { } problem
            ? Answers.Fail(System.IO.Path.GetFileName(book.Path), $"The approval file cannot be believed: {problem}.", new[] { book.Path })
            : Answers.Pass(System.IO.Path.GetFileName(book.Path), "Every approval is as it was written.");
    }
}
