using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using SfIntegration.Tests;

namespace SfIntegration.Cmdlets.Tests;

/// <summary>What Pester said about one file.</summary>
internal sealed record PesterResult(string? Missing, int Passed, int Failed, int Skipped, IReadOnlyList<PesterFailure> Failures, string Output);

/// <summary>One failed test, or a block that could not run.</summary>
internal sealed record PesterFailure(string Test, string Message);

/// <summary>Runs Pester on one file in a PowerShell process of its own.</summary>
internal static class PesterFile
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(15);
    private static readonly JsonSerializerOptions s_json = new() { PropertyNameCaseInsensitive = true };

    /// <summary>The Pester files of the checkout, as paths under tests/.</summary>
    public static IEnumerable<string> All => new[] { "Cmdlets", "Isolation" }
        .Select(folder => Path.Combine(Repository.Root, "tests", folder))
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.Tests.ps1"))
        .Select(file => Path.GetRelativePath(Path.Combine(Repository.Root, "tests"), file).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    /// <summary>pwsh as the PATH has it, or null.</summary>
    public static string? PowerShell { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh"))
        .FirstOrDefault(File.Exists);

    public static async Task<PesterResult> RunAsync(string file)
    {
        var name = Path.GetFileName(file).Replace(".Tests.ps1", "", StringComparison.Ordinal);
        var results = Directory.CreateDirectory(Path.Combine(Repository.Root, "TestResults")).FullName;
        var answer = Path.Combine(results, $"pester-{name}.json");
        File.Delete(answer);
        File.Delete(CountsFile(name));
        var start = new ProcessStartInfo(PowerShell!)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Repository.Root,
            Environment =
            {
                ["POWERSHELL_TELEMETRY_OPTOUT"] = "1",
                ["NO_COLOR"] = "1",
                ["SFI_REHEARSAL"] = Path.Combine(AppContext.BaseDirectory, "SfIntegration.Rehearsal.dll"),
                ["SFI_AZURE"] = Path.Combine(AppContext.BaseDirectory, "SfIntegration.AzureStandIn.dll"),
            },
        };
        string[] arguments =
        [
            "-NoProfile", "-NonInteractive", "-File", Path.Combine(Repository.Root, "tests", "Cmdlets", "Invoke-PesterFile.ps1"),
            "-Path", Path.Combine(Repository.Root, "tests", file), "-ResultPath", answer,
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        var ended = process.WaitForExitAsync();
        if (await Task.WhenAny(ended, Task.Delay(s_patience)) != ended)
        {
            process.Kill(entireProcessTree: true);
        }

        await ended;
        var said = await output + await errors;
        if (!File.Exists(answer))
        {
            throw new InvalidOperationException($"PowerShell ended with {process.ExitCode} and without a result.{Environment.NewLine}{said}");
        }

        var result = JsonSerializer.Deserialize<PesterResult>(await File.ReadAllTextAsync(answer), s_json)! with { Output = said };
        File.Delete(answer);
        if (result.Missing is null)
        {
            await File.WriteAllTextAsync(CountsFile(name), $"{result.Passed} passed, {result.Failed} failed, {result.Skipped} skipped{Environment.NewLine}");
        }

        return result;

        string CountsFile(string suite) => Path.Combine(results, $"pester-{suite}.txt");
    }
}
