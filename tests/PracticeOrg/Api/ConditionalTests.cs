using System;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using Xunit;

namespace SfIntegration.Tests.Api;

/// <summary>Conditional requests, query columns, record counts, and values that are out of range.</summary>
public sealed class ConditionalTests : IDisposable
{
    private readonly PracticeClient _client = new();

    public ConditionalTests() => _client.Org.Clock.StopAt(_client.Org.Clock.UtcNow);

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("/sobjects")]
    [InlineData("/sobjects/Account/describe")]
    public async Task A_describe_that_has_not_changed_is_not_sent_again(string resource)
    {
        var first = await _client.GetAsync(PracticeClient.Data + resource);
        var since = first.Header("Last-Modified")!;
        Assert.Equal(HttpStatusCode.NotModified, (await _client.GetAsync(PracticeClient.Data + resource, ("If-Modified-Since", since))).Status);
        _client.Org.Clock.Advance(TimeSpan.FromMinutes(1));
        _client.Org.GrowStandard(["Territory2"]);
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(PracticeClient.Data + resource, ("If-Modified-Since", since))).Status);
    }

    [Fact]
    public async Task A_row_is_sent_again_only_when_it_changed()
    {
        var id = await _client.AccountAsync("Conditional");
        var path = $"{PracticeClient.Data}/sobjects/Account/{id}";
        var now = _client.Org.Clock.UtcNow.AddSeconds(1).ToString("r", CultureInfo.InvariantCulture);
        Assert.Equal(HttpStatusCode.NotModified, (await _client.GetAsync(path, ("If-Modified-Since", now))).Status);
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(path, ("If-Modified-Since", "no date"))).Status);
        _client.Org.Clock.Advance(TimeSpan.FromMinutes(1));
        (await _client.SendAsync("PATCH", path, new JObject { ["Phone"] = "1" })).Expect(HttpStatusCode.NoContent);
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(path, ("If-Modified-Since", now))).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await _client.SendAsync("PATCH", path, new JObject { ["Phone"] = "2" }, ("If-Unmodified-Since", now))).Status);
    }

    [Fact]
    public async Task Accounts_have_an_ETag_that_guards_against_lost_updates_and_contacts_have_none()
    {
        var id = await _client.AccountAsync("Tagged");
        var path = $"{PracticeClient.Data}/sobjects/Account/{id}";
        var tag = (await _client.GetAsync(path)).Header("ETag")!;
        Assert.Equal(HttpStatusCode.NotModified, (await _client.GetAsync(path, ("If-None-Match", tag))).Status);
        (await _client.SendAsync("PATCH", path, new JObject { ["Phone"] = "1" }, ("If-Match", tag))).Expect(HttpStatusCode.NoContent);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await _client.SendAsync("PATCH", path, new JObject { ["Phone"] = "2" }, ("If-Match", tag))).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await _client.SendAsync("DELETE", path, null, ("If-Match", tag))).Status);
        var contact = (string)_client.Org.AsSystem.Query("SELECT Id FROM Contact LIMIT 1")[0]["Id"]!;
        Assert.Null((await _client.GetAsync($"{PracticeClient.Data}/sobjects/Contact/{contact}")).Header("ETag"));
    }

    [Fact]
    public async Task Query_columns_tell_fields_parents_children_and_functions_apart()
    {
        var shape = (await ColumnsAsync("SELECT Id, Name, Owner.Name, Owner.Profile.Name, (SELECT LastName FROM Contacts) FROM Account")).Json;
        Assert.Equal(("Account", "001", true, false), ((string)shape["entityName"]!, (string)shape["keyPrefix"]!, (bool)shape["idSelected"]!, (bool)shape["groupBy"]!));
        var columns = (JArray)shape["columnMetadata"]!;
        Assert.Equal(["Id", "Name", "Owner", "Contacts"], columns.Select(c => (string)c["columnName"]!));
        Assert.Equal(("Id", "OwnerId", true), ((string)columns[0]["apexType"]!, (string)columns[2]["foreignKeyName"]!, (bool)columns[3]["aggregate"]!));
        Assert.Equal(["Name", "Profile"], columns[2]["joinColumns"]!.Select(c => (string)c["columnName"]!));
        Assert.Equal("LastName", (string?)columns[3]["joinColumns"]![0]!["columnName"]);

        var grouped = (JArray)(await ColumnsAsync("SELECT Type, AVG(AnnualRevenue), COUNT(Id) many FROM Account GROUP BY Type")).Json["columnMetadata"]!;
        Assert.Equal([("Type", "Type"), ("expr0", "avg(AnnualRevenue)"), ("many", "count(Id)")], grouped.Select(c => ((string)c["columnName"]!, (string)c["displayName"]!)));
        Assert.True((bool)grouped[1]["aggregate"]! && (bool)grouped[1]["numberType"]!);
        Assert.Equal("INVALID_FIELD", (await ColumnsAsync("SELECT Nope FROM Account")).Code);
    }

    [Fact]
    public async Task A_switch_about_licences_counts_for_callers_who_are_known_already()
    {
        TestUsers.Integration(_client.Org, "switched@acme.example");
        var set = _client.Org.AsSystem.Insert("PermissionSet", TestUsers.Values(("Name", "Reads"), ("Label", "Reads"), ("PermissionsViewAllData", true)));
        _client.Org.Switches.LicenseLimitsAccess = false;
        _client.Org.AsSystem.Overwrite("PermissionSetAssignment", (string)_client.Org.AsSystem.Query("SELECT Id FROM PermissionSetAssignment WHERE Assignee.Username = 'switched@acme.example'")[0]["Id"]!, TestUsers.Values(("PermissionSetId", set)));
        _client.Token = _client.Org.SignIn(_client.Org.AdministratorUsername);
        _client.Org.AsSystem.Update("PermissionSet", set, TestUsers.Values(("PermissionsApiEnabled", true)));
        _client.Token = _client.Org.SignIn("switched@acme.example");
        Assert.Equal(HttpStatusCode.OK, (await _client.SoqlAsync("SELECT Id FROM Account")).Status);
        _client.Org.Switches.LicenseLimitsAccess = true;
        Assert.Equal("INVALID_TYPE", (await _client.SoqlAsync("SELECT Id FROM Account")).Code);
    }

    [Fact]
    public async Task Record_counts_name_the_objects_asked_for()
    {
        var counts = (await _client.GetAsync(PracticeClient.Data + "/limits/recordCount?sObjects=Account,Nope")).Json["sObjects"]!;
        var account = Assert.Single(counts);
        Assert.Equal(_client.Org.AsSystem.Query("SELECT Id FROM Account").Count, (int)account["count"]!);
    }

    [Fact]
    public async Task A_path_with_two_slashes_is_the_path_with_one() =>
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync("https://acme-practice.my.salesforce.example//services/data/v66.0/limits")).Status);

    [Theory]
    [InlineData("NumberOfEmployees", "99999999999", "NUMBER_OUTSIDE_VALID_RANGE")]
    [InlineData("NumberOfEmployees", "many", "JSON_PARSER_ERROR")]
    public async Task A_number_that_does_not_fit_is_refused(string field, string value, string code)
    {
        var refused = await _client.SendAsync("POST", PracticeClient.Data + "/sobjects/Account", new JObject { ["Name"] = "x", [field] = value });
        Assert.Equal((HttpStatusCode.BadRequest, code), (refused.Status, refused.Code));
    }

    private Task<Answer> ColumnsAsync(string soql) => _client.GetAsync($"{PracticeClient.Data}/query?q={Uri.EscapeDataString(soql)}&columns=true");
}
