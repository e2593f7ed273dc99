using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Activity.SignIns;
using SfIntegration.Api;
using SfIntegration.Practice;
using SfIntegration.Unit.Tests.Access;
using Xunit;

namespace SfIntegration.Unit.Tests.Activity.SignIns;

/// <summary>The readers against the practice org, whose rows and limits are those of facts §6.1 and §6.3.</summary>
public sealed class ReaderTests
{
    private const string Erp = "erp@acme.example";

    private static readonly Action<int, int> s_nobody = (_, _) => { };

    private readonly PracticeOrg _practice = PracticeOrg.CreateCompany();

    [Fact]
    public async Task Sign_ins_come_newest_first_with_names_and_what_a_refusal_means()
    {
        var api = await PracticeSession.OpenAsync(_practice);
        var logins = Logins(api, new LoginFilter()).ToList();
        Assert.True(logins.Count > 200);
        Assert.Equal(logins.Select(l => l.LoginTime).OrderByDescending(t => t), logins.Select(l => l.LoginTime));
        Assert.All(logins, l => Assert.Equal((DateTimeKind.Utc, api.Org, false), (l.LoginTime.Kind, l.Org, l.IsPlatformUser)));
        var refused = logins.Where(l => !l.Succeeded).ToList();
        Assert.All(refused, l => Assert.Equal(("leaver@acme.example", "User is inactive", "The user is deactivated."), (l.Username, l.Status, l.Cause)));
        Assert.NotEmpty(refused);
        var soap = logins.First(l => l.LoginSubType == "SoapApiLogin");
        Assert.Equal((Erp, null, "SOAP Partner", "41.0", "192.0.2.99", "IE", null), (soap.Username, soap.Application, soap.ApiType, soap.ApiVersion, soap.SourceIp, soap.CountryIso, soap.Cause));
    }

    [Fact]
    public async Task The_first_sign_ins_are_there_before_the_second_page_is_asked_for()
    {
        AddLogins(5_000);
        var api = await PracticeSession.OpenAsync(_practice);
        var pages = new List<(int, int)>();
        var before = _practice.Counters.ApiCalls;
        using var stream = new LoginReader(api, new UserDirectory(api)).Read(new LoginFilter(), (seen, total) => pages.Add((seen, total)), CancellationToken.None).GetEnumerator();
        Assert.True(stream.MoveNext());
        // A page, and one call for all its users.
        Assert.Equal(2, _practice.Counters.ApiCalls - before);
        Assert.Empty(pages);
        var rows = 1;
        while (stream.MoveNext())
        {
            rows++;
        }

        Assert.True(rows > 5_000);
        Assert.Equal((rows, rows), pages[^1]);
        Assert.InRange(_practice.Counters.ApiCalls - before, 4, 6);
    }

    [Fact]
    public async Task Of_one_user_only_its_own_are_asked_for()
    {
        var api = await PracticeSession.OpenAsync(_practice);
        var users = await new UserDirectory(api).FindAsync(new[] { "ERP@acme.example", "*.sales@*", "nobody@acme.example" }, CancellationToken.None);
        Assert.Equal(Erp, Assert.Single(users["erp@ACME.example"]).Username);
        Assert.Equal(new[] { "ines.sales@acme.example", "sam.sales@acme.example" }, users["*.sales@*"].Select(u => u.Username).Order());
        Assert.Empty(users["nobody@acme.example"]);
        var erp = users["erp@acme.example"].Single().UserId;
        Assert.All(Logins(api, new LoginFilter { UserIds = new[] { erp } }), l => Assert.Equal(Erp, l.Username));
    }

    [Fact]
    public async Task Setup_changes_tell_who_did_what_for_whom()
    {
        var api = await PracticeSession.OpenAsync(_practice);
        await api.Rows.CreateAsync("PermissionSet", new() { ["Name"] = "Seen", ["Label"] = "Seen" }, CancellationToken.None);
        var change = Assert.Single(new SetupChangeReader(api, new UserDirectory(api)).Read(new SetupChangeFilter(), s_nobody, CancellationToken.None));
        Assert.Equal(("admin@acme.example", null, DateTimeKind.Utc), (change.Username, change.DelegateUser, change.CreatedDate.Kind));
        Assert.Contains("Seen", change.Display, StringComparison.Ordinal);
        Assert.Empty(new SetupChangeReader(api, new UserDirectory(api)).Read(new SetupChangeFilter { Actions = new[] { "frozeuser" } }, s_nobody, CancellationToken.None));
    }

