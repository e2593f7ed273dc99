using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Plan;
using SfIntegration.Scope;

namespace SfIntegration.Rules.Identity;

/// <summary>SFI107: integrations that share an identity can each do what all of them can; that matters where their write access differs.</summary>
internal sealed class DifferentWriteAccessRule : ScopeRule
{
    private const ObjectAccess Writes = ObjectAccess.Create | ObjectAccess.Edit | ObjectAccess.Delete | ObjectAccess.ModifyAll;

    public override string Id => "SFI107";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, ScopeView view)
    {
        var target = context.Username;
        var written = view.Sets.Select(s => (s.Integration.Name, Lines: WritesOf(s))).ToList();
        if (written.Count <= 1)
        {
            yield return Answers.Pass(target, "One integration uses it.");
            yield break;
        }

        if (written.Select(w => string.Join("\n", w.Lines)).Distinct(StringComparer.OrdinalIgnoreCase).Count() == 1)
        {
            yield return Answers.Pass(target, $"{written.Count} integrations share it, and they write the same.");
            yield break;
        }

        var union = written.SelectMany(w => w.Lines).Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(l => l, StringComparer.OrdinalIgnoreCase).ToList();
        var evidence = written.SelectMany(w =>
        {
            var more = union.Except(w.Lines, StringComparer.OrdinalIgnoreCase).ToList();
            return new[]
            {
                $"{w.Name} needs to write: {Listed(w.Lines)}",
                $"{w.Name} can also write: {Listed(more)}",
            };
        }).ToList();
        yield return Answers.Fail(target, $"{written.Count} integrations share it, and their write access differs: the credential of each can do what all of them can.", evidence) with { Source = context.Scope?.IdentitySource };
    }

    private static List<string> WritesOf(DesiredSet set)
    {
        var lines = set.Objects.Where(o => (o.Access & Writes) != 0).Select(o => $"{o.SobjectType} ({Words.Of(o.Access & Writes)})")
            .Concat(set.Fields.Where(f => (f.Access & FieldAccess.Edit) != 0).Select(f => $"{f.SobjectType}.{f.Field}"))
            .Concat(set.SystemPermissions.Where(p => Implications.OfPower(p.Name) is { } power && (power.Access & Writes) != 0).Select(p => p.Name));
        return lines.Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(l => l, StringComparer.OrdinalIgnoreCase).ToList();
    }

    private static string Listed(IReadOnlyList<string> lines) => lines.Count == 0 ? "nothing" : string.Join(", ", Words.Shortened(lines));
}
