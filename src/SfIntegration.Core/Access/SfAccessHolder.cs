using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Access;

/// <summary>A user who has what was asked about, and through what.</summary>
public sealed class SfAccessHolder
{
    internal SfAccessHolder(SfOrg org, UserFacts user, AccessTarget target, IReadOnlyList<GrantPath> paths)
    {
        Org = org;
        UserId = user.UserId;
        Username = user.Username;
        DisplayName = user.DisplayName;
        ProfileName = user.ProfileName;
        License = user.LicenseName;
        IsActive = user.IsActive;
        IsFrozen = user.IsFrozen;
        LastLogin = user.LastLoginDate;
        Kind = target.Kind;
        Target = target.Label;
        SobjectType = target.Kind is AccessKind.Object or AccessKind.Field ? target.Name : null;
        Field = target.Field;
        Question = target.ToString();
        Paths = paths;
        From = paths.Select(p => p.From).Distinct(StringComparer.Ordinal).ToList();
        PermissionSet = paths.Where(p => p.Kind == ContainerKind.PermissionSet).Select(p => p.From).Distinct(StringComparer.Ordinal).ToList();
        Through = paths.Select(p => p.Through).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        ImpliedBy = paths.Select(p => p.ImpliedBy).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
    }

    /// <summary>The org; without a connection where it comes from a snapshot.</summary>
    public SfOrg Org { get; }

    /// <summary>The user's id.</summary>
    public string UserId { get; }

    /// <summary>The login name.</summary>
    public string Username { get; }

    /// <summary>The display name.</summary>
    public string DisplayName { get; }

    /// <summary>The profile's name.</summary>
    public string ProfileName { get; }

    /// <summary>UserLicense.Name of the profile.</summary>
    public string License { get; }

    /// <summary>False for a deactivated user.</summary>
    public bool IsActive { get; }

    /// <summary>Frozen; null where it could not be read.</summary>
    public bool? IsFrozen { get; }

    /// <summary>When the user last logged in, UTC; null where never or not readable.</summary>
    public DateTime? LastLogin { get; }

    /// <summary>What sort of thing was asked about.</summary>
    public AccessKind Kind { get; }

    /// <summary>The thing, as one name.</summary>
    public string Target { get; }

    /// <summary>The object, for objects and fields.</summary>
    public string? SobjectType { get; }

    /// <summary>The field, for fields.</summary>
    public string? Field { get; }

    /// <summary>What was asked: "edit on Contact.SSN__c".</summary>
    public string Question { get; }

    /// <summary>The containers that give it.</summary>
    public IReadOnlyList<string> From { get; }

    /// <summary>The permission sets among them.</summary>
    public IReadOnlyList<string> PermissionSet { get; }

    /// <summary>The groups it comes through.</summary>
    public IReadOnlyList<string> Through { get; }

    /// <summary>The powers that imply it; a path without one is granted outright.</summary>
    public IReadOnlyList<string> ImpliedBy { get; }

    /// <summary>Every path.</summary>
    public IReadOnlyList<GrantPath> Paths { get; }

    /// <summary>False where the grant is held and does nothing yet; the note says why.</summary>
    public bool IsEffective { get; internal init; } = true;

    /// <summary>What a reader must know, or null.</summary>
    public string? Note { get; internal init; }

    /// <summary>The moment it is true for, UTC.</summary>
    public DateTime AsOf { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Username}: {Question}";
}
