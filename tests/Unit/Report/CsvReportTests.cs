using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SfIntegration.Report;
using SfIntegration.Rules;
using Sylvan.Data.Csv;
using Xunit;

namespace SfIntegration.Unit.Tests.Report;

/// <summary>Sylvan, which is not what writes the file, reads it back.</summary>
public sealed class CsvReportTests
{
    [Theory]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("\n=1")]
    [InlineData("\uFF1D1+1")]
    public void A_name_that_a_spreadsheet_would_run_gets_a_quote_before_it(string name)
    {
        var finding = new Finding { RuleId = "SFI201", Target = name, Message = name, Assessment = ReportSample.Run().Assessment };
        var row = Read(ReportModel.Of([finding], ReportSample.Now)).Single(r => r["Section"] == "Finding");
        Assert.StartsWith("'", row["Target"], StringComparison.Ordinal);
        Assert.Equal(name.Replace('\r', '\n'), row["Target"][1..]);
    }

    [Fact]
    public void Every_part_of_the_report_is_there_and_the_figures_come_first()
    {
        var model = ReportSample.Everything();
        var rows = Read(model);
        Assert.Equal(["ToolVersion", "GeneratedAt", "Total", "LookedAt", "CouldNotLook", "Passed", "Failed", "Accepted", "Shown"], rows.TakeWhile(r => r["Section"] == "Summary").Select(r => r["Kind"]));
        Assert.Equal("4", rows.Single(r => r["Kind"] == "Total")["Count"]);
        Assert.Equal(model.Findings.Count(), Count("Finding"));
        Assert.Equal(model.Access.Sum(a => a.Grants.Count), Count("Access"));
        Assert.Equal(model.Activity.Sum(a => a.Rows.Count), Count("Activity"));
        Assert.Equal(model.Use.Sum(u => u.Grants.Count), Count("Use"));
        Assert.Equal(("1200", "read, create, edit"), rows.Where(r => r["Section"] == "Access" && r["Target"] == "Account").Select(r => (r["Count"], r["Result"])).Single());
        Assert.Equal("7", rows.Single(r => r["Section"] == "ComparisonCount" && r["Result"] == "Equal")["Count"]);
        Assert.Equal("read, edit", rows.First(r => r["Section"] == "Comparison" && r["Target"] == "Account")["After"]);
        Assert.Equal("No seat left.", rows.Single(r => r["Section"] == "Plan" && r["Kind"] == "Assign")["Message"].Split(". ")[^1].Trim());
        Assert.Contains(rows, r => r["Target"].StartsWith("<b>`x`|*y*\n[z]", StringComparison.Ordinal));

        int Count(string section) => rows.Count(r => r["Section"] == section);
    }

    private static List<Dictionary<string, string>> Read(ReportModel model)
    {
        var text = ReportSample.Written(new CsvReportWriter(), model);
        Assert.StartsWith("\uFEFF", text, StringComparison.Ordinal);
        using var csv = CsvDataReader.Create(new StringReader(text[1..]), new CsvDataReaderOptions { BufferSize = 1 << 20 });
        var rows = new List<Dictionary<string, string>>();
        while (csv.Read())
        {
            Assert.Equal(csv.FieldCount, csv.RowFieldCount);
            rows.Add(Enumerable.Range(0, csv.FieldCount).ToDictionary(i => csv.GetName(i), csv.GetString));
        }

        return rows;
    }
}
