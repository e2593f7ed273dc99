using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using SfIntegration.Activity;
using SfIntegration.Activity.Logs;
using SfIntegration.Activity.Measure;
using Xunit;

namespace SfIntegration.Unit.Tests.Activity;

/// <summary>What is counted, and that nothing is counted twice.</summary>
public sealed class MeasureTests : IDisposable
{
    private const string Usage = "\"EVENT_TYPE\",\"TIMESTAMP\",\"REQUEST_ID\",\"USER_ID\",\"USER_NAME\",\"HTTP_METHOD\",\"API_RESOURCE\",\"API_VERSION\",\"STATUS_CODE\",\"ENTITY_NAME\",\"CLIENT_IP\",\"CLIENT_NAME\",\"CONNECTED_APP_ID\",\"CONNECTED_APP_NAME\"\n";
    private const string User15 = "0055g00000Abcde";
    private static readonly DateTime s_day = new(2026, 11, 20, 0, 0, 0, DateTimeKind.Utc);
    private readonly string _path = Directory.CreateTempSubdirectory("sfi-measure-").FullName;
    private readonly SavedLogFolder _folder;
    private readonly List<SfException> _damaged = [];
    private int _ids;

    public MeasureTests() => _folder = SavedLogFolder.For(_path, new SfOrg("acme.example") { OrgId = "00D000000000062EAA" });

    public void Dispose() => Directory.Delete(_path, recursive: true);

