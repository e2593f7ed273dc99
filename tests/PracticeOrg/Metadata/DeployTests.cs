using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using SfIntegration.Tests.Api;
using Xunit;
using static SfIntegration.Tests.Metadata.MetadataClient;

namespace SfIntegration.Tests.Metadata;

/// <summary>Deployments: what they do, in which order, and what is left of them when they fail.</summary>
public sealed class DeployTests : IDisposable
{
    private const string Rollback = "<rollbackOnError>true</rollbackOnError><singlePackage>true</singlePackage>";

    private readonly MetadataClient _client = new();

    public void Dispose() => _client.Dispose();

    private static string Set(string content) => Xml("PermissionSet", content);

    [Fact]
    public async Task Everything_that_is_retrieved_deploys_back_unchanged()
    {
        string[] types = ["CustomObject: *, Account", "CustomPermission: *", "PermissionSet: *", "PermissionSetGroup: *", "MutingPermissionSet: *", "Profile: *"];
        var (files, result) = await _client.RetrieveAsync(types);
        Assert.Empty(result.Elements(Ns + "messages"));
        Assert.True(files.Count > 25);
        Assert.All(files, f => Assert.StartsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<", f.Value, StringComparison.Ordinal));
        var before = _client.Org.AsSystem.Query("SELECT Id FROM SetupAuditTrail").Count;
        var deployed = await _client.DeployAsync(Rollback, files.Select(f => (f.Key["unpackaged/".Length..], f.Value)).ToArray());
        Assert.Empty(Problems(deployed));
        Assert.Equal(("Succeeded", "true", "true"), (Value(deployed, "status"), Value(deployed, "done"), Value(deployed, "success")));
        Assert.All(Successes(deployed), s => Assert.Equal("unchanged", s.Value));
        Assert.Equal(before, _client.Org.AsSystem.Query("SELECT Id FROM SetupAuditTrail").Count);
        Assert.Equal(files, (await _client.RetrieveAsync(types)).Files);
    }

    [Fact]
    public async Task A_new_object_its_field_and_the_set_that_opens_them_go_together()
    {
        var deployed = await _client.DeployAsync(
            Rollback,
            ("package.xml", _client.Package("CustomObject: Parcel__c", "CustomPermission: Ship", "PermissionSet: Shipping")),
            ("permissionsets/Shipping.permissionset", Set("<customPermissions><enabled>true</enabled><name>Ship</name></customPermissions><fieldPermissions><editable>true</editable><field>Parcel__c.Weight__c</field><readable>true</readable></fieldPermissions><label>Shipping</label><objectPermissions><allowCreate>true</allowCreate><allowDelete>false</allowDelete><allowEdit>true</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Parcel__c</object><viewAllRecords>false</viewAllRecords></objectPermissions><tabSettings><tab>Parcel__c</tab><visibility>Visible</visibility></tabSettings>")),
            ("customPermissions/Ship.customPermission", Xml("CustomPermission", "<isLicensed>false</isLicensed><label>Ship</label>")),
            ("objects/Parcel__c.object", Xml("CustomObject", "<deploymentStatus>Deployed</deploymentStatus><fields><fullName>Weight__c</fullName><label>Weight</label><precision>10</precision><scale>3</scale><type>Number</type></fields><fields><fullName>Order__c</fullName><label>Order</label><referenceTo>Order</referenceTo><relationshipName>Parcels</relationshipName><type>Lookup</type></fields><label>Parcel</label><nameField><displayFormat>P-{0000}</displayFormat><label>Parcel No</label><type>AutoNumber</type></nameField><pluralLabel>Parcels</pluralLabel><sharingModel>ReadWrite</sharingModel>")));
        Assert.Empty(Problems(deployed));
        Assert.Equal(
            ["CustomField Parcel__c.Order__c", "CustomField Parcel__c.Weight__c", "CustomObject Parcel__c", "CustomPermission Ship", "PermissionSet Shipping"],
            Successes(deployed).Where(s => s.Value == "created").Select(s => s.Key).Order(StringComparer.Ordinal));
        Assert.Equal("5", Value(deployed, "numberComponentsDeployed"));

        // The object is there at once, the new fields are closed to everybody whom no set opens them.
        var describe = (await _client.Http.GetAsync(PracticeClient.Data + "/sobjects/Parcel__c/describe")).Expect(HttpStatusCode.OK).Json;
        Assert.DoesNotContain(describe["fields"]!, f => (string)f["name"]! == "Weight__c");
        var row = Assert.Single(_client.Org.AsSystem.Query("SELECT PermissionsRead, SobjectType, Field FROM FieldPermissions WHERE Field = 'Parcel__c.Weight__c'"));
        Assert.Equal("True", row["PermissionsRead"]?.ToString());
        var admin = _client.Org.AsSystem.Query("SELECT Id FROM User WHERE Username = 'admin@acme.example'")[0]["Id"];
        var set = _client.Org.AsSystem.Query("SELECT Id FROM PermissionSet WHERE Name = 'Shipping'")[0]["Id"];
        _client.Org.AsSystem.Insert("PermissionSetAssignment", TestUsers.Values(("AssigneeId", admin), ("PermissionSetId", set)));
        describe = (await _client.Http.GetAsync(PracticeClient.Data + "/sobjects/Parcel__c/describe")).Json;
        Assert.Equal("double", (string)describe["fields"]!.Single(f => (string)f["name"]! == "Weight__c")["type"]!);
    }

    [Fact]
    public async Task A_deployed_field_ends_the_validity_of_describes()
    {
        const string Describe = PracticeClient.Data + "/sobjects/Account/describe";
        _client.Org.Clock.StopAt(_client.Org.Clock.UtcNow);
        var since = (await _client.Http.GetAsync(Describe)).Header("Last-Modified")!;
        _client.Org.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.NotModified, (await _client.Http.GetAsync(Describe, ("If-Modified-Since", since))).Status);
        await _client.DeployAsync(
            Rollback,
            ("package.xml", _client.Package("CustomObject: Account")),
            ("objects/Account.object", Xml("CustomObject", "<fields><fullName>Fresh__c</fullName><label>Fresh</label><type>Date</type></fields>")));
        Assert.Equal(HttpStatusCode.OK, (await _client.Http.GetAsync(Describe, ("If-Modified-Since", since))).Status);
    }

