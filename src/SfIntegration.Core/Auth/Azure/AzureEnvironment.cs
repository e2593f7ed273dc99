using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Auth;

/// <summary>
/// Settles who signs in to Entra, from what was said and from the environment variables that Azure's own tools know
/// (Azure Identity, the workload identity webhook, AzureCLI@2 and AzurePowerShell@5, GitHub Actions). Nothing is tried here.
/// </summary>
internal static class AzureEnvironment
{
    public const string Tenant = "AZURE_TENANT_ID";
    public const string Client = "AZURE_CLIENT_ID";
    public const string AuthorityHost = "AZURE_AUTHORITY_HOST";
    public const string TokenFile = "AZURE_FEDERATED_TOKEN_FILE";
    public const string DevOpsUri = "SYSTEM_OIDCREQUESTURI";
    public const string DevOpsToken = "SYSTEM_ACCESSTOKEN";
    public const string DevOpsTenant = "AZURESUBSCRIPTION_TENANT_ID";
    public const string DevOpsClient = "AZURESUBSCRIPTION_CLIENT_ID";
    public const string DevOpsConnection = "AZURESUBSCRIPTION_SERVICE_CONNECTION_ID";
    public const string GitHubUri = "ACTIONS_ID_TOKEN_REQUEST_URL";
    public const string GitHubToken = "ACTIONS_ID_TOKEN_REQUEST_TOKEN";

    /// <summary>What announces a managed identity: App Service, Functions, Container Apps and Automation; Azure Arc; Cloud Shell. A virtual machine announces nothing.</summary>
    private static readonly string[] s_managed = { "IDENTITY_ENDPOINT", "IMDS_ENDPOINT", "MSI_ENDPOINT" };

    /// <summary>The identity, or an error that names what was looked for.</summary>
    public static AzureIdentity Resolve(AzureSignInOptions options, AzureCloud cloud)
    {
        var read = new Reader(options);
        var authority = Authority(options, read, cloud);
        return options.Credential switch
        {
            SfAzureCredential.ManagedIdentity => Managed(options, read, authority),
            SfAzureCredential.Certificate => Certificate(options, read, authority),
            SfAzureCredential.DeviceCode => DeviceCode(options, read, authority),
            SfAzureCredential.WorkloadIdentity => Workload(options, read, authority, out var gaps) ?? throw NoWorkload(gaps),
            _ => Default(options, read, authority),
        };
    }

    private static AzureIdentity Default(AzureSignInOptions options, Reader read, Uri authority)
    {
        if (options.Certificate is not null)
        {
            return Certificate(options, read, authority);
        }

        if (Workload(options, read, authority, out var gaps) is { } workload)
        {
            return workload;
        }

        if (s_managed.Any(read.Has))
        {
            return Managed(options, read, authority);
        }

        throw new SfAuthenticationException(
            "Nothing here says how to sign in to Azure. " + Looked(gaps) + " Managed identity: none of " + string.Join(", ", s_managed) + " is set.",
            "In a pipeline, let it have its token (docs/authentication.md has the lines). On an Azure virtual machine say -AzureCredential ManagedIdentity; with an app registration's certificate -AzureCertificate; as a person -AzureCredential DeviceCode.");
    }

    private static AzureIdentity Managed(AzureSignInOptions options, Reader read, Uri authority) => new()
    {
        Credential = SfAzureCredential.ManagedIdentity,
        ClientId = options.ClientId ?? read.Value(Client),
        Authority = authority,
    };

    private static AzureIdentity Certificate(AzureSignInOptions options, Reader read, Uri authority)
    {
        if (options.Certificate is not { HasPrivateKey: true })
        {
            throw new SfAuthenticationException(
                options.Certificate is null ? "Signing in to Azure by certificate needs the certificate." : "The certificate for Azure has no private key on this machine.",
                "Give it as -AzureCertificate: a certificate of the store with its private key, or the bytes of a PFX.");
        }

        return new AzureIdentity
        {
            Credential = SfAzureCredential.Certificate,
            TenantId = options.TenantId ?? read.Value(Tenant),
            ClientId = options.ClientId ?? read.Value(Client) ?? throw NoClient("a certificate", "the app registration that the certificate was uploaded to"),
            Authority = authority,
        };
    }

    private static AzureIdentity DeviceCode(AzureSignInOptions options, Reader read, Uri authority) => new()
    {
        Credential = SfAzureCredential.DeviceCode,
        TenantId = options.TenantId ?? read.Value(Tenant),
        ClientId = options.ClientId ?? read.Value(Client) ?? throw NoClient("a device code", "an app registration that allows public client flows and has the delegated permission Azure Key Vault user_impersonation"),
        Authority = authority,
    };

