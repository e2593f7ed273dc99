using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice;
using Xunit;

namespace SfIntegration.Tests.Api;

/// <summary>/apps/oauth: credentials of external client apps, their rotation, and the use of tokens (facts §5.6).</summary>
public sealed class AppResourceTests : IDisposable
{
    private const string Setting = "ExternalClientAppSettings.enableClientSecretInRestApiAccess";
    private const string Api = "/services/data/v66.0/apps/oauth";

    private readonly PracticeClient _client = new();
    private readonly PracticeAppInfo _app;
    private readonly string _userId;

    public AppResourceTests()
    {
        _userId = TestUsers.Integration(Org, "integ@acme.example");
        _app = Org.CreateApp(new PracticeAppSettings("Stock Sync") { IsExternalClientApp = true, RunAsUsername = "integ@acme.example", Scopes = ["api", "refresh_token"] });
        Org.SetSetting(Setting, true);
    }

    private Practice.PracticeOrg Org => _client.Org;

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task A_staged_pair_signs_in_beside_the_first_replaces_it_and_the_old_one_ends_when_it_is_deleted()
    {
        var staged = await StageAsync();
        Assert.Equal("Active", (string)staged["state"]!);
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(_app.ConsumerKey, _app.GetConsumerSecret())).Status);
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(staged)).Status);

        var rotated = (await _client.SendAsync("PATCH", (string)staged["url"]!, new JObject { ["command"] = "rotate" })).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(("Rotated", _app.ConsumerKey), ((string)rotated["state"]!, (string)rotated["key"]!));
        Assert.Equal((string)staged["key"]!, Org.GetApps().Single(a => a.Id == _app.Id).ConsumerKey);
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(_app.ConsumerKey, _app.GetConsumerSecret())).Status);

        Assert.Equal(HttpStatusCode.NoContent, (await _client.SendAsync("DELETE", (string)rotated["url"]!)).Status);
        Assert.Equal("invalid_client_id", (string)(await SignInAsync(_app.ConsumerKey, _app.GetConsumerSecret())).Json["error"]!);
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(staged)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.SendAsync("DELETE", (string)rotated["url"]!)).Status);
    }

    [Fact]
    public async Task A_second_pair_lives_thirty_days_and_a_consumer_has_one_at_a_time()
    {
        Org.Clock.StopAt(DateTime.UtcNow);
        var staged = await StageAsync();
        Assert.Equal("INVALID_OPERATION", (await _client.SendAsync("POST", await StagedUrlAsync())).Code);
        Org.Clock.Advance(TimeSpan.FromDays(30));
        _client.Token = Org.SignIn(Org.AdministratorUsername);
        var expired = (await _client.GetAsync((string)staged["url"]!)).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("Expired", (string)expired["state"]!);
        Assert.Equal("invalid_client_id", (string)(await SignInAsync(staged)).Json["error"]!);
        Assert.Equal("INVALID_OPERATION", (await _client.SendAsync("PATCH", (string)staged["url"]!, new JObject { ["command"] = "rotate" })).Code);
        Assert.NotEqual((string)staged["id"]!, (string)(await StageAsync())["id"]!);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Switches_decide_whether_staged_and_rotated_pairs_sign_in(bool stagedWorks, bool rotatedWorks)
    {
        Org.Switches.StagedCredentialsWork = stagedWorks;
        Org.Switches.RotatedCredentialsWork = rotatedWorks;
        var staged = await StageAsync();
        Assert.Equal(stagedWorks, (await SignInAsync(staged)).Status == HttpStatusCode.OK);
        await _client.SendAsync("PATCH", (string)staged["url"]!, new JObject { ["command"] = "rotate" });
        Assert.Equal(rotatedWorks, (await SignInAsync(_app.ConsumerKey, _app.GetConsumerSecret())).Status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_secret_is_shown_only_where_it_is_asked_for_and_only_with_the_setting_the_version_and_the_permission()
    {
        var list = (await _client.GetAsync($"{Api}/credentials/{_app.Id[..15]}")).Expect(HttpStatusCode.OK).Json["consumers"]!.Single();
        Assert.StartsWith("888", (string)list["id"]!, StringComparison.Ordinal);
        Assert.Equal((_app.ConsumerKey, null), ((string?)list["key"], (string?)list["secret"]));
        var url = (string)list["url"]!;
        Assert.Equal((_app.ConsumerKey, null), await PartsAsync(url));
        Assert.Equal((null, _app.GetConsumerSecret()), await PartsAsync(url + "?part=secret"));
        Assert.Equal((_app.ConsumerKey, _app.GetConsumerSecret()), await PartsAsync(url + "?part=keyandsecret"));
        Assert.Equal(HttpStatusCode.BadRequest, (await _client.GetAsync(url + "?part=all")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync(url.Replace("v66.0", "v59.0", StringComparison.Ordinal))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync(url.Replace("v66.0", "v64.0", StringComparison.Ordinal) + "/staged")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync($"{Api}/credentials/{Org.GetApps().First(a => a.Kind == "ConnectedApplication").Id}")).Status);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await _client.SendAsync("PATCH", url)).Status);

        Org.SetSetting(Setting, false);
        Assert.Equal("FUNCTIONALITY_NOT_ENABLED", (await _client.GetAsync(url)).Code);
        Org.SetSetting(Setting, true);
        _client.Token = Org.SignIn("integ@acme.example");
        Assert.Equal("INSUFFICIENT_ACCESS", (await _client.GetAsync(url)).Code);
        Assert.Equal("INSUFFICIENT_ACCESS", (await _client.SendAsync("POST", url + "/staged")).Code);
    }

    [Fact]
    public async Task Usage_lists_apps_users_and_tokens_in_pages_that_end_with_an_empty_one_and_ends_tokens()
    {
        Org.SetSetting("ConnectedAppSettings.enableAdminApprovedAppsOnly", false);
        var refresh = Org.Approve(_app.ConsumerKey, "erp@acme.example");
        Org.Approve(_app.ConsumerKey, "erp@acme.example");
        Org.Approve(_app.ConsumerKey, "integ@acme.example");
        var apps = (await _client.GetAsync($"{Api}/usage?page=0&pageSize=1")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("Web_Shop_Bridge", (string)apps["apps"]!.Single()["developerName"]!);
        var second = (await _client.GetAsync((string)apps["nextPageUrl"]!)).Json;
        var entry = second["apps"]!.Single();
        Assert.Equal((_app.Id, "Stock_Sync", "Opaque"), ((string)entry["identifier"]!, (string)entry["developerName"]!, (string)entry["accessTokenFormat"]!));
        var last = (await _client.GetAsync((string)second["nextPageUrl"]!)).Json;
        Assert.Empty(last["apps"]!);
        Assert.NotNull(last["nextPageUrl"]);

        var users = (await _client.GetAsync((string)entry["usageDetailsUrl"]!)).Expect(HttpStatusCode.OK).Json["users"]!;
        Assert.Equal(["erp@acme.example", "integ@acme.example"], users.Select(u => (string)u["username"]!).Order());
        var erp = (string)users.Single(u => (string)u["username"]! == "erp@acme.example")["userIdentifier"]!;
        var tokens = (await _client.GetAsync($"{Api}/usage/{_app.Id}/{erp}/tokens")).Json["tokens"]!;
        Assert.Equal(2, tokens.Count());
        Assert.Equal(HttpStatusCode.NoContent, (await _client.SendAsync("DELETE", (string)tokens[1]!["revocationUrl"]!)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.SendAsync("DELETE", (string)tokens[1]!["revocationUrl"]!)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await _client.SendAsync("DELETE", $"{Api}/usage/{_app.Id}/{erp}/tokens")).Status);
        Assert.Equal("integ@acme.example", (string)(await _client.GetAsync($"{Api}/usage/{_app.Id}/users")).Json["users"]!.Single()["username"]!);
        var dead = await _client.FormAsync("/services/oauth2/token", ("grant_type", "refresh_token"), ("refresh_token", refresh), ("client_id", _app.ConsumerKey), ("client_secret", _app.GetConsumerSecret()));
        Assert.Equal("expired access/refresh token", (string)dead.Json["error_description"]!);
        Assert.Equal(HttpStatusCode.NoContent, (await _client.SendAsync("DELETE", $"{Api}/usage/{_app.Id}/tokens")).Status);
        Assert.Empty((await _client.GetAsync($"{Api}/usage/{_app.Id}/users")).Json["users"]!);
        foreach (var bad in new[] { "page=-1", "pageSize=0", "pageSize=x", "page=99999999999999999999" })
        {
            Assert.Equal("INVALID_PARAMETER", (await _client.GetAsync($"{Api}/usage?{bad}")).Code);
        }

        Assert.Empty((await _client.GetAsync($"{Api}/usage?page=2147483647&pageSize=2147483647")).Json["apps"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync("/services/data/v58.0/apps/oauth/usage")).Status);
    }

    private async Task<(string? Key, string? Secret)> PartsAsync(string url)
    {
        var json = (await _client.GetAsync(url)).Expect(HttpStatusCode.OK).Json;
        return ((string?)json["key"], (string?)json["secret"]);
    }

    private async Task<string> StagedUrlAsync() =>
        (string)(await _client.GetAsync($"{Api}/credentials/{_app.Id}")).Expect(HttpStatusCode.OK).Json["consumers"]![0]!["stagedCredentialsUrl"]!;

    private async Task<JToken> StageAsync() =>
        (await _client.SendAsync("POST", await StagedUrlAsync())).Expect(HttpStatusCode.OK).Json["stagedCredentials"]!.Single();

    private Task<Answer> SignInAsync(JToken pair) => SignInAsync((string)pair["key"]!, (string)pair["secret"]!);

    private Task<Answer> SignInAsync(string key, string secret) =>
        _client.FormAsync("/services/oauth2/token", ("grant_type", "client_credentials"), ("client_id", key), ("client_secret", secret));
}
