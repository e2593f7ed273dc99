using System;
using System.Linq;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SfIntegration.AzureStandIn;

/// <summary>The stand-in, served: https for Entra, the vault and the pipelines, http for the managed identity of a machine.</summary>
public sealed class AzureSite : IAsyncDisposable
{
    private readonly WebApplication _app;

    private AzureSite(WebApplication app, X509Certificate2 certificate, AzureState state)
    {
        _app = app;
        Certificate = certificate;
        State = state;
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Https = new Uri(addresses.Single(a => a.StartsWith("https:", StringComparison.Ordinal)).Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
        Http = new Uri(addresses.Single(a => a.StartsWith("http:", StringComparison.Ordinal)));
    }

    public AzureState State { get; }

    /// <summary>The server's own certificate, which a client must be told to trust.</summary>
    public X509Certificate2 Certificate { get; }

    public Uri Https { get; }

    public Uri Http { get; }

    public static async Task<AzureSite> StartAsync()
    {
        var state = new AzureState();
        var certificate = AzureState.SelfSigned("CN=localhost", request =>
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName("localhost");
            names.AddIpAddress(IPAddress.Loopback);
            request.CertificateExtensions.Add(names.Build());
        });
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate));
        });
        var app = builder.Build();
        app.Use(async (context, next) =>
        {
            if (!context.Request.Path.StartsWithSegments("/control"))
            {
                state.Asked.Enqueue(context.Request.Method + " " + context.Request.Path);
            }

            await next();
        });
        EntraEndpoints.Map(app, state);
        VaultEndpoints.Map(app, state);
        PipelineEndpoints.Map(app, state);
        ControlEndpoints.Map(app, state);
        await app.StartAsync();
        return new AzureSite(app, certificate, state);
    }

    /// <summary>Where everything is, and what a client needs to know; all of it is made up and dies with the process.</summary>
    public JsonObject Describe() => new()
    {
        ["authority"] = Https.AbsoluteUri.TrimEnd('/'),
        ["vault"] = Https.AbsoluteUri.TrimEnd('/'),
        ["control"] = Http.AbsoluteUri + "control",
        ["tenant"] = State.Tenant,
        ["client"] = State.Client,
        ["publicClient"] = State.PublicClient,
        ["managedClient"] = State.ManagedClient,
        ["identityEndpoint"] = Http.AbsoluteUri + "msi/token",
        ["identityHeader"] = State.IdentityHeader,
        ["devOpsUri"] = Https.AbsoluteUri + "acme/_apis/oidctoken",
        ["systemAccessToken"] = State.SystemAccessToken,
        ["serviceConnection"] = State.ServiceConnection,
        ["gitHubUri"] = Https.AbsoluteUri + "github/token?api-version=2.0",
        ["gitHubToken"] = State.GitHubRequestToken,
        ["clusterToken"] = State.FederatedToken("https://cluster.example/oidc"),
        ["clientPfx"] = Convert.ToBase64String(State.ClientCertificate.Export(X509ContentType.Pfx)),
        ["signingCertificate"] = State.SigningCertificate.ExportCertificatePem(),
        ["consumerSecret"] = State.ConsumerSecret,
    };

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    internal static IResult Json(int status, JsonObject body) => Results.Content(body.ToJsonString(), "application/json; charset=utf-8", statusCode: status);
}
