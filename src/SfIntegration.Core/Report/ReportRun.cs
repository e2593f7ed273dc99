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
