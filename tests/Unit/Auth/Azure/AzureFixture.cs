using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Net.Security;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Auth;
using SfIntegration.AzureStandIn;
using SfIntegration.Practice;
using Xunit;

namespace SfIntegration.Unit.Tests.Auth.Azure;

/// <summary>A stand-in for Azure on loopback, and a practice org whose app has the certificate of the vault's key.</summary>
public sealed class AzureFixture : IAsyncLifetime
{
    private readonly string _tokenFile = Path.GetTempFileName();

    public AzureSite Azure { get; private set; } = null!;

    public AzureState State => Azure.State;

    internal PracticeOrg Org { get; } = PracticeOrg.CreateCompany();

    internal PracticeAppInfo JwtApp { get; private set; } = null!;

    public Uri Key => new(Azure.Https, "keys/signing");

    public Uri Secret => new(Azure.Https, "secrets/consumer-secret");

    public async ValueTask InitializeAsync()
    {
        Azure = await AzureSite.StartAsync();
        JwtApp = Org.CreateApp(new PracticeAppSettings("Order Sync") { Certificate = State.SigningCertificate.RawData, AdminApprovedOnly = false });
        Org.Approve(JwtApp.ConsumerKey, Org.AdministratorUsername);
        await File.WriteAllTextAsync(_tokenFile, State.FederatedToken("https://cluster.example/oidc") + "\n");

        // MSAL itself reads these; nothing else in the tests does.
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", Azure.Http.AbsoluteUri + "msi/token");
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", State.IdentityHeader);
    }

    public async ValueTask DisposeAsync()
    {
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", null);
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", null);
        File.Delete(_tokenFile);
        await Azure.DisposeAsync();
    }

    /// <summary>What a pipeline of that kind has in its environment.</summary>
    public Dictionary<string, string> Variables(string kind)
    {
        var variables = new Dictionary<string, string> { ["AZURE_AUTHORITY_HOST"] = Azure.Https.AbsoluteUri };
        switch (kind)
        {
            case "managed":
                variables["IDENTITY_ENDPOINT"] = Azure.Http.AbsoluteUri + "msi/token";
                break;
            case "file":
                variables["AZURE_FEDERATED_TOKEN_FILE"] = _tokenFile;
                break;
            case "devops":
                variables["SYSTEM_OIDCREQUESTURI"] = Azure.Https.AbsoluteUri + "acme/_apis/oidctoken";
                variables["SYSTEM_ACCESSTOKEN"] = State.SystemAccessToken;
                variables["AZURESUBSCRIPTION_SERVICE_CONNECTION_ID"] = State.ServiceConnection;
                variables["AZURESUBSCRIPTION_TENANT_ID"] = State.Tenant;
                variables["AZURESUBSCRIPTION_CLIENT_ID"] = State.Client;
                break;
            case "github":
                variables["ACTIONS_ID_TOKEN_REQUEST_URL"] = Azure.Https.AbsoluteUri + "github/token?api-version=2.0";
                variables["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = State.GitHubRequestToken;
                break;
        }

        if (kind is "file" or "github" or "certificate")
        {
            variables["AZURE_TENANT_ID"] = State.Tenant;
            variables["AZURE_CLIENT_ID"] = State.Client;
        }

        return variables;
    }

    /// <summary>Options that see only these variables, and a network that ends at the stand-in.</summary>
    internal AzureSignInOptions Options(
        Dictionary<string, string> variables, SfAzureCredential credential = SfAzureCredential.Default, Func<string, bool>? prompt = null, Action<string>? say = null, string? tenant = null, string? client = null) => new()
        {
            Credential = credential,
            TenantId = tenant,
            ClientId = client,
            Certificate = credential == SfAzureCredential.Certificate ? State.ClientCertificate : null,
            Environment = name => variables.GetValueOrDefault(name),
            Prompt = prompt ?? (_ => false),
            Say = say ?? (_ => { }),
            Handler = Handler,
        };

    /// <summary>Trusts the stand-in's certificate and no other, and reaches nothing but this machine.</summary>
    internal HttpMessageHandler Handler() => new OnlyHere(new HttpClientHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        ServerCertificateCustomValidationCallback = (_, certificate, _, errors) =>
            errors == SslPolicyErrors.None || certificate?.Thumbprint == Azure.Certificate.Thumbprint,
    });

    private sealed class OnlyHere(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.RequestUri!.IsLoopback ? base.SendAsync(request, cancellationToken) : throw new HttpRequestException($"The test reached for {request.RequestUri.Host}.");
    }
}
