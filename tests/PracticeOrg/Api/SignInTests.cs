using System;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice;
using Xunit;

namespace SfIntegration.Tests.Api;

/// <summary>The token endpoint with its refusals (facts §1), and what a token opens and how it ends.</summary>
public sealed class SignInTests : IDisposable
{
    private const string TokenPath = "/services/oauth2/token";
    private const string JwtGrant = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private readonly PracticeClient _client = new() { Token = null };
    private readonly SigningKey _key = new();
    private readonly string _userId;
    private readonly PracticeAppInfo _app;

    public SignInTests()
    {
        _userId = TestUsers.Integration(Org, "integ@acme.example");
        _app = Org.CreateApp(new PracticeAppSettings("Order Sync") { RunAsUsername = "integ@acme.example", Certificate = _key.Der });
    }

    private Practice.PracticeOrg Org => _client.Org;

    public void Dispose()
    {
        _client.Dispose();
        _key.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Client_credentials_in_body_or_header_sign_in_as_the_run_as_user(bool inBody)
    {
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_app.ConsumerKey}:{_app.GetConsumerSecret()}"));
        var answer = inBody
            ? await ClientCredentialsAsync(_app.ConsumerKey, _app.GetConsumerSecret())
            : await _client.SendAsync("POST", TokenPath, new System.Net.Http.StringContent("grant_type=client_credentials"), [("Authorization", "Basic " + basic)]);
        var json = (JObject)answer.Expect(HttpStatusCode.OK).Json;

        Assert.Equal(["access_token", "signature", "scope", "instance_url", "id", "token_type", "issued_at"], json.Properties().Select(p => p.Name));
        Assert.StartsWith(Org.OrganizationId[..15] + "!", (string)json["access_token"]!, StringComparison.Ordinal);
        Assert.Equal("https://acme-practice.my.salesforce.example", (string)json["instance_url"]!);
        Assert.Equal($"https://login.salesforce.com/id/{Org.OrganizationId}/{_userId}", (string)json["id"]!);
        Assert.Equal(JTokenType.String, json["issued_at"]!.Type);
        Assert.InRange(long.Parse((string)json["issued_at"]!, CultureInfo.InvariantCulture), 1_700_000_000_000, 4_000_000_000_000);
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(_app.GetConsumerSecret()), Encoding.UTF8.GetBytes((string)json["id"]! + (string)json["issued_at"]!));
        Assert.Equal(Convert.ToBase64String(mac), (string)json["signature"]!);

