using System;
using SfIntegration.Practice.Rules;

namespace SfIntegration.Practice.Auth;

/// <summary>What a session is opened with.</summary>
internal sealed record NewSession(string UserId, PracticeApp? App, string Scope, string SourceIp, string? LoginHistoryId)
{
    /// <summary>The approval whose refresh token opened it, or null.</summary>
    public RefreshGrant? Grant { get; init; }

    /// <summary>The administrator who signs in as the user, or null.</summary>
    public string? DelegateId { get; init; }

    /// <summary>Makes the token where it is a JWT: from the session's lifetime, which is then fixed.</summary>
    public Func<TimeSpan, string>? Jwt { get; init; }
}
