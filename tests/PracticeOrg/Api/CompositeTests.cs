using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using Xunit;

namespace SfIntegration.Tests.Api;

/// <summary>Composite and batch.</summary>
public sealed class CompositeTests : IDisposable
{
    private const string Halted = "The transaction was rolled back since another operation in the same transaction failed.";

    private readonly PracticeClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task A_later_request_uses_what_an_earlier_one_answered_in_url_body_and_query()
    {
        var results = await RunAsync(
            true,
            Sub("POST", "/sobjects/Account", "acc", new JObject { ["Name"] = "Ref" }),
            Sub("POST", "/sobjects/Contact", "con", new JObject { ["LastName"] = "Ref of @{acc.id}", ["AccountId"] = "@{acc.id}" }),
            Sub("GET", "/sobjects/Account/@{acc.id}?fields=Name", "read"),
            Sub("GET", "/query?q=SELECT Id, LastName FROM Contact WHERE AccountId = '@{acc.id}'", "query"),
            Sub("PATCH", "/sobjects/Contact/@{query.records[0].Id}", "patch", new JObject { ["LastName"] = "@{read.Name}!" }));
        Assert.Equal([201, 201, 200, 200, 204], results.Select(Status));
        var account = (string)results[0]["body"]!["id"]!;
        Assert.Equal($"/services/data/v66.0/sobjects/Account/{account}", (string)results[0]["httpHeaders"]!["Location"]!);
        Assert.Equal("Ref of " + account, (string)results[3]["body"]!["records"]![0]!["LastName"]!);
        Assert.Equal(JTokenType.Null, results[4]["body"]!.Type);
        Assert.Equal("Ref!", _client.Org.AsSystem.Query($"SELECT LastName FROM Contact WHERE AccountId = '{account}'")[0]["LastName"]);
        Assert.Equal((1, 1, 3), (_client.Org.Counters.Calls, _client.Org.Counters.Writes, _client.Org.Counters.RowsWritten));
    }

    [Fact]
    public async Task All_or_none_takes_everything_back_and_names_the_culprit()
    {
        var results = await RunAsync(
            true,
            Sub("POST", "/sobjects/Account", "first", new JObject { ["Name"] = "Rolled" }),
            Sub("POST", "/sobjects/Account", "bad", new JObject { ["XName"] = "x" }),
            Sub("POST", "/sobjects/Account", "last", new JObject { ["Name"] = "Rolled" }));
        Assert.Equal([400, 400, 400], results.Select(Status));
        Assert.Equal(["PROCESSING_HALTED", "INVALID_FIELD", "PROCESSING_HALTED"], results.Select(Code));
        Assert.Equal(Halted, (string)results[0]["body"]![0]!["message"]!);
        Assert.Equal("No such column 'XName' on sobject of type Account", (string)results[1]["body"]![0]!["message"]!);
        Assert.Equal((0, 0), (_client.CountAccounts("Rolled"), _client.Org.Counters.Writes));
    }

    [Fact]
    public async Task Without_all_or_none_only_what_depends_on_the_failure_is_halted()
    {
        var results = await RunAsync(
            false,
            Sub("POST", "/sobjects/Account", "bad", new JObject { ["XName"] = "x" }),
            Sub("POST", "/sobjects/Contact", "dependent", new JObject { ["LastName"] = "x", ["AccountId"] = "@{bad.id}" }),
            Sub("POST", "/sobjects/Account", "free", new JObject { ["Name"] = "Free" }));
        Assert.Equal([400, 400, 201], results.Select(Status));
        Assert.Equal("Invalid reference specified. No value for bad.id found in bad.", (string)results[1]["body"]![0]!["message"]!);
        Assert.Equal(1, _client.CountAccounts("Free"));
    }

    [Fact]
    public async Task A_collection_inside_an_all_or_none_composite_is_all_or_none_too()
    {
        var collection = new JObject
        {
            ["allOrNone"] = false,
            ["records"] = JArray.Parse("""[{"attributes":{"type":"Account"},"Name":"Inner"},{"attributes":{"type":"Account"}}]"""),
        };
        var results = await RunAsync(
            true,
            Sub("POST", "/sobjects/Account", "before", new JObject { ["Name"] = "Inner" }),
            Sub("POST", "/composite/sobjects", "rows", collection),
            Sub("POST", "/sobjects/Account", "after", new JObject { ["Name"] = "Inner" }));
        Assert.Equal([400, 200, 400], results.Select(Status));
        Assert.Equal(["ALL_OR_NONE_OPERATION_ROLLED_BACK", "REQUIRED_FIELD_MISSING"], results[1]["body"]!.Select(r => (string)r["errors"]![0]!["statusCode"]!));
        Assert.Equal(0, _client.CountAccounts("Inner"));

        results = await RunAsync(false, Sub("POST", "/composite/sobjects", "rows", collection), Sub("POST", "/sobjects/Account", "after", new JObject { ["Name"] = "Inner" }));
        Assert.Equal([200, 201], results.Select(Status));
        Assert.Equal(2, _client.CountAccounts("Inner"));
    }

