using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Proof;

namespace SfIntegration.Rules.Live;

/// <summary>A rule that compares the org's answers to calls as the identity with the scope.</summary>
internal abstract class LiveRule : IRule
{
    /// <summary>What each of them says where nobody asked for calls.</summary>
    public const string NotCalled = "No call was made as the identity.";

    public abstract string Id { get; }

    protected abstract ProofKind Kind { get; }

    /// <summary>What a Pass is about: the target itself, unless many targets belong together.</summary>
    protected virtual string Natural(string target) => target;

    public IEnumerable<RuleAnswer> Look(RuleContext context)
    {
        if (context.Proof is null || context.Proof.NotDone is not null)
        {
            return new[] { Answers.NotAssessed(context.Username, context.Proof?.NotDone ?? NotCalled) };
        }

        var all = context.Proof.Observations;
        var seen = all.Where(o => o.Kind == Kind).ToList();
        if (seen.Count == 0)
        {
            return new[]
            {
                all.Any(o => o.Kind == ProofKind.SignIn && o.Holds == true)
                    ? Answers.Pass(context.Username, "Nothing of this kind to look at.")
                    : Answers.NotAssessed(context.Username, "Nobody could sign in as the identity, so nothing was seen as it."),
            };
        }

        return Judge(context, all, seen);
    }

    private List<RuleAnswer> Judge(RuleContext context, IReadOnlyList<Observation> all, List<Observation> seen)
    {
        var invisible = new HashSet<string>(
            all.Where(o => o.Kind == ProofKind.ObjectVisible && Kind != ProofKind.ObjectVisible && o.Holds == false).Select(o => o.Target), StringComparer.OrdinalIgnoreCase);
        var explained = new List<Observation>();
        var answers = new List<RuleAnswer>();
        foreach (var group in seen.GroupBy(o => Natural(o.Target), StringComparer.OrdinalIgnoreCase))
        {
            var before = answers.Count;
            var differing = group.Where(o => o.Holds == false).ToList();
            explained.AddRange(differing.Where(o => LiveDifference.IsExplained(context, o)));
            var left = differing.Except(explained).ToList();
            if (left.Count > 0 && invisible.Contains(LiveDifference.ObjectOf(group.Key)))
            {
                answers.Add(Answers.FollowsFrom("SFI221", group.Key, "the object itself is not seen as the scope says."));
                continue;
            }

            answers.AddRange(left.Select(o => Answers.Fail(o.Target, $"Expected: {o.Expected}. The org answered: {o.Observed}.")));
            answers.AddRange(group.Where(o => o.Holds is null).Select(o => Answers.NotAssessed(o.Target, o.Observed)));
            if (answers.Count == before && differing.Count == 0)
            {
                answers.Add(Passed(group.Key, group.ToList()));
            }
        }

        if (explained.Count > 0)
        {
            answers.Add(Answers.NotAssessed(
                context.Username,
                $"The org shows {Words.Count(explained.Count, "difference", "differences")} that the grants already explain: {string.Join(", ", Words.Shortened(explained.Select(o => o.Target).ToList()))}.",
                "Cure the findings about them, then test again."));
        }

        return answers;
    }

    private static RuleAnswer Passed(string target, IReadOnlyList<Observation> seen) => seen.Count == 1
        ? Answers.Pass(target, $"{seen[0].Expected}; the org answered: {seen[0].Observed}")
        : Answers.Pass(target, $"{Words.Count(seen.Count, "answer", "answers")} of the org, all as the scope says.");
}

/// <summary>SFI220: signing in as the identity works.</summary>
internal sealed class SignInRule : LiveRule
{
    public override string Id => "SFI220";

    protected override ProofKind Kind => ProofKind.SignIn;
}

/// <summary>SFI221: the identity sees the objects of the scope and no others.</summary>
internal sealed class ObjectSeenRule : LiveRule
{
    public override string Id => "SFI221";

    protected override ProofKind Kind => ProofKind.ObjectVisible;
}

/// <summary>SFI222: create, edit and delete are as the scope says when the identity itself asks.</summary>
internal sealed class ObjectFlagsRule : LiveRule
{
    public override string Id => "SFI222";

    protected override ProofKind Kind => ProofKind.ObjectFlags;
}

/// <summary>SFI223: fields are as the scope says when the identity itself asks.</summary>
internal sealed class FieldSeenRule : LiveRule
{
    public override string Id => "SFI223";

    protected override ProofKind Kind => ProofKind.FieldAccess;

    protected override string Natural(string target) => LiveDifference.ObjectOf(target);
}

/// <summary>SFI224: the identity's own list of system permissions is the scope's.</summary>
internal sealed class PermissionSeenRule : LiveRule
{
    public override string Id => "SFI224";

    protected override ProofKind Kind => ProofKind.SystemPermission;
}

/// <summary>SFI225: the identity can read rows of the scope's objects.</summary>
internal sealed class RowsReadRule : LiveRule
{
    public override string Id => "SFI225";

    protected override ProofKind Kind => ProofKind.RowRead;
}

/// <summary>SFI226: what must be refused is refused.</summary>
internal sealed class RefusalRule : LiveRule
{
    public override string Id => "SFI226";

    protected override ProofKind Kind => ProofKind.Refusal;
}
