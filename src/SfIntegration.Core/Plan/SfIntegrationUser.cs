using System;
using System.Collections.Generic;
using SfIntegration.Access;
using SfIntegration.Plan;
using SfIntegration.Scope;

namespace SfIntegration;

/// <summary>An integration user of an org, as New-SfIntegrationUser and Get-SfIntegrationUser give it. It pipes into the cmdlets that change or test it.</summary>
public sealed class SfIntegrationUser
{
    internal SfIntegrationUser(SfOrg org, UserFacts facts)
    {
        Org = org;
        UserId = facts.UserId;
        Username = facts.Username;
        LastName = facts.LastName;
        Email = facts.Email;
        IsActive = facts.IsActive;
        IsFrozen = facts.IsFrozen;
        UserType = facts.UserType;
        License = facts.LicenseName;
        Profile = facts.ProfileName;
        Role = facts.RoleName;
        LastLogin = facts.LastLoginDate;
    }

    /// <summary>The org it is in.</summary>
    public SfOrg Org { get; }

    /// <summary>The user's id; empty where it could not be made.</summary>
    public string UserId { get; }

    /// <summary>The login name.</summary>
    public string Username { get; }

    /// <summary>The last name.</summary>
    public string LastName { get; }

    /// <summary>The e-mail address.</summary>
    public string Email { get; }

    /// <summary>False for a deactivated user.</summary>
    public bool IsActive { get; }

    /// <summary>Frozen; null where it could not be read.</summary>
    public bool? IsFrozen { get; }

    /// <summary>User.UserType.</summary>
    public string UserType { get; }

    /// <summary>UserLicense.Name.</summary>
    public string License { get; }

    /// <summary>The profile's name.</summary>
    public string Profile { get; }

    /// <summary>The role's name, or null.</summary>
    public string? Role { get; }

    /// <summary>The last login, UTC, or null.</summary>
    public DateTime? LastLogin { get; }

    /// <summary>The permission sets and groups it holds, by name.</summary>
    public IReadOnlyList<string> PermissionSets { get; internal init; } = Array.Empty<string>();

    /// <summary>Complete, or Incomplete with the errors; null for a user that was only read.</summary>
    public ApplyState? State { get; internal init; }

    /// <summary>What was refused or did not read back.</summary>
    public IReadOnlyList<string> Errors { get; internal init; } = Array.Empty<string>();

    /// <summary>What was tried as the identity itself while it was made: its access before its doors closed, and one sign-in after. Empty where none closed.</summary>
    public IReadOnlyList<SfProofStep> Trial { get; internal init; } = Array.Empty<SfProofStep>();

    /// <summary>What the calls of the trial showed, for a test that follows in the pipeline.</summary>
    internal Proof.ProofResult? Proof { get; init; }

    /// <summary>What the vendors of its integrations need, where -Handover asked for it: one item per app.</summary>
    public IReadOnlyList<SfHandover> Handover { get; internal init; } = Array.Empty<SfHandover>();

    /// <summary>Its scope, where this run knows one.</summary>
    public AccessScope? Scope { get; internal init; }

    /// <summary>The journal of the run that made or changed it, for Undo-SfAccessPlan.</summary>
    public string? JournalPath { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => Username;
}
