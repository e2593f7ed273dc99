using SfIntegration.Practice.Rules;

namespace SfIntegration.Practice.Auth;

/// <summary>A live access token: whose it is, through which app, and the AuthSession row that stands for it.</summary>
internal sealed record Session(string Token, string AuthSessionId, string UserId, PracticeApp? App, string Scope, string? RefreshToken);

/// <summary>A refresh token and the OauthToken row that stands for it.</summary>
internal sealed record RefreshGrant(string Token, string OauthTokenId, string UserId, PracticeApp App, string Scope);
