using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice;
using Xunit;

namespace SfIntegration.Tests.Api;

/// <summary>The control endpoint in process, where it was asked for.</summary>
public sealed class ControlTests : IDisposable
{
    private readonly Practice.PracticeOrg _org = Practice.PracticeOrg.CreateCompany();
    private readonly HttpClient _http;

    public ControlTests() => _http = new HttpClient(_org.CreateHandler(control: true)) { BaseAddress = _org.BaseAddress };

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData("GET", "/practice/stats")]
    [InlineData("POST", "/practice/sign-in")]
    [InlineData("POST", "/practice/grow?users=1")]
    public async Task Nobody_reaches_it_through_a_handler_that_was_not_asked_for_it(string method, string path)
    {
        using var http = new HttpClient(_org.CreateHandler()) { BaseAddress = _org.BaseAddress };
        using var answer = await http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("NOT_FOUND", (string)JArray.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))[0]["errorCode"]!);
        Assert.Equal(1, _org.Counters.Calls);
    }

    [Fact]
    public async Task Every_switch_is_listed_with_its_default_and_can_be_set()
    {
        var before = await GetAsync("switches");
        Assert.True(JToken.DeepEquals(before["values"], before["defaults"]));
        Assert.Equal(typeof(PracticeSwitches).GetProperties().Length, before["values"]!.Count());
        Assert.Equal("Immediate", (string)before["values"]!["groupRecalculation"]!);

        var after = await PostAsync("switches", """{"GroupRecalculation":"manual","jwtMaximumSeconds":300,"hasEventMonitoring":true,"licenseLimitFields":["ProfileId"],"objectsRefusedByLicense":["Order","Case"],"frozenTokenError":"invalid_grant"}""");

        Assert.Equal(GroupRecalculation.Manual, _org.Switches.GroupRecalculation);
        Assert.Equal(300, _org.Switches.JwtMaximumSeconds);
        Assert.True(_org.Switches.HasEventMonitoring);
        Assert.Equal(new[] { "ProfileId" }, _org.Switches.LicenseLimitFields);
        Assert.Equal(new[] { "Case", "Order" }, _org.Switches.ObjectsRefusedByLicense.OrderBy(o => o, StringComparer.Ordinal));
        Assert.Equal("invalid_grant", (string)after["values"]!["frozenTokenError"]!);
        Assert.True(JToken.DeepEquals(before["defaults"], after["defaults"]));

        // What it lists, it takes.
        await PostAsync("switches", after["defaults"]!.ToString());
        Assert.True(JToken.DeepEquals(before, await GetAsync("switches")));
    }

    [Theory]
    [InlineData("""{"hasEventMonitoring":true,"noSuchSwitch":1}""", "noSuchSwitch", "hasEventMonitoring")]
    [InlineData("""{"hasEventMonitoring":true,"groupRecalculation":"Sometimes"}""", "groupRecalculation", "Immediate, Manual")]
    [InlineData("""{"hasEventMonitoring":"true"}""", "hasEventMonitoring", "true or false")]
    [InlineData("""{"hasEventMonitoring":true,"jwtMaximumSeconds":1.5}""", "jwtMaximumSeconds", "a whole number")]
    [InlineData("""{"hasEventMonitoring":true,"jwtMaximumSeconds":99999999999}""", "jwtMaximumSeconds", "a whole number")]
    [InlineData("""{"hasEventMonitoring":true,"frozenTokenError":null}""", "frozenTokenError", "a text")]
    [InlineData("""{"hasEventMonitoring":true,"licenseLimitFields":["a",1]}""", "licenseLimitFields", "a list of texts")]
    public async Task A_wrong_switch_changes_none_and_the_answer_says_what_would_be_right(string body, string named, string right)
    {
        var error = await RefusedAsync("switches", body);
        Assert.Contains(named, error, StringComparison.Ordinal);
        Assert.Contains(right, error, StringComparison.Ordinal);
        Assert.False(_org.Switches.HasEventMonitoring);
    }

    [Theory]
    [InlineData("clock", """{"stopat":"2027-01-01T00:00:00Z"}""", "'stopat'", "stopAt")]
    [InlineData("clock", """{"stopAt":"2027-01-01T00:00:00Z","advance":60}""", "'advance'", "a text")]
    [InlineData("clock", """{"run":"true"}""", "'run'", "true or false")]
    [InlineData("grow", """{"users":"1000"}""", "'users'", "a whole number")]
    [InlineData("grow", """{"users":-1}""", "'users'", "0 or more")]
    [InlineData("grow", """{"users":99999999999}""", "'users'", "a whole number")]
    [InlineData("grow", """{"users":3,"standardObjects":["Order",1]}""", "'standardObjects'", "a list of texts")]
    [InlineData("grow", """{"users":3,"to":1790}""", "'to'", "an object")]
    [InlineData("apps", """{"name":"x","external":"true"}""", "'external'", "true or false")]
    [InlineData("apps", """{"name":"x","adminApprovedOnly":0}""", "'adminApprovedOnly'", "true or false")]
    [InlineData("apps", """{"name":"x","clientCredentials":"on"}""", "'clientCredentials'", "true or false")]
    [InlineData("installed", """{"consumerKey":"3MVG9","installed":"false"}""", "'installed'", "true or false")]
    [InlineData("sign-in", """{"user":"erp@acme.example"}""", "'user'", "username")]
    [InlineData("dml", """{"op":"insert","type":"Account","value":{"Name":"x"}}""", "'value'", "values")]
    [InlineData("approve", """{"consumerKey":"3MVG9","username":null}""", "'username'", "required")]
    public async Task A_property_that_an_action_does_not_know_or_cannot_read_is_refused_and_nothing_is_done(string action, string body, string named, string right)
    {
        var before = (Users: Count("User"), Apps: _org.GetApps().Count, At: _org.Clock.UtcNow);
        var error = await RefusedAsync(action, body);
        Assert.Contains(named, error, StringComparison.Ordinal);
        Assert.Contains(right, error, StringComparison.Ordinal);
        Assert.Equal((before.Users, before.Apps), (Count("User"), _org.GetApps().Count));
        Assert.InRange(_org.Clock.UtcNow, before.At, before.At.AddMinutes(1));
    }

    private int Count(string type) => _org.AsSystem.Query($"SELECT Id FROM {type}").Count;

    [Theory]
    [InlineData("enterprise", 5, 125_000)]
    [InlineData("Unlimited", 5, 225_000)]
    [InlineData("Developer", 1, 15_000)]
    public async Task An_edition_brings_its_integration_licences_and_api_calls(string edition, int licences, int calls)
    {
        var answer = await PostAsync("edition", new JObject { ["edition"] = edition }.ToString());
        Assert.Equal(calls, (int)answer["dailyApiLimit"]!);
        Assert.Equal(calls, _org.DailyApiLimit);
        Assert.Equal(licences, _org.AsSystem.Query("SELECT TotalLicenses FROM UserLicense WHERE Name = 'Salesforce Integration'")[0]["TotalLicenses"] is var total ? Convert.ToInt32(total) : 0);
        Assert.Equal(licences, Convert.ToInt32(_org.AsSystem.Query("SELECT TotalLicenses FROM PermissionSetLicense WHERE DeveloperName = 'SalesforceAPIIntegrationPsl'")[0]["TotalLicenses"]));
        Assert.Equal(edition, (string)(await GetAsync("edition"))["edition"]!, ignoreCase: true);
        Assert.Equal(edition + " Edition", (string)_org.AsSystem.Query("SELECT OrganizationType FROM Organization")[0]["OrganizationType"]!, ignoreCase: true);
    }

    [Fact]
    public async Task A_limit_that_was_set_and_the_share_of_integration_licences_count()
    {
        await PostAsync("switches", """{"integrationLicenseApiCalls":1000}""");
        Assert.Equal(130_000, _org.DailyApiLimit);
        _org.DailyApiLimit = 7;
        await PostAsync("edition", """{"edition":"Unlimited"}""");
        Assert.Equal(7, _org.DailyApiLimit);
    }

    [Theory]
    [InlineData("edition", """{"edition":"Professional"}""", "Enterprise, Unlimited, Developer")]
    [InlineData("edition", "{}", "'edition' is required")]
    [InlineData("caller-address", """{"address":"300.1.1.1"}""", "no IP address")]
    [InlineData("caller-address", "[]", "JSON object")]
    [InlineData("grow", """{"to":{"rows":1}}""", "objects, users, containers, fieldRows")]
    [InlineData("grow", """{"to":{"users":-1}}""", "users")]
    [InlineData("grow?users=many", "{}", "users 'many'")]
    [InlineData("grow?fieldRows=2000000", "{}", "more containers")]
    [InlineData("grow?objects=1000000", "{}", "4,500")]
    [InlineData("nothing", "{}", "There are: GET stats")]
    public async Task A_mistake_is_told_what_would_be_right(string action, string body, string right) =>
        Assert.Contains(right, await RefusedAsync(action, body), StringComparison.Ordinal);

    [Fact]
    public async Task The_caller_address_is_what_sign_ins_come_from()
    {
        await PostAsync("caller-address", """{"address":"198.51.100.7"}""");
        Assert.Equal("198.51.100.7", (string)(await GetAsync("caller-address"))["address"]!);
        await PostAsync("sign-in", "{}");
        Assert.Equal("198.51.100.7", (string)_org.AsSystem.Query("SELECT SourceIp FROM LoginHistory ORDER BY LoginTime DESC LIMIT 1")[0]["SourceIp"]!);
    }

    [Fact]
    public async Task The_org_grows_to_a_size_by_query_and_by_body()
    {
        await PostAsync("grow?objects=130&users=100&containers=40&fieldRows=5000", "{}");
        Assert.Equal(100, _org.AsSystem.Query("SELECT Id FROM User").Count);
        Assert.Equal(5000, _org.AsSystem.Query("SELECT SobjectType, Field FROM FieldPermissions").Count);
        await PostAsync("grow", """{"to":{"users":101,"containers":41}}""");
        Assert.Equal(101, _org.AsSystem.Query("SELECT Id FROM User").Count);
        Assert.Equal(41, _org.AsSystem.Query("SELECT Id FROM PermissionSet").Count + _org.AsSystem.Query("SELECT Id FROM MutingPermissionSet").Count);
    }

    private async Task<JToken> GetAsync(string action) => JToken.Parse(await _http.GetStringAsync("/practice/" + action, TestContext.Current.CancellationToken));

    private async Task<JToken> PostAsync(string action, string body)
    {
        var (status, text) = await SendAsync(action, body);
        return status == HttpStatusCode.OK ? JToken.Parse(text) : throw new Xunit.Sdk.XunitException($"{(int)status}: {text}");
    }

    private async Task<string> RefusedAsync(string action, string body)
    {
        var (status, text) = await SendAsync(action, body);
        Assert.True(status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound, text);
        return (string)JObject.Parse(text)["error"]!;
    }

    private async Task<(HttpStatusCode Status, string Text)> SendAsync(string action, string body)
    {
        using var answer = await _http.PostAsync("/practice/" + action, new StringContent(body, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
