using System;
using System.Linq;
using System.Text.Json;
using SfIntegration.Access;
using SfIntegration.Report;
using Xunit;

namespace SfIntegration.Unit.Tests.Report;

public sealed class ReportModelTests
{
    [Fact]
    public void What_came_is_gathered_by_user_pair_and_measurement()
    {
        var model = ReportSample.Everything();
        var access = Assert.Single(model.Access);
        Assert.Equal((5, 1), (access.LookedAt, access.CouldNotLook));
        var comparison = Assert.Single(model.Comparisons);
        Assert.Equal((1, 8, 1), (comparison.Differing, comparison.LookedAt, comparison.CouldNotLook));
        Assert.Equal((10L, 1L, 100L), (Assert.Single(model.Activity).Calls, model.Activity[0].Errors, model.Activity[0].RowsWorkedOn));
        Assert.Equal((2, 1), (Assert.Single(model.Use).LookedAt, model.Use[0].CouldNotLook));
        Assert.Equal(4, model.Others.Count());
    }

    [Fact]
    public void The_reach_adds_rows_of_objects_by_what_can_be_done_with_them_and_says_what_was_not_counted() =>
        Assert.Equal(new ReportReach(1230, 1200, 30, 3, 1), ReportSample.Everything().Access[0].Reach);

    [Fact]
    public void Without_row_counts_there_is_no_reach_rather_than_one_of_nothing()
    {
        var model = ReportModel.Of([], ReportSample.Now, ReportSample.Access().Where(g => ((SfEffectiveGrant)g).RecordCount is null).ToArray());
        Assert.Null(model.Access[0].Reach);
    }

    [Fact]
    public void Differences_without_their_summary_are_counted_themselves()
    {
        var model = ReportModel.Of([], ReportSample.Now, ReportSample.Comparison().Take(2).ToArray());
        Assert.Equal((1, 1, 1), (model.Comparisons[0].Differing, model.Comparisons[0].LookedAt, model.Comparisons[0].CouldNotLook));
        Assert.Null(model.Comparisons[0].Summary);
    }

    [Fact]
    public void Access_alone_is_no_empty_report()
    {
        var model = ReportModel.Of([], ReportSample.Now, ReportSample.Access().ToArray());
        Assert.Empty(model.Runs);
        Assert.Empty(model.Findings);
    }

    [Fact]
    public void The_page_holds_the_report_as_data_that_no_name_can_end()
    {
        var page = ReportSample.Written(new HtmlReportWriter(), ReportModel.Of(ReportSample.Run("</script><script>alert(1)</script><!--").Findings, ReportSample.Now));
        const string Open = "<script type=\"application/json\" id=\"report-data\">";
        var start = page.IndexOf(Open, StringComparison.Ordinal) + Open.Length;
        var data = page[start..page.IndexOf("</script>", start, StringComparison.Ordinal)];
        using var json = JsonDocument.Parse(data);
        Assert.Equal("</script><script>alert(1)</script><!--", json.RootElement.GetProperty("assessments")[0].GetProperty("username").GetString());
        Assert.DoesNotContain('<', data);
        Assert.DoesNotContain("alert(1)</script>", page, StringComparison.Ordinal);
        Assert.Equal(2, page.Split("</script>").Length - 1);
    }

    [Theory]
    [InlineData("Markdown")]
    [InlineData("JUnit")]
    [InlineData("Csv")]
    [InlineData("Json")]
    [InlineData("Html")]
    public void Formats_with_room_for_all_name_every_part(string format)
    {
        var writer = ReportWriters.Of(format);
        Assert.False(writer.FindingsOnly);
        var text = ReportSample.Written(writer, ReportSample.Everything());
        Assert.All(new[] { "Reader", "203.0.113.0/24", "NoEvidence", "1200" }, part => Assert.Contains(part, text, StringComparison.Ordinal));
    }
}
