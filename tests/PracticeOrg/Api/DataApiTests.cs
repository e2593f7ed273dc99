using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using Xunit;

namespace SfIntegration.Tests.Api;

/// <summary>The frame of the data API: versions, sessions, limits, sizes, compression.</summary>
public sealed class DataApiTests : IDisposable
{
    private readonly PracticeClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Versions_need_no_session_and_cost_nothing()
    {
        _client.Token = null;
        var answer = (await _client.GetAsync("/services/data/")).Expect(HttpStatusCode.OK);
        var versions = (JArray)answer.Json;
        Assert.Equal("31.0", (string)versions.First!["version"]!);
        Assert.Equal("""{"label":"Winter '27","url":"/services/data/v68.0","version":"68.0"}""", versions.Last!.ToString(Newtonsoft.Json.Formatting.None));
        Assert.Equal("Spring '26", (string)versions.Single(v => (string)v["version"]! == "66.0")["label"]!);
        Assert.Null(answer.Header("Sforce-Limit-Info"));
        Assert.Equal((1, 0), (_client.Org.Counters.Calls, _client.Org.Counters.ApiCalls));
    }

    [Theory]
    [InlineData("v30.0", HttpStatusCode.Gone)]
    [InlineData("v7.0", HttpStatusCode.Gone)]
    [InlineData("v69.0", HttpStatusCode.NotFound)]
    [InlineData("v66", HttpStatusCode.NotFound)]
    [InlineData("66.0", HttpStatusCode.NotFound)]
    [InlineData("v66.5", HttpStatusCode.NotFound)]
    public async Task Retired_versions_are_gone_and_unknown_ones_not_found(string version, HttpStatusCode status) =>
        Assert.Equal(status, (await _client.GetAsync($"/services/data/{version}/limits")).Status);

    [Fact]
    public async Task Deprecated_versions_answer_with_a_warning()
    {
        Assert.StartsWith("299 - ", (await _client.GetAsync("/services/data/v40.0/limits")).Header("Warning"), StringComparison.Ordinal);
        Assert.Null((await _client.GetAsync("/services/data/v41.0/limits")).Header("Warning"));
    }

    [Fact]
    public async Task The_resources_are_listed_and_the_usage_counted()
    {
        var first = (await _client.GetAsync(PracticeClient.Data + "/")).Expect(HttpStatusCode.OK);
        Assert.Equal("/services/data/v66.0/sobjects", (string)first.Json["sobjects"]!);
        Assert.Equal("api-usage=1/125000", first.Header("Sforce-Limit-Info"));
        Assert.Equal("api-usage=2/125000", (await _client.GetAsync(PracticeClient.Data)).Header("Sforce-Limit-Info"));
    }

    [Fact]
    public async Task Without_a_session_there_is_401_as_an_array()
    {
        foreach (var token in new[] { null, "x", "00D!" })
        {
            _client.Token = token;
            var answer = await _client.GetAsync(PracticeClient.Data + "/limits");
            Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
            Assert.Equal("""[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]""", answer.Text);
        }
    }

    [Fact]
    public async Task A_user_without_API_Enabled_is_told_that_the_org_has_no_REST_API()
    {
        var profile = _client.Org.AsSystem.Query("SELECT ProfileId FROM User WHERE Username = 'admin@acme.example'")[0]["ProfileId"];
        var set = _client.Org.AsSystem.Query($"SELECT Id FROM PermissionSet WHERE ProfileId = '{profile}'")[0]["Id"]!.ToString()!;
        _client.Org.AsSystem.Overwrite("PermissionSet", set, TestUsers.Values(("PermissionsApiEnabled", false)));
        var answer = await _client.GetAsync(PracticeClient.Data + "/limits");
        Assert.Equal((HttpStatusCode.Forbidden, "API_DISABLED_FOR_ORG"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Wrong_methods_and_unknown_resources_are_refused()
    {
        var answer = await _client.SendAsync("DELETE", PracticeClient.Data + "/limits");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.Status);
        Assert.Equal("HTTP Method 'DELETE' not allowed. Allowed are GET,HEAD", (string)answer.Json[0]!["message"]!);
        Assert.Equal((HttpStatusCode.NotFound, "NOT_FOUND"), Both(await _client.GetAsync(PracticeClient.Data + "/nowhere")));
        Assert.Equal((HttpStatusCode.NotFound, "NOT_FOUND"), Both(await _client.GetAsync("/elsewhere")));
    }

    [Fact]
    public async Task Sizes_are_limited_at_16384_bytes()
    {
        string Query(int length) => PracticeClient.Data + "/query?q=" + new string('x', length - (PracticeClient.Data + "/query?q=").Length);
        Assert.Equal((HttpStatusCode)414, (await _client.GetAsync(Query(16_385))).Status);
        Assert.Equal((HttpStatusCode)431, (await _client.GetAsync(Query(16_384))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await _client.GetAsync(Query(15_000))).Status);
    }

    [Fact]
    public async Task Bodies_travel_gzipped_both_ways()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            gzip.Write("{\"Name\":\"Zipped\"}"u8);
        }

        using var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentEncoding.Add("gzip");
        (await _client.SendAsync("POST", PracticeClient.Data + "/sobjects/Account", content, [])).Expect(HttpStatusCode.Created);
        Assert.Equal(1, _client.CountAccounts("Zipped"));

        var answer = await _client.SoqlAsync("SELECT Name FROM Account WHERE Name = 'Zipped'", ("Accept-Encoding", "br;q=1, gzip;q=0.5"));
        Assert.Equal("gzip", answer.Header("Content-Encoding"));
        using var unpacked = new StreamReader(new GZipStream(new MemoryStream(answer.Bytes), CompressionMode.Decompress), Encoding.UTF8);
        Assert.Equal(1, (int)JObject.Parse(await unpacked.ReadToEndAsync())["totalSize"]!);
        Assert.Null((await _client.GetAsync(PracticeClient.Data, ("Accept-Encoding", "gzip;q=0"))).Header("Content-Encoding"));
    }

