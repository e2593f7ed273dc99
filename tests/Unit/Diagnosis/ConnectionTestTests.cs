using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using SfIntegration.Api;
using SfIntegration.Auth;
using SfIntegration.Diagnosis;
using SfIntegration.Http;
using SfIntegration.Practice;
using SfIntegration.Rules;
using SfIntegration.Unit.Tests.EndToEnd;
using SfIntegration.Unit.Tests.Http;
using Xunit;

namespace SfIntegration.Unit.Tests.Diagnosis;

/// <summary>Each refusal of the practice org, provoked and told.</summary>
public sealed class ConnectionTestTests
{
    private const string Integration = "shared.api@acme.example";
    private const string Bare = "old.mes@acme.example";

    private static readonly Lazy<X509Certificate2> s_certificate = new(() => HostCrypto.CreateSelfSigned("CN=integration", 30));

    [Fact]
    public async Task A_sound_chain_passes_from_the_versions_to_the_last_object()
    {
        using var world = await World.CreateAsync();
        var steps = await TryAsync(world, App(world), objects: ["Account"]);

        Assert.Equal(Enum.GetValues<ConnectionStep>(), steps.Select(s => s.Step));
        Assert.All(steps, s => Assert.True(s.Outcome == Outcome.Pass || s.Step is ConnectionStep.NameResolution or ConnectionStep.Tls or ConnectionStep.License, s.ToString()));
        Assert.Contains("in memory", Of(steps, ConnectionStep.Tls).Message, StringComparison.Ordinal);
        Assert.Contains("lacks View Setup", Of(steps, ConnectionStep.License).Message, StringComparison.Ordinal);
        Assert.Equal("124,99", Of(steps, ConnectionStep.Limits).Message[..6]);
        Assert.All(steps.Skip(4), s => Assert.Equal(Integration, s.Org!.Username));
    }

