using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Tests.Api;
using Xunit;
using static SfIntegration.Tests.Metadata.MetadataClient;

namespace SfIntegration.Tests.Metadata;

/// <summary>Deployments over REST, and how deployments and retrievals wait, run, and are cancelled.</summary>
public sealed class AsyncTests : IDisposable
{
    private const string Path = PracticeClient.Data + "/metadata/deployRequest";

    private readonly MetadataClient _client = new();

    public void Dispose() => _client.Dispose();

    private (string, string)[] Files => [("package.xml", _client.Package("PermissionSet: Rest")), ("permissionsets/Rest.permissionset", Xml("PermissionSet", "<label>Rest</label>"))];

    private Task<Answer> PostAsync(string options, string optionsPart = "json", string filePart = "file")
    {
        var form = new MultipartFormDataContent { { new StringContent(options, Encoding.UTF8, "application/json"), optionsPart } };
        var file = new ByteArrayContent(Zip(Files));
        file.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        form.Add(file, filePart, "deploy.zip");
        return _client.Http.SendAsync("POST", Path, form, []);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("entity_content")]
    public async Task A_deployment_over_rest_is_posted_looked_at_and_done(string optionsPart)
    {
        var posted = (await PostAsync("""{"deployOptions":{"rollbackOnError":true,"singlePackage":true,"testLevel":"NoTestRun"}}""", optionsPart)).Expect(HttpStatusCode.Created);
        var id = (string)posted.Json["id"]!;
        Assert.StartsWith("0Af", id, StringComparison.Ordinal);
        Assert.True((bool)posted.Json["deployOptions"]!["rollbackOnError"]!);
        var got = (await _client.Http.GetAsync($"{Path}/{id[..15]}?includeDetails=true")).Expect(HttpStatusCode.OK).Json["deployResult"]!;
        Assert.Equal("Succeeded", (string)got["status"]!);
        Assert.Equal(JTokenType.Boolean, got["success"]!.Type);
        Assert.Equal(1, (int)got["numberComponentsDeployed"]!);
        Assert.Contains(got["details"]!["componentSuccesses"]!, s => (string)s["fullName"]! == "Rest" && (bool)s["created"]!);
        Assert.Empty((await _client.Http.GetAsync($"{Path}/{id}")).Json["deployResult"]!["details"]!);
        Assert.NotNull(await _client.ReadAsync("PermissionSet", "Rest"));
    }

