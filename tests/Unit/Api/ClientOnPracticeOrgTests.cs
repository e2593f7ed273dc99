using System;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Api;
using SfIntegration.Auth;
using SfIntegration.Http;
using SfIntegration.Practice;
using Xunit;

namespace SfIntegration.Unit.Tests.Api;

/// <summary>The client against the practice org, which was written from the same facts by other hands.</summary>
public sealed class ClientOnPracticeOrgTests
{
    private readonly PracticeOrg _org = PracticeOrg.CreateCompany();

    private Task<SfConnection> ConnectAsync(Func<HttpSender, ITokenSource>? signIn = null, TimeSpan? timeout = null) => SfConnection.ConnectAsync(
        new SfConnectOptions
        {
            SignIn = signIn ?? (_ => new AccessTokenSource(_org.BaseAddress.AbsoluteUri, new Secret(_org.SignIn(_org.AdministratorUsername)))),
            Handler = _org.CreateHandler(),
            Retry = new RetryPolicy { Floor = TimeSpan.FromMilliseconds(1), Ceiling = TimeSpan.FromMilliseconds(2) },
            Timeout = timeout,
        },
        CancellationToken.None);

    private Task<SfConnection> ConnectAsAppAsync()
    {
        _org.Switches.RunAsMustBeApiOnly = false;
        var app = _org.CreateApp(new PracticeAppSettings("Order Sync") { RunAsUsername = _org.AdministratorUsername, AdminApprovedOnly = false });
        return ConnectAsync(s => new ClientCredentialsTokenSource(
            s, _org.BaseAddress.AbsoluteUri, app.ConsumerKey, new Secret(app.GetConsumerSecret())));
    }

    [Fact]
    public async Task Connecting_finds_the_version_the_user_and_the_org_and_both_sides_count_alike()
    {
        using var connection = await ConnectAsync();
        Assert.Equal("66.0", connection.ApiVersion);
        Assert.Equal(_org.OrganizationId, connection.Org.OrgId);
        Assert.Equal(_org.AdministratorUsername, connection.Org.Username);
        Assert.StartsWith("005", connection.Org.UserId, StringComparison.Ordinal);
        Assert.Equal(_org.Counters.Calls, connection.RequestCount);
    }

    [Fact]
    public async Task Client_credentials_sign_in_and_renew_an_ended_session_by_themselves()
    {
        using var connection = await ConnectAsAppAsync();
        _org.Faults.Add(new PracticeFault(PracticeFaultKind.ExpiredSession));
        var before = connection.RequestCount;
        Assert.NotEmpty(await OrgApi.For(connection).Describe.GlobalAsync(default));
        Assert.Equal(before + 3, connection.RequestCount);
        Assert.Equal(_org.Counters.Calls, connection.RequestCount);
    }

    [Fact]
    public async Task A_wrong_secret_is_refused_with_the_cure()
    {
        var app = _org.CreateApp(new PracticeAppSettings("Order Sync") { RunAsUsername = _org.AdministratorUsername, AdminApprovedOnly = false });
        var error = await Assert.ThrowsAsync<SfAuthenticationException>(() => ConnectAsync(s => new ClientCredentialsTokenSource(
            s, _org.BaseAddress.AbsoluteUri, app.ConsumerKey, new Secret("not the secret"))));
        Assert.Equal("invalid_client", error.Code);
        Assert.NotNull(error.Cure);
    }

