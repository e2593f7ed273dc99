using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access.Comparison;

namespace SfIntegration.Report;

/// <summary>The report as lines of one table. The column Section tells what a line is; the first lines are the figures of the whole.</summary>
internal static class CsvRows
{
    public static IEnumerable<CsvRow> Of(ReportModel report) => Summary(report)
        .Concat(report.Runs.SelectMany(Findings))
        .Concat(report.Plans.SelectMany(Plan))
        .Concat(report.Access.SelectMany(Access))
        .Concat(report.Comparisons.SelectMany(Comparison))
        .Concat(report.Activity.SelectMany(Activity))
        .Concat(report.Use.SelectMany(Use));

    private static IEnumerable<CsvRow> Summary(ReportModel report)
    {
        static CsvRow Figure(string name, int number) => new("Summary", Kind: name, Count: ReportTables.Number(number));
        yield return new CsvRow("Summary", Kind: "ToolVersion", Message: report.ToolVersion);
        yield return new CsvRow("Summary", Kind: "GeneratedAt", Message: ReportWriters.Moment(report.GeneratedAt));
        yield return Figure("Total", report.Total);
        yield return Figure("LookedAt", report.LookedAt);
        yield return Figure("CouldNotLook", report.CouldNotLook);
        yield return Figure("Passed", report.Passed);
        yield return Figure("Failed", report.Failed);
        yield return Figure("Accepted", report.Accepted);
        yield return Figure("Shown", report.Findings.Count());
    }

    private static IEnumerable<CsvRow> Findings(ReportRun run) => run.Findings.Select(f => new CsvRow(
        "Finding", Org(f.Org ?? run.Assessment.Org), f.Username, run.Assessment.ScopeName ?? "", f.RuleId, f.Target, f.Outcome.ToString(), f.Severity.ToString(),
        string.Join(" ", new[] { f.Title + ":", f.Message, f.Seen, f.AcceptedBecause is null ? "" : "Accepted: " + f.AcceptedBecause }.Where(t => t.Length > 0)),
        Lines(f.Evidence.Concat(f.References)), f.Cure, Source: f.Source ?? "", Contact: f.Contact ?? "", FirstSeen: Moment(f.FirstSeen), LastSeen: Moment(f.LastSeen)));

    private static IEnumerable<CsvRow> Plan(ReportPlan plan)
    {
        CsvRow Line(string kind, string target, string result) => new(plan.Kind == "apply" ? "Apply" : "Plan", Org(plan.Org), plan.Username, plan.ScopeName, kind, target, result);
        yield return Line("State", "", plan.State) with { Count = ReportTables.Number(plan.Changes.Count) };
        foreach (var problem in plan.Problems)
        {
            yield return Line(problem.Code, problem.Target, problem.Stops ? "Stops" : "Note") with { Message = problem.Message, Cure = problem.Cure, Source = problem.Source ?? "" };
        }

        foreach (var change in plan.Changes)
        {
            yield return Line(change.Kind.ToString(), change.Target, change.State.ToString()) with
            {
                Severity = change.Risk.ToString(),
                Message = change.Reason + (change.Error is null ? "" : " " + change.Error),
                Evidence = change.Container is null ? "" : "in " + change.Container,
                Before = change.Before,
                After = change.After,
                Source = change.Source ?? "",
            };
        }

        foreach (var (kind, text) in plan.Errors.Select(e => ("Error", e)).Concat(plan.Notes.Select(n => ("Note", n))))
        {
            yield return Line(kind, "", kind) with { Message = text };
        }
    }

    private static IEnumerable<CsvRow> Access(ReportAccess access) => access.Grants.Select(g => new CsvRow(
        "Access", Org(access.Org), access.Username, Kind: g.Kind.ToString(), Target: g.Target, Result: g.Access, Message: g.Note ?? "",
        Evidence: ReportTables.Paths(g), Count: ReportTables.Number(g.RecordCount), LastSeen: ReportWriters.Moment(access.AsOf)));