    [Fact]
    public async Task What_is_wrong_with_a_rest_deployment_is_said()
    {
        Assert.Equal("INVALID_MULTIPART_REQUEST", (await PostAsync("{}", filePart: "other")).Code);
        Assert.Equal("INVALID_MULTIPART_REQUEST", (await _client.Http.SendAsync("POST", Path, new JObject())).Code);
        Assert.Equal("INVALID_MULTIPART_REQUEST", (await _client.Http.SendAsync("POST", Path, new StringContent("--x\r\n--x--", Encoding.UTF8) { Headers = { ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x") } }, [])).Code);
        Assert.Equal("JSON_PARSER_ERROR", (await PostAsync("{")).Code);
        Assert.Equal("NOT_FOUND", (await _client.Http.GetAsync(Path + "/0Af000000000000AAA")).Code);
        var id = (string)(await PostAsync("{}")).Json["id"]!;
        Assert.Equal("INVALID_INPUT", (await _client.Http.SendAsync("PATCH", $"{Path}/{id}", new JObject { ["deployResult"] = new JObject { ["status"] = "Succeeded" } })).Code);
        Assert.Equal("INVALID_ID_FIELD", (await _client.Http.SendAsync("PATCH", $"{Path}/{id}", new JObject { ["deployResult"] = new JObject { ["status"] = "Canceling" } })).Code);

        TestUsers.Integration(_client.Org, "rest@acme.example");
        _client.Http.Token = _client.Org.SignIn("rest@acme.example");
        Assert.Equal("INSUFFICIENT_ACCESS", (await PostAsync("{}")).Code);
        Assert.Equal("INSUFFICIENT_ACCESS", (await _client.Http.GetAsync($"{Path}/{id}")).Code);
    }

    [Fact]
    public async Task A_deployment_waits_as_long_as_the_switch_says_and_can_be_cancelled_until_then()
    {
        _client.Org.Switches.MetadataLooksBeforeDone = 2;
        var id = (string)(await PostAsync("{}")).Json["id"]!;
        async Task<string> StatusAsync() => (string)(await _client.Http.GetAsync($"{Path}/{id}")).Json["deployResult"]!["status"]!;
        Assert.Equal(["Pending", "InProgress"], [await StatusAsync(), await StatusAsync()]);
        Assert.Null(await _client.ReadAsync("PermissionSet", "Rest"));
        Assert.Equal(["Succeeded", "Succeeded"], [await StatusAsync(), await StatusAsync()]);
        Assert.NotNull(await _client.ReadAsync("PermissionSet", "Rest"));
        await _client.CallAsync("deleteMetadata", "<type>PermissionSet</type><fullNames>Rest</fullNames>");

        // While it waits it is cancelled at once, while it runs with the next look.
        id = (string)(await PostAsync("{}")).Json["id"]!;
        var cancelled = (await _client.Http.SendAsync("PATCH", $"{Path}/{id}", new JObject { ["deployResult"] = new JObject { ["status"] = "Canceling" } })).Expect(HttpStatusCode.Accepted);
        Assert.Equal("Canceled", (string)cancelled.Json["deployResult"]!["status"]!);
        Assert.Equal("Ada Admin", (string)cancelled.Json["deployResult"]!["canceledByName"]!);

        id = (string)(await PostAsync("{}")).Json["id"]!;
        Assert.Equal(["Pending", "InProgress"], [await StatusAsync(), await StatusAsync()]);
        var asked = (await _client.CallAsync("cancelDeploy", $"<String>{id}</String>")).Single();
        Assert.Equal((id, "false"), (Value(asked, "id"), Value(asked, "done")));
        Assert.Equal(["Canceled", "Canceled"], [await StatusAsync(), await StatusAsync()]);
        Assert.Null(await _client.ReadAsync("PermissionSet", "Rest"));
    }

    [Fact]
    public async Task A_retrieval_waits_too_and_gives_its_zip_when_asked()
    {
        _client.Org.Switches.MetadataLooksBeforeDone = 1;
        var id = Value((await _client.CallAsync("retrieve", "<request><apiVersion>66</apiVersion><singlePackage>true</singlePackage><unpackaged><types><members>Invoicing</members><members>None</members><name>PermissionSet</name></types><types><members>*</members><name>ApexClass</name></types></unpackaged></request>")).Single(), "id");
        Assert.StartsWith("09S", id, StringComparison.Ordinal);
        async Task<System.Xml.Linq.XElement> CheckAsync(string more = "") => (await _client.CallAsync("checkRetrieveStatus", $"<asyncProcessId>{id}</asyncProcessId>{more}")).Single();
        Assert.Equal("Pending", Value(await CheckAsync(), "status"));
        Assert.DoesNotContain((await CheckAsync("<includeZip>false</includeZip>")).Elements(), e => e.Name.LocalName == "zipFile");
        var done = await CheckAsync("<includeZip>true</includeZip>");
        Assert.Equal(["Entity of type 'PermissionSet' named 'None' cannot be found", "Entity type: 'ApexClass' is not available in this organization"], done.Elements(Ns + "messages").Select(m => Value(m, "problem")));
        Assert.Equal(["package.xml", "permissionsets/Invoicing.permissionset"], Unzip(Convert.FromBase64String(Value(done, "zipFile"))).Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["PermissionSet", "Package"], done.Elements(Ns + "fileProperties").Select(p => Value(p, "type")));
        Assert.Equal("Completed", Value((await _client.CallAsync("checkStatus", $"<asyncProcessId>{id}</asyncProcessId>")).Single(), "state"));
        Assert.Equal("sf:INVALID_OPERATION", (await _client.FaultAsync("retrieve", "<request/>")).Code);
        Assert.Equal("sf:INVALID_ID_FIELD", (await _client.FaultAsync("checkRetrieveStatus", "<asyncProcessId>x</asyncProcessId>")).Code);
    }

    [Fact]
    public async Task Fields_that_are_named_come_without_the_rest_of_their_object()
    {
        var (files, _) = await _client.RetrieveAsync("CustomField: Account.ERP_Number__c, Invoice__c.Total__c", "CustomObject: Invoice__c");
        var account = System.Xml.Linq.XElement.Parse(files["unpackaged/objects/Account.object"]);
        Assert.Equal("ERP_Number__c", Value(account.Elements().Single(), "fullName"));
        Assert.Equal("Amount__c", Value(System.Xml.Linq.XElement.Parse(files["unpackaged/objects/Invoice__c.object"]).Elements(Ns + "fields").Single(f => Value(f, "fullName") == "Total__c"), "formula"));
    }
}
