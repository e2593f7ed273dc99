using System;
using System.Management.Automation;
using System.Security.Cryptography.X509Certificates;
using SfIntegration.Auth;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Http;

namespace SfIntegration.Cmdlets.Session;

/// <content>The parameters for a key or a secret that lies in Azure Key Vault, and how to sign in to Azure for it.</content>
public sealed partial class ConnectSfOrgCommand
{
    private const string VaultKeySet = "KeyVaultKey";
    private const string VaultSecretSet = "KeyVaultSecret";

    /// <summary>The identifier of an RSA key in Azure Key Vault, https://vault.vault.azure.net/keys/name[/version]. The assertion is signed there; the key never leaves the vault.</summary>
    [Parameter(Mandatory = true, ParameterSetName = VaultKeySet)]
    [ValidateNotNull]
    public Uri? KeyVaultKey { get; set; }

    /// <summary>The identifier of a secret in Azure Key Vault that holds the app's consumer secret, https://vault.vault.azure.net/secrets/name[/version]. It is read at each sign-in and kept nowhere.</summary>
    [Parameter(Mandatory = true, ParameterSetName = VaultSecretSet)]
    [ValidateNotNull]
    public Uri? KeyVaultSecret { get; set; }

    /// <summary>How to sign in to Azure; without it by what the environment offers, which -Verbose tells.</summary>
    [Parameter(ParameterSetName = VaultKeySet)]
    [Parameter(ParameterSetName = VaultSecretSet)]
    public SfAzureCredential AzureCredential { get; set; }

    /// <summary>The tenant of Entra; else AZURE_TENANT_ID or what the vault says.</summary>
    [Parameter(ParameterSetName = VaultKeySet)]
    [Parameter(ParameterSetName = VaultSecretSet)]
    [ValidatePattern(@"^[0-9a-zA-Z][0-9a-zA-Z.-]{0,127}$")]
    public string? AzureTenantId { get; set; }

    /// <summary>The application (client) id of the app registration or of a user-assigned managed identity; else AZURE_CLIENT_ID.</summary>
    [Parameter(ParameterSetName = VaultKeySet)]
    [Parameter(ParameterSetName = VaultSecretSet)]
    [ValidateNotNullOrEmpty]
    public string? AzureClientId { get; set; }

    /// <summary>A certificate of the app registration, with its private key: of the store, or the bytes of a PFX.</summary>
    [Parameter(ParameterSetName = VaultKeySet)]
    [Parameter(ParameterSetName = VaultSecretSet)]
    [CertificateTransformation]
    [ValidateNotNull]
    public X509Certificate2? AzureCertificate { get; set; }

    /// <summary>The id of the Azure DevOps service connection whose identity to use; else AZURESUBSCRIPTION_SERVICE_CONNECTION_ID.</summary>
    [Parameter(ParameterSetName = VaultKeySet)]
    [Parameter(ParameterSetName = VaultSecretSet)]
    [ValidateNotNullOrEmpty]
    public string? AzureServiceConnectionId { get; set; }

    /// <summary>The address of Entra, https://login.microsoftonline.us, where it is not that of the vault's cloud; else AZURE_AUTHORITY_HOST.</summary>
    [Parameter(ParameterSetName = VaultKeySet)]
    [Parameter(ParameterSetName = VaultSecretSet)]
    [ValidateNotNull]
    public Uri? AzureAuthority { get; set; }

    /// <summary>A person can only be asked while the cmdlet runs; the connection lives on.</summary>
    private volatile bool _isWaiting;

    private ITokenSource ByVaultKey(HttpSender sender) =>
        new JwtBearerTokenSource(sender, InstanceUrl, ClientId, Username!, AzureKeyVault.Signer(KeyVaultKey!, AzureOptions()), Audience);

    private ITokenSource ByVaultSecret(HttpSender sender)
    {
        var reader = AzureKeyVault.SecretReader(KeyVaultSecret!, AzureOptions());
        return new ClientCredentialsTokenSource(sender, InstanceUrl, ClientId, reader.ReadAsync, reader);
    }

    private AzureSignInOptions AzureOptions() => new()
    {
        Credential = AzureCredential,
        TenantId = AzureTenantId,
        ClientId = AzureClientId,
        ServiceConnectionId = AzureServiceConnectionId,
        Certificate = AzureCertificate,
        Authority = AzureAuthority,
        Say = Tell,
        Prompt = message =>
        {
            if (!_isWaiting)
            {
                return false;
            }

            Advise(message);
            return true;
        },
    };
}