    [Fact]
    public async Task An_administrator_beside_it_sees_licence_ranges_and_hours()
    {
        using var world = await World.CreateAsync();
        var steps = await TryAsync(world, App(world), administrator: true);

        Assert.Equal("Salesforce Integration, with the permission set licence Salesforce API Integration.", Of(steps, ConnectionStep.License).Message);
        Assert.EndsWith("The profile Minimum Access - API Only Integrations lets in from any address.", Of(steps, ConnectionStep.Address).Message, StringComparison.Ordinal);
        Assert.EndsWith("lets in at any hour.", Of(steps, ConnectionStep.Hours).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_app_without_a_Run_As_user_is_told_as_just_that_and_everything_behind_rests_on_it()
    {
        using var world = await World.CreateAsync();
        var app = world.Org.CreateApp(new PracticeAppSettings("Shop") { HasClientCredentials = true });
        var steps = await TryAsync(world, app, objects: ["Account"]);

        var token = Of(steps, ConnectionStep.Token);
        Assert.Equal(("invalid_grant", Outcome.Fail), (token.Code!, token.Outcome));
        Assert.Contains("no client credentials user enabled", token.Message, StringComparison.Ordinal);
        Assert.Contains("no Run As user", token.Cause, StringComparison.Ordinal);
        Assert.Equal("New-SfApp -AppName <app> -Username <username> -Flow ClientCredentials", token.Cmdlet);
        Assert.All(steps.Where(s => s.Step > ConnectionStep.Token), s =>
            Assert.Equal((Outcome.NotAssessed, "Not tried, because step Token failed."), (s.Outcome, s.Message)));
    }

    [Fact]
    public async Task A_Run_As_user_who_is_not_API_Only_or_is_deactivated_is_named_where_an_administrator_looks()
    {
        using var world = await World.CreateAsync();
        var app = App(world, "erp@acme.example");
        var person = Of(await TryAsync(world, app, administrator: true, username: "erp@acme.example"), ConnectionStep.Token);
        Assert.Contains("erp@acme.example, whose profile System Administrator is not API Only", person.Cause, StringComparison.Ordinal);

        Change(world, Integration, "IsActive", false);
        var leaver = Of(await TryAsync(world, App(world), administrator: true, username: Integration), ConnectionStep.Token);
        Assert.Equal($"Enable-SfIntegrationUser {Integration}", leaver.Cmdlet);
        Assert.Equal("inactive_user", leaver.Code);
    }

    [Fact]
    public async Task An_unknown_consumer_key_and_a_wrong_secret_are_told_apart()
    {
        using var world = await World.CreateAsync();
        var unknown = Of(await TryAsync(world, s => new ClientCredentialsTokenSource(s, Url(world), "3MVG9nobody", new Secret("x"))), ConnectionStep.Token);
        Assert.Equal("invalid_client_id", unknown.Code);
        Assert.Contains("No app of this org has this consumer key", unknown.Cause, StringComparison.Ordinal);

        var app = App(world);
        var wrong = Of(await TryAsync(world, s => new ClientCredentialsTokenSource(s, Url(world), app.ConsumerKey, new Secret("SECRET-wrong"))), ConnectionStep.Token);
        Assert.Equal("invalid_client", wrong.Code);
        Assert.DoesNotContain("SECRET-wrong", string.Join(" ", wrong.Message, wrong.Cause, wrong.Cure, wrong.Cmdlet), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_credentials_at_the_generic_host_are_sent_to_My_Domain()
    {
        using var world = await World.CreateAsync();
        var app = App(world);
        var steps = await TryAsync(world, s => new ClientCredentialsTokenSource(s, "https://login.salesforce.com", app.ConsumerKey, new Secret(app.GetConsumerSecret())), url: "https://login.salesforce.com");
        Assert.Contains("My Domain", Of(steps, ConnectionStep.Token).Cure, StringComparison.Ordinal);
        Assert.Contains("login.salesforce.com", Of(steps, ConnectionStep.Token).Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_who_was_not_admitted_to_the_app_is_told_with_who_is()
    {
        using var world = await World.CreateAsync();
        var app = JwtApp(world, adminApprovedOnly: true);
        var alone = Of(await TryJwtAsync(world, app, Integration), ConnectionStep.Token);
        Assert.Equal("invalid_app_access", alone.Code);
        Assert.Contains("New-SfApp", alone.Cmdlet, StringComparison.Ordinal);

        var steps = await TryJwtAsync(world, app, Integration, administrator: true);
        var door = Of(steps, ConnectionStep.AppApproval);
        Assert.Equal(Outcome.Fail, door.Outcome);
        Assert.Contains("open to no permission set and no profile", door.Cause, StringComparison.Ordinal);
        Assert.Contains("Failed: Not approved for access", Of(steps, ConnectionStep.Token).Cause, StringComparison.Ordinal);
        Assert.Contains("-AppName Bridge", door.Cmdlet, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_username_that_is_not_there_reads_as_not_approved_and_an_administrator_knows_better()
    {
        using var world = await World.CreateAsync();
        var app = JwtApp(world, adminApprovedOnly: false);
        Assert.Contains("A username that is not in the org reads the same", Of(await TryJwtAsync(world, app, "nobody@acme.example"), ConnectionStep.Token).Cause, StringComparison.Ordinal);
        Assert.Contains("The org has no user nobody@acme.example", Of(await TryJwtAsync(world, app, "nobody@acme.example", administrator: true), ConnectionStep.Token).Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_assertion_for_another_audience_or_of_another_key_says_which()
    {
        using var world = await World.CreateAsync();
        var app = JwtApp(world, adminApprovedOnly: false);
        world.Org.Approve(app.ConsumerKey, Integration);
        var audience = Of(await TryAsync(world, s => Jwt(s, world, app, Integration, s_certificate.Value, "https://test.salesforce.com")), ConnectionStep.Token);
        Assert.Contains("another audience", audience.Cause, StringComparison.Ordinal);

        using var other = HostCrypto.CreateSelfSigned("CN=other", 30);
        var signature = Of(await TryAsync(world, s => Jwt(s, world, app, Integration, other, null)), ConnectionStep.Token);
        Assert.Contains("signature does not fit the certificate", signature.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_is_off_is_measured_at_the_orgs_own()
    {
        using var server = new FakeServer
        {
            Otherwise = _ => FakeServer.Json("""{"error":"invalid_grant","error_description":"expired authorization code"}""", System.Net.HttpStatusCode.BadRequest),
            Date = DateTimeOffset.UtcNow.AddMinutes(-7).AddSeconds(-30),
        };
        var steps = await TryAsync(new ConnectionTestRequest { InstanceUrl = FakeServer.Instance, Handler = server, SignIn = s => new ClientCredentialsTokenSource(s, FakeServer.Instance, "key", new Secret("x")) });
        Assert.Contains("clock is 7 minutes ahead of the org's", Of(steps, ConnectionStep.Token).Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outside_the_ranges_is_address_or_hours_from_the_integrations_side_and_the_address_from_the_administrators()
    {
        using var world = await World.CreateAsync();
        await RestrictAsync(world, new XElement(MetadataSoap.Ns + "loginIpRanges", new XElement(MetadataSoap.Ns + "startAddress", "198.51.100.0"), new XElement(MetadataSoap.Ns + "endAddress", "198.51.100.255")));
        var app = App(world);

        var alone = await TryAsync(world, app);
        Assert.Equal("invalid_grant", Of(alone, ConnectionStep.Token).Code);
        Assert.All(new[] { ConnectionStep.Address, ConnectionStep.Hours }, s =>
            Assert.Contains("for the address or for the hours, and does not say for which", Of(alone, s).Message, StringComparison.Ordinal));

        var steps = await TryAsync(world, app, administrator: true, username: Integration);
        var address = Of(steps, ConnectionStep.Address);
        Assert.Equal(Outcome.Fail, address.Outcome);
        Assert.Contains("lets in from 198.51.100.0/24", address.Cause, StringComparison.Ordinal);
        Assert.Contains(world.Org.CallerAddress, address.Message, StringComparison.Ordinal);
        Assert.Equal("Get-SfLoginRestriction -ProfileName 'Minimum Access - API Only Integrations'", address.Cmdlet);
        Assert.Equal(Outcome.NotAssessed, Of(steps, ConnectionStep.Hours).Outcome);
    }

    [Fact]
    public async Task Outside_the_hours_an_administrator_sees_them()
    {
        using var world = await World.CreateAsync();
        string[] days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        await RestrictAsync(world, new XElement(MetadataSoap.Ns + "loginHours", days.SelectMany(d => new[] { new XElement(MetadataSoap.Ns + (d + "Start"), 0), new XElement(MetadataSoap.Ns + (d + "End"), 0) })));

        var hours = Of(await TryAsync(world, App(world), administrator: true, username: Integration), ConnectionStep.Hours);

        Assert.Equal(Outcome.Fail, hours.Outcome);
        Assert.Contains("Restricted time", hours.Message, StringComparison.Ordinal);
        Assert.Contains("never", hours.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_API_Enabled_the_permission_is_named()
    {
        using var world = await World.CreateAsync();
        var token = world.Org.SignIn("ines.sales@acme.example");
        var steps = await TryAsync(world, _ => new AccessTokenSource(Url(world), new Secret(token)), objects: ["Account"]);

        var api = Of(steps, ConnectionStep.ApiAccess);
        Assert.Equal("API_DISABLED_FOR_ORG", api.Code);
        Assert.Equal("Grant-SfSystemPermission <permission set> ApiEnabled", api.Cmdlet);
        Assert.Equal("Not tried, because step ApiAccess failed.", Of(steps, ConnectionStep.ObjectAccess).Message);
        Assert.Equal(Outcome.NotAssessed, Of(steps, ConnectionStep.Token).Outcome);
    }

    [Fact]
    public async Task A_dead_token_is_told_at_the_identity()
    {
        using var world = await World.CreateAsync();
        var steps = await TryAsync(world, _ => new AccessTokenSource(Url(world), new Secret("00D!dead")));
        Assert.Equal((Outcome.Fail, "Bad_OAuth_Token"), (Of(steps, ConnectionStep.Identity).Outcome, Of(steps, ConnectionStep.Identity).Code!));
        Assert.Equal("Connect-SfOrg", Of(steps, ConnectionStep.Identity).Cmdlet);
    }

    [Fact]
    public async Task A_set_with_licence_None_and_the_set_licence_missing_is_why_the_object_is_invisible()
    {
        using var world = await World.CreateAsync();
        var set = Set(world, "Integ_None", null);
        world.Org.AsSystem.Insert("PermissionSetAssignment", new Dictionary<string, object?> { ["AssigneeId"] = IdOf(world, Bare), ["PermissionSetId"] = set });

        var steps = await TryAsync(world, App(world, Bare), administrator: true, objects: ["Account"]);

        var account = Of(steps, ConnectionStep.ObjectAccess);
        Assert.Equal(("INVALID_TYPE", Outcome.Fail), (account.Code!, account.Outcome));
        Assert.Contains("Integ_None has the licence \"None\"", account.Cause, StringComparison.Ordinal);
        Assert.Equal($"Grant-SfPermissionSetLicense SalesforceAPIIntegrationPsl -Username {Bare}", account.Cmdlet);
        Assert.Equal(Outcome.Fail, Of(steps, ConnectionStep.License).Outcome);
    }

    [Fact]
    public async Task The_look_alike_licence_is_why_the_object_is_invisible()
    {
        using var world = await World.CreateAsync();
        var license = world.Org.AsSystem.Query("SELECT Id FROM UserLicense WHERE Name = 'Salesforce Integration'")[0]["Id"]!.ToString()!;
        var set = Set(world, "Integ_Look_Alike", license);
        world.Org.AsSystem.Insert("PermissionSetAssignment", new Dictionary<string, object?> { ["AssigneeId"] = IdOf(world, Bare), ["PermissionSetId"] = set });

        var account = Of(await TryAsync(world, App(world, Bare), administrator: true, objects: ["Account"]), ConnectionStep.ObjectAccess);

        Assert.Contains("Integ_Look_Alike is bound to the user licence Salesforce Integration, which looks like", account.Cause, StringComparison.Ordinal);
        Assert.Equal("New-SfPermissionSet <name> -License SalesforceAPIIntegrationPsl", account.Cmdlet);
    }

    [Fact]
    public async Task An_open_connection_signs_in_anew_and_goes_on_working_when_that_fails()
    {
        using var world = await World.CreateAsync();
        var app = App(world);
        var api = await world.ConnectAsync(s => new ClientCredentialsTokenSource(s, Url(world), app.ConsumerKey, new Secret(app.GetConsumerSecret())));
        Assert.Equal(Outcome.Pass, Of(await TryAsync(new ConnectionTestRequest { Connection = api.Connection }), ConnectionStep.Token).Outcome);

        await RestrictAsync(world, new XElement(MetadataSoap.Ns + "loginIpRanges", new XElement(MetadataSoap.Ns + "startAddress", "198.51.100.0"), new XElement(MetadataSoap.Ns + "endAddress", "198.51.100.255")));
        var refused = await TryAsync(new ConnectionTestRequest { Connection = api.Connection, Administrator = world.Api });
        Assert.Equal(Outcome.Fail, Of(refused, ConnectionStep.Address).Outcome);

        // The ranges are asked at sign-in only: the session that there was still answers.
        Assert.NotNull(await api.Query.FirstPageAsync("SELECT Id FROM Account LIMIT 1", default));
    }

    [Fact]
    public async Task Somebody_else_signed_in_than_was_meant_fails_the_identity()
    {
        using var world = await World.CreateAsync();
        var identity = Of(await TryAsync(world, App(world), username: "integ-svc@acme.example"), ConnectionStep.Identity);
        Assert.Contains("integ-svc@acme.example was meant", identity.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limits_are_read_off_the_header_and_not_assessed_without_one()
    {
        using var server = new FakeServer { Otherwise = _ => FakeServer.Json("{}") };
        var without = await TryAsync(new ConnectionTestRequest { InstanceUrl = FakeServer.Instance, Handler = server, SignIn = _ => new AccessTokenSource(FakeServer.Instance, new Secret(FakeServer.Token)) });
        Assert.Equal(Outcome.NotAssessed, Of(without, ConnectionStep.Limits).Outcome);

        using var spent = new FakeServer { Otherwise = _ => Limited("api-usage=15000/15000") };
        var step = Of(await TryAsync(new ConnectionTestRequest { InstanceUrl = FakeServer.Instance, Handler = spent, SignIn = _ => new AccessTokenSource(FakeServer.Instance, new Secret(FakeServer.Token)) }), ConnectionStep.Limits);
        Assert.Equal((Outcome.Fail, "0 of 15,000 API calls of the last 24 hours are left."), (step.Outcome, step.Message));
    }

    [Fact]
    public async Task A_version_that_is_not_offered_fails_before_any_credential_is_sent()
    {
        using var server = new FakeServer();
        var steps = await TryAsync(new ConnectionTestRequest { InstanceUrl = FakeServer.Instance, Handler = server, ApiVersion = "99.0", SignIn = s => new ClientCredentialsTokenSource(s, FakeServer.Instance, "key", new Secret("x")) });
        Assert.Contains("does not offer API version 99.0", Of(steps, ConnectionStep.Versions).Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    private static System.Net.Http.HttpResponseMessage Limited(string header)
    {
        var answer = FakeServer.Json("{}");
        answer.Headers.Add("Sforce-Limit-Info", header);
        return answer;
    }

    private static SfConnectionStep Of(IEnumerable<SfConnectionStep> steps, ConnectionStep step) => steps.Single(s => s.Step == step);

    private static string Url(World world) => world.Org.BaseAddress.AbsoluteUri;

    private static PracticeAppInfo App(World world, string runAs = Integration) => world.Org.CreateApp(new PracticeAppSettings("Shop") { RunAsUsername = runAs });

    private static PracticeAppInfo JwtApp(World world, bool adminApprovedOnly) =>
        world.Org.CreateApp(new PracticeAppSettings("Bridge") { Certificate = s_certificate.Value.Export(X509ContentType.Cert), AdminApprovedOnly = adminApprovedOnly });

    private static JwtBearerTokenSource Jwt(HttpSender sender, World world, PracticeAppInfo app, string username, X509Certificate2 certificate, string? audience) =>
        new(sender, Url(world), app.ConsumerKey, username, HostCrypto.KeyOf(certificate), audience);

    private static Task<List<SfConnectionStep>> TryJwtAsync(World world, PracticeAppInfo app, string username, bool administrator = false) =>
        TryAsync(world, s => Jwt(s, world, app, username, s_certificate.Value, null), administrator, username);

    private static Task<List<SfConnectionStep>> TryAsync(World world, PracticeAppInfo app, bool administrator = false, string? username = null, string[]? objects = null) =>
        TryAsync(world, s => new ClientCredentialsTokenSource(s, Url(world), app.ConsumerKey, new Secret(app.GetConsumerSecret())), administrator, username, objects);

    private static Task<List<SfConnectionStep>> TryAsync(World world, Func<HttpSender, ITokenSource> signIn, bool administrator = false, string? username = null, string[]? objects = null, string? url = null) =>
        TryAsync(new ConnectionTestRequest
        {
            InstanceUrl = url ?? Url(world),
            SignIn = signIn,
            Handler = world.Org.CreateHandler(),
            Administrator = administrator ? world.Api : null,
            Username = username,
            Objects = objects ?? [],
        });

    private static async Task<List<SfConnectionStep>> TryAsync(ConnectionTestRequest request)
    {
        var steps = new List<SfConnectionStep>();
        await ConnectionTest.RunAsync(request, steps.Add, CancellationToken.None);
        return steps;
    }

    private static string IdOf(World world, string username) => world.Org.AsSystem.Query($"SELECT Id FROM User WHERE Username = '{username}'")[0]["Id"]!.ToString()!;

    /// <summary>Gives the integration's profile ranges or hours, as an administrator would.</summary>
    private static async Task RestrictAsync(World world, XElement part)
    {
        var outcome = await world.Api.Metadata.UpdateAsync("Profile", [new XElement("Profile", new XElement(MetadataSoap.Ns + "fullName", "Minimum Access - API Only Integrations"), part)], CancellationToken.None);
        Assert.True(outcome.Single().Success, string.Join("; ", outcome.Single().Errors));
    }

    private static void Change(World world, string username, string field, object value) =>
        world.Org.AsSystem.Update("User", IdOf(world, username), new Dictionary<string, object?> { [field] = value });

    private static string Set(World world, string name, string? license) =>
        world.Org.AsSystem.Insert("PermissionSet", new Dictionary<string, object?> { ["Name"] = name, ["Label"] = name, ["LicenseId"] = license });
}
