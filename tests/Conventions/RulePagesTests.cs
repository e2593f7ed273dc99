using System;
using System.IO;
using System.Linq;
using SfIntegration.Rules;
using SfIntegration.Tests;
using Xunit;

namespace SfIntegration.Conventions.Tests;

/// <summary>A rule is a class, an entry in rules.yaml, a page in docs/rules: the three stay together.</summary>
public sealed class RulePagesTests
{
    private static readonly string[] s_headings = ["## What it looks at", "## Why it matters", "## What a Fail looks like", "## Cure", "## When to accept it", "## Source"];

    public static TheoryData<string> Rules => new(RuleSet.All.Select(r => r.Id));

    [Fact]
    public void Every_rule_class_is_registered_once_in_the_order_of_ids()
    {
        var classes = typeof(IRule).Assembly.GetTypes().Where(t => typeof(IRule).IsAssignableFrom(t) && t is { IsAbstract: false, IsInterface: false }).Select(t => t.FullName).Order(StringComparer.Ordinal);
        Assert.Equal(classes, RuleSet.All.Select(r => r.GetType().FullName).Order(StringComparer.Ordinal));
        var ids = RuleSet.All.Select(r => r.Id).ToList();
        Assert.Equal(ids.Order(StringComparer.Ordinal).Distinct(StringComparer.Ordinal), ids);
    }

    [Fact]
    public void Classes_texts_and_pages_are_of_the_same_rules()
    {
        var ids = RuleSet.All.Select(r => r.Id).ToList();
        Assert.Equal(ids, RuleTexts.All.Keys.Order(StringComparer.Ordinal));
        var pages = Directory.GetFiles(Path.Combine(Repository.Root, "docs", "rules"), "*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal);
        Assert.Equal(ids, pages);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Texts_are_whole_sentences_a_stranger_can_read(string id)
    {
        var text = RuleTexts.Of(id);
        Assert.InRange(text.Title.Length, 5, 60);
        Assert.False(text.Title.EndsWith('.'), text.Title);
        Assert.All(new[] { text.Description, text.Cure }, sentence =>
        {
            Assert.True(char.IsUpper(sentence[0]) && sentence.EndsWith('.'), sentence);
            Assert.InRange(sentence.Length, 20, 300);
        });
        Assert.All(text.References, r => Assert.True(Uri.TryCreate(r, UriKind.Absolute, out var uri) && uri.Scheme == "https", r));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_page_carries_the_rules_own_texts(string id)
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "rules", id + ".md"));
        var text = RuleTexts.Of(id);
        Assert.StartsWith($"# {id}: {text.Title}\n", page, StringComparison.Ordinal);
        Assert.Contains($"Severity: {text.Severity}", page, StringComparison.Ordinal);
        Assert.Contains(text.Description, page, StringComparison.Ordinal);
        Assert.Contains(text.Cure, page, StringComparison.Ordinal);
        Assert.Equal(s_headings, page.Split('\n').Where(l => l.StartsWith("## ", StringComparison.Ordinal)));
    }
}
