using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using SfIntegration.Practice.Traffic;

namespace SfIntegration.Tests.Traffic;

/// <summary>Made traffic as rows of columns.</summary>
internal static class TrafficText
{
    public static readonly DateTime End = new(2026, 11, 20, 12, 0, 0, DateTimeKind.Utc);

    public static PracticeTraffic Settings(int seed = 1, int days = 365, int rowsPerDay = 400) => new() { Seed = seed, Days = days, RowsPerDay = rowsPerDay, Until = End };

    public static string Csv(string eventType, PracticeTraffic traffic, long? rows = null) => Csv(eventType, traffic, rows, out _);

    public static string Csv(string eventType, PracticeTraffic traffic, long? rows, out PracticeTrafficResult result)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        result = PracticeTrafficCsv.Write(text, eventType, traffic, rows);
        return text.ToString();
    }

    public static List<Dictionary<string, string>> Rows(string csv)
    {
        var lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var columns = Values(lines[0]);
        return lines.Skip(1).Select(l => columns.Zip(Values(l)).ToDictionary(c => c.First, c => c.Second)).ToList();
    }

    public static DateTime At(Dictionary<string, string> row) =>
        DateTime.ParseExact(row["TIMESTAMP"], "yyyyMMddHHmmss.fff", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    /// <summary>The local time of the identities.</summary>
    public static DateTime Local(Dictionary<string, string> row) => TimeZoneInfo.ConvertTimeFromUtc(At(row), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

    // No value of made traffic holds a quote.
    private static string[] Values(string line) => line[1..^1].Split("\",\"");
}
