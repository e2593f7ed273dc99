using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using Xunit;

namespace SfIntegration.Tests.Api;

/// <summary>The Tooling API: its objects, its answers, what it alone has.</summary>
public sealed class ToolingTests : IDisposable
{
    private const string Tooling = PracticeClient.Data + "/tooling";

    private readonly PracticeClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Tooling_answers_tell_the_entity_and_point_to_tooling_addresses()
    {
        var answer = (await QueryAsync("SELECT Id, Name FROM ApexClass")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("size,totalSize,done,queryLocator,entityTypeName,records", string.Join(",", ((JObject)answer).Properties().Select(p => p.Name)));
        Assert.Equal("ApexClass", (string?)answer["entityTypeName"]);
        Assert.Equal($"{Tooling}/sobjects/ApexClass/{answer["records"]![0]!["Id"]}", (string?)answer["records"]![0]!["attributes"]!["url"]);
    }

    [Fact]
    public async Task Tooling_results_page_through_tooling_addresses()
    {
        _client.Org.GrowUsers(250);
        var first = (await _client.GetAsync($"{Tooling}/query?q=SELECT+Id+FROM+User", ("Sforce-Query-Options", "batchSize=200"))).Expect(HttpStatusCode.OK).Json;
        var next = (string)first["nextRecordsUrl"]!;
        Assert.StartsWith(Tooling + "/query/01g", next, StringComparison.Ordinal);
        Assert.EndsWith((string)first["queryLocator"]!, next, StringComparison.Ordinal);
        var second = (await _client.GetAsync(next)).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(("User", JTokenType.Null), ((string?)second["entityTypeName"], second["queryLocator"]!.Type));
        Assert.Equal((int)first["totalSize"]!, first["records"]!.Count() + second["records"]!.Count());
    }

    [Theory]
    [InlineData("Account")]
    [InlineData("Invoice__c")]
    [InlineData("LoginHistory")]
    [InlineData("ObjectPermissions")]
    public async Task Objects_of_the_data_api_alone_are_unknown_to_tooling(string name)
    {
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_TYPE"), Code(await QueryAsync($"SELECT Id FROM {name}")));
        Assert.Equal((HttpStatusCode.NotFound, "NOT_FOUND"), Code(await _client.GetAsync($"{Tooling}/sobjects/{name}/describe")));
        (await _client.GetAsync($"{PracticeClient.Data}/sobjects/{name}/describe")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Global_and_object_describes_show_the_tooling_objects()
    {
        var names = (await _client.GetAsync($"{Tooling}/sobjects")).Expect(HttpStatusCode.OK).Json["sobjects"]!.Select(o => (string?)o["name"]).ToList();
        Assert.Contains("PermissionDependency", names);
        Assert.Contains("EntityParticle", names);
        Assert.DoesNotContain("Account", names);
        Assert.DoesNotContain("PermissionDependency", (await _client.GetAsync($"{PracticeClient.Data}/sobjects")).Json["sobjects"]!.Select(o => (string?)o["name"]));

        var described = (await _client.GetAsync($"{Tooling}/sobjects/PermissionDependency/describe")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal($"{Tooling}/sobjects/PermissionDependency", (string?)described["urls"]!["sobject"]);
        Assert.Contains("RequiredPermission", described["fields"]!.Select(f => (string?)f["name"]));
        Assert.Equal("Profile", (string?)(await _client.GetAsync($"{Tooling}/sobjects/Profile")).Json["objectDescribe"]!["name"]);
        Assert.Equal((HttpStatusCode.NotFound, "NOT_FOUND"), Code(await _client.GetAsync($"{PracticeClient.Data}/sobjects/PermissionDependency/describe")));
        Assert.Equal($"{Tooling}/sobjects", (string?)(await _client.GetAsync(Tooling)).Json["sobjects"]);
    }

    [Fact]
    public async Task Rows_are_read_by_id_and_definitions_by_durable_id()
    {
        var id = (string)(await QueryAsync("SELECT Id FROM Profile WHERE Name = 'System Administrator'")).Json["records"]![0]!["Id"]!;
        Assert.Equal("System Administrator", (string?)(await _client.GetAsync($"{Tooling}/sobjects/Profile/{id}")).Expect(HttpStatusCode.OK).Json["Name"]);
        Assert.Equal("Lookup(Account)", (string?)(await _client.GetAsync($"{Tooling}/sobjects/FieldDefinition/Contact.Account?fields=DataType")).Expect(HttpStatusCode.OK).Json["DataType"]);
        Assert.Equal("Account", (string?)(await _client.GetAsync($"{PracticeClient.Data}/sobjects/EntityDefinition/Account")).Expect(HttpStatusCode.OK).Json["QualifiedApiName"]);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync($"{Tooling}/sobjects/EntityDefinition/It's%5C")).Status);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await _client.SendAsync("POST", $"{Tooling}/sobjects/PermissionSet", new JObject { ["Name"] = "X" })).Status);
        Assert.Equal((HttpStatusCode.NotFound, "NOT_FOUND"), Code(await _client.GetAsync($"{Tooling}/executeAnonymous?anonymousBody=x")));
    }

