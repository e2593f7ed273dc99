using System;
using System.Collections.Generic;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Http;

namespace SfIntegration.Auth;

/// <summary>Client credentials: the app signs in as its Run As user. My Domain only (facts §1.1).</summary>
internal sealed class ClientCredentialsTokenSource : ITokenSource
{
    private readonly TokenEndpoint _endpoint;
    private readonly string _clientId;
    private readonly Secret _clientSecret;

    public ClientCredentialsTokenSource(HttpSender sender, string loginUrl, string clientId, Secret clientSecret)
    {
        _endpoint = new TokenEndpoint(sender, loginUrl);
        _clientId = clientId;
        _clientSecret = clientSecret;
    }

    public string Method => "ClientCredentials";

    public bool CanRenew => true;

    public Task<SfToken> GetTokenAsync(CancellationToken cancellationToken)
    {
        // In a header, not in the form: forms are what proxies and servers write to their logs.
        var secret = _clientSecret.Reveal();
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.EscapeDataString(_clientId) + ":" + Uri.EscapeDataString(secret)));
        var form = new List<(string, string)> { ("grant_type", "client_credentials") };
        return _endpoint.PostAsync(form, new[] { secret, basic }, "Basic " + basic, cancellationToken);
    }
}
