using System.Collections.Generic;
using System.Linq;
using SfIntegration.Scope;

namespace SfIntegration.Rules.ScopeMatch;

/// <summary>SFI202: an object that a held set should open is not open as far as the scope says.</summary>
internal sealed class ObjectMissingRule : ScopeRule
{
    public override string Id => "SFI202";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, ScopeView view)
    {
        var answers = new List<RuleAnswer>();
        foreach (var name in view.Held.Objects)
        {
            var missing = Missing(view, name);
            answers.Add(missing == ObjectAccess.None
                ? Answers.Pass(name, $"As open as the scope says: {Words.Of(view.Held.Stated(name))}.")
                : Answers.Fail(name, $"Missing on {name}: {Words.Of(missing)}.", new[] { $"held: {Words.Of(view.Effective(name))}", $"the scope says: {Words.Of(view.Held.Stated(name))}" }));
        }

        answers = answers.Select(a => a with { Source = view.Held.SourceOf(a.Target) }).ToList();
        answers.AddRange(UnknownNames.Of(context, field: false));
        return ScopeAnswers.OrPass(answers, context.Username, "No set that is held should open an object.");
    }

    public static ObjectAccess Missing(ScopeView view, string sobjectType) => view.Held.Stated(sobjectType) & ~view.Effective(sobjectType);
}

/// <summary>Names of the scope that the org does not have or cannot grant: what they ask for is missing.</summary>
internal static class UnknownNames
{
    public static IEnumerable<RuleAnswer> Of(RuleContext context, bool field)
    {
        var known = context.Schema.Objects;
        foreach (var problem in context.Desired!.Problems.Where(p => p.Stops))
        {
            var dot = problem.Target.IndexOf('.');
            var isField = dot > 0 && known.ContainsKey(problem.Target.Substring(0, dot));
            if (isField == field)
            {
                yield return new RuleAnswer(Outcome.Fail, problem.Target, problem.Message, problem.Source is null ? null : new[] { problem.Source }, Cure: problem.Cure);
            }
        }
    }
}
