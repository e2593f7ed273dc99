using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Plan;
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
        answers.AddRange(Unresolved.Objects(context));
        return ScopeAnswers.OrPass(answers, context.Username, "No set that is held should open an object.");
    }

    public static ObjectAccess Missing(ScopeView view, string sobjectType) => view.Held.Stated(sobjectType) & ~view.Effective(sobjectType);
}

/// <summary>What the scope names and the org does not have, or cannot grant: access that is missing, told by the rule of its kind.</summary>
internal static class Unresolved
{
    private static readonly string[] s_ofFields = { "UnknownField", "AddressPart", "FieldNotEditable" };
    private static readonly string[] s_ofPermissions = { "UnknownPermission" };

    public static IEnumerable<RuleAnswer> Objects(RuleContext context) => Of(context, p => !s_ofFields.Contains(p.Code) && !s_ofPermissions.Contains(p.Code));

    public static IEnumerable<RuleAnswer> Fields(RuleContext context) => Of(context, p => s_ofFields.Contains(p.Code));

    public static IEnumerable<RuleAnswer> Permissions(RuleContext context) => Of(context, p => s_ofPermissions.Contains(p.Code));

    private static IEnumerable<RuleAnswer> Of(RuleContext context, Func<PlanProblem, bool> ofKind) => context.Desired!.Problems
        .Where(p => p.Stops && ofKind(p))
        .Select(p => new RuleAnswer(Outcome.Fail, p.Target, p.Message, p.Source is null ? null : new[] { "named at " + p.Source }, Cure: p.Cure));
}