    [Fact]
    public async Task The_right_certificate_signs_in_and_another_does_not()
    {
        using var certificate = HostCrypto.CreateSelfSigned("CN=order-sync", 30);
        using var other = HostCrypto.CreateSelfSigned("CN=order-sync", 30);
        var app = _org.CreateApp(new PracticeAppSettings("Order Sync") { Certificate = certificate.Export(X509ContentType.Cert), AdminApprovedOnly = false });
        _org.Approve(app.ConsumerKey, _org.AdministratorUsername);
        using var connection = await ConnectAsync(s => new JwtBearerTokenSource(
            s, _org.BaseAddress.AbsoluteUri, app.ConsumerKey, _org.AdministratorUsername, HostCrypto.KeyOf(certificate)));
        Assert.Equal("JwtBearer", connection.Org.SignIn);
        Assert.Equal(_org.AdministratorUsername, connection.Org.Username);
        var error = await Assert.ThrowsAsync<SfAuthenticationException>(() => ConnectAsync(s => new JwtBearerTokenSource(
            s, _org.BaseAddress.AbsoluteUri, app.ConsumerKey, _org.AdministratorUsername, HostCrypto.KeyOf(other))));
        Assert.Contains("certificate", error.Cure!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refresh_token_signs_in()
    {
        var app = _org.CreateApp(new PracticeAppSettings("Order Sync") { AdminApprovedOnly = false, Scopes = ["api", "refresh_token"] });
        var refresh = _org.Approve(app.ConsumerKey, _org.AdministratorUsername);
        using var connection = await ConnectAsync(s => new RefreshTokenSource(
            s, _org.BaseAddress.AbsoluteUri, app.ConsumerKey, new Secret(app.GetConsumerSecret()), new Secret(refresh)));
        Assert.Equal(_org.AdministratorUsername, connection.Org.Username);
    }

    [Fact]
    public async Task A_session_that_was_signed_out_is_over()
    {
        using var connection = await ConnectAsync();
        await connection.SignOutAsync(default);
        var error = await Assert.ThrowsAsync<SfAuthenticationException>(() => OrgApi.For(connection).Describe.GlobalAsync(default));
        Assert.Equal("INVALID_SESSION_ID", error.Code);
    }

    [Fact]
    public async Task Forty_describes_take_two_calls_and_an_unknown_object_is_null()
    {
        using var connection = await ConnectAsync();
        var api = OrgApi.For(connection);
        var names = (await api.Describe.GlobalAsync(default)).Select(o => o.Text("name")!).Take(40).Append("Not_There__c").ToList();
        var before = _org.Counters.Calls;
        var found = await api.Describe.ObjectsAsync(names, default);
        Assert.Equal((names.Count + 24) / 25, _org.Counters.Calls - before);
        Assert.Null(found["Not_There__c"]);
        Assert.All(names.Take(names.Count - 1), n => Assert.NotEmpty((JArray)found[n]!["fields"]!));
    }

    [Fact]
    public async Task A_write_whose_answer_is_lost_was_done_and_is_not_done_again()
    {
        using var connection = await ConnectAsync();
        _org.Counters.Reset();
        _org.Faults.Add(new PracticeFault(PracticeFaultKind.LostAnswer) { WritesOnly = true });
        var error = await Assert.ThrowsAsync<SfNetworkException>(() =>
            OrgApi.For(connection).Rows.CreateAsync("Account", new JObject { ["Name"] = "Acme" }, default));
        Assert.True(error.MayHaveBeenCarriedOut);
        Assert.Equal(1, _org.Counters.RowsWritten);
    }

    [Theory]
    [InlineData(PracticeFaultKind.Unavailable)]
    [InlineData(PracticeFaultKind.RowLock)]
    [InlineData(PracticeFaultKind.ExpiredSession)]
    public async Task A_refusal_that_did_nothing_is_overcome_and_the_row_exists_once(PracticeFaultKind kind)
    {
        using var connection = await ConnectAsAppAsync();
        _org.Counters.Reset();
        _org.Faults.Add(new PracticeFault(kind) { WritesOnly = true });
        var result = await OrgApi.For(connection).Collections.CreateAsync([CollectionsApi.Row("Account", ("Name", "O'Acme"))], false, default);
        Assert.True(Assert.Single(result).Success, string.Join(" ", result[0].Errors));
        Assert.Equal(1, _org.Counters.RowsWritten);
        Assert.Equal(1, _org.Faults.Fired);
    }

    [Fact]
    public async Task A_bad_row_among_many_stands_alone_with_its_reason()
    {
        using var connection = await ConnectAsync();
        _org.Faults.Add(new PracticeFault(PracticeFaultKind.BadRow) { Row = 150 });
        var rows = Enumerable.Range(0, 450).Select(i => CollectionsApi.Row("Account", ("Name", "A" + i))).ToList();
        _org.Counters.Reset();
        var results = await OrgApi.For(connection).Collections.CreateAsync(rows, false, default);
        Assert.Equal(1, _org.Counters.Calls);
        Assert.Equal(450, results.Count);
        Assert.Equal(150, Assert.Single(Enumerable.Range(0, 450), i => !results[i].Success));
        Assert.Equal("FIELD_CUSTOM_VALIDATION_EXCEPTION", results[150].Errors.Single().Code);
        var deleted = await OrgApi.For(connection).Collections.DeleteAsync(results.Where(r => r.Success).Select(r => r.Id!).ToList(), false, default);
        Assert.All(deleted, r => Assert.True(r.Success, string.Join(" ", r.Errors)));
    }

    [Fact]
    public async Task A_value_with_quotes_is_found_again_and_many_rows_come_page_by_page()
    {
        using var connection = await ConnectAsync();
        var api = OrgApi.For(connection);
        var names = Enumerable.Range(0, 450).Select(i => $"O'Brien \\ \"{i}\" & S\u00f6hne % _").ToList();
        await api.Collections.CreateAsync(names.Select(n => CollectionsApi.Row("Account", ("Name", n))).ToList(), false, default);
        var queries = Soql.WhereIn("SELECT Id, Name FROM Account", "Name", names);
        Assert.True(queries.Count > 1);
        var found = (await api.Composite.QueryManyAsync(queries, default)).SelectMany(r => r).Select(r => r.Text("Name")!);
        Assert.Equal(names.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        var before = _org.Counters.Calls;
        var rows = api.Query.Query($"SELECT Name FROM Account WHERE Name LIKE {Soql.QuoteLike("O'Brien \\ ")}", default, batchSize: 200);
        Assert.Equal(450, rows.Count());
        Assert.Equal(3, _org.Counters.Calls - before);
    }

    [Fact]
    public async Task A_cut_off_read_is_asked_for_again_and_silence_is_a_timeout()
    {
        using var connection = await ConnectAsync(timeout: TimeSpan.FromMilliseconds(400));
        var api = OrgApi.For(connection);
        _org.Faults.Add(new PracticeFault(PracticeFaultKind.CutOff));
        Assert.NotEmpty(await api.Describe.GlobalAsync(default));
        _org.Faults.Add(new PracticeFault(PracticeFaultKind.Hang) { WritesOnly = true });
        var error = await Assert.ThrowsAsync<SfNetworkException>(() => api.Rows.CreateAsync("Account", new JObject { ["Name"] = "A" }, default));
        Assert.True(error.IsTimeout);
        Assert.True(error.MayHaveBeenCarriedOut);
    }

    [Fact]
    public async Task The_limit_is_read_from_every_answer_and_reaching_it_is_an_error_of_its_own()
    {
        using var connection = await ConnectAsync();
        await OrgApi.For(connection).Describe.GlobalAsync(default);
        Assert.Equal(_org.DailyApiLimit, connection.Org.LastLimit!.Max);
        _org.Faults.Add(new PracticeFault(PracticeFaultKind.RequestLimit));
        await Assert.ThrowsAsync<SfLimitException>(() => OrgApi.For(connection).Describe.ObjectAsync("Account", default));
    }
}