    [Fact]
    public async Task A_body_that_is_no_gzip_or_no_JSON_is_refused()
    {
        using var broken = new ByteArrayContent([1, 2, 3]);
        broken.Headers.ContentEncoding.Add("gzip");
        Assert.Equal((HttpStatusCode.BadRequest, "JSON_PARSER_ERROR"), Both(await _client.SendAsync("POST", PracticeClient.Data + "/sobjects/Account", broken, [])));
        using var text = new StringContent("{\"Name\":");
        Assert.Equal((HttpStatusCode.BadRequest, "JSON_PARSER_ERROR"), Both(await _client.SendAsync("POST", PracticeClient.Data + "/sobjects/Account", text, [])));
        using var array = new StringContent("[]");
        Assert.Equal((HttpStatusCode.BadRequest, "JSON_PARSER_ERROR"), Both(await _client.SendAsync("POST", PracticeClient.Data + "/sobjects/Account", array, [])));
    }

    [Fact]
    public async Task The_daily_limit_refuses_until_a_day_has_passed()
    {
        _client.Org.Clock.StopAt(DateTime.UtcNow);
        _client.Org.SessionLifetime = TimeSpan.FromDays(2);
        _client.Token = _client.Org.SignIn(_client.Org.AdministratorUsername);
        _client.Org.DailyApiLimit = 2;
        await _client.GetAsync(PracticeClient.Data);
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(PracticeClient.Data)).Status);
        Assert.Equal((HttpStatusCode.Forbidden, "REQUEST_LIMIT_EXCEEDED"), Both(await _client.GetAsync(PracticeClient.Data)));
        _client.Org.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(PracticeClient.Data)).Status);
    }

    [Fact]
    public async Task Limits_need_View_Setup()
    {
        var limits = (await _client.GetAsync(PracticeClient.Data + "/limits")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(124_999, (int)limits["DailyApiRequests"]!["Remaining"]!);
        Assert.NotNull(limits["DataStorageMB"]);
        TestUsers.Integration(_client.Org, "plain@acme.example");
        _client.Token = _client.Org.SignIn("plain@acme.example");
        Assert.Equal(HttpStatusCode.Forbidden, (await _client.GetAsync(PracticeClient.Data + "/limits")).Status);
    }

    [Fact]
    public async Task Describes_answer_globally_and_per_object_and_hide_what_the_caller_cannot_see()
    {
        var all = (await _client.GetAsync(PracticeClient.Data + "/sobjects")).Expect(HttpStatusCode.OK).Json["sobjects"]!;
        Assert.Contains(all, o => (string)o["name"]! == "Account");
        Assert.Contains((await _client.GetAsync(PracticeClient.Data + "/sobjects/account/describe")).Json["fields"]!, f => (string)f["name"]! == "Name");
        Assert.Equal("Account", (string)(await _client.GetAsync(PracticeClient.Data + "/sobjects/Account")).Json["objectDescribe"]!["name"]!);
        TestUsers.Integration(_client.Org, "plain@acme.example");
        _client.Token = _client.Org.SignIn("plain@acme.example");
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync(PracticeClient.Data + "/sobjects/Account/describe")).Status);
    }

    [Fact]
    public async Task Every_call_leaves_a_usage_row_with_client_user_and_app()
    {
        await _client.GetAsync(PracticeClient.Data + "/sobjects/Account/describe", ("Sforce-Call-Options", "client=MyTool, defaultNamespace=x"));
        _client.Org.Clock.Advance(TimeSpan.FromHours(28));
        _client.Token = _client.Org.SignIn(_client.Org.AdministratorUsername);
        var id = (string)(await _client.SoqlAsync("SELECT Id FROM EventLogFile WHERE EventType = 'ApiTotalUsage' AND Interval = 'Daily'")).Json["records"]![0]!["Id"]!;
        var file = (await _client.GetAsync($"{PracticeClient.Data}/sobjects/EventLogFile/{id}/LogFile")).Text;
        Assert.Contains("\"REST\",\"66.0\",\"/sobjects/{type}/describe\",\"MyTool\",\"GET\",\"203.0.113.10\",\"1\",\"\",\"\",\"Account\",\"200\",\"admin@acme.example\"", file, StringComparison.Ordinal);
    }

    private static (HttpStatusCode, string?) Both(Answer answer) => (answer.Status, answer.Code);
}
