using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using SfIntegration.Cmdlets.Base;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace SfIntegration.Conventions.Tests;

/// <summary>The help pages say what the code says. Their examples are run by tests/Cmdlets/Help.Tests.ps1.</summary>
public class HelpTests
{
    private const string AllSets = "__AllParameterSets";

    private static readonly string[] s_sections = ["SYNOPSIS", "SYNTAX", "ALIASES", "DESCRIPTION", "EXAMPLES", "PARAMETERS", "INPUTS", "OUTPUTS", "NOTES", "RELATED LINKS"];

    private static readonly Dictionary<string, Type> s_cmdlets = Product.CmdletClasses.ToDictionary(Product.CommandName);

    public static TheoryData<string> Pages => new(HelpPage.Names.Where(s_cmdlets.ContainsKey).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_cmdlet_has_a_page_and_every_page_a_cmdlet() =>
        Assert.Equal(s_cmdlets.Keys.Order(StringComparer.Ordinal), HelpPage.Names.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_front_matter_is_that_of_PlatyPS_for_this_cmdlet(string name)
    {
        var page = HelpPage.Read(name);
        var expected = new Dictionary<string, string>
        {
            ["document type"] = "cmdlet",
            ["external help file"] = "SfIntegration.Cmdlets.dll-Help.xml",
            ["HelpUri"] = "",
            ["Locale"] = "en-US",
            ["Module Name"] = "SfIntegration",
            ["PlatyPS schema version"] = "2024-05-01",
            ["title"] = name,
        };

        Assert.Equal(expected, page.FrontMatter.Where(f => f.Key != "ms.date").ToDictionary(f => f.Key, f => f.Value));
        Assert.Matches(@"^\d\d/\d\d/\d{4}$", page.FrontMatter["ms.date"]);
        Assert.Equal(name, page.Title);
        Assert.Equal(s_sections, page.Headings);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_is_finished(string name)
    {
        var page = HelpPage.Read(name);

        Assert.DoesNotContain("{{", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain('\t', page.Text);
        Assert.Matches(@"^[A-Z][^\n]{20,140}\.$", page.Head("SYNOPSIS"));
        Assert.InRange(page.Head("DESCRIPTION").Length, 150, 3000);
        Assert.All(page.Items("PARAMETERS").Where(p => p.Heading != "CommonParameters"), p => Assert.InRange(HelpPage.Parameter(p.Body).Text.Length, 10, 1500));
        Assert.All(page.Items("INPUTS").Concat(page.Items("OUTPUTS")), t => Assert.InRange(t.Body.Length, 10, 1000));
        Assert.NotEmpty(page.Head("NOTES"));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void There_are_three_examples_with_a_line_of_text_and_a_block_to_run(string name)
    {
        var examples = HelpPage.Read(name).Items("EXAMPLES");

        Assert.True(examples.Count >= 3, $"{name} has {examples.Count} examples.");
        Assert.All(examples.Select((e, i) => (e.Heading, e.Body, Number: i + 1)), e =>
        {
            Assert.Matches($"^Example {e.Number}: .{{5,}}", e.Heading);
            Assert.Matches(new Regex(@"\A[^`].*?\n\n```powershell\n.*?\n```(\n\n```output\n.*?\n```)?\z", RegexOptions.Singleline), e.Body);
        });
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_syntax_has_the_parameter_sets_of_the_code(string name)
    {
        var cmdlet = s_cmdlets[name];
        var expected = SetNames(cmdlet).Select(set => set == DefaultSet(cmdlet) ? set + " (Default)" : set);
        var items = HelpPage.Read(name).Items("SYNTAX");

        Assert.Equal(expected.Order(StringComparer.Ordinal), items.Select(i => i.Heading).Order(StringComparer.Ordinal));
        Assert.All(items, item =>
        {
            var set = item.Heading.Replace(" (Default)", "", StringComparison.Ordinal);
            var shown = Regex.Matches(item.Body, @"(?<=[\s\[])-(\w+)").Select(m => m.Groups[1].Value);
            Assert.Equal(Documented(cmdlet).Where(p => !p.IsHidden && p.Sets.Any(s => s.Name == set || s.Name == "(All)")).Select(p => p.Name).Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
            Assert.StartsWith($"```\n{name} ", item.Body, StringComparison.Ordinal);
            Assert.EndsWith("[<CommonParameters>]\n```", item.Body, StringComparison.Ordinal);
        });
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_parameter_is_documented_as_the_code_has_it(string name)
    {
        var items = HelpPage.Read(name).Items("PARAMETERS");
        var expected = Documented(s_cmdlets[name]).ToDictionary(p => "-" + p.Name);

        Assert.Equal(expected.Keys.Append("CommonParameters").Order(StringComparer.OrdinalIgnoreCase), items.Select(i => i.Heading).Order(StringComparer.OrdinalIgnoreCase));
        foreach (var (heading, body) in items.Where(i => i.Heading != "CommonParameters"))
        {
            var code = expected[heading];
            var yaml = HelpPage.Parameter(body).Yaml;
            Assert.Equal($"{heading}: {code.Type}", $"{heading}: {HelpPage.Scalar(yaml["Type"])}");
            Assert.Equal(code.Aliases, HelpPage.Texts(yaml["Aliases"]));
            Assert.Equal(code.Values, HelpPage.Texts(yaml["AcceptedValues"]));
            Assert.Equal(code.IsHidden, Flag(yaml, "DontShow"));
            Assert.Equal(code.Wildcards ? "true" : "false", HelpPage.Scalar(yaml["SupportsWildcards"]));
            Assert.Equal(code.Sets.Select(s => s.ToString()).Order(StringComparer.Ordinal), ((YamlSequenceNode)yaml["ParameterSets"]).Cast<YamlMappingNode>().Select(s => Set(s).ToString()).Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Inputs_and_outputs_are_the_types_of_the_code(string name)
    {
        var page = HelpPage.Read(name);
        var piped = Product.Parameters(s_cmdlets[name]).Where(p => Product.Data<ParameterAttribute>(p).Any(a => Product.Named(a, nameof(ParameterAttribute.ValueFromPipeline))))
            .Select(p => TypeName(p.PropertyType.IsArray ? p.PropertyType.GetElementType()! : p.PropertyType)).Distinct(StringComparer.Ordinal).ToList();
        var given = Product.Data<OutputTypeAttribute>(s_cmdlets[name]).SelectMany(a => a.ConstructorArguments).SelectMany(Types).Distinct(StringComparer.Ordinal);

        Assert.Equal(piped.Count == 0 ? ["None"] : piped.Order(StringComparer.Ordinal), page.Items("INPUTS").Select(i => i.Heading).Order(StringComparer.Ordinal));
        Assert.Equal(given.Order(StringComparer.Ordinal), page.Items("OUTPUTS").Select(i => i.Heading).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_notes_name_the_permissions_that_are_needed(string name)
    {
        var notes = HelpPage.Read(name).Head("NOTES");

        Assert.All(s_cmdlets[name].GetCustomAttributes<RequiresSalesforcePermissionAttribute>(inherit: true), needed =>
        {
            Assert.All(needed.OneOf, permission => Assert.Contains($"`{permission}`", notes, StringComparison.Ordinal));
            Assert.Contains(needed.Purpose, Regex.Replace(notes, @"\s+", " "), StringComparison.Ordinal);
        });
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_names_only_cmdlets_and_topics_that_are_there(string name)
    {
        var page = HelpPage.Read(name);
        var links = Regex.Matches(page.Head("RELATED LINKS"), @"(?m)^- \[([^\]]+)\]\(([^)]+)\)$");

        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(link.Groups[2].Value.StartsWith("https://", StringComparison.Ordinal) || File.Exists(Path.Combine(HelpPage.Folder, link.Groups[2].Value)), $"{name} links to {link.Groups[2].Value}."));
        Assert.All(Regex.Matches(page.Text, @"\b[A-Z][a-z]+-Sf[A-Z]\w+").Select(m => m.Value), cmdlet => Assert.Contains(cmdlet, s_cmdlets.Keys));
        Assert.All(Regex.Matches(page.Text, @"\babout_SfIntegration\w*").Select(m => m.Value), topic => Assert.True(File.Exists(Path.Combine(HelpPage.Folder, topic + ".help.txt")), topic));
    }

    private static IEnumerable<DocumentedParameter> Documented(Type cmdlet)
    {
        foreach (var p in Product.Parameters(cmdlet))
        {
            yield return new DocumentedParameter(p.Name, TypeName(p.PropertyType), Product.Data<AliasAttribute>(p).SelectMany(a => Texts(a.ConstructorArguments[0])).ToList(),
                Accepted(p), p.IsDefined(typeof(SupportsWildcardsAttribute)), Product.Data<ParameterAttribute>(p).Select(Set).ToList(), Product.Data<ParameterAttribute>(p).Any(a => Product.Named(a, nameof(ParameterAttribute.DontShow))));
        }

        if (Product.SupportsShouldProcess(cmdlet))
        {
            foreach (var (name, alias) in new[] { ("WhatIf", "wi"), ("Confirm", "cf") })
            {
                yield return new DocumentedParameter(name, "System.Management.Automation.SwitchParameter", [alias], [], false, [new ParameterSet("(All)", "Named", false, false, false, false)], false);
            }
        }
    }

    private static List<string> Accepted(PropertyInfo parameter)
    {
        var bare = parameter.PropertyType.IsArray ? parameter.PropertyType.GetElementType()! : parameter.PropertyType;
        bare = Nullable.GetUnderlyingType(bare) ?? bare;
        return bare.IsEnum ? [.. Enum.GetNames(bare)] : Product.Data<ValidateSetAttribute>(parameter).SelectMany(a => Texts(a.ConstructorArguments[0])).ToList();
    }

    private static ParameterSet Set(CustomAttributeData parameter)
    {
        var named = parameter.NamedArguments.ToDictionary(a => a.MemberName, a => a.TypedValue.Value);
        return new ParameterSet((string?)named.GetValueOrDefault(nameof(ParameterAttribute.ParameterSetName)) ?? "(All)", named.GetValueOrDefault(nameof(ParameterAttribute.Position))?.ToString() ?? "Named",
            Product.Named(parameter, nameof(ParameterAttribute.Mandatory)), Product.Named(parameter, nameof(ParameterAttribute.ValueFromPipeline)),
            Product.Named(parameter, nameof(ParameterAttribute.ValueFromPipelineByPropertyName)), Product.Named(parameter, nameof(ParameterAttribute.ValueFromRemainingArguments)));
    }

    private static ParameterSet Set(YamlMappingNode yaml) => new(HelpPage.Scalar(yaml["Name"]), HelpPage.Scalar(yaml["Position"]),
        Flag(yaml, "IsRequired"), Flag(yaml, "ValueFromPipeline"), Flag(yaml, "ValueFromPipelineByPropertyName"), Flag(yaml, "ValueFromRemainingArguments"));

    private static bool Flag(YamlMappingNode yaml, string key) => bool.Parse(HelpPage.Scalar(yaml[key]));

    private static string? DefaultSet(Type cmdlet) => (string?)Product.Data<CmdletAttribute>(cmdlet).Single().NamedArguments
        .Where(a => a.MemberName == nameof(CmdletAttribute.DefaultParameterSetName)).Select(a => a.TypedValue.Value).SingleOrDefault();

    private static List<string> SetNames(Type cmdlet)
    {
        var names = Product.Parameters(cmdlet).SelectMany(p => Product.Data<ParameterAttribute>(p)).Select(a => Set(a).Name).Where(n => n != "(All)").Distinct(StringComparer.Ordinal).ToList();
        return names.Count > 0 ? names : [DefaultSet(cmdlet) ?? AllSets];
    }

    private static IEnumerable<string> Texts(CustomAttributeTypedArgument argument) => ((IEnumerable<CustomAttributeTypedArgument>)argument.Value!).Select(a => (string)a.Value!);

    private static IEnumerable<string> Types(CustomAttributeTypedArgument argument) => argument.Value switch
    {
        Type type => [type.FullName!],
        string name => [name],
        IEnumerable<CustomAttributeTypedArgument> several => several.SelectMany(Types),
        _ => [],
    };

    /// <summary>As PlatyPS writes types: full names, generic ones as System.Nullable`1[System.Int32].</summary>
    private static string TypeName(Type type) => type.IsGenericType
        ? $"{type.GetGenericTypeDefinition().FullName}[{string.Join(',', type.GetGenericArguments().Select(a => a.FullName))}]"
        : type.FullName!;

    private sealed record DocumentedParameter(string Name, string Type, IReadOnlyList<string> Aliases, IReadOnlyList<string> Values, bool Wildcards, IReadOnlyList<ParameterSet> Sets, bool IsHidden);

    private sealed record ParameterSet(string Name, string Position, bool IsRequired, bool ByValue, bool ByName, bool Remaining);
}
