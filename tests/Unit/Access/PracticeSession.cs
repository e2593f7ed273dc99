using System;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;
using SfIntegration.Auth;
using SfIntegration.Http;
using SfIntegration.Practice;

namespace SfIntegration.Unit.Tests.Access;

/// <summary>A connection to a practice org as one of its users.</summary>
internal static class PracticeSession
{
    public static async Task<OrgApi> OpenAsync(PracticeOrg practice, string? username = null)
    {
        var token = practice.SignIn(username ?? practice.AdministratorUsername);
        var options = new SfConnectOptions
        {
            SignIn = _ => new AccessTokenSource(practice.BaseAddress.ToString(), new Secret(token)),
            Handler = practice.CreateHandler(),
        };
        return OrgApi.For(await SfConnection.ConnectAsync(options, CancellationToken.None));
    }

    /// <summary>The calls the org counted while something ran.</summary>
    public static async Task<(T Result, int Calls)> CountAsync<T>(PracticeOrg practice, Func<Task<T>> work)
    {
        var before = practice.Counters.ApiCalls;
        var result = await work();
        return (result, practice.Counters.ApiCalls - before);
    }
}
