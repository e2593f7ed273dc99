using System;
using SfIntegration.Practice.Rules;

namespace SfIntegration.Practice.Auth;

/// <summary>A live session: whose it is, through which app, and the AuthSession row that stands for it. Its token is known to its holder only.</summary>
internal sealed record Session(string AuthSessionId, string UserId, PracticeApp? App, string Scope)
{
    /// <summary>It was opened with a refresh token.</summary>
    public bool IsRefreshed { get; init; }

    /// <summary>Its token is a JWT: REST takes it, SOAP and the Metadata API do not (facts §1.4).</summary>
    public bool IsJwt { get; init; }
}

/// <summary>An approval with a refresh token, and the OauthToken row that stands for it.</summary>
internal sealed record RefreshGrant(string Id, string OauthTokenId, string UserId, PracticeApp App, string Scope)
{
    /// <summary>When it was handed out.</summary>
    public DateTime Created { get; init; }

    /// <summary>When it was last used, or null.</summary>
    public DateTime? LastUsed { get; init; }
}
