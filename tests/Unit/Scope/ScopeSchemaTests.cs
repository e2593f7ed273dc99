using System.Collections.Generic;
using System.IO;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Scope.Reading;
using Xunit;

namespace SfIntegration.Tests.Scope;

/// <summary>The schema is what editors complete from; the reader is what counts. They must not say different things.</summary>
public sealed class ScopeSchemaTests
{
    private static readonly JObject s_schema = JObject.Parse(File.ReadAllText(Path.Combine(Repository.Root, "schemas", "access-scope.schema.json")));

    public static TheoryData<string> Sections => new(ScopeKeys.Sections.Keys);

    [Theory]
    [MemberData(nameof(Sections))]
    public void The_schema_knows_exactly_the_keys_that_the_reader_knows(string section)
    {
        var properties = (JObject)Section(section)["properties"]!;
        Assert.Equal(ScopeKeys.Sections[section].OrderBy(k => k), properties.Properties().Select(p => p.Name).OrderBy(k => k));
        Assert.False((bool)Section(section)["additionalProperties"]!);
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public void The_schema_demands_exactly_the_keys_that_the_reader_demands(string section)
    {
        ScopeKeys.Required.TryGetValue(section, out var required);
        Assert.Equal((required ?? System.Array.Empty<string>()).OrderBy(k => k), (Section(section)["required"] ?? new JArray()).Select(k => (string)k!).OrderBy(k => k));
    }

    [Fact]
    public void Fixed_words_are_the_same()
    {
        Assert.Equal(ScopeKeys.Access, Words("object", "access", "items"));
        Assert.Equal(ScopeKeys.Records, Words("object", "records"));
        Assert.Equal(ScopeKeys.Flows, Words("app", "flow"));
        Assert.Contains(string.Join("|", ScopeKeys.Days), (string)Section("hours")["properties"]!["days"]!["pattern"]!, System.StringComparison.Ordinal);
    }

    [Fact]
    public void Every_key_is_described()
    {
        var bare = ScopeKeys.Sections.Keys
            .SelectMany(s => ((JObject)Section(s)["properties"]!).Properties().Where(p => Description((JObject)p.Value) is null).Select(p => $"{s}.{p.Name}"));
        Assert.Empty(bare);
    }

    [Fact]
    public void Every_reference_leads_somewhere()
    {
        var references = s_schema.Descendants().OfType<JProperty>().Where(p => p.Name == "$ref").Select(p => (string)p.Value!).Distinct().ToList();
        Assert.NotEmpty(references);
        Assert.All(references, r => Assert.NotNull(Target(r)));
    }

    /// <summary>The definition of a section; `fields` stands beside `all` and a list, so its map is one of three forms.</summary>
    private static JObject Section(string name)
    {
        var found = name == "scope" ? s_schema : (JObject)s_schema["$defs"]![name]!;
        return found["oneOf"] is { } forms ? (JObject)forms.Single(f => (string?)f["type"] == "object") : found;
    }

    private static IEnumerable<string> Words(string section, string key, string? below = null)
    {
        var node = Section(section)["properties"]![key]!;
        return (below is null ? node : node[below]!)["enum"]!.Select(w => (string)w!);
    }

    private static string? Description(JObject property) =>
        (string?)property["description"] ?? (property["$ref"] is { } reference ? (string?)Target((string)reference!)?["description"] : null);

    private static JToken? Target(string reference) => s_schema["$defs"]![reference.Substring("#/$defs/".Length)];
}
