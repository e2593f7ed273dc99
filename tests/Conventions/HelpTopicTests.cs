using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using SfIntegration.Rules;
using Xunit;

namespace SfIntegration.Conventions.Tests;

/// <summary>The about_ topics: text that Get-Help shows as it stands, on Windows PowerShell too.</summary>
public class HelpTopicTests
{
    private static readonly string[] s_common = ["WhatIf", "Confirm", "Verbose", "ErrorAction", "WarningAction"];

    private static readonly Dictionary<string, Type> s_cmdlets = Product.CmdletClasses.ToDictionary(Product.CommandName, StringComparer.OrdinalIgnoreCase);

    public static TheoryData<string> Topics => ["about_SfIntegration", "about_SfIntegration_Authentication", "about_SfIntegration_Pipelines", "about_SfIntegration_PracticeOrg", "about_SfIntegration_Rules", "about_SfIntegration_Scopes"];

    [Fact]
    public void These_topics_are_there_and_in_the_built_module()
    {
        var expected = Topics.Select(t => t.Data + ".help.txt").Order(StringComparer.Ordinal).ToList();

        Assert.Equal(expected, Files(HelpPage.Folder));
        Assert.Equal(expected, Files(Path.Combine(Product.ModuleFolder, "en-US")));
        Assert.All(expected, file => Assert.Equal(File.ReadAllBytes(Path.Combine(HelpPage.Folder, file)), File.ReadAllBytes(Path.Combine(Product.ModuleFolder, "en-US", file))));

        static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "about_*").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void A_topic_fits_a_console_and_reads_the_same_in_any_encoding(string topic)
    {
        var lines = File.ReadAllLines(Path.Combine(HelpPage.Folder, topic + ".help.txt"));

        Assert.Equal(["TOPIC", "    " + topic, "", "SHORT DESCRIPTION"], lines.Take(4));
        Assert.Equal(["TOPIC", "SHORT DESCRIPTION", "LONG DESCRIPTION", "EXAMPLES", "SEE ALSO"], lines.Where(l => Regex.IsMatch(l, @"^\S")));
        Assert.All(lines, line =>
        {
            Assert.True(line.Length <= 80, line);
            Assert.Matches(@"^[ -~]*$", line);
        });
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void A_topic_names_only_cmdlets_parameters_and_topics_that_are_there(string topic)
    {
        var text = Regex.Replace(File.ReadAllText(Path.Combine(HelpPage.Folder, topic + ".help.txt")), @" `\r?\n\s+", " ");
        var calls = Regex.Matches(text, @"\b([A-Z][a-zA-Z]+-Sf[A-Z]\w+)((?:(?!\b[A-Z][a-zA-Z]+-Sf)[^|\r\n])*)");

        Assert.True(calls.Count > 5, $"{topic} names {calls.Count} cmdlets.");
        Assert.All(calls.Cast<Match>(), call =>
        {
            Assert.True(s_cmdlets.TryGetValue(call.Groups[1].Value, out var cmdlet), call.Value);
            var parameters = Product.Parameters(cmdlet).Select(p => p.Name).Concat(s_common).ToHashSet(StringComparer.OrdinalIgnoreCase);
            Assert.All(Regex.Matches(call.Groups[2].Value, @"(?<= )-([A-Za-z]+)").Select(m => m.Groups[1].Value), p => Assert.True(parameters.Contains(p), $"{call.Value}: there is no -{p}."));
        });
        Assert.All(Regex.Matches(text, @"\babout_SfIntegration\w*").Select(m => m.Value), other => Assert.Contains(other, Topics.Select(t => t.Data)));
    }

    [Fact]
    public void The_topic_of_rules_lists_every_rule_with_its_title()
    {
        var lines = File.ReadAllLines(Path.Combine(HelpPage.Folder, "about_SfIntegration_Rules.help.txt"));
        var listed = lines.Where(l => Regex.IsMatch(l, @"^    SFI\d{3}  ")).Select(l => l.Trim());

        Assert.Equal(RuleSet.All.Select(r => $"{r.Id}  {RuleTexts.Of(r.Id).Title}"), listed);
    }
}
