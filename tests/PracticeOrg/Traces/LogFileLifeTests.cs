using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice;
using SfIntegration.Practice.Api.Bulk;
using SfIntegration.Practice.Traces;
using SfIntegration.Tests.Api;
using Xunit;

namespace SfIntegration.Tests.Traces;

/// <summary>How long event log files live, who ends them, and what ties their rows together.</summary>
public sealed class LogFileLifeTests : IDisposable
{
    private static readonly DateTime s_noon = new(2026, 11, 20, 12, 10, 0, DateTimeKind.Utc);

    private readonly PracticeClient _client = new();

    public LogFileLifeTests() => At(s_noon);

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task A_call_has_one_request_id_in_all_its_events_and_the_keys_of_its_session()
    {
        _client.Org.Switches.HasEventMonitoring = true;
        await _client.SendAsync("POST", PracticeClient.Data + "/sobjects/PermissionSet", new JObject { ["Name"] = "Traced", ["Label"] = "Traced" });
        await _client.SoqlAsync("SELECT Id FROM Account LIMIT 3");
        await _client.SoqlAsync("SELECT COUNT(Id) FROM Account");
        At(s_noon.AddDays(1).AddHours(4));
        var rest = await DailyAsync("RestApi");
        var usage = await DailyAsync("ApiTotalUsage");
        var change = Assert.Single(await DailyAsync("PermissionUpdate"));
        var write = Assert.Single(rest, r => r["METHOD"] == "POST");
        Assert.Equal((write["REQUEST_ID"], write["SESSION_KEY"], write["LOGIN_KEY"]), (change["REQUEST_ID"], change["SESSION_KEY"], change["LOGIN_KEY"]));
        Assert.Equal(rest.Select(r => r["REQUEST_ID"]), usage.Select(r => r["REQUEST_ID"]));
        Assert.Equal(3, rest.Select(r => r["REQUEST_ID"]).Distinct().Count());
        Assert.All(rest, r => Assert.Equal((22, 16, "Standard"), (r["REQUEST_ID"].Length, r["LOGIN_KEY"].Length, r["USER_TYPE"])));
        Assert.All(rest, r => Assert.True(long.Parse(r["RUN_TIME"], System.Globalization.CultureInfo.InvariantCulture) >= 0));
        Assert.Equal(["PermissionSet", "Account", ""], rest.Select(r => r["ENTITY_NAME"]));
        var login = (await DailyAsync("Login")).First(r => r["LOGIN_KEY"] == write["LOGIN_KEY"]);
        Assert.Equal(("DE", "acme-practice.my.salesforce.example"), (login["COUNTRY_CODE"], login["LOGIN_URL"]));
    }

