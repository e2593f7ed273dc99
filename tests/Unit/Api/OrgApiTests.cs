using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Api;
using SfIntegration.Http;
using SfIntegration.Unit.Tests.Http;
using Xunit;

namespace SfIntegration.Unit.Tests.Api;

public sealed class OrgApiTests
{
    [Fact]
    public async Task The_first_row_comes_before_the_second_page_is_asked_for()
    {
        using var server = new FakeServer().Answer(Page(["1", "2"], next: 2), Page(["3"]));
        using var connection = await server.ConnectAsync();
        var rows = OrgApi.For(connection).Query.Query("SELECT Id FROM User", default).GetEnumerator();
        Assert.True(rows.MoveNext());
        Assert.True(rows.MoveNext());
        Assert.Single(server.Requests);
        Assert.True(rows.MoveNext());
        Assert.Equal("3", rows.Current.Text("Id"));
        Assert.False(rows.MoveNext());
        Assert.Equal("/services/data/v66.0/query/01g-2", server.Requests[1].Path);
    }

    [Fact]
    public async Task Whoever_stops_early_asks_for_no_more_pages()
    {
        using var server = new FakeServer().Answer(Page(["1", "2"], next: 2));
        using var connection = await server.ConnectAsync();
        Assert.Single(OrgApi.For(connection).Query.Query("SELECT Id FROM User", default).Take(1));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Deleted_rows_and_the_batch_size_are_asked_for_as_salesforce_wants_it()
    {
        using var server = new FakeServer().Answer(Page([]));
        using var connection = await server.ConnectAsync();
        Assert.Empty(OrgApi.For(connection).Query.Query("SELECT Id FROM User WHERE Name = 'a&b+c%'", default, includeDeleted: true, batchSize: 1));
        var asked = server.Requests.Single();
        Assert.Equal("/services/data/v66.0/queryAll", asked.Path);
        Assert.Equal("?q=SELECT Id FROM User WHERE Name = 'a&b+c%'", asked.Query);
        Assert.Equal("batchSize=200", asked.Headers["Sforce-Query-Options"]);
    }

    [Fact]
    public async Task Many_queries_run_five_to_a_call_to_their_last_page_and_in_their_order()
    {
        using var server = new FakeServer { Otherwise = AnswerQueries };
        using var connection = await server.ConnectAsync();
        var soqls = Enumerable.Range(0, 13).Select(i => $"SELECT Id FROM T{i}").ToList();
        var results = await OrgApi.For(connection).Composite.QueryManyAsync(soqls, default);
        Assert.Equal(13, results.Count);
        for (var i = 0; i < 13; i++)
        {
            Assert.Equal(i % 4 == 0 ? [$"T{i}", "more"] : new[] { $"T{i}" }, results[i].Select(r => r.Text("Id")));
        }

        Assert.Equal(3, server.Requests.Count(r => r.Method == "POST"));
        Assert.All(server.Requests.Where(r => r.Method == "POST"), r => Assert.InRange(((JArray)JObject.Parse(r.Body)["compositeRequest"]!).Count, 1, 5));
    }

    [Fact]
    public async Task One_refused_query_among_many_is_its_own_outcome_and_a_single_query_reports_alike()
    {
        const string Refusal = """[{"message":"sObject type 'X' is not supported.","errorCode":"INVALID_TYPE"}]""";
        using var server = new FakeServer().Answer(
            FakeServer.Json($$$"""{"compositeResponse":[{"referenceId":"q1","httpStatusCode":400,"body":{{{Refusal}}}},{"referenceId":"q0","httpStatusCode":200,"body":{"done":true,"records":[{"Id":"1"}]}}]}"""),
            FakeServer.Json(Refusal, HttpStatusCode.BadRequest));
        using var connection = await server.ConnectAsync();
        var composite = OrgApi.For(connection).Composite;
        var outcomes = await composite.TryQueryManyAsync(["SELECT Id FROM User", "SELECT Id FROM X"], default);
        Assert.Equal("1", Assert.Single(outcomes[0].Records).Text("Id"));
        Assert.Equal("INVALID_TYPE", outcomes[1].Error!.Code);
        Assert.NotNull(outcomes[1].Error!.Cure);
        Assert.Equal("INVALID_TYPE", Assert.Single(await composite.TryQueryManyAsync(["SELECT Id FROM X"], default)).Error!.Code);
    }

    [Fact]
    public async Task A_composite_that_is_too_large_or_whose_answer_lacks_a_part_is_refused()
    {
        using var server = new FakeServer().Answer(FakeServer.Json("""{"compositeResponse":[]}"""));
        using var connection = await server.ConnectAsync();
        var composite = OrgApi.For(connection).Composite;
        await Assert.ThrowsAsync<ArgumentException>(() => composite.SendAsync(Parts(26, "/services/data/v66.0/sobjects/A"), false, false, default));
        await Assert.ThrowsAsync<ArgumentException>(() => composite.SendAsync(Parts(6, "/services/data/v66.0/query?q=x"), false, false, default));
        await Assert.ThrowsAsync<SfApiException>(() => composite.SendAsync(Parts(1, "/x"), false, false, default));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(200, 1)]
    [InlineData(201, 1)]
    [InlineData(1000, 1)]
    [InlineData(1001, 2)]
    public async Task Rows_are_written_by_the_200_and_by_the_1000_with_results_in_order(int count, int calls)
    {
        using var server = new FakeServer { Otherwise = AnswerCollections };
        using var connection = await server.ConnectAsync();
        var told = new List<int>();
        var rows = Enumerable.Range(0, count).Select(i => CollectionsApi.Row("Account", ("Name", i % 7 == 3 ? "bad" : i.ToString(CultureInfo.InvariantCulture)))).ToList();
        var results = await OrgApi.For(connection).Collections.CreateAsync(rows, false, default, (first, saved) => told.Add(first + saved.Count));
        Assert.Equal(calls, server.Requests.Count);
        Assert.Equal(count, results.Count);
        for (var i = 0; i < count; i++)
        {
            Assert.Equal(i % 7 != 3, results[i].Success);
            Assert.Equal(i % 7 == 3 ? null : i.ToString(CultureInfo.InvariantCulture), results[i].Id);
        }

        Assert.Equal(count, told[^1]);
        Assert.Equal("DUPLICATE_VALUE", results.FirstOrDefault(r => !r.Success)?.ToException("x").Code ?? "DUPLICATE_VALUE");
    }

    [Fact]
    public async Task Only_the_rows_that_met_a_lock_are_sent_again()
    {
        using var server = new FakeServer().Answer(
            FakeServer.Json("""[{"id":"1","success":true,"errors":[]},{"success":false,"errors":[{"statusCode":"UNABLE_TO_LOCK_ROW","message":"l"}]},{"success":false,"errors":[{"statusCode":"DUPLICATE_VALUE","message":"d"}]}]"""),
            FakeServer.Json("""[{"id":"2","success":true,"errors":[]}]"""));
        using var connection = await server.ConnectAsync();
        var results = await OrgApi.For(connection).Collections.CreateAsync(
            [CollectionsApi.Row("A", ("N", "1")), CollectionsApi.Row("A", ("N", "2")), CollectionsApi.Row("A", ("N", "3"))], false, default);
        Assert.Equal(["1", "2", null], results.Select(r => r.Id));
        Assert.Equal("2", Assert.Single((JArray)JObject.Parse(server.Requests[1].Body)["records"]!).Value<string>("N"));
    }

    [Fact]
    public async Task Fewer_results_than_rows_are_never_taken_for_success()
    {
        using var server = new FakeServer().Answer(FakeServer.Json("""[{"id":"1","success":true,"errors":[]}]"""));
        using var connection = await server.ConnectAsync();
        var error = await Assert.ThrowsAsync<SfApiException>(() => OrgApi.For(connection).Collections.CreateAsync(
            [CollectionsApi.Row("A"), CollectionsApi.Row("A")], false, default));
        Assert.True(error.MayHaveBeenCarriedOut);
    }

    [Fact]
    public async Task Rows_are_deleted_by_id_in_the_address()
    {
        using var server = new FakeServer().Answer(FakeServer.Json("""[{"id":"a","success":true,"errors":[]},{"id":"b","success":true,"errors":[]}]"""));
        using var connection = await server.ConnectAsync();
        Assert.All(await OrgApi.For(connection).Collections.DeleteAsync(["a", "b"], true, default), r => Assert.True(r.Success));
        Assert.Equal("?ids=a,b&allOrNone=true", server.Requests.Single().Query);
        Assert.Equal("DELETE", server.Requests.Single().Method);
    }

    [Fact]
    public async Task A_created_row_is_never_sent_twice_but_an_update_is()
    {
        using var server = new FakeServer()
            .Fail(new HttpRequestException("reset"))
            .Fail(new HttpRequestException("reset")).Answer(new HttpResponseMessage(HttpStatusCode.NoContent));
        using var connection = await server.ConnectAsync();
        var rows = OrgApi.For(connection).Rows;
        Assert.True((await Assert.ThrowsAsync<SfNetworkException>(() => rows.CreateAsync("User", [], default))).MayHaveBeenCarriedOut);
        await rows.UpdateAsync("User", "005", [], default);
        Assert.Equal(["POST", "PATCH", "PATCH"], server.Requests.Select(r => r.Method));
    }

    [Fact]
    public async Task Describes_come_25_to_a_call_are_kept_and_are_null_where_unseen()
    {
        using var server = new FakeServer { Otherwise = AnswerDescribes };
        using var connection = await server.ConnectAsync();
        var describe = OrgApi.For(connection).Describe;
        var names = Enumerable.Range(0, 40).Select(i => "O" + i).Append("Hidden").Append("o1").ToList();
        var found = await describe.ObjectsAsync(names, default);
        Assert.Equal(2, server.Requests.Count);
        Assert.Null(found["hidden"]);
        Assert.Equal("O7", found["o7"].Text("name"));
        Assert.Equal("O7", (await describe.ObjectAsync("O7", default)).Text("name"));
        Assert.Equal(2, server.Requests.Count);
        describe.Invalidate();
        await describe.ObjectsAsync(["O7"], default);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task Limits_are_read_as_used_and_max()
    {
        using var server = new FakeServer().Answer(FakeServer.Json("""{"DailyApiRequests":{"Max":15000,"Remaining":14998,"Ant":{"Max":0,"Remaining":0}},"Odd":5}"""));
        using var connection = await server.ConnectAsync();
        var limits = await OrgApi.For(connection).Limits.GetAsync(default);
        Assert.Equal("2/15000", Assert.Single(limits).Value.ToString());
    }

    [Fact]
    public async Task A_query_answered_by_something_else_is_an_error()
    {
        using var server = new FakeServer().Answer(FakeServer.Json("""{"done":true}"""), FakeServer.Json("[]"));
        using var connection = await server.ConnectAsync();
        var query = OrgApi.For(connection).Query;
        await Assert.ThrowsAsync<SfApiException>(() => query.QueryAllPagesAsync("SELECT Id FROM User", default));
        await Assert.ThrowsAsync<SfApiException>(() => query.QueryAllPagesAsync("SELECT Id FROM User", default));
    }

    private static List<CompositePart> Parts(int count, string path) =>
        Enumerable.Range(0, count).Select(i => new CompositePart(HttpMethod.Get, path, "p" + i)).ToList();

    private static HttpResponseMessage Page(string[] ids, int? next = null) => FakeServer.Json(PageBody(ids, next).ToString());

    private static JObject PageBody(string[] ids, int? next = null)
    {
        var page = new JObject
        {
            ["totalSize"] = ids.Length,
            ["done"] = next is null,
            ["records"] = new JArray(ids.Select(i => new JObject { ["Id"] = i })),
        };
        if (next is not null)
        {
            page["nextRecordsUrl"] = "/services/data/v66.0/query/01g-" + next;
        }

        return page;
    }

    private static HttpResponseMessage AnswerQueries(Asked asked)
    {
        if (asked.Method == "GET")
        {
            return Page(["more"]);
        }

        var parts = (JArray)JObject.Parse(asked.Body)["compositeRequest"]!;
        return Composite(parts.Select(p =>
        {
            var name = Uri.UnescapeDataString(p.Value<string>("url")!).Split(" FROM ")[1];
            var hasMore = int.Parse(name.AsSpan(1), CultureInfo.InvariantCulture) % 4 == 0;
            return (p.Value<string>("referenceId")!, 200, (JToken)PageBody([name], hasMore ? 1 : null));
        }));
    }

    private static HttpResponseMessage AnswerDescribes(Asked asked) =>
        Composite(JObject.Parse(asked.Body)["compositeRequest"]!.Select(p =>
        {
            var name = p.Value<string>("url")!.Split('/')[^2];
            return name == "Hidden"
                ? (p.Value<string>("referenceId")!, 404, JToken.Parse("""[{"errorCode":"NOT_FOUND","message":"The requested resource does not exist"}]"""))
                : (p.Value<string>("referenceId")!, 200, new JObject { ["name"] = name });
        }));

    private static HttpResponseMessage AnswerCollections(Asked asked)
    {
        var body = JObject.Parse(asked.Body);
        return body["compositeRequest"] is { } parts
            ? Composite(parts.Select(p => (p.Value<string>("referenceId")!, 200, Saved(p["body"]!["records"]!))))
            : FakeServer.Json(Saved(body["records"]!).ToString());

        static JToken Saved(JToken records)
        {
            Assert.InRange(records.Count(), 1, 200);
            return new JArray(records.Select(r => r.Value<string>("Name") == "bad"
                ? JObject.Parse("""{"success":false,"errors":[{"statusCode":"DUPLICATE_VALUE","message":"d","fields":["Name"]}]}""")
                : new JObject { ["id"] = r.Value<string>("Name"), ["success"] = true, ["errors"] = new JArray() }));
        }
    }

    /// <summary>Answers in the opposite order: only the reference says which part an answer belongs to.</summary>
    private static HttpResponseMessage Composite(IEnumerable<(string Reference, int Status, JToken Body)> answers) =>
        FakeServer.Json(new JObject
        {
            ["compositeResponse"] = new JArray(answers.Reverse().Select(a => new JObject
            {
                ["referenceId"] = a.Reference,
                ["httpStatusCode"] = a.Status,
                ["body"] = a.Body,
            })),
        }.ToString());
}
