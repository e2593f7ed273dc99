using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Scope;

namespace SfIntegration.Plan;

/// <summary>
/// The difference between a scope and an org as an ordered list of changes. Making one writes nothing.
/// </summary>
public sealed class AccessPlan
{
    /// <summary>The scope.</summary>
    public AccessScope Scope { get; internal init; } = null!;

    /// <summary>The org it was made for.</summary>
    public SfOrg Org { get; internal init; } = null!;

    /// <summary>The identity's login name.</summary>
    public string Username { get; internal init; } = "";

    /// <summary>When the org was read, UTC.</summary>
    public DateTime PlannedAt { get; internal init; }

    /// <summary>The changes, in the order they are applied.</summary>
    public IReadOnlyList<AccessChange> Changes { get; internal init; } = Array.Empty<AccessChange>();

    /// <summary>What would refuse or surprise.</summary>
    public IReadOnlyList<PlanProblem> Problems { get; internal init; } = Array.Empty<PlanProblem>();

    /// <summary>Fields that an "all" of the scope does not grant, "Object.Field: why".</summary>
    public IReadOnlyList<string> LeftOutFields { get; internal init; } = Array.Empty<string>();

    /// <summary>Sets and groups the identity holds that the scope does not name; taken away only with -RemoveUnscoped.</summary>
    public IReadOnlyList<string> Unscoped { get; internal init; } = Array.Empty<string>();

    /// <summary>True where a problem stops the plan: nothing is applied while it stands.</summary>
    public bool IsBlocked => Problems.Any(p => p.Stops);

    /// <summary>True where scope and org agree as far as this version can apply.</summary>
    public bool IsEmpty => Changes.All(c => c.Kind == ChangeKind.NotApplied);

    /// <summary>The number of changes to apply.</summary>
    public int ChangeCount => Changes.Count(c => c.Kind != ChangeKind.NotApplied);

    /// <summary>The rows that carry the changes out.</summary>
    internal IReadOnlyList<Write> Writes { get; init; } = Array.Empty<Write>();

    /// <summary>A hash of everything the plan saw, so that an apply notices that somebody else changed it since.</summary>
    internal string Fingerprint { get; init; } = "";

    /// <summary>What its maker decided.</summary>
    internal PlanOptions Options { get; init; } = new();

    /// <summary>What was read to make it.</summary>
    internal PlanInput Input { get; init; } = null!;

    /// <inheritdoc/>
    public override string ToString() => IsBlocked
        ? $"{Scope.Name}: blocked by {Problems.Count(p => p.Stops)} problem(s)"
        : IsEmpty ? $"{Scope.Name}: nothing to change" : $"{Scope.Name}: {ChangeCount} change(s)";
}
