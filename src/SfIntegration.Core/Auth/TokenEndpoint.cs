using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;
using SfIntegration.Http;

namespace SfIntegration.Auth;

/// <summary>Asks /services/oauth2/token for a session (facts §1). Never follows a redirect: the form holds a credential.</summary>
internal sealed class TokenEndpoint
{
    private readonly HttpSender _sender;

    public TokenEndpoint(HttpSender sender, string loginUrl)
    {
        _sender = sender;
        Login = OrgAddress.Parse(loginUrl);
    }

    public Uri Login { get; }

    /// <param name="form">The parameters in their order.</param>
    /// <param name="secrets">Which of the values no message may show.</param>
    /// <param name="authorization">A Basic header, or null.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<SfToken> PostAsync(
        IReadOnlyList<(string Name, string Value)> form, IReadOnlyList<string> secrets, string? authorization, CancellationToken cancellationToken)
    {
        var body = string.Join("&", form.Select(p => Encode(p.Name) + "=" + Encode(p.Value)));
        var request = new SfRequest(HttpMethod.Post, SfUrls.Token)
        {
            Body = Encoding.ASCII.GetBytes(body),
            ContentType = "application/x-www-form-urlencoded",
            Authorization = authorization,
            Secrets = secrets,
            IsAnonymous = true,

            // Signing in twice leaves a session unused, and nothing else. A rotated refresh token is the exception.
            IsRepeatable = form.All(p => p.Name != "refresh_token"),
        };
        var answer = (await _sender.SendAsync(request, Login, null, cancellationToken).ConfigureAwait(false)).Object(SfUrls.Token);
        var accessToken = answer.Text("access_token");
        var instance = answer.Text("instance_url");
        if (string.IsNullOrEmpty(accessToken) || string.IsNullOrEmpty(instance))
        {
            throw new SfAuthenticationException(
                $"{Login.Authority} accepted the sign-in but gave no {(string.IsNullOrEmpty(accessToken) ? "access_token" : "instance_url")}.",
                "Check that the address is a Salesforce org.");
        }

        return new SfToken(accessToken!, OrgAddress.Parse(instance!), answer.Text("id"), answer.Text("refresh_token"));
    }

    private static string Encode(string text) => Uri.EscapeDataString(text);
}
