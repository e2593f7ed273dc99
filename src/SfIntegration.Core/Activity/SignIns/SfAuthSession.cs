using System;

namespace SfIntegration;

/// <summary>An open session: a row of AuthSession (facts §6.3). It names a session and opens none.</summary>
public sealed class SfAuthSession
{
    internal SfAuthSession()
    {
    }

    /// <summary>The org.</summary>
    public SfOrg Org { get; internal init; } = null!;

    /// <summary>The row's id (0Ak). Not the session id, which is a secret.</summary>
    public string AuthSessionId { get; internal init; } = "";

    /// <summary>The user's id.</summary>
    public string UserId { get; internal init; } = "";

    /// <summary>The login name; null where the caller does not see the user.</summary>
    public string? Username { get; internal init; }

    /// <summary>When it began, UTC.</summary>
    public DateTime CreatedDate { get; internal init; }

    /// <summary>When it was last renewed by use, UTC.</summary>
    public DateTime LastModifiedDate { get; internal init; }

    /// <summary>When it ends unless it is used before, UTC.</summary>
    public DateTime ExpiresDate { get; internal init; }

    /// <summary>The way it was opened: Application, Remote Access 2.0, ...</summary>
    public string? LoginType { get; internal init; }

    /// <summary>The sign-in that opened it (0Ya).</summary>
    public string? LoginHistoryId { get; internal init; }

    /// <summary>UI, API, Oauth2, ...</summary>
    public string? SessionType { get; internal init; }

    /// <summary>STANDARD or HIGH_ASSURANCE.</summary>
    public string? SessionSecurityLevel { get; internal init; }

    /// <summary>The address it was opened from.</summary>
    public string? SourceIp { get; internal init; }

    /// <summary>Standard, Guest, ...</summary>
    public string? UserType { get; internal init; }

    /// <summary>True for the session of the connection that asked.</summary>
    public bool IsCurrent { get; internal init; }

    /// <summary>The session that this one belongs to.</summary>
    public string? ParentId { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Username ?? UserId} ({SessionType}) since {CreatedDate:u}";
}
