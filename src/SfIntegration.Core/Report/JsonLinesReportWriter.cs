using System.IO;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Report;

/// <summary>
/// A line of JSON per finding, for a SIEM: schemas/finding-line.schema.json. Each line stands by itself, with its org and identity and the run's true
/// denominator. A new version of the line gets a new name in `schema`; within a version keys are only added.
/// </summary>
internal sealed class JsonLinesReportWriter : IReportWriter
{
    private const string Schema = "sfintegration.finding/1";

    public string Format => "JsonLines";

    public string Extension => ".jsonl";

    public bool FindingsOnly => true;

    public void Write(ReportModel report, TextWriter writer)
    {
        foreach (var run in report.Runs)
        {
            foreach (var finding in run.Findings)
            {
                var line = new JObject
                {
                    ["schema"] = Schema,
                    ["time"] = ReportWriters.Moment(report.GeneratedAt),
                    ["toolVersion"] = report.ToolVersion,
                    ["org"] = JsonReportWriter.Org(finding.Org ?? run.Assessment.Org),
                    ["username"] = finding.Username,
                    ["scope"] = run.Assessment.ScopeName,
                };
                line.Merge(JsonReportWriter.Finding(finding));
                line["run"] = new JObject
                {
                    ["id"] = run.Assessment.Id,
                    ["total"] = run.Assessment.Total,
                    ["passed"] = run.Assessment.Passed,
                    ["failed"] = run.Assessment.Failed,
                    ["notAssessed"] = run.Assessment.NotAssessed,
                    ["accepted"] = run.Assessment.Accepted,
                };
                writer.Write(LegalText.Utf8(line.ToString(Formatting.None)));
                writer.Write('\n');
            }
        }
    }
}
