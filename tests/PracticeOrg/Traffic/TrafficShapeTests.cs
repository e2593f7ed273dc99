using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SfIntegration.Practice.Traces;
using SfIntegration.Practice.Traffic;
using Xunit;

namespace SfIntegration.Tests.Traffic;

/// <summary>What a year of made traffic looks like.</summary>
public sealed class TrafficShapeTests
{
    private static readonly Lazy<List<Dictionary<string, string>>> s_year = new(() => TrafficText.Rows(TrafficText.Csv("ApiTotalUsage", TrafficText.Settings())));

    [Fact]
    public void The_same_settings_give_the_same_text_and_another_seed_another()
    {
        foreach (var type in new[] { "ApiTotalUsage", "Login" })
        {
            var once = TrafficText.Csv(type, TrafficText.Settings(7, 60, 50));
            Assert.Equal(once, TrafficText.Csv(type, TrafficText.Settings(7, 60, 50)));
            Assert.NotEqual(once, TrafficText.Csv(type, TrafficText.Settings(8, 60, 50)));
        }
    }

    [Theory]
    [InlineData("ApiTotalUsage")]
    [InlineData("Login")]
    public void The_columns_are_those_of_the_practice_orgs_files_and_every_value_is_quoted(string type)
    {
        var csv = TrafficText.Csv(type, TrafficText.Settings(1, 30, 50));
        var lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(string.Join(',', EventType.All[type].Columns.Select(c => $"\"{c}\"")), lines[0]);
        Assert.All(lines, l => Assert.Equal(EventType.All[type].Columns.Count * 2, l.Count(c => c == '"')));
        Assert.EndsWith("\n", csv, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ApiTotalUsage", 1)]
    [InlineData("ApiTotalUsage", 1_000)]
    [InlineData("ApiTotalUsage", 123_457)]
    [InlineData("Login", 1_000)]
    [InlineData("Login", 20_001)]
    public void A_file_has_exactly_the_rows_that_were_asked_for_in_the_order_of_time(string type, int rows)
    {
        var csv = TrafficText.Csv(type, TrafficText.Settings(), rows, out var made);
        var read = TrafficText.Rows(csv);
        Assert.Equal((rows, (long)rows), (read.Count, made.Calls + made.SignIns));
        Assert.Equal(read.Select(r => r["TIMESTAMP"]).Order(StringComparer.Ordinal), read.Select(r => r["TIMESTAMP"]));
        Assert.Equal(rows, read.Select(r => r["REQUEST_ID"]).Distinct().Count());
    }

    [Fact]
    public void Ten_identities_work_through_the_year_and_stay_within_it()
    {
        Assert.Equal(10, s_year.Value.Select(r => r["USER_NAME"]).Distinct().Count());
        Assert.All(s_year.Value, r => Assert.InRange(TrafficText.At(r), TrafficText.End.AddDays(-365), TrafficText.End));
        Assert.All(s_year.Value, r => Assert.Equal((15, 15, 22), (r["USER_ID"].Length, r["CONNECTED_APP_ID"].Length, r["REQUEST_ID"].Length)));
        Assert.InRange(s_year.Value.Count, 365 * 200, 365 * 500);
    }

    [Fact]
    public void Each_keeps_its_hours_by_the_local_clock_through_both_changes_of_it()
    {
        var nightly = Of("nightly.batch@acme.example").Where(r => TrafficText.At(r).Month is not 11).ToList();
        Assert.Equal([1, 2, 3], nightly.Select(r => TrafficText.Local(r).Hour).Distinct().Order());
        Assert.Equal([0, 1, 2], nightly.Where(r => TrafficText.At(r).Month == 1).Select(r => TrafficText.At(r).Hour).Distinct().Order());
        Assert.Equal([1, 23], nightly.Where(r => TrafficText.At(r).Month == 7).Select(r => TrafficText.At(r).Hour).Distinct().Order().Where(h => h != 0));
        Assert.Equal([20, 21, 22, 23], Of("dwh.weekly@acme.example").Select(r => TrafficText.Local(r).Hour).Distinct().Order());
        Assert.Equal([DayOfWeek.Sunday], Of("dwh.weekly@acme.example").Select(r => TrafficText.Local(r).DayOfWeek).Distinct());
        Assert.Equal(12, Of("finance.close@acme.example").Select(r => TrafficText.Local(r).Date).Distinct().Count());
        Assert.Equal([3, 6, 9, 12], Of("tax.quarter@acme.example").Select(r => TrafficText.Local(r).Date).Distinct().Select(d => d.Month).Order());
        Assert.DoesNotContain(Of("shop.webhook@acme.example"), r => TrafficText.Local(r).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
    }

    [Fact]
    public void A_poller_calls_at_its_beat_where_it_has_calls_enough()
    {
        var calls = TrafficText.Rows(TrafficText.Csv("ApiTotalUsage", TrafficText.Settings(1, 14, 4_000))).Where(r => r["CLIENT_NAME"] == "cms-poller/3.1").Select(TrafficText.At).ToList();
        Assert.Equal(12, calls.Select(c => c.Minute / 5).Distinct().Count());
        Assert.All(calls, c => Assert.InRange(c.Minute % 5, 0, 2));
        Assert.InRange(calls.Zip(calls.Skip(1)).Max(p => p.Second - p.First).TotalMinutes, 2, 7);
    }

    [Fact]
    public void One_is_shared_by_three_systems_one_stops_one_changes_its_version_and_some_grow()
    {
        var shared = Of("shared.api@acme.example").Where(r => r["CONNECTED_APP_NAME"] != "CMS Poller").ToList();
        Assert.Equal(3, shared.Select(r => (r["CLIENT_NAME"], r["CLIENT_IP"], r["CONNECTED_APP_NAME"])).Distinct().Count());
        var versions = Of("crm.connector@acme.example").Select(r => r["API_VERSION"]).ToList();
        Assert.Equal(["59.0", "63.0"], versions.Distinct());
        Assert.InRange(versions.LastIndexOf("59.0"), versions.Count / 3, versions.Count * 2 / 3);
        Assert.Equal(versions.LastIndexOf("59.0") + 1, versions.IndexOf("63.0"));
        var dormant = Of("old.mes@acme.example").Select(r => TrafficText.At(r).Date).Distinct().ToList();
        Assert.True(dormant.Zip(dormant.Skip(1)).Max(p => p.Second - p.First) > TimeSpan.FromDays(120));
        int Days(int from) => Of("shop.webhook@acme.example").Count(r => TrafficText.At(r) >= TrafficText.End.AddDays(from) && TrafficText.At(r) < TrafficText.End.AddDays(from + 28));
        Assert.InRange(Days(-169) / (double)Days(-365), 1.05, 1.35);
    }

    [Theory]
    [InlineData(13, 10, "days is 14 to 365")]
    [InlineData(366, 10, "days is 14 to 365")]
    [InlineData(30, 0, "rowsPerDay")]
    public void What_cannot_be_made_is_refused(int days, int rowsPerDay, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => TrafficText.Csv("Login", TrafficText.Settings(1, days, rowsPerDay))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_needs_an_end_and_one_of_two_types()
    {
        Assert.Throws<ArgumentException>(() => TrafficText.Csv("Login", new PracticeTraffic()));
        Assert.Throws<ArgumentException>(() => TrafficText.Csv("Logout", TrafficText.Settings()));
        Assert.Throws<ArgumentOutOfRangeException>(() => TrafficText.Csv("Login", TrafficText.Settings(), 0));
    }

    private static List<Dictionary<string, string>> Of(string username) => s_year.Value.Where(r => r["USER_NAME"] == username).ToList();
}
