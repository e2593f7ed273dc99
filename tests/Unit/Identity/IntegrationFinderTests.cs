using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Identity.Finding;
using Xunit;

namespace SfIntegration.Unit.Tests.Identity;

public sealed class IntegrationFinderTests
{
    private static readonly DateTime s_now = new(2026, 11, 25, 12, 0, 0, DateTimeKind.Utc);
    private static readonly SfOrg s_org = new("here.example") { Alias = "here" };
    private static readonly string[] s_admin = { "ModifyAllData", "ManageUsers" };

    private readonly List<UserFacts> _users = new();
    private readonly List<LoginUse> _logins = new();
    private readonly List<TokenUse> _tokens = new();
    private readonly List<(string UserId, string Permission)> _permissions = new();
    private readonly List<(string UserId, string App)> _apps = new();

    [Fact]
    public void Administrators_and_accounts_that_a_person_uses_too_come_first()
    {
        User("both", s_admin).Login("both", "SAP", 9).Ui("both");
        User("admin", s_admin).Login("admin", "SAP", 9);
        User("shared").Login("shared", "SAP", 9).Ui("shared");
        User("strong", "ApiUserOnly").Login("strong", "SAP", 9, "OauthClientCredentials").Login("strong", "ERP", 9);
        User("weak").Login("weak", "SAP", 9);
        var found = Find();

        Assert.Equal(new[] { "both", "admin", "shared", "strong", "weak" }, found.Select(f => f.Username));
        Assert.Equal(new[] { "an administrator's rights", "a person signs in with it too" }, found[0].Concerns);
        Assert.Equal("2 systems use it", Assert.Single(found[3].Concerns));
        Assert.Equal((true, false, IntegrationConfidence.High), (found[1].IsAdministrator!.Value, found[3].IsAdministrator!.Value, found[3].Confidence));

        // Client credentials 60, no person 20, several systems 20, another sign-in 40, API only 30.
        Assert.Equal(170, found[3].Score);
        Assert.Equal(new[] { "ERP", "SAP" }, found[3].Systems);
    }

    [Fact]
    public void Ordinary_people_are_absent_whatever_tools_they_use()
    {
        User("browser").Ui("browser");
        User("phone").Ui("phone").Login("phone", "Salesforce for Android", 200, "OauthRefreshToken");
        User("loader", s_admin).Ui("loader").Login("loader", "Dataloader Bulk", 40).Token("loader", "Data Loader");
        User("nothing", "PasswordNeverExpires");
        User("carla.service");
        User("tried").Ui("tried").Login("tried", "my script", 2);
        Assert.Empty(Find());
    }

    [Theory]
    [InlineData("svc", 25)]
    [InlineData("x-svc-orders", 25)]
    [InlineData("orderSyncApi", 20)]
    [InlineData("INTEGRATION.user", 25)]
    [InlineData("capital", 0)]
    [InlineData("Svcard", 0)]
    [InlineData("erpel", 0)]
    [InlineData("", 0)]
    [InlineData("--__..99", 0)]
    public void A_name_tells_by_whole_words_only(string name, int weight) =>
        Assert.Equal(weight, IntegrationSigns.Default.NameWord(new UserFacts { Username = name + "@api.example", DisplayName = "", LastName = "" })?.Weight ?? 0);

    [Fact]
    public void Only_the_strongest_piece_of_each_sort_counts()
    {
        User("one").Login("one", "A", 1).Login("one", "B", 9).Login("one", "C", 9);

        // One API login 40, no person 20, several systems 20.
        var account = Assert.Single(Find());
        Assert.Equal(80, account.Score);
        Assert.Equal(new[] { 40, 40, 20, 20, 20 }, account.Evidence.Select(e => e.Weight));
    }

    [Fact]
    public void What_was_not_read_is_said_on_every_account_and_is_neither_yes_nor_no()
    {
        User("svc-api", "ApiUserOnly");
        var notRead = new Dictionary<EvidenceKind, string> { [EvidenceKind.ApiLogin] = "no access", [EvidenceKind.Administrator] = "not seen" };
        var account = Assert.Single(IntegrationFinder.Find(new FinderInput { Users = _users.Select(Licensed).ToList(), NotRead = notRead, Since = s_now }, s_org, false));
        Assert.Equal((null, null, null), (account.IsAdministrator, account.IsSharedWithPerson, account.Systems));
        Assert.Equal(new[] { "Administrator not assessed: not seen", "ApiLogin not assessed: no access" }, account.Evidence.Where(e => !e.IsAssessed).Select(e => e.ToString()).Order(StringComparer.Ordinal));
        Assert.All(account.Evidence.Where(e => !e.IsAssessed), e => Assert.Equal(0, e.Weight));
    }

    [Fact]
    public void Salesforces_own_users_are_left_out_and_inactive_ones_too_unless_asked_for()
    {
        _users.Add(new UserFacts { UserId = "1", Username = "integration@00d.com", IsActive = true, LicenseName = "Analytics Cloud Integration User" });
        _users.Add(new UserFacts { UserId = "2", Username = "autoproc@00d", IsActive = true, UserType = "AutomatedProcess", DisplayName = "Integration" });
        _users.Add(new UserFacts { UserId = "3", Username = "svc-api@x.example", IsActive = false, LicenseName = "Salesforce Integration" });
        Assert.Empty(Find());
        Assert.Equal("svc-api@x.example", Assert.Single(Find(includeInactive: true)).Username);
    }

