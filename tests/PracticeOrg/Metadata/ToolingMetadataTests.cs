using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Tests.Api;
using Xunit;

namespace SfIntegration.Tests.Metadata;

/// <summary>Metadata and FullName through /tooling/query.</summary>
public sealed class ToolingMetadataTests : IDisposable
{
    private readonly MetadataClient _client = new();

    public void Dispose() => _client.Dispose();

    private Task<Answer> AskAsync(string soql) => _client.Http.GetAsync($"{PracticeClient.Data}/tooling/query?q={Uri.EscapeDataString(soql)}");

    [Fact]
    public async Task One_profile_tells_its_ranges_and_hours_as_json()
    {
        await _client.UpsertAsync("Profile", "Acme Sales", "<loginHours><mondayEnd>1080</mondayEnd><mondayStart>480</mondayStart></loginHours><loginIpRanges><endAddress>10.0.0.9</endAddress><startAddress>10.0.0.1</startAddress></loginIpRanges>");
        var answer = (await AskAsync("SELECT Name, FullName, Metadata FROM Profile WHERE Name = 'Acme Sales'")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(1, (int)answer["totalSize"]!);
        var record = (JObject)answer["records"]!.Single();
        Assert.Equal(["attributes", "Name", "FullName", "Metadata"], record.Properties().Select(p => p.Name));
        var metadata = record["Metadata"]!;
        Assert.Equal("10.0.0.1", (string)metadata["loginIpRanges"]!.Single()["startAddress"]!);
        Assert.Equal("480", (string)metadata["loginHours"]!["mondayStart"]!);
        Assert.True((bool)metadata["custom"]!);
        Assert.All(metadata["classAccesses"]!, c => Assert.False((bool)c["enabled"]!));
        Assert.Equal(JTokenType.Null, metadata["description"]!.Type);
    }

    [Fact]
    public async Task More_than_one_row_is_refused_and_none_is_none()
    {
        var many = await AskAsync("SELECT Metadata FROM PermissionSet WHERE IsOwnedByProfile = false");
        Assert.Equal((HttpStatusCode.BadRequest, "MALFORMED_QUERY"), (many.Status, many.Code));
        Assert.StartsWith("When retrieving results with Metadata or FullName fields, the query qualifications must specify no more than one row for retrieval. Result size: ", (string)many.Json[0]!["message"]!, StringComparison.Ordinal);
        Assert.Empty((await AskAsync("SELECT Metadata FROM PermissionSet WHERE Name = 'None'")).Json["records"]!);
        var one = (await AskAsync("SELECT Id, FullName, Metadata FROM PermissionSet WHERE Name = 'Invoicing'")).Json["records"]!.Single();
        Assert.Equal("Invoicing", (string)one["FullName"]!);
        Assert.Contains(one["Metadata"]!["objectPermissions"]!, o => (string)o["object"]! == "Invoice__c" && (bool)o["allowRead"]!);
        Assert.Equal("INVALID_FIELD", (await AskAsync("SELECT Metadata FROM User WHERE Username = 'admin@acme.example'")).Code);
        Assert.Equal("INVALID_FIELD", (await _client.Http.SoqlAsync("SELECT Metadata FROM PermissionSet WHERE Name = 'Invoicing'")).Code);
    }

    [Fact]
    public async Task The_permission_it_needs_is_a_switch()
    {
        _client.Org.Switches.ToolingMetadataPermission = "ModifyMetadata";
        TestUsers.Integration(_client.Org, "tool@acme.example");
        _client.Http.Token = _client.Org.SignIn("tool@acme.example");
        Assert.Equal("INSUFFICIENT_ACCESS", (await AskAsync("SELECT Metadata FROM Profile WHERE Name = 'Acme Sales'")).Code);
    }
}