    [Fact]
    public async Task All_tokens_come_though_a_query_ends_at_2500()
    {
        var api = await PracticeSession.OpenAsync(_practice);
        var before = Tokens(api, new TokenWish(null, null)).Count;
        AddTokens(5_100, "Many");
        var seen = Tokens(api, new TokenWish(null, null));
        Assert.Equal(before + 5_100, seen.Count);
        Assert.Equal(seen.Count, seen.Select(t => t.RevocationHandle!.Reveal()).Distinct().Count());
        Assert.Equal(5_100, Tokens(api, new TokenWish(null, new[] { "many" })).Count);
        Assert.Equal(before, Tokens(api, new TokenWish(null, new[] { "Data*" })).Count);
        Assert.Equal(Erp, Assert.Single(Tokens(api, new TokenWish(await IdsAsync(api, Erp), new[] { "Data Loader" }))).Username);
    }

    [Fact]
    public async Task Wishes_of_user_and_app_are_pairs()
    {
        var api = await PracticeSession.OpenAsync(_practice);
        AddTokens(5, "Many");
        var wishes = new[] { new TokenWish(await IdsAsync(api, Erp), new[] { "Many" }), new TokenWish(await IdsAsync(api, "it.ops@acme.example"), new[] { "Data Loader" }) };
        Assert.Equal(new[] { "it.ops@acme.example" }, Tokens(api, wishes).Select(t => t.Username));
    }

    [Fact]
    public async Task A_session_says_when_it_ends_and_which_is_the_callers()
    {
        var api = await PracticeSession.OpenAsync(_practice);
        _practice.SignIn(Erp);
        var sessions = new AuthSessionReader(api, new UserDirectory(api)).Read(null, s_nobody, CancellationToken.None).ToList();
        Assert.Equal("admin@acme.example", Assert.Single(sessions, s => s.IsCurrent).Username);
        Assert.All(sessions, s => Assert.Equal(s.LastModifiedDate.AddHours(2), s.ExpiresDate));
        Assert.Equal(Erp, Assert.Single(new AuthSessionReader(api, new UserDirectory(api)).Read(await IdsAsync(api, Erp), s_nobody, CancellationToken.None)).Username);
    }

    [Theory]
    [InlineData(nameof(CallersView.Logins), "Monitor Login History or Manage Users")]
    [InlineData(nameof(CallersView.Tokens), "Customize Application")]
    [InlineData(nameof(CallersView.Sessions), "Manage Users")]
    public async Task Who_sees_its_own_rows_only_is_told_so_unless_it_asks_for_no_other(string what, string needed)
    {
        var view = what switch { nameof(CallersView.Logins) => CallersView.Logins, nameof(CallersView.Tokens) => CallersView.Tokens, _ => CallersView.Sessions };
        var low = await PracticeSession.OpenAsync(_practice, "lena.lead@acme.example");
        var limit = await view.LimitAsync(low, null, CancellationToken.None);
        Assert.StartsWith("Only the ", limit, StringComparison.Ordinal);
        Assert.EndsWith($"the caller needs {needed}.", limit, StringComparison.Ordinal);
        Assert.Null(await view.LimitAsync(low, new[] { low.Org.UserId }, CancellationToken.None));
        Assert.NotNull(await view.LimitAsync(low, new[] { "005000000000001AAA" }, CancellationToken.None));
        Assert.Null(await view.LimitAsync(await PracticeSession.OpenAsync(_practice), null, CancellationToken.None));
    }

    private static IEnumerable<SfLogin> Logins(OrgApi api, LoginFilter filter) => new LoginReader(api, new UserDirectory(api)).Read(filter, s_nobody, CancellationToken.None);

    private static List<SfOAuthToken> Tokens(OrgApi api, params TokenWish[] wishes) => new OAuthTokenReader(api, new UserDirectory(api)).Read(wishes, s_nobody, CancellationToken.None).ToList();

    private static async Task<IReadOnlyCollection<string>> IdsAsync(OrgApi api, string username) =>
        (await new UserDirectory(api).FindAsync(new[] { username }, CancellationToken.None))[username].Select(u => u.UserId).ToList();

    private void AddLogins(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _practice.SignIn(Erp);
        }
    }

    private void AddTokens(int count, string name)
    {
        // A user holds five tokens of an app at most.
        const int Each = 5;
        _practice.GrowUsers(count / Each);
        var app = _practice.CreateApp(new PracticeAppSettings(name) { AdminApprovedOnly = false });
        foreach (var person in _practice.AsSystem.Query($"SELECT Username FROM User WHERE Username LIKE 'person%' LIMIT {count / Each}"))
        {
            for (var i = 0; i < Each; i++)
            {
                _practice.Approve(app.ConsumerKey, (string)person["Username"]!);
            }
        }
    }
}
