using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;
using SfIntegration.Tests.Metadata;
using Xunit;

namespace SfIntegration.Tests.Api;

/// <summary>The objects that tell who did what: OauthToken, AuthSession and SetupAuditTrail, through the front door.</summary>
public sealed class LogObjectTests : IDisposable
{
    private readonly PracticeClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task OauthToken_shows_no_id_and_is_not_found_by_one()
    {
        var token = (await _client.SoqlAsync("SELECT Id, AppName, UseCount, DeleteToken FROM OauthToken LIMIT 1")).Expect(HttpStatusCode.OK).Json["records"]![0]!;
        Assert.Equal(JTokenType.Null, token["Id"]!.Type);
        Assert.NotNull((string?)token["DeleteToken"]);
        var id = "";
        _client.Org.Do(engine => id = engine.Store.Rows("OauthToken").First().Id);
        Assert.Equal(0, (int)(await _client.SoqlAsync($"SELECT AppName FROM OauthToken WHERE Id = '{id}'")).Json["totalSize"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync($"{PracticeClient.Data}/sobjects/OauthToken/{id}")).Status);
    }

    [Fact]
    public async Task OauthToken_comes_in_pages_of_500_and_2500_to_a_query()
    {
        var before = (int)(await _client.SoqlAsync("SELECT COUNT() FROM OauthToken")).Json["totalSize"]!;
        AddTokens(2_600);
        Assert.Equal(before + 2_600, (int)(await _client.SoqlAsync("SELECT COUNT() FROM OauthToken")).Json["totalSize"]!);
        var (sizes, total) = await ReadAsync("SELECT AppName, DeleteToken FROM OauthToken");
        Assert.Equal((2_500, "500 500 500 500 500"), (total, string.Join(' ', sizes)));
        Assert.Equal((before + 100, (before + 100).ToString(System.Globalization.CultureInfo.InvariantCulture)), await RestAsync("SELECT AppName FROM OauthToken LIMIT 2500 OFFSET 2500"));
        Assert.Equal((0, "0"), await RestAsync("SELECT AppName FROM OauthToken LIMIT 2500 OFFSET 5000"));
        Assert.Equal("NUMBER_OUTSIDE_VALID_RANGE", (await _client.SoqlAsync("SELECT Id FROM User LIMIT 10 OFFSET 2500")).Code);

        async Task<(int, string)> RestAsync(string soql)
        {
            var (found, size) = await ReadAsync(soql);
            return (size, string.Join(' ', found));
        }
    }

    [Fact]
    public async Task The_batch_size_that_a_client_asks_for_lies_below_the_page_of_tokens()
    {
        AddTokens(600);
        var answer = await _client.SoqlAsync("SELECT AppName FROM OauthToken", ("Sforce-Query-Options", "batchSize=2000"));
        Assert.Equal(500, answer.Json["records"]!.Count());
        Assert.Equal(200, (await _client.SoqlAsync("SELECT AppName FROM OauthToken", ("Sforce-Query-Options", "batchSize=200"))).Json["records"]!.Count());
    }

    [Fact]
    public async Task Tokens_and_sessions_of_others_need_a_permission()
    {
        var all = (int)(await _client.SoqlAsync("SELECT COUNT() FROM OauthToken")).Json["totalSize"]!;
        Assert.True(all > 0);
        TestUsers.Integration(_client.Org, "plain@acme.example");
        _client.Token = _client.Org.SignIn("plain@acme.example");
        Assert.Equal(0, (int)(await _client.SoqlAsync("SELECT COUNT() FROM OauthToken")).Json["totalSize"]!);
        var own = (await _client.SoqlAsync("SELECT IsCurrent FROM AuthSession")).Json["records"]!;
        Assert.True((bool)Assert.Single(own)["IsCurrent"]!);
    }

