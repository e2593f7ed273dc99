using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml;
using System.Xml.Linq;
using SfIntegration.Access;

namespace SfIntegration.Scope.Drafting;

/// <summary>The grants of a permission set or profile as the Metadata API writes it (MD:permissionset, MD:profile).</summary>
internal static class MetadataFile
{
    private const string Namespace = "http://soap.sforce.com/2006/04/metadata";

    /// <summary>The largest known sets have some megabytes; more is no permission set.</summary>
    private const long MaxCharacters = 64L * 1024 * 1024;

    private static readonly (string Element, ObjectAccess Access)[] s_flags =
    {
        ("allowRead", ObjectAccess.Read), ("allowCreate", ObjectAccess.Create), ("allowEdit", ObjectAccess.Edit), ("allowDelete", ObjectAccess.Delete),
        ("viewAllRecords", ObjectAccess.ViewAll), ("modifyAllRecords", ObjectAccess.ModifyAll), ("viewAllFields", ObjectAccess.ViewAllFields),
    };

    /// <summary>Reads a file. The path is resolved by the caller; `shownAs` is how the user named it.</summary>
    public static DraftInput ReadFile(string path, string? namespacePrefix, string? shownAs = null)
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

    /// <summary>Reads a permission set or profile; throws with every mistake where there is any.</summary>
    public static DraftInput Read(Stream xml, string? namespacePrefix, string shownAs)
    {
        var root = Root(xml, shownAs);
        var names = new MetadataText(namespacePrefix, shownAs);
        var input = new DraftInput
        {
            Source = Path.GetFileName(shownAs),
            Purpose = Text(root, "description") ?? Text(root, "label"),
            License = Text(root, "license") ?? Text(root, "userLicense"),
            Objects = Objects(root, names),
            Fields = Fields(root, names),
            SystemPermissions = Enabled(root, "userPermissions", "name", names),
            ApexClasses = Enabled(root, "classAccesses", "apexClass", names),
            CustomPermissions = Enabled(root, "customPermissions", "name", names),
            Flows = Enabled(root, "flowAccesses", "flow", names),
            CustomSettings = Enabled(root, "customSettingAccesses", "name", names),
            CustomMetadataTypes = Enabled(root, "customMetadataTypeAccesses", "name", names),
            Tabs = Tabs(root, names),
            RecordTypes = RecordTypes(root, names),
            Notes = MetadataLeftovers.Notes(root, namespacePrefix, shownAs),
        };
        return names.Errors.Count == 0 ? input : throw new SfScopeException(names.Errors);
    }

    /// <summary>The first element of a permission set or profile file; an error that says where for anything else.</summary>
    internal static XElement Root(Stream xml, string shownAs)
    {
        var root = Load(xml, shownAs).Root!;
        if (root.Name.NamespaceName != Namespace || root.Name.LocalName is not ("PermissionSet" or "Profile"))
        {
            var line = (IXmlLineInfo)root;
            throw new SfScopeException(new[]
            {
                new ScopeError(shownAs, line.LineNumber, line.LinePosition, $"`{root.Name.LocalName}` is neither a PermissionSet nor a Profile of the Metadata API", $"the first element has to be <PermissionSet xmlns=\"{Namespace}\"> or <Profile ...>"),
            });
        }

        return root;
    }

    /// <summary>The text of a row's element, or null where it has none.</summary>
    internal static string? Text(XElement row, string name) =>
        row.Element(XName.Get(name, Namespace))?.Value.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>Metadata booleans are xsd:boolean: true or 1.</summary>
    internal static bool IsTrue(XElement row, string name) => Text(row, name) is "true" or "1";

    internal static IEnumerable<XElement> Rows(XElement root, string name) => root.Elements(XName.Get(name, Namespace));

