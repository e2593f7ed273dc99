using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SfIntegration.Plan;
using SfIntegration.Rules;

namespace SfIntegration.Report;

/// <summary>Markdown for people: the summary first, then what fails and how to cure it, then everything else, shorter and shorter.</summary>
internal sealed class MarkdownReportWriter : IReportWriter
{
    public string Format => "Markdown";

    public string Extension => ".md";

    public bool FindingsOnly => false;

    public void Write(ReportModel report, TextWriter writer)
    {
        var lines = new List<string> { "# Integration access report", "" };
        Summary(report, lines);
        foreach (var plan in report.Plans)
        {
            Plan(plan, lines);
        }

        foreach (var run in report.Runs)
        {
            Run(run, report.Runs.Count > 1, lines);
        }

        foreach (var table in ReportTables.Of(report))
        {
            Table(table, lines);
        }

        while (lines.Count > 0 && lines[lines.Count - 1].Length == 0)
        {
            lines.RemoveAt(lines.Count - 1);
        }

        foreach (var line in lines)
        {
            writer.Write(LegalText.Utf8(line));
            writer.Write('\n');
        }
    }

    private static void Summary(ReportModel report, List<string> lines)
    {
        if (report.Runs.Count > 0)
        {
            lines.Add("| identity | scope | org | pass | fail | not assessed | accepted | live |");
            lines.Add("|---|---|---|---:|---:|---:|---:|---|");
            foreach (var a in report.Runs.Select(r => r.Assessment))
            {
                lines.Add($"| {Markdown.Text(a.Username)} | {Markdown.Text(a.ScopeName ?? "none")} | {Markdown.Text(a.Org?.ToString() ?? "")} | {a.Passed} | {a.Failed} | {a.NotAssessed} | {a.Accepted} | {(a.Live ? "yes" : "no")} |");
            }

            lines.Add("");
            lines.Add($"Looked at {report.LookedAt} of {report.Total}; could not look at {report.CouldNotLook}.");
            if (report.IsFiltered)
            {
                lines.Add("");
                lines.Add($"**Filtered**: {report.Findings.Count()} of {report.Total} answers are shown below; the counts above are of all of them.");
            }

            lines.Add("");
        }

        lines.Add($"SfIntegration {Markdown.Text(report.ToolVersion)}, {ReportWriters.Moment(report.GeneratedAt)}");
        lines.Add("");
    }

    private static void Run(ReportRun run, bool several, List<string> lines)
    {
        var about = several ? " of " + Markdown.Text(run.Assessment.Username) : "";
        List<Finding> Of(Outcome outcome) => run.Findings.Where(f => f.Outcome == outcome)
            .OrderByDescending(f => f.Severity).ThenBy(f => f.RuleId, StringComparer.Ordinal).ThenBy(f => f.Target, StringComparer.Ordinal).ToList();

        Section("Fails" + about, Of(Outcome.Fail), Fail, lines);
        Section("Not assessed" + about, Of(Outcome.NotAssessed), f => new[] { Item(f, null), Sub(f.Cure) }, lines);
        Section("Accepted" + about, Of(Outcome.Accepted), f => new[] { Item(f, f.Severity), Sub("accepted because: " + f.AcceptedBecause) }, lines);
        Passes(run, about, lines);
    }

    private static IEnumerable<string?> Fail(Finding finding)
    {
        yield return $"### {finding.Severity}: {finding.RuleId} {Markdown.Text(finding.Title)}: {Markdown.Text(finding.Target)}";
        yield return "";
        yield return Markdown.Text($"{finding.Message} {finding.Seen}".TrimEnd());
        yield return "";
        foreach (var evidence in finding.Evidence)
        {
            yield return "- " + Markdown.Text(evidence);
        }

        if (finding.Evidence.Count > 0)
        {
            yield return "";
        }

        yield return $"**Cure:** {Markdown.Text(finding.Cure)}" + (finding.Source is null ? "" : $" (scope: {Markdown.Text(finding.Source)})") + (finding.Contact is null ? "" : $" Notify {Markdown.Text(finding.Contact)}.");
        foreach (var reference in finding.References)
        {
            yield return "";
            yield return $"See {Markdown.Text(reference)}";
        }

        yield return "";
    }

