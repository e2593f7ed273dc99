using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Api.Bulk;
using SfIntegration.Practice.Traces;
using SfIntegration.Tests.Api;
using Xunit;

namespace SfIntegration.Tests.Traces;

/// <summary>Event log files and Event Log Objects are made of what was really served (facts §6.4, §6.5).</summary>
public sealed class EventLogTests : IDisposable
{
    private static readonly DateTime s_noon = new(2026, 11, 20, 12, 10, 0, DateTimeKind.Utc);

    private readonly PracticeClient _client = new();

    public EventLogTests() => At(s_noon);

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task A_call_shows_up_in_the_hours_file_after_some_hours_and_in_the_days_file_the_day_after()
    {
        await CallAsync();
        At(s_noon.AddHours(3));
        Assert.Empty(await FilesAsync("ApiTotalUsage"));
        At(s_noon.AddHours(4));
        var hourly = Assert.Single(await FilesAsync("ApiTotalUsage"));
        Assert.Equal(("Hourly", 1, "2026-11-20T12"), ((string)hourly["Interval"]!, (int)hourly["Sequence"]!, Hour(hourly["LogDate"])));
        At(s_noon.Date.AddDays(1).AddHours(4));
        var daily = Assert.Single(await FilesAsync("ApiTotalUsage"), f => (string?)f["Interval"] == "Daily");
        Assert.Equal((0, "2026-11-20T00", "2026-11-21T03"), ((int)daily["Sequence"]!, Hour(daily["LogDate"]), Hour(daily["CreatedDate"])));

        var rows = await ReadAsync(daily);
        var call = Assert.Single(rows, r => r["API_RESOURCE"] == "/sobjects/{type}/describe");
        Assert.Equal(("ApiTotalUsage", "20261120121000.000", "2026-11-20T12:10:00.000Z", "GET", "Account", "200", "1", "MyTool", "admin@acme.example", "203.0.113.10"),
            (call["EVENT_TYPE"], call["TIMESTAMP"], call["TIMESTAMP_DERIVED"], call["HTTP_METHOD"], call["ENTITY_NAME"], call["STATUS_CODE"], call["COUNTS_AGAINST_API_LIMIT"], call["CLIENT_NAME"], call["USER_NAME"], call["CLIENT_IP"]));
        Assert.Equal(15, call["USER_ID"].Length);
        Assert.Equal(15, call["ORGANIZATION_ID"].Length);
    }

    [Fact]
    public async Task The_header_is_the_files_own_list_of_names_and_its_length_is_its_length()
    {
        await CallAsync();
        At(s_noon.AddDays(1).AddHours(4));
        var file = (await FilesAsync("ApiTotalUsage")).First(f => (string?)f["Interval"] == "Daily");
        var answer = await _client.GetAsync((string)file["LogFile"]!);
        Assert.Equal("text/csv", answer.Expect(HttpStatusCode.OK).Header("Content-Type"));
        Assert.Equal((int)file["LogFileLength"]!, answer.Bytes.Length);
        Assert.Equal((string?)file["LogFileFieldNames"], answer.Text.Split('\n')[0].Replace("\"", "", StringComparison.Ordinal));
        Assert.Equal(((string)file["LogFileFieldNames"]!).Split(',').Length, ((string)file["LogFileFieldTypes"]!).Split(',').Length);
        Assert.Equal($"{PracticeClient.Data}/sobjects/EventLogFile/{file["Id"]}/LogFile", (string?)file["LogFile"]);
        Assert.Equal((string?)file["Id"], (string?)(await _client.SoqlAsync($"SELECT Id FROM EventLogFile WHERE Id = '{file["Id"]}'")).Json["records"]![0]!["Id"]);
    }

    [Fact]
    public async Task Late_events_replace_the_daily_file_and_add_a_part_to_the_hourly_one()
    {
        _client.Org.Switches.LateEvents = true;
        _client.Org.Switches.HasEventMonitoring = true;
        for (var i = 0; i < 20; i++)
        {
            await CallAsync();
        }

        At(s_noon.Date.AddDays(1).AddHours(4));
        var first = Assert.Single(await FilesAsync("ApiTotalUsage"), f => IsDaily(f, "2026-11-20"));
        Assert.Equal(18, (await ReadAsync(first)).Count(r => r["API_RESOURCE"] == "/sobjects/{type}/describe"));
        At(s_noon.Date.AddDays(2).AddHours(4));
        var second = Assert.Single(await FilesAsync("ApiTotalUsage"), f => IsDaily(f, "2026-11-20"));
        Assert.NotEqual((string?)first["Id"], (string?)second["Id"]);
        Assert.NotEqual((string?)first["CreatedDate"], (string?)second["CreatedDate"]);
        Assert.Equal(20, (await ReadAsync(second)).Count(r => r["API_RESOURCE"] == "/sobjects/{type}/describe"));
        var parts = (await FilesAsync("ApiTotalUsage")).Where(f => (string?)f["Interval"] == "Hourly" && Hour(f["LogDate"]) == "2026-11-20T12").ToList();
        Assert.Equal([1, 2], parts.Select(f => (int)f["Sequence"]!).Order());
        var requests = new List<string>();
        foreach (var part in parts)
        {
            requests.AddRange((await ReadAsync(part)).Select(r => r["REQUEST_ID"]));
        }

        Assert.Equal(requests.Count, requests.Distinct().Count());
    }

