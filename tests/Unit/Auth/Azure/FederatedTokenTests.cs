using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using SfIntegration.Auth;
using SfIntegration.Http;
using SfIntegration.Unit.Tests.Http;
using Xunit;

namespace SfIntegration.Unit.Tests.Auth.Azure;

/// <summary>What a pipeline or a cluster is asked for its token, and what odd answers become.</summary>
public sealed class FederatedTokenTests
{
    [Fact]
    public async Task Azure_DevOps_is_asked_as_its_documentation_says()
    {
        using var server = new FakeServer().Answer(FakeServer.Json("""{"oidcToken":"a.b.c"}"""));
        var token = await AskAsync(server, FederatedSource.AzureDevOps, ("SYSTEM_OIDCREQUESTURI", "https://dev.azure.com/acme/p/_apis/oidctoken"), ("SYSTEM_ACCESSTOKEN", "job-token"));
        Assert.Equal("a.b.c", token);
        var asked = server.Requests.Single();
        Assert.Equal("https://dev.azure.com/acme/p/_apis/oidctoken?api-version=7.1&serviceConnectionId=a%20b%26c", asked.Uri.AbsoluteUri);
        Assert.Equal(("Bearer job-token", "Suppress", "{}"), (asked.Headers["Authorization"], asked.Headers["X-TFS-FedAuthRedirect"], asked.Body));
        Assert.False(asked.Headers.ContainsKey("Sforce-Call-Options"));
    }

    [Theory]
    [InlineData("https://pipelines.actions.githubusercontent.com/x?api-version=2.0", "https://pipelines.actions.githubusercontent.com/x?api-version=2.0&audience=api%3A%2F%2FAzureADTokenExchange")]
    [InlineData("https://pipelines.actions.githubusercontent.com/x", "https://pipelines.actions.githubusercontent.com/x?audience=api%3A%2F%2FAzureADTokenExchange")]
    public async Task GitHub_is_asked_for_a_token_that_is_meant_for_Entra(string address, string asked)
    {
        using var server = new FakeServer().Answer(FakeServer.Json("""{"value":"a.b.c","count":1}"""));
        Assert.Equal("a.b.c", await AskAsync(server, FederatedSource.GitHub, ("ACTIONS_ID_TOKEN_REQUEST_URL", address), ("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "t")));
        Assert.Equal(asked, server.Requests.Single().Uri.AbsoluteUri);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"value":""}""")]
    [InlineData("""{"value":{"a":1}}""")]
    [InlineData("[]")]
    public async Task An_answer_without_a_token_is_refused(string body)
    {
        using var server = new FakeServer().Answer(FakeServer.Json(body));
        var error = await Assert.ThrowsAsync<SfAuthenticationException>(() => AskAsync(server, FederatedSource.GitHub, ("ACTIONS_ID_TOKEN_REQUEST_URL", "https://g.example/x"), ("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "t")));
        Assert.Contains("without a token", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://attacker.example/x", "attacker.example")]
    [InlineData("not an address", "holds no address")]
    public async Task The_pipelines_own_token_goes_to_no_address_that_is_not_safe(string address, string told)
    {
        using var server = new FakeServer();
        var error = await Assert.ThrowsAnyAsync<SfException>(() => AskAsync(server, FederatedSource.GitHub, ("ACTIONS_ID_TOKEN_REQUEST_URL", address), ("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "job-token")));
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("job-token", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(70_000)]
    public async Task A_file_that_holds_no_token_is_told_by_its_path_and_not_its_content(int length)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, new string('x', length), TestContext.Current.CancellationToken);
            using var server = new FakeServer();
            var error = await Assert.ThrowsAsync<SfAuthenticationException>(() => AskAsync(server, FederatedSource.File, ("AZURE_FEDERATED_TOKEN_FILE", path)));
            Assert.Contains(path, error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("xxxx", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<string> AskAsync(FakeServer server, FederatedSource source, params (string Name, string Value)[] variables)
    {
        var all = variables.ToDictionary(v => v.Name, v => v.Value);
        using var sender = new HttpSender(server);
        var identity = new AzureIdentity
        {
            Credential = SfAzureCredential.WorkloadIdentity,
            Source = source,
            ServiceConnectionId = "a b&c",
            Authority = new Uri("https://login.microsoftonline.com/"),
        };
        return await new FederatedToken(sender, name => all.GetValueOrDefault(name)).GetAsync(identity, default);
    }
}