    private static XDocument Load(Stream xml, string shownAs)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxCharacters };
        try
        {
            using var reader = XmlReader.Create(xml, settings);
            return XDocument.Load(reader, LoadOptions.SetLineInfo);
        }
        catch (XmlException e)
        {
            throw new SfScopeException(new[] { new ScopeError(shownAs, e.LineNumber, e.LinePosition, "This is not XML that can be read: " + e.Message, "a metadata file is well-formed XML without a document type") });
        }
    }

    internal static IReadOnlyList<DraftObject> Objects(XElement root, MetadataText names)
    {
        var objects = new List<DraftObject>();
        foreach (var row in Rows(root, "objectPermissions"))
        {
            var access = s_flags.Where(f => IsTrue(row, f.Element)).Aggregate(ObjectAccess.None, (sum, f) => sum | f.Access);
            if (access != ObjectAccess.None && Name(row, "object", names) is { } name)
            {
                objects.Add(new DraftObject(name, access));
            }
        }

        return objects;
    }

    internal static IReadOnlyList<DraftField> Fields(XElement root, MetadataText names)
    {
        var fields = new List<DraftField>();
        foreach (var row in Rows(root, "fieldPermissions"))
        {
            var isEditable = IsTrue(row, "editable");
            if ((!isEditable && !IsTrue(row, "readable")) || Name(row, "field", names) is not { } name)
            {
                continue;
            }

            var dot = name.IndexOf('.');
            if (dot <= 0 || dot == name.Length - 1)
            {
                var line = (IXmlLineInfo)row;
                names.Add(line.LineNumber, line.LinePosition, $"`{name}` is no field of an object", "it has to read Object.Field");
                continue;
            }

            fields.Add(new DraftField(name.Substring(0, dot), name.Substring(dot + 1), isEditable));
        }

        return fields;
    }

    // A set's tabs are Visible, Available or None, a profile's DefaultOn, DefaultOff or Hidden (MD:permissionset, MD:profile).
    internal static IReadOnlyList<TabGrant> Tabs(XElement root, MetadataText names)
    {
        var tabs = new List<TabGrant>();
        foreach (var row in Rows(root, "tabSettings").Concat(Rows(root, "tabVisibilities")))
        {
            TabVisibility? visibility = Text(row, "visibility") switch
            {
                "Visible" or "DefaultOn" => TabVisibility.Visible,
                "Available" or "DefaultOff" => TabVisibility.Available,
                _ => null,
            };
            if (visibility is { } shown && Name(row, "tab", names) is { } name)
            {
                tabs.Add(new TabGrant(name, shown, null));
            }
        }

        return tabs;
    }

    internal static IReadOnlyList<RecordTypeGrant> RecordTypes(XElement root, MetadataText names)
    {
        var grants = new List<RecordTypeGrant>();
        foreach (var row in Rows(root, "recordTypeVisibilities").Where(r => IsTrue(r, "visible")))
        {
            if (Name(row, "recordType", names) is not { } name)
            {
                continue;
            }

            if (RecordTypeVisibilities.Parse(name) is { } grant)
            {
                grants.Add(grant);
            }
            else
            {
                var line = (IXmlLineInfo)row;
                names.Add(line.LineNumber, line.LinePosition, $"`{name}` is no record type of an object", "it has to read Object.Record_Type");
            }
        }

        return grants;
    }

    private static IReadOnlyList<string> Enabled(XElement root, string rows, string name, MetadataText names) =>
        Rows(root, rows).Where(r => IsTrue(r, "enabled")).Select(r => Name(r, name, names)).Where(n => n is not null).Select(n => n!).ToList();

    internal static string? Name(XElement row, string element, MetadataText names)
    {
        var found = row.Element(XName.Get(element, Namespace));
        var line = (IXmlLineInfo)(found ?? row);
        if (string.IsNullOrWhiteSpace(found?.Value))
        {
            names.Add(line.LineNumber, line.LinePosition, $"`{row.Name.LocalName}` grants something and has no `{element}`", "name what it grants");
            return null;
        }

        return names.Name(found!.Value, line.LineNumber, line.LinePosition);
    }
}
