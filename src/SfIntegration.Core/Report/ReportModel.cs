using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Rules;

namespace SfIntegration.Report;

/// <summary>
/// What a report says, whatever its format: findings with their runs, plans, access, comparisons, activity, and how much was looked
/// at. Made of nothing it says so, in one NotAssessed: an empty report must not look like a clean one.
/// </summary>
internal sealed class ReportModel
{
    private readonly IReadOnlyList<ReportRun> _runs = Array.Empty<ReportRun>();

    public ReportModel(DateTime generatedAt) => GeneratedAt = generatedAt;

    /// <summary>The runs, in the order their first finding came.</summary>
    public IReadOnlyList<ReportRun> Runs
    {
        get => IsEmpty ? new[] { Nothing(GeneratedAt) } : _runs;
        init => _runs = value;
    }

    /// <summary>Plans and applies, in the order they came.</summary>
    public IReadOnlyList<ReportPlan> Plans { get; init; } = Array.Empty<ReportPlan>();

    /// <summary>What users can do, in the order they came.</summary>
    public IReadOnlyList<ReportAccess> Access { get; init; } = Array.Empty<ReportAccess>();

    /// <summary>What was compared.</summary>
    public IReadOnlyList<ReportComparison> Comparisons { get; init; } = Array.Empty<ReportComparison>();

    /// <summary>What logs show that was done.</summary>
    public IReadOnlyList<ReportActivity> Activity { get; init; } = Array.Empty<ReportActivity>();

    /// <summary>What the grants of scopes were used for.</summary>
    public IReadOnlyList<ReportUse> Use { get; init; } = Array.Empty<ReportUse>();

    /// <summary>When the report was made, UTC.</summary>
    public DateTime GeneratedAt { get; }

    /// <summary>The module's version.</summary>
    public string ToolVersion { get; init; } = SfIntegration.ToolVersion.Current;

    /// <summary>The findings of all runs.</summary>
    public IEnumerable<Finding> Findings => Runs.SelectMany(r => r.Findings);

    /// <summary>Answers that the runs gave in all: the denominator.</summary>
    public int Total => Runs.Sum(r => r.Assessment.Total);

    /// <summary>Answers that came from looking.</summary>
    public int LookedAt => Runs.Sum(r => r.Assessment.Passed + r.Assessment.Failed + r.Assessment.Accepted);

    /// <summary>Answers that say why nobody could look.</summary>
    public int CouldNotLook => Runs.Sum(r => r.Assessment.NotAssessed);

    public int Passed => Runs.Sum(r => r.Assessment.Passed);

    public int Failed => Runs.Sum(r => r.Assessment.Failed);

    public int Accepted => Runs.Sum(r => r.Assessment.Accepted);

    /// <summary>What there is besides findings and plans, a line each: what formats with no room for it must name.</summary>
    public IEnumerable<string> Others => Access.Select(a => $"access of {a.Username}: {a.Grants.Count} grants")
        .Concat(Comparisons.Select(c => $"{c.Reference} compared with {c.Difference}: {c.Differing} differ, {c.CouldNotLook} could not be compared"))
        .Concat(Activity.Select(a => $"activity: {a.Calls} calls, {a.Errors} failed"))
        .Concat(Use.Select(u => $"use of {u.ScopeName} by {u.Username}: {u.Grants.Count} grants"));

    /// <summary>True where fewer findings are shown than the runs gave.</summary>
    public bool IsFiltered => Runs.Any(r => r.IsFiltered);

    /// <summary>The worst severity among the findings shown that fail, or null where none does.</summary>
    public Severity? Worst => Findings.Where(f => f.Outcome == Outcome.Fail).Select(f => (Severity?)f.Severity).DefaultIfEmpty(null).Max();

    /// <summary>A report of findings and plans.</summary>
    public static ReportModel Of(IEnumerable<Finding> findings, DateTime generatedAt, params object[] others)
    {
        var gathered = new ReportGathering();
        foreach (var item in findings.Concat(others))
        {
            if (!gathered.TryAdd(item))
            {
                throw new ArgumentException($"A {item.GetType().Name} cannot be reported.", nameof(others));
            }
        }

        return gathered.ToModel(generatedAt);
    }

    private bool IsEmpty => _runs.Count + Plans.Count + Access.Count + Comparisons.Count + Activity.Count + Use.Count == 0;

    private static ReportRun Nothing(DateTime now)
    {
        const string Title = "Nothing was assessed";
        var assessment = new Assessment
        {
            Id = "none",
            StartedAt = now,
            EndedAt = now,
            ToolVersion = SfIntegration.ToolVersion.Current,
            Rules = new[] { new RuleTally("SFI000", Title, 0, 0, 1, 0) },
        };
        var finding = new Finding
        {
            RuleId = "SFI000",
            Title = Title,
            Outcome = Outcome.NotAssessed,
            Severity = Severity.Info,
            Target = "report",
            Message = "Nothing reached the report.",
            Cure = "Pipe the findings of Test-SfLeastPrivilege, a plan, a comparison, effective access or activity into Export-SfReport.",
            Assessment = assessment,
        };
        return new ReportRun(assessment, new[] { finding });
    }
}