    [Fact]
    public async Task Setup_and_ordinary_rows_share_no_transaction()
    {
        var set = Sub("POST", "/sobjects/PermissionSet", "set", new JObject { ["Name"] = "Mixed", ["Label"] = "Mixed" });
        var account = Sub("POST", "/sobjects/Account", "acc", new JObject { ["Name"] = "Mixed" });
        var results = await RunAsync(true, set, account);
        Assert.Equal(["PROCESSING_HALTED", "MIXED_DML_OPERATION"], results.Select(Code));
        Assert.Contains("Account, original object: PermissionSet", (string)results[1]["body"]![0]!["message"]!);
        Assert.Equal([201, 201], (await RunAsync(false, set, account)).Select(Status));
    }

    [Theory]
    [InlineData("compositeRequest", 26, "/sobjects/Account/describe", "LIMIT_EXCEEDED")]
    [InlineData("compositeRequest", 6, "/query?q=SELECT+Id+FROM+Account", "LIMIT_EXCEEDED")]
    [InlineData("compositeRequest", 6, "/composite/sobjects/Account?ids=x&fields=Id", "LIMIT_EXCEEDED")]
    [InlineData("compositeRequest", 0, "", "JSON_PARSER_ERROR")]
    [InlineData("other", 1, "/limits", "JSON_PARSER_ERROR")]
    public async Task A_composite_that_is_too_large_or_empty_is_refused_whole(string list, int count, string url, string code)
    {
        var answer = await _client.SendAsync("POST", PracticeClient.Data + "/composite", new JObject
        {
            [list] = new JArray(Enumerable.Range(0, count).Select(i => Sub("GET", url, "r" + i))),
        });
        Assert.Equal((HttpStatusCode.BadRequest, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Five_queries_fit_and_reference_ids_are_checked()
    {
        var five = await RunAsync(false, Enumerable.Range(0, 5).Select(i => Sub("GET", "/query?q=SELECT+COUNT()+FROM+Account", "q" + i)).ToArray());
        Assert.All(five, r => Assert.Equal(200, Status(r)));
        foreach (var id in new[] { "a-b", "_x", "ü" })
        {
            var answer = await _client.SendAsync("POST", PracticeClient.Data + "/composite", new JObject { ["compositeRequest"] = new JArray(Sub("GET", "/limits", id)) });
            Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        }

        var twice = await _client.SendAsync("POST", PracticeClient.Data + "/composite", new JObject { ["compositeRequest"] = new JArray(Sub("GET", "/limits", "a"), Sub("GET", "/limits", "a")) });
        Assert.Equal(HttpStatusCode.BadRequest, twice.Status);
    }

    [Fact]
    public async Task A_subrequest_cannot_leave_the_data_API_or_nest()
    {
        var results = await RunAsync(
            false,
            new JObject { ["method"] = "GET", ["url"] = "/services/oauth2/userinfo", ["referenceId"] = "a" },
            new JObject { ["method"] = "GET", ["url"] = "https://evil.example/services/data/v66.0/limits", ["referenceId"] = "b" },
            Sub("POST", "/composite", "c", new JObject()),
            Sub("GET", "/limits", "d"));
        Assert.Equal([400, 400, 400, 200], results.Select(Status));
    }

    [Fact]
    public async Task A_batch_runs_each_for_itself_and_halts_when_told()
    {
        JObject Batch(bool halt) => new()
        {
            ["haltOnError"] = halt,
            ["batchRequests"] = new JArray(
                new JObject { ["method"] = "POST", ["url"] = "v66.0/sobjects/Account", ["richInput"] = new JObject { ["Name"] = "Batch" } },
                new JObject { ["method"] = "GET", ["url"] = "v66.0/sobjects/Account/none" },
                new JObject { ["method"] = "GET", ["url"] = "v66.0/limits" }),
        };
        var answer = (await _client.SendAsync("POST", PracticeClient.Data + "/composite/batch", Batch(false))).Expect(HttpStatusCode.OK).Json;
        Assert.True((bool)answer["hasErrors"]!);
        Assert.Equal([201, 404, 200], answer["results"]!.Select(r => (int)r["statusCode"]!));
        answer = (await _client.SendAsync("POST", PracticeClient.Data + "/composite/batch", Batch(true))).Json;
        Assert.Equal([201, 404, 412], answer["results"]!.Select(r => (int)r["statusCode"]!));
        Assert.Equal("BATCH_PROCESSING_HALTED", (string)answer["results"]![2]!["result"]![0]!["errorCode"]!);
        Assert.Equal(2, _client.CountAccounts("Batch"));
    }

    private static JObject Sub(string method, string path, string referenceId, JObject? body = null)
    {
        var sub = new JObject { ["method"] = method, ["url"] = PracticeClient.Data + path, ["referenceId"] = referenceId };
        if (body is not null)
        {
            sub["body"] = body;
        }

        return sub;
    }

    private static int Status(JToken result) => (int)result["httpStatusCode"]!;

    private static string? Code(JToken result) => (string?)result["body"]![0]!["errorCode"];

    private async Task<JArray> RunAsync(bool allOrNone, params JObject[] requests)
    {
        var answer = await _client.SendAsync("POST", PracticeClient.Data + "/composite", new JObject
        {
            ["allOrNone"] = allOrNone,
            ["compositeRequest"] = new JArray(requests.AsEnumerable()),
        });
        return (JArray)answer.Expect(HttpStatusCode.OK).Json["compositeResponse"]!;
    }
}
