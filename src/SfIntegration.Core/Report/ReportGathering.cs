using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Access.Comparison;
using SfIntegration.Plan;
using SfIntegration.Rules;

namespace SfIntegration.Report;

/// <summary>Takes what a pipeline brings, one object after the other, and keeps the order of what came first.</summary>
internal sealed class ReportGathering
{
    /// <summary>What can be reported, for the error about what cannot.</summary>
    public const string Reportable = "findings (Test-SfLeastPrivilege, Find-SfAnomaly), plans and applies, effective access (Get-SfEffectiveAccess, Find-SfAccess), comparisons (Compare-SfAccess), activity (Measure-SfActivity) or unused access (Find-SfUnusedAccess)";

    private readonly Groups<Assessment, Finding> _findings = new();
    private readonly List<ReportPlan> _plans = new();
    private readonly Groups<(string? OrgId, string Username, DateTime AsOf), (SfOrg? Org, ReportGrant Grant)> _access = new();
    private readonly Groups<(string Reference, string Difference, string? OrgId, string? DifferenceOrgId), object> _comparisons = new();
    private readonly Groups<SfActivityCoverage, SfActivity> _activity = new();
    private readonly Groups<(string? OrgId, string Username, string ScopeName), SfUnusedAccess> _use = new();

    /// <summary>The findings so far, in their order.</summary>
    public IEnumerable<Finding> Findings => _findings.SelectMany(g => g.Items);

    /// <summary>Takes one object; false where it cannot be reported.</summary>
    public bool TryAdd(object item)
    {
        switch (item)
        {
            case Finding finding:
                _findings.Add(finding.Assessment, finding);
                return true;
            case ReportPlan plan:
                _plans.Add(plan);
                return true;
            case AccessPlan plan:
                _plans.Add(ReportPlan.Of(plan));
                return true;
            case ApplyResult apply:
                _plans.Add(ReportPlan.Of(apply));
                return true;
            case SfEffectiveGrant grant:
                _access.Add((grant.Org?.OrgId, grant.Username, grant.AsOf), (grant.Org, ReportAccess.Of(grant)));
                return true;
            case SfAccessHolder holder:
                _access.Add((holder.Org?.OrgId, holder.Username, holder.AsOf), (holder.Org, ReportAccess.Of(holder)));
                return true;
            case AccessDifference row:
                _comparisons.Add((row.Reference, row.Difference, row.Org?.OrgId, row.DifferenceOrg?.OrgId), row);
                return true;
            case AccessComparison summary:
                _comparisons.Add((summary.Reference, summary.Difference, summary.Org?.OrgId, summary.DifferenceOrg?.OrgId), summary);
                return true;
            case SfActivity row:
                _activity.Add(row.Coverage, row);
                return true;
            case SfUnusedAccess use:
                _use.Add((use.Org?.OrgId, use.Username, use.ScopeName), use);
                return true;
            default:
                return false;
        }
    }

    /// <summary>The report of all that came: findings by run, grants by user, differences by pair, activity by measurement.</summary>
    public ReportModel ToModel(DateTime generatedAt) => new(generatedAt)
    {
        Runs = _findings.Select(g => new ReportRun(g.Key, g.Items)).ToList(),
        Plans = _plans.ToList(),
        Access = _access.Select(g => new ReportAccess(g.Items[0].Org, g.Key.Username, g.Key.AsOf, g.Items.Select(i => i.Grant).ToList())).ToList(),
        Comparisons = _comparisons.Select(g => Comparison(g.Items)).ToList(),
        Activity = _activity.Select(g => new ReportActivity(g.Items[0].Org, g.Key, g.Items)).ToList(),
        Use = _use.Select(g => new ReportUse(g.Items[0].Org, g.Key.Username, g.Key.ScopeName, g.Items)).ToList(),
    };

    private static ReportComparison Comparison(IReadOnlyList<object> items)
    {
        var rows = items.OfType<AccessDifference>().ToList();
        var summary = items.OfType<AccessComparison>().LastOrDefault();
        return summary is not null
            ? new ReportComparison(summary.Org, summary.DifferenceOrg, summary.Reference, summary.Difference, rows, summary)
            : new ReportComparison(rows[0].Org, rows[0].DifferenceOrg, rows[0].Reference, rows[0].Difference, rows, null);
    }

    /// <summary>Items by key; keys in the order of their first item.</summary>
    private sealed class Groups<TKey, TItem> : List<(TKey Key, List<TItem> Items)>
        where TKey : notnull
    {
        private readonly Dictionary<TKey, List<TItem>> _byKey = new();

        public void Add(TKey key, TItem item)
        {
            if (!_byKey.TryGetValue(key, out var items))
            {
                _byKey[key] = items = new List<TItem>();
                Add((key, items));
            }

            items.Add(item);
        }
    }
}
