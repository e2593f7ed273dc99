using System;
using System.Runtime.CompilerServices;
using SfIntegration.Http;

namespace SfIntegration.Auth;

/// <summary>Puts together what asks a vault: address, identity, token, the way out.</summary>
internal static class AzureKeyVault
{
    /// <summary>What signs with a key.</summary>
    public static KeyVaultSigner Signer(Uri key, AzureSignInOptions options) => new(Open(VaultAddress.Parse(key, VaultAddress.Keys), options));

    /// <summary>What reads a secret.</summary>
    public static KeyVaultSecretReader SecretReader(Uri secret, AzureSignInOptions options) => new(Open(VaultAddress.Parse(secret, VaultAddress.Secrets), options));

    private static VaultClient Open(VaultAddress address, AzureSignInOptions options)
    {
        var identity = AzureEnvironment.Resolve(options, address.Cloud);
        return new VaultClient(address, Token(identity, options, address.Cloud.Resource), new HttpSender(options.Handler?.Invoke()), identity.Authority);
    }

    // On its own, so that nothing loads MSAL before an identity is settled.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IVaultToken Token(AzureIdentity identity, AzureSignInOptions options, string resource) => new EntraToken(identity, options, resource);
}
