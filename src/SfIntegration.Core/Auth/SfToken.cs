using System;

namespace SfIntegration.Auth;

/// <summary>A session: the access token, and where and for whom it is good. Prints no secret.</summary>
internal sealed class SfToken
{
    private readonly Secret _accessToken;

    public SfToken(string accessToken, Uri instance, string? identityUrl = null, string? refreshToken = null)
    {
        foreach (var c in accessToken)
        {
            // .NET Framework would send a control character on, and with it a header of the attacker's choice.
            if (c <= ' ' || c > '~')
            {
                throw new SfAuthenticationException(
                    "The access token holds a blank, a control character or a letter outside ASCII; no such token exists.",
                    "Copy the token again, without line breaks or quotes.");
            }
        }

        if (accessToken.Length == 0)
        {
            throw new SfAuthenticationException("The access token is empty.", "Give the token itself, as `sf org display --verbose` shows it.");
        }

        _accessToken = new Secret(accessToken);
        Instance = instance;
        (OrgId, UserId) = ReadIdentity(identityUrl);
        RefreshToken = refreshToken is null ? null : new Secret(refreshToken);
    }

    public Uri Instance { get; }

    /// <summary>From the identity URL, https://login.salesforce.com/id/ORG/USER; null where the answer had none.</summary>
    public string? OrgId { get; }

    public string? UserId { get; }

    /// <summary>A new refresh token, where the app rotates them.</summary>
    public Secret? RefreshToken { get; }

    /// <summary>The token is a JWT and not an opaque session id (facts §1.4).</summary>
    public bool IsJwt
    {
        get
        {
            var text = Reveal();
            return text.StartsWith("eyJ", StringComparison.Ordinal) && text.Split('.').Length == 3;
        }
    }

    public string Reveal() => _accessToken.Reveal();

    public override string ToString() => "session at " + Instance.Authority;

    private static (string? OrgId, string? UserId) ReadIdentity(string? identityUrl)
    {
        if (!Uri.TryCreate(identityUrl, UriKind.Absolute, out var uri))
        {
            return (null, null);
        }

        var parts = uri.AbsolutePath.Trim('/').Split('/');
        return parts.Length == 3 && parts[0] == "id" ? (parts[1], parts[2]) : (null, null);
    }
}
