using System;

namespace SfIntegration.Permission;

/// <summary>A permission set licence and its seats.</summary>
public sealed class SfPermissionSetLicense
{
    internal SfPermissionSetLicense()
    {
    }

    /// <summary>The org.</summary>
    public SfOrg Org { get; internal init; } = null!;

    /// <summary>PermissionSetLicense.DeveloperName.</summary>
    public string PermissionSetLicense { get; internal init; } = "";

    /// <summary>Its id.</summary>
    public string PermissionSetLicenseId { get; internal init; } = "";

    /// <summary>The label.</summary>
    public string Label { get; internal init; } = "";

    /// <summary>Active or Disabled.</summary>
    public string Status { get; internal init; } = "";

    /// <summary>The day it ends, or null.</summary>
    public DateTime? ExpirationDate { get; internal init; }

    /// <summary>Seats in all.</summary>
    public int Total { get; internal init; }

    /// <summary>Seats taken.</summary>
    public int Used { get; internal init; }

    /// <summary>Seats left.</summary>
    public int Free => Math.Max(0, Total - Used);

    /// <inheritdoc/>
    public override string ToString() => PermissionSetLicense;
}