    [Fact]
    public async Task Free_files_live_a_day_and_paid_ones_a_month()
    {
        await CallAsync();
        At(s_noon.Date.AddDays(1).AddHours(4));
        Assert.Contains(await FilesAsync("ApiTotalUsage"), f => IsDaily(f, "2026-11-20"));
        At(s_noon.Date.AddDays(2).AddHours(4));
        Assert.DoesNotContain(await FilesAsync("ApiTotalUsage"), f => IsDaily(f, "2026-11-20"));
        _client.Org.Switches.HasEventMonitoring = true;
        Assert.Contains(await FilesAsync("ApiTotalUsage"), f => IsDaily(f, "2026-11-20"));
        At(s_noon.Date.AddDays(40));
        Assert.DoesNotContain(await FilesAsync("ApiTotalUsage"), f => IsDaily(f, "2026-11-20"));
    }

    [Fact]
    public async Task RestApi_and_BulkApi2_and_PermissionUpdate_come_with_event_monitoring_only()
    {
        await CallAsync();
        At(s_noon.AddHours(5));
        Assert.Empty(await FilesAsync("RestApi"));
        _client.Org.Switches.HasEventMonitoring = true;
        await _client.SoqlAsync("SELECT Id, Name FROM Account LIMIT 3");
        await _client.SendAsync("POST", PracticeClient.Data + "/sobjects/Account", new JObject());
        await _client.SendAsync("POST", PracticeClient.Data + "/jobs/query", new JObject { ["operation"] = "query", ["query"] = "SELECT Id FROM Account" });
        await _client.SendAsync("POST", PracticeClient.Data + "/sobjects/PermissionSet", new JObject { ["Name"] = "Traced", ["Label"] = "Traced" });
        At(s_noon.AddDays(2));

        var rest = await ReadAsync((await FilesAsync("RestApi")).Single(f => IsDaily(f, "2026-11-20")));
        var query = Assert.Single(rest, r => r["QUERY"].Length > 0);
        Assert.Equal(("SELECT Id, Name FROM Account LIMIT 3", "3", "S", "200"), (query["QUERY"], query["ROWS_PROCESSED"], query["REQUEST_STATUS"], query["STATUS_CODE"]));
        Assert.Equal((16, 16), (query["SESSION_KEY"].Length, query["LOGIN_KEY"].Length));
        var refused = Assert.Single(rest, r => r["REQUEST_STATUS"] == "F");
        Assert.Equal(("400", "Required fields are missing: [Name]", "Account"), (refused["STATUS_CODE"], refused["EXCEPTION_MESSAGE"], refused["ENTITY_NAME"]));
        var bulk = Assert.Single(await ReadAsync((await FilesAsync("BulkApi2")).Single(f => IsDaily(f, "2026-11-20"))));
        Assert.Equal(("query", "Account", "JobComplete"), (bulk["OPERATION_TYPE"], bulk["ENTITY_TYPE"], bulk["JOB_STATUS"]));
        var change = Assert.Single(await ReadAsync((await FilesAsync("PermissionUpdate")).Single(f => IsDaily(f, "2026-11-20"))));
        Assert.Equal(("PermissionSet", "Create"), (change["CONTEXT"], change["UPDATE_TYPE"]));
    }

    [Fact]
    public async Task A_composite_is_logged_as_one_call()
    {
        await _client.SendAsync("POST", PracticeClient.Data + "/composite", new JObject
        {
            ["compositeRequest"] = new JArray(Enumerable.Range(0, 3).Select(i => new JObject { ["method"] = "GET", ["url"] = PracticeClient.Data + "/sobjects/Account/describe", ["referenceId"] = "r" + i })),
        });
        At(s_noon.AddDays(1).AddHours(4));
        var rows = await ReadAsync((await FilesAsync("ApiTotalUsage")).First(f => IsDaily(f, "2026-11-20")));
        Assert.Equal(["/composite"], rows.Select(r => r["API_RESOURCE"]));
    }

    [Fact]
    public async Task Sign_ins_and_sign_outs_are_events_with_status_codes_and_keys_that_match()
    {
        var token = _client.Org.SignIn("lena.lead@acme.example");
        Assert.Throws<InvalidOperationException>(() => _client.Org.SignIn("leaver@acme.example"));
        await _client.FormAsync("/services/oauth2/revoke", ("token", token));
        At(s_noon.AddDays(1).AddHours(4));
        _client.Token = _client.Org.SignIn(_client.Org.AdministratorUsername);
        var logins = await ReadAsync((await FilesAsync("Login")).First(f => IsDaily(f, "2026-11-20")));
        var login = Assert.Single(logins, r => r["USER_NAME"] == "lena.lead@acme.example");
        Assert.Equal(("LOGIN_NO_ERROR", "Success", "TLSv1.3"), (login["LOGIN_STATUS"], login["REQUEST_STATUS"], login["TLS_PROTOCOL"]));
        Assert.Equal(18, login["USER_ID_DERIVED"].Length);
        var logout = Assert.Single(await ReadAsync((await FilesAsync("Logout")).First(f => IsDaily(f, "2026-11-20"))));
        Assert.Equal((login["LOGIN_KEY"], login["USER_ID"], "1"), (logout["LOGIN_KEY"], logout["USER_ID"], logout["USER_INITIATED_LOGOUT"]));
    }