    [Fact]
    public async Task One_failure_takes_all_back_where_that_was_asked_for_and_nothing_else_where_not()
    {
        (string, string)[] files =
        [
            ("package.xml", _client.Package("CustomObject: Account", "PermissionSet: Good, Bad, Gone")),
            ("permissionsets/Good.permissionset", Set("<label>Good</label>")),
            ("permissionsets/Bad.permissionset", Set("<label>Bad</label><userPermissions><enabled>true</enabled><name>ManageUsers</name></userPermissions>")),
            ("permissionsets/Extra.permissionset", Set("<label>Extra</label>")),
            ("objects/Account.object", Xml("CustomObject", "<fields><fullName>New__c</fullName><label>New</label><type>Date</type></fields>")),
        ];
        var failed = await _client.DeployAsync(Rollback, files);
        Assert.Equal(("Failed", "false"), (Value(failed, "status"), Value(failed, "success")));
        var problems = Problems(failed);
        Assert.Contains("PermissionSet Gone: An object 'Gone' of type PermissionSet was named in package.xml, but was not found in zipped directory", problems);
        Assert.Contains("PermissionSet Extra: Not in package.xml", problems);
        Assert.Contains(problems, p => p.StartsWith("PermissionSet Bad: Permission ", StringComparison.Ordinal) && p.Contains("depends on permission(s)"));
        Assert.Null(await _client.ReadAsync("PermissionSet", "Good"));
        Assert.Null(await _client.ReadAsync("CustomField", "Account.New__c"));
        Assert.Equal("No such column 'New__c' on sobject of type Account", (string)(await _client.Http.SendAsync("POST", PracticeClient.Data + "/sobjects/Account", new Newtonsoft.Json.Linq.JObject { ["New__c"] = "2026-01-01" })).Json[0]!["message"]!);

        var partial = await _client.DeployAsync("<singlePackage>true</singlePackage>", files);
        Assert.Equal("SucceededPartial", Value(partial, "status"));
        Assert.NotNull(await _client.ReadAsync("PermissionSet", "Good"));
        Assert.NotNull(await _client.ReadAsync("CustomField", "Account.New__c"));
        Assert.Null(await _client.ReadAsync("PermissionSet", "Bad"));
    }

