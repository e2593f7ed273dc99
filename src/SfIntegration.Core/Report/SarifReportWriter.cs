using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using SfIntegration.Rules;

namespace SfIntegration.Report;

/// <summary>
/// SARIF 2.1.0, for code scanning: a run per assessment. Fail is a result of kind "fail", NotAssessed is "open" (the standard's word for
/// "could not be decided", 3.27.9), Accepted is suppressed with its reason, Pass is "pass".
/// </summary>
internal sealed class SarifReportWriter : IReportWriter
{
    private static readonly Regex s_place = new(@"^(?<file>.+?)(?:\((?<line>\d+),(?<column>\d+)\))?$", RegexOptions.CultureInvariant | RegexOptions.Singleline);

    public string Format => "Sarif";

    public string Extension => ".sarif";

    public bool FindingsOnly => true;

    public void Write(ReportModel report, TextWriter writer)
    {
        var log = new JObject
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JArray(report.Runs.Select(r => Run(r, report))),
        };
        JsonReportWriter.Write(log, writer);
    }

    private static JObject Run(ReportRun run, ReportModel report)
    {
        var a = run.Assessment;
        var rules = a.Rules.Select(r => (Id: r.RuleId, r.Title)).Concat(run.Findings.Select(f => (Id: f.RuleId, f.Title))).GroupBy(r => r.Id, StringComparer.Ordinal).Select(g => g.First()).ToList();
        var index = rules.Select((r, i) => (r.Id, i)).ToDictionary(r => r.Id, r => r.i, StringComparer.Ordinal);
        var scope = run.Findings.Select(f => f.Source).FirstOrDefault(s => s is not null);
        return new JObject
        {
            ["tool"] = new JObject
            {
                ["driver"] = new JObject
                {
                    ["name"] = "SfIntegration",
                    ["fullName"] = "SfIntegration " + report.ToolVersion,
                    ["version"] = report.ToolVersion,
                    ["rules"] = new JArray(rules.Select(r => Rule(r.Id, r.Title, run))),
                },
            },
            ["automationDetails"] = new JObject { ["id"] = string.Join("/", new[] { "SfIntegration", a.Org?.Host ?? "", a.Username }.Where(p => p.Length > 0)) + "/" },
            ["invocations"] = new JArray(new JObject { ["executionSuccessful"] = true, ["startTimeUtc"] = ReportWriters.Moment(a.StartedAt), ["endTimeUtc"] = ReportWriters.Moment(a.EndedAt) }),
            ["columnKind"] = "utf16CodeUnits",
            ["results"] = new JArray(run.Findings.Select(f => Result(f, index[f.RuleId], scope))),
            ["properties"] = new JObject
            {
                ["total"] = a.Total,
                ["lookedAt"] = a.Passed + a.Failed + a.Accepted,
                ["couldNotLook"] = a.NotAssessed,
                ["passed"] = a.Passed,
                ["failed"] = a.Failed,
                ["accepted"] = a.Accepted,
                ["filtered"] = run.IsFiltered,
                ["live"] = a.Live,
                ["scope"] = a.ScopeName,
            },
        };
    }

    private static JObject Rule(string id, string title, ReportRun run)
    {
        RuleTexts.All.TryGetValue(id, out var known);
        var rule = new JObject
        {
            ["id"] = id,
            ["name"] = Name(title),
            ["shortDescription"] = Sentence(title),
            // Both are what GitHub's code scanning asks of a rule.
            ["fullDescription"] = Sentence(known?.Description ?? title),
            ["help"] = Sentence(known?.Cure ?? title),
        };
        if (run.Findings.Where(f => f.RuleId == id).Select(f => (Severity?)f.Severity).Max() is { } worst)
        {
            rule["defaultConfiguration"] = new JObject { ["level"] = Level(worst) };
            // A number that GitHub's code scanning shows as critical, high, medium or low.
            rule["properties"] = new JObject { ["security-severity"] = Score(worst), ["tags"] = new JArray("security") };
        }

        return rule;
    }

    /// <summary>A title as SARIF wants a rule's name: "Administrator profile" is AdministratorProfile (3.49.7).</summary>
    private static string Name(string title) => LegalText.OrBlank(string.Concat(Regex.Split(title, "[^A-Za-z0-9]+").Where(w => w.Length > 0).Select(w => char.ToUpperInvariant(w[0]) + w.Substring(1))));

    /// <summary>A text ends with a full stop (SARIF2001).</summary>
    private static JObject Sentence(string text) => new() { ["text"] = text.EndsWith(".", StringComparison.Ordinal) ? text : text + "." };

    private static JObject Result(Finding finding, int rule, string? scope)
    {
        var result = new JObject
        {
            ["ruleId"] = finding.RuleId,
            ["ruleIndex"] = rule,
            ["kind"] = finding.Outcome switch { Outcome.Pass => "pass", Outcome.NotAssessed => "open", _ => "fail" },
            ["level"] = finding.Outcome is Outcome.Fail or Outcome.Accepted ? Level(finding.Severity) : "none",
            ["message"] = new JObject { ["text"] = LegalText.OrBlank(Message(finding)) },
            ["locations"] = new JArray(Location(finding, scope)),
            ["partialFingerprints"] = new JObject { ["sfintegration/v1"] = Fingerprint(finding) },
        };
        if (finding.Outcome == Outcome.Accepted)
        {
            result["suppressions"] = new JArray(new JObject { ["kind"] = "external", ["status"] = "accepted", ["justification"] = finding.AcceptedBecause });
        }

        result["properties"] = new JObject
        {
            ["severity"] = finding.Severity.ToString(),
            ["target"] = finding.Target,
            ["evidence"] = JsonReportWriter.Texts(finding.Evidence),
            ["cure"] = finding.Cure,
            ["contact"] = finding.Contact,
            ["references"] = JsonReportWriter.Texts(finding.References),
            ["controls"] = JsonReportWriter.Texts(finding.Controls),
        };
        return result;
    }

    private static string Message(Finding finding) => string.Join("\n", new[] { $"{finding.Target}: {finding.Message}", finding.Seen, finding.Cure.Length == 0 ? "" : "Cure: " + finding.Cure }.Where(t => t.Length > 0));

    /// <summary>Where it is: what it is about, and the line of the scope file; without one of its own, the file of the others, which code scanning asks for.</summary>
    private static JObject Location(Finding finding, string? scope)
    {
        var location = new JObject { ["logicalLocations"] = new JArray(new JObject { ["fullyQualifiedName"] = LegalText.OrBlank(string.Join("/", new[] { finding.Org?.Host, finding.Username, finding.Target }.Where(p => !string.IsNullOrEmpty(p)))), ["kind"] = "resource" }) };
        if ((finding.Source ?? scope) is { Length: > 0 } source)
        {
            var place = s_place.Match(source);
            var isOwn = finding.Source is not null && place.Groups["line"].Success;
            location["physicalLocation"] = new JObject
            {
                ["artifactLocation"] = new JObject { ["uri"] = Uri(place.Groups["file"].Value) },
                ["region"] = isOwn ? new JObject { ["startLine"] = Number(place.Groups["line"]), ["startColumn"] = Number(place.Groups["column"]) } : new JObject { ["startLine"] = 1 },
            };
        }

        return location;
    }

    /// <summary>A relative path stays relative: the reader resolves it at the repository's root.</summary>
    private static string Uri(string path) => Path.IsPathRooted(path) && System.Uri.TryCreate(path, UriKind.Absolute, out var absolute)
        ? absolute.AbsoluteUri
        : string.Join("/", LegalText.Utf8(path).Replace('\\', '/').Split('/').Select(System.Uri.EscapeDataString));

    private static int Number(Group digits) => Math.Max(1, int.Parse(digits.Value, CultureInfo.InvariantCulture));

    private static string Level(Severity severity) => severity switch { Severity.Critical or Severity.High => "error", Severity.Medium => "warning", _ => "note" };

    private static string Score(Severity severity) => severity switch { Severity.Critical => "9.5", Severity.High => "8.0", Severity.Medium => "5.5", Severity.Low => "2.0", _ => "0.0" };

    /// <summary>The same finding of tomorrow's run has the same mark: rule, org, identity and target, and nothing that changes.</summary>
    private static string Fingerprint(Finding finding)
    {
        using var sha = SHA256.Create();
        var text = LegalText.Utf8(string.Join("\n", finding.RuleId, finding.Org?.OrgId ?? finding.Org?.Host, finding.Username, finding.Target));
        return string.Concat(sha.ComputeHash(Encoding.UTF8.GetBytes(text)).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }
}