    [Fact]
    public async Task Permission_dependencies_are_those_that_the_org_enforces()
    {
        var all = (await QueryAsync("SELECT Id, Permission, PermissionType, RequiredPermission, RequiredPermissionType FROM PermissionDependency ORDER BY Id LIMIT 3")).Expect(HttpStatusCode.OK).Json;
        var rows = all["records"]!.Select(r => $"{r["PermissionType"]}: {r["Permission"]} > {r["RequiredPermission"]}").ToList();
        Assert.True((int)all["totalSize"]! > 100);
        Assert.Contains("User Permission: ManageUsers > ResetPasswords", rows);
        Assert.Contains("Object Permission: Account<update> > Account<read>", rows);
        Assert.Contains("Object Permission: Account<delete> > Account<update>", rows);
        Assert.Contains("Object Permission: Invoice_Line__c<read> > Invoice__c<read>", rows);

        var ids = all["records"]!.Select(r => (string)r["Id"]!).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(ids.OrderBy(i => i, StringComparer.Ordinal), ids);
        Assert.Equal(ids.Count, (int)(await QueryAsync("SELECT COUNT() FROM PermissionDependency")).Json["totalSize"]!);
        Assert.Equal(ids.Skip(5), (await QueryAsync($"SELECT Id FROM PermissionDependency WHERE Id > '{ids[4]}' ORDER BY Id")).Json["records"]!.Select(r => (string)r["Id"]!));
        Assert.Equal("Object Permission", (string?)(await _client.GetAsync($"{Tooling}/sobjects/PermissionDependency/{ids[rows.IndexOf("Object Permission: Account<update> > Account<read>")]}")).Json["PermissionType"]);
        _client.Org.Switches.DefinitionsIgnoreLimit = false;
        Assert.Equal(3, (await QueryAsync("SELECT Id FROM PermissionDependency LIMIT 3")).Json["records"]!.Count());
    }

    [Fact]
    public async Task Permission_dependencies_need_view_setup()
    {
        var org = _client.Org;
        var profile = (string)org.AsSystem.Query("SELECT Id FROM Profile WHERE Name = 'Minimum Access - API Only Integrations'")[0]["Id"]!;
        var user = org.AsSystem.Query($"SELECT Username FROM User WHERE ProfileId = '{profile}' AND IsActive = true")[0]["Username"]!;
        _client.Token = org.SignIn((string)user);
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_TYPE"), Code(await QueryAsync("SELECT Id FROM PermissionDependency")));
        Assert.Equal(HttpStatusCode.OK, (await QueryAsync("SELECT Label FROM EntityDefinition WHERE QualifiedApiName = 'User'")).Status);
    }

    [Fact]
    public async Task The_access_rows_agree_with_what_the_user_can_do()
    {
        var org = _client.Org;
        var user = org.AsSystem.Query("SELECT Id, Username FROM User WHERE IsActive = true AND Profile.Name = 'Minimum Access - API Only Integrations'")[0];
        var soql = $"SELECT EntityDefinition.QualifiedApiName, IsReadable, IsCreatable, IsDeletable FROM UserEntityAccess WHERE UserId = '{user["Id"]}' AND EntityDefinition.QualifiedApiName IN ('Account', 'Opportunity', 'Invoice__c')";
        var rows = (await QueryAsync(soql)).Expect(HttpStatusCode.OK).Json["records"]!.ToList();
        Assert.Equal(rows.Select(r => r["IsReadable"]), (await _client.SoqlAsync(soql)).Expect(HttpStatusCode.OK).Json["records"]!.Select(r => r["IsReadable"]));
        Assert.Equal(3, rows.Count);
        _client.Token = org.SignIn((string)user["Username"]!);
        foreach (var row in rows)
        {
            var describe = await _client.GetAsync($"{PracticeClient.Data}/sobjects/{row["EntityDefinition"]!["QualifiedApiName"]}/describe");
            Assert.Equal((bool)row["IsReadable"]!, describe.Status == HttpStatusCode.OK);
            Assert.Equal((bool)row["IsCreatable"]!, describe.Status == HttpStatusCode.OK && (bool)describe.Json["createable"]!);
            Assert.Equal((bool)row["IsDeletable"]!, describe.Status == HttpStatusCode.OK && (bool)describe.Json["deletable"]!);
        }
    }

    private Task<Answer> QueryAsync(string soql) => _client.GetAsync($"{Tooling}/query?q={Uri.EscapeDataString(soql)}");

    private static (HttpStatusCode, string?) Code(Answer answer) => (answer.Status, answer.Code);
}
