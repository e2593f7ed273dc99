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

/// <summary>How a container shows a tab.</summary>
public enum TabVisibility
{
    /// <summary>On the All Tabs page, and the user can add it (PermissionSetTabSetting "DefaultOff", metadata "Available").</summary>
    Available,

    /// <summary>In the tab bar as well (PermissionSetTabSetting "DefaultOn", metadata "Visible").</summary>
    Visible,
}

/// <summary>A tab shown through one container ("standard-Account", "Invoice__c"), with the id of the PermissionSetTabSetting row.</summary>
public sealed record TabGrant(string Name, TabVisibility Visibility, string? RowId);

/// <summary>A record type opened through one container. RecordType is the developer name with its namespace, without the object. Only the Metadata API tells (facts 3.3).</summary>
public sealed record RecordTypeGrant(string SobjectType, string RecordType);

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

    /// <summary>Tabs.</summary>
    public IReadOnlyList<TabGrant> Tabs { get; internal init; } = Array.Empty<TabGrant>();

    /// <summary>Record types; null where they were not read. The data API does not have them, so reading them takes the Metadata API and its permission.</summary>
    public IReadOnlyList<RecordTypeGrant>? RecordTypes { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Name}";
}
