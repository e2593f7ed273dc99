using System.Security;

namespace SfIntegration;

/// <summary>
/// What a vendor needs to sign in as an identity through one app. The secret is a SecureString: no view and no JSON shows it, and outside
/// Windows Export-Clixml would write it unprotected, so hand it on through a vault.
/// </summary>
public sealed record SfHandover
{
    /// <summary>The org.</summary>
    public SfOrg Org { get; internal init; } = null!;

    /// <summary>The app that is signed in through.</summary>
    public string AppName { get; internal init; } = "";

    /// <summary>"clientCredentials" or "jwt".</summary>
    public string Flow { get; internal init; } = "";

    /// <summary>Who the app signs in as: the subject of a JWT assertion.</summary>
    public string Username { get; internal init; } = "";

    /// <summary>The org's My Domain URL, which the vendor is told as the login URL.</summary>
    public string MyDomainUrl { get; internal init; } = "";

    /// <summary>Where the vendor's system signs in: the token endpoint.</summary>
    public string SignInUrl { get; internal init; } = "";

    /// <summary>The consumer key (client id).</summary>
    public string ConsumerKey { get; internal init; } = "";

    /// <summary>The consumer secret; null for jwt, whose secret is the certificate's key, and where it went into a vault.</summary>
    public SecureString? ConsumerSecret { get; internal init; }

    /// <summary>The vault that key and secret were put into, or null.</summary>
    public string? VaultName { get; internal init; }

    /// <summary>The vault's entry with key and secret (a PSCredential); the URL is beside it, in the entry of this name and "-url".</summary>
    public string? VaultEntry { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => $"{AppName} as {Username} at {MyDomainUrl}";
}
