using System;
using System.Collections.Generic;
using SfIntegration.Scope;

namespace SfIntegration.Access;

/// <summary>What sort of thing holds grants.</summary>
public enum ContainerKind
{
    /// <summary>A permission set of its own.</summary>
    PermissionSet,

    /// <summary>The permission set that a profile owns (OR:permissionset, IsOwnedByProfile).</summary>
    Profile,

    /// <summary>The aggregated permission set that a permission set group owns.</summary>
    Group,

    /// <summary>A muting permission set: what it names is taken away from its group.</summary>
    Muting,
}

/// <summary>Field-level access of one field.</summary>
[Flags]
public enum FieldAccess
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Read.</summary>
    Read = 1,

    /// <summary>Edit; implies read.</summary>
    Edit = 2,
}

/// <summary>Object access held through one container, with the id of the ObjectPermissions row.</summary>
public sealed record ObjectGrant(string SobjectType, ObjectAccess Access, string? RowId);

/// <summary>Field access held through one container, with the id of the FieldPermissions row. Field is unqualified.</summary>
public sealed record FieldGrant(string SobjectType, string Field, FieldAccess Access, string? RowId);

/// <summary>A setup entity (Apex class, custom permission, app ...) opened through one container, with the id of the SetupEntityAccess row.</summary>
public sealed record SetupEntityGrant(string EntityType, string EntityId, string? Name, string? RowId);

/// <summary>Something that holds grants: a profile, a permission set, a group's aggregate or a muting set, with all it holds.</summary>
public sealed class Container
{
    /// <summary>The PermissionSet id (or MutingPermissionSet id).</summary>
    public string Id { get; internal init; } = "";

    /// <summary>What it is.</summary>
    public ContainerKind Kind { get; internal init; }

    /// <summary>The API name people know: the profile's name for a profile, the group's DeveloperName for a group, else PermissionSet.Name (with its namespace).</summary>
    public string Name { get; internal init; } = "";

    /// <summary>The label.</summary>
    public string Label { get; internal init; } = "";

    /// <summary>The description, where it has one.</summary>
    public string? Description { get; internal init; }

    /// <summary>The id of the profile or group that owns it, if one does.</summary>
    public string? OwnerId { get; internal init; }

    /// <summary>The id of the PermissionSetLicense or UserLicense it is bound to, if any.</summary>
    public string? LicenseId { get; internal init; }

    /// <summary>Made by a person, not shipped with a licence.</summary>
    public bool IsCustom { get; internal init; } = true;

    /// <summary>Counts only in a session that activated it.</summary>
    public bool HasActivationRequired { get; internal init; }

    /// <summary>The namespace of the package it came with, if any.</summary>
    public string? NamespacePrefix { get; internal init; }

    /// <summary>System permissions, by API name without "Permissions" ("ViewSetup").</summary>
    public IReadOnlyCollection<string> SystemPermissions { get; internal init; } = Array.Empty<string>();

    /// <summary>Object permission rows. Pseudo rows that Salesforce shows under Modify All Data are left out.</summary>
    public IReadOnlyList<ObjectGrant> Objects { get; internal init; } = Array.Empty<ObjectGrant>();

    /// <summary>Field permission rows.</summary>
    public IReadOnlyList<FieldGrant> Fields { get; internal init; } = Array.Empty<FieldGrant>();

    /// <summary>Setup entities.</summary>
    public IReadOnlyList<SetupEntityGrant> SetupEntities { get; internal init; } = Array.Empty<SetupEntityGrant>();

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Name}";
}
