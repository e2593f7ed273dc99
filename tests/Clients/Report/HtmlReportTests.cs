using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Report;
using SfIntegration.Rules;
using SfIntegration.Tests;
using SfIntegration.Unit.Tests.Report;
using Xunit;

namespace SfIntegration.Clients.Tests.Report;

/// <summary>Chromium opens the HTML report, <c>page.mjs</c> clicks in it, and axe-core looks for what keeps people out.</summary>
public sealed class HtmlReportTests
{
    [Fact]
    public async Task A_reader_finds_filters_opens_links_and_prints_and_nobody_is_kept_out()
    {
        await Judges.RequireAsync();
        var browser = Chromium.Require();
        var folder = Path.Combine(Repository.Root, "TestResults");
        Directory.CreateDirectory(folder);
        var page = Write(Path.Combine(folder, "report.html"), ReportSample.Everything());
        var big = Write(Path.Combine(folder, "report-big.html"), ReportModel.Of(Many(5000), ReportSample.Now));
        var said = await Judges.RunAsync([Path.Combine(Judges.Folder, "Report", "page.mjs"), browser, page, big, folder], new Dictionary<string, string?>());
        Assert.True(said.ExitCode == 0, said.Errors);
        var seen = said.Json;

        Assert.Equal("Integration access report", (string?)seen["title"]);
        Assert.Equal(7, seen["headings"]!.Count());
        Assert.Equal("1 check fails; the worst is Medium.", (string?)seen["verdict"]);
        Assert.Contains("1Medium", seen["tiles"]!.Values<string>());
        Assert.Equal((4, "4 findings."), ((int)seen["all"]!["count"]!, (string?)seen["all"]!["status"]));

        Assert.Equal((1, "#outcome=Fail"), ((int)seen["fails"]!["count"]!, (string?)seen["fails"]!["hash"]));
        Assert.Equal(1, (int)seen["searched"]!);
        Assert.Equal((0, "0 of 4 findings shown."), ((int)seen["nothing"]!["count"]!, (string?)seen["nothing"]!["status"]));
        Assert.Equal(["SFI101", "SFI106", "SFI201", "SFI301"], seen["byRule"]!.Values<string>());
        Assert.Equal(["Medium", "Not assessed", "Accepted", "Pass"], seen["bySeverity"]!.Values<string>());
        Assert.Equal("1 of 4 findings shown.", (string?)seen["tile"]);

        Assert.Equal("search", (string?)seen["slash"]);
        var opened = (string)seen["opened"]!;
        Assert.Contains("Cure: Do the right thing.", opened, StringComparison.Ordinal);
        Assert.Contains("<b>`x`|*y*", opened, StringComparison.Ordinal);
        Assert.Equal((1, "Title of SFI201"), ((int)seen["deep"]!["open"]!, (string?)seen["deep"]!["text"]));
        Assert.Equal((1, "NotAssessed", ""), ((int)seen["filterLink"]!["count"]!, (string?)seen["filterLink"]!["outcome"], (string?)seen["filterLink"]!["severity"]));

        Assert.Contains("Create on Account", (string)seen["tip"]!, StringComparison.Ordinal);
        Assert.Contains("from profile Writer, implied by Modify All Data", (string)seen["tip"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("Reader", (string)seen["tip"]!, StringComparison.Ordinal);
        Assert.Contains("read: from permission set Reader", (string)seen["row"]!, StringComparison.Ordinal);
        Assert.Contains("Name", (string)seen["row"]!, StringComparison.Ordinal);
        Assert.Equal(2, (int)seen["fieldMarks"]!);
        Assert.Equal(["1,230rows to read", "1,200rows to edit", "30rows to delete"], seen["reach"]!.Values<string>());
        Assert.Equal(["Contact"], seen["accessSearch"]!.Values<string>());
        Assert.Equal(["4:00 7 calls, 0 failed", "23:00 3 calls, 1 failed"], seen["hours"]!.Values<string>());
        Assert.Contains("GrantObject", (string)seen["plan"]!, StringComparison.Ordinal);
        Assert.Equal(2, seen["themes"]!.Values<string>().Distinct().Count());

        Assert.All(seen["axe"]!, a => Assert.True(!a["issues"]!.Any(), $"{a["width"]} {a["scheme"]}: {a["issues"]}"));
        Assert.All(seen["axe"]!, a => Assert.True((int)a["passes"]! > 20));
        Assert.All(seen["axe"]!, a => Assert.Equal(0, (int)a["overflow"]!));

        Assert.Equal((4, 0), ((int)seen["print"]!["open"]!, (int)seen["print"]!["tools"]!));
        Assert.Equal((5000, "5,000 findings.", 0, 1), ((int)seen["big"]!["count"]!, (string?)seen["big"]!["status"], (int)seen["big"]!["overflow"]!, (int)seen["big"]!["found"]!));
        Assert.Contains("Looked at 3 of 4; could not look at 1.", (string)seen["withoutScripts"]!, StringComparison.Ordinal);

        // Nothing ran that is not ours, nothing was fetched, and the browser had no complaint.
        Assert.Empty(seen["said"]!);
        Assert.Equal(["file:"], seen["asked"]!.Values<string>());
    }

    private static IEnumerable<Finding> Many(int count)
    {
        var assessment = new Assessment { Id = "many", Username = "integ@acme.example", ScopeName = "orders", StartedAt = ReportSample.Now, EndedAt = ReportSample.Now, Rules = [new("SFI201", "Object access beyond the scope", 0, count, 0, 0)] };
        return Enumerable.Range(0, count).Select(i => new Finding
        {
            RuleId = "SFI201",
            Title = "Object access beyond the scope",
            Outcome = Outcome.Fail,
            Severity = (Severity)(i % 5),
            Target = $"Object_{i}__c",
            Message = $"The identity may edit Object_{i}__c and the scope does not name it.",
            Evidence = ["from permission set " + new string('x', 120)],
            Cure = "Apply the scope with -RemoveUnscoped.",
            Username = "integ@acme.example",
            Assessment = assessment,
        });
    }

    private static string Write(string path, ReportModel model)
    {
        using var file = new StreamWriter(path, append: false);
        new HtmlReportWriter().Write(model, file);
        return path;
    }
}