    [Fact]
    public async Task What_was_deployed_is_saved_and_loaded_with_the_org()
    {
        await _client.UpsertAsync("CustomField", "Account.Saved__c", "<description>kept as written</description><label>Saved</label><length>40</length><type>Text</type>");
        var deployed = await _client.DeployAsync(Rollback, ("package.xml", _client.Package("PermissionSet: Saved")), ("permissionsets/Saved.permissionset", Set("<fieldPermissions><editable>true</editable><field>Account.Saved__c</field><readable>true</readable></fieldPermissions><label>Saved</label>")));
        using var state = new System.IO.MemoryStream();
        _client.Org.SaveState(state);
        state.Position = 0;
        using var other = new MetadataClient();
        other.Org.LoadState(state);
        other.Http.Token = other.Org.SignIn(other.Org.AdministratorUsername);
        Assert.Equal("kept as written", Value((await other.ReadAsync("CustomField", "Account.Saved__c"))!, "description"));
        Assert.Equal("Account.Saved__c", Value((await other.ReadAsync("PermissionSet", "Saved"))!, "fieldPermissions", "field"));
        Assert.Equal("Succeeded", Value(await other.CheckAsync(Value(deployed, "id")), "status"));
    }

    [Fact]
    public async Task Check_only_says_what_would_be_and_leaves_nothing()
    {
        var writes = _client.Org.Counters.RowsWritten;
        var deployed = await _client.DeployAsync(
            Rollback + "<checkOnly>true</checkOnly>",
            ("package.xml", _client.Package("CustomObject: Parcel__c", "PermissionSet: Maybe")),
            ("objects/Parcel__c.object", Xml("CustomObject", "<deploymentStatus>Deployed</deploymentStatus><label>Parcel</label><nameField><label>Name</label><type>Text</type></nameField><pluralLabel>Parcels</pluralLabel><sharingModel>Private</sharingModel>")),
            ("permissionsets/Maybe.permissionset", Set("<label>Maybe</label>")));
        Assert.Equal(("Succeeded", "true"), (Value(deployed, "status"), Value(deployed, "checkOnly")));
        Assert.Equal(2, Successes(deployed).Count(s => s.Value == "created"));
        Assert.Null(await _client.ReadAsync("PermissionSet", "Maybe"));
        Assert.Null(await _client.ReadAsync("CustomObject", "Parcel__c"));
        Assert.Equal(writes, _client.Org.Counters.RowsWritten);
    }

    [Fact]
    public async Task Destructive_changes_delete_before_or_after_and_warn_of_what_is_not_there()
    {
        await _client.UpsertAsync("PermissionSet", "Old", "<label>Old</label>");
        Task<System.Xml.Linq.XElement> Destroy(string options, string file) => _client.DeployAsync(
            options,
            ("package.xml", Xml("Package", "<version>66.0</version>")),
            (file, Xml("Package", "<types><members>Old</members><members>Never</members><name>PermissionSet</name></types><types><members>Invoice__c.Status__c</members><name>CustomField</name></types>")));

        var strict = await Destroy(Rollback, "destructiveChanges.xml");
        Assert.Equal("Failed", Value(strict, "status"));
        Assert.Contains("PermissionSet destructiveChanges.xml: No PermissionSet named: Never found", Problems(strict));
        Assert.NotNull(await _client.ReadAsync("PermissionSet", "Old"));
        Assert.NotNull(await _client.ReadAsync("CustomField", "Invoice__c.Status__c"));

        var done = await Destroy(Rollback + "<ignoreWarnings>true</ignoreWarnings>", "destructiveChangesPost.xml");
        Assert.Equal("Succeeded", Value(done, "status"));
        Assert.Equal("deleted", Successes(done)["CustomField Invoice__c.Status__c"]);
        Assert.Null(await _client.ReadAsync("PermissionSet", "Old"));
        Assert.Empty(_client.Org.AsSystem.Query("SELECT Id, SobjectType, Field FROM FieldPermissions WHERE Field = 'Invoice__c.Status__c'"));
        Assert.Equal("INVALID_FIELD", (await _client.Http.SoqlAsync("SELECT Status__c FROM Invoice__c")).Code);
    }

