using System;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace SfIntegration.Cmdlets.Tests;

/// <summary>The Pester suites against the built module, each file in a PowerShell of its own: a dll cannot be unloaded.</summary>
public class PesterTests
{
    public static TheoryData<string> Files => new(PesterFile.All);

    [Fact]
    public void The_checkout_has_suites_of_both_kinds()
    {
        Assert.Contains(PesterFile.All, file => file.StartsWith("Cmdlets/", StringComparison.Ordinal));
        Assert.Contains(PesterFile.All, file => file.StartsWith("Isolation/", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Pester_passes(string file)
    {
        Assert.SkipWhen(PesterFile.PowerShell is null, "PowerShell 7 (pwsh) is not on the PATH.");
        var result = await PesterFile.RunAsync(file);
        Assert.SkipWhen(result.Missing is not null, result.Missing ?? "");

        var counts = $"Pester: {result.Passed} passed, {result.Failed} failed, {result.Skipped} skipped";
        TestContext.Current.TestOutputHelper!.WriteLine(counts + Environment.NewLine + result.Output);
        if (result.Failures.Count > 0)
        {
            Assert.Fail(counts + string.Concat(result.Failures.Select(f => $"{Environment.NewLine}{Environment.NewLine}{f.Test}{Environment.NewLine}  {f.Message}")));
        }

        Assert.True(result.Passed + result.Skipped > 0, $"{counts}: the file holds no test that ran.");
    }
}
