using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice;
using Xunit;

namespace SfIntegration.Tests.Api;

/// <summary>Single rows and query pages.</summary>
public sealed class RowTests : IDisposable
{
    private readonly PracticeClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task A_row_is_created_read_changed_and_deleted()
    {
        var created = await _client.SendAsync("POST", PracticeClient.Data + "/sobjects/Account", new JObject { ["Name"] = "O'Hara & \"Söhne\"" });
        var id = (string)created.Expect(HttpStatusCode.Created).Json["id"]!;
        Assert.Equal($$"""{"id":"{{id}}","success":true,"errors":[]}""", created.Text);
        Assert.Equal($"/services/data/v66.0/sobjects/Account/{id}", created.Header("Location"));
        Assert.Equal(18, id.Length);

        var path = PracticeClient.Data + "/sobjects/Account/" + id;
        var row = (await _client.GetAsync(path[..^3])).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("O'Hara & \"Söhne\"", (string)row["Name"]!);
        Assert.Equal(id, (string)row["Id"]!);
        Assert.Equal("Account", (string)row["attributes"]!["type"]!);
        Assert.Equal(["attributes", "Id", "Name"], ((JObject)(await _client.GetAsync(path + "?fields=Name")).Json).Properties().Select(p => p.Name));

        Assert.Equal((HttpStatusCode.NoContent, ""), Text(await _client.SendAsync("PATCH", path, new JObject { ["Name"] = "New" })));
        Assert.Equal(HttpStatusCode.NoContent, (await _client.SendAsync("POST", path + "?_HttpMethod=PATCH", new JObject { ["Name"] = "Newer" })).Status);
        Assert.Equal("Newer", (string)(await _client.GetAsync(path + "?fields=Name")).Json["Name"]!);
        Assert.Equal((HttpStatusCode.NoContent, ""), Text(await _client.SendAsync("DELETE", path)));
        Assert.Equal((HttpStatusCode.NotFound, "ENTITY_IS_DELETED"), Code(await _client.GetAsync(path)));
        Assert.Empty((await _client.SoqlAsync("SELECT Id FROM Account WHERE Name = 'Newer'")).Json["records"]!);
        Assert.Single((await _client.GetAsync(PracticeClient.Data + "/queryAll?q=SELECT+Id+FROM+Account+WHERE+Name='Newer'")).Json["records"]!);
    }

    [Fact]
    public async Task Refusals_of_single_rows_carry_code_and_fields()
    {
        var path = PracticeClient.Data + "/sobjects/Account";
        var missing = await _client.SendAsync("POST", path, new JObject());
        Assert.Equal((HttpStatusCode.BadRequest, "REQUIRED_FIELD_MISSING"), Code(missing));
        Assert.Equal("""["Name"]""", missing.Json[0]!["fields"]!.ToString(Newtonsoft.Json.Formatting.None));
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_FIELD"), Code(await _client.SendAsync("POST", path, new JObject { ["Name"] = "x", ["Nope"] = 1 })));
        Assert.Equal((HttpStatusCode.BadRequest, "JSON_PARSER_ERROR"), Code(await _client.SendAsync("POST", path, new JObject { ["Name"] = new JArray(1) })));
        Assert.Equal((HttpStatusCode.NotFound, "NOT_FOUND"), Code(await _client.GetAsync(path + "/nonsense")));
        Assert.Equal((HttpStatusCode.NotFound, "NOT_FOUND"), Code(await _client.GetAsync(path + "/001000000000000AAA")));
        Assert.Equal((HttpStatusCode.NotFound, "NOT_FOUND"), Code(await _client.GetAsync(PracticeClient.Data + "/sobjects/Nothing__c/001000000000000AAA")));
        var id = await _client.AccountAsync("Fields");
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_FIELD"), Code(await _client.GetAsync($"{path}/{id}?fields=Nope")));
        Assert.Equal(0, _client.CountAccounts("x"));
    }

    [Fact]
    public async Task A_user_is_found_by_username_and_changed_by_it()
    {
        TestUsers.Integration(_client.Org, "by.key@acme.example");
        var path = PracticeClient.Data + "/sobjects/User/Username/by.key%40acme.example";
        Assert.Equal("by.key@acme.example", (string)(await _client.GetAsync(path + "?fields=Username")).Expect(HttpStatusCode.OK).Json["Username"]!);
        var answer = (await _client.SendAsync("PATCH", path, new JObject { ["LastName"] = "Changed" })).Expect(HttpStatusCode.OK);
        Assert.False((bool)answer.Json["created"]!);
        Assert.Equal("Changed", (string)(await _client.GetAsync(path + "?fields=LastName")).Json["LastName"]!);
        Assert.Equal((HttpStatusCode.NotFound, "NOT_FOUND"), Code(await _client.GetAsync(PracticeClient.Data + "/sobjects/User/LastName/x")));
        Assert.Equal((HttpStatusCode.NotFound, "NOT_FOUND"), Code(await _client.GetAsync(PracticeClient.Data + "/sobjects/User/Username/none@acme.example")));
    }

