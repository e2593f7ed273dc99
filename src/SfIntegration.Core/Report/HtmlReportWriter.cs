using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json;

namespace SfIntegration.Report;

/// <summary>
/// One HTML file without external parts. The report is in it as JSON, and a script of ours makes the page from it; a content security
/// policy with the hashes of both style and script lets nothing else run, whatever a name in the report says.
/// </summary>
internal sealed class HtmlReportWriter : IReportWriter
{
    private static readonly string[] s_scripts = { "dom", "summary", "findings", "access", "changes", "activity", "main" };
    private static readonly Lazy<string> s_style = new(() => "\n" + Resource("report.css"));
    private static readonly Lazy<string> s_script = new(() => "\n'use strict';\n(() => {\n" + string.Concat(s_scripts.Select(s => Resource(s + ".js"))) + "})();\n");

    public string Format => "Html";

    public string Extension => ".html";

    public bool FindingsOnly => false;

    public void Write(ReportModel report, TextWriter writer)
    {
        foreach (var line in Page(report))
        {
            writer.Write(line);
            writer.Write('\n');
        }
    }

    private static IEnumerable<string> Page(ReportModel report)
    {
        var orgs = report.Runs.Select(r => r.Assessment.Org).Concat(report.Plans.Select(p => p.Org)).Concat(report.Access.Select(a => a.Org)).Concat(report.Comparisons.Select(c => c.Org)).Concat(report.Activity.Select(a => a.Org)).Concat(report.Use.Select(u => u.Org))
            .OfType<SfOrg>().Select(o => o.ToString()).Where(o => o.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        var about = $"{(orgs.Count == 0 ? "" : string.Join(", ", orgs) + " · ")}{ReportWriters.Moment(report.GeneratedAt)} · SfIntegration {report.ToolVersion}";
        yield return "<!DOCTYPE html>";
        yield return "<html lang=\"en\">";
        yield return "<head>";
        yield return "<meta charset=\"utf-8\">";
        yield return "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">";
        yield return $"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{Hash(s_style.Value)}'; script-src 'sha256-{Hash(s_script.Value)}'; base-uri 'none'; form-action 'none'\">";
        yield return $"<meta name=\"generator\" content=\"SfIntegration {Text(report.ToolVersion)}\">";
        yield return "<title>Integration access report</title>";
        yield return $"<style>{s_style.Value}</style>";
        yield return "</head>";
        yield return "<body>";
        yield return "<a class=\"skip\" href=\"#main\">Skip to the report</a>";
        yield return $"<header><div><h1>Integration access report</h1><p class=\"soft\">{Text(about)}</p></div></header>";
        yield return "<main id=\"main\">";
        yield return $"<noscript><section><h2>Summary</h2><p>Looked at {report.LookedAt} of {report.Total}; could not look at {report.CouldNotLook}. {report.Passed} pass, {report.Failed} fail, {report.Accepted} accepted.</p><p>This page needs scripts to show the rest; its data stands below them as JSON. The Markdown report shows the same without.</p></section></noscript>";
        yield return "</main>";
        yield return $"<footer>Made by SfIntegration {Text(report.ToolVersion)}. This file holds all it shows and fetches nothing.</footer>";
        yield return $"<script type=\"application/json\" id=\"report-data\">{Data(report)}</script>";
        yield return $"<script>{s_script.Value}</script>";
        yield return "</body>";
        yield return "</html>";
    }

    /// <summary>JSON that no name can end: the characters that mean something in HTML are written as escapes.</summary>
    private static string Data(ReportModel report) => LegalText.Utf8(JsonReportWriter.Report(report).ToString(Formatting.None)
        .Replace("<", "\\u003c").Replace(">", "\\u003e").Replace("&", "\\u0026").Replace("\u2028", "\\u2028").Replace("\u2029", "\\u2029"));

    private static string Text(string text) => WebUtility.HtmlEncode(LegalText.Xml(text));

    private static string Hash(string text)
    {
        using var sha = SHA256.Create();
        return Convert.ToBase64String(sha.ComputeHash(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>A checkout may have turned line ends; the hash is of what the file holds.</summary>
    private static string Resource(string name)
    {
        using var stream = typeof(HtmlReportWriter).Assembly.GetManifestResourceStream("report-html/" + name) ?? throw new InvalidOperationException($"The module lacks its part {name}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().Replace("\r\n", "\n");
    }
}
