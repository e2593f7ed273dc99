using System;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Http;

namespace SfIntegration.Auth;

/// <summary>Signs in Azure Key Vault: only the digest goes there and only the signature comes back, the key never leaves it.</summary>
internal sealed class KeyVaultSigner : IJwtSigner, IDisposable
{
    private const int SmallestSignature = 2048 / 8;

    private readonly VaultClient _vault;

    /// <param name="vault">The vault, for the address of a key; disposed with the signer.</param>
    public KeyVaultSigner(VaultClient vault) => _vault = vault;

    public async Task<byte[]> SignAsync(byte[] data, CancellationToken cancellationToken)
    {
        // Without a version the newest is asked for first, which also tells what is wrong with it; with one, sign is the only right that is needed.
        var key = _vault.Address.Version is null ? await NewestAsync(cancellationToken).ConfigureAwait(false) : _vault.Address;
        byte[] digest;
        using (var sha = SHA256.Create())
        {
            digest = sha.ComputeHash(data);
        }

        var answer = await _vault.AskAsync(
            "sign", key.Path + "/sign", new JObject { ["alg"] = "RS256", ["value"] = Base64Url.Encode(digest) }, cancellationToken).ConfigureAwait(false);
        var signature = Base64Url.TryDecode(answer.Text("value"));
        return signature is { Length: >= SmallestSignature } ? signature : throw new SfAuthenticationException(
            $"{key} gave no RS256 signature.", "Salesforce signs in with RS256: give an RSA key of at least 2048 bits.");
    }

    public void Dispose() => _vault.Dispose();

    private async Task<VaultAddress> NewestAsync(CancellationToken cancellationToken)
    {
        var answer = await _vault.AskAsync("get", _vault.Address.Path, null, cancellationToken).ConfigureAwait(false);
        var key = answer["key"];
        var type = key.Text("kty");
        if (type is not ("RSA" or "RSA-HSM"))
        {
            throw new SfAuthenticationException(
                $"{_vault.Address} is a key of type {type ?? "unknown"}.", "Salesforce signs in with RS256: give an RSA key of at least 2048 bits.");
        }

        return _vault.Address.AtVersionOf(key.Text("kid")) ?? throw new SfAuthenticationException(
            $"{_vault.Address.Origin.Authority} did not say which version of the key is the newest.", "Give the key's address with its version.");
    }
}
