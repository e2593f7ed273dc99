using System;
using System.Collections.Generic;

namespace SfIntegration.Permission;

/// <summary>Which sort of container of grants.</summary>
public enum PermissionSetKind
{
    /// <summary>A permission set that people made or a package brought.</summary>
    PermissionSet,

    /// <summary>A permission set group.</summary>
    Group,

    /// <summary>A set that belongs to Salesforce itself, tied to a licence.</summary>
    Standard,
}

/// <summary>A permission set or a permission set group.</summary>
public sealed class SfPermissionSet
{
    internal SfPermissionSet()
    {
    }

    /// <summary>The org.</summary>
    public SfOrg Org { get; internal init; } = null!;

    /// <summary>The API name, with the namespace of its package.</summary>
    public string PermissionSet { get; internal init; } = "";

    /// <summary>The id of the set or of the group.</summary>
    public string PermissionSetId { get; internal init; } = "";

    /// <summary>The label.</summary>
    public string Label { get; internal init; } = "";

    /// <summary>Set, group or Salesforce's own.</summary>
    public PermissionSetKind Kind { get; internal init; }

    /// <summary>The licence it is bound to: UserLicense.Name or PermissionSetLicense.DeveloperName; null for none.</summary>
    public string? License { get; internal init; }

    /// <summary>The description.</summary>
    public string Description { get; internal init; } = "";

    /// <summary>The scope that owns it, by the mark at the end of its description; null for none.</summary>
    public string? ScopeName { get; internal init; }

    /// <summary>The integration of that scope.</summary>
    public string? Integration { get; internal init; }

    /// <summary>Assignments, those of inactive users and those that have expired among them.</summary>
    public int AssigneeCount { get; internal init; }

    /// <summary>Objects it names; for a group those of all its sets.</summary>
    public int ObjectCount { get; internal init; }

    /// <summary>The groups that a set is part of, by name.</summary>
    public IReadOnlyList<string> Groups { get; internal init; } = Array.Empty<string>();

    /// <inheritdoc/>
    public override string ToString() => PermissionSet;
}
