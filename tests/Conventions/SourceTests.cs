using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace SfIntegration.Conventions.Tests;

/// <summary>What the source files look like.</summary>
public class SourceTests
{
    private const int LongestFile = 350;

    [Fact]
    public void A_source_file_has_one_subject_and_stays_short()
    {
        var files = Product.SourceFiles().Concat(Product.SourceFiles("*.ps1")).ToList();
        var tooLong = files.Select(f => (File: Product.Relative(f), Lines: File.ReadLines(f).Count())).Where(f => f.Lines > LongestFile);

        Assert.True(files.Count > 100, $"Only {files.Count} source files were found.");
        Assert.Empty(tooLong);
    }

    [Theory]
    [InlineData("src/SfIntegration.Core/")]
    [InlineData("src/SfIntegration.Cmdlets/")]
    [InlineData("src/SfIntegration.PracticeOrg/")]
    public void What_PowerShell_loads_never_writes_to_the_console(string folder)
    {
        var files = Product.SourceFiles().Where(f => Product.Relative(f).StartsWith(folder, StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(files);
        Assert.Empty(files.Where(f => Regex.IsMatch(Code(f), @"\bConsole\s*\.")).Select(Product.Relative));
    }

    [Fact]
    public void Json_is_never_read_or_written_with_the_settings_of_the_process()
    {
        // Any module may set JsonConvert.DefaultSettings; JsonConvert, CreateDefault, ToObject and FromObject obey them.
        var files = Product.SourceFiles().Where(f => Product.Relative(f).StartsWith("src/", StringComparison.Ordinal));

        Assert.Empty(files.Where(f => Regex.IsMatch(Code(f), @"\bJsonConvert\s*\.\s*(Serialize|Deserialize|Populate)\w*\s*(<[^(]*>)?\([^,()]*\)|JsonSerializer\s*\.\s*CreateDefault\(\)|\.ToObject(<[^(]*>)?\(\)|\.FromObject\([^,()]*\)")).Select(Product.Relative));
    }

    [Fact]
    public void A_cure_names_no_cmdlet_that_is_not_there()
    {
        var known = Product.CmdletClasses.Select(Product.CommandName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var files = Product.SourceFiles().Concat(Product.SourceFiles("*.json")).Concat(Product.SourceFiles("*.yaml"))
            .Where(f => Product.Relative(f).StartsWith("src/", StringComparison.Ordinal)).ToList();
        var named = files.SelectMany(f => Regex.Matches(File.ReadAllText(f), @"\b[A-Z][a-z]+-Sf[A-Z]\w+").Select(m => (Cmdlet: m.Value, File: Product.Relative(f)))).ToList();

        Assert.True(named.Count > 20, $"Only {named.Count} mentions were found.");
        Assert.Empty(named.Where(n => !known.Contains(n.Cmdlet) && !CureLineTests.ToCome.Contains(n.Cmdlet)).Distinct());
    }

    /// <summary>The file without its line comments.</summary>
    private static string Code(string file) => Regex.Replace(File.ReadAllText(file), @"(?m)^\s*//.*$", "");
}
