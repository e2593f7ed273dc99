using System;
using System.Linq;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Traces;
using SfIntegration.Tests.Api;
using Xunit;

namespace SfIntegration.Tests.Traces;

/// <summary>Where sign-ins come from, and events that the control endpoint puts in.</summary>
public sealed class TraceRowTests : IDisposable
{
    private readonly PracticeClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task A_sign_in_is_located_by_its_address()
    {
        _client.Org.CallerAddress = "198.51.100.7";
        _client.Org.SignIn("lena.lead@acme.example");
        _client.Org.CallerAddress = "10.1.2.3";
        _client.Org.SignIn("lena.lead@acme.example");
        var rows = (await _client.SoqlAsync("SELECT SourceIp, CountryIso, LoginGeo.City FROM LoginHistory WHERE User.Username = 'lena.lead@acme.example' ORDER BY LoginTime DESC LIMIT 2")).Json["records"]!
            .ToDictionary(r => (string)r["SourceIp"]!);
        Assert.Equal(("US", "Ashburn"), ((string?)rows["198.51.100.7"]["CountryIso"], (string?)rows["198.51.100.7"]["LoginGeo"]!["City"]));
        Assert.Equal(JTokenType.Null, rows["10.1.2.3"]["CountryIso"]!.Type);
    }

    [Fact]
    public async Task Events_that_nobody_can_cause_are_put_in_by_the_control_endpoint()
    {
        Assert.Contains("hasEventMonitoring", await ControlAsync(new JObject { ["type"] = "LoginAs" }), StringComparison.Ordinal);
        Assert.Contains("hasEventMonitoring", await ControlAsync(new JArray(new JObject { ["type"] = "Login" }, new JObject { ["type"] = "LoginAs" })), StringComparison.Ordinal);
        _client.Org.Do(engine => Assert.DoesNotContain(engine.Events.Of(EventType.All["Login"]), e => e.Text("USER_ID").Length == 0));
        _client.Org.Switches.HasEventMonitoring = true;
        Assert.Contains("is not one of ApiTotalUsage, Login", await ControlAsync(new JObject { ["type"] = "Nope" }), StringComparison.Ordinal);
        Assert.Contains("no column 'NOPE'", await ControlAsync(new JObject { ["type"] = "LoginAs", ["values"] = new JObject { ["NOPE"] = "1" } }), StringComparison.Ordinal);
        var at = _client.Org.Clock.UtcNow.AddDays(-3);
        Assert.Contains("\"recorded\":1", await ControlAsync(new JObject { ["type"] = "LoginAs", ["at"] = at.ToString("o"), ["values"] = new JObject { ["DELEGATED_USER_NAME"] = "ines.sales@acme.example" } }), StringComparison.Ordinal);
        var row = (await _client.SoqlAsync("SELECT DelegatedUserName FROM LoginAsEventLog")).Json["records"]![0]!;
        Assert.Equal("ines.sales@acme.example", (string?)row["DelegatedUserName"]);
    }

    private async Task<string> ControlAsync(JToken body)
    {
        using var http = new System.Net.Http.HttpClient(_client.Org.CreateHandler(control: true)) { BaseAddress = _client.Org.BaseAddress };
        using var answer = await http.PostAsync("/practice/events", new System.Net.Http.StringContent(body.ToString()));
        return await answer.Content.ReadAsStringAsync();
    }
}
