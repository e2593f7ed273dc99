using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text.RegularExpressions;
using Microsoft.Identity.Client;
using Newtonsoft.Json.Linq;
using SfIntegration.Http;

namespace SfIntegration.Auth;

/// <summary>
/// Turns what MSAL throws into our own errors, with a cure from entra-cures.json. MSAL's exceptions themselves are not handed on: they
/// print whole answers, and their types live in a load context that scripts cannot name.
/// </summary>
internal static class EntraErrors
{
    private const int LongestMessage = 600;

    private static readonly Regex s_code = new(@"AADSTS\d{4,8}", RegexOptions.CultureInvariant);
    private static readonly Lazy<IReadOnlyList<KeyValuePair<string, string>>> s_cures = new(Load);

    /// <summary>True for what MSAL and its way out throw; an error of ours passes, as does a stop.</summary>
    public static bool IsTheirs(Exception error) => error is MsalException or HttpRequestException or IOException or OperationCanceledException;

    public static SfException Map(Exception error, AzureIdentity identity, string who)
    {
        if (error is not MsalException msal)
        {
            return NoAnswer(error, identity);
        }

        if (msal.InnerException is HttpRequestException or OperationCanceledException && msal is not MsalServiceException { StatusCode: > 0 })
        {
            return NoAnswer(msal.InnerException, identity);
        }

        // MSAL puts general advice in front of what Entra itself said.
        var said = s_code.Match(msal.Message);
        var text = Redactor.Clean(said.Success ? msal.Message.Substring(said.Index) : msal.Message, Array.Empty<string>()).Replace('\n', ' ');
        text = text.Length > LongestMessage ? text.Substring(0, LongestMessage) + "..." : text;
        var code = said.Success ? said.Value : msal.ErrorCode;
        return new SfAuthenticationException($"Azure refused the sign-in by {who}: {text}", CureOf(code) ?? DefaultCure(identity))
        {
            Code = code,
            HttpStatus = msal is MsalServiceException { StatusCode: > 0 } service ? service.StatusCode : null,
            RequestId = msal.CorrelationId,
        };
    }

    /// <summary>The cure of a code of Entra ("AADSTS700016") or of MSAL; the longest that the code begins with.</summary>
    internal static string? CureOf(string? code) => s_cures.Value
        .Where(c => code is not null && code.StartsWith(c.Key, StringComparison.Ordinal) && (code.Length == c.Key.Length || !char.IsDigit(code[c.Key.Length])))
        .Select(c => c.Value).FirstOrDefault();

    private static SfNetworkException NoAnswer(Exception cause, AzureIdentity identity)
    {
        var isManaged = identity.Credential == SfAzureCredential.ManagedIdentity;
        var isTimeout = cause is OperationCanceledException;
        var where = isManaged ? "the managed identity endpoint of this machine" : identity.Authority.Authority;
        return new SfNetworkException(
            isTimeout ? $"{where} did not answer in time." : $"No connection to {where}: {cause.Message}",
            isManaged ? "Look whether this runs on an Azure resource that has a managed identity; elsewhere sign in another way."
                : "Check the network, the proxy and the firewall between this machine and Entra.",
            cause)
        { IsTimeout = isTimeout };
    }

    private static string DefaultCure(AzureIdentity identity) => identity.Credential switch
    {
        SfAzureCredential.ManagedIdentity => "Look whether this resource has a managed identity; where it has several, name one with -AzureClientId.",
        SfAzureCredential.WorkloadIdentity => "Compare tenant, client id and the federated credential of the app registration with this pipeline.",
        SfAzureCredential.Certificate => "Compare tenant, client id and the certificates of the app registration.",
        _ => "Sign in again, and finish in the browser while the code is good.",
    };

    private static IReadOnlyList<KeyValuePair<string, string>> Load()
    {
        const string Name = "SfIntegration.Auth.Data.entra-cures.json";
        using var stream = typeof(EntraErrors).Assembly.GetManifestResourceStream(Name)
            ?? throw new InvalidOperationException($"The resource {Name} is missing from the assembly.");
        using var text = new StreamReader(stream);
        return ((JObject)SfJson.Read(text)).Properties().Select(p => new KeyValuePair<string, string>(p.Name, (string)p.Value!)).ToList();
    }
}
