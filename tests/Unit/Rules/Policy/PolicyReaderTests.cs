using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using SfIntegration.Rules;
using SfIntegration.Rules.Policy;
using SfIntegration.Scope;
using SfIntegration.Tests;
using Xunit;

namespace SfIntegration.Unit.Tests.Rules.Policy;

public sealed class PolicyReaderTests
{
    [Fact]
    public void The_sample_is_read_whole()
    {
        var policy = PolicyReader.ReadFile(Path.Combine(Repository.Root, "samples", "policy.yaml"), "policy.yaml");
        Assert.Equal("integ-svc-*@*", Assert.Single(policy.Usernames).Text);
        Assert.Equal(2, policy.PermissionSets.Count);
        Assert.Equal((24, 56, 90, 91, true), (policy.WidestIPv4, policy.WidestIPv6, policy.LongestRotation, policy.LongestReview, policy.IsReviewRequired));
        Assert.Equal(Severity.Medium, policy.Severities["sfi110"]);
        Assert.Empty(policy.Apps);
    }

    [Fact]
    public void One_that_asks_nothing_is_allowed()
    {
        var policy = PolicyReader.ReadText("policyVersion: 1\n");
        Assert.Equal((null, null, null, false), (policy.WidestIPv4, policy.LongestRotation, policy.LongestReview, policy.IsReviewRequired));
        Assert.Empty(policy.Severities);
    }

    [Fact]
    public void Json_is_accepted_too() =>
        Assert.Equal(28, PolicyReader.ReadText("""{ "policyVersion": 1, "network": { "widestIPv4": 28 } }""").WidestIPv4);

    [Theory]
    [InlineData("", 1, "The file is empty")]
    [InlineData("- a", 1, "Keys are expected here")]
    [InlineData("policyVersion: 2", 1, "policyVersion 2 is not known")]
    [InlineData("names: {}", 1, "`policyVersion` is missing")]
    [InlineData("policyVersion: 1\nnetwrok: {}", 2, "did you mean `network`")]
    [InlineData("policyVersion: 1\nnetwork: { widestIPv4: 33 }", 2, "`33` is no prefix")]
    [InlineData("policyVersion: 1\nnetwork: { widestIPv6: -1 }", 2, "`-1` is no prefix")]
    [InlineData("policyVersion: 1\nrotation: { longest: 90 }", 2, "`90` is no span of time")]
    [InlineData("policyVersion: 1\nrotation: { longest: 0d }", 2, "`0d` is no span of time")]
    [InlineData("policyVersion: 1\nreview: { required: perhaps }", 2, "required")]
    [InlineData("policyVersion: 1\nseverities: { SFI999: High }", 2, "unknown key `SFI999`")]
    [InlineData("policyVersion: 1\nseverities: { SFI101: Awful }", 2, "Awful")]
    [InlineData("policyVersion: 1\nseverities: [SFI101]", 2, "not a list")]
    [InlineData("policyVersion: 1\nnames: { username: { a: b } }", 2, "username")]
    [InlineData("policyVersion: 1\nnames: { username: [a, a] }", 2, "")]
    [InlineData("policyVersion: 1\npolicyVersion: 1", 2, "a second time")]
    [InlineData("policyVersion: 1\nnames: *anchor", 2, "")]
    public void A_mistake_is_told_with_its_line(string text, int line, string says)
    {
        var error = Assert.Throws<SfScopeException>(() => PolicyReader.ReadText(text, "policy.yaml"));
        Assert.Contains(error.ScopeErrors, e => e.Line == line && e.ToString().Contains(says, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_mistake_is_told_at_once() =>
        Assert.Equal(3, Assert.Throws<SfScopeException>(() => PolicyReader.ReadText("policyVersion: 1\nnetwork: { widestIPv4: x }\nrotation: { longest: y }\nreview: { lngest: 3d }")).ScopeErrors.Count);

    [Fact]
    public void The_schema_knows_the_same_keys_and_rules()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "schemas", "access-policy.schema.json")));
        var root = schema.RootElement.GetProperty("properties");
        Assert.Equal(PolicyReader.Sections["policy"].Order(), Keys(root));
        foreach (var section in new[] { "names", "network", "rotation", "review" })
        {
            Assert.Equal(PolicyReader.Sections[section].Order(), Keys(root.GetProperty(section).GetProperty("properties")));
        }

        Assert.Equal(RuleSet.All.Select(r => r.Id).Order(StringComparer.Ordinal), Keys(root.GetProperty("severities").GetProperty("properties")));

        static IEnumerable<string> Keys(JsonElement properties) => properties.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("integ-svc-*@*", "INTEG-SVC-orders@acme.example", true)]
    [InlineData("integ-svc-*@*", "x-integ-svc-orders@acme.example", false)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "ac", false)]
    [InlineData("a.c", "abc", false)]
    [InlineData("[a]", "a", false)]
    [InlineData("(a+)+$", "(a+)+$", true)]
    [InlineData("*", "", true)]
    [InlineData("", "a", false)]
    [InlineData("a*", "a", true)]
    [InlineData("*b*", "abc", true)]
    [InlineData("*ab", "aab", true)]
    [InlineData("*a*b", "ab-ab", true)]
    [InlineData("**?", "", false)]
    [InlineData("*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a?zz", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    public void A_pattern_fits_the_whole_name(string pattern, string name, bool fits) => Assert.Equal(fits, new NamePattern(pattern).Fits(name));
}
