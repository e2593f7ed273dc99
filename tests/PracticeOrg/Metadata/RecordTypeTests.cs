using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using System.Xml.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Tests.Api;
using Xunit;
using static SfIntegration.Tests.Metadata.MetadataClient;

namespace SfIntegration.Tests.Metadata;

/// <summary>Record types, who may use them, and what describes and rows say of it.</summary>
public sealed class RecordTypeTests : IDisposable
{
    private const string Person = "lena.lead@acme.example";

    private readonly MetadataClient _client = new();

    public void Dispose() => _client.Dispose();

    private static string See(string recordType, bool visible = true, bool? isDefault = null) =>
        $"<recordTypeVisibilities>{(isDefault is { } d ? $"<default>{(d ? "true" : "false")}</default>" : "")}<recordType>{recordType}</recordType><visible>{(visible ? "true" : "false")}</visible></recordTypeVisibilities>";

    private static string[] Seen(XElement read) =>
        [.. read.Elements(Ns + "recordTypeVisibilities").Select(v => $"{Value(v, "recordType")} {Value(v, "visible")}")];

    /// <summary>"Support available default" for each record type that a user's describe shows.</summary>
    private async Task<string[]> DescribedAsync(string user, string sobjectType)
    {
        var mine = _client.Http.Token;
        _client.Http.Token = _client.Org.SignIn(user);
        var infos = (await _client.Http.GetAsync($"{PracticeClient.Data}/sobjects/{sobjectType}/describe")).Expect(HttpStatusCode.OK).Json["recordTypeInfos"]!;
        _client.Http.Token = mine;
        return [.. infos.Select(i => $"{i["developerName"]}{((bool)i["available"]! ? " available" : "")}{((bool)i["defaultRecordTypeMapping"]! ? " default" : "")}")];
    }

    private string IdOf(string name) => (string)_client.Org.AsSystem.Query($"SELECT Id FROM RecordType WHERE DeveloperName = '{name}'").Single()["Id"]!;

    private Task GiveAsync(string user, string set) => _client.Http.SendAsync("POST", PracticeClient.Data + "/sobjects/PermissionSetAssignment", new JObject
    {
        ["AssigneeId"] = (string)_client.Org.AsSystem.Query($"SELECT Id FROM User WHERE Username = '{user}'").Single()["Id"]!,
        ["PermissionSetId"] = (string)_client.Org.AsSystem.Query($"SELECT Id FROM PermissionSet WHERE Name = '{set}'").Single()["Id"]!,
    });

