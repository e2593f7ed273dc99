using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Http;

namespace SfIntegration.Auth;

/// <summary>
/// The token that a pipeline or a cluster says who it is with; it is asked for anew each time, because it lives for minutes.
/// Azure DevOps: POST SYSTEM_OIDCREQUESTURI (release notes of sprint 240). GitHub: GET ACTIONS_ID_TOKEN_REQUEST_URL
/// (docs.github.com, "OpenID Connect reference"). Both are addresses that the agent itself set.
/// </summary>
internal sealed class FederatedToken
{
    /// <summary>What Entra wants as the audience of such a token, in every cloud.</summary>
    public const string Audience = "api://AzureADTokenExchange";

    private const int LongestFile = 64 * 1024;

    private readonly HttpSender _sender;
    private readonly Func<string, string?> _environment;

    public FederatedToken(HttpSender sender, Func<string, string?> environment)
    {
        _sender = sender;
        _environment = environment;
    }

    public Task<string> GetAsync(AzureIdentity identity, CancellationToken cancellationToken) => identity.Source switch
    {
        FederatedSource.AzureDevOps => FromDevOpsAsync(identity.ServiceConnectionId!, cancellationToken),
        FederatedSource.GitHub => FromGitHubAsync(cancellationToken),
        _ => Task.FromResult(FromFile()),
    };

    private Task<string> FromDevOpsAsync(string connection, CancellationToken cancellationToken)
    {
        var address = With(Address(AzureEnvironment.DevOpsUri), "api-version=7.1&serviceConnectionId=" + Uri.EscapeDataString(connection));
        var token = Variable(AzureEnvironment.DevOpsToken);
        return AskAsync(address, token, "oidcToken", new SfRequest(HttpMethod.Post, address.PathAndQuery)
        {
            Authorization = "Bearer " + token,
            Body = Encoding.ASCII.GetBytes("{}"),

            // Without it a refusal is a redirect to a page for people.
            Headers = new Dictionary<string, string> { ["X-TFS-FedAuthRedirect"] = "Suppress" },
            IsAnonymous = true,
            IsOutside = true,
            IsRepeatable = true,
            AcceptStatus = s_refusals,
        }, "Azure DevOps", $"Check the id of the service connection, that this pipeline may use it, and that {AzureEnvironment.DevOpsToken} is $(System.AccessToken).", cancellationToken);
    }

    private Task<string> FromGitHubAsync(CancellationToken cancellationToken)
    {
        var address = With(Address(AzureEnvironment.GitHubUri), "audience=" + Uri.EscapeDataString(Audience));
        var token = Variable(AzureEnvironment.GitHubToken);
        return AskAsync(address, token, "value", new SfRequest(HttpMethod.Get, address.PathAndQuery)
        {
            Authorization = "Bearer " + token,
            IsAnonymous = true,
            IsOutside = true,
            AcceptStatus = s_refusals,
        }, "GitHub", "Give the job `permissions: id-token: write`.", cancellationToken);
    }

    private static readonly int[] s_refusals = { 400, 401, 403, 404 };

    private async Task<string> AskAsync(
        Uri address, string secret, string property, SfRequest request, string who, string cure, CancellationToken cancellationToken)
    {
        var answer = await _sender.SendAsync(request, OrgAddress.Origin(address), null, cancellationToken).ConfigureAwait(false);
        var token = answer.Status is 200 or 201 ? answer.Json.Text(property) : null;
        if (!string.IsNullOrEmpty(token))
        {
            return token!;
        }

        var said = answer.Json.Text("message") is { } message ? ": " + Redactor.Clean(message, new[] { secret }) : string.Empty;
        throw new SfAuthenticationException(
            answer.Status is 200 or 201 ? $"{who} answered without a token ({property})." : $"{who} refused this pipeline a token (HTTP {answer.Status}){said}", cure)
        { HttpStatus = answer.Status };
    }

    private string FromFile()
    {
        var path = Variable(AzureEnvironment.TokenFile);
        try
        {
            var file = new FileInfo(path);
            var token = file.Length > LongestFile ? string.Empty : File.ReadAllText(path).Trim();
            return token.Length > 0 ? token : throw new SfAuthenticationException(
                $"The file that {AzureEnvironment.TokenFile} names holds no token: {path}.", "Look whether the service account's token is projected into this pod.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new SfAuthenticationException(
                $"The file that {AzureEnvironment.TokenFile} names cannot be read: {path}.", "Look whether the service account's token is projected into this pod, and for this user.", error);
        }
    }

    private Uri Address(string variable)
    {
        if (!Uri.TryCreate(Variable(variable), UriKind.Absolute, out var uri))
        {
            throw new SfAuthenticationException($"{variable} holds no address.", "It is set by the pipeline's agent; do not set it yourself.");
        }

        OrgAddress.RequireSecure(uri);
        return uri;
    }

    private static Uri With(Uri address, string query) =>
        new(address.AbsoluteUri + (address.Query.Length == 0 ? "?" : "&") + query);

    private string Variable(string name) => _environment(name)?.Trim() is { Length: > 0 } value
        ? value
        : throw new SfAuthenticationException($"{name} is not set any more.", "Connect again in the step of the pipeline that has it.");
}
