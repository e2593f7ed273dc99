using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Rules.ScopeMatch;
using SfIntegration.Scope;

namespace SfIntegration.Rules.Governance;

/// <summary>SFI603: an exception whose last day has passed accepts nothing any more.</summary>
internal sealed class LapsedExceptionRule : ScopeFileRule
{
    public override string Id => "SFI603";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, AccessScope scope) => ScopeAnswers.OrPass(
        scope.Exceptions.Select(e => (ExceptionBook.HasLapsed(e, context.Now)
            ? Answers.Fail(e.Target, $"The exception for {e.Rule} on {e.Target} lapsed after {Words.Day(e.Expires)}.", new[] { ExceptionBook.Words(e) })
            : Answers.Pass(e.Target, $"The exception for {e.Rule} on {e.Target} holds until {Words.Day(e.Expires)}.")) with { Source = e.Source }).ToList(),
        scope.Name,
        "The scope has no exception.");
}

/// <summary>SFI604: an exception that nothing needs is a hole waiting for something to pass through.</summary>
internal sealed class IdleExceptionRule : IRuleOverAnswers
{
    public string Id => "SFI604";

    public IEnumerable<RuleAnswer> Look(RuleContext context) => Look(context, Array.Empty<(string, RuleAnswer)>());

    public IEnumerable<RuleAnswer> Look(RuleContext context, IReadOnlyList<(string RuleId, RuleAnswer Answer)> answers)
    {
        if (context.Scope is not { } scope)
        {
            return new[] { Answers.NotAssessed(context.Username, ScopeAnswers.NoScope, ScopeAnswers.NoScopeCure) };
        }

        // A lapsed exception is SFI603's.
        return ScopeAnswers.OrPass(
            scope.Exceptions.Where(e => !ExceptionBook.HasLapsed(e, context.Now) && !IsAboutActivity(e)).Select(e => Judge(scope, e, answers, context.View) with { Source = e.Source }).ToList(),
            scope.Name,
            "The scope has no exception that holds.");
    }

    /// <summary>Accepted where logs are looked at (Find-SfAnomaly), which is not here.</summary>
    private static bool IsAboutActivity(ScopeException exception) => RuleSet.Activity.Any(r => string.Equals(r.Id, exception.Rule, StringComparison.OrdinalIgnoreCase));

    private static RuleAnswer Judge(AccessScope scope, ScopeException exception, IReadOnlyList<(string RuleId, RuleAnswer Answer)> answers, ScopeView? view)
    {
        var ofRule = answers.Where(a => string.Equals(a.RuleId, exception.Rule, StringComparison.OrdinalIgnoreCase)).ToList();
        return ofRule.Any(a => a.Answer.Outcome == Outcome.Fail && ExceptionBook.Matches(scope, exception, a.RuleId, a.Answer.Target))
            ? Answers.Pass(exception.Target, $"The exception for {exception.Rule} on {exception.Target} is needed.")
            : IsAskedFor(exception, view)
                ? Answers.NotAssessed(exception.Target, $"The scope asks for {exception.Target}, which is not held now; the exception will be needed when it is.")
            : ofRule.Any(a => a.Answer.Outcome == Outcome.NotAssessed)
                ? Answers.NotAssessed(exception.Target, $"{exception.Rule} could not look at everything, so whether the exception is needed is not known.")
                : Answers.Fail(exception.Target, $"Nothing fails {exception.Rule} on {exception.Target}: the exception accepts nothing.", new[] { ExceptionBook.Words(exception) });
    }

    /// <summary>A power of the scope itself (3xx) that happens not to be held: that it is missing is another rule's finding.</summary>
    private static bool IsAskedFor(ScopeException exception, ScopeView? view) =>
        view is not null
        && exception.Rule.StartsWith("SFI3", StringComparison.OrdinalIgnoreCase)
        && (exception.Target.Split('+').All(view.Desired.SystemPermissions.ContainsKey) || (view.Desired.Stated(exception.Target) & RecordWide.Flags) != 0);
}
