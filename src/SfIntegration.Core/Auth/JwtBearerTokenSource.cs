using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Http;

namespace SfIntegration.Auth;

/// <summary>JWT bearer: proves the app by its certificate and names the user (facts §1.3). RS256 only.</summary>
internal sealed class JwtBearerTokenSource : ITokenSource, IDisposable
{
    /// <summary>At most three minutes are allowed; one is left for a clock that runs ahead.</summary>
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(2);

    private readonly TokenEndpoint _endpoint;
    private readonly string _clientId;
    private readonly string _username;
    private readonly string _audience;
    private readonly IJwtSigner _signer;
    private readonly Func<DateTimeOffset> _now;

    /// <param name="sender">The way out.</param>
    /// <param name="loginUrl">Where to sign in.</param>
    /// <param name="clientId">The app's consumer key.</param>
    /// <param name="username">Whom to sign in.</param>
    /// <param name="key">The private key; it may be one that cannot be exported.</param>
    /// <param name="audience">The aud claim; from the login URL where null.</param>
    /// <param name="now">The clock; this machine's where null.</param>
    public JwtBearerTokenSource(
        HttpSender sender, string loginUrl, string clientId, string username, RSA key, string? audience = null, Func<DateTimeOffset>? now = null)
        : this(sender, loginUrl, clientId, username, new RsaSigner(key), audience, now)
    {
    }

    /// <param name="sender">The way out.</param>
    /// <param name="loginUrl">Where to sign in.</param>
    /// <param name="clientId">The app's consumer key.</param>
    /// <param name="username">Whom to sign in.</param>
    /// <param name="signer">What signs; disposed with the source where it can be.</param>
    /// <param name="audience">The aud claim; from the login URL where null.</param>
    /// <param name="now">The clock; this machine's where null.</param>
    public JwtBearerTokenSource(
        HttpSender sender, string loginUrl, string clientId, string username, IJwtSigner signer, string? audience = null, Func<DateTimeOffset>? now = null)
    {
        _endpoint = new TokenEndpoint(sender, loginUrl);
        _clientId = clientId;
        _username = username;
        _audience = audience ?? AudienceFor(_endpoint.Login);
        _signer = signer;
        _now = now ?? (() => DateTimeOffset.UtcNow);
    }

    public string Method => "JwtBearer";

    public bool CanRenew => true;

    public async Task<SfToken> GetTokenAsync(CancellationToken cancellationToken)
    {
        var assertion = await CreateAssertionAsync(cancellationToken).ConfigureAwait(false);
        var form = new List<(string, string)>
        {
            ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("assertion", assertion),
        };
        return await _endpoint.PostAsync(form, new[] { assertion }, null, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => (_signer as IDisposable)?.Dispose();

    /// <summary>login. for production and test. for sandboxes, whatever My Domain is signed in to; any other host is its own audience.</summary>
    internal static string AudienceFor(Uri login)
    {
        var host = login.Host;
        if (!host.EndsWith(".salesforce.com", StringComparison.OrdinalIgnoreCase))
        {
            return login.GetLeftPart(UriPartial.Authority);
        }

        var isSandbox = string.Equals(host, "test.salesforce.com", StringComparison.OrdinalIgnoreCase) || OrgAddress.IsSandbox(login) == true;
        return isSandbox ? "https://test.salesforce.com" : "https://login.salesforce.com";
    }

    private async Task<string> CreateAssertionAsync(CancellationToken cancellationToken)
    {
        var header = new JObject { ["alg"] = "RS256", ["typ"] = "JWT" };
        var claims = new JObject
        {
            ["iss"] = _clientId,
            ["sub"] = _username,
            ["aud"] = _audience,
            ["exp"] = (_now() + s_lifetime).ToUnixTimeSeconds(),
        };
        var signed = Base64Url.Encode(Encoding.UTF8.GetBytes(SfJson.Write(header))) + "." + Base64Url.Encode(Encoding.UTF8.GetBytes(SfJson.Write(claims)));
        return signed + "." + Base64Url.Encode(await _signer.SignAsync(Encoding.ASCII.GetBytes(signed), cancellationToken).ConfigureAwait(false));
    }
}
