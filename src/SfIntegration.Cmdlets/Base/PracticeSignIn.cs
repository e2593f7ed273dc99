using System;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;
using SfIntegration.Auth;
using SfIntegration.Http;
using SfIntegration.Practice;

namespace SfIntegration.Cmdlets.Base;

/// <summary>Signs in to a practice org as any of its users.</summary>
internal static class PracticeSignIn
{
    public static async Task<OrgApi> ConnectAsync(PracticeOrg practice, string username, string apiVersion, CancellationToken cancellation) =>
        OrgApi.For(await SfConnection.ConnectAsync(
            new SfConnectOptions
            {
                Handler = practice.CreateHandler(),
                ApiVersion = apiVersion,
                SignIn = _ => new AccessTokenSource(practice.BaseAddress.AbsoluteUri, new Secret(Token(practice, username))),
            },
            cancellation).ConfigureAwait(false));

    private static string Token(PracticeOrg practice, string username)
    {
        try
        {
            return practice.SignIn(username);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            throw new SfAuthenticationException(e.Message, null, e);
        }
    }
}
