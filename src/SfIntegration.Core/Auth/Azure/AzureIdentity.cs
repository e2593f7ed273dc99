using System;

namespace SfIntegration.Auth;

/// <summary>Where the token comes from that an app registration trusts.</summary>
internal enum FederatedSource
{
    None,

    /// <summary>A file that the cluster keeps fresh (AZURE_FEDERATED_TOKEN_FILE).</summary>
    File,

    AzureDevOps,

    GitHub,
}

/// <summary>Who signs in to Entra, and by what: settled, but not yet tried.</summary>
internal sealed class AzureIdentity
{
    public required SfAzureCredential Credential { get; init; }

    public FederatedSource Source { get; init; }

    /// <summary>Null where the vault shall say it.</summary>
    public string? TenantId { get; init; }

    public string? ClientId { get; init; }

    public string? ServiceConnectionId { get; init; }

    public required Uri Authority { get; init; }

    /// <summary>By what, for people ("workload identity (GitHub)").</summary>
    public string How => Credential switch
    {
        SfAzureCredential.ManagedIdentity => "managed identity",
        SfAzureCredential.WorkloadIdentity => "workload identity (" + Source switch
        {
            FederatedSource.AzureDevOps => "Azure DevOps",
            FederatedSource.GitHub => "GitHub",
            _ => "token file",
        } + ")",
        SfAzureCredential.Certificate => "certificate",
        _ => "device code",
    };
}
