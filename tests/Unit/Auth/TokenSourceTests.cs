using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Auth;
using SfIntegration.Http;
using SfIntegration.Unit.Tests.Http;
using Xunit;

namespace SfIntegration.Unit.Tests.Auth;

public sealed class TokenSourceTests
{
    private const string Key = "3MVG9_consumer.key";

    private static readonly SfRequest s_get = SfRequest.Get("/services/data/v66.0/limits");

    [Fact]
    public async Task Client_credentials_go_in_a_basic_header_and_not_in_the_form()
    {
        using var server = new FakeServer().Answer(Session("t1"));
        using var connection = await server.ConnectAsync(s => new ClientCredentialsTokenSource(s, FakeServer.Instance, Key, new Secret("se:cr%et")));
        var asked = server.Requests.Single();
        Assert.Equal("grant_type=client_credentials", asked.Body);
        var basic = Encoding.UTF8.GetString(Convert.FromBase64String(asked.Headers["Authorization"]["Basic ".Length..])).Split(':');
        Assert.Equal([Key, "se:cr%et"], basic.Select(Uri.UnescapeDataString));
        Assert.Equal("ClientCredentials", connection.Org.SignIn);
    }

    [Fact]
    public async Task The_assertion_is_signed_with_the_key_and_lives_less_than_three_minutes()
    {
        using var certificate = HostCrypto.CreateSelfSigned("CN=order-sync", 30);
        var now = new DateTimeOffset(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);
        using var server = new FakeServer().Answer(Session("t1"));
        using var connection = await server.ConnectAsync(s => new JwtBearerTokenSource(
            s, FakeServer.Instance, Key, "o'brien+\u00fc@acme.example", HostCrypto.KeyOf(certificate), now: () => now));
        var assertion = Uri.UnescapeDataString(server.Requests.Single().Body.Split("assertion=")[1]);
        var parts = assertion.Split('.');
        Assert.Equal(3, parts.Length);
        var claims = JObject.Parse(Encoding.UTF8.GetString(Decode(parts[1])));
        Assert.Equal("RS256", JObject.Parse(Encoding.UTF8.GetString(Decode(parts[0]))).Value<string>("alg"));
        Assert.Equal(Key, claims.Value<string>("iss"));
        Assert.Equal("o'brien+\u00fc@acme.example", claims.Value<string>("sub"));
        Assert.Equal("https://login.salesforce.com", claims.Value<string>("aud"));
        Assert.InRange(claims.Value<long>("exp") - now.ToUnixTimeSeconds(), 60, 179);
        using var publicKey = certificate.GetRSAPublicKey()!;
        Assert.True(publicKey.VerifyData(
            Encoding.ASCII.GetBytes(parts[0] + "." + parts[1]), Decode(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [Theory]
    [InlineData("https://login.salesforce.com", "https://login.salesforce.com")]
    [InlineData("https://test.salesforce.com", "https://test.salesforce.com")]
    [InlineData("https://acme.my.salesforce.com", "https://login.salesforce.com")]
    [InlineData("https://acme--uat.sandbox.my.salesforce.com", "https://test.salesforce.com")]
    [InlineData("http://localhost:5000", "http://localhost:5000")]
    public void The_audience_follows_from_the_address(string login, string audience) =>
        Assert.Equal(audience, JwtBearerTokenSource.AudienceFor(OrgAddress.Parse(login)));

    [Fact]
    public async Task An_ended_session_is_renewed_once_even_for_a_write_and_for_many_requests_at_a_time()
    {
        var signIns = 0;
        using var server = new FakeServer
        {
            Otherwise = asked => asked.Path == "/services/oauth2/token" ? Session("t" + ++signIns)
                : asked.Headers["Authorization"] == "Bearer t1" ? FakeServer.Error(401, "INVALID_SESSION_ID", "Session expired or invalid")
                : FakeServer.Json("{}"),
        };
        using var connection = await server.ConnectAsync(s => new ClientCredentialsTokenSource(s, FakeServer.Instance, Key, new Secret("secret")));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => connection.SendAsync(SfRequest.Json(HttpMethod.Post, "/x", new JObject()), default)));
        Assert.Equal(2, signIns);
    }

    [Fact]
    public async Task A_session_that_is_refused_twice_fails_without_a_third_try()
    {
        using var server = new FakeServer().Answer(
            Session("t1"), Expired(), Session("t2"), Expired());
        using var connection = await server.ConnectAsync(s => new ClientCredentialsTokenSource(s, FakeServer.Instance, Key, new Secret("secret")));
        var error = await Assert.ThrowsAsync<SfAuthenticationException>(() => connection.SendAsync(s_get, default));
        Assert.Equal("INVALID_SESSION_ID", error.Code);
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public async Task A_given_token_that_has_ended_cannot_be_renewed()
    {
        using var server = new FakeServer().Answer(Expired());
        using var connection = await server.ConnectAsync();
        await Assert.ThrowsAsync<SfAuthenticationException>(() => connection.SendAsync(s_get, default));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_rotated_refresh_token_is_used_the_next_time()
    {
        using var server = new FakeServer().Answer(
            Session("t1", "refresh-2"), Expired(), Session("t2"), FakeServer.Json("{}"));
        using var connection = await server.ConnectAsync(s =>
            new RefreshTokenSource(s, FakeServer.Instance, Key, new Secret("the secret"), new Secret("refresh-1")));
        await connection.SendAsync(s_get, default);
        Assert.Contains("refresh_token=refresh-1&client_secret=the%20secret", server.Requests[0].Body, StringComparison.Ordinal);
        Assert.Contains("refresh_token=refresh-2", server.Requests[2].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_refused_says_why_and_what_to_do_and_no_secret()
    {
        using var server = new FakeServer().Answer(FakeServer.Json(
            """{"error":"invalid_client","error_description":"invalid client credentials: hunter2-secret"}""", HttpStatusCode.BadRequest));
        var error = await Assert.ThrowsAsync<SfAuthenticationException>(() =>
            server.ConnectAsync(s => new ClientCredentialsTokenSource(s, FakeServer.Instance, Key, new Secret("hunter2-secret"))));
        Assert.Equal("invalid_client", error.Code);
        Assert.NotNull(error.Cure);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
        Assert.False(error.MayHaveBeenCarriedOut);
    }

    [Theory]
    [InlineData("""{"instance_url":"https://acme.my.salesforce.com"}""")]
    [InlineData("""{"access_token":"t"}""")]
    [InlineData("""{"access_token":"a\r\nX-Evil: 1","instance_url":"https://acme.my.salesforce.com"}""")]
    [InlineData("""{"access_token":"a b","instance_url":"https://acme.my.salesforce.com"}""")]
    [InlineData("""{"access_token":"","instance_url":"https://acme.my.salesforce.com"}""")]
    public async Task An_answer_without_a_usable_session_is_refused(string body)
    {
        using var server = new FakeServer().Answer(FakeServer.Json(body));
        await Assert.ThrowsAsync<SfAuthenticationException>(() =>
            server.ConnectAsync(s => new ClientCredentialsTokenSource(s, FakeServer.Instance, Key, new Secret("secret"))));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("abc\r\nHost: evil.example")]
    [InlineData("abc\0")]
    [InlineData("ab\u00fcc")]
    [InlineData("")]
    public void A_given_token_with_an_impossible_character_is_refused_unseen(string token)
    {
        var error = Assert.Throws<SfAuthenticationException>(() => new AccessTokenSource(FakeServer.Instance, new Secret(token)));
        Assert.DoesNotContain("evil", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_page_instead_of_an_answer_is_no_session()
    {
        using var server = new FakeServer().Answer(FakeServer.Text("<html>Log in</html>", "text/html", HttpStatusCode.OK));
        var error = await Assert.ThrowsAsync<SfApiException>(() =>
            server.ConnectAsync(s => new ClientCredentialsTokenSource(s, FakeServer.Instance, Key, new Secret("secret"))));
        Assert.Contains("text/html", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_sends_the_session_in_the_body_alone()
    {
        using var server = new FakeServer().Answer(new HttpResponseMessage(HttpStatusCode.OK));
        using var connection = await server.ConnectAsync();
        await connection.SignOutAsync(default);
        var asked = server.Requests.Single();
        Assert.Equal("/services/oauth2/revoke", asked.Uri.PathAndQuery);
        Assert.Equal("token=" + Uri.EscapeDataString(FakeServer.Token), asked.Body);
        Assert.False(asked.Headers.ContainsKey("Authorization"));
    }

    private static HttpResponseMessage Expired() => FakeServer.Error(401, "INVALID_SESSION_ID", "Session expired or invalid");

    private static HttpResponseMessage Session(string token, string? refresh = null) => FakeServer.Json(new JObject
    {
        ["access_token"] = token,
        ["instance_url"] = FakeServer.Instance,
        ["id"] = "https://login.salesforce.com/id/00D000000000001EAA/005000000000001AAA",
        ["refresh_token"] = refresh,
    }.ToString());

    private static byte[] Decode(string text) =>
        Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '='));
}
