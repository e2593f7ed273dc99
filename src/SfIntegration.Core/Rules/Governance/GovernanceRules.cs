using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using SfIntegration.Access;
using SfIntegration.Plan;
using SfIntegration.Scope;

namespace SfIntegration.Rules.Governance;

/// <summary>SFI601: somebody answers for the identity and can be told.</summary>
internal sealed class OwnerRule : ScopeFileRule
{
    public override string Id => "SFI601";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, AccessScope scope)
    {
        var target = scope.Name;
        yield return scope.Owner is not { } owner || string.IsNullOrWhiteSpace(owner.Name)
            ? Answers.Fail(target, "The scope names no owner.")
            : string.IsNullOrWhiteSpace(owner.Contact)
                ? Answers.Fail(target, $"The owner {owner.Name} has no contact.")
                : Answers.Pass(target, $"{owner.Name} answers for it ({owner.Contact}).");
    }
}

/// <summary>SFI602: each integration was approved, and the approval has not lapsed.</summary>
internal sealed class ApprovalRule : ScopeFileRule
{
    public override string Id => "SFI602";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, AccessScope scope) => ScopeAnswers.OrPass(
        scope.Integrations.Select(i => Judge(i, context.Now)).ToList(), scope.Name, "The scope has no integration to approve.");

    private static RuleAnswer Judge(ScopeIntegration integration, DateTime now)
    {
        var approval = integration.Approval;
        var answer = approval is null || string.IsNullOrWhiteSpace(approval.By)
            ? Answers.Fail(integration.Name, $"Nobody has approved {integration.Name}.")
            : approval.ReviewBy is { } review && review.Date < now.Date
                ? Answers.Fail(integration.Name, $"The approval of {integration.Name} was to be reviewed by {Words.Day(review)}.", new[] { Said(approval) })
                : Answers.Pass(integration.Name, Said(approval));
        return answer with { Source = approval?.Source ?? integration.Source };
    }

    private static string Said(ScopeApproval approval) =>
        $"approved by {approval.By}"
        + (approval.Date is { } date ? $" on {Words.Day(date)}" : "")
        + (string.IsNullOrEmpty(approval.Ticket) ? "" : $", ticket {approval.Ticket}")
        + (approval.ReviewBy is { } review ? $", review by {Words.Day(review)}" : "");
}

/// <summary>SFI605: our sets say what they are for and carry the mark of their scope.</summary>
internal sealed class MarkerRule : ScopeRule
{
    public override string Id => "SFI605";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, ScopeView view)
    {
        var answers = view.Sets
            .Select(set => (Set: set, Container: context.Snapshot.Containers.FirstOrDefault(c => c.Kind == ContainerKind.PermissionSet && string.Equals(c.Name, set.Name, StringComparison.OrdinalIgnoreCase))))
            .Where(s => s.Container is not null)
            .Select(s => Judge(view.Scope.Name, s.Set, s.Container!.Description) with { Source = s.Set.Source })
            .ToList();
        return ScopeAnswers.OrPass(answers, context.Username, "There is no generated set in this org.");
    }

    private static RuleAnswer Judge(string scope, DesiredSet set, string? description)
    {
        var mark = ScopeMarker.Text(scope, set.Integration.Name);
        var evidence = new[] { $"Description: {(string.IsNullOrWhiteSpace(description) ? "none" : description)}" };
        return !ScopeMarker.Marks(description, scope, set.Integration.Name)
            ? Answers.Fail(set.Name, $"The description of {set.Name} does not end with its mark {mark}: it is no longer known as ours.", evidence)
            : description!.Trim().Length <= mark.Length
                ? Answers.Fail(set.Name, $"The description of {set.Name} does not say what it is for.", evidence)
                : Answers.Pass(set.Name, $"{set.Name} says what it is for and carries its mark.");
    }
}

/// <summary>SFI606: the texts people review are theirs, not the draft's.</summary>
internal sealed class PlaceholderRule : ScopeFileRule
{
    private const string RuleId = "SFI606";

    public override string Id => RuleId;

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, AccessScope scope)
    {
        var texts = scope.Integrations.SelectMany(i => new[] { (i.Name, What: "purpose", Text: i.Purpose, i.Source) }
            .Concat(i.SystemPermissions.Select(p => (p.Name, What: "reason", Text: (string?)p.Reason, Source: (SourceLine?)p.Source)))
            .Concat(i.Objects.Where(o => o.Reason is not null).Select(o => (Name: o.SobjectType, What: "reason", Text: o.Reason, Source: (SourceLine?)o.Source))))
            .Concat(scope.Exceptions.Select(e => (Name: e.Target, What: "reason", Text: (string?)e.Reason, Source: (SourceLine?)e.Source)));
        var answers = texts.Where(t => IsPlaceholder(t.Text))
            .Select(t => Answers.Fail(t.Name, $"The {t.What} of {t.Name} is {(string.IsNullOrWhiteSpace(t.Text) ? "empty" : "still the draft's")}.", new[] { $"{t.What}: {t.Text ?? "none"}" }) with { Source = t.Source })
            .ToList();
        return ScopeAnswers.OrPass(answers, scope.Name, "Every purpose and reason was written by somebody.");
    }

    private static bool IsPlaceholder(string? text) =>
        string.IsNullOrWhiteSpace(text) || RuleTexts.List(RuleId, "placeholders").Any(p => Regex.IsMatch(text!, $@"(?<!\w){Regex.Escape(p)}(?!\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant));
}
