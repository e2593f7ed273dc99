using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Http;

namespace SfIntegration.Auth;

/// <summary>A refresh token that a person once obtained. Where the app rotates them, the newest is kept for the next time.</summary>
internal sealed class RefreshTokenSource : ITokenSource
{
    private readonly TokenEndpoint _endpoint;
    private readonly string _clientId;
    private readonly Secret? _clientSecret;
    private Secret _refreshToken;

    public RefreshTokenSource(HttpSender sender, string loginUrl, string clientId, Secret? clientSecret, Secret refreshToken)
    {
        _endpoint = new TokenEndpoint(sender, loginUrl);
        _clientId = clientId;
        _clientSecret = clientSecret;
        _refreshToken = refreshToken;
    }

    public string Method => "RefreshToken";

    public bool CanRenew => true;

    public async Task<SfToken> GetTokenAsync(CancellationToken cancellationToken)
    {
        var refresh = _refreshToken.Reveal();
        var secrets = new List<string> { refresh };
        var form = new List<(string, string)>
        {
            ("grant_type", "refresh_token"), ("client_id", _clientId), ("refresh_token", refresh),
        };
        if (_clientSecret is { IsEmpty: false })
        {
            form.Add(("client_secret", _clientSecret.Reveal()));
            secrets.Add(_clientSecret.Reveal());
        }

        var token = await _endpoint.PostAsync(form, secrets, null, cancellationToken).ConfigureAwait(false);
        _refreshToken = token.RefreshToken ?? _refreshToken;
        return token;
    }
}
