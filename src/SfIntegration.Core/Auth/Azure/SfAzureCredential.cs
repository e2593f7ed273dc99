namespace SfIntegration.Auth;

/// <summary>How Connect-SfOrg proves to Microsoft Entra who it is, where Azure Key Vault holds the key or the secret.</summary>
public enum SfAzureCredential
{
    /// <summary>What the environment offers: a certificate that was given, else workload identity, else a managed identity.</summary>
    Default,

    /// <summary>The identity of the Azure resource that this runs on.</summary>
    ManagedIdentity,

    /// <summary>A token of the pipeline (Azure DevOps, GitHub) or of the cluster, which an app registration trusts.</summary>
    WorkloadIdentity,

    /// <summary>A certificate of an app registration.</summary>
    Certificate,

    /// <summary>A person, who signs in with a browser on any device.</summary>
    DeviceCode,
}