    [Fact]
    public void Rows_are_queried_with_object_name_and_activity()
    {
        var rows = _client.Org.AsSystem.Query("SELECT Id, SobjectType, DeveloperName, Name, IsActive, NamespacePrefix, Description FROM RecordType WHERE SobjectType = 'Account' ORDER BY DeveloperName");
        Assert.Equal([("Customer", true), ("Supplier", false)], rows.Select(r => ((string)r["DeveloperName"]!, (bool)r["IsActive"]!)));
        Assert.All(rows, r => Assert.StartsWith("012", (string)r["Id"]!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Access_is_in_no_object_that_can_be_queried()
    {
        var answer = await _client.Http.SoqlAsync("SELECT Id FROM RecordTypeVisibility");
        Assert.Equal("INVALID_TYPE", answer.Code);
    }

    [Fact]
    public async Task A_describe_tells_the_caller_which_are_available_and_which_one_new_records_get()
    {
        Assert.Equal(["Billing available", "Support available default", "Master available"], await DescribedAsync(Person, "Case"));
        Assert.Equal(["Customer", "Supplier", "Master available default"], await DescribedAsync(Person, "Account"));
    }

    [Fact]
    public async Task EntityDefinition_says_what_the_describe_says()
    {
        var row = (await _client.Http.GetAsync($"{PracticeClient.Data}/tooling/query?q={Uri.EscapeDataString("SELECT RecordTypesSupported FROM EntityDefinition WHERE QualifiedApiName = 'Case'")}")).Expect(HttpStatusCode.OK).Json["records"]![0]!;
        var supported = row["RecordTypesSupported"]!;
        var infos = (supported.Type == JTokenType.String ? JObject.Parse((string)supported!) : (JObject)supported)["recordTypeInfos"]!;
        Assert.Equal(["Billing", "Support", "Master"], infos.Select(i => (string)i["developerName"]!));
    }

    [Fact]
    public async Task A_sets_file_opens_and_closes_them_and_stands_for_the_whole_set()
    {
        await _client.UpsertAsync("PermissionSet", "Wide", "<label>Wide</label>" + See("Account.Customer") + See("case.support"));
        Assert.Equal(["Account.Customer true", "Case.Support true"], Seen((await _client.ReadAsync("PermissionSet", "Wide"))!));
        await GiveAsync(Person, "Wide");
        Assert.Equal(["Customer available", "Supplier", "Master available default"], await DescribedAsync(Person, "Account"));

        await _client.UpsertAsync("PermissionSet", "Wide", "<label>Wide</label>" + See("Account.Customer", visible: false));
        Assert.Empty(Seen((await _client.ReadAsync("PermissionSet", "Wide"))!));
        Assert.Equal(["Customer", "Supplier", "Master available default"], await DescribedAsync(Person, "Account"));
    }

    [Theory]
    [InlineData("Case.Nothing")]
    [InlineData("Support")]
    [InlineData("Case.")]
    [InlineData("Account.Support")]
    [InlineData("Case.Master")]
    public async Task An_unknown_one_is_refused_by_name(string name) => Assert.Equal(
        $"In field: recordType - no RecordType named {name} found",
        Value(await _client.UpsertAsync("PermissionSet", "Wide", "<label>Wide</label>" + See(name)), "errors", "message"));

    [Fact]
    public async Task A_refused_file_leaves_the_set_as_it_was()
    {
        await _client.UpsertAsync("PermissionSet", "Wide", "<label>Wide</label>" + See("Case.Support"));
        await _client.UpsertAsync("PermissionSet", "Wide", "<label>Wide</label>" + See("Case.Billing") + See("Case.Nothing"));
        Assert.Equal(["Case.Support true"], Seen((await _client.ReadAsync("PermissionSet", "Wide"))!));
    }

    [Fact]
    public async Task A_profile_has_one_default_per_object_and_a_new_one_takes_the_place_of_the_old()
    {
        Assert.Equal("true", Value(await _client.UpsertAsync("Profile", "Standard", See("Case.Billing", isDefault: true)), "success"));
        var read = (await _client.ReadAsync("Profile", "Standard"))!.Elements(Ns + "recordTypeVisibilities").ToDictionary(v => Value(v, "recordType"));
        Assert.Equal(["Account.Customer", "Account.Supplier", "Case.Billing", "Case.Support"], read.Keys.Order());
        Assert.Equal(("true", "false"), (Value(read["Case.Billing"], "default"), Value(read["Case.Support"], "default")));
        Assert.Equal("true", Value(read["Case.Support"], "visible"));
        Assert.Equal(["Billing available default", "Support available", "Master available"], await DescribedAsync(Person, "Case"));
    }

    [Theory]
    [InlineData("<default>true</default><recordType>Case.Support</recordType><visible>false</visible>", "A record type that is not visible can't be the default: Case.Support")]
    [InlineData("<default>true</default><recordType>Case.Support</recordType><visible>true</visible></recordTypeVisibilities><recordTypeVisibilities><default>true</default><recordType>Case.Billing</recordType><visible>true</visible>", "Only one default record type is allowed per object: Case.Billing")]
    public async Task A_profile_refuses_a_default_that_is_none(string entry, string message) => Assert.Equal(
        message,
        Value(await _client.UpsertAsync("Profile", "Standard", $"<recordTypeVisibilities>{entry}</recordTypeVisibilities>"), "errors", "message"));

    [Fact]
    public async Task A_profile_that_is_retrieved_tells_only_of_what_the_package_names()
    {
        var (files, _) = await _client.RetrieveAsync("Profile: Standard", "RecordType: Case.Billing");
        var profile = XElement.Parse(files.Single(f => f.Key.EndsWith("Standard.profile", StringComparison.Ordinal)).Value);
        Assert.Equal(["Case.Billing true"], Seen(profile));
        var owner = XElement.Parse(files.Single(f => f.Key.EndsWith("Case.object", StringComparison.Ordinal)).Value);
        Assert.Equal("Billing", Value(owner.Elements().Single(), "fullName"));
    }

    [Fact]
    public async Task Tooling_tells_them_of_a_set()
    {
        var answer = await _client.Http.GetAsync($"{PracticeClient.Data}/tooling/query?q={Uri.EscapeDataString("SELECT Metadata FROM PermissionSet WHERE Name = 'Contractor_Access'")}");
        Assert.Equal("Case.Support", (string)answer.Expect(HttpStatusCode.OK).Json["records"]![0]!["Metadata"]!["recordTypeVisibilities"]!.Single()["recordType"]!);
    }

    [Fact]
    public async Task A_group_adds_up_what_its_sets_show_less_what_is_muted()
    {
        await _client.UpsertAsync("PermissionSet", "One", "<label>One</label>" + See("Case.Support"));
        await _client.UpsertAsync("PermissionSet", "Two", "<label>Two</label>" + See("Case.Billing") + See("Account.Customer"));
        await _client.UpsertAsync("MutingPermissionSet", "Quiet", "<label>Quiet</label>" + See("Case.Billing"));
        await _client.UpsertAsync("PermissionSetGroup", "Both", "<label>Both</label><mutingPermissionSets>Quiet</mutingPermissionSets><permissionSets>One</permissionSets><permissionSets>Two</permissionSets>");
        _client.Org.AsSystem.Insert("PermissionSetAssignment", new System.Collections.Generic.Dictionary<string, object?>
        {
            ["AssigneeId"] = _client.Org.AsSystem.Query($"SELECT Id FROM User WHERE Username = '{Person}'").Single()["Id"],
            ["PermissionSetGroupId"] = _client.Org.AsSystem.Query("SELECT Id FROM PermissionSetGroup WHERE DeveloperName = 'Both'").Single()["Id"],
        });
        Assert.Equal(["Customer available", "Supplier", "Master available default"], await DescribedAsync(Person, "Account"));

        // Muting is taken off, and comes back when the muting set changes.
        await _client.UpsertAsync("PermissionSet", "One", "<label>One</label>" + See("Case.Support") + See("Account.Supplier"));
        Assert.Equal(["Customer available", "Supplier available", "Master available default"], await DescribedAsync(Person, "Account"));
        await _client.UpsertAsync("MutingPermissionSet", "Quiet", "<label>Quiet</label>" + See("Account.Customer"));
        Assert.Equal(["Customer", "Supplier available", "Master available default"], await DescribedAsync(Person, "Account"));
    }

    [Fact]
    public async Task Records_take_what_the_caller_may_use_and_get_the_profiles_default()
    {
        _client.Http.Token = _client.Org.SignIn(Person);
        var made = (await _client.Http.SendAsync("POST", PracticeClient.Data + "/sobjects/Case", new JObject { ["Subject"] = "plain" })).Expect(HttpStatusCode.Created);
        Assert.Equal(IdOf("Support"), (string)_client.Org.AsSystem.Query($"SELECT RecordTypeId FROM Case WHERE Id = '{made.Json["id"]}'").Single()["RecordTypeId"]!);

        var refused = await _client.Http.SendAsync("POST", PracticeClient.Data + "/sobjects/Account", new JObject { ["Name"] = "A", ["RecordTypeId"] = IdOf("Customer") });
        Assert.Equal(("INVALID_CROSS_REFERENCE_KEY", $"Record Type ID: this ID value isn't valid for the user: {IdOf("Customer")}"), (refused.Code, (string)refused.Json[0]!["message"]!));
        var ofAnother = await _client.Http.SendAsync("POST", PracticeClient.Data + "/sobjects/Account", new JObject { ["Name"] = "A", ["RecordTypeId"] = IdOf("Support") });
        Assert.Equal("INVALID_CROSS_REFERENCE_KEY", ofAnother.Code);
    }

    [Fact]
    public async Task A_new_one_is_deployed_with_its_picklists_and_is_visible_to_nobody()
    {
        const string File = "<recordTypes><fullName>Returns</fullName><active>true</active><label>Returns</label><picklistValues><picklist>Origin</picklist><values><fullName>Phone</fullName><default>false</default></values></picklistValues></recordTypes>";
        var deployed = await _client.DeployAsync("<singlePackage>true</singlePackage>", ("package.xml", _client.Package("RecordType: Case.Returns")), ("objects/Case.object", Xml("CustomObject", File)));
        Assert.Equal("created", Successes(deployed)["RecordType Case.Returns"]);
        Assert.Contains("Returns", await DescribedAsync(_client.Org.AdministratorUsername, "Case"));
        var read = (await _client.ReadAsync("CustomObject", "Case"))!.Elements(Ns + "recordTypes").Single(r => Value(r, "fullName") == "Returns");
        Assert.Equal("Phone", Value(read, "picklistValues", "values", "fullName"));

        var again = await _client.DeployAsync("<singlePackage>true</singlePackage>", ("package.xml", _client.Package("RecordType: Case.Returns")), ("objects/Case.object", Xml("CustomObject", File)));
        Assert.Equal("unchanged", Successes(again)["RecordType Case.Returns"]);
    }

    [Theory]
    [InlineData("Case.1st", "The name of a record type begins with a letter")]
    [InlineData("Case.Master", "The name of a record type begins with a letter")]
    [InlineData("Nothing__c.Support", "In field: fullName - no CustomObject named Nothing__c found")]
    [InlineData("Profile.Support", "In field: fullName - no CustomObject named Profile found")]
    public async Task A_new_one_needs_a_name_and_an_object(string name, string message) => Assert.StartsWith(
        message,
        Value(await _client.UpsertAsync("RecordType", name, "<active>true</active><label>x</label>"), "errors", "message"),
        StringComparison.Ordinal);

    [Fact]
    public async Task Deleting_one_is_refused_and_deleting_the_object_takes_its_own_along()
    {
        Assert.Equal("Cannot delete record type through API", Value((await _client.CallAsync("deleteMetadata", "<type>RecordType</type><fullNames>Case.Support</fullNames>")).Single(), "errors", "message"));
        await _client.UpsertAsync("RecordType", "Invoice_Line__c.Freight", "<active>true</active><label>Freight</label>");
        await _client.UpsertAsync("PermissionSet", "Wide", "<label>Wide</label>" + See("Invoice_Line__c.Freight"));
        Assert.Equal("true", Value((await _client.CallAsync("deleteMetadata", "<type>CustomObject</type><fullNames>Invoice_Line__c</fullNames>")).Single(), "success"));
        Assert.Empty(Seen((await _client.ReadAsync("PermissionSet", "Wide"))!));
        Assert.Empty(_client.Org.AsSystem.Query("SELECT Id FROM RecordType WHERE SobjectType = 'Invoice_Line__c'"));
    }

    [Fact]
    public async Task A_saved_org_keeps_who_may_use_them()
    {
        await _client.UpsertAsync("PermissionSet", "Wide", "<label>Wide</label>" + See("Account.Customer"));
        using var stream = new System.IO.MemoryStream();
        _client.Org.SaveState(stream);
        stream.Position = 0;
        using var later = new MetadataClient();
        later.Org.LoadState(stream);
        later.Http.Token = later.Org.SignIn(later.Org.AdministratorUsername);
        Assert.Equal(["Account.Customer true"], Seen((await later.ReadAsync("PermissionSet", "Wide"))!));
    }
}
