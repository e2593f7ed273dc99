using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access.Comparison;

namespace SfIntegration.Report;

/// <summary>Two things compared: the rows that reached the report, and the figures of all where a summary came too.</summary>
internal sealed record ReportComparison(SfOrg? Org, SfOrg? DifferenceOrg, string Reference, string Difference, IReadOnlyList<AccessDifference> Rows, AccessComparison? Summary)
{
    /// <summary>Figures per sort of thing: the summary's, else those of the rows, which know of no equal ones that were left out.</summary>
    public IReadOnlyList<AccessComparisonCount> Counts => Summary?.Counts ?? Rows.GroupBy(r => r.Kind).OrderBy(g => g.Key).Select(g => new AccessComparisonCount(
        g.Key, Number(g, DifferenceSide.ReferenceOnly), Number(g, DifferenceSide.DifferenceOnly), Number(g, DifferenceSide.Different), Number(g, DifferenceSide.Equal), Number(g, DifferenceSide.NotAssessed))).ToList();

    /// <summary>Things that differ.</summary>
    public int Differing => Counts.Sum(c => c.ReferenceOnly + c.DifferenceOnly + c.Different);

    /// <summary>Things that were compared.</summary>
    public int LookedAt => Counts.Sum(c => c.ReferenceOnly + c.DifferenceOnly + c.Different + c.Equal);

    /// <summary>Things that could not be compared.</summary>
    public int CouldNotLook => Counts.Sum(c => c.NotAssessed);

    private static int Number(IEnumerable<AccessDifference> rows, DifferenceSide side) => rows.Count(r => r.Side == side);
}
