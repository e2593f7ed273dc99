using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Scope;

namespace SfIntegration.Rules.ScopeMatch;

/// <summary>The flags that open all records or all fields of an object, and what rows must hold along with them.</summary>
internal static class RecordWide
{
    public const ObjectAccess Flags = ObjectAccess.ViewAll | ObjectAccess.ModifyAll | ObjectAccess.ViewAllFields;

    /// <summary>The excess without the record-wide flags and without what they bring along: that is SFI209's.</summary>
    public static ObjectAccess Without(ObjectAccess excess)
    {
        var brought = ObjectAccess.None;
        foreach (var (strong, implied, _) in Implications.OfObject.Where(i => (i.Strong & Flags) != 0))
        {
            brought |= (excess & strong) != 0 ? implied : ObjectAccess.None;
        }

        return excess & ~Flags & ~brought;
    }
}

/// <summary>SFI201: our sets open an object further than the scope says.</summary>
internal sealed class ObjectTooMuchRule : ScopeRule
{
    public override string Id => "SFI201";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, ScopeView view)
    {
        var answers = new List<RuleAnswer>();
        foreach (var held in view.Access.Objects.Values.Where(o => o.SobjectType != "*").OrderBy(o => o.SobjectType, StringComparer.OrdinalIgnoreCase))
        {
            var (excess, paths) = view.ExcessOf(held, GrantOrigin.Own);
            var own = RecordWide.Without(excess);
            if (own != ObjectAccess.None)
            {
                answers.Add(Fail(view, held, own, paths));
            }
            else if (excess == ObjectAccess.None && view.Desired.Names(held.SobjectType))
            {
                answers.Add(Answers.Pass(held.SobjectType, $"Our sets give no more than the scope says: {Words.Of(view.Desired.Object(held.SobjectType))}.") with { Source = view.Desired.SourceOf(held.SobjectType) });
            }
        }

        return ScopeAnswers.OrPass(answers, context.Username, "Our sets open no object.");
    }

    private static RuleAnswer Fail(ScopeView view, EffectiveObject held, ObjectAccess own, IReadOnlyList<GrantPath> paths)
    {
        var named = view.Desired.Names(held.SobjectType);
        var message = named
            ? $"Too much on {held.SobjectType}: {Words.Of(own)}; the scope says {Words.Of(view.Desired.Object(held.SobjectType))}."
            : $"{held.SobjectType} is open ({Words.Of(own)}) and the scope does not name it.";
        var evidence = Words.Of(paths).ToList();
        if (!named)
        {
            // Field rows of an object that should not be open at all have the same cause.
            evidence.AddRange(view.Access.Fields.Values
                .Where(f => string.Equals(f.SobjectType, held.SobjectType, StringComparison.OrdinalIgnoreCase) && view.ExcessOf(f, GrantOrigin.Own).Excess != FieldAccess.None)
                .OrderBy(f => f.Field, StringComparer.OrdinalIgnoreCase)
                .Select(f => $"with field {f.SobjectType}.{f.Field}: {Words.Of(f.Access)}"));
        }

        return Answers.Fail(held.SobjectType, message, Words.Shortened(evidence)) with { Severity = Grades.Of(own), Source = view.Desired.SourceOf(held.SobjectType) };
    }
}
