using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using SfIntegration.Scope;
using SfIntegration.Scope.Reading;

namespace SfIntegration.Rules.Policy;

/// <summary>Reads policy files (YAML or JSON) by the rules that scope files are read by: every mistake at once, each with its place and what would be right.</summary>
internal static class PolicyReader
{
    /// <summary>Every key, by section. The schema is compared with this by a test.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Sections = new Dictionary<string, string[]>
    {
        ["policy"] = new[] { "policyVersion", "names", "network", "rotation", "review", "severities" },
        ["names"] = new[] { "username", "permissionSet", "app" },
        ["network"] = new[] { "widestIPv4", "widestIPv6" },
        ["rotation"] = new[] { "longest" },
        ["review"] = new[] { "longest", "required" },
    };

    private static readonly string[] s_required = { "policyVersion" };

    /// <summary>Reads a file. The path is resolved by the caller; `shownAs` is how the user named it.</summary>
    /// <exception cref="SfScopeException">The file cannot be used; it lists every mistake.</exception>
    public static AccessPolicy ReadFile(string path, string shownAs)
    {
        var errors = new ErrorList(shownAs);
        try
        {
            var bytes = File.ReadAllBytes(path);
            if (bytes.Length > ScopeBytes.MaxBytes)
            {
                ScopeBytes.TooLarge(bytes.Length, errors);
                throw new SfScopeException(errors.InOrder());
            }

            return Read(ScopeBytes.Decode(bytes, errors), errors);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.Add(0, 0, "The file cannot be read: " + e.Message);
            throw new SfScopeException(errors.InOrder());
        }
    }

    /// <summary>Reads text.</summary>
    public static AccessPolicy ReadText(string text, string? file = null)
    {
        var errors = new ErrorList(file);
        return Read(ScopeBytes.Lines(text, errors), errors);
    }

    private static AccessPolicy Read(string? text, ErrorList errors)
    {
        if (text is not null && string.IsNullOrWhiteSpace(text))
        {
            errors.Add(1, 1, "The file is empty", "write policyVersion: 1, and what is asked; samples/policy.yaml is one");
            throw new SfScopeException(errors.InOrder());
        }

        var root = text is null ? null : ScopeParser.Parse(text, errors);
        var section = root is null ? null : Section.Open(root, Sections["policy"], s_required, errors);
        var policy = section is null ? null : Build(section);
        return errors.Count == 0 && policy is not null ? policy : throw new SfScopeException(errors.InOrder());
    }

    private static AccessPolicy Build(Section section)
    {
        var errors = section.Errors;
        if (section.Text("policyVersion") is { } version && version != "1")
        {
            errors.Add(section.Place("policyVersion"), $"policyVersion {Texts.Shorten(version)} is not known", "write policyVersion: 1");
        }

        var (names, network, rotation, review) = (Open(section, "names"), Open(section, "network"), Open(section, "rotation"), Open(section, "review"));
        return new AccessPolicy
        {
            File = errors.File ?? "policy",
            Usernames = Patterns(names, "username"),
            PermissionSets = Patterns(names, "permissionSet"),
            Apps = Patterns(names, "app"),
            WidestIPv4 = Prefix(network, "widestIPv4", 32),
            WidestIPv6 = Prefix(network, "widestIPv6", 128),
            LongestRotation = Days(rotation, "longest"),
            LongestReview = Days(review, "longest"),
            IsReviewRequired = review?.Word("required", new[] { "true", "false" }) == "true",
            Severities = Severities(section.Entry("severities"), errors),
        };
    }

    private static Section? Open(Section parent, string key) =>
        parent.Entry(key) is { } entry ? Section.Open(entry.Value, Sections[key], Array.Empty<string>(), parent.Errors) : null;

    private static IReadOnlyList<NamePattern> Patterns(Section? section, string key) =>
        section?.Names(key).Select(n => new NamePattern(n.Name)).ToList() ?? (IReadOnlyList<NamePattern>)Array.Empty<NamePattern>();

    private static int? Prefix(Section? section, string key, int most)
    {
        if (section?.Text(key) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text.TrimStart('/'), NumberStyles.None, CultureInfo.InvariantCulture, out var prefix) && prefix <= most)
        {
            return prefix;
        }

        section.Errors.Add(section.Place(key), $"`{Texts.Shorten(text)}` is no prefix", $"write the length of the widest range's prefix, 0 to {most}: {(most == 32 ? "24 allows 256 addresses" : "56 allows a site")}");
        return null;
    }

    private static int? Days(Section? section, string key)
    {
        if (section?.Text(key) is not { } text)
        {
            return null;
        }

        if (!ScopeValues.IsSpan(text))
        {
            section.Errors.Add(section.Place(key), $"`{Texts.Shorten(text)}` is no span of time", "write days, weeks or months: 90d, 12w, 3m");
        }

        return Span.Days(text);
    }

    private static IReadOnlyDictionary<string, Severity> Severities(NodeEntry? entry, ErrorList errors)
    {
        var severities = new Dictionary<string, Severity>(StringComparer.OrdinalIgnoreCase);
        if (entry is null || Section.Open(entry.Value, RuleSet.All.Select(r => r.Id).ToArray(), Array.Empty<string>(), errors) is not { } section)
        {
            return severities;
        }

        foreach (var rule in RuleSet.All.Select(r => r.Id))
        {
            if (section.Word(rule, Enum.GetNames(typeof(Severity))) is { } word)
            {
                severities[rule] = (Severity)Enum.Parse(typeof(Severity), word);
            }
        }

        return severities;
    }
}
