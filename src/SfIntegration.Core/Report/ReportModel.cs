using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Plan;
using SfIntegration.Rules;

namespace SfIntegration.Report;

/// <summary>One run of the rules with those of its findings that reached the report.</summary>
internal sealed record ReportRun(Assessment Assessment, IReadOnlyList<Finding> Findings)
{
    /// <summary>True where a pipeline took findings away before the report.</summary>
    public bool IsFiltered => Findings.Count < Assessment.Total;
}

/// <summary>A plan, or what an apply made of it.</summary>
internal sealed record ReportPlan(
    string Kind,
    string ScopeName,
    string Username,
    SfOrg? Org,
    string State,
    IReadOnlyList<AccessChange> Changes,
    IReadOnlyList<PlanProblem> Problems,
    IReadOnlyList<string> Errors,
    IReadOnlyList<string> Notes)
{
    public static ReportPlan Of(AccessPlan plan) => new(
        "plan",
        plan.Scope.Name,
        plan.Username,
        plan.Org,
        plan.IsBlocked ? "Blocked" : plan.IsEmpty ? "NothingToChange" : "Planned",
        plan.Changes,
        plan.Problems,
        Array.Empty<string>(),
        plan.LeftOutFields.Select(f => "left out: " + f).Concat(plan.Unscoped.Select(u => "held beside the scope: " + u)).ToList());

    public static ReportPlan Of(ApplyResult result) => new(
        "apply",
        result.ScopeName,
        result.Username,
        result.Org,
        result.State.ToString(),
        result.Changes,
        Array.Empty<PlanProblem>(),
        result.Errors,
        result.SideEffects.Select(s => "done by the platform: " + s).ToList());
}

/// <summary>
/// What a report says, whatever its format: findings with their runs, plans, and how much was looked at. Made of nothing it
/// says so, in one NotAssessed: an empty report must not look like a clean one.
/// </summary>
internal sealed class ReportModel
{
    private ReportModel(IReadOnlyList<ReportRun> runs, IReadOnlyList<ReportPlan> plans, DateTime generatedAt)
    {
        Runs = runs;
        Plans = plans;
        GeneratedAt = generatedAt;
    }

    /// <summary>The runs, in the order their first finding came.</summary>
    public IReadOnlyList<ReportRun> Runs { get; }

    /// <summary>Plans and applies, in the order they came.</summary>
    public IReadOnlyList<ReportPlan> Plans { get; }

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

    /// <summary>True where fewer findings are shown than the runs gave.</summary>
    public bool IsFiltered => Runs.Any(r => r.IsFiltered);

    /// <summary>The worst severity among the findings shown that fail, or null where none does.</summary>
    public Severity? Worst => Findings.Where(f => f.Outcome == Outcome.Fail).Select(f => (Severity?)f.Severity).DefaultIfEmpty(null).Max();

    /// <summary>A report of findings, plans and applies.</summary>
    public static ReportModel Of(IEnumerable<Finding> findings, IEnumerable<ReportPlan> plans, DateTime generatedAt)
    {
        var order = new List<Assessment>();
        var byRun = new Dictionary<Assessment, List<Finding>>();
        foreach (var finding in findings)
        {
            if (!byRun.TryGetValue(finding.Assessment, out var list))
            {
                byRun[finding.Assessment] = list = new List<Finding>();
                order.Add(finding.Assessment);
            }

            list.Add(finding);
        }

        var runs = order.Select(a => new ReportRun(a, byRun[a])).ToList();
        var all = plans.ToList();
        return new ReportModel(runs.Count + all.Count == 0 ? new[] { Nothing(generatedAt) } : runs, all, generatedAt);
    }

    /// <summary>A report of findings.</summary>
    public static ReportModel Of(IEnumerable<Finding> findings, DateTime generatedAt) => Of(findings, Array.Empty<ReportPlan>(), generatedAt);

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
            Message = "No finding and no plan reached the report.",
            Cure = "Pipe the findings of Test-SfLeastPrivilege or a plan into Export-SfReport.",
            Assessment = assessment,
        };
        return new ReportRun(assessment, new[] { finding });
    }
}
