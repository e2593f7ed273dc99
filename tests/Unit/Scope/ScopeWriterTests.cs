using System;
using System.Linq;
using System.Text;
using Newtonsoft.Json;
using SfIntegration.Scope;
using SfIntegration.Scope.Writing;
using Xunit;

namespace SfIntegration.Tests.Scope;

public sealed class ScopeWriterTests
{
    [Fact]
    public void What_is_written_reads_back_as_the_same_scope_and_writes_the_same_bytes()
    {
        var scope = ScopeReader.ReadText(ScopeTexts.Full).Get();
        var text = ScopeWriter.Write(scope);
        var again = ScopeReader.ReadText(text).Get();
        Assert.Equal(Facts(scope), Facts(again));
        Assert.Equal(text, ScopeWriter.Write(again));
        Assert.DoesNotContain('\r', text);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 150, line));
    }

    [Fact]
    public void The_file_is_written_not_the_environment_it_was_read_for()
    {
        Assert.Equal(ScopeWriter.Write(ScopeReader.ReadText(ScopeTexts.Full).Get()), ScopeWriter.Write(ScopeReader.ReadText(ScopeTexts.Full, "dev").Get()));
    }

    [Fact]
    public void The_example_looks_as_a_person_would_write_it()
    {
        var text = ScopeWriter.Write(ScopeReader.ReadText(ScopeTexts.Full).Get(), "access-scope.schema.json", new[] { "Drafted; review it.\nline" });
        Assert.StartsWith("# yaml-language-server: $schema=access-scope.schema.json\n# Drafted; review it. line\nscopeVersion: 1\nname: orders\nowner: { name: Platform Team, contact: platform-team@acme.example }\nidentity:\n  username: ", text, StringComparison.Ordinal);
        Assert.Contains("      Opportunity: { access: [read, create, edit], fields: { read: [ExpectedRevenue], edit: [Amount, NextStep] } }\n", text, StringComparison.Ordinal);
        Assert.Contains("      Product2: { access: [read], fields: all, records: viewAll, reason: the price list is global }\n", text, StringComparison.Ordinal);
        Assert.Contains("    systemPermissions:\n      - { name: ViewSetup, reason: schema discovery }\n", text, StringComparison.Ordinal);
        Assert.Contains("  hours: { days: mon-fri, from: 06:00, to: 20:00, timeZone: Europe/Berlin }\n", text, StringComparison.Ordinal);
        Assert.NotNull(ScopeReader.ReadText(text).Scope);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("no")]
    [InlineData("06:00")]
    [InlineData("1421")]
    [InlineData("1e3")]
    [InlineData("a: b")]
    [InlineData("a:")]
    [InlineData(":a")]
    [InlineData("a #b")]
    [InlineData("%x")]
    [InlineData("50% of [all], {some}")]
    [InlineData("- x")]
    [InlineData("---")]
    [InlineData("...")]
    [InlineData("it's \"quoted\" \\ here")]
    [InlineData("two\nlines\twith tab")]
    [InlineData("a  b")]
    [InlineData("日本語 😀 é")]
    [InlineData("a\u0085b\u2028c\u200Bd\u00A0e\uFEFFf")]
    [InlineData("&a *b !c |d >e @f `g ?h")]
    [InlineData("=")]
    [InlineData("<<")]
    [InlineData("~")]
    public void Any_text_comes_back_as_it_was(string text)
    {
        var scope = new AccessScope
        {
            Name = "s",
            Identity = new ScopeIdentity { Username = "a@b.example", LastName = text, Email = "a@b.example" },
            Integrations = new[] { new ScopeIntegration { Name = "null", Purpose = text, System = text + " x", PermissionSet = "Integ_S_Null" } },
        };
        var again = ScopeReader.ReadText(ScopeWriter.Write(scope)).Get();
        Assert.Equal(text, again.Identity.LastName);
        Assert.Equal(text, again.Integrations[0].Purpose);
        Assert.Equal("null", again.Integrations[0].Name);
    }

    [Fact]
    public void A_thousand_random_scopes_come_back_as_they_were()
    {
        var random = new Random(2);
        for (var i = 0; i < 1000; i++)
        {
            var scope = RandomScopes.Make(random);
            var text = ScopeWriter.Write(scope);
            var result = ScopeReader.ReadText(text);
            Assert.True(result.Scope is not null, string.Join("\n", result.Errors) + "\n" + text);
            Assert.Equal(Facts(scope), Facts(result.Scope!));
            Assert.Equal(text, ScopeWriter.Write(result.Scope!));
        }
    }

    /// <summary>Everything a scope says, without where it says it.</summary>
    private static string Facts(AccessScope scope)
    {
        var text = JsonConvert.SerializeObject(scope, new JsonSerializerSettings { Formatting = Formatting.Indented, DateFormatHandling = DateFormatHandling.IsoDateFormat });
        var lines = text.Split('\n').Where(l => !new[] { "\"Line\"", "\"Column\"", "\"File\"", "\"SourceHash\"", "\"Notes\"", "Source\":" }.Any(k => l.Contains(k, StringComparison.Ordinal)));
        return new StringBuilder().AppendJoin('\n', lines.Select(l => l.TrimEnd(',', '\r')).Where(l => l.Trim() is not ("}" or "]" or "{") && !l.Contains("is added, because", StringComparison.Ordinal) && !l.Contains("are added, because", StringComparison.Ordinal) && !l.Contains("modifyAll includes", StringComparison.Ordinal))).ToString();
    }
}
