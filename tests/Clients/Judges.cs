using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using SfIntegration.Tests;
using Xunit;

namespace SfIntegration.Clients.Tests;

/// <summary>The clients that others wrote, as package-lock.json pins them, and the Node that runs them.</summary>
internal static class Judges
{
    private static readonly Lazy<Task<string?>> s_missing = new(InstallAsync);

    /// <summary>The folder of this project in the checkout.</summary>
    public static string Folder { get; } = Path.Combine(Repository.Root, "tests", "Clients");

    /// <summary>Node 22 from the packages.</summary>
    public static string Node { get; } = Path.Combine(Modules, $"node-{Platform}", OperatingSystem.IsWindows() ? "bin/node.exe" : "bin/node");

    /// <summary>The file that node runs as sf.</summary>
    public static string Sf { get; } = Path.Combine(Modules, "@salesforce", "cli", "bin", "run.js");

    private static string Modules => Path.Combine(Folder, "node_modules");

    private static string Platform =>
        (OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "darwin" : "linux")
        + (RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "-arm64" : "-x64");

    /// <summary>Skips the test, saying why, where the clients are not here and cannot be installed.</summary>
    public static async Task RequireAsync()
    {
        if (await s_missing.Value is { } reason)
        {
            Assert.Skip(reason);
        }
    }

    /// <summary>Runs a program of node's and answers what it printed.</summary>
    public static Task<Said> RunAsync(IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> environment, string? folder = null)
    {
        var start = new ProcessStartInfo(Node) { WorkingDirectory = folder ?? Folder };
        foreach (var pair in environment)
        {
            start.Environment[pair.Key] = pair.Value;
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Said.ByAsync(start);
    }

    /// <summary>Why there are no clients, or null. Where npm is, it installs them once, from the lock file and without running scripts.</summary>
    private static async Task<string?> InstallAsync()
    {
        if (File.Exists(Node) && File.Exists(Sf))
        {
            return null;
        }

        var npm = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "npm.cmd" : "npm"))
            .FirstOrDefault(File.Exists);
        if (npm is null)
        {
            return "sf and jsforce are not installed and there is no npm to install them with; 'npm ci --ignore-scripts' in tests/Clients does it.";
        }

        var start = new ProcessStartInfo(npm) { WorkingDirectory = Folder };
        foreach (var argument in new[] { "ci", "--ignore-scripts", "--no-audit", "--no-fund" })
        {
            start.ArgumentList.Add(argument);
        }

        var said = await Said.ByAsync(start);
        return said.ExitCode == 0 && File.Exists(Node)
            ? null
            : $"npm could not install the clients: {said.Errors}{said.Output}";
    }
}
