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
internal sealed class JwtBearerTokenSource : ITokenSource
{
    /// <summary>At most three minutes are allowed; one is left for a clock that runs ahead.</summary>
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(2);

    private readonly TokenEndpoint _endpoint;
    private readonly string _clientId;
    private readonly string _username;
    private readonly string _audience;
    private readonly RSA _key;
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
    {
        _endpoint = new TokenEndpoint(sender, loginUrl);
        _clientId = clientId;
        _username = username;
        _audience = audience ?? AudienceFor(_endpoint.Login);
        _key = key;
        _now = now ?? (() => DateTimeOffset.UtcNow);
    }

    public string Method => "JwtBearer";

    public bool CanRenew => true;

    public Task<SfToken> GetTokenAsync(CancellationToken cancellationToken)
    {
        var assertion = CreateAssertion();
        var form = new List<(string, string)>
        {
            ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("assertion", assertion),
        };
        return _endpoint.PostAsync(form, new[] { assertion }, null, cancellationToken);
    }

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

    internal string CreateAssertion()
    {
        var header = new JObject { ["alg"] = "RS256", ["typ"] = "JWT" };
        var claims = new JObject
        {
            ["iss"] = _clientId,
            ["sub"] = _username,
            ["aud"] = _audience,
            ["exp"] = (_now() + s_lifetime).ToUnixTimeSeconds(),
        };
        var signed = Encode(Encoding.UTF8.GetBytes(SfJson.Write(header))) + "." + Encode(Encoding.UTF8.GetBytes(SfJson.Write(claims)));
        return signed + "." + Encode(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
