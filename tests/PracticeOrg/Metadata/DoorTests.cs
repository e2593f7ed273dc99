using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using SfIntegration.Tests.Api;
using Xunit;

namespace SfIntegration.Tests.Metadata;

/// <summary>Who may enter the Metadata API, and what it says to those who may not.</summary>
public sealed class DoorTests : IDisposable
{
    private const string Jwt = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln";

    private readonly MetadataClient _client = new();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("00Dnonsense")]
    [InlineData(Jwt)]
    public async Task Without_an_opaque_session_there_is_no_way_in(string token)
    {
        var (code, text) = await _client.FaultAsync("describeMetadata", "<asOfVersion>66.0</asOfVersion>", token);
        Assert.Equal("sf:INVALID_SESSION_ID", code);
        Assert.StartsWith("INVALID_SESSION_ID: ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Even_reading_needs_Modify_Metadata_or_Modify_All_Data()
    {
        var org = _client.Org;
        TestUsers.Integration(org, "meta@acme.example");
        var token = org.SignIn("meta@acme.example");
        var refused = await _client.FaultAsync("readMetadata", "<type>PermissionSet</type><fullNames>Invoicing</fullNames>", token);
        Assert.Equal(("sf:INSUFFICIENT_ACCESS", "INSUFFICIENT_ACCESS: use of the Metadata API requires a user with the ModifyAllData or ModifyMetadata permissions"), refused);

        var user = org.AsSystem.Query("SELECT Id FROM User WHERE Username = 'meta@acme.example'")[0]["Id"];
        var set = org.AsSystem.Insert("PermissionSet", TestUsers.Values(("Name", "Meta"), ("Label", "Meta"), ("PermissionsModifyMetadata", true), ("PermissionsViewSetup", true), ("PermissionsViewRoles", true)));
        org.AsSystem.Insert("PermissionSetAssignment", TestUsers.Values(("AssigneeId", user), ("PermissionSetId", set)));
        _client.Http.Token = token;
        Assert.NotNull(await _client.ReadAsync("PermissionSet", "Invoicing"));

        // The door is open, but the permission that the data needs is missing.
        var result = await _client.UpsertAsync("PermissionSet", "Mine", "<label>Mine</label>");
        Assert.Equal("false", MetadataClient.Value(result, "success"));
        Assert.Equal("INSUFFICIENT_ACCESS_OR_READONLY", MetadataClient.Value(result, "errors", "statusCode"));
    }

    [Theory]
    [InlineData("30.0", "sf:UNSUPPORTED_API_VERSION")]
    [InlineData("99.0", "sf:UNSUPPORTED_API_VERSION")]
    [InlineData("latest", "sf:UNSUPPORTED_API_VERSION")]
    public async Task Versions_that_are_not_there_are_said_to_be_so(string version, string code)
    {
        _client.Version = version;
        Assert.Equal(code, (await _client.FaultAsync("describeMetadata", "")).Code);
    }

    [Fact]
    public async Task What_is_no_call_is_answered_as_a_fault_of_the_client()
    {
        Assert.Equal(("soapenv:Client", "No operation available for request {http://soap.sforce.com/2006/04/metadata}makeCoffee"), await _client.FaultAsync("makeCoffee", ""));
        foreach (var body in new[] { "", "<a/>", "not xml", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>", "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Body/></e:Envelope>" })
        {
            var answer = await _client.Http.SendAsync("POST", "/services/Soap/m/66.0", new StringContent(body, Encoding.UTF8, "text/xml"), []);
            Assert.Equal(HttpStatusCode.InternalServerError, answer.Status);
            Assert.Contains("<faultcode>soapenv:Client</faultcode>", answer.Text);
        }

        Assert.Equal(HttpStatusCode.InternalServerError, (await _client.Http.GetAsync("/services/Soap/m/66.0")).Status);
    }

    [Fact]
    public async Task Calls_are_counted_by_operation_and_against_the_limit()
    {
        await _client.CallAsync("describeMetadata", "<asOfVersion>66.0</asOfVersion>");
        await _client.UpsertAsync("CustomPermission", "Counted", "<isLicensed>false</isLicensed><label>Counted</label>");
        Assert.Equal(1, _client.Org.Counters.ByResource["POST Soap/m describeMetadata"]);
        Assert.Equal(2, _client.Org.Counters.ApiCalls);
        Assert.Equal(1, _client.Org.Counters.Writes);
    }

    [Fact]
    public async Task Describe_names_the_types_that_are_there_with_their_folders()
    {
        var result = (await _client.CallAsync("describeMetadata", "<asOfVersion>66.0</asOfVersion>")).Single();
        var types = result.Elements(MetadataClient.Ns + "metadataObjects").ToDictionary(o => MetadataClient.Value(o, "xmlName"));
        Assert.Equal("permissionsets", MetadataClient.Value(types["PermissionSet"], "directoryName"));
        Assert.Equal("CustomField", MetadataClient.Value(types["CustomObject"], "childXmlNames"));
        Assert.DoesNotContain("ApexClass", types.Keys);
        Assert.Equal("sf:INVALID_TYPE", (await _client.FaultAsync("listMetadata", "<queries><type>ApexClass</type></queries>")).Code);
        Assert.Equal("sf:LIMIT_EXCEEDED", (await _client.FaultAsync("listMetadata", string.Concat(Enumerable.Repeat("<queries><type>Profile</type></queries>", 4)))).Code);
        var listed = await _client.CallAsync("listMetadata", "<queries><type>Profile</type></queries><queries><type>CustomField</type></queries>");
        Assert.Contains(listed, l => MetadataClient.Value(l, "fullName") == "Admin" && MetadataClient.Value(l, "fileName") == "profiles/Admin.profile");
        Assert.Contains(listed, l => MetadataClient.Value(l, "fullName") == "Invoice__c.Total__c" && MetadataClient.Value(l, "id").StartsWith("00N", StringComparison.Ordinal));
    }
}
