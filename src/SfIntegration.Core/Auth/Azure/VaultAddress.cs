using System;
using System.Text.RegularExpressions;
using SfIntegration.Http;

namespace SfIntegration.Auth;

/// <summary>What an Azure Key Vault identifier says: https://vault/keys/name or https://vault/secrets/name, with a version or without.</summary>
internal sealed class VaultAddress
{
    public const string Keys = "keys";
    public const string Secrets = "secrets";

    // learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates: 1 to 127 of 0-9, a-z, A-Z and -; versions are 32 hex digits.
    private static readonly Regex s_name = new("^[0-9a-zA-Z-]{1,127}$", RegexOptions.CultureInvariant);
    private static readonly Regex s_version = new("^[0-9a-zA-Z]{1,64}$", RegexOptions.CultureInvariant);

    private VaultAddress(Uri origin, AzureCloud cloud, string kind, string name, string? version)
    {
        Origin = origin;
        Cloud = cloud;
        Kind = kind;
        Name = name;
        Version = version;
    }

    /// <summary>Scheme, host and port; nothing is ever sent elsewhere.</summary>
    public Uri Origin { get; }

    public AzureCloud Cloud { get; }

    /// <summary>keys or secrets.</summary>
    public string Kind { get; }

    public string Name { get; }

    /// <summary>The version, or null for the newest.</summary>
    public string? Version { get; }

    /// <summary>Its path under the vault.</summary>
    public string Path => $"/{Kind}/{Name}" + (Version is null ? string.Empty : "/" + Version);

    /// <summary>Reads an identifier.</summary>
    /// <param name="uri">As Key Vault shows it ("Key Identifier", "Secret Identifier").</param>
    /// <param name="kind"><see cref="Keys"/> or <see cref="Secrets"/>.</param>
    public static VaultAddress Parse(Uri uri, string kind)
    {
        var form = kind == Keys ? "https://my-vault.vault.azure.net/keys/my-key" : "https://my-vault.vault.azure.net/secrets/my-secret";
        if (!uri.IsAbsoluteUri || uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            throw new SfException($"'{Shown(uri)}' is no identifier of Azure Key Vault.", $"Give it as Key Vault shows it, such as {form}.");
        }

        OrgAddress.RequireSecure(uri);
        var cloud = AzureCloud.Of(uri) ?? throw new SfException(
            $"{uri.Host} is no vault of Azure: nothing is asked of it, because it would be handed a token.",
            $"Give the vault's own host name, as in {form}.");
        var parts = uri.AbsolutePath.Trim('/').Split('/');
        if (parts.Length is < 2 or > 3 || !s_name.IsMatch(parts[1]) || (parts.Length == 3 && !s_version.IsMatch(parts[2])))
        {
            throw new SfException($"'{Shown(uri)}' names no {kind.TrimEnd('s')}.", $"Give it as Key Vault shows it, such as {form}, with a version behind it or not.");
        }

        if (!string.Equals(parts[0], kind, StringComparison.OrdinalIgnoreCase))
        {
            throw new SfException($"'{Shown(uri)}' is in '{parts[0]}', not in '{kind}'.", parts[0].ToLowerInvariant() switch
            {
                "certificates" => $"The {kind.TrimEnd('s')} of a certificate has the certificate's name: give {OrgAddress.Origin(uri)}{kind}/{parts[1]}.",
                Keys => "A key signs: give it as -KeyVaultKey.",
                Secrets => "A secret is read: give it as -KeyVaultSecret.",
                _ => $"Give it as Key Vault shows it, such as {form}.",
            });
        }

        return new VaultAddress(OrgAddress.Origin(uri), cloud, kind, parts[1], parts.Length == 3 ? parts[2] : null);
    }

    /// <summary>The same key or secret in the version that an answer named; null where it named none.</summary>
    /// <param name="id">The kid or id of an answer. Only its last part is used, so that the host stays.</param>
    public VaultAddress? AtVersionOf(string? id)
    {
        var version = id?.Substring(id.LastIndexOf('/') + 1);
        return version is not null && s_version.IsMatch(version) ? new VaultAddress(Origin, Cloud, Kind, Name, version) : null;
    }

    public override string ToString() => Origin.GetLeftPart(UriPartial.Authority) + Path;

    /// <summary>Without what might be a password or a signature.</summary>
    private static string Shown(Uri uri) => uri.IsAbsoluteUri ? $"{uri.Scheme}://{uri.Authority}{uri.AbsolutePath}" : uri.OriginalString;
}
