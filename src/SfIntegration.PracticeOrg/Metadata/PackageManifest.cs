using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml;
using System.Xml.Linq;
using SfIntegration.Practice.Api;

namespace SfIntegration.Practice.Metadata;

/// <summary>package.xml, destructiveChanges.xml, and the same inside a retrieve request: what is named, in which version.</summary>
internal sealed class PackageManifest
{
    private PackageManifest(string? version, IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> types)
    {
        Version = version;
        Types = types;
    }

    /// <summary>The version of the files, or null.</summary>
    public string? Version { get; }

    /// <summary>Each type with its members, "*" as it stands; a type that is named twice has all.</summary>
    public IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Types { get; }

    /// <summary>Reads a file; refuses what is no package.</summary>
    public static PackageManifest Read(byte[] file)
    {
        try
        {
            var root = MetadataXml.Parse(file);
            return root.Name == MetadataXml.Ns + "Package" ? Read(root) : throw Bad($"{root.Name} is no Package");
        }
        catch (XmlException e)
        {
            throw Bad(e.Message);
        }
    }

    /// <summary>Reads the element, whatever its name.</summary>
    public static PackageManifest Read(XElement package)
    {
        var version = MetadataXml.TextOf(package, "version") is { } text ? VersionOf(text) : null;
        var types = MetadataXml.All(package, "types")
            .Select(t => (Name: MetadataXml.TextOf(t, "name") ?? throw Bad("types without a name"), Members: MetadataXml.All(t, "members")))
            .GroupBy(t => t.Name, StringComparer.Ordinal)
            .Select(g => new KeyValuePair<string, IReadOnlyList<string>>(g.Key, g.SelectMany(t => t.Members).Select(m => m.Value.Trim()).Distinct(StringComparer.Ordinal).ToList()))
            .ToList();
        return new PackageManifest(version, types);
    }

    /// <summary>A version as packages and requests write it, "66.0" or "66"; refuses what there is not.</summary>
    public static string VersionOf(string text)
    {
        try
        {
            return ApiVersions.Read("v" + (text.IndexOf('.') < 0 ? text + ".0" : text));
        }
        catch (SfFault)
        {
            throw Bad($"Invalid version: {text}");
        }
    }

    /// <summary>A package.xml that names these.</summary>
    public static XElement Write(IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> types, string version) => MetadataXml.El(
        "Package",
        types.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => MetadataXml.El(
            "types",
            t.Value.OrderBy(m => m, StringComparer.Ordinal).Select(m => MetadataXml.El("members", m)),
            MetadataXml.El("name", t.Key))),
        MetadataXml.El("version", version));

    /// <summary>The members of a type; none where it is not named.</summary>
    public IReadOnlyList<string> Members(string type) => Types.FirstOrDefault(t => t.Key == type).Value ?? Array.Empty<string>();

    private static SfFault Bad(string message) => new(400, "INVALID_OPERATION", "Error parsing package.xml: " + message);
}
