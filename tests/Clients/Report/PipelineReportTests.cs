using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Report;
using SfIntegration.Rules;
using SfIntegration.Unit.Tests.Report;
using Xunit;

namespace SfIntegration.Clients.Tests.Report;

/// <summary>What pipelines read: Microsoft's validator, with what GitHub's code scanning asks, judges the one, the agent's own library reads the other back.</summary>
public sealed class PipelineReportTests
{
    [Fact]
    public async Task The_validator_of_SARIF_has_nothing_to_say_against_the_report()
    {
        await Judges.RequireAsync();
        var validator = Path.Combine(Judges.Folder, "node_modules", "@microsoft", "sarif-multitool-linux", "Sarif.Multitool");
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(validator), "The SARIF validator that package-lock.json pins is the one for Linux.");
        if (OperatingSystem.IsLinux())
        {
            File.SetUnixFileMode(validator, File.GetUnixFileMode(validator) | UnixFileMode.UserExecute);
        }

        var folder = Directory.CreateTempSubdirectory("sarif").FullName;
        try
        {
            foreach (var model in new[] { ReportSample.Everything(), ReportModel.Of([], ReportSample.Now) })
            {
                var file = Write(folder, "report.sarif", new SarifReportWriter(), model);
                var said = await Said.ByAsync(Command(validator, "validate", file, "--output", Path.Combine(folder, "verdict.sarif"), "--log", "ForceOverwrite", "--rule-kind", "Sarif;Ghas"));
                Assert.True(said.ExitCode == 0, said.Output + said.Errors);
                var verdict = JObject.Parse(File.ReadAllText(Path.Combine(folder, "verdict.sarif")));
                // 2005: a home page of the tool, which there is none of yet.
                var complaints = verdict["runs"]!.SelectMany(r => r["results"]!).Where(r => (string?)r["level"] is "error" or "warning" or null && (string?)r["ruleId"] != "SARIF2005");
                Assert.Empty(complaints.Select(c => $"{c["ruleId"]} {c["message"]}"));
            }

            // The judge does judge.
            var bad = Path.Combine(folder, "bad.sarif");
            File.WriteAllText(bad, ReportSample.Written(new SarifReportWriter(), ReportSample.Model()).Replace("\"fullDescription\"", "\"properties\"", StringComparison.Ordinal));
            Assert.Contains("GH2012", (await Said.ByAsync(Command(validator, "validate", bad, "--output", Path.Combine(folder, "verdict.sarif"), "--log", "ForceOverwrite", "--rule-kind", "Ghas"))).Output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task The_agents_library_reads_each_issue_back_as_it_was_meant()
    {
        await Judges.RequireAsync();
        var folder = Directory.CreateTempSubdirectory("commands").FullName;
        try
        {
            const string Vicious = "100% ]; ##vso[task.setvariable variable=x]y\r\n##[error] %0A %AZP25 ; end";
            var findings = ReportSample.Run().Findings;
            var fail = new Finding { RuleId = "SFI201", Title = "T", Outcome = Outcome.Fail, Severity = Severity.High, Target = Vicious, Message = Vicious, Cure = "Cure it.", Source = "a;b].scope.yaml(3,5)", Username = "u", Assessment = findings[0].Assessment };
            var file = Write(folder, "commands.txt", new AzurePipelinesReportWriter(), ReportModel.Of(findings.Append(fail), ReportSample.Now, new ReportPlan("plan", Vicious, "u", null, "Planned", [], [], [Vicious], [])));
            var seen = (await Judges.RunAsync([Path.Combine(Judges.Folder, "Report", "commands.mjs"), file], new Dictionary<string, string?>())).Json;

            Assert.All(seen["commands"]!, c => Assert.Equal("task.logissue", (string?)c["command"]));
            var read = seen["commands"]!.First();
            Assert.Equal(("error", "a;b].scope.yaml", "3", "5", "SFI201"), ((string?)read["properties"]!["type"], (string?)read["properties"]!["sourcepath"], (string?)read["properties"]!["linenumber"], (string?)read["properties"]!["columnnumber"], (string?)read["properties"]!["code"]));
            // %0A of a name itself comes back as a line end in their library too: what they write cannot say it otherwise.
            Assert.Equal($"High: SFI201 T: {Vicious}: {Vicious} Cure it.".Replace("Cure it.", "Cure: Cure it.", StringComparison.Ordinal), (string?)read["message"]);
            Assert.Equal(["error", "warning", "warning", "error"], seen["commands"]!.Select(c => (string?)c["properties"]!["type"]));
            Assert.DoesNotContain("##vso", string.Concat(seen["plain"]!.Values<string>()), StringComparison.Ordinal);
            Assert.Contains(seen["plain"]!.Values<string>(), l => l!.Contains("looked at 3 of 4, could not look at 1", StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ProcessStartInfo Command(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    private static string Write(string folder, string name, IReportWriter writer, ReportModel model)
    {
        var path = Path.Combine(folder, name);
        using var file = new StreamWriter(path, append: false);
        writer.Write(model, file);
        return path;
    }
}
