using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Traffic;
using SfIntegration.Tests.Api;
using Xunit;

namespace SfIntegration.Tests.Traffic;

/// <summary>Made traffic in the org: what comes out through the front door is what went in.</summary>
public sealed class TrafficLoadTests : IDisposable
{
    private readonly PracticeClient _client = new();

    public TrafficLoadTests() => At(TrafficText.End);

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task The_daily_files_hold_the_same_rows_as_the_text()
    {
        _client.Org.Switches.HasEventMonitoring = true;
        var made = _client.Org.AddTraffic(TrafficText.Settings(1, 20, 40));
        foreach (var type in new[] { "ApiTotalUsage", "Login" })
        {
            var text = TrafficText.Rows(TrafficText.Csv(type, TrafficText.Settings(1, 20, 40)));
            Assert.Equal(type == "Login" ? made.SignIns : made.Calls, text.Count);
            var day = TrafficText.End.Date.AddDays(-7);
            var wanted = text.Where(r => TrafficText.At(r).Date == day).ToList();
            var served = TrafficText.Rows(await FileAsync(type, day));
            Assert.NotEmpty(wanted);
            Assert.Equal(wanted.Select(Comparable), served.Select(Comparable));
        }
    }

    [Fact]
    public async Task Free_logs_live_a_day_and_with_event_monitoring_as_long_as_the_setting_says()
    {
        _client.Org.AddTraffic(TrafficText.Settings(1, 100, 20));
        Assert.Single(await DaysAsync());
        _client.Org.Switches.HasEventMonitoring = true;
        Assert.InRange((await DaysAsync()).Count, 28, 30);
        _client.Org.SetSetting("EventSettings.eventLogRetentionDuration", 365);
        Assert.InRange((await DaysAsync()).Count, 99, 100);
    }

    [Fact]
    public async Task Sign_ins_are_in_LoginHistory_with_their_places_and_the_freeze_is_in_the_audit_trail()
    {
        var made = _client.Org.AddTraffic(TrafficText.Settings(1, 60, 20));
        var abroad = made.Incidents.Single(i => i.Kind == PracticeIncidentKind.UnknownCountry);
        var login = Assert.Single(await RowsAsync("SELECT UserId, LoginTime, CountryIso, SourceIp, Application FROM LoginHistory WHERE CountryIso = 'SG'"));
        Assert.Equal((abroad.From, "CRM Connector"), (((DateTime)login["LoginTime"]!).ToUniversalTime(), (string?)login["Application"]));
        Assert.Equal(abroad.Username, (string?)Assert.Single(await RowsAsync($"SELECT Username FROM User WHERE Id = '{login["UserId"]}'"))["Username"]);
        var freeze = made.Incidents.Single(i => i.Kind == PracticeIncidentKind.UseAfterFreeze);
        var changes = await RowsAsync("SELECT Action, CreatedDate FROM SetupAuditTrail ORDER BY CreatedDate");
        Assert.Equal([("frozeuser", freeze.From), ("unfrozeuser", freeze.To)], changes.Select(c => ((string?)c["Action"], ((DateTime)c["CreatedDate"]!).ToUniversalTime())));
        Assert.Equal(3, (await RowsAsync("SELECT Status FROM LoginHistory")).Count(r => (string?)r["Status"] == "User Is Frozen"));
    }

    [Fact]
    public async Task Missing_users_are_made_and_those_there_are_used()
    {
        var before = (await RowsAsync("SELECT Id FROM User")).Count;
        _client.Org.AddTraffic(TrafficText.Settings(1, 14, 20));
        Assert.Equal(before + 7, (await RowsAsync("SELECT Id FROM User")).Count);
        _client.Org.AddTraffic(TrafficText.Settings(2, 14, 20));
        Assert.Equal(before + 7, (await RowsAsync("SELECT Id FROM User")).Count);
        Assert.Equal("Minimum Access - API Only Integrations", (string?)(await RowsAsync("SELECT Profile.Name FROM User WHERE Username = 'cms.poller@acme.example'"))[0].SelectToken("Profile.Name"));
    }

    [Fact]
    public async Task The_control_endpoint_loads_it_and_lists_the_incidents()
    {
        using var http = new HttpClient(_client.Org.CreateHandler(control: true)) { BaseAddress = _client.Org.BaseAddress };
        async Task<(HttpStatusCode, JObject)> PostAsync(string body)
        {
            using var content = new StringContent(body);
            using var answer = await http.PostAsync("/practice/traffic", content, TestContext.Current.CancellationToken);
            return (answer.StatusCode, JObject.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        }

        var (status, made) = await PostAsync("""{"seed":3,"days":30,"until":"2026-11-20T06:30:00Z","rowsPerDay":20}""");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.InRange((int)made["calls"]!, 300, 1_500);
        Assert.Equal(12, made["incidents"]!.Count());
        Assert.All(made["incidents"]!, i => Assert.True(Enum.TryParse<PracticeIncidentKind>((string?)i["kind"], out _)));
        foreach (var (wrong, said) in new[] { ("""{"days":3}""", "14 to 365"), ("""{"until":"2027-01-01T00:00:00Z"}""", "future"), ("""{"rows":1}""", "rowsPerDay"), ("""{"rowsPerDay":1000000}""", "2,000,000") })
        {
            var (code, error) = await PostAsync(wrong);
            Assert.Equal(HttpStatusCode.BadRequest, code);
            Assert.Contains(said, (string?)error["error"], StringComparison.Ordinal);
        }
    }

    // The ids of the org are its own.
    private static string Comparable(Dictionary<string, string> row) =>
        string.Join('|', row.Where(c => c.Key is not ("USER_ID" or "USER_ID_DERIVED" or "ORGANIZATION_ID" or "LOGIN_KEY" or "CONNECTED_APP_ID")).Select(c => c.Key + "=" + c.Value));

    private void At(DateTime moment)
    {
        _client.Org.Clock.StopAt(moment);
        _client.Token = _client.Org.SignIn(_client.Org.AdministratorUsername);
    }

    private async Task<IReadOnlyList<JToken>> RowsAsync(string soql)
    {
        var page = (await _client.SoqlAsync(soql)).Expect(HttpStatusCode.OK).Json;
        return page["records"]!.ToList();
    }

    private async Task<IReadOnlyList<JToken>> DaysAsync() => await RowsAsync("SELECT LogDate FROM EventLogFile WHERE EventType = 'ApiTotalUsage' AND Interval = 'Daily'");

    private async Task<string> FileAsync(string type, DateTime day)
    {
        var file = Assert.Single(await RowsAsync($"SELECT LogFile FROM EventLogFile WHERE EventType = '{type}' AND Interval = 'Daily' AND LogDate = {day:yyyy-MM-dd}T00:00:00Z"));
        return (await _client.GetAsync((string)file["LogFile"]!)).Expect(HttpStatusCode.OK).Text;
    }
}
