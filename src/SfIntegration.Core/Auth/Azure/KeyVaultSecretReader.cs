using System;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Http;

namespace SfIntegration.Auth;

/// <summary>Reads a secret from Azure Key Vault; it is kept nowhere, so that the next reading finds a rotated one.</summary>
internal sealed class KeyVaultSecretReader : IDisposable
{
    private readonly VaultClient _vault;

    /// <param name="vault">The vault, for the address of a secret; disposed with the reader.</param>
    public KeyVaultSecretReader(VaultClient vault) => _vault = vault;

    public async Task<Secret> ReadAsync(CancellationToken cancellationToken)
    {
        var answer = await _vault.AskAsync("get", _vault.Address.Path, null, cancellationToken).ConfigureAwait(false);
        if (answer.Text("contentType") is "application/x-pkcs12" or "application/x-pem-file")
        {
            throw new SfAuthenticationException(
                $"{_vault.Address} holds a certificate with its key, not a consumer secret.",
                $"To sign with it, give its key: -KeyVaultKey {_vault.Address.Origin}keys/{_vault.Address.Name}.");
        }

        // A secret that was set from a file often ends with a line break; no consumer secret holds one.
        var value = answer.Text("value")?.Trim();
        return string.IsNullOrEmpty(value)
            ? throw new SfAuthenticationException($"{_vault.Address} is empty.", "Set it to the app's consumer secret.")
            : new Secret(value!);
    }

    public void Dispose() => _vault.Dispose();
}
