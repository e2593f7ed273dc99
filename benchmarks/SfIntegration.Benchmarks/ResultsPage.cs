using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;

namespace SfIntegration.Benchmarks;

/// <summary>RESULTS.md: a section a benchmark. A run writes its own and leaves the others.</summary>
internal static class ResultsPage
{
    private const string Mark = "## ";

    /// <summary>Puts a section in the place of the one of the same title.</summary>
    public static async Task PutAsync(string title, string section, TextWriter output)
    {
        var path = Path.Combine(Folder(), "RESULTS.md");
        var old = File.Exists(path) ? await File.ReadAllTextAsync(path).ConfigureAwait(false) : "";
        var sections = Sections(old).ToList();
        var at = sections.FindIndex(s => s.StartsWith(Mark + title + "\n", StringComparison.Ordinal));
        if (at < 0)
        {
            sections.Add(section);
        }
        else
        {
            sections[at] = section;
        }

        const string Head = "# Benchmark results\n\nWritten by `dotnet run -c Release --project benchmarks/SfIntegration.Benchmarks -- <name>`, a section a benchmark; the next run of one overwrites its own.\n\n";
        await File.WriteAllTextAsync(path, Head + string.Join("\n", sections.Select(s => s.TrimEnd('\n') + "\n")), new UTF8Encoding(false)).ConfigureAwait(false);
        await output.WriteLineAsync("Written to benchmarks/RESULTS.md").ConfigureAwait(false);
    }

    /// <summary>The name of the benchmark, and on what it ran.</summary>
    public static string Ran(string name) => string.Create(CultureInfo.InvariantCulture,
        $"`{name}`. Machine: {Environment.ProcessorCount} processors, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1073741824.0:0} GB of memory, .NET {Environment.Version}, {DateTime.UtcNow:yyyy-MM-dd}. Load of the last minute when it ended: {Load()} (other work ran on the machine where this is above the processors it has).");

    /// <summary>benchmarks/ in the checkout.</summary>
    public static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SfIntegration.slnx")))
            {
                return Path.Combine(folder.FullName, "benchmarks");
            }
        }

        throw new InvalidOperationException("The checkout was not found above the program.");
    }

    private static IEnumerable<string> Sections(string page) => page.Split("\n" + Mark).Skip(1).Select(s => Mark + s);

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
