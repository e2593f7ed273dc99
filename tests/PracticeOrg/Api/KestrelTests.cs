using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice;
using SfIntegration.Rehearsal.Serve;
using Xunit;

namespace SfIntegration.Tests.Api;

/// <summary>The same org over a real socket, steered through its control endpoint.</summary>
public sealed class KestrelTests : IAsyncLifetime
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All }) { Timeout = TimeSpan.FromSeconds(20) };
    private PracticeServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await PracticeServer.StartAsync(Practice.PracticeOrg.CreateCompany(), 0, TestContext.Current.CancellationToken);
        _http.BaseAddress = _server.Address;
        var session = await ControlAsync("sign-in", new JObject());
        Assert.Equal(_server.Address.GetLeftPart(UriPartial.Authority), (string)session["instance_url"]!);
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)session["access_token"]!);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Rows_queries_and_statistics_work_over_a_socket()
    {
        Assert.True(_server.Address.IsLoopback);
        await ControlAsync("reset-stats", new JObject());
        using var created = await CreateAsync("Söckel");
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var found = JObject.Parse(await _http.GetStringAsync(PracticeClient.Data + "/query?q=" + Uri.EscapeDataString("SELECT Name FROM Account WHERE Name = 'Söckel'")));
        Assert.Equal(1, (int)found["totalSize"]!);
        var stats = JObject.Parse(await _http.GetStringAsync("/practice/stats"));
        Assert.Equal((2, 1, 1), ((int)stats["calls"]!, (int)stats["writes"]!, (int)stats["rowsWritten"]!));
        Assert.Equal(1, (int)stats["byResource"]!["POST sobjects/{type}"]!);
    }

    [Fact]
    public async Task The_control_endpoint_sets_the_callers_address_certificates_and_installation_and_shows_sign_ins()
    {
        Assert.Equal("198.51.100.77", (string)(await ControlAsync("caller-address", new JObject { ["address"] = "198.51.100.77" }))["address"]!);
        var app = await ControlAsync("apps", new JObject { ["name"] = "Loop", ["external"] = true, ["scopes"] = new JArray("api", "refresh_token") });
        Assert.Equal("ExternalClientApplication", (string)app["kind"]!);
        using var key = new SigningKey();
        Assert.True((bool)(await ControlAsync("certificate", new JObject { ["consumerKey"] = app["consumerKey"], ["certificate"] = key.Pem }))["hasCertificate"]!);
        Assert.Equal("Failed: API-only user", (string)(await ControlAsync("browser-sign-in", new JObject { ["username"] = "shared.api@acme.example" }))["status"]!);
        var newest = JArray.Parse(await _http.GetStringAsync("/practice/sign-ins"))[0];
        Assert.Equal(("Failed: API-only user", "198.51.100.77"), ((string)newest["Status"]!, (string)newest["SourceIp"]!));
        var connected = await ControlAsync("apps", new JObject { ["name"] = "Old", ["adminApprovedOnly"] = false });
        await ControlAsync("installed", new JObject { ["consumerKey"] = connected["consumerKey"], ["installed"] = false });
        using var refused = await _http.PostAsync("/practice/approve", new StringContent(new JObject { ["consumerKey"] = connected["consumerKey"], ["username"] = "erp@acme.example" }.ToString()));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        const string Enforce = "SecuritySettings.sessionSettings.enforceIpRangesEveryRequest";
        Assert.True((bool)(await ControlAsync("settings", new JObject { [Enforce] = true }))[Enforce]!);
        foreach (var bad in new[] { $$"""{"{{Enforce}}":false,"Nothing":true}""", $$"""{"{{Enforce}}":"no"}""", $$"""{"{{Enforce}}":[]}""", """{"EventSettings.eventLogRetentionDuration":99999999999}""" })
        {
            using var mistake = await _http.PostAsync("/practice/settings", new StringContent(bad));
            Assert.Equal(HttpStatusCode.BadRequest, mistake.StatusCode);
        }

        Assert.True((bool)JObject.Parse(await _http.GetStringAsync("/practice/settings"))[Enforce]!);
        using var badAddress = await _http.PostAsync("/practice/caller-address", new StringContent("""{"address":"here"}"""));
        Assert.Equal(HttpStatusCode.BadRequest, badAddress.StatusCode);
    }

    [Fact]
    public async Task A_token_response_names_this_server_as_its_instance()
    {
        var app = await ControlAsync("apps", new JObject { ["name"] = "Loop", ["runAsUsername"] = null, ["adminApprovedOnly"] = false });
        Assert.NotNull(app["consumerSecret"]);
        using var refused = await _http.PostAsync("/services/oauth2/token", new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", (string)app["consumerKey"]!), new("client_secret", "wrong")]));
        Assert.Equal("invalid_client", (string)JObject.Parse(await refused.Content.ReadAsStringAsync())["error"]!);

        var refresh = (string)(await ControlAsync("approve", new JObject { ["consumerKey"] = app["consumerKey"], ["username"] = "admin@acme.example" }))["refresh_token"]!;
        using var answer = await _http.PostAsync("/services/oauth2/token", new FormUrlEncodedContent([new("grant_type", "refresh_token"), new("client_id", (string)app["consumerKey"]!), new("client_secret", (string)app["consumerSecret"]!), new("refresh_token", refresh)]));
        var json = JObject.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(_server.Address.GetLeftPart(UriPartial.Authority), (string)json["instance_url"]!);
        Assert.StartsWith(_server.Address.GetLeftPart(UriPartial.Authority) + "/id/", (string)json["id"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Reset", 0)]
    [InlineData("LostAnswer", 1)]
    [InlineData("CutOff", 1)]
    public async Task Broken_connections_break_for_real(string kind, int rows)
    {
        await ControlAsync("faults", new JObject { ["kind"] = kind, ["writesOnly"] = true });
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            using var response = await CreateAsync("Broken");
            await response.Content.ReadAsStringAsync();
        });
        Assert.Equal(rows, ((JArray)await ControlAsync("query", new JObject { ["soql"] = "SELECT Id FROM Account WHERE Name = 'Broken'" })).Count);
        using var again = await CreateAsync("Again");
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
    }

    [Fact]
    public async Task Faults_at_the_second_write_with_a_delay_and_an_expired_session()
    {
        await ControlAsync("faults", JArray.Parse("""[{"kind":"Unavailable","writesOnly":true,"skip":1},{"kind":"Slow","method":"GET","delay":"00:00:00.2"}]"""));
        Assert.Equal(HttpStatusCode.Created, (await CreateAsync("1")).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await CreateAsync("2")).StatusCode);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await _http.GetStringAsync("/services/data");
        Assert.True(watch.ElapsedMilliseconds >= 190);
    }

    [Fact]
    public async Task A_client_that_gives_up_on_a_hanging_answer_does_not_block_others()
    {
        await ControlAsync("faults", new JObject { ["kind"] = "Hang", ["writesOnly"] = true });
        using var stop = new CancellationTokenSource(300);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _http.PostAsync(PracticeClient.Data + "/sobjects/Account", new StringContent("{\"Name\":\"Hung\"}"), stop.Token));
        Assert.Single((JArray)await ControlAsync("query", new JObject { ["soql"] = "SELECT Id FROM Account WHERE Name = 'Hung'" }));
    }

    [Fact]
    public async Task Control_requests_that_are_wrong_say_what_would_be_right()
    {
        Assert.Contains("Unavailable", await RefusedAsync("faults", new JObject { ["kind"] = "Nope" }));
        Assert.Contains("writesOnly", await RefusedAsync("faults", new JObject { ["kind"] = "Reset", ["wirtesOnly"] = true }));
        Assert.Contains("nobody@acme.example", await RefusedAsync("sign-in", new JObject { ["username"] = "nobody@acme.example" }));
        Assert.Contains("insert, update, delete", await RefusedAsync("dml", new JObject { ["op"] = "drop", ["type"] = "Account" }));
        Assert.Contains("REQUIRED_FIELD_MISSING", await RefusedAsync("dml", new JObject { ["op"] = "insert", ["type"] = "Account" }));
        using var unknown = await _http.GetAsync("/practice/nothing");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task The_clock_moves_and_rows_are_written_behind_the_callers_back()
    {
        await ControlAsync("clock", new JObject { ["stopAt"] = "2027-01-01T00:00:00Z", ["advance"] = "01:00:00" });
        Assert.Equal("""{"utcNow":"2027-01-01T01:00:00.0000000Z"}""", await _http.GetStringAsync("/practice/clock"));
        await ControlAsync("clock", new JObject { ["run"] = true });
        var id = (string)(await ControlAsync("dml", new JObject { ["op"] = "insert", ["type"] = "Account", ["values"] = new JObject { ["Name"] = "Behind" } }))["id"]!;
        await ControlAsync("dml", new JObject { ["op"] = "update", ["type"] = "Account", ["id"] = id, ["values"] = new JObject { ["Name"] = "Behind 2" } });
        Assert.Equal("Behind 2", (string)JObject.Parse(await _http.GetStringAsync($"{PracticeClient.Data}/sobjects/Account/{id}?fields=Name"))["Name"]!);
        await ControlAsync("dml", new JObject { ["op"] = "delete", ["type"] = "Account", ["id"] = id });
        using var gone = await _http.GetAsync($"{PracticeClient.Data}/sobjects/Account/{id}");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task Long_addresses_reach_the_org_and_are_refused_by_it()
    {
        using var answer = await _http.GetAsync(PracticeClient.Data + "/query?q=" + new string('x', 20_000));
        Assert.Equal((HttpStatusCode)414, answer.StatusCode);
    }

    [Fact]
    public async Task A_foreign_host_name_is_not_answered()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/practice/apps") { Headers = { Host = "evil.example" } };
        using var answer = await _http.SendAsync(request);
        Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Serve_prints_address_and_token_and_ends_when_told()
    {
        string token = "";
        await ServeAsync([], async (url, given) =>
        {
            token = given;
            Assert.Contains("admin@acme.example", await UserInfoAsync(url, given), StringComparison.Ordinal);
        });
        await ServeAsync([], async (url, _) => Assert.DoesNotContain("admin@acme.example", await UserInfoAsync(url, token), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Serve_keeps_the_org_in_a_file_where_it_is_told_to()
    {
        var file = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".state");
        try
        {
            string token = "";
            await ServeAsync(["--state", file], (_, given) => Task.CompletedTask);
            Assert.False(File.Exists(file));
            await ServeAsync(["--state", file, "--save"], (_, given) =>
            {
                token = given;
                return Task.CompletedTask;
            });
            await ServeAsync(["--state", file], async (url, _) => Assert.Contains("admin@acme.example", await UserInfoAsync(url, token), StringComparison.Ordinal));

            await File.WriteAllTextAsync(file, "nonsense", TestContext.Current.CancellationToken);
            using var errors = new StringWriter();
            Assert.Equal(1, await ServeCommand.RunAsync(["--state", file], TextWriter.Null, errors, TestContext.Current.CancellationToken));
            Assert.Contains("no state of a practice org", errors.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("--port")]
    [InlineData("--port", "70000")]
    [InlineData("--port", "x")]
    [InlineData("--metadata", "/no/such/file")]
    [InlineData("--namespace", "npsp")]
    [InlineData("--save")]
    [InlineData("--state")]
    [InlineData("--prot", "1")]
    public async Task Serve_refuses_options_that_are_none(params string[] args)
    {
        using var errors = new StringWriter();
        Assert.Equal(1, await ServeCommand.RunAsync(args, TextWriter.Null, errors, TestContext.Current.CancellationToken));
        Assert.Contains("usage: serve", errors.ToString(), StringComparison.Ordinal);
    }

    // Serves, hands address and token on, and ends it.
    private static async Task ServeAsync(string[] args, Func<string, string, Task> meanwhile)
    {
        using var stop = new CancellationTokenSource();
        using var output = new StringWriter();
        var run = ServeCommand.RunAsync(args, output, TextWriter.Null, stop.Token);
        for (var i = 0; i < 200 && !output.ToString().Contains("Ctrl+C", StringComparison.Ordinal); i++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        var url = output.ToString().Split('\n')[0].Split(' ')[^1].Trim();
        await meanwhile(url, output.ToString().Split('\n').Single(l => l.StartsWith("Access token:", StringComparison.Ordinal)).Split(' ')[^1].Trim());
        await stop.CancelAsync();
        Assert.Equal(0, await run);
    }

    private async Task<string> UserInfoAsync(string url, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url + "/services/oauth2/userinfo") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private Task<HttpResponseMessage> CreateAsync(string name) =>
        _http.PostAsync(PracticeClient.Data + "/sobjects/Account", new StringContent(new JObject { ["Name"] = name }.ToString(), Encoding.UTF8, "application/json"));

    private async Task<JToken> ControlAsync(string action, JToken body)
    {
        using var answer = await _http.PostAsync("/practice/" + action, new StringContent(body.ToString()));
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JToken.Parse(text) : throw new InvalidOperationException(text);
    }

    private async Task<string> RefusedAsync(string action, JToken body)
    {
        using var answer = await _http.PostAsync("/practice/" + action, new StringContent(body.ToString()));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        return (string)JObject.Parse(await answer.Content.ReadAsStringAsync())["error"]!;
    }
}
