using System;
using System.Net.Http;
using System.Security.Cryptography.X509Certificates;

namespace SfIntegration.Auth;

/// <summary>What a person said about how to sign in to Entra; what is left out comes from the environment.</summary>
internal sealed class AzureSignInOptions
{
    public SfAzureCredential Credential { get; init; }

    public string? TenantId { get; init; }

    public string? ClientId { get; init; }

    /// <summary>The id of an Azure DevOps service connection.</summary>
    public string? ServiceConnectionId { get; init; }

    public X509Certificate2? Certificate { get; init; }

    /// <summary>Entra's address, where it is not the one of the vault's cloud.</summary>
    public Uri? Authority { get; init; }

    /// <summary>Reads an environment variable.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>Is told what is done, in a sentence; callable from any thread.</summary>
    public Action<string> Say { get; init; } = _ => { };

    /// <summary>Shows a person what to do with a device code; returns false where nobody is there any more to see it.</summary>
    public Func<string, bool> Prompt { get; init; } = _ => false;

    /// <summary>Makes what answers instead of the network (tests).</summary>
    public Func<HttpMessageHandler>? Handler { get; init; }
}