    [Fact]
    public async Task A_file_is_deleted_only_where_the_settings_say_so_and_does_not_come_back()
    {
        At(s_noon.AddDays(1).AddHours(4));
        var file = $"{PracticeClient.Data}/sobjects/EventLogFile/{await IdAsync("Login")}";
        Assert.Equal(HttpStatusCode.BadRequest, (await _client.SendAsync("DELETE", file)).Status);
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(file + "/LogFile")).Status);
        _client.Org.SetSetting("EventSettings.enableDeleteMonitoringData", true);
        (await _client.SendAsync("DELETE", file)).Expect(HttpStatusCode.NoContent);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync(file + "/LogFile")).Status);
        Assert.Null(await IdAsync("Login"));
        Assert.Equal(HttpStatusCode.NotFound, (await _client.SendAsync("DELETE", file)).Status);
    }

    [Fact]
    public async Task The_retention_is_the_settings_with_event_monitoring_and_a_day_in_a_developer_edition()
    {
        _client.Org.Switches.HasEventMonitoring = true;
        At(s_noon.AddDays(45));
        Assert.Null(await IdAsync("Login"));
        _client.Org.SetSetting("EventSettings.eventLogRetentionDuration", 60);
        Assert.NotNull(await IdAsync("Login"));
        _client.Org.Edition = PracticeEdition.Developer;
        Assert.Null(await IdAsync("Login"));
        At(s_noon.AddDays(1).AddHours(4));
        Assert.NotNull(await IdAsync("Login"));
        _client.Org.SetSetting("EventSettings.enableEventLogGeneration", false);
        Assert.Null(await IdAsync("Login"));
    }

    [Fact]
    public async Task A_file_that_got_an_event_afterwards_is_as_long_as_it_says()
    {
        At(s_noon.AddDays(1).AddHours(4));
        var before = await LengthAsync();
        _client.Org.Do(engine => engine.Events.Insert(EventType.All["Login"], s_noon, new[] { ("USER_NAME", (string?)"a \"quoted\"\nname") }));
        var after = await LengthAsync();
        Assert.True(after > before);
        Assert.Equal("a \"quoted\"\nname", (await DailyAsync("Login"))[^1]["USER_NAME"]);

        async Task<int> LengthAsync()
        {
            var id = await IdAsync("Login");
            var row = (await _client.SoqlAsync($"SELECT LogFileLength FROM EventLogFile WHERE Id = '{id}'")).Json["records"]![0]!;
            Assert.Equal((int)row["LogFileLength"]!, (await _client.GetAsync($"{PracticeClient.Data}/sobjects/EventLogFile/{id}/LogFile")).Bytes.Length);
            return (int)row["LogFileLength"]!;
        }
    }

    [Fact]
    public async Task An_administrator_who_signs_in_as_somebody_is_named_wherever_the_session_goes()
    {
        _client.Org.Switches.HasEventMonitoring = true;
        var administrator = _client.Token;
        _client.Token = _client.Org.SignInAs("it.ops@acme.example");
        var id = (string)_client.Org.AsSystem.Query("SELECT Id FROM User WHERE Username = 'ines.sales@acme.example'")[0]["Id"]!;
        var change = await _client.SendAsync("PATCH", $"{PracticeClient.Data}/sobjects/User/{id}", new JObject { ["FederationIdentifier"] = "ines" });
        await _client.FormAsync("/services/oauth2/revoke", ("token", _client.Token));
        Assert.Equal("INVALID_SESSION_ID", (await _client.SoqlAsync("SELECT Id FROM User")).Code);
        _client.Token = administrator;
        var trail = (await _client.SoqlAsync("SELECT Action, CreatedBy.Username, DelegateUser FROM SetupAuditTrail ORDER BY CreatedDate, Id")).Expect(HttpStatusCode.OK).Json["records"]!
            .Select(r => ((string)r["Action"]!, (string)r["CreatedBy"]!["Username"]!, (string?)r["DelegateUser"])).ToList();
        Assert.Equal(("suOrgAdminLogin", "admin@acme.example", null), trail[0]);
        Assert.Equal(("suOrgAdminLogout", "admin@acme.example", null), trail[^1]);
        Assert.Equal(change.Status == HttpStatusCode.NoContent, trail.Contains(("changedfederationid", "it.ops@acme.example", "admin@acme.example")));
        Assert.Equal(HttpStatusCode.NoContent, change.Status);
        At(s_noon.AddDays(1).AddHours(4));
        var entry = Assert.Single(await DailyAsync("LoginAs"));
        Assert.Equal(("it.ops@acme.example", 15, 18), (entry["DELEGATED_USER_NAME"], entry["DELEGATED_USER_ID"].Length, entry["DELEGATED_USER_ID_DERIVED"].Length));
        Assert.Throws<InvalidOperationException>(() => _client.Org.SignInAs("leaver@acme.example"));
        Assert.Throws<ArgumentException>(() => _client.Org.SignInAs("nobody@acme.example"));
    }

    [Fact]
    public async Task Browsers_leave_their_addresses_once_and_old_sign_ins_have_places()
    {
        _client.Org.CallerAddress = "198.51.100.200";
        _client.Org.SignIn("lena.lead@acme.example");
        _client.Org.SignIn("lena.lead@acme.example");
        var addresses = (await _client.SoqlAsync("SELECT SourceIp, IsAuthenticated FROM LoginIp WHERE Users.Username = 'lena.lead@acme.example'")).Expect(HttpStatusCode.OK).Json["records"]!;
        Assert.Equal("198.51.100.200", (string)Assert.Single(addresses)["SourceIp"]!);
        var old = (await _client.SoqlAsync("SELECT SourceIp, CountryIso, LoginGeo.CountryIso FROM LoginHistory WHERE User.Username = 'erp@acme.example'")).Json["records"]!;
        Assert.NotEmpty(old);
        Assert.All(old, r => Assert.Equal((string?)r["CountryIso"], (string?)r["LoginGeo"]!["CountryIso"]));
        Assert.Contains(old, r => (string?)r["CountryIso"] == "US");
    }

    private void At(DateTime moment)
    {
        _client.Org.Clock.StopAt(moment);
        _client.Token = _client.Org.SignIn(_client.Org.AdministratorUsername);
    }

    private async Task<string?> IdAsync(string type) => (string?)(await _client.SoqlAsync(
        $"SELECT Id FROM EventLogFile WHERE EventType = '{type}' AND Interval = 'Daily' AND LogDate = 2026-11-20T00:00:00Z")).Expect(HttpStatusCode.OK).Json["records"]!.SingleOrDefault()?["Id"];

    private async Task<List<Dictionary<string, string>>> DailyAsync(string type)
    {
        var table = BulkCsv.Read((await _client.GetAsync($"{PracticeClient.Data}/sobjects/EventLogFile/{await IdAsync(type)}/LogFile")).Expect(HttpStatusCode.OK).Text, ',').ToList();
        return table.Skip(1).Select(r => table[0].Zip(r).ToDictionary(p => p.First, p => p.Second)).ToList();
    }
}
