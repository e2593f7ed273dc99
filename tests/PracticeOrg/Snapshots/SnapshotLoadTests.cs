using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Tests.Api;
using Xunit;

namespace SfIntegration.PracticeOrg.Tests.Snapshots;

/// <summary>Files written by hand from docs/snapshot.md, and what the practice org then is and enforces.</summary>
public sealed class SnapshotLoadTests : IDisposable
{
    private const string Admin = "boss@real.example";

    private readonly PracticeClient _client = new();

    private Practice.PracticeOrg Org => _client.Org;

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Users_licences_and_what_they_hold_are_those_of_the_file()
    {
        Load(File());
        Assert.Equal(Admin, Org.AdministratorUsername);
        _client.Token = Org.SignIn(Admin);
        Assert.Equal(new[] { Admin, "robot@real.example" }, await ColumnAsync("SELECT Username FROM User ORDER BY Username", "Username"));
        var robot = (JObject)(await RowsAsync("SELECT Id, Name, FirstName, LastName, Email, IsActive, Profile.Name, Profile.UserLicense.Name, UserRole.Name FROM User WHERE Username = 'robot@real.example'"))[0];
        Assert.Equal("005000000000002AAA", (string)robot["Id"]!);
        Assert.Equal(("Order Robot", "Order", "Robot", "ops@real.example", true), ((string)robot["Name"]!, (string)robot["FirstName"]!, (string)robot["LastName"]!, (string)robot["Email"]!, (bool)robot["IsActive"]!));
        Assert.Equal(("Integ", "Salesforce", "Robots"), ((string)robot["Profile"]!["Name"]!, (string)robot["Profile"]!["UserLicense"]!["Name"]!, (string)robot["UserRole"]!["Name"]!));
        Assert.Equal(new[] { "true" }, (await ColumnAsync("SELECT IsFrozen FROM UserLogin WHERE UserId = '005000000000001AAA'", "IsFrozen")).Select(v => v.Replace("False", "true", StringComparison.Ordinal)));
        Assert.Equal(new[] { "7", "3" }, new[] { await ColumnAsync("SELECT TotalLicenses FROM UserLicense", "TotalLicenses"), await ColumnAsync("SELECT UsedLicenses FROM UserLicense", "UsedLicenses") }.SelectMany(v => v));
        Assert.Equal(new[] { "01/02/2027 03:04:05" }, await ColumnAsync("SELECT ExpirationDate FROM PermissionSetAssignment WHERE ExpirationDate != null", "ExpirationDate"));
        Assert.Equal(new[] { "Desk" }, await ColumnAsync("SELECT DeveloperName FROM PermissionSetGroup", "DeveloperName"));
        Assert.Equal(2, (await RowsAsync("SELECT Id FROM PermissionSetGroupComponent")).Count);
        Assert.Equal(new[] { "standard-Account" }, await ColumnAsync("SELECT Name FROM PermissionSetTabSetting WHERE Visibility = 'DefaultOn'", "Name"));
        Assert.Equal(new[] { "Endpoint" }, await ColumnAsync("SELECT Name FROM ApexClass", "Name"));
        Assert.Equal(new[] { "MyApp" }, await ColumnAsync("SELECT Name FROM AppMenuItem WHERE ApplicationId = '02u000000000001AAA'", "Name"));
    }

