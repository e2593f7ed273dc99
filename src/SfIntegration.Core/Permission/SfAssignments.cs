using System;

namespace SfIntegration.Permission;

/// <summary>One user's hold on one permission set or group. It pipes into Revoke-SfPermissionSet.</summary>
public sealed class SfPermissionSetAssignment
{
    internal SfPermissionSetAssignment()
    {
    }

    /// <summary>The org.</summary>
    public SfOrg Org { get; internal init; } = null!;

    /// <summary>The user's login name.</summary>
    public string Username { get; internal init; } = "";

    /// <summary>The user's id.</summary>
    public string UserId { get; internal init; } = "";

    /// <summary>The set's or group's API name, with the namespace of its package.</summary>
    public string PermissionSet { get; internal init; } = "";

    /// <summary>The id of the set or of the group.</summary>
    public string PermissionSetId { get; internal init; } = "";

    /// <summary>The label.</summary>
    public string Label { get; internal init; } = "";

    /// <summary>Set, group or Salesforce's own.</summary>
    public PermissionSetKind Kind { get; internal init; }

    /// <summary>When it ends, UTC, or null.</summary>
    public DateTime? ExpirationDate { get; internal init; }

    /// <summary>True where it has ended: the row is still there and gives nothing.</summary>
    public bool HasExpired { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Username}: {PermissionSet}";
}

/// <summary>One user's seat of one permission set licence. It pipes into Revoke-SfPermissionSetLicense.</summary>
public sealed class SfPermissionSetLicenseAssignment
{
    internal SfPermissionSetLicenseAssignment()
    {
    }

    /// <summary>The org.</summary>
    public SfOrg Org { get; internal init; } = null!;

    /// <summary>The user's login name.</summary>
    public string Username { get; internal init; } = "";

    /// <summary>The user's id.</summary>
    public string UserId { get; internal init; } = "";

    /// <summary>PermissionSetLicense.DeveloperName.</summary>
    public string PermissionSetLicense { get; internal init; } = "";

    /// <summary>The licence's id.</summary>
    public string PermissionSetLicenseId { get; internal init; } = "";

    /// <summary>The label.</summary>
    public string Label { get; internal init; } = "";

    /// <inheritdoc/>
    public override string ToString() => $"{Username}: {PermissionSetLicense}";
}
