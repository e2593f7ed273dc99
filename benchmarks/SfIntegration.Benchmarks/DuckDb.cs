using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace SfIntegration.Benchmarks;

/// <summary>DuckDB's answer: how much can be read and edited by how many, its checksum, and what it took.</summary>
internal sealed record DuckDbAnswer(string Readable, string Editable, string Checksum, double LoadSeconds, double UnionSeconds, double PeakMegabytes);

/// <summary>DuckDB's answer about an event log: groups, calls, errors, and the seconds of each run.</summary>
internal sealed record DuckDbLogAnswer(long Groups, long Calls, long Errors, double[] Seconds, double PeakMegabytes);

/// <summary>DuckDB in Node, as benchmarks/duckdb/package-lock.json pins both.</summary>
internal static class DuckDb
{
    private static readonly JsonSerializerOptions s_json = new() { PropertyNameCaseInsensitive = true };

    /// <summary>Installs it where it is not and npm is; the reason where it cannot be had.</summary>
    public static async Task<string?> MissingAsync(string folder)
    {
        if (File.Exists(Node(folder)) && Directory.Exists(Path.Combine(folder, "node_modules", "@duckdb")))
        {
            return null;
        }

        var npm = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(p => Path.Combine(p, OperatingSystem.IsWindows() ? "npm.cmd" : "npm")).FirstOrDefault(File.Exists);
        if (npm is null)
        {
            return "DuckDB is not installed and there is no npm to install it with; 'npm ci --ignore-scripts' in benchmarks/duckdb does it.";
        }

        var (code, output) = await RunAsync(npm, folder, Timeout.InfiniteTimeSpan, "ci", "--ignore-scripts", "--no-audit", "--no-fund").ConfigureAwait(false);
        return code == 0 ? null : "npm could not install DuckDB: " + output;
    }

    /// <summary>The aggregation of an event log.</summary>
    public static async Task<DuckDbLogAnswer> LogAsync(string folder, string file)
    {
        var (code, output) = await RunAsync(Node(folder), folder, Timeout.InfiniteTimeSpan, "log.mjs", file).ConfigureAwait(false);
        return code == 0 ? JsonSerializer.Deserialize<DuckDbLogAnswer>(output, s_json)! : throw new InvalidOperationException($"DuckDB ended with {code}: {output}");
    }

    /// <summary>The union over the rows in a folder, "plain" or "bits"; null where it was not done in time.</summary>
    public static async Task<DuckDbAnswer?> UnionAsync(string folder, string rows, string way, TimeSpan patience)
    {
        var (code, output) = await RunAsync(Node(folder), folder, patience, "union.mjs", rows, way).ConfigureAwait(false);
        return code switch
        {
            null => null,
            0 => JsonSerializer.Deserialize<DuckDbAnswer>(output, s_json)!,
            _ => throw new InvalidOperationException($"DuckDB ended with {code}: {output}"),
        };
    }

    private static string Node(string folder) => Path.Combine(folder, "node_modules", $"node-{Platform}", OperatingSystem.IsWindows() ? "bin/node.exe" : "bin/node");

    private static string Platform => (OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "darwin" : "linux") + (RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "-arm64" : "-x64");

    private static async Task<(int? Code, string Output)> RunAsync(string program, string folder, TimeSpan patience, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        Array.ForEach(arguments, start.ArgumentList.Add);
        using var process = Process.Start(start)!;
        using var stop = new CancellationTokenSource(patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
            await process.WaitForExitAsync(stop.Token).ConfigureAwait(false);
            return (process.ExitCode, process.ExitCode == 0 ? await output.ConfigureAwait(false) : await errors.ConfigureAwait(false) + await output.ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return (null, "");
        }
    }
}