        var login = Assert.Single(Org.AsSystem.Query($"SELECT Status, LoginType, LoginSubType, SourceIp, Application FROM LoginHistory WHERE UserId = '{_userId}'"));
        Assert.Equal(("Success", "Remote Access 2.0", "OauthClientCredentials", "203.0.113.10", "Order Sync"),
            (login["Status"], login["LoginType"], login["LoginSubType"], login["SourceIp"], login["Application"]));
    }

    [Fact]
    public async Task The_client_credentials_refusals_read_as_Salesforce_writes_them()
    {
        var bare = Org.CreateApp(new PracticeAppSettings("No run-as"));
        var admin = Org.CreateApp(new PracticeAppSettings("Admin run-as") { RunAsUsername = Org.AdministratorUsername });
        var generic = await _client.FormAsync("https://login.salesforce.com" + TokenPath, ("grant_type", "client_credentials"), ("client_id", _app.ConsumerKey), ("client_secret", _app.GetConsumerSecret()));
        Refused(generic, "invalid_grant", "request not supported on this domain");
        Refused(await ClientCredentialsAsync("nobody", "x"), "invalid_client_id", "client identifier invalid");
        Refused(await ClientCredentialsAsync(_app.ConsumerKey, "wrong"), "invalid_client", "invalid client credentials");
        Refused(await ClientCredentialsAsync(bare.ConsumerKey, bare.GetConsumerSecret()), "unsupported_grant_type", "grant type not supported");
        Refused(await ClientCredentialsAsync(admin.ConsumerKey, admin.GetConsumerSecret()), "invalid_grant", "no client credentials user enabled");
        var forgotten = Org.CreateApp(new PracticeAppSettings("Run-as forgotten") { HasClientCredentials = true });
        Refused(await ClientCredentialsAsync(forgotten.ConsumerKey, forgotten.GetConsumerSecret()), "invalid_grant", "no client credentials user enabled");
        var off = Org.CreateApp(new PracticeAppSettings("Switched off") { RunAsUsername = "shared.api@acme.example", HasClientCredentials = false });
        Refused(await ClientCredentialsAsync(off.ConsumerKey, off.GetConsumerSecret()), "unsupported_grant_type", "grant type not supported");
        Refused(await _client.FormAsync(TokenPath, ("grant_type", "password"), ("username", "x")), "invalid_grant", "authentication failure");
        Refused(await _client.FormAsync(TokenPath, ("grant_type", "device")), "unsupported_grant_type", "grant type not supported");
        Assert.Equal("invalid_request", (string)(await _client.FormAsync(TokenPath)).Json["error"]!);
        Refused(await _client.GetAsync(TokenPath), "invalid_request", "must use HTTP POST");
    }

    [Fact]
    public async Task Frozen_and_inactive_users_are_refused_and_the_refusals_are_in_the_login_history()
    {
        var login = Org.AsSystem.Query($"SELECT Id FROM UserLogin WHERE UserId = '{_userId}'")[0]["Id"]!.ToString()!;
        Org.AsSystem.Update("UserLogin", login, TestUsers.Values(("IsFrozen", true)));
        Refused(await ClientCredentialsAsync(_app.ConsumerKey, _app.GetConsumerSecret()), "inactive_user", "user is frozen");
        Org.AsSystem.Update("UserLogin", login, TestUsers.Values(("IsFrozen", false)));
        Org.AsSystem.Update("User", _userId, TestUsers.Values(("IsActive", false)));
        Refused(await ClientCredentialsAsync(_app.ConsumerKey, _app.GetConsumerSecret()), "inactive_user", "user is inactive");
        Assert.Equal(["User Is Frozen", "User is Inactive"], Org.AsSystem.Query($"SELECT Status FROM LoginHistory WHERE UserId = '{_userId}' ORDER BY Id").Select(r => (string)r["Status"]!));
    }

    [Fact]
    public async Task A_JWT_signs_in_once_the_user_is_preauthorised_through_a_permission_set()
    {
        Refused(await JwtAsync(), "invalid_app_access", "user is not admin approved to access this app");
        TestUsers.Preauthorize(Org, _userId, _app.Id);
        var json = (await JwtAsync()).Expect(HttpStatusCode.OK).Json;
        Assert.EndsWith(_userId, (string)json["id"]!, StringComparison.Ordinal);
        Assert.Null(json["refresh_token"]);
        var rows = Org.AsSystem.Query($"SELECT Status, LoginSubType FROM LoginHistory WHERE UserId = '{_userId}' ORDER BY Id");
        Assert.Equal(["Failed: Not approved for access", "Success"], rows.Select(r => (string)r["Status"]!));
        Assert.Null(rows[1]["LoginSubType"]);
    }

    [Fact]
    public async Task An_expired_assignment_no_longer_preauthorises()
    {
        var assignment = TestUsers.Preauthorize(Org, _userId, _app.Id);
        Org.AsSystem.Overwrite("PermissionSetAssignment", assignment, TestUsers.Values(("ExpirationDate", Org.Clock.UtcNow.AddDays(-1))));
        Refused(await JwtAsync(), "invalid_app_access", "user is not admin approved to access this app");
    }

    [Fact]
    public async Task The_JWT_refusals_read_as_Salesforce_writes_them()
    {
        TestUsers.Preauthorize(Org, _userId, _app.Id);
        using var other = new SigningKey();
        Refused(await JwtAsync(c => c["iss"] = "nobody"), "invalid_client_id", "client identifier invalid");
        Refused(await JwtAsync(c => c["aud"] = "https://example.com"), "invalid_grant", "audience is invalid");
        Refused(await JwtAsync(c => c["aud"] = "http://login.salesforce.com"), "invalid_grant", "audience is invalid");
        Refused(await JwtAsync(c => c.Remove("aud")), "invalid_grant", "audience is invalid");
        Refused(await JwtAsync(c => c["exp"] = Seconds(-60)), "invalid_grant", "expired authorization code");
        Refused(await JwtAsync(c => c.Remove("exp")), "invalid_grant", "invalid assertion");
        Refused(await JwtAsync(c => c["sub"] = "nobody@acme.example"), "invalid_grant", "user hasn't approved this consumer");
        Refused(await SendJwtAsync(other.Assertion(Claims())), "invalid_grant", "invalid assertion");
        Refused(await SendJwtAsync("x"), "invalid_grant", "invalid assertion");
        Assert.Equal(HttpStatusCode.OK, (await JwtAsync(c => c["aud"] = Org.BaseAddress.ToString())).Status);
        Org.Switches.MyDomainIsAudience = false;
        Refused(await JwtAsync(c => c["aud"] = Org.BaseAddress.ToString()), "invalid_grant", "audience is invalid");
    }

    [Fact]
    public async Task How_far_an_expiry_may_lie_ahead_is_a_switch_and_milliseconds_for_seconds_pass_as_they_do_for_sf()
    {
        TestUsers.Preauthorize(Org, _userId, _app.Id);
        Assert.Equal(HttpStatusCode.OK, (await JwtAsync(c => c["exp"] = Seconds(0) * 1000)).Status);
        Org.Switches.JwtMaximumSeconds = 180;
        Assert.Equal(HttpStatusCode.OK, (await JwtAsync(c => c["exp"] = Seconds(180))).Status);
        Refused(await JwtAsync(c => c["exp"] = Seconds(600)), "invalid_grant", "invalid assertion");
        Refused(await JwtAsync(c => c["exp"] = Seconds(0) * 1000), "invalid_grant", "invalid assertion");
    }

    [Fact]
    public async Task A_self_authorised_app_wants_the_users_own_approval_and_gives_a_refresh_token_that_ends_on_revoke()
    {
        var app = Org.CreateApp(new PracticeAppSettings("Self") { Certificate = _key.Der, AdminApprovedOnly = false, Scopes = ["api", "refresh_token"] });
        Refused(await JwtAsync(c => c["iss"] = app.ConsumerKey), "invalid_grant", "user hasn't approved this consumer");
        var refresh = Org.Approve(app.ConsumerKey, "integ@acme.example");
        Assert.Equal(HttpStatusCode.OK, (await JwtAsync(c => c["iss"] = app.ConsumerKey)).Status);

        Task<Answer> Refresh() => _client.FormAsync(TokenPath, ("grant_type", "refresh_token"), ("refresh_token", refresh), ("client_id", app.ConsumerKey), ("client_secret", app.GetConsumerSecret()));
        var token = (string)(await Refresh()).Expect(HttpStatusCode.OK).Json["access_token"]!;
        _client.Token = token;
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync("/services/oauth2/userinfo")).Status);

        var revoked = await _client.FormAsync("/services/oauth2/revoke", ("token", refresh));
        Assert.Equal((HttpStatusCode.OK, ""), (revoked.Status, revoked.Text));
        Refused(await Refresh(), "invalid_grant", "expired access/refresh token");
        var dead = await _client.GetAsync("/services/oauth2/userinfo");
        Assert.Equal((HttpStatusCode.Forbidden, "Bad_OAuth_Token"), (dead.Status, dead.Text));
        Assert.Equal("invalid_token", (string)(await _client.FormAsync("/services/oauth2/revoke", ("token", refresh))).Json["error"]!);
    }

    [Fact]
    public async Task A_session_ends_by_time_by_revoking_and_with_its_AuthSession_row()
    {
        using var client = new PracticeClient(Org);
        client.Org.Clock.StopAt(DateTime.UtcNow);
        client.Token = Org.SignIn(Org.AdministratorUsername);
        client.Org.Clock.Advance(TimeSpan.FromMinutes(90));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(PracticeClient.Data)).Status);
        client.Org.Clock.Advance(TimeSpan.FromMinutes(90));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(PracticeClient.Data)).Status);
        client.Org.Clock.Advance(TimeSpan.FromMinutes(121));
        Expired(await client.GetAsync(PracticeClient.Data));

        client.Token = Org.SignIn(Org.AdministratorUsername);
        await client.GetAsync("/services/oauth2/revoke?token=" + Uri.EscapeDataString(client.Token));
        Expired(await client.GetAsync(PracticeClient.Data));

        client.Token = Org.SignIn(Org.AdministratorUsername);
        var other = Org.SignIn(Org.AdministratorUsername);
        foreach (var row in (await client.SoqlAsync("SELECT Id FROM AuthSession")).Expect(HttpStatusCode.OK).Json["records"]!)
        {
            Org.AsSystem.Delete("AuthSession", (string)row["Id"]!);
        }

        Expired(await client.GetAsync(PracticeClient.Data));
        client.Token = other;
        Expired(await client.GetAsync(PracticeClient.Data));
    }

    [Fact]
    public async Task Introspection_and_userinfo_tell_whose_token_it_is()
    {
        var token = (string)(await ClientCredentialsAsync(_app.ConsumerKey, _app.GetConsumerSecret())).Json["access_token"]!;
        var alive = (await _client.FormAsync("/services/oauth2/introspect", ("token", token), ("client_id", _app.ConsumerKey), ("client_secret", _app.GetConsumerSecret()))).Json;
        Assert.True((bool)alive["active"]!);
        Assert.Equal("integ@acme.example", (string)alive["username"]!);
        Assert.True((long)alive["exp"]! > (long)alive["iat"]!);
        var dead = await _client.FormAsync("/services/oauth2/introspect", ("token", "x"), ("client_id", _app.ConsumerKey), ("client_secret", _app.GetConsumerSecret()));
        Assert.Equal("{\"active\":false}", dead.Text);

        _client.Token = token;
        var info = (await _client.GetAsync("/services/oauth2/userinfo")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(_userId, (string)info["user_id"]!);
        Assert.True((bool)info["is_salesforce_integration_user"]!);
        var identity = (await _client.GetAsync($"/id/{Org.OrganizationId}/{_userId}")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("integ@acme.example", (string)identity["username"]!);
    }

    private static void Refused(Answer answer, string error, string description)
    {
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("application/json;charset=UTF-8", answer.Header("Content-Type")?.Replace(" ", ""));
        Assert.Equal((error, description), ((string)answer.Json["error"]!, (string)answer.Json["error_description"]!));
    }

    private static void Expired(Answer answer)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal("""[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]""", answer.Text);
    }

    private static long Seconds(int ahead) => DateTimeOffset.UtcNow.AddSeconds(ahead).ToUnixTimeSeconds();

    private JObject Claims() => new()
    {
        ["iss"] = _app.ConsumerKey,
        ["sub"] = "integ@acme.example",
        ["aud"] = "https://login.salesforce.com",
        ["exp"] = Seconds(120),
    };

    private Task<Answer> JwtAsync(Action<JObject>? change = null)
    {
        var claims = Claims();
        change?.Invoke(claims);
        return SendJwtAsync(_key.Assertion(claims));
    }

    private Task<Answer> SendJwtAsync(string assertion) => _client.FormAsync(TokenPath, ("grant_type", JwtGrant), ("assertion", assertion));

    private Task<Answer> ClientCredentialsAsync(string key, string secret) =>
        _client.FormAsync(TokenPath, ("grant_type", "client_credentials"), ("client_id", key), ("client_secret", secret));
}
