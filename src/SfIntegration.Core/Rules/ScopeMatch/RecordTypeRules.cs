using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Plan;

namespace SfIntegration.Rules.ScopeMatch;

/// <summary>SFI218: our sets open a record type that the scope does not name.</summary>
internal sealed class RecordTypeTooMuchRule : ScopeRule
{
    public override string Id => "SFI218";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, ScopeView view)
    {
        if (view.Own.Count > 0 && context.RecordTypes.NotRead is { } reason)
        {
            return new[] { Answers.NotAssessed(context.Username, $"Which record types our sets open was not read. {reason}", context.RecordTypes.Cure) };
        }

        var answers = view.Own
            .SelectMany(c => (context.RecordTypes.Of(c.Name) ?? Array.Empty<RecordTypeGrant>()).Select(r => (Set: c.Name, Name: RecordTypeRowPlanner.FullName(r.SobjectType, r.RecordType))))
            .Where(r => !view.Desired.RecordTypes.ContainsKey(r.Name))
            .GroupBy(r => r.Name, StringComparer.OrdinalIgnoreCase)
            .OrderBy(g => g.Key, StringComparer.OrdinalIgnoreCase)
            .Select(g => Answers.Fail(g.Key, $"The record type {g.Key} is open and the scope does not name it.", g.Select(r => $"from permission set {r.Set}").ToList()))
            .ToList();
        return ScopeAnswers.OrPass(answers, context.Username, "Our sets open no record type beyond the scope.");
    }
}

/// <summary>SFI219: a held set does not open a record type that it should.</summary>
internal sealed class RecordTypeMissingRule : ScopeRule
{
    public override string Id => "SFI219";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, ScopeView view)
    {
        var answers = view.HeldSets
            .SelectMany(s => s.RecordTypes.Select(r => Judge(context.RecordTypes, s.Name, r)))
            .OrderBy(a => a.Target, StringComparer.OrdinalIgnoreCase)
            .ToList();
        return ScopeAnswers.OrPass(answers, context.Username, "No set that is held should open a record type.");
    }

    private static RuleAnswer Judge(SetRecordTypes open, string set, DesiredRecordType wanted)
    {
        var name = RecordTypeRowPlanner.FullName(wanted.SobjectType, wanted.RecordType);
        var answer = open.Of(set) is not { } found
            ? Answers.NotAssessed(name, $"Whether {set} opens the record type {name} was not read. {open.NotRead}".TrimEnd(), open.Cure)
            : found.Any(r => string.Equals(RecordTypeRowPlanner.FullName(r.SobjectType, r.RecordType), name, StringComparison.OrdinalIgnoreCase))
                ? Answers.Pass(name, $"The record type {name} is open.")
                : Answers.Fail(name, $"The record type {name} is not open.");
        return answer with { Source = wanted.Source };
    }
}
