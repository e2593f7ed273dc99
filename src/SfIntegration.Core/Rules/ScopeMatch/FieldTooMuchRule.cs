using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Scope;

namespace SfIntegration.Rules.ScopeMatch;

/// <summary>SFI203: our sets open a field further than the scope says.</summary>
internal sealed class FieldTooMuchRule : ScopeRule
{
    public override string Id => "SFI203";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, ScopeView view)
    {
        var answers = new List<RuleAnswer>();
        foreach (var fields in view.Access.Fields.Values.GroupBy(f => f.SobjectType, StringComparer.OrdinalIgnoreCase).OrderBy(g => g.Key, StringComparer.OrdinalIgnoreCase))
        {
            // An object that our sets open against the scope is reported once, with its fields (SFI201).
            if (!view.Desired.Names(fields.Key) && view.Access.Objects.TryGetValue(fields.Key, out var held) && view.ExcessOf(held, GrantOrigin.Own).Excess != ObjectAccess.None)
            {
                continue;
            }

            var failed = fields.Select(f => (Field: f, Found: view.ExcessOf(f, GrantOrigin.Own)))
                .Where(f => f.Found.Excess != FieldAccess.None)
                .OrderBy(f => f.Field.Field, StringComparer.OrdinalIgnoreCase)
                .Select(f => Fail(view, f.Field, f.Found.Excess, f.Found.Paths))
                .ToList();
            answers.AddRange(failed);
            if (failed.Count == 0 && view.Desired.Names(fields.Key))
            {
                answers.Add(Answers.Pass(fields.Key, $"Our sets open no field of {fields.Key} further than the scope says ({Words.Count(fields.Count(), "field", "fields")})."));
            }
        }

        return ScopeAnswers.OrPass(answers, context.Username, "Our sets open no field.");
    }

    private static RuleAnswer Fail(ScopeView view, EffectiveField field, FieldAccess excess, IReadOnlyList<GrantPath> paths)
    {
        var target = $"{field.SobjectType}.{field.Field}";
        var allowed = view.Desired.Field(field.SobjectType, field.Field);
        var message = allowed == FieldAccess.None
            ? $"{target} is open ({Words.Of(excess)}) and the scope does not name it."
            : $"Too much on {target}: {Words.Of(excess)}; the scope says {Words.Of(allowed)}.";
        return Answers.Fail(target, message, Words.Of(paths)) with
        {
            Severity = (excess & FieldAccess.Edit) != 0 ? Severity.Medium : Severity.Low,
            Source = view.Desired.SourceOf(field.SobjectType),
        };
    }
}