    [Fact]
    public async Task Only_who_may_view_event_log_files_sees_them()
    {
        await CallAsync();
        At(s_noon.AddDays(1).AddHours(4));
        var id = (string)(await FilesAsync("ApiTotalUsage"))[0]["Id"]!;
        TestUsers.Integration(_client.Org, "nobody@acme.example");
        _client.Token = _client.Org.SignIn("nobody@acme.example");
        Assert.Equal("INVALID_TYPE", (await _client.SoqlAsync("SELECT Id FROM EventLogFile")).Code);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync($"{PracticeClient.Data}/sobjects/EventLogFile/{id}/LogFile")).Status);
    }

    [Fact]
    public async Task Event_log_objects_show_the_same_events_as_rows()
    {
        Assert.Equal("INVALID_TYPE", (await _client.SoqlAsync("SELECT Id FROM ApiTotalUsageEventLog")).Code);
        _client.Org.Switches.HasEventMonitoring = true;
        await CallAsync();
        var row = (await _client.SoqlAsync("SELECT ApiFamily, HttpMethod, ObjectName, StatusCode, IsApiLimitCounted, UserIdentifier, Timestamp FROM ApiTotalUsageEventLog WHERE ClientName = 'MyTool'")).Expect(HttpStatusCode.OK).Json["records"]![0]!;
        Assert.Equal(("REST", "GET", "Account", 200, true), ((string)row["ApiFamily"]!, (string)row["HttpMethod"]!, (string)row["ObjectName"]!, (int)row["StatusCode"]!, (bool)row["IsApiLimitCounted"]!));
        Assert.Equal("2026-11-20T12", Hour(row["Timestamp"]));
        Assert.Equal(18, ((string)row["UserIdentifier"]!).Length);
    }

    [Theory]
    [InlineData("LoginAs", "DELEGATED_USER_ID", "DelegatedUserIdentifier")]
    [InlineData("Login", "AUTHENTICATION_METHOD_REFERENCE", "AuthenticatedMethodReference")]
    [InlineData("RestApi", "DB_TOTAL_TIME", "DatabaseTotalTime")]
    [InlineData("ApiTotalUsage", "BOT_SESSION_IDENTIFIER", "BotSessionIdentifier")]
    [InlineData("Logout", "USER_ID", "UserIdentifier")]
    public void A_field_of_an_event_log_object_finds_its_column(string type, string column, string field) =>
        Assert.Equal(column, EventType.All[type].ColumnOf(field));

    [Fact]
    public void Every_column_that_is_derived_has_what_it_derives_from() => Assert.All(EventType.All.Values, type => Assert.All(
        type.Columns.Where(c => c.EndsWith("_DERIVED", StringComparison.Ordinal) && c is not ("TIMESTAMP_DERIVED" or "URI_ID_DERIVED")),
        c => Assert.Contains(c.Replace("_DERIVED", "", StringComparison.Ordinal), type.Columns)));

    private static bool IsDaily(JToken file, string date) => (string?)file["Interval"] == "Daily" && Hour(file["LogDate"]) == date + "T00";

    private static string Hour(JToken? moment) => ((DateTime)moment!).ToUniversalTime().ToString("yyyy-MM-dd'T'HH", System.Globalization.CultureInfo.InvariantCulture);

    private void At(DateTime moment)
    {
        _client.Org.Clock.StopAt(moment);
        _client.Token = _client.Org.SignIn(_client.Org.AdministratorUsername);
    }

    private Task<Answer> CallAsync() => _client.GetAsync(PracticeClient.Data + "/sobjects/Account/describe", ("Sforce-Call-Options", "client=MyTool"));

    private async Task<List<JToken>> FilesAsync(string type) => (await _client.SoqlAsync(
        $"SELECT Id, EventType, LogDate, CreatedDate, Interval, Sequence, LogFile, LogFileLength, LogFileFieldNames, LogFileFieldTypes FROM EventLogFile WHERE EventType = '{type}' ORDER BY CreatedDate")).Expect(HttpStatusCode.OK).Json["records"]!.ToList();

    private async Task<List<Dictionary<string, string>>> ReadAsync(JToken file)
    {
        var table = BulkCsv.Read((await _client.GetAsync((string)file["LogFile"]!)).Expect(HttpStatusCode.OK).Text, ',').ToList();
        return table.Skip(1).Select(r => table[0].Zip(r).ToDictionary(p => p.First, p => p.Second)).ToList();
    }
}
