using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SfIntegration.Access;

namespace SfIntegration.Report;

/// <summary>One table of a report, as text: what it shows, how much was looked at, and its rows.</summary>
internal sealed record ReportTable(string Title, IReadOnlyList<string> Lead, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);

/// <summary>Access, comparisons, activity and use as tables, for the formats that people read line by line. Nothing is left out.</summary>
internal static class ReportTables
{
    private static readonly string[] s_objectWords = { "create", "read", "edit", "delete", "view all records", "modify all records", "view all fields" };

    /// <summary>All tables of the report, in its order.</summary>
    public static IEnumerable<ReportTable> Of(ReportModel report) =>
        report.Access.SelectMany(Of).Concat(report.Comparisons.SelectMany(Of)).Concat(report.Activity.Select(Of)).Concat(report.Use.Select(Of));

    private static IEnumerable<ReportTable> Of(ReportAccess access)
    {
        var objects = access.Grants.Where(g => g.Kind == AccessKind.Object && g.IsKnown).ToList();
        var others = access.Grants.Except(objects).ToList();
        var lead = new List<string> { $"As of {ReportWriters.Moment(access.AsOf)}{In(access.Org)}. Looked at {Number(access.LookedAt)}; could not look at {Number(access.CouldNotLook)}." };
        if (access.Reach is { } reach)
        {
            lead.Add($"Rows within reach, as far as sharing lets them: {Number(reach.Read)} to read, {Number(reach.Edit)} to edit, {Number(reach.Delete)} to delete, in {Number(reach.Objects)} objects ({Number(reach.NotCounted)} of them not counted).");
        }

        yield return new ReportTable("Access of " + access.Username, lead, new[] { "object" }.Concat(s_objectWords).Concat(new[] { "rows", "given by" }).ToList(),
            objects.Select(o => (IReadOnlyList<string>)new[] { o.Target }.Concat(s_objectWords.Select(w => o.Words.Contains(w) ? "yes" : "")).Concat(new[] { Number(o.RecordCount), Paths(o) }).ToList()).ToList());
        if (others.Count > 0)
        {
            yield return new ReportTable($"Access of {access.Username}: fields, permissions and the rest", Array.Empty<string>(), new[] { "kind", "name", "access", "given by" },
                others.Select(g => Row(g.Kind.ToString(), g.Target, g.Access, string.Join("; ", new[] { Paths(g), g.Note }.Where(t => !string.IsNullOrEmpty(t))))).ToList());
        }
    }

    private static IEnumerable<ReportTable> Of(ReportComparison comparison)
    {
        var lead = new List<string> { $"Compared {Number(comparison.LookedAt)}{In(comparison.Org)}{(comparison.DifferenceOrg is null ? "" : $" with {comparison.DifferenceOrg}")}: {Number(comparison.Differing)} differ; could not compare {Number(comparison.CouldNotLook)}." };
        lead.AddRange(comparison.Counts.Select(c => c.ToString()));
        lead.AddRange((comparison.Summary?.NotAssessed ?? Array.Empty<string>()).Select(n => "not assessed: " + n));
        lead.AddRange(comparison.Summary?.Notes ?? Array.Empty<string>());
        yield return new ReportTable($"{comparison.Reference} compared with {comparison.Difference}", lead, new[] { "kind", "target", "in", "differs", comparison.Reference, comparison.Difference, "given by", "because" },
            comparison.Rows.Select(r => Row(r.Kind.ToString(), r.Target, r.Within ?? "", r.Side.ToString(), r.ReferenceValue, r.DifferenceValue,
                string.Join("; ", r.ReferencePaths.Concat(r.DifferencePaths).Select(p => p.ToString()).Distinct()), r.Reason ?? "")).ToList());
    }

    private static ReportTable Of(ReportActivity activity)
    {
        var c = activity.Coverage;
        var lead = new List<string>
        {
            $"{Number(activity.Calls)} calls, {Number(activity.Errors)} of them failed{(activity.RowsWorkedOn is { } rows ? $", {Number(rows)} rows" : "")}{In(activity.Org)}.",
            $"Looked at {Number(c.Events)} log lines: {Number(c.Counted)} counted, {Number(c.CountedElsewhere)} counted in another log, {Number(c.Damaged)} damaged, {c.Gaps.Count} gaps in the logs.",
        };
        lead.AddRange(c.Gaps.Select(g => "gap: " + g));
        lead.AddRange(c.NotShown.Select(n => "not shown: " + n));
        return new ReportTable("Activity", lead, new[] { "identity", "client", "API", "from", "day", "hour", "object", "operation", "log", "calls", "rows", "errors", "first", "last" },
            activity.Rows.Select(r => Row(r.Username ?? r.UserId ?? "", r.Client ?? r.ConnectedAppId ?? r.UserAgent ?? "", r.ApiVersion ?? "", r.Address ?? r.AddressBlock ?? "", Day(r.Day), Number(r.Hour),
                r.SobjectType ?? "", r.Operation ?? "", r.EventType ?? "", Number(r.Calls), Number(r.Rows), Number(r.Errors), ReportWriters.Moment(r.FirstSeen), ReportWriters.Moment(r.LastSeen))).ToList());
    }

    private static ReportTable Of(ReportUse use) => new(
        $"Use of {use.ScopeName} by {use.Username}",
        new[] { $"{Number(use.Grants.Count(g => g.Verdict == SfAccessUse.Unused))} unused. The logs say something about {Number(use.LookedAt)} of {Number(use.Grants.Count)} grants{In(use.Org)}." },
        new[] { "object", "field", "access", "verdict", "because", "sure", "last used", "log days", "scope" },
        use.Grants.Select(g => Row(g.SobjectType ?? "", g.Field ?? "", g.Access, g.Verdict.ToString(), g.Reason, g.Confidence?.ToString() ?? "", g.LastUsed is { } last ? ReportWriters.Moment(last) : "", g.Coverage, g.Source?.ToString() ?? "")).ToList());

    /// <summary>Every way to a thing; with what each gives, where they differ.</summary>
    public static string Paths(ReportGrant grant) => string.Join("; ", grant.Paths.Select(p => p.Access == grant.Access ? p.Path.ToString() : $"{p.Access}: {p.Path}"));

    /// <summary>A day as every format writes it.</summary>
    public static string Day(DateTime? day) => day is { } known ? known.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "";

    /// <summary>A number as every format writes it; empty where there is none.</summary>
    public static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string In(SfOrg? org) => org is null ? "" : $" in {org}";

    private static IReadOnlyList<string> Row(params string[] cells) => cells;
}
