using System;
using Newtonsoft.Json.Linq;
using SfIntegration.Http;

namespace SfIntegration.Auth;

/// <summary>What a refusal of Azure Key Vault means and how it is put right (learn.microsoft.com/azure/key-vault/general/rest-error-codes).</summary>
internal static class VaultErrors
{
    /// <param name="status">The HTTP status.</param>
    /// <param name="json">The body, where it is JSON: {"error": {"code", "message", "innererror": {"code"}}}.</param>
    /// <param name="tenant">The tenant that the vault named as its own, or null.</param>
    /// <param name="address">What was asked for.</param>
    /// <param name="operation">get or sign.</param>
    /// <param name="who">Who asked.</param>
    /// <param name="token">What no message may hold.</param>
    public static SfAuthenticationException Map(int status, JToken? json, string? tenant, VaultAddress address, string operation, string who, string token)
    {
        var error = json is JObject o ? o["error"] : null;
        var code = (error is JObject e ? e["innererror"] : null).Text("code") ?? error.Text("code") ?? "HTTP_" + status;
        var said = Redactor.Clean(error.Text("message") ?? "no reason was given", new[] { token }).Replace('\n', ' ');
        var what = address.Kind.TrimEnd('s');
        return new SfAuthenticationException($"{address} could not be used ({operation} by {who}): {said}", Cure(status, code, said, tenant, address, operation, what))
        {
            HttpStatus = status,
            Code = code,
        };
    }

    private static string Cure(int status, string code, string said, string? tenant, VaultAddress address, string operation, string what)
    {
        if (status == 404)
        {
            return $"Check the name of the {what} and its version; a deleted one can be recovered for a while.";
        }

        if (status == 401)
        {
            return tenant is null
                ? "The vault did not accept the token: check that -AzureTenantId is the tenant that the vault belongs to."
                : $"The vault belongs to tenant {tenant}: sign in there (-AzureTenantId {tenant}).";
        }

        if (Has("disabled"))
        {
            return $"Enable the {what} in the vault, or give one that is.";
        }

        if (Has("expired"))
        {
            return $"Give the {what} a later expiry, or make a new version"
                + (address.Kind == VaultAddress.Keys ? " and upload its certificate to the app in Salesforce." : ".");
        }

        if (Has("notyetvalid") || Has("not yet valid") || Has("before its"))
        {
            return $"The {what} becomes valid later; give one that is valid now.";
        }

        if (Has("firewall") || Has("client address") || Has("ForbiddenByConnection"))
        {
            return "The vault's network rules keep this machine out: allow its address, or run where the vault can be reached.";
        }

        if (Has("incompatible") || Has("not permitted on this key") || Has("KeyOperationForbidden"))
        {
            return "Salesforce signs in with RS256: give an RSA key of at least 2048 bits that may sign.";
        }

        return status == 403
            ? operation switch
            {
                "sign" => "Give the identity the role 'Key Vault Crypto User' on the vault (or the key permission sign, where it has access policies).",
                _ when address.Kind == VaultAddress.Keys => "Give the identity the role 'Key Vault Crypto User' on the vault (or the key permissions get and sign); with the version in the address, sign is enough.",
                _ => "Give the identity the role 'Key Vault Secrets User' on the vault (or the secret permission get, where it has access policies).",
            }
            : $"Check the address of the {what}.";

        bool Has(string part) => code.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0 || said.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;
    }
}