    [Fact]
    public async Task A_parent_can_be_named_by_its_external_id()
    {
        var id = await _client.AccountAsync("Owned");
        TestUsers.Integration(_client.Org, "owner@acme.example");
        (await _client.SendAsync("PATCH", $"{PracticeClient.Data}/sobjects/Account/{id}", new JObject { ["Owner"] = new JObject { ["Username"] = "owner@acme.example" } })).Expect(HttpStatusCode.NoContent);
        Assert.Equal("owner@acme.example", (string)(await _client.SoqlAsync($"SELECT Owner.Username FROM Account WHERE Id = '{id}'")).Json["records"]![0]!["Owner"]!["Username"]!);
        var answer = await _client.SendAsync("PATCH", $"{PracticeClient.Data}/sobjects/Account/{id}", new JObject { ["Owner"] = new JObject { ["Username"] = "none@acme.example" } });
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_FIELD"), Code(answer));
    }

    [Fact]
    public async Task Pages_follow_each_other_without_loss_and_belong_to_their_user()
    {
        for (var i = 0; i < 450; i++)
        {
            _client.Org.AsSystem.Insert("Account", TestUsers.Values(("Name", $"Page {i:000}")));
        }

        const string Soql = "SELECT Name FROM Account WHERE Name LIKE 'Page %' ORDER BY Name";
        var page = (await _client.SoqlAsync(Soql, ("Sforce-Query-Options", "batchSize=200"))).Expect(HttpStatusCode.OK).Json;
        var names = page["records"]!.Select(r => (string)r["Name"]!).ToList();
        var next = (string)page["nextRecordsUrl"]!;
        Assert.Matches("^/services/data/v66.0/query/01g[A-Za-z0-9]{15}-200$", next);
        Assert.Equal((450, false), ((int)page["totalSize"]!, (bool)page["done"]!));
        var pages = 1;
        while (page["nextRecordsUrl"] is { } url)
        {
            page = (await _client.GetAsync((string)url!, ("Sforce-Query-Options", "batchSize=200"))).Expect(HttpStatusCode.OK).Json;
            names.AddRange(page["records"]!.Select(r => (string)r["Name"]!));
            pages++;
        }

        Assert.Equal(3, pages);
        Assert.True((bool)page["done"]!);
        Assert.Equal(Enumerable.Range(0, 450).Select(i => $"Page {i:000}"), names);
        Assert.Null((await _client.SoqlAsync(Soql)).Json["nextRecordsUrl"]);
        Assert.Equal(200, (await _client.SoqlAsync(Soql, ("Sforce-Query-Options", "batchSize=1"))).Json["records"]!.Count());

        // The same page again: a client that lost the answer asks twice.
        Assert.Equal("Page 200", (string)(await _client.GetAsync(next)).Json["records"]![0]!["Name"]!);

        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_QUERY_LOCATOR"), Code(await _client.GetAsync(PracticeClient.Data + "/query/01g000000000000AAA-200")));
        TestUsers.Integration(_client.Org, "other@acme.example");
        _client.Token = _client.Org.SignIn("other@acme.example");
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_QUERY_LOCATOR"), Code(await _client.GetAsync(next)));
    }

    [Fact]
    public async Task A_cursor_lives_two_days()
    {
        for (var i = 0; i < 250; i++)
        {
            _client.Org.AsSystem.Insert("Account", TestUsers.Values(("Name", $"Old {i}")));
        }

        var next = (string)(await _client.SoqlAsync("SELECT Id FROM Account WHERE Name LIKE 'Old %'", ("Sforce-Query-Options", "batchSize=200"))).Json["nextRecordsUrl"]!;
        _client.Org.Clock.Advance(TimeSpan.FromHours(49));
        _client.Token = _client.Org.SignIn(_client.Org.AdministratorUsername);
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_QUERY_LOCATOR"), Code(await _client.GetAsync(next)));
    }

    [Fact]
    public async Task Tooling_queries_and_counts_answer_too()
    {
        Assert.Equal("""{"totalSize":0,"done":true,"records":[]}""", (await _client.SoqlAsync("SELECT COUNT() FROM Account WHERE Name = 'none'")).Text);
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(PracticeClient.Data + "/tooling/query?q=SELECT+Id+FROM+PermissionSet")).Status);
        Assert.Equal((HttpStatusCode.BadRequest, "MALFORMED_QUERY"), Code(await _client.GetAsync(PracticeClient.Data + "/query")));
    }

    private static (HttpStatusCode, string?) Code(Answer answer) => (answer.Status, answer.Code);

    private static (HttpStatusCode, string) Text(Answer answer) => (answer.Status, answer.Text);
}
