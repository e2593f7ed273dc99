using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Auth;

/// <summary>
/// A cloud of Azure, told by a vault's host name: for what to ask a token, and where. Vaults have no names of one's own choice,
/// so a host outside this list is no vault (learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates, azure/managed-hsm).
/// </summary>
internal sealed class AzureCloud
{
    private static readonly AzureCloud[] s_all =
    {
        new("vault.azure.net", "https://login.microsoftonline.com/"),
        new("managedhsm.azure.net", "https://login.microsoftonline.com/"),
        new("vault.azure.cn", "https://login.chinacloudapi.cn/"),
        new("managedhsm.azure.cn", "https://login.chinacloudapi.cn/"),
        new("vault.usgovcloudapi.net", "https://login.microsoftonline.us/"),
        new("managedhsm.usgovcloudapi.net", "https://login.microsoftonline.us/"),
    };

    /// <summary>Where Entra answers, under its present and former names.</summary>
    private static readonly HashSet<string> s_entra = new(StringComparer.OrdinalIgnoreCase)
    {
        "login.microsoftonline.com", "login.windows.net", "login.microsoft.com", "sts.windows.net",
        "login.chinacloudapi.cn", "login.partner.microsoftonline.cn", "login.microsoftonline.us", "login.usgovcloudapi.net",
    };

    private AzureCloud(string suffix, string authority)
    {
        Suffix = suffix;
        Resource = "https://" + suffix;
        Authority = new Uri(authority);
    }

    /// <summary>What the hosts of vaults end with.</summary>
    public string Suffix { get; }

    /// <summary>The audience of a token for these vaults.</summary>
    public string Resource { get; }

    /// <summary>Entra of this cloud.</summary>
    public Uri Authority { get; }

    /// <summary>The cloud of a vault; null where the host is no vault's. A stand-in on this machine counts as the public cloud.</summary>
    public static AzureCloud? Of(Uri vault) => vault.IsLoopback
        ? s_all[0]
        : s_all.FirstOrDefault(c => vault.Host.Length > c.Suffix.Length + 1 && vault.Host.EndsWith("." + c.Suffix, StringComparison.OrdinalIgnoreCase));

    /// <summary>True for the hosts that Entra is known to answer on.</summary>
    public static bool IsEntra(Uri authority) =>
        string.Equals(authority.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal) && authority.IsDefaultPort && s_entra.Contains(authority.Host);
}
