using System;
using System.Collections.Generic;

namespace SfIntegration.Plan;

/// <summary>How an apply or an undo ended.</summary>
public enum ApplyState
{
    /// <summary>Everything was written and read back as asked.</summary>
    Complete,

    /// <summary>Something was refused or did not read back; the errors say what.</summary>
    Incomplete,
}

/// <summary>What an apply did.</summary>
public sealed class ApplyResult
{
    /// <summary>The scope's name.</summary>
    public string ScopeName { get; internal init; } = "";

    /// <summary>The identity's login name.</summary>
    public string Username { get; internal init; } = "";

    /// <summary>The identity's user id, or null where the user could not be made.</summary>
    public string? UserId { get; internal init; }

    /// <summary>The org.</summary>
    public SfOrg Org { get; internal init; } = null!;

    /// <summary>How it ended.</summary>
    public ApplyState State { get; internal init; }

    /// <summary>The changes with what became of each.</summary>
    public IReadOnlyList<AccessChange> Changes { get; internal init; } = Array.Empty<AccessChange>();

    /// <summary>Rows written.</summary>
    public int RowsWritten { get; internal init; }

    /// <summary>What was refused or did not read back.</summary>
    public IReadOnlyList<string> Errors { get; internal init; } = Array.Empty<string>();

    /// <summary>What the platform did by itself, such as an auto-assigned licence.</summary>
    public IReadOnlyList<string> SideEffects { get; internal init; } = Array.Empty<string>();

    /// <summary>The journal, for Undo-SfAccessPlan; null where nothing had to be written.</summary>
    public string? JournalPath { get; internal init; }

    /// <summary>What was tried as the identity itself before and after its doors closed; empty where none closed.</summary>
    public IReadOnlyList<SfProofStep> Trial { get; internal init; } = Array.Empty<SfProofStep>();

    /// <summary>What the calls of the trial showed, for a test that follows.</summary>
    internal Proof.ProofResult? Proof { get; init; }

    /// <summary>The org as read back.</summary>
    internal Access.AccessSnapshot? After { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{ScopeName}: {State}, {RowsWritten} row(s) written";
}

/// <summary>What an undo did.</summary>
public sealed class UndoResult
{
    /// <summary>The scope's name.</summary>
    public string ScopeName { get; internal init; } = "";

    /// <summary>The identity's login name.</summary>
    public string Username { get; internal init; } = "";

    /// <summary>The org.</summary>
    public SfOrg Org { get; internal init; } = null!;

    /// <summary>How it ended.</summary>
    public ApplyState State { get; internal init; }

    /// <summary>Each step with what became of it.</summary>
    public IReadOnlyList<UndoStep> Steps { get; internal init; } = Array.Empty<UndoStep>();

    /// <summary>The journal of the undo itself.</summary>
    public string JournalPath { get; internal init; } = "";

    /// <inheritdoc/>
    public override string ToString() => $"{ScopeName}: {State}, {Steps.Count} step(s) taken back";
}

/// <summary>How far a long piece of work is.</summary>
/// <param name="Activity">What is being done.</param>
/// <param name="Done">Rows done.</param>
/// <param name="Total">Rows in all.</param>
internal sealed record WorkProgress(string Activity, int Done, int Total)
{
    /// <summary>The seconds it will still take, where that can be told.</summary>
    public int? SecondsRemaining { get; init; }
}
