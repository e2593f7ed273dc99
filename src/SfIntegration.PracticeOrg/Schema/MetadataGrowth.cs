using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml;
using System.Xml.Linq;

namespace SfIntegration.Practice.Schema;

/// <summary>Grows an org by what a permission set or profile file names.</summary>
internal static class MetadataGrowth
{
    /// <summary>
    /// Adds every object and field the file names and the org lacks: standard ones from the data, others by guess.
    /// What needs rows instead of schema (Apex classes, custom permissions, ...) is answered.
    /// </summary>
    /// <exception cref="FormatException">The text is no permission set or profile, or names a template without a namespace to put in.</exception>
    public static GrownNames AddFromMetadata(OrgSchema schema, string xml, string? namespacePrefix)
    {
        var root = Parse(xml);
        string Name(XElement element) => Resolve(element, namespacePrefix);
        var growth = new Growth(schema);
        foreach (var element in Children(root, "objectPermissions", "object"))
        {
            growth.Object(Name(element));
        }

        foreach (var element in Children(root, "fieldPermissions", "field"))
        {
            growth.Field(Name(element), element);
        }

        IReadOnlyList<string> All(string list, string item) => Children(root, list, item)
            .Select(Name)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToList();
        return new GrownNames
        {
            Objects = growth.Objects,
            Fields = growth.Fields,
            Applications = All("applicationVisibilities", "application"),
            ApexClasses = All("classAccesses", "apexClass"),
            ApexPages = All("pageAccesses", "apexPage"),
            CustomPermissions = All("customPermissions", "name"),
        };
    }

    private static XElement Parse(string xml)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(xml), new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
            });
            var root = XDocument.Load(reader, LoadOptions.SetLineInfo).Root!;
            return root.Name.LocalName is "PermissionSet" or "Profile" or "MutingPermissionSet"
                ? root
                : throw new FormatException($"A PermissionSet or Profile was expected, the file holds '{root.Name.LocalName}'.");
        }
        catch (XmlException e)
        {
            throw new FormatException($"The metadata file is not well-formed XML: {e.Message}", e);
        }
    }

    private static IEnumerable<XElement> Children(XElement root, string list, string item) => root.Elements()
        .Where(e => e.Name.LocalName == list)
        .SelectMany(e => e.Elements())
        .Where(e => e.Name.LocalName == item);

    private static string Resolve(XElement element, string? namespacePrefix)
    {
        var text = element.Value.Trim();
        if (text.IndexOf("%%%", StringComparison.Ordinal) < 0)
        {
            return text;
        }

        if (string.IsNullOrEmpty(namespacePrefix))
        {
            throw new FormatException($"Line {Line(element)}: '{text}' is a template; say which namespace it stands for.");
        }

        return text.Replace("%%%NAMESPACE%%%", namespacePrefix + "__").Replace("%%%NAMESPACED_ORG%%%", namespacePrefix + "__");
    }

    private static int Line(XElement element) => ((IXmlLineInfo)element).LineNumber;

    /// <summary>Adds what is missing, and remembers it.</summary>
    private sealed class Growth
    {
        private readonly OrgSchema _schema;

        public Growth(OrgSchema schema) => _schema = schema;

        public List<string> Objects { get; } = new();

        public List<string> Fields { get; } = new();

        public SObjectSchema Object(string name)
        {
            if (_schema.Find(name) is { } known)
            {
                return known;
            }

            var added = StandardObjects.Shared.Load(name) ?? CustomObjects.Make(_schema, name);
            _schema.Add(added);
            Objects.Add(added.Name);
            return added;
        }

        public void Field(string qualified, XElement element)
        {
            var dot = qualified.IndexOf('.');
            if (dot <= 0 || dot == qualified.Length - 1)
            {
                throw new FormatException($"Line {Line(element)}: '{qualified}' is no field name; 'Object.Field' was expected.");
            }

            // Custom fields of activities are defined once and belong to both.
            var owner = qualified.Substring(0, dot);
            var owners = string.Equals(owner, "Activity", StringComparison.OrdinalIgnoreCase) ? new[] { "Task", "Event" } : new[] { owner };
            foreach (var name in owners)
            {
                Add(Object(name), qualified.Substring(dot + 1));
            }
        }

        private void Add(SObjectSchema schema, string field)
        {
            var known = schema.Field(field);
            if (known is { NameField: true, Permissionable: false } && schema.Custom)
            {
                // Whether a custom object's Name takes rows depends on how it was set up; a file that names it settles that.
                schema.Add(CustomObjects.PermissionableName());
            }
            else if (known is null)
            {
                var added = StandardObjects.Shared.OptionalField(schema.Name, field) ?? CustomObjects.MakeField(field);
                schema.Add(added);
                Fields.Add(schema.Name + "." + added.Name);
            }
        }
    }
}

/// <summary>What a metadata file named: objects and fields that were added, and setup entities for which rows are to be made.</summary>
internal sealed record GrownNames
{
    /// <summary>Objects that were added.</summary>
    public IReadOnlyList<string> Objects { get; init; } = Array.Empty<string>();

    /// <summary>Fields that were added to objects, as Object.Field.</summary>
    public IReadOnlyList<string> Fields { get; init; } = Array.Empty<string>();

    /// <summary>applicationVisibilities/application.</summary>
    public IReadOnlyList<string> Applications { get; init; } = Array.Empty<string>();

    /// <summary>classAccesses/apexClass.</summary>
    public IReadOnlyList<string> ApexClasses { get; init; } = Array.Empty<string>();

    /// <summary>pageAccesses/apexPage.</summary>
    public IReadOnlyList<string> ApexPages { get; init; } = Array.Empty<string>();

    /// <summary>customPermissions/name.</summary>
    public IReadOnlyList<string> CustomPermissions { get; init; } = Array.Empty<string>();
}
