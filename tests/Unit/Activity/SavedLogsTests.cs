using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Activity.Logs;
using Xunit;

namespace SfIntegration.Unit.Tests.Activity;

/// <summary>Which files are taken, and which are read for a window.</summary>
public sealed class SavedLogsTests
{
    private static readonly DateTime s_day = new(2026, 11, 20, 0, 0, 0, DateTimeKind.Utc);

    private static LogFileRow Daily(string id, int day = 0, int created = 27, string type = "Login") => new()
    {
        Id = id, EventType = type, LogDate = s_day.AddDays(day), Interval = "Daily", CreatedDate = s_day.AddDays(day).AddHours(created),
    };

    private static LogFileRow Hourly(string id, int hour, int sequence = 1, int created = 4, string type = "Login") => new()
    {
        Id = id, EventType = type, LogDate = s_day.AddHours(hour), Interval = "Hourly", Sequence = sequence, CreatedDate = s_day.AddHours(hour + created),
    };

    private static List<string> Read(IEnumerable<LogFileRow> files, DateTime? since = null, DateTime? until = null) =>
        SavedLogs.FilesFor(files, since, until, _ => true).SelectMany(d => d.Steps).SelectMany(s => s.Files).Select(f => f.Id).ToList();

    [Fact]
    public void The_daily_file_comes_before_the_hourly_ones_of_its_day_in_their_order() =>
        Assert.Equal(["d", "h3", "h5", "h5b"], Read([Hourly("h5b", 5, 2), Hourly("h5", 5), Daily("d"), Hourly("h3", 3)]));

    [Fact]
    public void Of_one_slot_the_newest_counts() =>
        Assert.Equal(["new", "h2"], Read([Daily("old"), Daily("new", created: 51), Hourly("h1", 1, created: 3), Hourly("h2", 1, created: 9)]));

    [Fact]
    public void Days_follow_each_other_and_calls_are_read_from_what_knows_most_of_them()
    {
        var days = SavedLogs.FilesFor([Daily("t1", 1, type: "ApiTotalUsage"), Daily("r0", type: "RestApi"), Daily("t0", type: "ApiTotalUsage"), Daily("l0"), Daily("a0", type: "API")], null, null, _ => true);
        Assert.Equal([s_day, s_day.AddDays(1)], days.Select(d => d.Date));
        Assert.Equal(["RestApi", "API", "ApiTotalUsage", "Login"], days[0].Steps.Select(s => s.EventType));
    }

    [Theory]
    [InlineData(0, 24, "d,h5,h23")]
    [InlineData(5, 6, "d,h5")]
    [InlineData(6, 7, "d")]
    [InlineData(24, 30, "next")]
    [InlineData(23, 25, "d,h23,next")]
    [InlineData(48, 60, "")]
    public void Only_files_that_touch_the_window_are_read(int from, int to, string expected) =>
        Assert.Equal(expected, string.Join(",", Read([Daily("d"), Hourly("h5", 5), Hourly("h23", 23), Daily("next", 1)], s_day.AddHours(from), s_day.AddHours(to))));

    [Fact]
    public void Only_wanted_types_are_read() =>
        Assert.Empty(SavedLogs.FilesFor([Daily("d")], null, null, t => t == "API"));

    private static List<SavedLog> Saved(params LogFileRow[] files) => files.Select(f => new SavedLog { File = f }).ToList();

    [Fact]
    public void What_is_saved_is_not_taken_again_and_a_fuller_file_takes_the_place_of_the_old_one()
    {
        var take = SavedLogs.ToTake([Daily("old"), Daily("full", created: 51), Daily("next", 1), Hourly("h", 2)], Saved(Daily("old"), Hourly("h", 2)));
        Assert.Equal([("full", "old"), ("next", null)], take.Select(t => (t.File.Id, t.Replaces)).OrderBy(t => t.Id, StringComparer.Ordinal));
    }

    [Fact]
    public void An_older_file_of_a_saved_slot_is_not_taken() =>
        Assert.Empty(SavedLogs.ToTake([Daily("old")], Saved(Daily("full", created: 51))));

    [Fact]
    public void A_second_portion_of_an_hour_is_a_file_of_its_own() =>
        Assert.Equal("b", Assert.Single(SavedLogs.ToTake([Hourly("a", 2), Hourly("b", 2, 2)], Saved(Hourly("a", 2)))).File.Id);

    [Fact]
    public void Gaps_are_what_neither_days_nor_hours_cover()
    {
        var gaps = SavedLogs.Gaps([Daily("a"), Daily("b", 3), Hourly("h", 24), Hourly("h2", 25), Daily("x", type: "Logout")], []);
        var gap = Assert.Single(gaps);
        Assert.Equal((s_day.AddHours(26), s_day.AddDays(3)), (gap.From, gap.To));
        Assert.Contains("offered no file", gap.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gap_between_late_runs_says_so()
    {
        var runs = new[] { new SaveRun(s_day.AddHours(30), null), new SaveRun(s_day.AddDays(4), null) };
        Assert.Contains("no run between 2026-11-21 06:00 and 2026-11-24 00:00", Assert.Single(SavedLogs.Gaps([Daily("a"), Daily("b", 2)], runs)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_manifest_reads_back_as_it_was_written()
    {
        var manifest = new LogManifest { OrgId = "00D", Host = "h" };
        manifest.Add(new SavedLog { File = Daily("old"), Sha256 = "aa", Rows = 3, SavedAt = s_day }, null);
        manifest.Add(new SavedLog { File = Daily("new", created: 51), Sha256 = "bb", Rows = 4, SavedAt = s_day }, "old");
        manifest.AddRun(new SaveRun(s_day, s_day));
        manifest.PolledUntil["*"] = s_day;
        var back = LogManifest.Read(manifest.Write());
        Assert.Equal(manifest.Files, back.Files);
        Assert.Equal(manifest.Runs, back.Runs);
        Assert.Equal("new", Assert.Single(back.Current).File.Id);
        Assert.Equal(s_day, back.PolledUntil["*"]);
        Assert.Throws<FormatException>(() => LogManifest.Read("{\"schemaVersion\":9}"));
    }
}
