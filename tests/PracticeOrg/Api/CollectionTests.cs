using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using Xunit;

namespace SfIntegration.Tests.Api;

/// <summary>sObject Collections and trees.</summary>
public sealed class CollectionTests : IDisposable
{
    private const string Path = PracticeClient.Data + "/composite/sobjects";

    private readonly PracticeClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task One_bad_row_among_good_ones_fails_alone()
    {
        var answer = (await CreateAsync(false, Account("One"), Account(null), Account("Three"))).Expect(HttpStatusCode.OK);
        Assert.Equal([true, false, true], answer.Json.Select(r => (bool)r["success"]!));
        var error = answer.Json[1]!["errors"]![0]!;
        Assert.Equal("""{"statusCode":"REQUIRED_FIELD_MISSING","message":"Required fields are missing: [Name]","fields":["Name"]}""", error.ToString(Newtonsoft.Json.Formatting.None));
        Assert.Null(answer.Json[1]!["id"]);
        Assert.Equal((1, 1), (_client.CountAccounts("One"), _client.CountAccounts("Three")));
        Assert.Equal((1, 2), (_client.Org.Counters.Writes, _client.Org.Counters.RowsWritten));
    }

    [Fact]
    public async Task With_all_or_none_the_good_rows_are_rolled_back_and_say_so()
    {
        var answer = (await CreateAsync(true, Account("One"), Account(null), Account("Three"))).Expect(HttpStatusCode.OK);
        Assert.Equal(["ALL_OR_NONE_OPERATION_ROLLED_BACK", "REQUIRED_FIELD_MISSING", "ALL_OR_NONE_OPERATION_ROLLED_BACK"], answer.Json.Select(r => (string)r["errors"]![0]!["statusCode"]!));
        Assert.Equal((0, 0, 0), (_client.CountAccounts("One"), _client.CountAccounts("Three"), _client.Org.Counters.RowsWritten));
    }

