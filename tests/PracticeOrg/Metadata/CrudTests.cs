using System;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using Xunit;
using static SfIntegration.Tests.Metadata.MetadataClient;

namespace SfIntegration.Tests.Metadata;

/// <summary>readMetadata, createMetadata and the like.</summary>
public sealed class CrudTests : IDisposable
{
    private readonly MetadataClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task A_permission_set_is_created_read_renamed_and_deleted()
    {
        const string Content = "<label>Orders</label><license>SalesforceAPIIntegrationPsl</license><userPermissions><enabled>true</enabled><name>ApiEnabled</name></userPermissions>";
        var created = await _client.UpsertAsync("PermissionSet", "Orders", Content + "<description xsi:nil=\"true\"/>");
        Assert.Equal(("true", "true"), (Value(created, "success"), Value(created, "created")));
        Assert.Equal("false", Value(await _client.UpsertAsync("PermissionSet", "Orders", Content), "created"));

        var read = (await _client.ReadAsync("PermissionSet", "orders"))!;
        Assert.Equal("PermissionSet", read.Attribute((XNamespace)"http://www.w3.org/2001/XMLSchema-instance" + "type")!.Value);
        Assert.Equal(["fullName", "hasActivationRequired", "label", "license", "userPermissions"], read.Elements().Select(e => e.Name.LocalName));
        Assert.Equal("Orders", Value(read, "fullName"));

        Assert.Equal("true", Value((await _client.CallAsync("renameMetadata", "<type>PermissionSet</type><oldFullName>Orders</oldFullName><newFullName>Orders_2</newFullName>")).Single(), "success"));
        Assert.Null(await _client.ReadAsync("PermissionSet", "Orders"));
        Assert.Equal("true", Value((await _client.CallAsync("deleteMetadata", "<type>PermissionSet</type><fullNames>Orders_2</fullNames>")).Single(), "success"));
        Assert.Empty(_client.Org.AsSystem.Query("SELECT Id FROM PermissionSet WHERE Name LIKE 'Orders%'"));
    }

    [Fact]
    public async Task Create_refuses_what_is_there_and_update_what_is_not()
    {
        async Task<(string, string)> Error(string operation, string name) =>
            (await _client.CallAsync(operation, $"<metadata xsi:type=\"CustomPermission\"><fullName>{name}</fullName><label>x</label></metadata>")).Select(r => (Value(r, "errors", "statusCode"), Value(r, "errors", "message"))).Single();
        Assert.Equal("DUPLICATE_DEVELOPER_NAME", (await Error("createMetadata", "Release_Orders")).Item1);
        Assert.Equal(("INVALID_CROSS_REFERENCE_KEY", "In field: fullName - no CustomPermission named None found"), await Error("updateMetadata", "None"));
        var deleted = (await _client.CallAsync("deleteMetadata", "<type>CustomPermission</type><fullNames>None</fullNames>")).Single();
        Assert.Equal("In field: fullName - no CustomPermission named None found", Value(deleted, "errors", "message"));
    }

    [Fact]
    public async Task Ten_are_taken_eleven_are_not_and_all_or_none_is_a_header()
    {
        string Ten(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $"<metadata xsi:type=\"CustomPermission\"><fullName>{(i == 3 ? "1bad" : "P" + i)}</fullName><label>x</label></metadata>"));
        Assert.Equal("sf:EXCEEDED_ID_LIMIT", (await _client.FaultAsync("createMetadata", Ten(11))).Code);
        var all = await _client.CallAsync("createMetadata", Ten(10), "<AllOrNoneHeader><allOrNone>true</allOrNone></AllOrNoneHeader>");
        Assert.All(all, r => Assert.Equal("false", Value(r, "success")));
        Assert.Equal(9, all.Count(r => Value(r, "errors", "statusCode") == "ALL_OR_NONE_OPERATION_ROLLED_BACK"));
        Assert.Null(await _client.ReadAsync("CustomPermission", "P0"));

