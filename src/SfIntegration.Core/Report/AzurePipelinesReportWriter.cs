using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SfIntegration.Rules;

namespace SfIntegration.Report;

/// <summary>
/// Logging commands of Azure Pipelines: each Fail becomes an issue of the run (an error from High on, else a warning), each NotAssessed a
/// warning; the figures are plain lines. Nothing here fails the step: that is for -FailOn, or whoever reads the exit code.
/// </summary>
internal sealed class AzurePipelinesReportWriter : IReportWriter
{
    public string Format => "AzurePipelines";

    /// <summary>None: commands belong on the agent's output; a file of them is asked for by -Format.</summary>
    public string Extension => "";

    public bool FindingsOnly => true;

    public void Write(ReportModel report, TextWriter writer)
    {
        foreach (var line in Lines(report))
        {
            writer.Write(LegalText.Utf8(line));
            writer.Write('\n');
        }
    }

    /// <summary>The lines, in order; none holds a line end.</summary>
    public static IEnumerable<string> Lines(ReportModel report)
    {
        foreach (var run in report.Runs)
        {
            var a = run.Assessment;
            foreach (var finding in run.Findings.Where(f => f.Outcome is Outcome.Fail or Outcome.NotAssessed).OrderBy(f => f.Outcome).ThenByDescending(f => f.Severity))
            {
                yield return Issue(finding);
            }

            yield return Plain($"SfIntegration {report.ToolVersion}: {(a.Username.Length == 0 ? "nothing" : a.Username)}: looked at {a.Passed + a.Failed + a.Accepted} of {a.Total}, could not look at {a.NotAssessed}; {a.Passed} pass, {a.Failed} fail, {a.Accepted} accepted{(run.IsFiltered ? $"; {run.Findings.Count} of them are shown" : "")}.");
        }

        foreach (var plan in report.Plans)
        {
            foreach (var problem in plan.Problems)
            {
                yield return Command(problem.Stops, problem.Source, problem.Code, problem.ToString());
            }

            foreach (var error in plan.Errors)
            {
                yield return Command(true, null, plan.Kind, error);
            }

            yield return Plain($"SfIntegration {report.ToolVersion}: {plan.Kind} of {plan.ScopeName} for {plan.Username}: {plan.State}, {plan.Changes.Count} changes.");
        }

        foreach (var text in report.Others)
        {
            yield return Plain($"SfIntegration {report.ToolVersion}: {text}.");
        }
    }

    /// <summary>The command that shows a Markdown file on the run's page.</summary>
    public static string Summary(string path) => $"##vso[task.uploadsummary]{Data(path)}";

    private static string Issue(Finding finding)
    {
        var fails = finding.Outcome == Outcome.Fail;
        var head = fails ? $"{finding.Severity}: {finding.RuleId} {finding.Title}: {finding.Target}" : $"Not assessed: {finding.RuleId} {finding.Title}: {finding.Target}";
        return Command(fails && finding.Severity >= Severity.High, finding.Source, finding.RuleId, string.Join(" ", new[] { head + ":", finding.Message, finding.Seen, finding.Cure.Length == 0 ? "" : "Cure: " + finding.Cure }.Where(t => t.Length > 0)));
    }

    private static string Command(bool isError, string? source, string code, string message)
    {
        // "orders.scope.yaml(12,7)" as the properties that link an issue to its line.
        var at = source?.LastIndexOf('(') ?? -1;
        var place = source is null ? ""
            : at > 0 && source.EndsWith(")", StringComparison.Ordinal) && source.Substring(at + 1, source.Length - at - 2).Split(',') is { Length: 2 } parts
                ? $"sourcepath={Property(source.Substring(0, at))};linenumber={Property(parts[0])};columnnumber={Property(parts[1])};"
                : $"sourcepath={Property(source)};";
        return $"##vso[task.logissue type={(isError ? "error" : "warning")};{place}code={Property(code)};]{Data(message)}";
    }

    /// <summary>A line that is no command, whatever name it begins with: the agent looks for "##vso[" and "##[" anywhere in it.</summary>
    private static string Plain(string text) => Data(text).Replace("##", "# #");

    /// <summary>As the agent reads it back (azure-pipelines-task-lib, taskcommand).</summary>
    private static string Data(string text) => text.Replace("%", "%AZP25").Replace("\r", "%0D").Replace("\n", "%0A");

    private static string Property(string text) => Data(text).Replace("]", "%5D").Replace(";", "%3B");
}
