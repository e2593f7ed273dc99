using System;
using SfIntegration.Auth;

namespace SfIntegration;

/// <summary>
/// An app's standing permission to act as a user: a row of OauthToken (facts §6.3). Whether sign-ins without a refresh token (JWT
/// bearer, client credentials) leave one is not documented. The row has no id, and its handles are no properties: they would end up
/// in files and logs.
/// </summary>
public sealed class SfOAuthToken
{
    internal SfOAuthToken()
    {
    }

    /// <summary>The org.</summary>
    public SfOrg Org { get; internal init; } = null!;

    /// <summary>The user's id.</summary>
    public string UserId { get; internal init; } = "";

    /// <summary>The login name; null where the caller does not see the user.</summary>
    public string? Username { get; internal init; }

    /// <summary>The app.</summary>
    public string AppName { get; internal init; } = "";

    /// <summary>The app's entry in the app menu, by id; null where it has none.</summary>
    public string? AppMenuItemId { get; internal init; }

    /// <summary>When it was last used, UTC; null where never.</summary>
    public DateTime? LastUsedDate { get; internal init; }

    /// <summary>How often it was used.</summary>
    public int UseCount { get; internal init; }

    /// <summary>What revokes it (DeleteToken): for our own cmdlets alone. Lost where the object went through a file or a job; then it is read again by user and app.</summary>
    internal Secret? RevocationHandle { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{AppName} as {Username ?? UserId}";
}
