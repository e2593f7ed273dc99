using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using SfIntegration.Plan;
using SfIntegration.Rules;

namespace SfIntegration.Report;

/// <summary>JSON as schemas/report.schema.json describes it: every key is always there.</summary>
internal sealed class JsonReportWriter : IReportWriter
{
    private const int ReportVersion = 1;

    public string Format => "Json";

    public string Extension => ".json";

    public bool FindingsOnly => false;

    public void Write(ReportModel report, TextWriter writer) => Write(Report(report), writer);

    /// <summary>JSON for people too: indented, lines that end in LF, text that UTF-8 can carry.</summary>
    public static void Write(JObject document, TextWriter writer)
    {
        // JsonTextWriter takes its line ends from the writer below it.
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using (var json = new JsonTextWriter(text) { Formatting = Formatting.Indented, Culture = CultureInfo.InvariantCulture, CloseOutput = false })
        {
            document.WriteTo(json);
        }

        writer.Write(LegalText.Utf8(text.ToString()));
        writer.Write('\n');
    }

    /// <summary>The whole report.</summary>
    public static JObject Report(ReportModel report) => new()
    {
        ["reportVersion"] = ReportVersion,
        ["tool"] = new JObject { ["name"] = "SfIntegration", ["version"] = report.ToolVersion },
        ["generatedAt"] = ReportWriters.Moment(report.GeneratedAt),
        ["filtered"] = report.IsFiltered,
        ["totals"] = new JObject
        {
            ["total"] = report.Total,
            ["lookedAt"] = report.LookedAt,
            ["couldNotLook"] = report.CouldNotLook,
            ["passed"] = report.Passed,
            ["failed"] = report.Failed,
            ["accepted"] = report.Accepted,
            ["shown"] = report.Findings.Count(),
        },
        ["assessments"] = new JArray(report.Runs.Select(Run)),
        ["plans"] = new JArray(report.Plans.Select(Plan)),
        ["access"] = new JArray(report.Access.Select(JsonAccess.Of)),
        ["comparisons"] = new JArray(report.Comparisons.Select(JsonComparison.Of)),
        ["activity"] = new JArray(report.Activity.Select(JsonActivity.Of)),
        ["use"] = new JArray(report.Use.Select(JsonActivity.Of)),
    };

    private static JObject Run(ReportRun run) => new()
    {
        ["id"] = run.Assessment.Id,
        ["username"] = run.Assessment.Username,
        ["scope"] = run.Assessment.ScopeName,
        ["org"] = Org(run.Assessment.Org),
        ["live"] = run.Assessment.Live,
        ["startedAt"] = ReportWriters.Moment(run.Assessment.StartedAt),
        ["endedAt"] = ReportWriters.Moment(run.Assessment.EndedAt),
        ["filtered"] = run.IsFiltered,
        ["rules"] = new JArray(run.Assessment.Rules.Select(r => new JObject
        {
            ["id"] = r.RuleId,
            ["title"] = r.Title,
            ["passed"] = r.Passed,
            ["failed"] = r.Failed,
            ["notAssessed"] = r.NotAssessed,
            ["accepted"] = r.Accepted,
        })),
        ["findings"] = new JArray(run.Findings.Select(Finding)),
    };

    /// <summary>A finding with all its keys.</summary>
    public static JObject Finding(Finding finding) => new()
    {
        ["ruleId"] = finding.RuleId,
        ["title"] = finding.Title,
        ["outcome"] = finding.Outcome.ToString(),
        ["severity"] = finding.Severity.ToString(),
        ["target"] = finding.Target,
        ["message"] = finding.Message,
        ["evidence"] = Texts(finding.Evidence),
        ["cure"] = finding.Cure,
        ["references"] = Texts(finding.References),
        ["controls"] = Texts(finding.Controls),
        ["source"] = finding.Source,
        ["contact"] = finding.Contact,
        ["acceptedBecause"] = finding.AcceptedBecause,
        ["confidence"] = finding.Confidence?.ToString(),
        ["firstSeen"] = finding.FirstSeen is { } first ? ReportWriters.Moment(first) : null,
        ["lastSeen"] = finding.LastSeen is { } last ? ReportWriters.Moment(last) : null,
    };

    private static JObject Plan(ReportPlan plan) => new()
    {
        ["kind"] = plan.Kind,
        ["scope"] = plan.ScopeName,
        ["username"] = plan.Username,
        ["org"] = Org(plan.Org),
        ["state"] = plan.State,
        ["changes"] = new JArray(plan.Changes.Select(Change)),
        ["problems"] = new JArray(plan.Problems.Select(p => new JObject
        {
            ["code"] = p.Code,
            ["target"] = p.Target,
            ["message"] = p.Message,
            ["cure"] = p.Cure,
            ["stops"] = p.Stops,
            ["source"] = p.Source,
        })),
        ["errors"] = Texts(plan.Errors),
        ["notes"] = Texts(plan.Notes),
    };

    private static JObject Change(AccessChange change) => new()
    {
        ["kind"] = change.Kind.ToString(),
        ["target"] = change.Target,
        ["container"] = change.Container,
        ["before"] = change.Before,
        ["after"] = change.After,
        ["reason"] = change.Reason,
        ["source"] = change.Source,
        ["risk"] = change.Risk.ToString(),
        ["canUndo"] = change.CanUndo,
        ["state"] = change.State.ToString(),
        ["error"] = change.Error,
    };

    /// <summary>An org: which one, and no token.</summary>
    public static JToken Org(SfOrg? org) => org is null
        ? JValue.CreateNull()
        : new JObject { ["alias"] = org.Alias, ["orgId"] = org.OrgId, ["host"] = org.Host };

    /// <summary>A list of texts.</summary>
    public static JArray Texts(IEnumerable<string> texts) => new(texts.Select(t => (object)t).ToArray());
}
