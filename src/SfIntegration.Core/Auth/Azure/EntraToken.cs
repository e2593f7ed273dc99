using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.AppConfig;
using SfIntegration.Http;

namespace SfIntegration.Auth;

/// <summary>
/// Signs in to Entra by MSAL, which keeps its tokens in memory only: no cache is written, no log is kept. With <see cref="EntraErrors"/>
/// and <see cref="EntraHttp"/> the only types that name MSAL, so that it is loaded by the first sign-in to Azure and not before.
/// </summary>
internal sealed class EntraToken : IVaultToken
{
    private readonly AzureIdentity _identity;
    private readonly AzureSignInOptions _options;
    private readonly string _resource;
    private readonly FederatedToken _federated;
    private readonly HttpSender _sender;
    private readonly EntraHttp _http;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private object? _app;

    public EntraToken(AzureIdentity identity, AzureSignInOptions options, string resource)
    {
        _identity = identity;
        _options = options;
        _resource = resource;
        _sender = new HttpSender(options.Handler?.Invoke());
        _federated = new FederatedToken(_sender, options.Environment);
        _http = new EntraHttp(options.Handler?.Invoke() ?? HttpWire.CreateHandler(isLocal: identity.Credential == SfAzureCredential.ManagedIdentity));
    }

    public string Who => _identity.How + (_identity.ClientId is { } client ? $", client {client}" : string.Empty);

    private string[] Scopes => new[] { _resource + "/.default" };

    public async Task<string> GetAsync(Func<CancellationToken, Task<string?>> tenant, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _app ??= await CreateAsync(tenant, cancellationToken).ConfigureAwait(false);
            var result = _app switch
            {
                IManagedIdentityApplication managed => await managed.AcquireTokenForManagedIdentity(_resource).ExecuteAsync(cancellationToken).ConfigureAwait(false),
                IConfidentialClientApplication app => await app.AcquireTokenForClient(Scopes).ExecuteAsync(cancellationToken).ConfigureAwait(false),
                _ => await AsPersonAsync((IPublicClientApplication)_app, cancellationToken).ConfigureAwait(false),
            };
            return result.AccessToken;
        }
        catch (Exception error) when (EntraErrors.IsTheirs(error))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw EntraErrors.Map(error, _identity, Who);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose()
    {
        _gate.Dispose();
        _sender.Dispose();
        _http.Dispose();
    }

    private async Task<object> CreateAsync(Func<CancellationToken, Task<string?>> tenant, CancellationToken cancellationToken)
    {
        if (_identity.Credential == SfAzureCredential.ManagedIdentity)
        {
            _options.Say($"Signing in to Azure by {Who}.");
            var id = _identity.ClientId is { } own ? ManagedIdentityId.WithUserAssignedClientId(own) : ManagedIdentityId.SystemAssigned;
            return ManagedIdentityApplicationBuilder.Create(id).WithHttpClientFactory(_http, retryOnceOn5xx: true).Build();
        }

        var home = _identity.TenantId ?? await tenant(cancellationToken).ConfigureAwait(false);
        if (home is null && _identity.Credential != SfAzureCredential.DeviceCode)
        {
            throw new SfAuthenticationException(
                "The tenant to sign in to is not known, and the vault did not name one that can be believed.", $"Give -AzureTenantId, or set {AzureEnvironment.Tenant}.");
        }

        // A person without a tenant signs in to the own one.
        var authority = _identity.Authority.AbsoluteUri + (home ?? "organizations");
        _options.Say($"Signing in to Azure by {Who}, at {authority}.");
        if (_identity.Credential == SfAzureCredential.DeviceCode)
        {
            return PublicClientApplicationBuilder.Create(_identity.ClientId)
                .WithAuthority(authority, validateAuthority: false).WithInstanceDiscovery(false).WithHttpClientFactory(_http, retryOnceOn5xx: true).Build();
        }

        // Asking Microsoft's directory of clouds is left out: the address is the cloud's own, or the caller's choice.
        var builder = ConfidentialClientApplicationBuilder.Create(_identity.ClientId)
            .WithAuthority(authority, validateAuthority: false).WithInstanceDiscovery(false).WithHttpClientFactory(_http, retryOnceOn5xx: true);
        return _identity.Credential == SfAzureCredential.Certificate
            ? builder.WithCertificate(_options.Certificate, sendX5C: true).Build()
            : builder.WithClientAssertion(request => _federated.GetAsync(_identity, request.CancellationToken)).Build();
    }

    private async Task<AuthenticationResult> AsPersonAsync(IPublicClientApplication app, CancellationToken cancellationToken)
    {
        if ((await app.GetAccountsAsync().ConfigureAwait(false)).FirstOrDefault() is { } account)
        {
            try
            {
                return await app.AcquireTokenSilent(Scopes, account).ExecuteAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (MsalUiRequiredException)
            {
                _options.Say("Entra wants the person to sign in again.");
            }
        }

        return await app.AcquireTokenWithDeviceCode(Scopes, code => _options.Prompt(code.Message)
            ? Task.CompletedTask
            : throw new SfAuthenticationException(
                "Renewing the session needs a person to sign in to Azure again, and no Connect-SfOrg is waiting for one.",
                "Run Connect-SfOrg again; for work without people use a managed identity, workload identity or certificate."))
            .ExecuteAsync(cancellationToken).ConfigureAwait(false);
    }
}
