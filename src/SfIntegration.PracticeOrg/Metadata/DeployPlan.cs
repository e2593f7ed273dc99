using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml;
using System.Xml.Linq;

namespace SfIntegration.Practice.Metadata;

/// <summary>One package of a zip, as a list of things to do in the order in which they are done. Pure.</summary>
internal sealed class DeployPlan
{
    private const string ManifestName = "package.xml";
    private const string DestructiveName = "destructiveChanges";

    private readonly IReadOnlyDictionary<string, byte[]> _files;
    private readonly string _root;
    private readonly PackageManifest _manifest;
    private readonly DeployOptions _options;
    private readonly List<DeployItem> _writes = new();

    private DeployPlan(IReadOnlyDictionary<string, byte[]> files, string root, DeployOptions options)
    {
        _files = files;
        _root = root;
        _options = options;
        _manifest = PackageManifest.Read(files[root + ManifestName]);
        Items = Deletions("").Concat(Deletions("Pre")).Concat(Writes()).Concat(Deletions("Post")).ToList();
    }

    /// <summary>The manifest's path in the zip.</summary>
    public string ManifestFile => _root + ManifestName;

    /// <summary>The version of the files, or null.</summary>
    public string? Version => _manifest.Version;

    /// <summary>What is to be done.</summary>
    public IReadOnlyList<DeployItem> Items { get; }

    /// <summary>The packages of a zip: one where the options say so, otherwise one for each folder that holds a package.xml.</summary>
    public static IReadOnlyList<DeployPlan> Of(IReadOnlyDictionary<string, byte[]> files, DeployOptions options)
    {
        var roots = files.Keys
            .Where(p => p == ManifestName || p.EndsWith("/" + ManifestName, StringComparison.Ordinal))
            .Select(p => p.Substring(0, p.Length - ManifestName.Length))
            .OrderBy(r => r.Count(c => c == '/')).ThenBy(r => r, StringComparer.Ordinal)
            .ToList();
        if (roots.Count == 0)
        {
            throw new SfFault(400, "INVALID_OPERATION", "No package.xml found");
        }

        return roots.Take(options.SinglePackage ? 1 : roots.Count).Select(r => new DeployPlan(files, r, options)).ToList();
    }

    private IEnumerable<DeployItem> Deletions(string when)
    {
        var path = _root + DestructiveName + when + ".xml";
        if (!_files.TryGetValue(path, out var file))
        {
            return Enumerable.Empty<DeployItem>();
        }

        return PackageManifest.Read(file).Types
            .SelectMany(t => t.Value.Select(member => new DeployItem(t.Key, member, path)
            {
                Type = MetadataTypes.Find(t.Key),
                Problem = MetadataTypes.Find(t.Key) is null ? Unknown(t.Key) : member == "*" ? "Wildcards aren't allowed in destructive changes" : null,
            }))
            .OrderByDescending(i => i.Type is null ? -1 : MetadataTypes.OrderOf(i.Type));
    }

    private IEnumerable<DeployItem> Writes()
    {
        foreach (var type in _manifest.Types.Where(t => MetadataTypes.Find(t.Key) is null && t.Value.Count > 0))
        {
            _writes.AddRange(type.Value.Select(m => new DeployItem(type.Key, m, ManifestFile) { Problem = Unknown(type.Key) }));
        }

        var withUnknownTypes = _writes.Count > 0;
        foreach (var path in _files.Keys.Where(p => p.StartsWith(_root, StringComparison.Ordinal)).OrderBy(p => p, StringComparer.Ordinal))
        {
            var relative = path.Substring(_root.Length);
            if (relative == ManifestName || (relative.StartsWith(DestructiveName, StringComparison.Ordinal) && relative.IndexOf('/') < 0))
            {
                continue;
            }

            if (MetadataTypes.OfFile(relative, out var fullName) is { } type)
            {
                AddFile(type, fullName, path);
            }
            else if (!withUnknownTypes)
            {
                _writes.Add(new DeployItem("", relative, path) { Problem = "Not in package.xml" });
            }
        }

        AddMissing();
        return _writes.OrderBy(i => i.Type is null ? -1 : MetadataTypes.OrderOf(i.Type));
    }

    private void AddFile(MetadataType type, string fullName, string path)
    {
        XElement xml;
        string element;
        try
        {
            xml = MetadataXml.Parse(_files[path]);
            element = type.ElementOf(fullName);
        }
        catch (Exception e) when (e is XmlException or SfFault)
        {
            _writes.Add(new DeployItem(type.Name, fullName, path) { Type = type, Problem = e is XmlException ? "Error parsing file: " + e.Message : e.Message });
            return;
        }

        if (xml.Name != MetadataXml.Ns + element)
        {
            _writes.Add(new DeployItem(type.Name, fullName, path) { Type = type, Problem = $"Error parsing file: Element {xml.Name} found where {MetadataXml.Ns + element} was expected" });
            return;
        }

        xml.Elements(MetadataXml.Ns + "fullName").Remove();
        if (type == MetadataTypes.Objects)
        {
            AddObject(fullName, path, xml);
        }
        else
        {
            _writes.Add(new DeployItem(type.Name, fullName, path) { Type = type, Xml = xml, Problem = IsNamed(type.Name, fullName) ? null : "Not in package.xml" });
        }
    }

    // An object that is named comes with all its fields and record types, otherwise come those that are named.
    private void AddObject(string fullName, string path, XElement xml)
    {
        var parts = MetadataTypes.ObjectParts.SelectMany(type => MetadataXml.All(xml, type.ListName).Select(entry => (Type: type, Entry: entry))).ToList();
        foreach (var part in parts)
        {
            part.Entry.Remove();
        }

        var whole = IsNamed(MetadataTypes.Objects.Name, fullName);
        if (whole)
        {
            _writes.Add(new DeployItem(MetadataTypes.Objects.Name, fullName, path) { Type = MetadataTypes.Objects, Xml = xml });
        }

        var named = false;
        foreach (var (type, entry) in parts)
        {
            var name = fullName + "." + MetadataXml.TextOf(entry, "fullName");
            if (whole || IsNamed(type.Name, name))
            {
                named = true;
                _writes.Add(new DeployItem(type.Name, name, path) { Type = type, Xml = type.Bare(entry) });
            }
        }

        if (!whole && !named)
        {
            _writes.Add(new DeployItem(MetadataTypes.Objects.Name, fullName, path) { Type = MetadataTypes.Objects, Problem = "Not in package.xml" });
        }
    }

    private void AddMissing()
    {
        foreach (var type in MetadataTypes.All.Where(_ => !_options.AllowMissingFiles))
        {
            var there = new HashSet<string>(_writes.Where(w => w.TypeName == type.Name).Select(w => w.FullName), StringComparer.OrdinalIgnoreCase);
            _writes.AddRange(_manifest.Members(type.Name)
                .Where(m => m != "*" && !there.Contains(m))
                .Select(m => new DeployItem(type.Name, m, ManifestFile)
                {
                    Type = type,
                    Problem = $"An object '{m}' of type {type.Name} was named in package.xml, but was not found in zipped directory",
                })
                .ToList());
        }
    }

    private bool IsNamed(string type, string fullName) =>
        _manifest.Members(type).Any(m => m == "*" || string.Equals(m, fullName, StringComparison.OrdinalIgnoreCase));

    private static string Unknown(string type) => $"Entity type: '{type}' is not available in this organization";
}
