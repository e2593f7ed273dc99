using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice;
using SfIntegration.Practice.Rules;
using Xunit;

namespace SfIntegration.Tests.Api;

/// <summary>From where, when and through which app somebody may sign in, what every refusal leaves in LoginHistory, and how long tokens live.</summary>
public sealed class SignInPolicyTests : IDisposable
{
    private const string TokenPath = "/services/oauth2/token";
    private const string Inside = "198.51.100.7";
    private const string Outside = "203.0.113.99";

    private readonly PracticeClient _client = new() { Token = null };
    private readonly SigningKey _key = new();
    private readonly string _userId;
    private readonly PracticeAppInfo _app;

    public SignInPolicyTests()
    {
        _userId = TestUsers.Integration(Org, "integ@acme.example");
        _app = Org.CreateApp(new PracticeAppSettings("Stock Sync") { IsExternalClientApp = true, RunAsUsername = "integ@acme.example", Certificate = _key.Der, Scopes = ["api", "refresh_token"] });
        TestUsers.Preauthorize(Org, _userId, _app.Id);
        Org.CallerAddress = Inside;
    }

    private Practice.PracticeOrg Org => _client.Org;

    private string ProfileId => (string)Org.AsSystem.Query($"SELECT ProfileId FROM User WHERE Id = '{_userId}'")[0]["ProfileId"]!;

    public void Dispose()
    {
        _client.Dispose();
        _key.Dispose();
    }

    [Theory]
    [InlineData("Enforce", false, false)]
    [InlineData("Bypass", true, true)]
    [InlineData("Bypass_2factor", false, false)]
    [InlineData("Enforce_RelaxRefresh", false, true)]
    public async Task The_profiles_addresses_keep_others_out_as_far_as_the_app_does_not_relax_them(string policy, bool signIn, bool refresh)
    {
        Range();
        Policy(("ipRelaxationPolicyType", policy));
        var token = Org.Approve(_app.ConsumerKey, "integ@acme.example");
        Ok(await ClientAsync());
        Org.CallerAddress = Outside;
        Expect(signIn, await ClientAsync());
        Expect(signIn, await JwtAsync());
        Expect(refresh, await RefreshAsync(token));
        Assert.Equal(signIn ? [] : ["Restricted IP", "Restricted IP"], Statuses().Where(s => s == "Restricted IP").Take(2));
    }

    [Fact]
    public async Task An_apps_own_addresses_let_in_where_a_second_factor_is_asked_for_and_restrict_by_a_switch()
    {
        Range();
        Org.Side(SideTables.AppIpRange, _app.Id, ("startIpAddress", Outside), ("endIpAddress", Outside));
        Policy(("ipRelaxationPolicyType", "Bypass_2factor"));
        Org.CallerAddress = Outside;
        Ok(await ClientAsync());
        Org.CallerAddress = Inside;
        Restricted(await ClientAsync());
        Assert.Equal("Failed: IP Address Not Allowed", Statuses()[0]);
        Policy(("ipRelaxationPolicyType", "Enforce"));
        Ok(await ClientAsync());
        Org.Switches.AppAddressesRestrict = true;
        Restricted(await ClientAsync());
    }

