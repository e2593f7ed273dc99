using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Http;

namespace SfIntegration.Activity.Measure;

/// <summary>What a call does, in one word, from what a log says of it: Data/operations.json.</summary>
internal static class Operations
{
    private static readonly Lazy<JObject> s_data = new(Load);
    private static readonly Lazy<IReadOnlyList<(string[] Path, JObject Row)>> s_rest = new(() =>
        s_data.Value["rest"]!.Cast<JObject>().Select(r => (r.Text("path")!.Split('/'), r)).ToList());

    private static readonly Lazy<IReadOnlyDictionary<string, string>> s_names = new(() => Words("names"));
    private static readonly Lazy<IReadOnlyDictionary<string, string>> s_methods = new(() => Words("methods"));

    /// <summary>Of a name that the log gives the operation itself.</summary>
    public static string OfName(string name) => s_names.Value.TryGetValue(name, out var word) ? word : name;

    /// <summary>Of a REST call.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="resource">The path as the log has it, with or without /services/data/v66.0.</param>
    public static string OfCall(string method, string resource)
    {
        var path = Segments(resource);
        if (path.Count > 1 && path[0] == "Soap")
        {
            return OfName(path[path.Count - 1]);
        }

        foreach (var (pattern, row) in s_rest.Value)
        {
            if (Matches(pattern, path))
            {
                return row.Flag("byMethod") ? OfMethod(method)
                    : row.Text("post") is { } post && method == "POST" ? post
                    : row.Text("operation")!;
            }
        }

        // The first word of the path and no more: what follows may be ids without end.
        return path.Count == 0 ? OfMethod(method) : (method + " " + path[0]).Trim();
    }

    /// <summary>The object that a path names, or "".</summary>
    public static string ObjectOf(string resource)
    {
        var path = Segments(resource);
        var at = path.Count > 1 && path[0] == "composite" ? 1 : 0;
        return path.Count > at + 1 && path[at] == "sobjects" && IsName(path[at + 1]) ? path[at + 1] : "";
    }

    /// <summary>The API version that a path names, or "".</summary>
    public static string VersionOf(string resource)
    {
        var segment = resource.Split('?')[0].Split('/').FirstOrDefault(IsVersion);
        return segment is null ? "" : Version(segment.TrimStart('v'));
    }

    /// <summary>66 and 66.0 are one version.</summary>
    public static string Version(string text) => text.Length > 0 && text.All(char.IsDigit) ? text + ".0" : text;

    private static string OfMethod(string method) => s_methods.Value.TryGetValue(method, out var word) ? word : method;

    /// <summary>What follows host, /services/data and the version.</summary>
    private static List<string> Segments(string resource) => resource.Split('?')[0].Split('/')
        .Where(s => s.Length > 0)
        .SkipWhile(s => s is "services" or "data" or "tooling" || IsVersion(s))
        .ToList();

    private static bool IsVersion(string segment) =>
        segment.Length > 1 && segment[0] == 'v' && segment.Skip(1).All(c => char.IsDigit(c) || c == '.');

    private static bool IsName(string text) => text.Length > 0 && char.IsLetter(text[0]) && text.All(c => char.IsLetterOrDigit(c) || c == '_');

    private static bool Matches(string[] pattern, List<string> path)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == "**")
            {
                return true;
            }

            if (i >= path.Count || (pattern[i] != "*" && !string.Equals(pattern[i], path[i], StringComparison.OrdinalIgnoreCase)))
            {
                return false;
            }
        }

        return pattern.Length == path.Count;
    }

    private static IReadOnlyDictionary<string, string> Words(string part) =>
        ((JObject)s_data.Value[part]!).Properties().ToDictionary(p => p.Name, p => (string)p.Value!, StringComparer.OrdinalIgnoreCase);

    private static JObject Load()
    {
        const string Name = "SfIntegration.Activity.Measure.Data.operations.json";
        using var stream = typeof(Operations).Assembly.GetManifestResourceStream(Name)
            ?? throw new InvalidOperationException($"The resource {Name} is missing from the assembly.");
        using var text = new StreamReader(stream);
        return (JObject)SfJson.Read(text);
    }
}