    private static IEnumerable<CsvRow> Comparison(ReportComparison comparison)
    {
        var pair = $"{comparison.Reference} compared with {comparison.Difference}";
        CsvRow Line(string kind, string target, string result) => new("Comparison", Org(comparison.Org), Scope: pair, Kind: kind, Target: target, Result: result);
        foreach (var c in comparison.Counts)
        {
            foreach (var (side, number) in new[] { (DifferenceSide.ReferenceOnly, c.ReferenceOnly), (DifferenceSide.DifferenceOnly, c.DifferenceOnly), (DifferenceSide.Different, c.Different), (DifferenceSide.Equal, c.Equal), (DifferenceSide.NotAssessed, c.NotAssessed) })
            {
                yield return Line(c.Kind.ToString(), "", side.ToString()) with { Section = "ComparisonCount", Count = ReportTables.Number(number) };
            }
        }

        foreach (var text in comparison.Summary?.NotAssessed ?? Array.Empty<string>())
        {
            yield return Line("", "", nameof(DifferenceSide.NotAssessed)) with { Message = text };
        }

        foreach (var text in comparison.Summary?.Notes ?? Array.Empty<string>())
        {
            yield return Line("", "", "Note") with { Message = text };
        }

        foreach (var row in comparison.Rows)
        {
            yield return Line(row.Kind.ToString(), row.Target, row.Side.ToString()) with
            {
                Username = row.Username ?? "",
                Message = Lines(new[] { row.Within, row.Reason }.OfType<string>()),
                Evidence = Lines(row.ReferencePaths.Concat(row.DifferencePaths).Select(p => p.ToString()).Distinct()),
                Before = row.ReferenceValue,
                After = row.DifferenceValue,
            };
        }
    }

    private static IEnumerable<CsvRow> Activity(ReportActivity activity)
    {
        var c = activity.Coverage;
        foreach (var (name, number) in new[] { ("Events", c.Events), ("Counted", c.Counted), ("CountedElsewhere", c.CountedElsewhere), ("Damaged", c.Damaged), ("Gaps", c.Gaps.Count) })
        {
            yield return new CsvRow("ActivityCoverage", Org(activity.Org), Kind: name, Count: ReportTables.Number(number), FirstSeen: Moment(c.FirstEvent), LastSeen: Moment(c.LastEvent));
        }

        foreach (var text in c.Gaps.Select(g => "gap: " + g).Concat(c.NotShown.Select(n => "not shown: " + n)))
        {
            yield return new CsvRow("ActivityCoverage", Org(activity.Org), Kind: "NotAssessed", Message: text);
        }

        foreach (var r in activity.Rows)
        {
            yield return new CsvRow("Activity", Org(activity.Org), r.Username ?? r.UserId ?? "", Kind: r.EventType ?? "", Target: r.SobjectType ?? "", Result: r.Operation ?? "", Message: r.ApiVersion is null ? "" : "API " + r.ApiVersion,
                Count: ReportTables.Number(r.Calls), Rows: ReportTables.Number(r.Rows), Errors: ReportTables.Number(r.Errors), Client: r.Client ?? r.ConnectedAppId ?? r.UserAgent ?? "", Address: r.Address ?? r.AddressBlock ?? "",
                Day: ReportTables.Day(r.Day), Hour: ReportTables.Number(r.Hour), FirstSeen: ReportWriters.Moment(r.FirstSeen), LastSeen: ReportWriters.Moment(r.LastSeen));
        }
    }

    private static IEnumerable<CsvRow> Use(ReportUse use) => use.Grants.Select(g => new CsvRow(
        "Use", Org(use.Org), use.Username, use.ScopeName, g.PermissionSet, g.SobjectType + (g.Field is null ? "" : "." + g.Field), g.Verdict.ToString(), g.Confidence?.ToString() ?? "", g.Reason,
        g.Coverage, Before: g.Access, Source: g.Source?.ToString() ?? "", FirstSeen: Moment(g.GrantedAt), LastSeen: Moment(g.LastUsed)));

    private static string Org(SfOrg? org) => org?.ToString() ?? "";

    private static string Lines(IEnumerable<string> lines) => string.Join("; ", lines);

    private static string Moment(DateTime? moment) => moment is { } known ? ReportWriters.Moment(known) : "";
}
