using System;
using System.Collections.Generic;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Http;

namespace SfIntegration.Auth;

/// <summary>Client credentials: the app signs in as its Run As user. My Domain only (facts §1.1).</summary>
internal sealed class ClientCredentialsTokenSource : ITokenSource, IDisposable
{
    private readonly TokenEndpoint _endpoint;
    private readonly string _clientId;
    private readonly Func<CancellationToken, Task<Secret>> _readSecret;
    private readonly IDisposable? _reader;

    public ClientCredentialsTokenSource(HttpSender sender, string loginUrl, string clientId, Secret clientSecret)
        : this(sender, loginUrl, clientId, _ => Task.FromResult(clientSecret), null)
    {
    }

    /// <param name="sender">The way out.</param>
    /// <param name="loginUrl">Where to sign in.</param>
    /// <param name="clientId">The app's consumer key.</param>
    /// <param name="readSecret">Reads the consumer secret at each sign-in, so that a rotated one is used.</param>
    /// <param name="reader">What reads it, disposed with the source; null where nothing is to be disposed.</param>
    public ClientCredentialsTokenSource(
        HttpSender sender, string loginUrl, string clientId, Func<CancellationToken, Task<Secret>> readSecret, IDisposable? reader)
    {
        _endpoint = new TokenEndpoint(sender, loginUrl);
        _clientId = clientId;
        _readSecret = readSecret;
        _reader = reader;
    }

    public string Method => "ClientCredentials";

    public bool CanRenew => true;

    public async Task<SfToken> GetTokenAsync(CancellationToken cancellationToken)
    {
        // In a header, not in the form: forms are what proxies and servers write to their logs.
        var secret = (await _readSecret(cancellationToken).ConfigureAwait(false)).Reveal();
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.EscapeDataString(_clientId) + ":" + Uri.EscapeDataString(secret)));
        var form = new List<(string, string)> { ("grant_type", "client_credentials") };
        return await _endpoint.PostAsync(form, new[] { secret, basic }, "Basic " + basic, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _reader?.Dispose();
}
