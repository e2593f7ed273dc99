using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using SfIntegration.Access;
using SfIntegration.Scope;
using SfIntegration.Scope.Drafting;

namespace SfIntegration.Permission.Metadata;

/// <summary>Reads a permission set or a profile, as a file has it or as the Metadata API answered it, into a definition. Pure but for the file.</summary>
internal static class DefinitionReader
{
    private static readonly string[] s_endings = { "-meta.xml", ".permissionset", ".profile", ".xml" };

    /// <summary>Reads a file. The path is resolved by the caller; `shownAs` is how the user named it.</summary>
    /// <exception cref="SfScopeException">The file is none, or names wait for a namespace; every mistake with its line.</exception>
    public static PermissionSetDefinition ReadFile(string path, string? namespacePrefix, string? shownAs = null)
    {
        var shown = shownAs ?? path;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return Read(file, namespacePrefix, shown);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SfScopeException(new[] { new ScopeError(shown, 0, 0, "The file cannot be read: " + e.Message) });
        }
    }

    /// <summary>The same from a stream; the set is named after the file.</summary>
    public static PermissionSetDefinition Read(Stream xml, string? namespacePrefix, string shownAs)
    {
        var root = MetadataFile.Root(xml, shownAs);
        var names = new MetadataText(namespacePrefix, shownAs);
        var isProfile = root.Name.LocalName == "Profile";
        var name = NameOf(shownAs);
        var definition = new PermissionSetDefinition(Contents(root, isProfile, names))
        {
            PermissionSet = isProfile ? DefinitionNames.FromProfile(name) ?? name : name,
            Label = MetadataFile.Text(root, "label") ?? (isProfile ? DefinitionNames.Label(name) : name.Replace('_', ' ')),
            Description = MetadataFile.Text(root, "description") ?? (isProfile ? $"Converted from the profile {name}." : ""),
            Source = $"file {Path.GetFileName(shownAs)}",
        };
        return names.Errors.Count == 0 ? definition : throw new SfScopeException(names.Errors);
    }

    /// <summary>What a component grants and what of it a set cannot hold; name, label and source are the caller's.</summary>
    public static PermissionSetDefinition Contents(XElement component, bool isProfile, MetadataText names) => new()
    {
        License = isProfile ? null : MetadataFile.Text(component, "license") ?? MetadataFile.Text(component, "userLicense"),
        HasActivationRequired = MetadataFile.IsTrue(component, "hasActivationRequired"),
        Objects = MetadataFile.Objects(component, names).GroupBy(o => o.SobjectType, StringComparer.OrdinalIgnoreCase)
            .Select(g => new ObjectGrant(g.First().SobjectType, g.Aggregate(ObjectAccess.None, (sum, o) => sum | o.Access), null))
            .OrderBy(o => o.SobjectType, StringComparer.OrdinalIgnoreCase).ToList(),
        Fields = MetadataFile.Fields(component, names).GroupBy(f => f.SobjectType + "." + f.Field, StringComparer.OrdinalIgnoreCase)
            .Select(g => new FieldGrant(g.First().SobjectType, g.First().Field, g.Any(f => f.IsEditable) ? FieldAccess.Read | FieldAccess.Edit : FieldAccess.Read, null))
            .OrderBy(f => f.SobjectType, StringComparer.OrdinalIgnoreCase).ThenBy(f => f.Field, StringComparer.OrdinalIgnoreCase).ToList(),
        SystemPermissions = Named(component, "userPermissions", "name", "enabled", names),
        SetupEntities = Entities(component, names),
        Tabs = MetadataFile.Tabs(component, names).GroupBy(t => t.Name, StringComparer.OrdinalIgnoreCase)
            .Select(g => g.First() with { Visibility = g.Max(t => t.Visibility) }).OrderBy(t => t.Name, StringComparer.OrdinalIgnoreCase).ToList(),
        RecordTypes = MetadataFile.RecordTypes(component, names).GroupBy(r => r.SobjectType + "." + r.RecordType, StringComparer.OrdinalIgnoreCase).Select(g => g.First())
            .OrderBy(r => r.SobjectType, StringComparer.OrdinalIgnoreCase).ThenBy(r => r.RecordType, StringComparer.OrdinalIgnoreCase).ToList(),
        LeftOut = ComponentLeftovers.Of(component, isProfile, names),
    };

    /// <summary>The setup entities of a component: by name, without ids.</summary>
    public static IReadOnlyList<SetupEntityGrant> Entities(XElement component, MetadataText names) => MetadataEntities.All
        .SelectMany(list => Named(component, list.Rows, list.Name, list.Flag, names).Select(name => new SetupEntityGrant(list.EntityType, "", name, null)))
        .OrderBy(e => e.EntityType, StringComparer.Ordinal).ThenBy(e => e.Name, StringComparer.OrdinalIgnoreCase)
        .ToList();

    /// <summary>"Order_Sync" of "a/b/Order_Sync.permissionset-meta.xml". What a file name cannot hold is escaped in it ("Sales %26 Service").</summary>
    public static string NameOf(string path)
    {
        var name = Path.GetFileName(path);
        foreach (var ending in s_endings)
        {
            if (name.Length > ending.Length && name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                name = name.Substring(0, name.Length - ending.Length);
            }
        }

        return Uri.UnescapeDataString(name);
    }

    private static IReadOnlyList<string> Named(XElement component, string rows, string name, string flag, MetadataText names) => MetadataFile.Rows(component, rows)
        .Where(r => MetadataFile.IsTrue(r, flag))
        .Select(r => MetadataFile.Name(r, name, names))
        .OfType<string>()
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .OrderBy(n => n, StringComparer.OrdinalIgnoreCase)
        .ToList();
}
