using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;
using SfIntegration.Auth;
using SfIntegration.Http;
using Xunit;

namespace SfIntegration.Unit.Tests.Http;

public sealed class HostTests
{
    [Theory]
    [InlineData("acme.my.salesforce.com", "https://acme.my.salesforce.com/")]
    [InlineData("https://acme.my.salesforce.com/lightning/page?x=1", "https://acme.my.salesforce.com/")]
    [InlineData(" https://ACME.my.salesforce.com:8443 ", "https://acme.my.salesforce.com:8443/")]
    [InlineData("http://localhost:5000", "http://localhost:5000/")]
    [InlineData("http://127.0.0.1:1", "http://127.0.0.1:1/")]
    public void An_address_is_reduced_to_its_origin(string text, string origin) =>
        Assert.Equal(origin, OrgAddress.Parse(text).AbsoluteUri);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("http://acme.my.salesforce.com")]
    [InlineData("http://localhost.evil.example")]
    [InlineData("ftp://acme.my.salesforce.com")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:pw@acme.my.salesforce.com")]
    [InlineData("https://acme.lightning.force.com")]
    public void Any_other_address_is_refused_with_a_cure(string text)
    {
        var error = Assert.Throws<SfException>(() => OrgAddress.Parse(text));
        Assert.NotNull(error.Cure);
        Assert.DoesNotContain("pw", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_lightning_address_is_answered_with_the_one_that_works() =>
        Assert.Contains("https://acme.my.salesforce.com", Assert.Throws<SfException>(() => OrgAddress.Parse("acme.lightning.force.com")).Cure!, StringComparison.Ordinal);

    [Theory]
    [InlineData("/services/data/v66.0/query/01g-2000", "/services/data/v66.0/query/01g-2000")]
    [InlineData("https://acme.my.salesforce.com/services/data/v66.0/query/01g-2000?a=b", "/services/data/v66.0/query/01g-2000?a=b")]
    [InlineData("HTTPS://ACME.my.salesforce.com:443/x", "/x")]
    public void A_path_or_a_url_on_the_same_host_is_followed(string url, string path) =>
        Assert.Equal(path, OrgAddress.PathOn(new Uri(FakeServer.Instance), url));

    [Theory]
    [InlineData("https://evil.example/services/data/v66.0/query/01g-2000")]
    [InlineData("//evil.example/services/data")]
    [InlineData("/\\evil.example/x")]
    [InlineData("http://acme.my.salesforce.com/x")]
    [InlineData("https://acme.my.salesforce.com:444/x")]
    [InlineData("https://acme.my.salesforce.com.evil.example/x")]
    [InlineData("https://acme.my.salesforce.com@evil.example/x")]
    [InlineData("javascript:alert(1)")]
    [InlineData("query/01g")]
    public void Anything_that_leads_off_the_host_is_not(string url) =>
        Assert.Throws<SfException>(() => OrgAddress.PathOn(new Uri(FakeServer.Instance), url));

    [Theory]
    [InlineData("https://evil.example/steal")]
    [InlineData("/login")]
    public async Task A_redirect_is_reported_and_not_followed(string location)
    {
        var redirect = new HttpResponseMessage(HttpStatusCode.Found);
        redirect.Headers.Location = new Uri(location, UriKind.RelativeOrAbsolute);
        using var server = new FakeServer().Answer(redirect);
        using var connection = await server.ConnectAsync();
        var error = await Assert.ThrowsAsync<SfApiException>(() => connection.SendAsync(SfRequest.Get("/services/data/v66.0/limits"), default));
        Assert.Equal("REDIRECTED", error.Code);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_next_page_on_another_host_is_never_asked_for()
    {
        using var server = new FakeServer().Answer(FakeServer.Json(
            """{"totalSize":2,"done":false,"nextRecordsUrl":"https://evil.example/services/data/v66.0/query/01g-1","records":[{"Id":"1"}]}"""));
        using var connection = await server.ConnectAsync();
        await Assert.ThrowsAsync<SfException>(() => new QueryApi(connection).QueryAllPagesAsync("SELECT Id FROM User", default));
        Assert.Equal("acme.my.salesforce.com", Assert.Single(server.Requests).Uri.Host);
    }

    [Fact]
    public async Task A_sign_in_that_later_leads_to_another_host_does_not_move_the_connection()
    {
        using var server = new FakeServer()
            .Answer(TokenFor("https://acme.my.salesforce.com"))
            .Answer(FakeServer.Error(401, "INVALID_SESSION_ID", "Session expired or invalid"))
            .Answer(TokenFor("https://evil.my.salesforce.com"));
        using var connection = await server.ConnectAsync(s => new ClientCredentialsTokenSource(s, FakeServer.Instance, "id", new Secret("secret")));
        var error = await Assert.ThrowsAsync<SfAuthenticationException>(() => connection.SendAsync(SfRequest.Get("/x"), default));
        Assert.Contains("evil.my.salesforce.com", error.Message, StringComparison.Ordinal);
        Assert.All(server.Requests, r => Assert.Equal("acme.my.salesforce.com", r.Uri.Host));
    }

    [Fact]
    public async Task A_token_is_not_sent_to_an_instance_without_tls()
    {
        using var server = new FakeServer().Answer(TokenFor("http://acme.my.salesforce.com"));
        await Assert.ThrowsAsync<SfException>(() =>
            server.ConnectAsync(s => new ClientCredentialsTokenSource(s, FakeServer.Instance, "id", new Secret("secret"))));
        Assert.Equal("/services/oauth2/token", server.Requests.Single().Path);
    }

    [Fact]
    public async Task A_header_with_a_control_character_is_not_sent()
    {
        using var server = new FakeServer();
        using var connection = await server.ConnectAsync();
        var request = new SfRequest(HttpMethod.Get, "/x") { Headers = new System.Collections.Generic.Dictionary<string, string> { ["X-A"] = "a\r\nX-B: b" } };
        await Assert.ThrowsAsync<SfException>(() => connection.SendAsync(request, CancellationToken.None));
        Assert.Empty(server.Requests);
    }

    private static HttpResponseMessage TokenFor(string instance) => FakeServer.Json(
        $$"""{"access_token":"00D000000000001!abc","instance_url":"{{instance}}","id":"https://login.salesforce.com/id/00D000000000001EAA/005000000000001AAA"}""");
}
