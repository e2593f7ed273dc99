using System;
using System.Collections.Generic;
using SfIntegration.Access;

namespace SfIntegration.Permission;

/// <summary>
/// A permission set that nothing has written yet: converted from profiles, read from a metadata file, or taken from an org.
/// New-SfPermissionSet makes it, Export-SfPermissionSet writes it to a file, Compare-SfAccess compares it.
/// </summary>
public sealed class PermissionSetDefinition
{
    internal PermissionSetDefinition()
    {
    }

    /// <summary>The same contents, to be changed where they differ.</summary>
    internal PermissionSetDefinition(PermissionSetDefinition other)
    {
        Org = other.Org;
        PermissionSet = other.PermissionSet;
        Label = other.Label;
        Description = other.Description;
        License = other.License;
        HasActivationRequired = other.HasActivationRequired;
        Source = other.Source;
        Objects = other.Objects;
        Fields = other.Fields;
        SystemPermissions = other.SystemPermissions;
        SetupEntities = other.SetupEntities;
        Tabs = other.Tabs;
        RecordTypes = other.RecordTypes;
        LeftOut = other.LeftOut;
    }

    /// <summary>The org it came from; null where it came from a file.</summary>
    public SfOrg? Org { get; internal init; }

    /// <summary>PermissionSet.Name, with its namespace where it has one.</summary>
    public string PermissionSet { get; internal init; } = "";

    /// <summary>The label.</summary>
    public string Label { get; internal init; } = "";

    /// <summary>The description; empty where it has none.</summary>
    public string Description { get; internal init; } = "";

    /// <summary>The licence it is to be bound to: a permission set licence by developer name, or a user licence by name; null for none.</summary>
    public string? License { get; internal init; }

    /// <summary>Counts only in a session that activated it.</summary>
    public bool HasActivationRequired { get; internal init; }

    /// <summary>Where its contents come from, in words: "profile Sales", "file Orders.permissionset-meta.xml".</summary>
    public string Source { get; internal init; } = "";

    /// <summary>Object permissions, one per object, by name.</summary>
    public IReadOnlyList<ObjectGrant> Objects { get; internal init; } = Array.Empty<ObjectGrant>();

    /// <summary>Field permissions, one per field, by object and field.</summary>
    public IReadOnlyList<FieldGrant> Fields { get; internal init; } = Array.Empty<FieldGrant>();

    /// <summary>System permissions, by API name without "Permissions".</summary>
    public IReadOnlyList<string> SystemPermissions { get; internal init; } = Array.Empty<string>();

    /// <summary>Apex classes, pages, custom permissions, apps and the like. EntityId is empty where the definition came from a file.</summary>
    public IReadOnlyList<SetupEntityGrant> SetupEntities { get; internal init; } = Array.Empty<SetupEntityGrant>();

    /// <summary>Tabs.</summary>
    public IReadOnlyList<TabGrant> Tabs { get; internal init; } = Array.Empty<TabGrant>();

    /// <summary>Record types; null where they were not read: only the Metadata API tells, and then those that are there are left alone.</summary>
    public IReadOnlyList<RecordTypeGrant>? RecordTypes { get; internal init; }

    /// <summary>What the source has and a permission set cannot hold, or what could not be read, each with its reason.</summary>
    public IReadOnlyList<DefinitionLeftover> LeftOut { get; internal init; } = Array.Empty<DefinitionLeftover>();

    /// <inheritdoc/>
    public override string ToString() => PermissionSet;

    /// <summary>The same contents under another name; a label that was made from the name follows it.</summary>
    internal PermissionSetDefinition As(string name, string? license = null) => new(this)
    {
        PermissionSet = name,
        Label = Label == PermissionSet.Replace('_', ' ') ? name.Replace('_', ' ') : Label,
        License = license ?? License,
    };
}

/// <summary>Something that did not make it into a definition.</summary>
/// <param name="Kind">What it is: "page layout", "login hours", "record type".</param>
/// <param name="Target">Its name.</param>
/// <param name="Reason">Why it was left out.</param>
public sealed record DefinitionLeftover(string Kind, string Target, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => Target.Length == 0 ? $"{Kind}: {Reason}" : $"{Kind} {Target}: {Reason}";
}