    [Fact]
    public async Task The_robot_may_what_the_file_gives_it_and_no_more()
    {
        Load(File());
        _client.Token = Org.SignIn("robot@real.example");
        var account = (JObject)(await _client.GetAsync($"{PracticeClient.Data}/sobjects/Account/describe")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal((true, false), ((bool)account["createable"]!, (bool)account["deletable"]!));
        var fields = account["fields"]!.Select(f => (string)f["name"]!).ToList();
        Assert.Contains("Phone", fields);
        Assert.DoesNotContain("Website", fields);
        Assert.True((bool)account["fields"]!.Single(f => (string)f["name"]! == "Parcel_Code__c")["updateable"]!);
        Assert.False((bool)account["fields"]!.Single(f => (string)f["name"]! == "Phone")["updateable"]!);
        Assert.Equal(HttpStatusCode.Created, (await _client.SendAsync("POST", $"{PracticeClient.Data}/sobjects/Account", new JObject { ["Name"] = "New", ["Parcel_Code__c"] = "x" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync($"{PracticeClient.Data}/sobjects/ns__Parcel__c/describe")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync($"{PracticeClient.Data}/sobjects/Invoice__c/describe")).Status);
    }

    [Fact]
    public async Task What_can_be_granted_is_exactly_what_the_file_lists()
    {
        Load(File());
        _client.Token = Org.SignIn(Admin);
        Assert.Equal(new[] { "Account", "ns__Parcel__c" }, await PicklistAsync("ObjectPermissions", "SobjectType"));
        Assert.Equal(new[] { "Account.Parcel_Code__c", "Account.Phone", "Account.Website", "ns__Parcel__c.Name", "ns__Parcel__c.Weight__c", "Task.Description" }, await PicklistAsync("FieldPermissions", "Field"));
        var columns = ((JObject)(await _client.GetAsync($"{PracticeClient.Data}/sobjects/PermissionSet/describe")).Json)["fields"]!.Select(f => (string)f["name"]!).Where(n => n.StartsWith("Permissions", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        Assert.Equal(new[] { "PermissionsApiEnabled", "PermissionsManageUsers", "PermissionsModifyAllData", "PermissionsOurOwnThing", "PermissionsViewSetup" }, columns);
    }

    [Fact]
    public async Task A_grant_outside_the_lists_does_not_change_them_and_rows_have_no_owner_but_their_set()
    {
        Load(File("{\"record\":\"object\",\"name\":\"Hidden__c\",\"access\":[\"read\"],\"read\":[\"A__c\"]}"));
        _client.Token = Org.SignIn(Admin);
        Assert.Contains("Hidden__c", await ColumnAsync("SELECT SobjectType FROM ObjectPermissions", "SobjectType"));
        Assert.Equal(new[] { "Account", "ns__Parcel__c" }, await PicklistAsync("ObjectPermissions", "SobjectType"));
    }

    [Fact]
    public void Where_nobody_administers_an_administrator_is_added()
    {
        Load(File().Replace("{\"record\":\"permission\",\"name\":\"ManageUsers\"}\n", "", StringComparison.Ordinal), recount: true);
        Assert.Equal("admin@acme.example", Org.AdministratorUsername);
        Assert.NotEmpty(Org.SignIn("admin@acme.example"));
        Org.AsSystem.Insert("PermissionSet", new Dictionary<string, object?> { ["Name"] = "New_One", ["Label"] = "New one" });
    }

    [Fact]
    public void Ids_of_the_file_are_never_given_out_again()
    {
        // 0PSPr0000000009 is what the practice org would give out one day.
        var taken = "0PSPr0000000009";
        Load(File().Replace("0PS000000000002AAA", taken, StringComparison.Ordinal));
        var ids = Enumerable.Range(0, 20).Select(i => Org.AsSystem.Insert("PermissionSet", new Dictionary<string, object?> { ["Name"] = $"Set_{i}", ["Label"] = "x" })).ToList();
        Assert.DoesNotContain(ids, id => id.StartsWith(taken, StringComparison.Ordinal));
        Assert.Equal(20, ids.Distinct().Count());
    }

    [Fact]
    public void It_stays_the_practice_org_that_it_was_and_can_be_saved_and_loaded()
    {
        var (id, address) = (Org.OrganizationId, Org.BaseAddress);
        Load(File());
        Assert.Equal((id, address), (Org.OrganizationId, Org.BaseAddress));
        using var state = new MemoryStream();
        Org.SaveState(state);
        var other = Practice.PracticeOrg.CreateCompany();
        state.Position = 0;
        other.LoadState(state);
        Assert.Equal(Admin, other.AdministratorUsername);
        Assert.NotEmpty(other.SignIn(Admin));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("{\"record\":\"end\",\"records\":0}", "Line 1")]
    [InlineData("nothing", "Line 1")]
    [InlineData("{\"record\":\"snapshot\",\"format\":\"sfintegration-access-snapshot\",\"version\":2}", "version 1")]
    [InlineData("{\"record\":\"snapshot\",\"format\":\"sfintegration-access-snapshot\",\"version\":1}", "cut off")]
    public void What_is_no_snapshot_leaves_the_org_as_it_is(string text, string said)
    {
        Assert.Contains(said, Assert.Throws<FormatException>(() => LoadText(text)).Message, StringComparison.Ordinal);
        Assert.NotEmpty(Org.SignIn("ines.sales@acme.example"));
    }

    [Fact]
    public void A_file_cut_off_after_any_line_or_with_any_line_missing_is_refused_and_nothing_has_changed()
    {
        var lines = File().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < lines.Length; i++)
        {
            Assert.Throws<FormatException>(() => LoadText(string.Join("\n", lines.Take(i))));
            Assert.Throws<FormatException>(() => LoadText(string.Join("\n", lines.Where((_, n) => n != i))));
        }

        Assert.Equal("admin@acme.example", Org.AdministratorUsername);
        Assert.NotEmpty(Org.SignIn("ines.sales@acme.example"));
    }

    [Fact]
    public async Task The_control_endpoint_loads_a_packed_file()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(File()));
        }

        using var http = new HttpClient(Org.CreateHandler(control: true)) { BaseAddress = Org.BaseAddress };
        using var answer = await http.PostAsync("/practice/load-snapshot", new ByteArrayContent(packed.ToArray()));
        Assert.Equal(Admin, (string)JObject.Parse(await answer.Content.ReadAsStringAsync())["administrator"]!);
        using var refused = await http.PostAsync("/practice/load-snapshot", new StringContent("{}"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    private static string File(params string[] more)
    {
        var lines = """
            {"record":"snapshot","format":"sfintegration-access-snapshot","version":1,"wholeOrg":true}
            {"record":"taken","at":"2026-11-25T08:00:00Z","by":"boss@real.example","orgId":"00D000000000001EAA","host":"real.my.salesforce.com","apiVersion":"66.0"}
            {"record":"systemPermissions","names":["ApiEnabled","ManageUsers","ModifyAllData","OurOwnThing","ViewSetup"]}
            {"record":"grantable","object":"Account","takesRow":true,"fields":["Parcel_Code__c","Phone","Website"]}
            {"record":"grantable","object":"Task","takesRow":false,"fields":["Description"]}
            {"record":"grantable","object":"ns__Parcel__c","takesRow":true,"fields":["Name","Weight__c"]}
            {"record":"userLicense","name":"Salesforce","id":"100000000000001AAA","key":"SFDC","status":"Active","total":7,"used":3}
            {"record":"permissionSetLicense","name":"Psl","id":"0PL000000000001AAA","label":"Psl","status":"Active","total":5,"used":1,"allows":["ViewSetup"]}
            {"record":"container","kind":"PermissionSet","name":"ns__Orders","id":"0PS000000000002AAA","label":"Orders","namespace":"ns","custom":true}
            {"record":"permission","name":"ApiEnabled"}
            {"record":"permission","name":"OurOwnThing"}
            {"record":"object","name":"Account","access":["read","create","edit"],"read":["Phone"],"edit":["Parcel_Code__c"]}
            {"record":"setupEntity","type":"ApexClass","name":"Endpoint","id":"01p000000000001AAA"}
            {"record":"setupEntity","type":"TabSet","name":"MyApp","id":"02u000000000001AAA"}
            {"record":"tab","name":"standard-Account","visibility":"visible"}
            {"record":"container","kind":"Profile","name":"Boss","id":"0PS000000000001AAA","ownerId":"00e000000000001AAA","licenseId":"100000000000001AAA","custom":false}
            {"record":"permission","name":"ApiEnabled"}
            {"record":"permission","name":"ManageUsers"}
            {"record":"permission","name":"ModifyAllData"}
            {"record":"permission","name":"ViewSetup"}
            {"record":"container","kind":"Profile","name":"Integ","id":"0PS000000000003AAA","ownerId":"00e000000000002AAA","licenseId":"100000000000001AAA","custom":true}
            {"record":"container","kind":"Group","name":"Desk","id":"0PS000000000004AAA","label":"The desk","ownerId":"0PG000000000001AAA","custom":true}
            {"record":"container","kind":"Muting","name":"Desk_Muting","id":"0QM000000000001AAA","custom":true}
            {"record":"object","name":"Account","editOnly":["Parcel_Code__c"]}
            {"record":"group","name":"Desk","id":"0PG000000000001AAA","status":"Updated","sets":["ns__Orders"],"muting":["Desk_Muting"]}
            {"record":"user","username":"boss@real.example","id":"005000000000001AAA","name":"Boss","lastName":"Boss","email":"boss@real.example","type":"Standard","active":true,"frozen":false,"profile":"Boss","profileId":"00e000000000001AAA","license":"Salesforce"}
            {"record":"user","username":"robot@real.example","id":"005000000000002AAA","name":"Order Robot","lastName":"Robot","email":"ops@real.example","type":"Standard","active":true,"frozen":false,"profile":"Integ","profileId":"00e000000000002AAA","license":"Salesforce","role":"Robots","roleId":"00E000000000001AAA"}
            {"record":"assignment","user":"boss@real.example","kind":"Profile","set":"Boss"}
            {"record":"assignment","user":"robot@real.example","kind":"PermissionSet","set":"ns__Orders","expires":"2027-01-02T03:04:05Z"}
            {"record":"assignment","user":"robot@real.example","kind":"Profile","set":"Integ"}
            {"record":"licenseAssignment","user":"robot@real.example","license":"Psl"}
            """.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToList();
        lines.InsertRange(lines.FindIndex(l => l.Contains("\"01p000000000001AAA\"", StringComparison.Ordinal)), more);
        return string.Join("\n", lines) + $"\n{{\"record\":\"end\",\"records\":{lines.Count}}}\n";
    }

    private void Load(string text, bool recount = false)
    {
        if (recount)
        {
            var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            text = string.Join("\n", lines.SkipLast(1)) + $"\n{{\"record\":\"end\",\"records\":{lines.Length - 1}}}\n";
        }

        LoadText(text);
    }

    private void LoadText(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        Org.LoadSnapshot(stream);
    }

    private async Task<JArray> RowsAsync(string soql) => (JArray)(await _client.SoqlAsync(soql)).Expect(HttpStatusCode.OK).Json["records"]!;

    private async Task<IReadOnlyList<string>> ColumnAsync(string soql, string field) => (await RowsAsync(soql)).Select(r => ((JValue)r[field]!).ToString(System.Globalization.CultureInfo.InvariantCulture)).ToList();

    private async Task<IReadOnlyList<string>> PicklistAsync(string type, string field) =>
        ((JObject)(await _client.GetAsync($"{PracticeClient.Data}/sobjects/{type}/describe")).Expect(HttpStatusCode.OK).Json)["fields"]!
        .Single(f => (string)f["name"]! == field)["picklistValues"]!.Select(v => (string)v["value"]!).Order(StringComparer.OrdinalIgnoreCase).ToList();
}