    [Fact]
    public async Task Rows_are_updated_read_and_deleted_in_one_request_each()
    {
        var ids = (await CreateAsync(false, Account("A"), Account("B"))).Json.Select(r => (string)r["id"]!).ToArray();
        var missing = "001000000000000AAA";
        var update = await _client.SendAsync("PATCH", Path, new JObject
        {
            ["records"] = new JArray(With(Account("A2"), "id", ids[0]), With(Account("B2"), "Id", ids[1]), Account("no id"), With(Account("C"), "id", missing)),
        });
        Assert.Equal([true, true, false, false], update.Expect(HttpStatusCode.OK).Json.Select(r => (bool)r["success"]!));
        Assert.Equal("MISSING_ARGUMENT", (string)update.Json[2]!["errors"]![0]!["statusCode"]!);

        var read = (await _client.GetAsync($"{Path}/Account?ids={ids[1]},{missing},{ids[0]}&fields=Name")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(["B2", null, "A2"], read.Select(r => r.Type == JTokenType.Null ? null : (string)r["Name"]!));
        var posted = await _client.SendAsync("POST", Path + "/Account", new JObject { ["ids"] = new JArray(ids), ["fields"] = new JArray("Name") });
        Assert.Equal(["A2", "B2"], posted.Json.Select(r => (string)r["Name"]!));

        var delete = (await _client.SendAsync("DELETE", $"{Path}?ids={ids[0]},xyz,{ids[1]}")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal([true, false, true], delete.Select(r => (bool)r["success"]!));
        Assert.Equal("MALFORMED_ID", (string)delete[1]!["errors"]![0]!["statusCode"]!);
    }

    [Fact]
    public async Task Upserts_say_which_rows_are_new()
    {
        TestUsers.Integration(_client.Org, "known@acme.example");
        var answer = await _client.SendAsync("PATCH", Path + "/User/Username", new JObject
        {
            ["records"] = new JArray(
                new JObject { ["attributes"] = new JObject { ["type"] = "User" }, ["Username"] = "known@acme.example", ["LastName"] = "New name" },
                new JObject { ["attributes"] = new JObject { ["type"] = "User" }, ["LastName"] = "No key" }),
        });
        Assert.Equal([true, false], answer.Expect(HttpStatusCode.OK).Json.Select(r => (bool)r["success"]!));
        Assert.False((bool)answer.Json[0]!["created"]!);
    }

    [Fact]
    public async Task More_than_200_rows_and_more_than_10_chunks_are_refused_whole()
    {
        var many = await CreateAsync(false, Enumerable.Range(0, 201).Select(i => Account("Many")).ToArray());
        Assert.Equal((HttpStatusCode.BadRequest, "EXCEEDED_ID_LIMIT"), (many.Status, many.Code));
        var mixed = await CreateAsync(false, Enumerable.Range(0, 12).Select(i => i % 2 == 0 ? Account("Mixed") : Contact("Mixed")).ToArray());
        Assert.Equal((HttpStatusCode.BadRequest, "LIMIT_EXCEEDED"), (mixed.Status, mixed.Code));
        Assert.Equal(0, _client.Org.Counters.RowsWritten);
        Assert.Equal(200, (await CreateAsync(false, Enumerable.Range(0, 200).Select(i => Account("Full")).ToArray())).Json.Count(r => (bool)r["success"]!));
        Assert.Equal((HttpStatusCode.BadRequest, "JSON_PARSER_ERROR"), CodeOf(await CreateAsync(false, new JObject { ["Name"] = "no type" })));
    }

    [Fact]
    public async Task A_setup_row_and_an_ordinary_row_do_not_share_a_collection()
    {
        var answer = await CreateAsync(false, Account("Mixed DML"), new JObject { ["attributes"] = new JObject { ["type"] = "PermissionSet" }, ["Name"] = "Mixed", ["Label"] = "Mixed" });
        Assert.Equal("MIXED_DML_OPERATION", (string)answer.Json[1]!["errors"]![0]!["statusCode"]!);
    }

    [Fact]
    public async Task A_tree_creates_parents_and_children_or_nothing()
    {
        JObject Tree(string? contact)
        {
            var tree = JObject.Parse("""
                {"records":[{"attributes":{"type":"Account","referenceId":"a1"},"Name":"Tree",
                  "Contacts":{"records":[{"attributes":{"type":"Contact","referenceId":"c1"}}]}}]}
                """);
            tree["records"]![0]!["Contacts"]!["records"]![0]!["LastName"] = contact;
            return tree;
        }

        var bad = await _client.SendAsync("POST", PracticeClient.Data + "/composite/tree/Account", Tree(null));
        Assert.Equal(HttpStatusCode.BadRequest, bad.Status);
        Assert.True((bool)bad.Json["hasErrors"]!);
        Assert.Equal("c1", (string)bad.Json["results"]![0]!["referenceId"]!);
        Assert.Equal((0, 0), (_client.CountAccounts("Tree"), _client.Org.Counters.RowsWritten));

        var good = (await _client.SendAsync("POST", PracticeClient.Data + "/composite/tree/Account", Tree("Leaf"))).Expect(HttpStatusCode.Created);
        Assert.Equal(["a1", "c1"], good.Json["results"]!.Select(r => (string)r["referenceId"]!));
        Assert.Equal("Tree", (string)(await _client.SoqlAsync("SELECT Account.Name FROM Contact WHERE LastName = 'Leaf'")).Json["records"]![0]!["Account"]!["Name"]!);
    }

    private static JObject Account(string? name) => new() { ["attributes"] = new JObject { ["type"] = "Account" }, ["Name"] = name };

    private static JObject Contact(string name) => new() { ["attributes"] = new JObject { ["type"] = "Contact" }, ["LastName"] = name };

    private static JObject With(JObject record, string field, string value)
    {
        record[field] = value;
        return record;
    }

    private static (HttpStatusCode, string?) CodeOf(Answer answer) => (answer.Status, answer.Code);

    private Task<Answer> CreateAsync(bool allOrNone, params JObject[] records) =>
        _client.SendAsync("POST", Path, new JObject { ["allOrNone"] = allOrNone, ["records"] = new JArray(records.AsEnumerable()) });
}
