using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Text;

namespace SfIntegration.Benchmarks;

/// <summary>What one size took.</summary>
internal sealed record Measured
{
    public AccessSize Size { get; init; } = new(0, 0, 0);

    public GrownAccess? Grown { get; init; }

    public TimeSpan Load { get; init; }

    public long LoadedBytes { get; init; }

    public TimeSpan Matrix { get; init; }

    /// <summary>The matrix included.</summary>
    public TimeSpan AllUsers { get; init; }

    public long AllUsersBytes { get; init; }

    public long Readable { get; init; }

    public long Editable { get; init; }

    public Int128 Checksum { get; init; }

    public TimeSpan OneUserFirst { get; init; }

    public TimeSpan OneUser { get; init; }

    public TimeSpan FindField { get; init; }

    public TimeSpan FindPower { get; init; }

    public TimeSpan FindBits { get; init; }

    public TimeSpan CompareContainers { get; init; }

    public TimeSpan CompareUsers { get; init; }

    public DuckDbAnswer? DuckDbBits { get; init; }

    /// <summary>Null where it was not done within <see cref="Patience"/>.</summary>
    public DuckDbAnswer? DuckDbPlain { get; init; }

    public TimeSpan Patience { get; init; }
}

/// <summary>The results as a page.</summary>
internal static class AccessReport
{
    public const string Title = "Effective access";

    public static string Write(IReadOnlyList<Measured> rows, string? missing)
    {
        var text = new StringBuilder();
        void Line(string line = "") => text.Append(line).Append('\n');
        void Row(string what, Func<Measured, string> cell) => Line($"| {what} | {string.Join(" | ", rows.Select(cell))} |");

        Line("## " + Title);
        Line();
        Line(ResultsPage.Ran("access"));
        Line();
        Line($"Rows from a fixed seed: {GrownAccess.Objects} objects of {GrownAccess.FieldsPerObject} fields, profiles, permission sets and recalculated groups; expired, revoked and inactive assignments; View All Fields on some objects. Times are the middle of five.");
        Line();
        Row("", m => m.Size.ToString());
        Line("|---|" + string.Concat(rows.Select(_ => "---:|")));
        Row("rows to a snapshot in memory", m => Seconds(m.Load));
        Row("the snapshot", m => Megabytes(m.LoadedBytes));
        Row("**every user's access**, from rows nobody asked about yet (budget 1 s)", m => Seconds(m.AllUsers));
        Row("of that: the containers' bits", m => Seconds(m.Matrix));
        Row("all memory it allocated, the answer included (budget 300 MB)", m => Megabytes(m.AllUsersBytes));
        Row("fields that somebody reads, summed over users", m => m.Readable.ToString("N0", CultureInfo.InvariantCulture));
        Row("one user with every path, first of its containers", m => Milliseconds(m.OneUserFirst));
        Row("one user with every path, again", m => Milliseconds(m.OneUser));
        Row("who can edit a field, through what", m => Milliseconds(m.FindField));
        Row("who has Modify All Data, through what", m => Milliseconds(m.FindPower));
        Row("who can edit a field, from bits", m => Milliseconds(m.FindBits));
        Row("the fields two containers differ in", m => Milliseconds(m.CompareContainers));
        Row("the fields two users differ in", m => Milliseconds(m.CompareUsers));
        if (missing is not null)
        {
            Line();
            Line("DuckDB was not run: " + missing);
        }
        else
        {
            Row("DuckDB, the same union as rows (GROUP BY)", m => m.DuckDbPlain is { } d ? Number(d.UnionSeconds) + " s" : $"not done after {Number(m.Patience.TotalSeconds)} s");
            Row("its peak memory", m => m.DuckDbPlain is { } d ? Number(d.PeakMegabytes) + " MB" : "");
            Row("**times as fast as that** (budget 10)", m => m.DuckDbPlain is { } d ? Number(d.UnionSeconds / m.AllUsers.TotalSeconds) : "over " + Number(m.Patience / m.AllUsers));
            Row("DuckDB, the same union written with its bit strings", m => m.DuckDbBits is { } d ? Number(d.UnionSeconds) + " s" : "not run");
            Row("its peak memory", m => m.DuckDbBits is { } d ? Number(d.PeakMegabytes) + " MB" : "not run");
            Row("**times as fast as that**", m => m.DuckDbBits is { } d ? Number(d.UnionSeconds / m.AllUsers.TotalSeconds) : "not run");
            Line();
            Line("DuckDB (`benchmarks/duckdb`) had read the same rows into tables before its time began. Both sides gave the same numbers of readable and editable fields, and to the plain query the same checksum over every user and field; a run in which they differ stops. The bit strings give counts only.");
        }

        Line();
        Line($"Growth from the smallest to the largest ({Number((double)rows[^1].Size.FieldRows / rows[0].Size.FieldRows)} times the rows and users): every user's access {Number(rows[^1].AllUsers / rows[0].AllUsers)} times the time, finding who edits a field {Number(rows[^1].FindField / rows[0].FindField)} times. "
            + $"Peak of the whole benchmark process, the rows' making included: {Megabytes(Peak())}.");
        return text.ToString();
    }

    private static long Peak()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000 's'", CultureInfo.InvariantCulture);

    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("#,0.00 'ms'", CultureInfo.InvariantCulture);

    private static string Megabytes(long bytes) => (bytes / 1048576.0).ToString("#,0 'MB'", CultureInfo.InvariantCulture);

    private static string Number(double number) => number.ToString(number >= 10 ? "#,0" : "0.0", CultureInfo.InvariantCulture);
}
