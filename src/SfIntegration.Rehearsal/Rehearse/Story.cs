using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SfIntegration.Plan;
using SfIntegration.Rules;

namespace SfIntegration.Rehearsal.Rehearse;

/// <summary>What a person reads while the rehearsal runs.</summary>
internal sealed class Story
{
    private const int Shown = 12;

    private readonly TextWriter _output;
    private readonly bool _full;

    public Story(TextWriter output, bool full)
    {
        _output = output;
        _full = full;
    }

    public void Line(string text = "") => _output.WriteLine(text);

    public void Chapter(string title)
    {
        Line();
        Line(title);
        Line(new string('-', title.Length));
    }

    public void Plan(AccessPlan plan)
    {
        Line($"{plan.Username} on {plan.Org.Host}: {(plan.IsBlocked ? "blocked" : plan.IsEmpty ? "nothing to change" : $"{plan.ChangeCount} changes")}");
        foreach (var (target, action) in PlanParts.Of(plan))
        {
            Line($"  {target}: {action}");
        }

        Line();
        List(plan.Changes, c => $"  {c.Kind,-22} {c.Target,-40} {Arrow(c.Before, c.After)}{(c.Risk == ChangeRisk.High ? "   ! high risk" : "")}");
        if (plan.LeftOutFields.Count > 0)
        {
            Line();
            Line($"Left out by \"all\", with the reason ({plan.LeftOutFields.Count}):");
            List(plan.LeftOutFields, f => "  " + f);
        }

        foreach (var problem in plan.Problems)
        {
            Line($"{(problem.Stops ? "STOPS " : "warning ")}{problem}");
        }
    }

    public void Applied(ApplyResult result)
    {
        Line($"{result.State}: {result.RowsWritten} rows written and read back.");
        foreach (var line in result.SideEffects.Concat(result.Errors.Select(e => "FAILED " + e)))
        {
            Line("  " + line);
        }
    }

    public void SignedIn(IdentitySession identity)
    {
        if (identity.How is { } how)
        {
            Line($"Signed in {how}.");
        }
    }

    public void Tried(IReadOnlyList<SfProofStep> steps)
    {
        foreach (var step in steps)
        {
            Line(step.ToString());
        }
    }

    public void Findings(AssessmentResult result)
    {
        var a = result.Assessment;
        Line($"{a.Total} answers of {a.Rules.Count} rules: {a.Passed} pass, {a.Failed} fail, {a.Accepted} accepted, {a.NotAssessed} could not be looked at.");
        foreach (var outcome in new[] { Outcome.Fail, Outcome.Accepted, Outcome.NotAssessed, Outcome.Pass })
        {
            var some = result.Findings.Where(f => f.Outcome == outcome).ToList();
            if (some.Count == 0)
            {
                continue;
            }

            Line();
            Line($"{outcome} ({some.Count})");
            List(some, f => $"  {f.RuleId} {(outcome == Outcome.Fail ? $"[{f.Severity}] " : "")}{f.Target}: {f.Message}"
                + (outcome == Outcome.Fail && f.Cure.Length > 0 ? $"{Environment.NewLine}         cure: {f.Cure}" : ""));
        }
    }

    private void List<T>(IReadOnlyCollection<T> items, Func<T, string> words)
    {
        foreach (var item in _full ? items : items.Take(Shown))
        {
            Line(words(item));
        }

        if (!_full && items.Count > Shown)
        {
            Line($"  ... and {items.Count - Shown} more (--full shows them)");
        }
    }

    private static string Arrow(string before, string after) => before.Length == 0 ? after : $"{before} -> {(after.Length == 0 ? "none" : after)}";
}
