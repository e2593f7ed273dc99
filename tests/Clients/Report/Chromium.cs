using System;
using System.IO;
using System.Linq;
using Xunit;

namespace SfIntegration.Clients.Tests.Report;

/// <summary>The browser that opens the HTML report.</summary>
internal static class Chromium
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome", "chrome.exe", "msedge.exe"];

    /// <summary>The browser's file; skips the test, saying why, where there is none.</summary>
    public static string Require()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var found = s_names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        if (found is null)
        {
            Assert.Skip("There is no Chromium on the PATH to open the report with; on Debian 'apt-get install chromium' brings it.");
        }

        return found!;
    }
}
