using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace SfIntegration.Rules;

/// <summary>What rules.yaml says of one rule.</summary>
internal sealed class RuleText
{
    public string Id { get; set; } = "";

    public string Title { get; set; } = "";

    public Severity Severity { get; set; }

    public string Description { get; set; } = "";

    public string Cure { get; set; } = "";

    public List<string> References { get; set; } = new();

    /// <summary>Ids of the Security Benchmark for Salesforce; only where they are known for sure.</summary>
    public List<string> Controls { get; set; } = new();

    /// <summary>Word lists the rule's class looks things up in.</summary>
    public Dictionary<string, List<string>> Lists { get; set; } = new();
}

/// <summary>Titles, severities, cures and word lists of all rules: data (rules.yaml), read at first use.</summary>
internal static class RuleTexts
{
    private static readonly Lazy<IReadOnlyDictionary<string, RuleText>> s_all = new(Read);

    public static IReadOnlyDictionary<string, RuleText> All => s_all.Value;

    public static RuleText Of(string ruleId) => All.TryGetValue(ruleId, out var text)
        ? text
        : throw new InvalidOperationException($"rules.yaml has no entry for {ruleId}.");

    /// <summary>One word list of one rule.</summary>
    public static IReadOnlyList<string> List(string ruleId, string name) => Of(ruleId).Lists.TryGetValue(name, out var list)
        ? list
        : throw new InvalidOperationException($"rules.yaml has no list '{name}' for {ruleId}.");

    private static IReadOnlyDictionary<string, RuleText> Read()
    {
        using var stream = typeof(RuleTexts).GetTypeInfo().Assembly.GetManifestResourceStream("SfIntegration.Rules.rules.yaml")
            ?? throw new InvalidOperationException("The assembly does not hold rules.yaml.");
        using var reader = new StreamReader(stream);
        var rules = new DeserializerBuilder()
            .WithNamingConvention(CamelCaseNamingConvention.Instance)
            .Build()
            .Deserialize<List<RuleText>>(reader);
        return rules.ToDictionary(r => r.Id, StringComparer.OrdinalIgnoreCase);
    }
}
