using System;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Access.Comparison;

namespace SfIntegration.Report;

/// <summary>A comparison as JSON.</summary>
internal static class JsonComparison
{
    public static JObject Of(ReportComparison comparison) => new()
    {
        ["org"] = JsonReportWriter.Org(comparison.Org),
        ["differenceOrg"] = JsonReportWriter.Org(comparison.DifferenceOrg),
        ["reference"] = comparison.Reference,
        ["difference"] = comparison.Difference,
        ["differing"] = comparison.Differing,
        ["lookedAt"] = comparison.LookedAt,
        ["couldNotLook"] = comparison.CouldNotLook,
        ["equal"] = comparison.Summary is { } whole ? whole.Counts.Sum(c => c.Equal) : null,
        ["counts"] = new JArray(comparison.Counts.Select(c => new JObject
        {
            ["kind"] = c.Kind.ToString(),
            ["referenceOnly"] = c.ReferenceOnly,
            ["differenceOnly"] = c.DifferenceOnly,
            ["different"] = c.Different,
            ["equal"] = c.Equal,
            ["notAssessed"] = c.NotAssessed,
        })),
        ["notAssessed"] = JsonReportWriter.Texts(comparison.Summary?.NotAssessed ?? Array.Empty<string>()),
        ["notes"] = JsonReportWriter.Texts(comparison.Summary?.Notes ?? Array.Empty<string>()),
        ["rows"] = new JArray(comparison.Rows.Select(Row)),
    };

    private static JObject Row(AccessDifference row) => new()
    {
        ["within"] = row.Within,
        ["kind"] = row.Kind.ToString(),
        ["target"] = row.Target,
        ["side"] = row.Side.ToString(),
        ["referenceValue"] = row.ReferenceValue,
        ["differenceValue"] = row.DifferenceValue,
        ["referencePaths"] = JsonReportWriter.Texts(row.ReferencePaths.Select(p => p.ToString())),
        ["differencePaths"] = JsonReportWriter.Texts(row.DifferencePaths.Select(p => p.ToString())),
        ["reason"] = row.Reason,
    };
}
