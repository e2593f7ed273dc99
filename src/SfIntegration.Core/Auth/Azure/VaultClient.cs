using System;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Http;

namespace SfIntegration.Auth;

/// <summary>
/// Asks one Azure Key Vault over REST (learn.microsoft.com/rest/api/keyvault, 7.4). The host never changes; the answer's secrets and our
/// token go into no message.
/// </summary>
internal sealed class VaultClient : IDisposable
{
    private const string Version = "?api-version=7.4";

    /// <summary>What <see cref="VaultErrors"/> reads itself; 429 and 5xx are waited out or thrown by the sender.</summary>
    private static readonly int[] s_refusals = { 400, 401, 403, 404, 409 };

    private readonly HttpSender _sender;
    private readonly IVaultToken _token;
    private readonly Uri? _trustedAuthority;

    /// <param name="address">The key or the secret.</param>
    /// <param name="token">Who asks; disposed with the client.</param>
    /// <param name="sender">The way out; disposed with the client.</param>
    /// <param name="trustedAuthority">An address of Entra that the caller chose, or null.</param>
    public VaultClient(VaultAddress address, IVaultToken token, HttpSender sender, Uri? trustedAuthority = null)
    {
        Address = address;
        _token = token;
        _sender = sender;
        _trustedAuthority = trustedAuthority;
    }

    public VaultAddress Address { get; }

    /// <summary>Sends a request about the key or the secret and gives its answer, which is an object.</summary>
    /// <param name="operation">get or sign, as the permission is called.</param>
    /// <param name="path">Under the vault.</param>
    /// <param name="body">For a POST; null for a GET.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<JObject> AskAsync(string operation, string path, JObject? body, CancellationToken cancellationToken)
    {
        var token = await _token.GetAsync(TenantAsync, cancellationToken).ConfigureAwait(false);
        var answer = await SendAsync(new SfRequest(body is null ? HttpMethod.Get : HttpMethod.Post, path + Version)
        {
            Body = body is null ? null : Encoding.UTF8.GetBytes(SfJson.Write(body)),
            Authorization = "Bearer " + token,
            IsAnonymous = true,
            IsOutside = true,

            // Signing twice is signing once.
            IsRepeatable = true,
            AcceptStatus = s_refusals,
        }, cancellationToken).ConfigureAwait(false);
        if (answer.Status is >= 200 and < 300)
        {
            return answer.Json as JObject ?? throw new SfAuthenticationException(
                $"{Address.Origin.Authority} answered with something that is no answer of Azure Key Vault.", "Check the address, and what stands between this machine and the vault.");
        }

        answer.Headers.TryGetValue("WWW-Authenticate", out var challenge);
        throw VaultErrors.Map(answer.Status, answer.Json, VaultChallenge.Tenant(challenge, _trustedAuthority), Address, operation, _token.Who, token);
    }

    public void Dispose()
    {
        _token.Dispose();
        _sender.Dispose();
    }

    /// <summary>The tenant that the vault belongs to, as it tells anybody; null where it says none that can be believed.</summary>
    private async Task<string?> TenantAsync(CancellationToken cancellationToken)
    {
        var answer = await SendAsync(
            new SfRequest(HttpMethod.Get, Address.Path + Version) { IsAnonymous = true, IsOutside = true, AcceptStatus = s_refusals }, cancellationToken).ConfigureAwait(false);
        return answer.Headers.TryGetValue("WWW-Authenticate", out var challenge) ? VaultChallenge.Tenant(challenge, _trustedAuthority) : null;
    }

    private async Task<SfResponse> SendAsync(SfRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await _sender.SendAsync(request, Address.Origin, null, cancellationToken).ConfigureAwait(false);
        }
        catch (SfNetworkException error)
        {
            throw new SfNetworkException(
                error.Message, "Check the vault's name and its network rules (firewall, private endpoint), and the proxy of this machine.", error)
            { IsTimeout = error.IsTimeout };
        }
        catch (SfApiException error)
        {
            var cure = error is SfLimitException ? "The vault is asked too often; try again in a while." : "Try again; if it goes on, look at the vault's health in Azure.";
            throw new SfAuthenticationException($"Azure Key Vault {Address.Origin.Authority} did not answer as it should (HTTP {error.HttpStatus}).", cure, error) { HttpStatus = error.HttpStatus, Code = error.Code };
        }
    }
}
