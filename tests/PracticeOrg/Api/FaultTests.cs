using System;
using System.Diagnostics;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice;
using Xunit;

namespace SfIntegration.Tests.Api;

/// <summary>Bad days: each fault does what it says, once, to the request it is meant for.</summary>
public sealed class FaultTests : IDisposable
{
    private readonly PracticeClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task An_unavailable_org_does_nothing_and_recovers()
    {
        _client.Org.Faults.Add(new PracticeFault(PracticeFaultKind.Unavailable));
        var answer = await CreateAsync("F");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "SERVER_UNAVAILABLE"), (answer.Status, answer.Code));
        Assert.Equal(0, _client.CountAccounts("F"));
        Assert.Equal(HttpStatusCode.Created, (await CreateAsync("F")).Status);
    }

    [Fact]
    public async Task A_reset_happens_before_the_work_and_a_lost_answer_after_it()
    {
        _client.Org.Faults.Add(new PracticeFault(PracticeFaultKind.Reset) { Method = "POST" });
        await Assert.ThrowsAsync<HttpRequestException>(() => CreateAsync("Reset"));
        Assert.Equal(0, _client.CountAccounts("Reset"));

        _client.Org.Faults.Add(new PracticeFault(PracticeFaultKind.LostAnswer) { Path = "/sobjects/account" });
        await Assert.ThrowsAsync<HttpRequestException>(() => CreateAsync("Lost"));
        Assert.Equal(1, _client.CountAccounts("Lost"));
        Assert.Equal((2, 1, 1), (_client.Org.Counters.Calls, _client.Org.Counters.Writes, _client.Org.Counters.RowsWritten));
    }

    [Fact]
    public async Task A_body_that_is_cut_off_cannot_be_read_to_its_end()
    {
        _client.Org.Faults.Add(new PracticeFault(PracticeFaultKind.CutOff));
        await Assert.ThrowsAsync<HttpRequestException>(() => CreateAsync("Cut"));
        Assert.Equal(1, _client.CountAccounts("Cut"));
    }

    [Fact]
    public async Task A_slow_answer_is_late_and_whole_and_can_be_cancelled()
    {
        _client.Org.Faults.Add(new PracticeFault(PracticeFaultKind.Slow) { Delay = TimeSpan.FromMilliseconds(300) });
        var watch = Stopwatch.StartNew();
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(PracticeClient.Data)).Status);
        Assert.True(watch.ElapsedMilliseconds >= 290);

        _client.Org.Faults.Add(new PracticeFault(PracticeFaultKind.Hang));
        using var http = new HttpClient(_client.Org.CreateHandler());
        using var stop = new CancellationTokenSource(200);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => http.GetAsync(_client.Org.BaseAddress + "services/data", stop.Token));
    }

    [Fact]
    public async Task An_expired_session_stays_expired()
    {
        _client.Org.Faults.Add(new PracticeFault(PracticeFaultKind.ExpiredSession) { WritesOnly = true });
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(PracticeClient.Data)).Status);
        Assert.Equal("INVALID_SESSION_ID", (await CreateAsync("E")).Code);
        Assert.Equal("INVALID_SESSION_ID", (await _client.GetAsync(PracticeClient.Data)).Code);
        _client.Token = _client.Org.SignIn(_client.Org.AdministratorUsername);
        Assert.Equal(HttpStatusCode.Created, (await CreateAsync("E")).Status);
    }

    [Fact]
    public async Task A_row_lock_and_the_request_limit_have_Salesforces_words()
    {
        _client.Org.Faults.Add(new PracticeFault(PracticeFaultKind.RowLock));
        var answer = await CreateAsync("L");
        Assert.Equal((HttpStatusCode.BadRequest, "UNABLE_TO_LOCK_ROW"), (answer.Status, answer.Code));
        _client.Org.Faults.Add(new PracticeFault(PracticeFaultKind.RequestLimit));
        answer = await CreateAsync("L");
        Assert.Equal((HttpStatusCode.Forbidden, "REQUEST_LIMIT_EXCEEDED"), (answer.Status, answer.Code));
        Assert.Equal(0, _client.CountAccounts("L"));
    }

    [Fact]
    public async Task One_bad_row_among_200()
    {
        _client.Org.Faults.Add(new PracticeFault(PracticeFaultKind.BadRow) { Row = 137, Code = "CANNOT_EXECUTE_FLOW_TRIGGER", Message = "No." });
        var records = new JArray(Enumerable.Range(0, 200).Select(i => new JObject { ["attributes"] = new JObject { ["type"] = "Account" }, ["Name"] = "Row" }));
        var results = (await _client.SendAsync("POST", PracticeClient.Data + "/composite/sobjects", new JObject { ["records"] = records })).Json;
        var bad = Assert.Single(results, r => !(bool)r["success"]!);
        Assert.Equal(137, results.ToList().IndexOf(bad));
        Assert.Equal("CANNOT_EXECUTE_FLOW_TRIGGER", (string)bad["errors"]![0]!["statusCode"]!);
        Assert.Equal(199, _client.CountAccounts("Row"));
    }

    [Fact]
    public async Task Faults_on_writes_let_composites_of_reads_pass()
    {
        _client.Org.Faults.Add(new PracticeFault(PracticeFaultKind.Unavailable) { WritesOnly = true });
        JObject Composite(string method) => new()
        {
            ["compositeRequest"] = new JArray(new JObject { ["method"] = method, ["url"] = PracticeClient.Data + "/sobjects/Account", ["referenceId"] = "a", ["body"] = new JObject { ["Name"] = "W" } }),
        };
        Assert.Equal(HttpStatusCode.OK, (await _client.SendAsync("POST", PracticeClient.Data + "/composite", Composite("GET"))).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _client.SendAsync("POST", PracticeClient.Data + "/composite", Composite("POST"))).Status);
    }

    private Task<Answer> CreateAsync(string name) =>
        _client.SendAsync("POST", PracticeClient.Data + "/sobjects/Account", new JObject { ["Name"] = name });
}
