using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using SfIntegration.Tests;
using YamlDotNet.RepresentationModel;

namespace SfIntegration.Conventions.Tests;

/// <summary>A page of help/en-US as PlatyPS lays it out: front matter, then sections with headings of two and three signs.</summary>
internal sealed class HelpPage
{
    private readonly List<(string Heading, List<(string Heading, string Body)> Parts)> _sections;

    private HelpPage(string text)
    {
        Text = text;
        var matter = Regex.Match(text, @"\A---\n(.*?)\n---\n", RegexOptions.Singleline);
        FrontMatter = Mapping(matter.Groups[1].Value).Children.ToDictionary(c => Scalar(c.Key), c => Scalar(c.Value), StringComparer.Ordinal);
        Title = Regex.Match(text, @"(?m)^# (\S+)$").Groups[1].Value;
        _sections = Split(text, "## ").Select(s => (s.Heading, Split(s.Body, "### ", keepHead: true))).ToList();
    }

    public static string Folder { get; } = Path.Combine(Repository.Root, "help", "en-US");

    /// <summary>The cmdlets that have a page.</summary>
    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.md").Select(f => Path.GetFileNameWithoutExtension(f)!);

    public string Text { get; }

    public IReadOnlyDictionary<string, string> FrontMatter { get; }

    public string Title { get; }

    public IEnumerable<string> Headings => _sections.Select(s => s.Heading);

    public static HelpPage Read(string name) => new(File.ReadAllText(Path.Combine(Folder, name + ".md")).Replace("\r\n", "\n", StringComparison.Ordinal));

    /// <summary>What stands in a section before its first heading of three signs.</summary>
    public string Head(string section) => Parts(section).First().Body.Trim();

    /// <summary>The headings of three signs in a section, with what stands under each.</summary>
    public IReadOnlyList<(string Heading, string Body)> Items(string section) => Parts(section).Skip(1).Select(p => (p.Heading, p.Body.Trim())).ToList();

    /// <summary>The text of a parameter, and its YAML block.</summary>
    public static (string Text, YamlMappingNode Yaml) Parameter(string body)
    {
        var match = Regex.Match(body, @"\A(.*?)```yaml\n(.*?)\n```\z", RegexOptions.Singleline);
        return (match.Groups[1].Value.Trim(), Mapping(match.Groups[2].Value));
    }

    public static string Scalar(YamlNode node) => ((YamlScalarNode)node).Value ?? "";

    /// <summary>The texts of a list; none where the key has nothing.</summary>
    public static IReadOnlyList<string> Texts(YamlNode node) => node is YamlSequenceNode list ? list.Select(Scalar).ToList() : [];

    private List<(string Heading, string Body)> Parts(string section) => _sections.Single(s => s.Heading == section).Parts;

    private static YamlMappingNode Mapping(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    /// <summary>Cuts at lines that begin with the signs, outside of fenced blocks.</summary>
    private static List<(string Heading, string Body)> Split(string text, string signs, bool keepHead = false)
    {
        var parts = new List<(string Heading, List<string> Lines)> { ("", []) };
        var isFenced = false;
        foreach (var line in text.Split('\n'))
        {
            isFenced ^= line.StartsWith("```", StringComparison.Ordinal);
            if (!isFenced && line.StartsWith(signs, StringComparison.Ordinal))
            {
                parts.Add((line[signs.Length..], []));
            }
            else
            {
                parts[^1].Lines.Add(line);
            }
        }

        return parts.Skip(keepHead ? 0 : 1).Select(p => (p.Heading, string.Join('\n', p.Lines))).ToList();
    }
}
