using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;
using SfIntegration.Plan;
using SfIntegration.Rules;

namespace SfIntegration.Report;

/// <summary>
/// JUnit XML, as build servers read it: Fail is a failure, NotAssessed is skipped, Accepted passes and says why in its output. Access,
/// comparisons, activity and use neither pass nor fail: each is a suite without tests, and its output lists it.
/// </summary>
internal sealed class JUnitReportWriter : IReportWriter
{
    public string Format => "JUnit";

    public string Extension => ".xml";

    public bool FindingsOnly => false;

    public void Write(ReportModel report, TextWriter writer)
    {
        var suites = report.Runs.Select(Suite).Concat(report.Plans.Select(Suite)).Concat(ReportTables.Of(report).Select(Suite)).ToList();
        var text = new StringBuilder();
        var settings = new XmlWriterSettings { Indent = true, NewLineChars = "\n", NewLineHandling = NewLineHandling.Replace, OmitXmlDeclaration = true };
        using (var xml = XmlWriter.Create(text, settings))
        {
            xml.WriteStartElement("testsuites");
            Attribute(xml, "name", "SfIntegration " + report.ToolVersion);
            Counts(xml, suites.SelectMany(s => s.Cases).ToList());
            foreach (var suite in suites)
            {
                Write(xml, suite);
            }

            xml.WriteEndElement();
        }

        // The declaration by hand: a StringBuilder would claim UTF-16, and files are written as UTF-8.
        writer.Write("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        writer.Write(text.ToString());
        writer.Write('\n');
    }

    private static TestSuite Suite(ReportRun run)
    {
        var a = run.Assessment;
        var properties = new List<(string, string)>
        {
            ("assessment", a.Id),
            ("live", a.Live ? "true" : "false"),
            ("answers", Number(a.Total)),
            ("lookedAt", Number(a.Passed + a.Failed + a.Accepted)),
            ("couldNotLook", Number(a.NotAssessed)),
            ("accepted", Number(a.Accepted)),
            ("filtered", run.IsFiltered ? "true" : "false"),
        };
        var name = string.Join(" ", new[] { a.Username, a.ScopeName is null ? null : $"({a.ScopeName})", a.Org is null ? null : $"in {a.Org}" }.Where(p => !string.IsNullOrEmpty(p)));
        return new TestSuite(name.Length == 0 ? "nothing" : name, a.Org?.Host ?? "", ReportWriters.Moment(a.StartedAt), properties, run.Findings.Select(Case).ToList());
    }

    private static TestCase Case(Finding f)
    {
        var detail = Lines(new[] { f.Message }.Concat(f.Evidence.Select(e => "- " + e)).Append(f.Seen.Length == 0 ? null : f.Seen).Append(f.Cure.Length == 0 ? null : "Cure: " + f.Cure).Append(f.Source is null ? null : "Scope: " + f.Source).Append(f.Contact is null ? null : "Notify: " + f.Contact));
        var name = $"{f.RuleId} {f.Title}";
        return f.Outcome switch
        {
            Outcome.Fail => new TestCase(name, f.Target, Failure: (f.Severity.ToString(), f.Message, detail)),
            Outcome.NotAssessed => new TestCase(name, f.Target, Skipped: f.Cure.Length == 0 ? f.Message : f.Message + " " + f.Cure),
            Outcome.Accepted => new TestCase(name, f.Target, Output: Lines(new[] { "Accepted: " + f.AcceptedBecause, detail })),
            _ => new TestCase(name, f.Target),
        };
    }

    private static TestSuite Suite(ReportPlan plan)
    {
        var cases = plan.Problems.Select(p => p.Stops
                ? new TestCase("plan " + p.Code, p.Target, Failure: ("Problem", p.Message, p.ToString()))
                : new TestCase("plan " + p.Code, p.Target, Output: p.ToString()))
            .Concat(plan.Changes.Select(c => c.State == ChangeState.Failed ? new TestCase(c.Kind.ToString(), c.Target, Failure: ("Failed", c.Error ?? "", c.ToString()))
                : c.Kind == ChangeKind.NotApplied ? new TestCase(c.Kind.ToString(), c.Target, Skipped: c.Reason)
                : new TestCase(c.Kind.ToString(), c.Target, Output: c.ToString())))
            .Concat(plan.Errors.Where(e => plan.Changes.All(c => c.Error != e)).Select(e => new TestCase(plan.Kind, plan.Username, Failure: ("Error", e, e))))
            .ToList();
        return new TestSuite($"{plan.Kind} {plan.ScopeName} for {plan.Username}", plan.Org?.Host ?? "", null, new List<(string, string)> { ("state", plan.State) }, cases);
    }

    private static TestSuite Suite(ReportTable table) => new(
        table.Title, "", null, new List<(string, string)> { ("rows", Number(table.Rows.Count)) }, System.Array.Empty<TestCase>(),
        Lines(table.Lead.Append(string.Join(" | ", table.Columns)).Concat(table.Rows.Select(r => string.Join(" | ", r)))));

    private static void Write(XmlWriter xml, TestSuite suite)
    {
        xml.WriteStartElement("testsuite");
        Attribute(xml, "name", suite.Name);
        Counts(xml, suite.Cases);
        if (suite.Host.Length > 0)
        {
            Attribute(xml, "hostname", suite.Host);
        }

        if (suite.Timestamp is not null)
        {
            Attribute(xml, "timestamp", suite.Timestamp);
        }

        xml.WriteStartElement("properties");
        foreach (var (name, value) in suite.Properties)
        {
            xml.WriteStartElement("property");
            Attribute(xml, "name", name);
            Attribute(xml, "value", value);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        foreach (var test in suite.Cases)
        {
            Write(xml, test);
        }

        if (suite.Output is not null)
        {
            xml.WriteElementString("system-out", LegalText.Xml(suite.Output));
        }

        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, TestCase test)
    {
        xml.WriteStartElement("testcase");
        Attribute(xml, "classname", test.ClassName);
        Attribute(xml, "name", test.Name);
        Attribute(xml, "time", "0");
        if (test.Failure is { } failure)
        {
            xml.WriteStartElement("failure");
            Attribute(xml, "type", failure.Type);
            Attribute(xml, "message", failure.Message);
            xml.WriteString(LegalText.Xml(failure.Detail));
            xml.WriteEndElement();
        }
        else if (test.Skipped is not null)
        {
            xml.WriteStartElement("skipped");
            Attribute(xml, "message", test.Skipped);
            xml.WriteEndElement();
        }

        if (test.Output is not null)
        {
            xml.WriteElementString("system-out", LegalText.Xml(test.Output));
        }

        xml.WriteEndElement();
    }

    private static void Counts(XmlWriter xml, IReadOnlyCollection<TestCase> cases)
    {
        Attribute(xml, "tests", Number(cases.Count));
        Attribute(xml, "failures", Number(cases.Count(c => c.Failure is not null)));
        Attribute(xml, "errors", "0");
        Attribute(xml, "skipped", Number(cases.Count(c => c.Skipped is not null)));
        Attribute(xml, "time", "0");
    }

    private static void Attribute(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, LegalText.Xml(value));

    private static string Lines(IEnumerable<string?> lines) => string.Join("\n", lines.Where(l => !string.IsNullOrEmpty(l)));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record TestSuite(string Name, string Host, string? Timestamp, IReadOnlyList<(string Name, string Value)> Properties, IReadOnlyList<TestCase> Cases, string? Output = null);

    private sealed record TestCase(string ClassName, string Name, (string Type, string Message, string Detail)? Failure = null, string? Skipped = null, string? Output = null);
}
