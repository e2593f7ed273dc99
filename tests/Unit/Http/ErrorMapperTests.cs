using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using Newtonsoft.Json;
using SfIntegration.Auth;
using SfIntegration.Http;
using Xunit;

namespace SfIntegration.Unit.Tests.Http;

public sealed class ErrorMapperTests
{
    private static (SfException Error, FailureKind Kind) Map(int status, string body, HttpMethod? method = null) => ErrorMapper.Map(
        new SfRequest(method ?? HttpMethod.Get, "/x"), status, body, new System.Collections.Generic.Dictionary<string, string>(), []);

    [Fact]
    public void A_data_error_keeps_code_message_and_fields()
    {
        var error = Map(400, """[{"message":"Required fields are missing: [Name]","errorCode":"REQUIRED_FIELD_MISSING","fields":["Name"]}]""").Error;
        Assert.IsType<SfApiException>(error);
        Assert.Equal("REQUIRED_FIELD_MISSING", error.Code);
        Assert.Equal(["Name"], error.Fields);
        Assert.Equal("REQUIRED_FIELD_MISSING: Required fields are missing: [Name]", error.Message);
    }

    [Fact]
    public void Many_errors_are_counted_and_all_kept()
    {
        var body = "[" + string.Join(",", Enumerable.Range(1, 7).Select(i => $$"""{"message":"m{{i}}","errorCode":"E{{i}}"}""")) + "]";
        var error = Map(400, body).Error;
        Assert.Equal(7, error.Errors.Count);
        Assert.EndsWith("and 4 more", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("[null,1,[]]")]
    [InlineData("{\"errorCode\":{},\"message\":[]}")]
    [InlineData("[{\"errorCode\":null,\"message\":null,\"fields\":null}]")]
    [InlineData("<html><body>Gateway</body></html>")]
    [InlineData("[{\"errorCode\":\"X\"")]
    public void A_body_of_no_known_form_still_gives_an_error_with_the_status(string body)
    {
        var error = Map(500, body).Error;
        Assert.Equal(500, error.HttpStatus);
        Assert.Equal("HTTP_500", error.Code);
        Assert.NotEmpty(error.Errors);
    }

    [Theory]
    [InlineData(403, """[{"errorCode":"REQUEST_LIMIT_EXCEEDED","message":"TotalRequests Limit exceeded."}]""", typeof(SfLimitException), nameof(FailureKind.Final))]
    [InlineData(403, """[{"errorCode":"REQUEST_LIMIT_EXCEEDED","message":"ConcurrentRequests (Concurrent API Requests) Limit exceeded."}]""", typeof(SfLimitException), nameof(FailureKind.Refused))]
    [InlineData(401, """[{"errorCode":"INVALID_SESSION_ID","message":"Session expired or invalid"}]""", typeof(SfAuthenticationException), nameof(FailureKind.Final))]
    [InlineData(403, "Bad_OAuth_Token", typeof(SfAuthenticationException), nameof(FailureKind.Final))]
    [InlineData(403, """[{"errorCode":"API_DISABLED_FOR_ORG","message":"The REST API is not enabled for this Organization"}]""", typeof(SfApiException), nameof(FailureKind.Final))]
    [InlineData(404, """[{"errorCode":"NOT_FOUND","message":"The requested resource does not exist"}]""", typeof(SfNotFoundException), nameof(FailureKind.Final))]
    [InlineData(400, """{"error":"invalid_grant","error_description":"user hasn't approved this consumer"}""", typeof(SfAuthenticationException), nameof(FailureKind.Final))]
    [InlineData(400, """{"error":"invalid_grant","error_description":"login rate exceeded"}""", typeof(SfLimitException), nameof(FailureKind.Final))]
    [InlineData(410, "", typeof(SfApiException), nameof(FailureKind.Final))]
    public void Each_refusal_has_its_type_its_kind_and_a_cure(int status, string body, Type type, string kind)
    {
        var mapped = Map(status, body);
        Assert.IsType(type, mapped.Error);
        Assert.Equal(kind, mapped.Kind.ToString());
        Assert.NotNull(mapped.Error.Cure);
    }

    [Theory]
    [InlineData("no client credentials user enabled", "Run As")]
    [InlineData("request not supported on this domain", "My Domain")]
    [InlineData("user hasn't approved this consumer", "Pre-authorise")]
    [InlineData("Audience validation failed", "audience")]
    [InlineData("expired authorization code", "clock")]
    [InlineData("invalid assertion", "certificate")]
    [InlineData("IP restricted or invalid login hours", "login hours")]
    [InlineData("something nobody has seen", "policies")]
    public void The_same_oauth_error_has_the_cure_of_its_description(string description, string cure) =>
        Assert.Contains(cure, ErrorCures.Find("invalid_grant", description)!, StringComparison.Ordinal);

    [Theory]
    [InlineData(400, """[{"errorCode":"X","message":"a"}]""", false)]
    [InlineData(500, """[{"errorCode":"UNKNOWN_EXCEPTION","message":"a"}]""", true)]
    [InlineData(504, "", true)]
    public void Only_a_failure_of_the_server_leaves_open_whether_a_write_was_done(int status, string body, bool open)
    {
        Assert.Equal(open, Map(status, body, HttpMethod.Post).Error.MayHaveBeenCarriedOut);
        Assert.False(Map(status, body, HttpMethod.Get).Error.MayHaveBeenCarriedOut);
    }

    [Fact]
    public async Task A_server_that_echoes_the_session_does_not_get_it_into_an_error()
    {
        using var server = new FakeServer().Answer(
            FakeServer.Error(400, FakeServer.Token, "You sent Bearer " + FakeServer.Token),
            FakeServer.Text("<html>" + FakeServer.Token + "\u001b[31m</html>", "text/html", HttpStatusCode.Forbidden));
        server.Fail(new InvalidOperationException("never reached"));
        using var connection = await server.ConnectAsync();
        for (var i = 0; i < 2; i++)
        {
            var error = await Assert.ThrowsAsync<SfApiException>(() => connection.SendAsync(SfRequest.Get("/x"), default));
            Assert.DoesNotContain("SECRET", error.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("SECRET", string.Join(" ", error.Errors), StringComparison.Ordinal);
            Assert.DoesNotContain("\u001b", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("SECRET", error.Code!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_transport_error_that_holds_the_session_is_not_kept_as_a_cause()
    {
        using var server = new FakeServer { Otherwise = _ => throw new HttpRequestException("could not send " + FakeServer.Token) };
        using var connection = await server.ConnectAsync();
        var error = await Assert.ThrowsAsync<SfNetworkException>(() => connection.SendAsync(SfRequest.Get("/x"), default));
        Assert.DoesNotContain("SECRET", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_org_nor_connection_nor_tokens_print_a_secret()
    {
        using var server = new FakeServer();
        using var connection = await server.ConnectAsync(alias: "prod");
        var json = JsonConvert.SerializeObject(connection.Org);
        Assert.Contains("00D000000000001EAA", json, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", json + connection + new Secret("SECRET") + new SfToken("SECRET", new Uri(FakeServer.Instance)), StringComparison.Ordinal);
        Assert.Equal("prod", connection.Org.ToString());
    }
}
