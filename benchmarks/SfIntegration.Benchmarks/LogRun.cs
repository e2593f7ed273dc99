using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Activity.Logs;
using SfIntegration.Activity.Measure;
using Sylvan.Data.Csv;

namespace SfIntegration.Benchmarks;

/// <summary>An event log added up by identity, client, network, hour, object and operation: ours, DuckDB beside it, and the reading alone with a CSV library.</summary>
internal static class LogRun
{
    private const int Times = 7;
    private const string Title = "Event logs";

    public static async Task RunAsync(TextWriter output, int megabytes)
    {
        var duckdb = Path.Combine(ResultsPage.Folder(), "duckdb");
        var missing = await DuckDb.MissingAsync(duckdb).ConfigureAwait(false);
        var folder = Directory.CreateTempSubdirectory("sfi-logs-").FullName;
        try
        {
            var saved = Save(folder, megabytes);
            await output.WriteLineAsync($"{saved.Manifest.Files[0].Rows} events, {saved.Manifest.Files[0].File.Length} bytes").ConfigureAwait(false);
            var path = saved.PathOf(saved.Manifest.Files[0].File);
            IReadOnlyList<SfActivity> rows = [];
            var both = Seconds(() => rows = Measure(saved, Environment.ProcessorCount));
            var peak = Peak();
            var one = Seconds(() => Measure(saved, 1));
            var hash = Seconds(() => Hash(path));
            var library = Seconds(() => Library(path));
            await output.WriteLineAsync($"ours {Number(both)} s, one thread {Number(one)} s, hash {Number(hash)} s, library {Number(library)} s, peak {peak} MB").ConfigureAwait(false);
            var theirs = missing is null ? await DuckDb.LogAsync(duckdb, path).ConfigureAwait(false) : null;
            Check(rows, theirs);
            var page = Page(saved.Manifest.Files[0], rows, both, one, hash, library, peak, theirs, missing);
            await output.WriteLineAsync(page).ConfigureAwait(false);
            await ResultsPage.PutAsync(Title, page, output).ConfigureAwait(false);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static SavedLogFolder Save(string folder, int megabytes)
    {
        var saved = SavedLogFolder.For(folder, new SfOrg("bench.example") { OrgId = "00D000000000062EAA" });
        var file = new LogFileRow { Id = "0AT000000000001AAA", EventType = "ApiTotalUsage", LogDate = GrownLog.Day, CreatedDate = GrownLog.Day.AddDays(1) };
        var path = saved.PathOf(file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var rows = GrownLog.Write(path, megabytes);
        saved.Manifest.Add(new SavedLog { File = file with { Length = new FileInfo(path).Length }, Rows = rows, Sha256 = Hash(path) }, null);
        return saved;
    }

    private static IReadOnlyList<SfActivity> Measure(SavedLogFolder saved, int threads) =>
        ActivityMeasure.OfSaved(saved, new MeasureOptions { Threads = threads }, null, e => throw e, CancellationToken.None);

    private static string Hash(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>Every value of every record looked at, and nothing done with it.</summary>
    private static long Library(string path)
    {
        using var text = new StreamReader(path, new UTF8Encoding(false), false, 1 << 16);
        using var csv = CsvDataReader.Create(text, new CsvDataReaderOptions { BufferSize = 1 << 16 });
        var length = 0L;
        while (csv.Read())
        {
            for (var i = 0; i < csv.FieldCount; i++)
            {
                length += csv.GetFieldSpan(i).Length;
            }
        }

        return length;
    }

    private static double[] Seconds(Action work)
    {
        work();
        return Enumerable.Range(0, Times).Select(_ =>
        {
            var watch = Stopwatch.StartNew();
            work();
            return watch.Elapsed.TotalSeconds;
        }).Order().ToArray();
    }

    private static void Check(IReadOnlyList<SfActivity> ours, DuckDbLogAnswer? theirs)
    {
        if (theirs is not null && (theirs.Groups != ours.Count || theirs.Calls != ours.Sum(r => r.Calls) || theirs.Errors != ours.Sum(r => r.Errors)))
        {
            throw new InvalidOperationException($"DuckDB answers {theirs.Groups} groups, {theirs.Calls} calls, {theirs.Errors} errors; we answer {ours.Count}, {ours.Sum(r => r.Calls)}, {ours.Sum(r => r.Errors)}.");
        }
    }

    private static string Page(
        SavedLog log, IReadOnlyList<SfActivity> rows, double[] both, double[] one, double[] hash, double[] library, long peak, DuckDbLogAnswer? theirs, string? missing)
    {
        var text = new StringBuilder();
        void Line(string line = "") => text.Append(line).Append('\n');
        Line("## " + Title);
        Line();
        Line(ResultsPage.Ran("logs"));
        Line();
        Line(string.Create(CultureInfo.InvariantCulture,
            $"A daily ApiTotalUsage file of {log.File.Length / 1e6:0} MB and {log.Rows:N0} events from a fixed seed, added up by identity, client, network, hour, object and operation: {rows.Count:N0} rows. {Times} runs each after one that does not count; seconds."));
        Line();
        Line("| | fastest | middle |");
        Line("|---|---:|---:|");
        Line($"| **ours**, hash checked | {Number(both)} |");
        Line($"| ours, one thread beside the reading one's | {Number(one)} |");
        Line($"| of that: the SHA-256 alone | {Number(hash)} |");
        Line($"| Sylvan.Data.Csv, one thread: reading every value and nothing more | {Number(library)} |");
        if (theirs is not null)
        {
            var seconds = theirs.Seconds.Order().ToArray();
            Line($"| DuckDB, the same rows | {Number(seconds)} |");
            Line(string.Create(CultureInfo.InvariantCulture, $"| **times as fast as DuckDB** (budget 1) | {seconds[0] / both[0]:0.0} | {seconds[seconds.Length / 2] / both[both.Length / 2]:0.0} |"));
        }

        Line();
        Line(theirs is null ? "DuckDB was not run: " + missing : string.Create(CultureInfo.InvariantCulture,
            $"Both sides gave the same number of rows, calls and errors; a run in which they differ stops. Peak memory: ours {peak} MB (the whole process, before anything else ran), DuckDB {theirs.PeakMegabytes:0} MB."));
        return text.ToString();
    }

    private static string Number(double[] seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds[0]:0.00} | {seconds[seconds.Length / 2]:0.00}");

    private static long Peak()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1048576;
    }
}
