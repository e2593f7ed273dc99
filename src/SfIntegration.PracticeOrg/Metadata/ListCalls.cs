using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Metadata;

/// <summary>listMetadata and describeMetadata.</summary>
internal static class ListCalls
{
    private const string Never = "1970-01-01T00:00:00.000Z";

    public static IEnumerable<XElement> List(MetadataCall call)
    {
        var queries = MetadataXml.All(call.Operation, "queries");
        if (queries.Length > 3)
        {
            throw new SfFault(500, "LIMIT_EXCEEDED", "listMetadata takes at most 3 queries");
        }

        var scope = call.Scope();
        return queries
            .Select(q => MetadataXml.TextOf(q, "type") ?? "")
            .Select(name => MetadataTypes.Find(name) ?? throw MetadataFaults.UnknownType(name))
            .SelectMany(type => type.List(scope).Select(c => MetadataXml.FromJson("result", Properties(scope, type, c, ""))))
            .ToList();
    }

    public static IEnumerable<XElement> Describe(MetadataCall call)
    {
        yield return MetadataXml.El(
            "result",
            MetadataTypes.WithFiles.Select(t => MetadataXml.El(
                "metadataObjects",
                t.ChildNames.Select(c => MetadataXml.El("childXmlNames", c)),
                MetadataXml.El("directoryName", t.Directory),
                MetadataXml.Flag("inFolder", false),
                MetadataXml.Flag("metaFile", false),
                MetadataXml.El("suffix", t.Suffix),
                MetadataXml.El("xmlName", t.Name))),
            MetadataXml.El("organizationNamespace", ""),
            MetadataXml.Flag("partialSaveAllowed", true),
            MetadataXml.Flag("testRequired", false));
    }

    /// <summary>FileProperties of a component; the folder is what stands before the type's own directory.</summary>
    public static JObject Properties(MetadataScope scope, MetadataType type, MetadataComponent component, string folder) => new()
    {
        ["createdById"] = Person(component.Row, "CreatedById"),
        ["createdByName"] = NameOf(scope, Person(component.Row, "CreatedById")),
        ["createdDate"] = Moment(component.Row?["CreatedDate"]),
        ["fileName"] = folder + FileOf(type, component.FullName),
        ["fullName"] = component.FullName,
        ["id"] = component.Id,
        ["lastModifiedById"] = Person(component.Row, "LastModifiedById"),
        ["lastModifiedByName"] = NameOf(scope, Person(component.Row, "LastModifiedById")),
        ["lastModifiedDate"] = Moment(component.Row?["LastModifiedDate"]),
        ["manageableState"] = component.Row?.Text("NamespacePrefix") is null ? "unmanaged" : "installed",
        ["namespacePrefix"] = component.Row?.Text("NamespacePrefix"),
        ["type"] = type.Name,
    };

    /// <summary>A component's file, seen from the package's root. A field or record type lies in its object's.</summary>
    public static string FileOf(MetadataType type, string fullName)
    {
        var dot = type is Types.ObjectPartType ? fullName.IndexOf('.') : -1;
        return $"{type.Directory}/{(dot > 0 ? fullName.Substring(0, dot) : fullName)}.{type.Suffix}";
    }

    /// <summary>A moment as the Metadata API writes it.</summary>
    public static string Moment(object? value) =>
        value is DateTime moment ? moment.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) : Never;

    /// <summary>The name of a user, or an empty text.</summary>
    public static string NameOf(MetadataScope scope, string userId) => scope.Store.Find("User", userId)?.Text("Name") ?? "";

    private static string Person(Row? row, string field) => row?.Text(field) is { Length: > 0 } id ? id : "";
}
