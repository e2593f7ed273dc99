using System;
using System.IO;
using System.Management.Automation;
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SfIntegration.Auth;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Http;

namespace SfIntegration.Cmdlets.Session;

/// <summary>
/// Makes the token source of what a person gave Connect-SfOrg or Test-SfConnection to sign in with: a token, a key and secret, a refresh token, a
/// certificate or its file.
/// The key it loads is disposed with it unless a token source took it.
/// </summary>
internal sealed class SignInBuilder : IDisposable
{
    private RSA? _key;

    public string InstanceUrl { get; init; } = "";

    public SecureString? AccessToken { get; init; }

    public PSCredential? ClientCredential { get; init; }

    public string ClientId { get; init; } = "";

    public SecureString? ClientSecret { get; init; }

    public SecureString? RefreshToken { get; init; }

    public string Username { get; init; } = "";

    public X509Certificate2? Certificate { get; init; }

    /// <summary>The full path of a key file.</summary>
    public string? CertificatePath { get; init; }

    public SecureString? CertificatePassword { get; init; }

    public string? Audience { get; init; }

    /// <summary>Loads the key, so that a bad file or certificate is told before anything is tried.</summary>
    public void LoadKey()
    {
        if (Certificate is not null)
        {
            _key = Certificate.GetRSAPrivateKey() ?? throw new CmdletError("SfNoPrivateKey", ErrorCategory.InvalidArgument, Certificate.Thumbprint,
                "The certificate has no RSA private key that this user may use.", "Give a certificate with its private key; Salesforce takes RS256 only.");
        }
        else if (CertificatePath is { } path)
        {
            _key = File.Exists(path)
                ? PrivateKeyFile.Load(File.ReadAllBytes(path), path, CertificatePassword is null ? null : new Secret(CertificatePassword))
                : throw new CmdletError("SfFileNotFound", ErrorCategory.ObjectNotFound, path, $"There is no file '{path}'.", "Give the path of a PFX or PEM file.");
        }
    }

    /// <summary>The token source. It takes the key over.</summary>
    public ITokenSource Build(HttpSender sender)
    {
        if (AccessToken is not null)
        {
            return new AccessTokenSource(InstanceUrl, new Secret(AccessToken));
        }

        if (ClientCredential is not null)
        {
            return new ClientCredentialsTokenSource(sender, InstanceUrl, ClientCredential.UserName, new Secret(ClientCredential.Password));
        }

        if (RefreshToken is not null)
        {
            return new RefreshTokenSource(sender, InstanceUrl, ClientId, ClientSecret is null ? null : new Secret(ClientSecret), new Secret(RefreshToken));
        }

        if (ClientSecret is not null)
        {
            return new ClientCredentialsTokenSource(sender, InstanceUrl, ClientId, new Secret(ClientSecret));
        }

        var key = _key ?? throw new InvalidOperationException("No key was loaded.");
        _key = null;
        return new JwtBearerTokenSource(sender, InstanceUrl, ClientId, Username, key, Audience);
    }

    public void Dispose() => _key?.Dispose();
}