    [Fact]
    public async Task The_current_session_is_the_callers_own()
    {
        var second = _client.Org.SignIn(_client.Org.AdministratorUsername);
        var first = Assert.Single((await _client.SoqlAsync("SELECT Id FROM AuthSession WHERE IsCurrent = TRUE")).Json["records"]!);
        var read = await _client.GetAsync($"{PracticeClient.Data}/sobjects/AuthSession/{(string)first["Id"]!}?fields=IsCurrent");
        Assert.True((bool)read.Json["IsCurrent"]!);
        (await _client.SendAsync("DELETE", $"{PracticeClient.Data}/sobjects/AuthSession/{(string)first["Id"]!}")).Expect(HttpStatusCode.NoContent);
        Assert.Equal("INVALID_SESSION_ID", (await _client.SoqlAsync("SELECT Id FROM AuthSession")).Code);
        _client.Token = second;
        Assert.NotEqual((string)first["Id"]!, (string)Assert.Single((await _client.SoqlAsync("SELECT Id FROM AuthSession WHERE IsCurrent = TRUE")).Json["records"]!)["Id"]!);
        Assert.Empty(_client.Org.AsSystem.Query("SELECT Id FROM AuthSession WHERE IsCurrent = TRUE"));
    }

    [Fact]
    public async Task Sign_ins_are_shown_for_six_months_and_setup_changes_for_180_days()
    {
        (await _client.SendAsync("POST", PracticeClient.Data + "/sobjects/PermissionSet", new JObject { ["Name"] = "Aged", ["Label"] = "Aged" })).Expect(HttpStatusCode.Created);
        _client.Org.Clock.Advance(TimeSpan.FromDays(20));
        Assert.Contains("MES", await TextsAsync("SELECT Application FROM LoginHistory"));
        _client.Org.Clock.Advance(TimeSpan.FromDays(159));
        Assert.Single(await TextsAsync("SELECT Action FROM SetupAuditTrail"));
        _client.Org.Clock.Advance(TimeSpan.FromDays(2));
        Assert.DoesNotContain("MES", await TextsAsync("SELECT Application FROM LoginHistory"));
        Assert.Empty(await TextsAsync("SELECT Action FROM SetupAuditTrail"));

        async Task<IReadOnlyList<string?>> TextsAsync(string soql)
        {
            _client.Token = _client.Org.SignIn(_client.Org.AdministratorUsername);
            return (await _client.SoqlAsync(soql)).Expect(HttpStatusCode.OK).Json["records"]!.Select(r => (string?)r.Last!.First).ToList();
        }
    }

    [Fact]
    public async Task SetupAuditTrail_counts_and_does_nothing_else_with_its_rows()
    {
        Assert.Equal(HttpStatusCode.OK, (await _client.SoqlAsync("SELECT COUNT() FROM SetupAuditTrail")).Status);
        Assert.Equal("MALFORMED_QUERY", (await _client.SoqlAsync("SELECT MAX(CreatedDate) FROM SetupAuditTrail")).Code);
        Assert.Equal("MALFORMED_QUERY", (await _client.SoqlAsync("SELECT COUNT(Id) FROM SetupAuditTrail")).Code);
        Assert.Equal("MALFORMED_QUERY", (await _client.SoqlAsync("SELECT CreatedById FROM SetupAuditTrail GROUP BY CreatedById")).Code);
        Assert.Equal("INVALID_FIELD", (await _client.SoqlAsync("SELECT Id FROM SetupAuditTrail WHERE Section = 'x'")).Code);
    }

    [Fact]
    public async Task Password_federation_profile_and_role_changes_leave_their_rows()
    {
        var id = (string)_client.Org.AsSystem.Query("SELECT Id FROM User WHERE Username = 'ines.sales@acme.example'")[0]["Id"]!;
        var user = $"{PracticeClient.Data}/sobjects/User/{id}";
        (await _client.SendAsync("POST", user + "/password", new JObject { ["NewPassword"] = "a1b2c3d4e5" })).Expect(HttpStatusCode.NoContent);
        (await _client.SendAsync("DELETE", user + "/password")).Expect(HttpStatusCode.OK);
        (await _client.SendAsync("PATCH", user, new JObject { ["FederationIdentifier"] = "ines" })).Expect(HttpStatusCode.NoContent);
        (await _client.SendAsync("PATCH", user, new JObject { ["ProfileId"] = Profile("Standard User") })).Expect(HttpStatusCode.NoContent);
        (await _client.SendAsync("PATCH", user, new JObject { ["ProfileId"] = Profile("Acme Sales") })).Expect(HttpStatusCode.NoContent);
        var role = (string)(await _client.SendAsync("POST", PracticeClient.Data + "/sobjects/UserRole", new JObject { ["Name"] = "Packer" })).Expect(HttpStatusCode.Created).Json["id"]!;
        (await _client.SendAsync("PATCH", $"{PracticeClient.Data}/sobjects/UserRole/{role}", new JObject { ["Name"] = "Shipper" })).Expect(HttpStatusCode.NoContent);
        (await _client.SendAsync("DELETE", $"{PracticeClient.Data}/sobjects/UserRole/{role}")).Expect(HttpStatusCode.NoContent);
        Assert.Equal(
            ["changedpassword", "resetpassword", "changedfederationid", "changedprofileforusercusttostd", "changedprofileforuserstdtocust", "createdrole", "changedrole", "deletedrole"],
            await ActionsAsync(_client));
    }

