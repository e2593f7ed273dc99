using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Plan;
using SfIntegration.Scope;

namespace SfIntegration.Rules.ScopeMatch;

/// <summary>SFI204: a field that a held set should open is not open as far as the scope says.</summary>
internal sealed class FieldMissingRule : ScopeRule
{
    public override string Id => "SFI204";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, ScopeView view)
    {
        var answers = new List<RuleAnswer>();
        foreach (var fields in view.Held.Fields.GroupBy(f => f.Field.SobjectType, StringComparer.OrdinalIgnoreCase).OrderBy(g => g.Key, StringComparer.OrdinalIgnoreCase))
        {
            // Where the object itself is closed, SFI202 says it.
            if ((ObjectMissingRule.Missing(view, fields.Key) & ObjectAccess.Read) != 0)
            {
                answers.Add(Answers.FollowsFrom("SFI202", fields.Key, "the object itself is not readable."));
                continue;
            }

            var missing = fields.Select(f => (f.Field, Missing: f.Access & ~Provenance.FieldAccess(view.Access, f.Field.SobjectType, f.Field.Field)))
                .Where(f => f.Missing != FieldAccess.None)
                .OrderBy(f => f.Field.Field, StringComparer.OrdinalIgnoreCase)
                .ToList();
            answers.AddRange(missing.Select(f => Fail(f.Field, f.Missing)));
            if (missing.Count == 0)
            {
                answers.Add(Answers.Pass(fields.Key, $"{Words.Count(fields.Count(), "field is", "fields are")} as open as the scope says."));
            }
        }

        answers.AddRange(Unresolved.Fields(context));
        return ScopeAnswers.OrPass(answers, context.Username, "No set that is held should open a field.");
    }

    private static RuleAnswer Fail(DesiredField field, FieldAccess missing)
    {
        var target = $"{field.SobjectType}.{field.Field}";
        return Answers.Fail(target, $"Missing on {target}: {Words.Of(missing)}.", new[] { $"the scope says: {Words.Of(field.Access)}" }) with { Source = field.Source };
    }
}
