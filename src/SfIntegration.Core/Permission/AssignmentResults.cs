using System;

namespace SfIntegration.Permission;

/// <summary>What became of one user and one set or licence.</summary>
public enum AssignmentOutcome
{
    /// <summary>It was given.</summary>
    Granted,

    /// <summary>It was held already; nothing was written.</summary>
    AlreadyHeld,

    /// <summary>It was held, and when it ends was changed.</summary>
    Changed,

    /// <summary>It was taken away.</summary>
    Revoked,

    /// <summary>It was not held; nothing was written.</summary>
    NotHeld,

    /// <summary>It was refused, before sending or by the org; Reason and Cure say more.</summary>
    Refused,
}

/// <summary>The outcome of granting or revoking, for one user and one set or licence. An input without an outcome was not sent.</summary>
public abstract class AssignmentResult
{
    private protected AssignmentResult()
    {
    }

    /// <summary>The org.</summary>
    public SfOrg Org { get; internal init; } = null!;

    /// <summary>The user's login name.</summary>
    public string Username { get; internal init; } = "";

    /// <summary>The user's id, or null where there is no such user.</summary>
    public string? UserId { get; internal init; }

    /// <summary>What became of it.</summary>
    public AssignmentOutcome Outcome { get; internal init; }

    /// <summary>A stable word for a refusal: UserNotFound, WrongLicense, PlatformUser, or Salesforce's own code; null where nothing was refused.</summary>
    public string? Code { get; internal init; }

    /// <summary>Why, where that is not plain.</summary>
    public string? Reason { get; internal init; }

    /// <summary>What would put it right.</summary>
    public string? Cure { get; internal init; }
}

/// <summary>The outcome for one user and one permission set or group.</summary>
public sealed class PermissionSetResult : AssignmentResult
{
    internal PermissionSetResult()
    {
    }

    /// <summary>The set's or group's API name.</summary>
    public string PermissionSet { get; internal init; } = "";

    /// <summary>The id of the set or group, or null where there is none.</summary>
    public string? PermissionSetId { get; internal init; }

    /// <summary>When the assignment ends now, UTC; null for never, or where there is none.</summary>
    public DateTime? ExpirationDate { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Username}: {PermissionSet} {Outcome}";
}

/// <summary>The outcome for one user and one permission set licence.</summary>
public sealed class PermissionSetLicenseResult : AssignmentResult
{
    internal PermissionSetLicenseResult()
    {
    }

    /// <summary>PermissionSetLicense.DeveloperName.</summary>
    public string PermissionSetLicense { get; internal init; } = "";

    /// <summary>The licence's id, or null where there is none.</summary>
    public string? PermissionSetLicenseId { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Username}: {PermissionSetLicense} {Outcome}";
}