    private static void Section(string title, IReadOnlyCollection<Finding> findings, Func<Finding, IEnumerable<string?>> each, List<string> lines)
    {
        if (findings.Count == 0)
        {
            return;
        }

        lines.Add($"## {title} ({findings.Count})");
        lines.Add("");
        lines.AddRange(findings.SelectMany(each).OfType<string>());
        if (lines[lines.Count - 1].Length > 0)
        {
            lines.Add("");
        }
    }

    private static void Passes(ReportRun run, string about, List<string> lines)
    {
        var rules = run.Assessment.Rules;
        lines.Add($"## Passes{about} ({run.Assessment.Passed})");
        lines.Add("");
        if (rules.Any(r => r.Passed > 0))
        {
            lines.Add("| rule | what it looks at | passed |");
            lines.Add("|---|---|---:|");
            lines.AddRange(rules.Where(r => r.Passed > 0).Select(r => $"| {r.RuleId} | {Markdown.Text(r.Title)} | {r.Passed} |"));
            lines.Add("");
        }

        var idle = rules.Where(r => r.Total == 0).ToList();
        if (idle.Count > 0)
        {
            lines.Add("Looked at nothing: " + string.Join(", ", idle.Select(r => $"{r.RuleId} {Markdown.Text(r.Title)}")) + ".");
            lines.Add("");
        }
    }

    private static void Table(ReportTable table, List<string> lines)
    {
        lines.Add("## " + Markdown.Text(table.Title));
        lines.Add("");
        foreach (var text in table.Lead)
        {
            lines.Add(Markdown.Text(text));
            lines.Add("");
        }

        if (table.Rows.Count > 0)
        {
            lines.Add($"| {string.Join(" | ", table.Columns.Select(Markdown.Text))} |");
            lines.Add($"|{string.Concat(table.Columns.Select(_ => "---|"))}");
            lines.AddRange(table.Rows.Select(r => $"| {string.Join(" | ", r.Select(Markdown.Text))} |"));
            lines.Add("");
        }
    }

    private static void Plan(ReportPlan plan, List<string> lines)
    {
        lines.Add($"## {(plan.Kind == "apply" ? "Applied" : "Plan")}: {Markdown.Text(plan.ScopeName)} for {Markdown.Text(plan.Username)} ({plan.State})");
        lines.Add("");
        foreach (var problem in plan.Problems)
        {
            lines.Add($"- **{(problem.Stops ? "stops" : "note")}** {Markdown.Text(problem.ToString())}");
        }

        lines.AddRange(plan.Errors.Select(e => "- **error** " + Markdown.Text(e)));
        lines.AddRange(plan.Notes.Select(n => "- " + Markdown.Text(n)));
        if (plan.Problems.Count + plan.Errors.Count + plan.Notes.Count > 0)
        {
            lines.Add("");
        }

        if (plan.Changes.Count > 0)
        {
            lines.Add("| change | target | in | before | after | risk | state |");
            lines.Add("|---|---|---|---|---|---|---|");
            lines.AddRange(plan.Changes.Select(Row));
            lines.Add("");
        }
    }

    private static string Row(AccessChange c) =>
        $"| {c.Kind} | {Markdown.Text(c.Target)} | {Markdown.Text(c.Container ?? "")} | {Markdown.Text(c.Before)} | {Markdown.Text(c.After)} | {c.Risk} | {c.State}{(c.Error is null ? "" : ": " + Markdown.Text(c.Error))} |";

    private static string Item(Finding finding, Severity? severity) =>
        $"- {finding.RuleId} {Markdown.Text(finding.Title)}: **{Markdown.Text(finding.Target)}**{(severity is null ? "" : $" ({severity})")}: {Markdown.Text(finding.Message)}";

    private static string? Sub(string text) => text.Length == 0 ? null : "  - " + Markdown.Text(text);
}
