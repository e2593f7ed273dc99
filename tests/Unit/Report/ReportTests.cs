using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using SfIntegration.Report;
using SfIntegration.Rules;
using SfIntegration.Tests;
using Xunit;

namespace SfIntegration.Unit.Tests.Report;

public sealed class ReportTests
{
    public static TheoryData<string> Formats => new(ReportWriters.All.Select(w => w.Format));

    [Theory]
    [MemberData(nameof(Formats))]
    public void The_same_model_gives_the_same_bytes_in_any_culture_with_LF_only(string format)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            var writer = ReportWriters.Of(format.ToUpperInvariant());
            var first = ReportSample.Written(writer, ReportSample.Everything());
            var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            odd.DateTimeFormat.TimeSeparator = "!";
            odd.DateTimeFormat.DateSeparator = "!";
            odd.NumberFormat.NegativeSign = "!";
            CultureInfo.CurrentCulture = odd;
            Assert.Equal(first, ReportSample.Written(writer, ReportSample.Everything()));
            Assert.DoesNotContain('\r', first);
            Assert.Equal(first, Encoding.UTF8.GetString(new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(first)));
            Assert.EndsWith("\n", first, StringComparison.Ordinal);
            Assert.DoesNotContain("\n\n", first[^2..], StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void An_unknown_format_is_refused_with_those_there_are()
    {
        var error = Assert.Throws<ArgumentException>(() => ReportWriters.Of("Yaml"));
        Assert.Contains("Html, Json, Csv, JUnit, Sarif, Markdown, JsonLines, AzurePipelines", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/b.md", "Markdown")]
    [InlineData("b.JSON", "Json")]
    [InlineData("results.xml", "JUnit")]
    [InlineData("b.HTML", "Html")]
    [InlineData("b.csv", "Csv")]
    [InlineData("b.sarif", "Sarif")]
    [InlineData("b.jsonl", "JsonLines")]
    [InlineData("b.txt", null)]
    [InlineData("b", null)]
    public void A_file_name_chooses_the_format(string path, string? format) => Assert.Equal(format, ReportWriters.ForPath(path)?.Format);

    [Fact]
    public void A_filtered_pipeline_keeps_the_denominator_and_says_so()
    {
        var model = ReportModel.Of(ReportSample.Run().Findings.Where(f => f.Outcome == Outcome.Fail), ReportSample.Now);
        Assert.True(model.IsFiltered);
        Assert.Equal((4, 3, 1, 1), (model.Total, model.LookedAt, model.CouldNotLook, model.Accepted));
        Assert.Equal(Severity.Medium, model.Worst);
        Assert.Contains("1 of 4 answers are shown", ReportSample.Written(new MarkdownReportWriter(), model), StringComparison.Ordinal);
        Assert.False(ReportModel.Of(ReportSample.Run().Findings, ReportSample.Now).IsFiltered);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Nothing_is_one_NotAssessed_and_never_a_clean_report(string format)
    {
        var model = ReportModel.Of([], ReportSample.Now);
        Assert.Equal((1, 0, 1), (model.Total, model.LookedAt, model.CouldNotLook));
        Assert.Null(model.Worst);
        Assert.Contains("Nothing reached the report.", ReportSample.Written(ReportWriters.Of(format), model), StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_stay_apart()
    {
        var model = ReportModel.Of(ReportSample.Run("a@x.example").Findings.Concat(ReportSample.Run("b@x.example").Findings), ReportSample.Now);
        Assert.Equal(["a@x.example", "b@x.example"], model.Runs.Select(r => r.Assessment.Username));
        Assert.Equal(8, model.Total);
        Assert.Contains("## Fails of b@x.example (1)", ReportSample.Written(new MarkdownReportWriter(), model), StringComparison.Ordinal);
    }

    [Fact]
    public void JUnit_has_failures_skips_and_accepted_passes()
    {
        var xml = XDocument.Parse(ReportSample.Written(new JUnitReportWriter(), ReportSample.Model()));
        var suites = xml.Root!.Elements("testsuite").ToList();
        Assert.Equal(2, suites.Count);
        Assert.Equal(("9", "3", "2"), Counts(xml.Root));
        Assert.Equal(("4", "1", "1"), Counts(suites[0]));
        Assert.Equal(("5", "2", "1"), Counts(suites[1]));
        foreach (var suite in suites)
        {
            Assert.Equal(Counts(suite), (suite.Elements("testcase").Count().ToString(CultureInfo.InvariantCulture), suite.Descendants("failure").Count().ToString(CultureInfo.InvariantCulture), suite.Descendants("skipped").Count().ToString(CultureInfo.InvariantCulture)));
        }

        var failure = suites[0].Descendants("failure").Single();
        Assert.Equal("Medium", failure.Attribute("type")!.Value);
        Assert.Contains("Cure: Do the right thing.", failure.Value, StringComparison.Ordinal);
        var accepted = suites[0].Elements("testcase").Single(c => c.Attribute("name")!.Value == "ViewSetup");
        Assert.StartsWith("Accepted: agreed (approved by X)", accepted.Element("system-out")!.Value, StringComparison.Ordinal);
        Assert.Empty(accepted.Elements("failure"));
        Assert.Equal("4", suites[0].Element("properties")!.Elements().Single(p => p.Attribute("name")!.Value == "answers").Attribute("value")!.Value);

        static (string, string, string) Counts(XElement e) => (e.Attribute("tests")!.Value, e.Attribute("failures")!.Value, e.Attribute("skipped")!.Value);
    }

    [Fact]
    public void Markdown_lets_no_name_become_markup()
    {
        var text = ReportSample.Written(new MarkdownReportWriter(), ReportSample.Model());
        Assert.DoesNotContain("<b>", text, StringComparison.Ordinal);
        Assert.DoesNotContain(" `x`", text, StringComparison.Ordinal);
        Assert.DoesNotContain("[z](", text.Replace("\\[z\\](", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("\\_i\\_ Invoice__c", text, StringComparison.Ordinal);
        var tables = text.Split('\n').Where(l => l.StartsWith('|')).Select(l => l.Replace("\\|", "", StringComparison.Ordinal).Count(c => c == '|')).ToList();
        Assert.All(tables, bars => Assert.Contains(bars, new[] { 9, 8, 4 }));
        Assert.True(text.IndexOf("| identity |", StringComparison.Ordinal) < text.IndexOf("## Fails", StringComparison.Ordinal));
        Assert.True(text.IndexOf("## Fails", StringComparison.Ordinal) < text.IndexOf("## Not assessed", StringComparison.Ordinal));
        Assert.Contains("Looked at nothing: SFI302", text, StringComparison.Ordinal);
        Assert.Contains("accepted because: agreed", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_exactly_the_schemas_keys_types_and_values()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "schemas", "report.schema.json")));
        foreach (var model in new[] { ReportSample.Everything(), ReportSample.Model(), ReportModel.Of([], ReportSample.Now) })
        {
            using var json = JsonDocument.Parse(ReportSample.Written(new JsonReportWriter(), model));
            var errors = new List<string>();
            Match(json.RootElement, schema.RootElement, schema.RootElement, "$", errors);
            Assert.Empty(errors);
        }
    }

    [Fact]
    public void Each_line_of_json_has_exactly_its_schemas_keys_types_and_values()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "schemas", "finding-line.schema.json")));
        var lines = ReportSample.Written(new JsonLinesReportWriter(), ReportSample.Model()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(ReportSample.Model().Findings.Count(), lines.Length);
        foreach (var line in lines)
        {
            using var json = JsonDocument.Parse(line);
            var errors = new List<string>();
            Match(json.RootElement, schema.RootElement, schema.RootElement, "$", errors);
            Assert.Empty(errors);
        }
    }

    [Fact]
    public void The_schema_test_notices_what_is_wrong()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "schemas", "report.schema.json")));
        var text = ReportSample.Written(new JsonReportWriter(), ReportSample.Model());
        foreach (var wrong in new[] { text.Replace("\"outcome\": \"Fail\"", "\"outcome\": \"Bad\"", StringComparison.Ordinal), text.Replace("\"shown\":", "\"seen\":", StringComparison.Ordinal), text.Replace("\"live\": true", "\"live\": 1", StringComparison.Ordinal) })
        {
            using var json = JsonDocument.Parse(wrong);
            var errors = new List<string>();
            Match(json.RootElement, schema.RootElement, schema.RootElement, "$", errors);
            Assert.NotEmpty(errors);
        }
    }

    [Fact]
    public void Json_keeps_hostile_text_as_it_is()
    {
        using var json = JsonDocument.Parse(ReportSample.Written(new JsonReportWriter(), ReportModel.Of(ReportSample.Run().Findings, ReportSample.Now)));
        var target = json.RootElement.GetProperty("assessments")[0].GetProperty("findings")[1].GetProperty("target").GetString()!;
        Assert.StartsWith("<b>`x`|*y*\n[z]", target, StringComparison.Ordinal);
    }

    /// <summary>The part of JSON Schema that the schema file uses: $ref, anyOf, const, enum, type, properties, required, items, pattern.</summary>
    private static void Match(JsonElement value, JsonElement schema, JsonElement root, string at, List<string> errors)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            Match(value, root.GetProperty("definitions").GetProperty(reference.GetString()!.Split('/')[^1]), root, at, errors);
            return;
        }

        if (schema.TryGetProperty("anyOf", out var any))
        {
            var tries = any.EnumerateArray().Select(s => { var e = new List<string>(); Match(value, s, root, at, e); return e; }).ToList();
            errors.AddRange(tries.Any(t => t.Count == 0) ? [] : tries[^1]);
            return;
        }

        if (schema.TryGetProperty("const", out var constant) && constant.ToString() != value.ToString())
        {
            errors.Add($"{at} is not {constant}");
        }

        if (schema.TryGetProperty("enum", out var words) && words.EnumerateArray().All(w => w.ToString() != value.ToString()))
        {
            errors.Add($"{at} is {value}");
        }

        if (schema.TryGetProperty("type", out var type))
        {
            var types = type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()).ToList() : [type.GetString()];
            var actual = value.ValueKind switch { JsonValueKind.True or JsonValueKind.False => "boolean", JsonValueKind.Number => "integer", _ => value.ValueKind.ToString().ToLowerInvariant() };
            if (!types.Contains(actual))
            {
                errors.Add($"{at} is {actual}, not {string.Join(" or ", types)}");
                return;
            }
        }

        if (value.ValueKind == JsonValueKind.Object && schema.TryGetProperty("properties", out var properties))
        {
            errors.AddRange(value.EnumerateObject().Where(p => !properties.TryGetProperty(p.Name, out _)).Select(p => $"{at}.{p.Name} is not in the schema"));
            errors.AddRange(schema.GetProperty("required").EnumerateArray().Where(r => !value.TryGetProperty(r.GetString()!, out _)).Select(r => $"{at}.{r} is missing"));
            foreach (var property in value.EnumerateObject().Where(p => properties.TryGetProperty(p.Name, out _)))
            {
                Match(property.Value, properties.GetProperty(property.Name), root, $"{at}.{property.Name}", errors);
            }
        }

        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                Match(item, schema.GetProperty("items"), root, at + "[]", errors);
            }
        }
    }
}
