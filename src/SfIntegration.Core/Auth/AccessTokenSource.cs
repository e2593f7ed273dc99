using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Http;

namespace SfIntegration.Auth;

/// <summary>A session that somebody else opened; it ends when it ends.</summary>
internal sealed class AccessTokenSource : ITokenSource
{
    private readonly SfToken _token;

    public AccessTokenSource(string instanceUrl, Secret accessToken)
    {
        _token = new SfToken(accessToken.Reveal().Trim(), OrgAddress.Parse(instanceUrl));
    }

    public string Method => "AccessToken";

    public bool CanRenew => false;

    public Task<SfToken> GetTokenAsync(CancellationToken cancellationToken) => Task.FromResult(_token);
}
