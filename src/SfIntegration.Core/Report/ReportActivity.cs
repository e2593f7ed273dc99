using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Report;

/// <summary>A measurement of activity, or what reached the report of one.</summary>
internal sealed record ReportActivity(SfOrg? Org, SfActivityCoverage Coverage, IReadOnlyList<SfActivity> Rows)
{
    /// <summary>Calls of the rows.</summary>
    public long Calls => Rows.Sum(r => r.Calls);

    /// <summary>Calls that failed.</summary>
    public long Errors => Rows.Sum(r => r.Errors);

    /// <summary>Rows that the calls worked on; null where no log of them tells.</summary>
    public long? RowsWorkedOn => Rows.All(r => r.Rows is null) ? null : Rows.Sum(r => r.Rows ?? 0);
}

/// <summary>What the grants of one scope were used for.</summary>
internal sealed record ReportUse(SfOrg? Org, string Username, string ScopeName, IReadOnlyList<SfUnusedAccess> Grants)
{
    /// <summary>Grants about which the logs say something.</summary>
    public int LookedAt => Grants.Count(g => g.Verdict is SfAccessUse.Used or SfAccessUse.Unused);

    /// <summary>Grants about which they say nothing.</summary>
    public int CouldNotLook => Grants.Count - LookedAt;
}
