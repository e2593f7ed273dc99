using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Scope;

namespace SfIntegration.Rules.ScopeMatch;

/// <summary>SFI209: our sets open all records or all fields of an object beyond the scope.</summary>
internal sealed class RecordWideRule : ScopeRule
{
    public override string Id => "SFI209";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, ScopeView view)
    {
        var answers = view.Access.Objects.Values
            .Where(o => o.SobjectType != "*")
            .OrderBy(o => o.SobjectType, StringComparer.OrdinalIgnoreCase)
            .Select(o => Judge(view, o))
            .OfType<RuleAnswer>()
            .ToList();
        return ScopeAnswers.OrPass(answers, context.Username, "Our sets open no object.");
    }

    private static RuleAnswer? Judge(ScopeView view, EffectiveObject held)
    {
        var excess = view.ExcessOf(held, GrantOrigin.Own).Excess;
        var wide = excess & RecordWide.Flags;
        if (wide == ObjectAccess.None)
        {
            return view.Desired.Names(held.SobjectType)
                ? Answers.Pass(held.SobjectType, $"Our sets open neither all records nor all fields of {held.SobjectType} beyond the scope.")
                : null;
        }

        var evidence = Words.Of(held.Paths.Where(p => view.IsOutright(p.Path, GrantOrigin.Own) && (p.Access & wide) != 0).Select(p => p.Path)).ToList();
        var brought = excess & ~wide & ~RecordWide.Without(excess);
        if (brought != ObjectAccess.None)
        {
            evidence.Add($"brings along: {Words.Of(brought)}");
        }

        return Answers.Fail(held.SobjectType, $"{Words.Of(wide)} on {held.SobjectType}, which the scope does not ask for.", evidence) with
        {
            Severity = (wide & ObjectAccess.ModifyAll) != 0 ? Severity.Critical : Severity.High,
            Source = view.Desired.SourceOf(held.SobjectType),
        };
    }
}
