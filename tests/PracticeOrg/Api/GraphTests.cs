using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using Xunit;

namespace SfIntegration.Tests.Api;

/// <summary>/composite/graph: each graph all or none, with limits of its own (facts §8.1).</summary>
public sealed class GraphTests : IDisposable
{
    private const string Rows = PracticeClient.Data + "/sobjects/";

    private readonly PracticeClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task References_lead_from_node_to_node_and_one_bad_graph_leaves_the_other()
    {
        var answer = await GraphsAsync(
            Graph("good", Node("POST", "Account", "a", new JObject { ["Name"] = "Graph Good" }), Node("POST", "Contact", "c", new JObject { ["LastName"] = "Graph", ["AccountId"] = "@{a.id}" })),
            Graph("bad", Node("POST", "Account", "a", new JObject { ["Name"] = "Graph Bad" }), Node("POST", "Contact", "c", new JObject { ["FirstName"] = "Nameless" })));
        var graphs = (JArray)answer.Expect(HttpStatusCode.OK).Json["graphs"]!;
        Assert.Equal([true, false], graphs.Select(g => (bool)g["isSuccessful"]!));
        Assert.Equal([400, 400], graphs[1]["graphResponse"]!["compositeResponse"]!.Select(r => (int)r["httpStatusCode"]!));
        Assert.Equal("PROCESSING_HALTED", (string?)graphs[1]["graphResponse"]!["compositeResponse"]![0]!["body"]![0]!["errorCode"]);
        Assert.Equal((1, 0), (_client.CountAccounts("Graph Good"), _client.CountAccounts("Graph Bad")));
        Assert.Single(_client.Org.AsSystem.Query("SELECT Id FROM Contact WHERE Account.Name = 'Graph Good'"));
    }

    [Fact]
    public async Task After_fourteen_failed_graphs_the_rest_is_halted()
    {
        var graphs = Enumerable.Range(0, 16).Select(i => Graph("g" + i, Node("POST", "Account", "a", i < 14 ? new JObject() : new JObject { ["Name"] = "Too Late" }))).ToArray();
        var answer = (JArray)(await GraphsAsync(graphs)).Json["graphs"]!;
        Assert.All(answer, g => Assert.False((bool)g["isSuccessful"]!));
        Assert.Equal("PROCESSING_HALTED", (string?)answer[15]["graphResponse"]!["compositeResponse"]![0]!["body"]![0]!["errorCode"]);
        Assert.Equal(0, _client.CountAccounts("Too Late"));
    }

    [Fact]
    public async Task More_than_the_limits_allow_is_refused_before_anything_runs()
    {
        var tooMany = await GraphsAsync(Enumerable.Range(0, 76).Select(i => Graph("g" + i, Account("a"))).ToArray());
        Assert.Equal((HttpStatusCode.BadRequest, "LIMIT_EXCEEDED"), (tooMany.Status, tooMany.Code));
        var tooWide = await GraphsAsync(Graph("g", Enumerable.Range(0, 501).Select(i => Account("a" + i)).ToArray()));
        Assert.Equal("LIMIT_EXCEEDED", tooWide.Code);
        var tooDeep = await GraphsAsync(Graph("g", Enumerable.Range(0, 16).Select(i => Node("POST", "Account", "a" + i, new JObject { ["Name"] = "Deep", ["ParentId"] = i == 0 ? null : $"@{{a{i - 1}.id}}" })).ToArray()));
        Assert.Equal("LIMIT_EXCEEDED", tooDeep.Code);
        Assert.Equal(0, _client.CountAccounts("Deep"));
    }

    [Fact]
    public async Task A_query_has_no_place_in_a_graph()
    {
        var answer = await GraphsAsync(Graph("g", new JObject { ["method"] = "GET", ["url"] = PracticeClient.Data + "/query?q=SELECT+Id+FROM+Account", ["referenceId"] = "q" }));
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_INPUT"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("""{}""", "JSON_PARSER_ERROR")]
    [InlineData("""{"graphs":[]}""", "JSON_PARSER_ERROR")]
    [InlineData("""{"graphs":[{"compositeRequest":[]}]}""", "REQUIRED_FIELD_MISSING")]
    [InlineData("""{"graphs":[{"graphId":"g","compositeRequest":[]}]}""", "JSON_PARSER_ERROR")]
    public async Task A_request_that_is_no_graph_says_what_is_missing(string body, string code) =>
        Assert.Equal(code, (await _client.SendAsync("POST", PracticeClient.Data + "/composite/graph", JObject.Parse(body))).Code);

    private static JObject Account(string reference) => Node("POST", "Account", reference, new JObject { ["Name"] = "Deep" });

    private static JObject Graph(string id, params JObject[] nodes) => new() { ["graphId"] = id, ["compositeRequest"] = new JArray(nodes) };

    private static JObject Node(string method, string type, string reference, JObject body) =>
        new() { ["method"] = method, ["url"] = Rows + type, ["referenceId"] = reference, ["body"] = body };

    private Task<Answer> GraphsAsync(params JObject[] graphs) =>
        _client.SendAsync("POST", PracticeClient.Data + "/composite/graph", new JObject { ["graphs"] = new JArray(graphs) });
}
