using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Soql;

namespace SfIntegration.Practice.Metadata.Types;

/// <summary>CustomObject: custom objects, and what is custom of standard ones. Its file holds its fields and record types.</summary>
internal sealed class CustomObjectType : MetadataType
{
    private static readonly Regex s_name = new("^[A-Za-z](?:_?[A-Za-z0-9])*__c$", RegexOptions.CultureInvariant);

    private static readonly string[] s_sharing = { "Private", "Read", "ReadWrite", "ControlledByParent" };

    private readonly ObjectPartType[] _parts;

    public CustomObjectType(params ObjectPartType[] parts) => _parts = parts;

    public override string Name => "CustomObject";

    public override string Directory => "objects";

    protected override bool HasNoRules => true;

    public override string Suffix => "object";

    public override IReadOnlyList<string> ChildNames => Array.ConvertAll(_parts, p => p.Name);

    // Standard objects have to be named (MD:customobject).
    public override IEnumerable<MetadataComponent> Wildcard(MetadataScope scope) => List(scope).Where(c => scope.Schema.Find(c.FullName)!.Custom);

    public override void Delete(MetadataScope scope, MetadataComponent component)
    {
        NeedCustomize(scope);
        var schema = scope.Schema.Find(component.FullName)!;
        if (!schema.Custom)
        {
            throw MetadataFaults.Invalid($"Standard objects can't be deleted: {schema.Name}");
        }

        CustomSchema.Delete(scope, schema, null);
        Note(scope, "Deleted", component.FullName);
    }

    /// <summary>Refuses callers who may not change the schema.</summary>
    internal static void NeedCustomize(MetadataScope scope)
    {
        if (!scope.Caller.HasPermission("CustomizeApplication"))
        {
            throw MetadataFaults.NoAccess();
        }
    }

    protected override IEnumerable<MetadataComponent> Components(MetadataScope scope) => scope.Schema.Objects
        .Where(o => !o.Setup && (o.Custom || o.ObjectPermissionable))
        .Select(o => new MetadataComponent(o.Name, DefinitionIds.Of(o), null));

    protected override XElement Content(MetadataScope scope, MetadataComponent component)
    {
        var schema = scope.Schema.Find(component.FullName)!;
        var xml = CustomSchema.Xml(scope, schema.Name, null) ?? FromSchema(schema);
        xml.Add(_parts.Select(part => part.InFile(scope, schema.Name)));
        return xml;
    }

    protected override void Put(MetadataScope scope, string fullName, XElement metadata, MetadataComponent? component)
    {
        NeedCustomize(scope);
        var before = component is null ? null : Content(scope, component);
        var own = new XElement(metadata);
        own.Elements(MetadataXml.Ns + "fullName").Remove();
        foreach (var part in _parts)
        {
            own.Elements(MetadataXml.Ns + part.ListName).Remove();
            before?.Elements(MetadataXml.Ns + part.ListName).Remove();
        }

        if (before is not null)
        {
            Overlay(own, before);
        }

        if (component is null)
        {
            Check(fullName, own);
        }

        if (MetadataXml.TextOf(own, "sharingModel") is { } sharing && Array.IndexOf(s_sharing, sharing) < 0)
        {
            throw MetadataFaults.Invalid($"'{sharing}' is not a valid value for the enum 'SharingModel'", "sharingModel");
        }

        if (before is null || !XNode.DeepEquals(MetadataShapes.Sorted(own, Name), MetadataShapes.Sorted(before, Name)))
        {
            CustomSchema.PutObject(scope, component?.FullName ?? fullName, own);
        }

        foreach (var part in _parts)
        {
            foreach (var entry in MetadataXml.All(metadata, part.ListName))
            {
                part.Write(scope, (component?.FullName ?? fullName) + "." + MetadataXml.TextOf(entry, "fullName"), part.Bare(entry));
            }
        }
    }

    // A file that does not mention something leaves it as it is.
    private static void Overlay(XElement own, XElement before) => own.Add(before.Elements()
        .Where(e => own.Element(e.Name) is null)
        .Select(e => new XElement(e))
        .ToArray());

    private static void Check(string fullName, XElement own)
    {
        if (!s_name.IsMatch(fullName) || fullName.Length > 43)
        {
            throw MetadataFaults.Invalid($"The name of a custom object begins with a letter, holds letters, digits and single underscores, has at most 40 characters and ends in __c: {fullName}", "fullName");
        }

        foreach (var element in new[] { "label", "pluralLabel", "nameField", "deploymentStatus", "sharingModel" })
        {
            if (own.Element(MetadataXml.Ns + element) is null)
            {
                throw MetadataFaults.Invalid($"Must specify a non-empty {element} for the CustomObject", element);
            }
        }
    }

    private static XElement FromSchema(SObjectSchema schema)
    {
        var sharing = MetadataXml.Text("sharingModel", schema.InternalSharingModel.Length > 0 ? schema.InternalSharingModel : null);
        if (!schema.Custom)
        {
            return MetadataXml.El("CustomObject", sharing);
        }

        return MetadataXml.El(
            "CustomObject",
            MetadataXml.El("deploymentStatus", "Deployed"),
            MetadataXml.El("label", schema.Label),
            schema.Field("Name") is { } name ? CustomFieldXml.FromSchema(name, "nameField") : null,
            MetadataXml.El("pluralLabel", schema.LabelPlural),
            sharing);
    }
}