    [Theory]
    [InlineData("ApexClass: *", "classes/Foo.cls", "class Foo {}", "ApexClass *: Entity type: 'ApexClass' is not available in this organization")]
    [InlineData("PermissionSet: A", "permissionsets/A.permissionset", "<PermissionSet", "PermissionSet A: Error parsing file: ")]
    [InlineData("PermissionSet: A", "permissionsets/A.permissionset", "<Profile xmlns=\"http://soap.sforce.com/2006/04/metadata\"/>", "PermissionSet A: Error parsing file: Element {http://soap.sforce.com/2006/04/metadata}Profile found where {http://soap.sforce.com/2006/04/metadata}PermissionSet was expected")]
    [InlineData("PermissionSet: A", "permissionsets/A.permissionset", "<!DOCTYPE x [<!ENTITY e 'x'>]><PermissionSet xmlns=\"http://soap.sforce.com/2006/04/metadata\">&e;</PermissionSet>", "PermissionSet A: Error parsing file: ")]
    [InlineData("PermissionSet: *", "readme.txt", "hello", " readme.txt: Not in package.xml")]
    [InlineData("PermissionSet: 1A", "permissionsets/1A.permissionset", "<PermissionSet xmlns=\"http://soap.sforce.com/2006/04/metadata\"><label>x</label></PermissionSet>", "PermissionSet 1A: The Permission Set API Name can only contain")]
    public async Task Files_that_are_wrong_fail_by_themselves(string types, string path, string text, string problem)
    {
        var deployed = await _client.DeployAsync(Rollback, ("package.xml", _client.Package(types)), (path, text));
        Assert.StartsWith(problem, Assert.Single(Problems(deployed)), StringComparison.Ordinal);
        Assert.Equal("Failed", Value(deployed, "status"));
    }

    [Fact]
    public async Task A_zip_that_is_none_or_has_no_package_fails_as_a_whole()
    {
        var begun = (await _client.CallAsync("deploy", $"<ZipFile>{Convert.ToBase64String(new byte[] { 1, 2, 3 })}</ZipFile><DeployOptions/>")).Single();
        Assert.Equal("The zip file can't be read", Value(await _client.CheckAsync(Value(begun, "id")), "errorMessage"));
        var empty = await _client.DeployAsync("", ("a.txt", "x"));
        Assert.Equal(("Failed", "No package.xml found"), (Value(empty, "status"), Value(empty, "errorMessage")));
        foreach (var version in new[] { "99.0", "12.0", "soon" })
        {
            var wrong = await _client.DeployAsync("", ("package.xml", Xml("Package", $"<version>{version}</version>")));
            Assert.Equal(("Failed", "Error parsing package.xml: Invalid version: " + version), (Value(wrong, "status"), Value(wrong, "errorMessage")));
        }

        Assert.Equal("soapenv:Client", (await _client.FaultAsync("deploy", "<ZipFile>***</ZipFile>")).Code);
        Assert.Equal("sf:INVALID_ID_FIELD", (await _client.FaultAsync("checkDeployStatus", "<asyncProcessId>0Af000000000000AAA</asyncProcessId>")).Code);
    }

    [Fact]
    public async Task A_package_may_lie_in_a_folder_and_several_in_one_zip()
    {
        var deployed = await _client.DeployAsync(
            "<rollbackOnError>true</rollbackOnError>",
            ("one/package.xml", _client.Package("PermissionSet: One")),
            ("one/permissionsets/One.permissionset", Set("<label>One</label>")),
            ("two/package.xml", _client.Package("PermissionSet: Two")),
            ("two/permissionsets/Two.permissionset", Set("<label>Two</label>")));
        Assert.Equal(2, Successes(deployed).Count(s => s.Value == "created"));
    }
}
