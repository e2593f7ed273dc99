using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace SfIntegration.Clients.Tests.Sf;

/// <summary>sf signs in with an access token and describes the org it is signed in to.</summary>
public sealed class SessionTests(PracticeSite site) : IClassFixture<PracticeSite>
{
    [Fact]
    public async Task Org_login_access_token_finds_who_the_token_is()
    {
        await site.OpenAsync();
        var said = await site.LoginAsync("second", site.Org.SignIn("lena.lead@acme.example"));
        Assert.Equal(0, said.ExitCode);
        Assert.Equal("lena.lead@acme.example", (string?)said.Json["result"]!["username"]);
        Assert.Equal(site.Org.OrganizationId, (string?)said.Json["result"]!["orgId"]);
    }

    [Fact]
    public async Task Org_login_access_token_refuses_a_token_that_is_none()
    {
        await site.OpenAsync();
        var said = await site.LoginAsync("third", site.Org.OrganizationId[..15] + "!AAAAnot.a.token");
        Assert.NotEqual(0, said.ExitCode);
        Assert.Contains("Bad_OAuth_Token", said.Output + said.Errors, System.StringComparison.Ordinal);
    }

    [Fact]
    public async Task Org_display_says_connected_and_the_newest_version()
    {
        var org = await site.ResultAsync("org", "display");
        Assert.Equal("Connected", (string?)org["connectedStatus"]);
        Assert.Equal("68.0", (string?)org["apiVersion"]);
        Assert.Equal("admin@acme.example", (string?)org["username"]);
        Assert.Equal(site.Org.OrganizationId, (string?)org["id"]);
    }

    [Fact]
    public async Task Org_list_names_the_org_as_connected()
    {
        var lists = await site.ResultAsync("org", "list");
        var org = Assert.Single(lists["other"]!, o => (string?)o["alias"] == "practice");
        Assert.Equal("Connected", (string?)org["connectedStatus"]);
    }

    [Fact]
    public async Task Org_list_limits_reads_the_limits_resource()
    {
        var limits = await site.ResultAsync("org", "list", "limits");
        var daily = limits.Single(l => (string?)l["name"] == "DailyApiRequests");
        Assert.True((int)daily["remaining"]! < (int)daily["max"]!);
    }

    [Fact]
    public async Task Api_request_rest_prints_what_the_resource_answers()
    {
        var said = await site.SfAsync("api", "request", "rest", "/services/data/v66.0/sobjects/Account/describe");
        Assert.Equal(0, said.ExitCode);
        Assert.Equal("Account", (string?)said.Json["result"]!["body"]!["name"]);
        Assert.Equal("001", (string?)said.Json["result"]!["body"]!["keyPrefix"]);
    }

    [Fact]
    public async Task A_resource_that_is_not_built_is_not_found()
    {
        var said = await site.SfAsync("api", "request", "rest", "/services/data/v66.0/sobjects/Account/nothing/like/that");
        Assert.Contains("NOT_FOUND", said.Output + said.Errors, System.StringComparison.Ordinal);
    }
}
