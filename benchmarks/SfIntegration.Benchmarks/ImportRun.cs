using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;

namespace SfIntegration.Benchmarks;

/// <summary>Import-Module in a fresh pwsh, beside that of a binary module with a manifest and one cmdlet that does nothing: the engine's own floor.</summary>
internal static class ImportRun
{
    private const string Title = "Import";

    public static async Task RunAsync(TextWriter output, int processes)
    {
        var root = Path.GetDirectoryName(ResultsPage.Folder())!;
        var manifest = Directory.EnumerateFiles(Path.Combine(root, "out", "SfIntegration"), "SfIntegration.psd1", SearchOption.AllDirectories).OrderBy(File.GetLastWriteTimeUtc).LastOrDefault()
            ?? throw new InvalidOperationException("The module is not built: run build.ps1 first, best with -Configuration Release.");
        var folder = Directory.CreateTempSubdirectory("sfi-import-").FullName;
        try
        {
            var floor = await MakeFloorAsync(folder).ConfigureAwait(false);
            var ours = new List<double>();
            var theirs = new List<double>();
            for (var i = 0; i <= processes; i++)
            {
                // By turns, so that the machine's other work falls on both; the first of each fills the disk's cache and does not count.
                var pair = (Floor: await MeasureAsync(floor).ConfigureAwait(false), Ours: await MeasureAsync(manifest).ConfigureAwait(false));
                if (i > 0)
                {
                    theirs.Add(pair.Floor);
                    ours.Add(pair.Ours);
                }
            }

            var text = Section(ours, theirs);
            await output.WriteLineAsync(text).ConfigureAwait(false);
            await ResultsPage.PutAsync(Title, text, output).ConfigureAwait(false);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Section(List<double> ours, List<double> floor)
    {
        ours.Sort();
        floor.Sort();
        static string Row(string name, double fastest, double middle) => string.Create(CultureInfo.InvariantCulture, $"| {name} | {fastest:0.0} | {middle:0.0} |\n");
        return new StringBuilder("## " + Title + "\n\n" + ResultsPage.Ran("import") + "\n\n")
            .Append(CultureInfo.InvariantCulture, $"`Import-Module` in {ours.Count} fresh `pwsh -NoProfile` each, by turns; milliseconds. The floor is a manifest with a dll of one cmdlet that does nothing.\n\n")
            .Append("| | fastest | middle |\n|---|---:|---:|\n")
            .Append(Row("SfIntegration", ours[0], ours[ours.Count / 2]))
            .Append(Row("the floor", floor[0], floor[floor.Count / 2]))
            .Append(Row("**over the floor** (budget 40)", ours[0] - floor[0], ours[ours.Count / 2] - floor[floor.Count / 2]))
            .ToString();
    }

    private static async Task<string> MakeFloorAsync(string folder)
    {
        await SayAsync($$"""
            Add-Type -OutputAssembly '{{folder}}/Floor.dll' -TypeDefinition '[System.Management.Automation.Cmdlet("Get", "Floor")] public sealed class GetFloorCommand : System.Management.Automation.PSCmdlet { }'
            New-ModuleManifest '{{folder}}/Floor.psd1' -RootModule Floor.dll -CmdletsToExport Get-Floor
            """).ConfigureAwait(false);
        return Path.Combine(folder, "Floor.psd1");
    }

    private static async Task<double> MeasureAsync(string manifest) => double.Parse(
        await SayAsync($"$clock = [System.Diagnostics.Stopwatch]::StartNew(); Import-Module '{manifest}'; $clock.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)").ConfigureAwait(false), CultureInfo.InvariantCulture);

    private static async Task<string> SayAsync(string script)
    {
        var start = new ProcessStartInfo("pwsh") { RedirectStandardOutput = true };
        foreach (var argument in new[] { "-NoProfile", "-NonInteractive", "-Command", script })
        {
            start.ArgumentList.Add(argument);
        }

        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException("PowerShell 7 (pwsh) is not on the PATH, and Import-Module is measured in it.", e);
        }

        using (process)
        {
            var said = await process.StandardOutput.ReadToEndAsync().ConfigureAwait(false);
            await process.WaitForExitAsync().ConfigureAwait(false);
            return process.ExitCode == 0 ? said.Trim() : throw new InvalidOperationException($"pwsh ended with exit code {process.ExitCode}.");
        }
    }
}
