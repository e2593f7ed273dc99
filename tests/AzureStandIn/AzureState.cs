using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace SfIntegration.AzureStandIn;

/// <summary>Who and what there is: one tenant, an app registration, a person's app, a managed identity, keys and secrets. All of it new in each stand-in.</summary>
public sealed class AzureState
{
    /// <summary>What tokens of pipelines must be meant for.</summary>
    public const string Exchange = "api://AzureADTokenExchange";

    /// <summary>What tokens for vaults are meant for.</summary>
    public const string Vault = "https://vault.azure.net";

    public string Tenant { get; } = Guid.NewGuid().ToString();

    /// <summary>The app registration of pipelines and services.</summary>
    public string Client { get; } = Guid.NewGuid().ToString();

    /// <summary>The app registration that people sign in through.</summary>
    public string PublicClient { get; } = Guid.NewGuid().ToString();

    /// <summary>The managed identity.</summary>
    public string ManagedClient { get; } = Guid.NewGuid().ToString();

    public string IdentityHeader { get; } = NewSecret();

    public string ServiceConnection { get; } = Guid.NewGuid().ToString();

    public string SystemAccessToken { get; } = NewSecret();

    public string GitHubRequestToken { get; } = NewSecret();

    /// <summary>Signs what Entra gives out.</summary>
    public RSA EntraKey { get; } = RSA.Create(2048);

    /// <summary>The certificate of the app registration.</summary>
    public X509Certificate2 ClientCertificate { get; } = SelfSigned("CN=app-registration");

    /// <summary>The key of the vault that signs, and the certificate whose key it is.</summary>
    public X509Certificate2 SigningCertificate { get; } = SelfSigned("CN=order-sync");

    /// <summary>The consumer secret in the vault; it can be rotated.</summary>
    public string ConsumerSecret { get; set; } = NewSecret();

    /// <summary>By issuer: the key that signs, and the one subject that the app registration trusts.</summary>
    public Dictionary<string, (RSA Key, string Subject)> Trusted { get; } = new()
    {
        ["https://cluster.example/oidc"] = (RSA.Create(2048), "system:serviceaccount:integration:runner"),
        ["https://vstoken.dev.azure.com/acme"] = (RSA.Create(2048), "sc://acme/integration/orders"),
        ["https://token.actions.githubusercontent.com"] = (RSA.Create(2048), "repo:acme/orders:ref:refs/heads/main"),
    };

    /// <summary>What a client may do in the vault, as "client keys/sign".</summary>
    public ConcurrentDictionary<string, bool> Rights { get; } = new();

    /// <summary>Device codes: pending, approved, declined, expired.</summary>
    public ConcurrentDictionary<string, string> DeviceCodes { get; } = new();

    /// <summary>The ids of assertions that were used; none is good twice.</summary>
    public ConcurrentDictionary<string, bool> UsedAssertions { get; } = new();

    /// <summary>What was asked, in order: method and path.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>How many more requests the vault puts off with 429.</summary>
    public int Throttled { get; set; }

    /// <summary>What GitHub says this run is; another branch is another subject.</summary>
    public string GitHubSubject { get; set; } = "repo:acme/orders:ref:refs/heads/main";

    public AzureState()
    {
        foreach (var (client, right) in new[] { Client, PublicClient, ManagedClient }.SelectMany(c => new[] { "keys/get", "keys/sign", "secrets/get" }, (c, r) => (c, r)))
        {
            Rights[client + " " + right] = true;
        }
    }

    /// <summary>A token of a pipeline or a cluster.</summary>
    public string FederatedToken(string issuer, string? subject = null, string audience = Exchange) => Jwt.Create(Trusted[issuer].Key, new JsonObject
    {
        ["iss"] = issuer,
        ["sub"] = subject ?? Trusted[issuer].Subject,
        ["aud"] = audience,
        ["exp"] = DateTimeOffset.UtcNow.AddMinutes(10).ToUnixTimeSeconds(),
    });

    /// <summary>A token of Entra.</summary>
    public string AccessToken(string client, string audience) => Jwt.Create(EntraKey, new JsonObject
    {
        ["iss"] = $"https://sts.windows.net/{Tenant}/",
        ["aud"] = audience,
        ["appid"] = client,
        ["tid"] = Tenant,
        ["exp"] = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds(),
    });

    public static X509Certificate2 SelfSigned(string subject, Action<CertificateRequest>? add = null)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        add?.Invoke(request);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static string NewSecret() => Convert.ToHexString(RandomNumberGenerator.GetBytes(24));
}
