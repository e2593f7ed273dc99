using System;
using System.Collections.Generic;
using SfIntegration.Plan;
using SfIntegration.Scope;

namespace SfIntegration.Identity;

/// <summary>Something a user holds today and cannot hold on the new licence.</summary>
/// <param name="Kind">"permission set", "permission set group", "permission set licence", "object", "field", "system permission" ...</param>
/// <param name="Target">Its name.</param>
/// <param name="Access">What it gives, in words; empty where its name says it.</param>
/// <param name="Reason">Why it goes.</param>
public sealed record LicenseMoveLoss(string Kind, string Target, string Access, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Target}{(Access.Length == 0 ? "" : $" ({Access})")}: {Reason}";
}

/// <summary>What became of moving a user to another licence.</summary>
public sealed class LicenseMove
{
    internal LicenseMove()
    {
    }

    /// <summary>The org.</summary>
    public SfOrg Org { get; internal init; } = null!;

    /// <summary>The user's login name.</summary>
    public string Username { get; internal init; } = "";

    /// <summary>The user's id.</summary>
    public string UserId { get; internal init; } = "";

    /// <summary>The licence it had.</summary>
    public string FromLicense { get; internal init; } = "";

    /// <summary>The licence it was moved to.</summary>
    public string License { get; internal init; } = "";

    /// <summary>The profile it had.</summary>
    public string FromProfile { get; internal init; } = "";

    /// <summary>The profile it was moved to.</summary>
    public string ProfileName { get; internal init; } = "";

    /// <summary>Complete where the user is on the new licence with all it could keep.</summary>
    public ApplyState State { get; internal init; }

    /// <summary>What it could not take along.</summary>
    public IReadOnlyList<LicenseMoveLoss> Lost { get; internal init; } = Array.Empty<LicenseMoveLoss>();

    /// <summary>Sets and groups it still holds.</summary>
    public IReadOnlyList<string> Kept { get; internal init; } = Array.Empty<string>();

    /// <summary>The draft of a scope for all that it could do before: New-SfIntegrationUser applies it once its reasons are written.</summary>
    public AccessScope Scope { get; internal init; } = null!;

    /// <summary>What was refused.</summary>
    public IReadOnlyList<string> Errors { get; internal init; } = Array.Empty<string>();

    /// <summary>The journal, for Undo-SfAccessPlan.</summary>
    public string? JournalPath { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Username}: {FromLicense} -> {License}, {State}";
}
