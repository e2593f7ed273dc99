using System;
using System.Text.RegularExpressions;

namespace SfIntegration.Auth;

/// <summary>
/// What a vault says in WWW-Authenticate when it is asked without a token: its tenant, at the end of the address of Entra. The address
/// is only believed where it is Entra's, and only its tenant is taken: a sign-in goes where the caller or the cloud says.
/// </summary>
internal static class VaultChallenge
{
    private static readonly Regex s_authority = new(
        @"(?:^|[\s,])authorization(?:_uri)?\s*=\s*""(?<uri>[^""]*)""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    // A tenant is a GUID or a domain.
    private static readonly Regex s_tenant = new("^[0-9a-zA-Z][0-9a-zA-Z.-]{0,127}$", RegexOptions.CultureInvariant);

    /// <param name="header">The WWW-Authenticate header, or null.</param>
    /// <param name="trusted">An authority that the caller chose, which is believed as well.</param>
    /// <returns>The tenant, or null where none is named or the address is not to be believed.</returns>
    public static string? Tenant(string? header, Uri? trusted)
    {
        var match = s_authority.Match(header ?? string.Empty);
        if (!match.Success || !Uri.TryCreate(match.Groups["uri"].Value, UriKind.Absolute, out var uri))
        {
            return null;
        }

        var isTrusted = AzureCloud.IsEntra(uri) || (trusted is not null && Http.OrgAddress.IsSame(uri, trusted));
        var tenant = uri.AbsolutePath.Trim('/');
        return isTrusted && s_tenant.IsMatch(tenant) ? tenant : null;
    }
}