    private string Save(string type, string text, int? hour = null)
    {
        var id = $"0AT{_ids++:D12}AAA";
        var file = new LogFileRow { Id = id, EventType = type, LogDate = s_day.AddHours(hour ?? 0), Interval = hour is null ? "Daily" : "Hourly", Sequence = hour is null ? 0 : 1, CreatedDate = s_day.AddDays(1) };
        var path = _folder.PathOf(file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        var bytes = File.ReadAllBytes(path);
        _folder.Manifest.Add(new SavedLog { File = file with { Length = bytes.Length }, Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)) }, null);
        return path;
    }

    private static string Call(string request, string time = "083000.000", string method = "GET", string resource = "/v66.0/query", string status = "200", string entity = "Account", string ip = "203.0.113.9") =>
        $"\"ApiTotalUsage\",\"20261120{time}\",\"{request}\",\"{User15}\",\"integ@acme.example\",\"{method}\",\"{resource}\",\"66\",\"{status}\",\"{entity}\",\"{ip}\",\"\",\"0H45g0000000001\",\"Order Sync\"\n";

    private IReadOnlyList<SfActivity> Measure(MeasureOptions? options = null) => ActivityMeasure.OfSaved(_folder, options ?? new MeasureOptions { Threads = 2 }, null, _damaged.Add, CancellationToken.None);

    [Fact]
    public void Calls_are_added_up_under_what_they_have_in_common()
    {
        Save("ApiTotalUsage", Usage + Call("1") + Call("2", "084500.500", ip: "203.0.113.77", status: "400") + Call("3", method: "POST", resource: "/v66.0/sobjects/Account/") + Call("4", ip: "Salesforce.com IP"));
        var rows = Measure();
        var query = rows[0];
        Assert.Equal(3, rows.Count);
        Assert.Equal((2L, 1L, null, "Query", "Account", 8, "203.0.113.0/24"), (query.Calls, query.Errors, query.Rows, query.Operation, query.SobjectType, query.Hour, query.AddressBlock));
        Assert.Equal((SfIds.Long(User15), "integ@acme.example", "Order Sync"), (query.UserId, query.Username, query.Client));
        Assert.Equal((s_day.AddHours(8.5), s_day.AddHours(8.75).AddMilliseconds(500)), (query.FirstSeen, query.LastSeen));
        Assert.Null(query.Day);
        Assert.Contains(rows, r => r.Operation == "Create");
        Assert.Contains(rows, r => r.AddressBlock == "Salesforce.com IP");
        Assert.Contains(query.Coverage.NotShown, n => n.Contains("composite", StringComparison.Ordinal));
        Assert.Same(query.Coverage, rows[1].Coverage);
    }

    [Fact]
    public void By_day_and_hour_it_is_a_series_and_by_nothing_else_a_sum()
    {
        Save("ApiTotalUsage", Usage + Call("1") + Call("2", "093000.000") + Call("3", "093000.001"));
        var rows = Measure(new MeasureOptions { By = [SfActivityDimension.Day, SfActivityDimension.Hour, SfActivityDimension.ApiVersion] });
        Assert.Equal([(s_day.AddHours(9), 2L), (s_day.AddHours(8), 1L)], rows.Select(r => (r.HourStart!.Value, r.Calls)));
        Assert.All(rows, r => Assert.Equal(("66.0", null, null), (r.ApiVersion, r.UserId, r.Operation)));
    }

    [Fact]
    public void Hourly_events_count_where_the_daily_file_lacks_them()
    {
        Save("ApiTotalUsage", Usage + Call("1") + Call("2"));
        Save("ApiTotalUsage", Usage + Call("2") + Call("late"), hour: 8);
        var row = Assert.Single(Measure());
        Assert.Equal(3, row.Calls);
        Assert.Equal(1, row.Coverage.CountedElsewhere);
    }

    [Fact]
    public void A_call_that_RestApi_tells_of_is_not_counted_again_and_gives_its_rows()
    {
        Save("ApiTotalUsage", Usage + Call("1") + Call("only here"));
        Save("RestApi", "\"EVENT_TYPE\",\"TIMESTAMP\",\"REQUEST_ID\",\"USER_ID\",\"METHOD\",\"URI\",\"STATUS_CODE\",\"ENTITY_NAME\",\"CLIENT_IP\",\"ROWS_PROCESSED\",\"USER_AGENT\",\"CONNECTED_APP_ID\"\n"
            + $"\"RestApi\",\"20261120083000.000\",\"1\",\"{User15}\",\"GET\",\"/services/data/v66.0/query?q=SELECT\",\"200\",\"Account\",\"203.0.113.9\",\"17\",\"curl/8\",\"0H45g0000000001\"\n");
        var rows = Measure(new MeasureOptions { By = [SfActivityDimension.Identity, SfActivityDimension.Operation, SfActivityDimension.ApiVersion] });
        var row = Assert.Single(rows);
        Assert.Equal((2L, 17L, "Query", "66.0"), (row.Calls, row.Rows, row.Operation, row.ApiVersion));
        Assert.Equal(["ApiTotalUsage", "RestApi"], row.EventTypes);
    }

    [Fact]
    public void A_call_that_counts_from_RestApi_has_the_username_that_only_ApiTotalUsage_tells()
    {
        Save("ApiTotalUsage", Usage + Call("1"));
        Save("RestApi", $"\"EVENT_TYPE\",\"TIMESTAMP\",\"REQUEST_ID\",\"USER_ID\",\"METHOD\",\"URI\"\n\"RestApi\",\"20261120083000.000\",\"1\",\"{User15}\",\"GET\",\"/services/data/v66.0/query\"\n");
        var row = Assert.Single(Measure(new MeasureOptions { IsWanted = (_, name) => name == "integ@acme.example" }));
        Assert.Equal((1L, "integ@acme.example", 1L), (row.Calls, row.Username, row.Coverage.CountedElsewhere));
    }

    [Fact]
    public void A_sign_in_has_its_status_and_type()
    {
        Save("Login", "\"TIMESTAMP\",\"EVENT_TYPE\",\"USER_ID\",\"USER_NAME\",\"LOGIN_STATUS\",\"LOGIN_TYPE\",\"SOURCE_IP\"\n"
            + $"\"20261120083000.000\",\"Login\",\"{User15}\",\"integ@acme.example\",\"LOGIN_ERROR_INVALID_PASSWORD\",\"i\",\"2001:db8:1:2::5\"\n");
        var row = Assert.Single(Measure());
        Assert.Equal(("Login", "LOGIN_ERROR_INVALID_PASSWORD", "i", 1L, "2001:db8:1::/48"), (row.Operation, row.LoginStatus, row.LoginType, row.Errors, row.AddressBlock));
    }

    [Fact]
    public void Other_event_types_count_only_when_they_are_asked_for()
    {
        Save("ReportExport", $"\"EVENT_TYPE\",\"TIMESTAMP\",\"USER_ID\"\n\"ReportExport\",\"20261120083000.000\",\"{User15}\"\n");
        Assert.Empty(Measure());
        Assert.Equal("ReportExport", Assert.Single(Measure(new MeasureOptions { EventTypes = ["ReportExport"] })).Operation);
    }

    [Fact]
    public void Users_and_windows_are_chosen()
    {
        Save("ApiTotalUsage", Usage + Call("1") + Call("2", "100000.000"));
        Assert.Equal(1, Assert.Single(Measure(new MeasureOptions { Since = s_day.AddHours(9), Until = s_day.AddHours(11) })).Calls);
        Assert.Empty(Measure(new MeasureOptions { IsWanted = (_, name) => name != "integ@acme.example" }));
    }

    [Fact]
    public void A_damaged_line_is_named_and_not_counted()
    {
        var path = Save("ApiTotalUsage", Usage + Call("1") + "\"ApiTotalUsage\",\"broken\"\n" + Call("2") + "\"ApiTotalUsage\",\"2026");
        Assert.Equal((2L, 2L), Assert.Single(Measure()) is var row ? (row.Calls, row.Coverage.Damaged) : default);
        Assert.Equal([3L, 5L], _damaged.Cast<SfEventLogException>().Select(d => d.Line!.Value));
        Assert.All(_damaged, d => Assert.Contains(path, d.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_changed_file_is_an_error_that_names_it()
    {
        var path = Save("ApiTotalUsage", Usage + Call("1"));
        File.WriteAllText(path, Usage + Call("9"));
        var error = Assert.Throws<SfEventLogException>(() => Measure());
        Assert.Equal(("EventLogChanged", path), (error.Code, error.Path));
    }

    [Fact]
    public void Many_events_on_several_threads_give_the_same_as_on_one()
    {
        var random = new Random(3);
        Save("ApiTotalUsage", Usage + string.Concat(Enumerable.Range(0, 30_000).Select(i => Call($"{i}", $"{random.Next(24):D2}{random.Next(60):D2}00.000", ip: $"203.0.{random.Next(9)}.1", entity: random.Next(2) == 0 ? "Account" : "Line\nbreak"))));
        Func<SfActivity, object> shown = r => (r.Hour, r.AddressBlock, r.SobjectType, r.Calls, r.FirstSeen, r.LastSeen);
        Assert.Equal(Measure(new MeasureOptions { Threads = 1 }).Select(shown), Measure(new MeasureOptions { Threads = 4 }).Select(shown));
        Assert.Equal(30_000, Measure(new MeasureOptions { By = [], Threads = 3 }).Single().Calls);
    }

    [Theory]
    [InlineData("GET", "/services/data/v66.0/sobjects/Account/0015g00000XyzABAAZ", "Read")]
    [InlineData("PATCH", "/v58.0/sobjects/Account/{id}", "Update")]
    [InlineData("DELETE", "/composite/sobjects", "Delete")]
    [InlineData("POST", "/composite", "Composite")]
    [InlineData("GET", "/sobjects/Account/describe", "Describe")]
    [InlineData("POST", "/Soap/m/readMetadata", "Metadata")]
    [InlineData("PUT", "/something/else/0015g00000XyzAB", "PUT something")]
    public void A_path_tells_the_operation(string method, string resource, string expected) => Assert.Equal(expected, Operations.OfCall(method, resource));

    [Fact]
    public void An_id_of_15_characters_becomes_one_of_18() => Assert.Equal("00D000000000062EAA", SfIds.Long("00D000000000062"));
}
