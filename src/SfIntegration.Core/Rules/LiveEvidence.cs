using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Proof;
using SfIntegration.Rules.Live;

namespace SfIntegration.Rules;

/// <summary>Adds what the org showed to the findings that explain it, so that one cause stays one finding.</summary>
internal static class LiveEvidence
{
    public static List<(string RuleId, RuleAnswer Answer)> Attach(RuleContext context, List<(string RuleId, RuleAnswer Answer)> answers)
    {
        var explained = context.Proof?.Observations.Where(o => o.Holds == false && LiveDifference.IsExplained(context, o)) ?? Array.Empty<Observation>();
        foreach (var seen in explained)
        {
            var at = Finding(answers, seen, context);
            if (at >= 0)
            {
                var (ruleId, answer) = answers[at];
                var line = $"live: {seen.Target}: {seen.Observed}";
                answers[at] = (ruleId, answer with { Evidence = (answer.Evidence ?? Array.Empty<string>()).Append(line).ToList() });
            }
        }

        return answers;
    }

    /// <summary>The Fail about the target, else about its object, else one whose evidence names it.</summary>
    private static int Finding(List<(string RuleId, RuleAnswer Answer)> answers, Observation seen, RuleContext context)
    {
        var target = seen.Kind == ProofKind.SignIn ? context.Username : seen.Target;
        int Where(Func<RuleAnswer, bool> matches) => answers.FindIndex(a => a.Answer.Outcome == Outcome.Fail && matches(a.Answer));
        bool Names(RuleAnswer answer, string name) => answer.Evidence?.Any(e => e.IndexOf(" " + name, StringComparison.OrdinalIgnoreCase) >= 0) == true;
        foreach (var name in new[] { target, LiveDifference.ObjectOf(target) }.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var at = Where(a => string.Equals(a.Target, name, StringComparison.OrdinalIgnoreCase));
            at = at >= 0 ? at : Where(a => Names(a, name));
            if (at >= 0)
            {
                return at;
            }
        }

        return -1;
    }
}