        var some = await _client.CallAsync("createMetadata", Ten(10));
        Assert.Equal(9, some.Count(r => Value(r, "success") == "true"));
        Assert.NotNull(await _client.ReadAsync("CustomPermission", "P0"));
    }

    [Theory]
    [InlineData("<label>x</label><colour>red</colour>", "Error parsing file: Element {http://soap.sforce.com/2006/04/metadata}colour invalid at this location in type PermissionSet")]
    [InlineData("<label>x</label><label>y</label>", "Error parsing file: Element {http://soap.sforce.com/2006/04/metadata}label is duplicated at this location in type PermissionSet")]
    [InlineData("<description>x</description>", "Required field is missing: label")]
    [InlineData("<label>x</label><hasActivationRequired>maybe</hasActivationRequired>", "Error parsing file: 'maybe' is not a valid value for the type xsd:boolean of the element hasActivationRequired")]
    [InlineData("<label>x</label><userPermissions><enabled>true</enabled><name>FlyToTheMoon</name></userPermissions>", "Unknown user permission: FlyToTheMoon")]
    [InlineData("<label>x</label><fieldPermissions><editable>false</editable><field>Account.None__c</field><readable>true</readable></fieldPermissions>", "In field: field - no CustomField named Account.None__c found")]
    [InlineData("<label>x</label><fieldPermissions><editable>false</editable><field>Account.Name</field><readable>true</readable></fieldPermissions>", "You cannot deploy to a required field: Account.Name")]
    [InlineData("<label>x</label><classAccesses><apexClass>None</apexClass><enabled>true</enabled></classAccesses>", "In field: apexClass - no ApexClass named None found")]
    [InlineData("<label>x</label><flowAccesses><enabled>true</enabled><flow>None</flow></flowAccesses>", "In field: flow - no FlowDefinition named None found")]
    [InlineData("<label>x</label><license>None</license>", "In field: license - no PermissionSetLicense named None found")]
    [InlineData("<label>x</label><tabSettings><tab>standard-None</tab><visibility>Visible</visibility></tabSettings>", "In field: tab - no CustomTab named standard-None found")]
    public async Task What_a_permission_set_cannot_say_is_refused_in_the_words_of_a_deployment(string content, string message)
    {
        var result = await _client.UpsertAsync("PermissionSet", "Wrong", content);
        Assert.Equal(message, Value(result, "errors", "message"));
        Assert.Null(await _client.ReadAsync("PermissionSet", "Wrong"));
    }

    [Fact]
    public async Task What_XML_cannot_hold_is_left_out()
    {
        (await _client.Http.SendAsync("POST", Api.PracticeClient.Data + "/sobjects/PermissionSet", new Newtonsoft.Json.Linq.JObject { ["Name"] = "Odd", ["Label"] = "a\u0001<&\"\ud83d\ude00>" })).Expect(System.Net.HttpStatusCode.Created);
        Assert.Equal("a<&\"\ud83d\ude00>", Value((await _client.ReadAsync("PermissionSet", "Odd"))!, "label"));
    }

    [Fact]
    public async Task A_custom_permission_keeps_what_it_requires()
    {
        await _client.UpsertAsync("CustomPermission", "Approve", "<description>d</description><isLicensed>false</isLicensed><label>Approve</label><requiredPermission><customPermission>Release_Orders</customPermission><dependency>true</dependency></requiredPermission>");
        Assert.Equal("Release_Orders", Value((await _client.ReadAsync("CustomPermission", "Approve"))!, "requiredPermission", "customPermission"));
        var refused = await _client.UpsertAsync("CustomPermission", "Approve", "<label>Approve</label><requiredPermission><customPermission>None</customPermission><dependency>true</dependency></requiredPermission>");
        Assert.Equal("In field: customPermission - no CustomPermission named None found", Value(refused, "errors", "message"));
        Assert.Equal("d", Value((await _client.ReadAsync("CustomPermission", "Approve"))!, "description"));
    }
}