    /// <summary>The first source whose variables are all there; else null, with what is missing of each that was begun.</summary>
    private static AzureIdentity? Workload(AzureSignInOptions options, Reader read, Uri authority, out IReadOnlyList<string> gaps)
    {
        var said = new List<string>();
        foreach (var source in new[] { FederatedSource.File, FederatedSource.AzureDevOps, FederatedSource.GitHub })
        {
            var isDevOps = source == FederatedSource.AzureDevOps;
            var own = source switch
            {
                FederatedSource.File => new[] { TokenFile },
                FederatedSource.AzureDevOps => new[] { DevOpsUri, DevOpsToken },
                _ => new[] { GitHubUri, GitHubToken },
            };
            var identity = new AzureIdentity
            {
                Credential = SfAzureCredential.WorkloadIdentity,
                Source = source,
                TenantId = options.TenantId ?? (isDevOps ? read.Value(DevOpsTenant) : null) ?? read.Value(Tenant),
                ClientId = options.ClientId ?? (isDevOps ? read.Value(DevOpsClient) : null) ?? read.Value(Client),
                ServiceConnectionId = isDevOps ? options.ServiceConnectionId ?? read.Value(DevOpsConnection) : null,
                Authority = authority,
            };
            var missing = own.Where(name => !read.Has(name)).ToList();
            if (missing.Count == own.Length)
            {
                said.Add($"{Name(source)}: {string.Join(" and ", own)} not set.");
                continue;
            }

            AddIf(identity.TenantId is null, $"{(isDevOps ? DevOpsTenant + " or " : string.Empty)}{Tenant} (or -AzureTenantId)");
            AddIf(identity.ClientId is null, $"{(isDevOps ? DevOpsClient + " or " : string.Empty)}{Client} (or -AzureClientId)");
            AddIf(isDevOps && identity.ServiceConnectionId is null, $"{DevOpsConnection} (or -AzureServiceConnectionId)");
            if (missing.Count == 0)
            {
                gaps = said;
                return identity;
            }

            said.Add($"{Name(source)}: {string.Join(", ", own.Where(read.Has))} set, but {string.Join(", ", missing)} not.");

            void AddIf(bool isMissing, string what)
            {
                if (isMissing)
                {
                    missing.Add(what);
                }
            }
        }

        gaps = said;
        return null;
    }

    private static string Name(FederatedSource source) => source switch
    {
        FederatedSource.File => "Token file of a cluster",
        FederatedSource.AzureDevOps => "Azure DevOps",
        _ => "GitHub",
    };

    private static string Looked(IEnumerable<string> gaps) => "Environment variables looked for: " + string.Join(" ", gaps);

    private static SfAuthenticationException NoWorkload(IEnumerable<string> gaps) => new(
        "This environment has no token to sign in to Azure with. " + Looked(gaps),
        $"Azure DevOps: run under AzureCLI@2 or AzurePowerShell@5 with env {DevOpsToken}: $(System.AccessToken). GitHub: permissions id-token: write, and {Tenant} and {Client}. docs/authentication.md has the lines.");

    private static SfAuthenticationException NoClient(string what, string which) => new(
        $"Signing in to Azure with {what} needs the application (client) id; neither -AzureClientId nor {Client} gives one.", $"Give the id of {which}.");

    private static Uri Authority(AzureSignInOptions options, Reader read, AzureCloud cloud)
    {
        var text = options.Authority?.OriginalString ?? read.Value(AuthorityHost);
        if (text is null)
        {
            return cloud.Authority;
        }

        if (!Uri.TryCreate(text.IndexOf("://", StringComparison.Ordinal) < 0 ? "https://" + text : text, UriKind.Absolute, out var uri)
            || uri.Scheme != Uri.UriSchemeHttps || uri.UserInfo.Length > 0 || uri.AbsolutePath.Trim('/').Length > 0 || uri.Query.Length > 0)
        {
            throw new SfAuthenticationException(
                $"What {(options.Authority is null ? AuthorityHost : "-AzureAuthority")} gives is no address of Entra{(uri is null ? string.Empty : $": {uri.Scheme}://{uri.Authority}{uri.AbsolutePath}")}.",
                "Give its host alone, such as https://login.microsoftonline.us; the tenant is given apart.");
        }

        return Http.OrgAddress.Origin(uri);
    }

    /// <summary>Variables that are there but empty count as not there: pipelines set those.</summary>
    private sealed class Reader
    {
        private readonly Func<string, string?> _read;

        public Reader(AzureSignInOptions options) => _read = options.Environment;

        public bool Has(string name) => Value(name) is not null;

        public string? Value(string name) => _read(name) is { } text && text.Trim().Length > 0 && !IsUnexpanded(text) ? text.Trim() : null;

        /// <summary>Azure DevOps hands over "$(System.AccessToken)" as it stands where there is no such variable.</summary>
        private static bool IsUnexpanded(string text) => text.StartsWith("$(", StringComparison.Ordinal) && text.EndsWith(")", StringComparison.Ordinal);
    }
}