    [Fact]
    public async Task A_token_works_from_everywhere_until_the_ranges_are_enforced_on_every_request()
    {
        Range();
        Org.Switches.LicenseLimitsAccess = false;
        _client.Token = (string)(await ClientAsync()).Expect(HttpStatusCode.OK).Json["access_token"]!;
        Org.CallerAddress = Outside;
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(PracticeClient.Data)).Status);
        Org.SetSetting("SecuritySettings.sessionSettings.enforceIpRangesEveryRequest", true);
        var refused = await _client.GetAsync(PracticeClient.Data);
        Assert.Equal((HttpStatusCode.Unauthorized, "INVALID_SESSION_ID"), (refused.Status, refused.Code));
        Org.CallerAddress = Inside;
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(PracticeClient.Data)).Status);

        Org.SetSetting("SecuritySettings.sessionSettings.enforceIpRangesEveryRequest", false);
        Org.SetSetting("SecuritySettings.sessionSettings.lockSessionsToIp", true);
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(PracticeClient.Data)).Status);
        Org.CallerAddress = "198.51.100.8";
        Assert.Equal(HttpStatusCode.Unauthorized, (await _client.GetAsync(PracticeClient.Data)).Status);
    }

    [Fact]
    public async Task Login_hours_are_the_orgs_and_say_restricted_time()
    {
        // A Saturday at 20:30 UTC is 21:30 in Berlin.
        Org.Clock.StopAt(new DateTime(2026, 11, 21, 20, 30, 0, DateTimeKind.Utc));
        Org.Side(SideTables.LoginHours, ProfileId, ("saturdayStart", 480), ("saturdayEnd", 1260));
        Restricted(await ClientAsync());
        Assert.Equal("Restricted time", Statuses()[0]);
        Org.Clock.StopAt(new DateTime(2026, 11, 21, 19, 59, 0, DateTimeKind.Utc));
        _client.Token = (string)(await ClientAsync()).Expect(HttpStatusCode.OK).Json["access_token"]!;
        Org.Clock.Advance(TimeSpan.FromMinutes(1));
        Restricted(await ClientAsync());
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(PracticeClient.Data)).Status);
        Org.Switches.LoginHoursOnEveryRequest = true;
        Assert.Equal(HttpStatusCode.Unauthorized, (await _client.GetAsync(PracticeClient.Data)).Status);
    }

    [Fact]
    public async Task An_uninstalled_app_opens_only_to_who_authorised_it_before_or_may_approve_such_apps()
    {
        var app = Org.CreateApp(new PracticeAppSettings("Old Tool") { Certificate = _key.Der, AdminApprovedOnly = false });
        Org.Approve(app.ConsumerKey, "integ@acme.example");
        Org.SetInstalled(app.ConsumerKey, false);
        Ok(await JwtAsync(app.ConsumerKey));
        Refused(await JwtAsync(app.ConsumerKey, "erp@acme.example"), "invalid_client", "app must be installed into org");
        var set = Org.AsSystem.Insert("PermissionSet", TestUsers.Values(("Name", "Approver"), ("Label", "Approver"), ("PermissionsCanApproveUninstalledApps", true)));
        var erp = Org.AsSystem.Query("SELECT Id FROM User WHERE Username = 'erp@acme.example'")[0]["Id"];
        Org.AsSystem.Insert("PermissionSetAssignment", TestUsers.Values(("AssigneeId", erp), ("PermissionSetId", set)));
        Refused(await JwtAsync(app.ConsumerKey, "erp@acme.example"), "invalid_grant", "user hasn't approved this consumer");
        Org.Approve(app.ConsumerKey, "erp@acme.example");
        Ok(await JwtAsync(app.ConsumerKey, "erp@acme.example"));

        var other = TestUsers.Integration(Org, "other@acme.example", "other");
        Refused(await JwtAsync(app.ConsumerKey, "other@acme.example"), "invalid_client", "app must be installed into org");
        Assert.Equal("Package for this consumer is not installed in your organization", Statuses(other)[0]);
        Assert.Contains("OAUTH_APPROVAL_ERROR_GENERIC", Assert.Throws<InvalidOperationException>(() => Org.Approve(app.ConsumerKey, "other@acme.example")).Message, StringComparison.Ordinal);
        Org.SetInstalled(app.ConsumerKey, true);
        Org.Approve(app.ConsumerKey, "other@acme.example");
        Ok(await JwtAsync(app.ConsumerKey, "other@acme.example"));
    }

    [Fact]
    public async Task API_Access_Control_closes_self_approved_apps()
    {
        var app = Org.CreateApp(new PracticeAppSettings("Self") { Certificate = _key.Der, AdminApprovedOnly = false });
        Org.Approve(app.ConsumerKey, "integ@acme.example");
        Ok(await JwtAsync(app.ConsumerKey));
        Org.SetSetting("ConnectedAppSettings.enableAdminApprovedAppsOnly", true);
        Refused(await JwtAsync(app.ConsumerKey), "invalid_app_access", "user is not admin approved to access this app");
        Ok(await JwtAsync());
    }

    [Fact]
    public async Task A_switched_off_app_is_unknown_and_bad_assertions_leave_their_reason()
    {
        using var other = new SigningKey();
        Assert.Equal(HttpStatusCode.BadRequest, (await JwtAsync(key: other)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await JwtAsync(change: c => c["aud"] = "https://example.com")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await JwtAsync(change: c => c["exp"] = 1_000_000_000)).Status);
        Assert.Equal(["Failed: Assertion Expired", "Failed: Audience Invalid", "Failed: Signature Invalid"], Statuses());
        Org.Side(SideTables.ExternalPolicies, _app.Id, ("isOauthPluginEnabled", false));
        Refused(await ClientAsync(), "invalid_client_id", "client identifier invalid");
    }

    [Fact]
    public async Task A_wrong_secret_leaves_a_row_only_where_the_switch_says_so()
    {
        Task<Answer> Wrong() => _client.FormAsync(TokenPath, ("grant_type", "client_credentials"), ("client_id", _app.ConsumerKey), ("client_secret", "wrong"));
        Refused(await Wrong(), "invalid_client", "invalid client credentials");
        Assert.Empty(Statuses());
        Org.Switches.WrongSecretLoginStatus = "Login invalid";
        Refused(await Wrong(), "invalid_client", "invalid client credentials");
        Assert.Equal(["Login invalid"], Statuses());
    }

    [Fact]
    public void The_login_page_is_closed_to_API_only_users_and_every_attempt_is_noted()
    {
        Assert.Equal("Failed: API-only user", Org.TryBrowserSignIn("integ@acme.example"));
        Assert.Equal("User Is Frozen", Org.TryBrowserSignIn("frozen@acme.example"));
        Assert.Equal("User is Inactive", Org.TryBrowserSignIn("leaver@acme.example"));
        Assert.Equal("Success", Org.TryBrowserSignIn("ines.sales@acme.example"));
        var row = Org.AsSystem.Query($"SELECT Status, LoginType, LoginSubType, Application FROM LoginHistory WHERE UserId = '{_userId}'").Single();
        Assert.Equal(("Failed: API-only user", "Application", "UsernamePasswordUiLogin", "Browser"), (row["Status"], row["LoginType"], row["LoginSubType"], row["Application"]));
    }

    [Theory]
    [InlineData("Zero", 0, "Days", 0, false)]
    [InlineData("SpecificLifetime", 2, "Hours", 60, true)]
    [InlineData("SpecificLifetime", 2, "Hours", 121, false)]
    [InlineData("SpecificInactivity", 1, "Days", 1440, false)]
    [InlineData("Infinite", 0, "Days", 5_000_000, true)]
    public async Task Refresh_tokens_live_as_long_as_the_policy_says(string kind, int period, string unit, int minutes, bool alive)
    {
        Org.Clock.StopAt(DateTime.UtcNow);
        Policy(("refreshTokenPolicyType", kind), ("refreshTokenValidityPeriod", period), ("refreshTokenValidityUnit", unit));
        var token = Org.Approve(_app.ConsumerKey, "integ@acme.example");
        Org.Clock.Advance(TimeSpan.FromMinutes(minutes));
        var answer = await RefreshAsync(token);
        Expect(alive, answer);
        Assert.Equal(alive ? "Success" : "Failed: Invalid Token", Statuses()[0]);
    }

    [Fact]
    public async Task A_rotated_refresh_token_works_once_and_a_missing_secret_is_refused_unless_the_app_does_without()
    {
        Org.Side(SideTables.ExternalGlobalOauthSettings, _app.Id, ("isRefreshTokenRotationEnabled", true));
        var first = Org.Approve(_app.ConsumerKey, "integ@acme.example");
        var second = (string)(await RefreshAsync(first)).Expect(HttpStatusCode.OK).Json["refresh_token"]!;
        Refused(await RefreshAsync(first), "invalid_grant", "expired access/refresh token");
        Ok(await RefreshAsync(second));
        var third = Org.Approve(_app.ConsumerKey, "integ@acme.example");
        Task<Answer> Bare() => _client.FormAsync(TokenPath, ("grant_type", "refresh_token"), ("refresh_token", third), ("client_id", _app.ConsumerKey));
        Assert.Equal("invalid_request", (string)(await Bare()).Json["error"]!);
        Org.Side(SideTables.ExternalGlobalOauthSettings, _app.Id, ("isSecretRequiredForRefreshToken", false));
        Ok(await Bare());
    }

    [Fact]
    public async Task An_apps_session_timeout_goes_before_the_profiles_and_that_before_the_orgs()
    {
        async Task<object?> Seconds()
        {
            Ok(await ClientAsync());
            return Org.AsSystem.Query($"SELECT NumSecondsValid FROM AuthSession WHERE UsersId = '{_userId}' ORDER BY Id DESC LIMIT 1")[0]["NumSecondsValid"];
        }

        Assert.Equal(7200L, Convert.ToInt64(await Seconds()));
        Org.Side(SideTables.ProfileSessionSetting, ProfileId, ("sessionTimeout", 30));
        Assert.Equal(1800L, Convert.ToInt64(await Seconds()));
        Policy(("sessionTimeoutInMinutes", 15));
        Assert.Equal(900L, Convert.ToInt64(await Seconds()));
    }

    [Fact]
    public async Task A_JWT_access_token_is_signed_with_the_published_key_and_ends_when_it_says()
    {
        Org.Clock.StopAt(new DateTime(DateTime.UtcNow.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, DateTimeKind.Utc));
        Org.Side(SideTables.ExternalGlobalOauthSettings, _app.Id, ("isNamedUserJwtEnabled", true));
        Policy(("namedUserJwtTimeout", 10));
        var answer = (await ClientAsync()).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("jwt", (string)answer["token_format"]!);
        var token = (string)answer["access_token"]!;
        var parts = token.Split('.');
        var configuration = (await _client.GetAsync("/.well-known/openid-configuration")).Expect(HttpStatusCode.OK).Json;
        var jwk = (await _client.GetAsync((string)configuration["jwks_uri"]!)).Expect(HttpStatusCode.OK).Json["keys"]!.Single();
        using var rsa = RSA.Create(new RSAParameters { Modulus = Decode((string)jwk["n"]!), Exponent = Decode((string)jwk["e"]!) });
        Assert.True(rsa.VerifyData(Encoding.ASCII.GetBytes(parts[0] + "." + parts[1]), Decode(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.Equal((string)jwk["kid"]!, (string)JObject.Parse(Encoding.UTF8.GetString(Decode(parts[0])))["kid"]!);
        Assert.Equal(_app.ConsumerKey, (string)JObject.Parse(Encoding.UTF8.GetString(Decode(parts[1])))["client_id"]!);
        Assert.NotEqual(token, (string)(await ClientAsync()).Json["access_token"]!);

        _client.Token = token;
        Assert.Equal(true, Org.AsSystem.Query($"SELECT IsAssociatedWithJwtAccessToken FROM AuthSession WHERE UsersId = '{_userId}' LIMIT 1")[0]["IsAssociatedWithJwtAccessToken"]);
        Org.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(PracticeClient.Data)).Status);
        Org.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await _client.GetAsync(PracticeClient.Data)).Status);
    }

    private static byte[] Decode(string text) => Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/').PadRight(text.Length + ((4 - (text.Length % 4)) % 4), '='));

    private static void Ok(Answer answer) => answer.Expect(HttpStatusCode.OK);

    private static void Expect(bool accepted, Answer answer) => Assert.Equal((accepted, answer.Text), (answer.Status == HttpStatusCode.OK, answer.Text));

    private static void Restricted(Answer answer) => Refused(answer, "invalid_grant", "ip restricted or invalid login hours");

    private static void Refused(Answer answer, string error, string description) =>
        Assert.Equal((error, description), ((string)answer.Json["error"]!, (string)answer.Json["error_description"]!));

    private void Range() => Org.Side(SideTables.LoginIpRange, ProfileId, ("startAddress", "198.51.100.0"), ("endAddress", "198.51.100.255"));

    private void Policy(params (string, object?)[] values) => Org.Side(SideTables.ExternalOauthPolicies, _app.Id, values);

    /// <summary>The user's statuses, the last one first.</summary>
    private List<string> Statuses(string? userId = null) =>
        Org.AsSystem.Query($"SELECT Status FROM LoginHistory WHERE UserId = '{userId ?? _userId}' ORDER BY Id DESC").Select(r => (string)r["Status"]!).ToList();

    private Task<Answer> ClientAsync() =>
        _client.FormAsync(TokenPath, ("grant_type", "client_credentials"), ("client_id", _app.ConsumerKey), ("client_secret", _app.GetConsumerSecret()));

    private Task<Answer> RefreshAsync(string token) =>
        _client.FormAsync(TokenPath, ("grant_type", "refresh_token"), ("refresh_token", token), ("client_id", _app.ConsumerKey), ("client_secret", _app.GetConsumerSecret()));

    private Task<Answer> JwtAsync(string? consumerKey = null, string username = "integ@acme.example", SigningKey? key = null, Action<JObject>? change = null)
    {
        var claims = new JObject
        {
            ["iss"] = consumerKey ?? _app.ConsumerKey,
            ["sub"] = username,
            ["aud"] = "https://login.salesforce.com",
            ["exp"] = DateTimeOffset.UtcNow.AddSeconds(120).ToUnixTimeSeconds(),
        };
        change?.Invoke(claims);
        return _client.FormAsync(TokenPath, ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("assertion", (key ?? _key).Assertion(claims)));
    }
}
