using SfIntegration.Practice.Rules;

namespace SfIntegration.Practice.Auth;

/// <summary>A live session: whose it is, through which app, and the AuthSession row that stands for it. Its token is known to its holder only.</summary>
internal sealed record Session(string AuthSessionId, string UserId, PracticeApp? App, string Scope);

/// <summary>An approval with a refresh token, and the OauthToken row that stands for it.</summary>
internal sealed record RefreshGrant(string Id, string OauthTokenId, string UserId, PracticeApp App, string Scope);
