using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Metadata.Types;

namespace SfIntegration.Practice.Metadata;

/// <summary>Gathers the files that a retrieve request names.</summary>
internal sealed class RetrieveRun
{
    private readonly MetadataScope _scope;
    private readonly PackageManifest _manifest;
    private readonly string _folder;
    private readonly SortedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly List<JObject> _properties = new();
    private readonly List<JObject> _messages = new();
    private readonly Dictionary<string, IReadOnlyList<string>> _found = new(StringComparer.Ordinal);

    private RetrieveRun(MetadataScope scope, PackageManifest manifest, string folder)
    {
        _scope = scope;
        _manifest = manifest;
        _folder = folder;
    }

    /// <summary>The zip and the JSON of its result; the folder is "unpackaged/", or nothing for a single package.</summary>
    public static (byte[] Zip, JObject Result) Of(MetadataScope scope, PackageManifest manifest, string version, string folder)
    {
        var named = new Dictionary<string, ISet<string>>(StringComparer.Ordinal);
        var whole = new MetadataScope(scope.Engine, scope.Caller, version) { Named = named };
        foreach (var type in manifest.Types)
        {
            named[type.Key] = new HashSet<string>(Expanded(scope, type), StringComparer.OrdinalIgnoreCase);
        }

        return new RetrieveRun(whole, manifest, folder).Run(version);
    }

    private static IEnumerable<string> Expanded(MetadataScope scope, KeyValuePair<string, IReadOnlyList<string>> type) =>
        type.Value.SelectMany(m => m == "*" && MetadataTypes.Find(type.Key) is { } known ? known.Wildcard(scope).Select(c => c.FullName) : new[] { m });

    private (byte[] Zip, JObject Result) Run(string version)
    {
        foreach (var type in _manifest.Types.Where(t => t.Value.Count > 0))
        {
            if (MetadataTypes.Find(type.Key) is { } known)
            {
                Add(known);
            }
            else
            {
                Say($"Entity type: '{type.Key}' is not available in this organization");
            }
        }

        AddObjects();
        _files[_folder + "package.xml"] = MetadataXml.File(PackageManifest.Write(_found.Where(f => f.Value.Count > 0), version));
        _properties.Add(new JObject
        {
            ["createdById"] = _scope.Caller.UserId,
            ["createdByName"] = ListCalls.NameOf(_scope, _scope.Caller.UserId),
            ["createdDate"] = ListCalls.Moment(_scope.Engine.Clock.UtcNow),
            ["fileName"] = _folder + "package.xml",
            ["fullName"] = _folder + "package.xml",
            ["id"] = "",
            ["lastModifiedById"] = _scope.Caller.UserId,
            ["lastModifiedByName"] = ListCalls.NameOf(_scope, _scope.Caller.UserId),
            ["lastModifiedDate"] = ListCalls.Moment(_scope.Engine.Clock.UtcNow),
            ["manageableState"] = "unmanaged",
            ["type"] = "Package",
        });
        return (ZipPackage.Write(_files, _scope.Engine.Clock.UtcNow), new JObject
        {
            ["fileProperties"] = new JArray(_properties),
            ["messages"] = new JArray(_messages),
        });
    }

    private void Add(MetadataType type)
    {
        var found = new List<string>();
        foreach (var name in _scope.Named![type.Name])
        {
            if (type.Find(_scope, name) is not { } component)
            {
                Say($"Entity of type '{type.Name}' named '{name}' cannot be found");
                continue;
            }

            found.Add(component.FullName);
            _properties.Add(ListCalls.Properties(_scope, type, component, _folder));
            if (type != MetadataTypes.Objects && type is not ObjectPartType)
            {
                _files[_folder + ListCalls.FileOf(type, component.FullName)] = MetadataXml.File(type.Read(_scope, component.FullName)!);
            }
        }

        _found[type.Name] = found;
    }

    // Objects and their parts share files: an object that is named comes whole, one whose parts are named with these alone.
    private void AddObjects()
    {
        var objects = MetadataTypes.Objects;
        foreach (var name in Found(objects))
        {
            _files[_folder + ListCalls.FileOf(objects, name)] = MetadataXml.File(objects.Read(_scope, name)!);
        }

        var parts = MetadataTypes.ObjectParts.SelectMany(type => Found(type).Select(name => (Type: type, Name: name)));
        foreach (var owner in parts.GroupBy(p => p.Name.Substring(0, p.Name.IndexOf('.'))).Where(g => !Found(objects).Contains(g.Key)))
        {
            var file = MetadataXml.El(objects.Name, owner.Select(p => p.Type.InFile(_scope, p.Type.Find(_scope, p.Name)!)));
            _files[_folder + ListCalls.FileOf(objects, owner.Key)] = MetadataXml.File(MetadataShapes.Sorted(file, objects.Name));
        }
    }

    private IReadOnlyList<string> Found(MetadataType type) => _found.TryGetValue(type.Name, out var names) ? names : Array.Empty<string>();

    private void Say(string problem) => _messages.Add(new JObject { ["fileName"] = _folder + "package.xml", ["problem"] = problem });
}