    [Fact]
    public async Task What_the_Metadata_API_changes_leaves_rows_and_what_it_leaves_alone_none()
    {
        using var metadata = new MetadataClient();
        async Task Upsert(string label) => await metadata.CallAsync("upsertMetadata", $"<metadata xsi:type=\"CustomPermission\"><fullName>Ship</fullName><isLicensed>false</isLicensed><label>{label}</label></metadata>");
        await Upsert("Ship");
        await Upsert("Ship");
        await Upsert("Ship it");
        await metadata.CallAsync("deleteMetadata", "<type>CustomPermission</type><fullNames>Ship</fullNames>");
        Assert.Equal(["createdCustomPermission", "changedCustomPermission", "deletedCustomPermission"], await ActionsAsync(metadata.Http));
    }

    [Fact]
    public async Task The_limits_count_the_bulk_jobs_of_the_day()
    {
        async Task<JToken> Limits() => (await _client.GetAsync(PracticeClient.Data + "/limits")).Expect(HttpStatusCode.OK).Json;
        var before = await Limits();
        (await _client.SendAsync("POST", PracticeClient.Data + "/jobs/query", new JObject { ["operation"] = "query", ["query"] = "SELECT Id FROM User" })).Expect(HttpStatusCode.OK);
        Assert.Equal((int)before["DailyBulkV2QueryJobs"]!["Remaining"]! - 1, (int)(await Limits())["DailyBulkV2QueryJobs"]!["Remaining"]!);
        _client.Org.Clock.Advance(TimeSpan.FromHours(25));
        _client.Token = _client.Org.SignIn(_client.Org.AdministratorUsername);
        Assert.Equal((int)before["DailyBulkV2QueryJobs"]!["Remaining"]!, (int)(await Limits())["DailyBulkV2QueryJobs"]!["Remaining"]!);
        Assert.NotNull(before["MassEmail"]);
        Assert.NotNull(before["HourlyODataCallout"]);
    }

    private static async Task<IEnumerable<string>> ActionsAsync(PracticeClient client) =>
        (await client.SoqlAsync("SELECT Action FROM SetupAuditTrail ORDER BY CreatedDate, Id")).Expect(HttpStatusCode.OK).Json["records"]!.Select(r => (string)r["Action"]!);

    private string Profile(string name) => (string)_client.Org.AsSystem.Query($"SELECT Id FROM Profile WHERE Name = '{name}'")[0]["Id"]!;

    private void AddTokens(int count) => _client.Org.Do(engine =>
    {
        for (var i = 0; i < count; i++)
        {
            engine.Store.Put(new Row(engine.Store.Layout("OauthToken"), engine.Store.NewId("0CQ"))
            {
                ["UserId"] = engine.Store.Rows("User").First().Id,
                ["AppName"] = "Many",
                ["DeleteToken"] = RandomText.Of(32),
            });
        }
    });

    private async Task<(List<int> Sizes, int Total)> ReadAsync(string soql)
    {
        var sizes = new List<int>();
        var page = (await _client.SoqlAsync(soql)).Expect(HttpStatusCode.OK).Json;
        var total = (int)page["totalSize"]!;
        sizes.Add(page["records"]!.Count());
        while (page["nextRecordsUrl"] is { } next)
        {
            page = (await _client.GetAsync((string)next!)).Expect(HttpStatusCode.OK).Json;
            sizes.Add(page["records"]!.Count());
        }

        return (sizes, total);
    }
}