    [Fact]
    public void An_app_that_a_set_opens_and_a_token_are_evidence_with_its_date()
    {
        User("a").Token("a", "MuleSoft").App("a", "Order Sync");
        var account = Assert.Single(Find());
        Assert.Equal(35, account.Score);
        Assert.Equal(IntegrationConfidence.Low, account.Confidence);
        Assert.Equal("MuleSoft holds a refresh token, used 7 times", account.Evidence[0].What);
        Assert.Equal(s_now.AddDays(-1), account.Evidence[0].When);
        Assert.Equal("a permission set pre-authorises it for Order Sync", account.Evidence[1].What);
    }

    [Theory]
    [InlineData("N/A", "python-requests/2.31", "python-requests/2.31")]
    [InlineData(" SAP PI ", "Chrome", "SAP PI")]
    [InlineData(null, null, "Other Apex API")]
    [InlineData("Browser", "unknown", "Other Apex API")]
    public void A_client_without_a_name_of_its_own_is_called_what_else_is_known(string? application, string? browser, string expected) =>
        Assert.Equal(expected, IntegrationSigns.Default.Client(application, browser, "Other Apex API"));

    [Fact]
    public void A_snapshot_tells_what_accounts_hold_and_says_what_it_cannot_tell()
    {
        Container Set(string id, ContainerKind kind, string? owner, params string[] system) => new()
        {
            Id = id, Name = id, Kind = kind, OwnerId = owner, SystemPermissions = system,
            SetupEntities = new[] { new SetupEntityGrant("ConnectedApplication", "0H4", kind == ContainerKind.Profile ? "Everybody" : "Order Sync", null) },
        };
        var snapshot = new AccessSnapshot
        {
            TakenAt = s_now,
            Users = new[] { new UserFacts { UserId = "u", Username = "mes@x.example", IsActive = true, ProfileId = "00e" }, new UserFacts { UserId = "v", Username = "late@x.example", IsActive = true, ProfileId = "00e" } },
            Containers = new[] { Set("P", ContainerKind.Profile, "00e", "ModifyAllData"), Set("S", ContainerKind.PermissionSet, null, "apiuseronly", "AuthorApex", "ViewSetup") },
            Assignments = new[] { new AccessAssignment("1", "u", "S", null, null, true, false), new AccessAssignment("2", "v", "S", null, s_now, true, false) },
        };
        var account = Assert.Single(IntegrationFinder.Find(FinderSnapshot.Of(snapshot), s_org, false));
        Assert.Equal(("mes@x.example", true, 45), (account.Username, account.IsAdministrator!.Value, account.Score));
        Assert.Contains(account.Evidence, e => e.What == "a permission set pre-authorises it for Order Sync");
        Assert.Equal(new[] { EvidenceKind.ApiLogin, EvidenceKind.OAuthToken, EvidenceKind.RunAs }, account.Evidence.Where(e => !e.IsAssessed).Select(e => e.Kind).Order());
    }

    [Fact]
    public void A_snapshot_that_could_not_read_permissions_calls_nobody_an_administrator_and_nobody_none()
    {
        var snapshot = new AccessSnapshot
        {
            Users = new[] { new UserFacts { UserId = "u", Username = "svc-api@x.example", IsActive = true, LicenseName = "Salesforce Integration" } },
            NotRead = new[] { "system permissions: refused", "Setup entity access: refused" },
        };
        var account = Assert.Single(IntegrationFinder.Find(FinderSnapshot.Of(snapshot), s_org, false));
        Assert.Null(account.IsAdministrator);
        Assert.Contains(account.Evidence, e => !e.IsAssessed && e.Kind == EvidenceKind.Administrator && e.What == "system permissions: refused");
        Assert.Contains(account.Evidence, e => !e.IsAssessed && e.Kind == EvidenceKind.AppAccess);
    }

    private static UserFacts Licensed(UserFacts user) => new() { UserId = user.UserId, Username = user.Username, IsActive = true, LicenseName = "salesforce integration" };

    private IReadOnlyList<SfIntegrationAccount> Find(bool includeInactive = false) => IntegrationFinder.Find(
        new FinderInput
        {
            Users = _users,
            Logins = _logins.ToLookup(l => l.UserId),
            Tokens = _tokens.ToLookup(t => t.UserId),
            Apps = _apps.ToLookup(a => a.UserId, a => a.App),
            Permissions = _permissions.ToLookup(p => p.UserId, p => p.Permission),
            Since = s_now.AddDays(-30),
        },
        s_org,
        includeInactive);

    private IntegrationFinderTests User(string name, params string[] permissions)
    {
        _users.Add(new UserFacts { UserId = name, Username = name, DisplayName = name, LastName = name, IsActive = true, LicenseName = "Salesforce" });
        _permissions.AddRange(permissions.Select(p => (name, p)));
        return this;
    }

    private IntegrationFinderTests Login(string user, string client, int count, string subType = "")
    {
        _logins.Add(new LoginUse(user, "Remote Access 2.0", subType, client, count, s_now));
        return this;
    }

    private IntegrationFinderTests Ui(string user)
    {
        _logins.Add(new LoginUse(user, "Application", "UsernamePasswordUiLogin", "Browser", 20, s_now));
        return this;
    }

    private IntegrationFinderTests Token(string user, string app)
    {
        _tokens.Add(new TokenUse(user, app, 7, s_now.AddDays(-1)));
        return this;
    }

    private IntegrationFinderTests App(string user, string app)
    {
        _apps.Add((user, app));
        return this;
    }
}
