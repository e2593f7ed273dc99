using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;
using SfIntegration.Access;
using SfIntegration.Scope;

namespace SfIntegration.Permission.Metadata;

/// <summary>A definition as a file of the Metadata API, and what of it no such file can hold.</summary>
internal sealed record MetadataDocument(string Text, IReadOnlyList<DefinitionLeftover> LeftOut);

/// <summary>
/// Writes a definition as a PermissionSet file that `sf project deploy` takes: elements and their order as Salesforce retrieves
/// them (WSDL v47, MD:permissionset), every list sorted, UTF-8, LF. The same definition gives the same bytes. Pure.
/// </summary>
internal static class DefinitionWriter
{
    private const string Namespace = "http://soap.sforce.com/2006/04/metadata";

    private static readonly (string Element, ObjectAccess Flag)[] s_flags =
    {
        ("allowCreate", ObjectAccess.Create), ("allowDelete", ObjectAccess.Delete), ("allowEdit", ObjectAccess.Edit), ("allowRead", ObjectAccess.Read),
        ("modifyAllRecords", ObjectAccess.ModifyAll), ("object", ObjectAccess.None), ("viewAllFields", ObjectAccess.ViewAllFields), ("viewAllRecords", ObjectAccess.ViewAll),
    };

    public static MetadataDocument Write(PermissionSetDefinition definition)
    {
        var left = new List<DefinitionLeftover>();
        var rows = Header(definition).Concat(Grants(definition)).Concat(Entities(definition, left))
            .OrderBy(r => r.Element, StringComparer.Ordinal).ThenBy(r => r.Key, StringComparer.Ordinal);
        using var text = new MemoryStream();
        var settings = new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(false), Indent = true, IndentChars = "    ", NewLineChars = "\n", NewLineHandling = NewLineHandling.Entitize, OmitXmlDeclaration = true,
        };
        using (var xml = XmlWriter.Create(text, settings))
        {
            xml.WriteStartElement("PermissionSet", Namespace);
            foreach (var row in rows)
            {
                if (row.Value is { } value)
                {
                    xml.WriteElementString(row.Element, Namespace, value);
                    continue;
                }

                xml.WriteStartElement(row.Element, Namespace);
                foreach (var (element, cell) in row.Cells)
                {
                    xml.WriteElementString(element, Namespace, cell);
                }

                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        return new MetadataDocument("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + Encoding.UTF8.GetString(text.ToArray()) + "\n", left);
    }

    private static IEnumerable<Row> Header(PermissionSetDefinition definition)
    {
        if (definition.Description.Length > 0)
        {
            yield return Row.Of("description", Clean(definition.Description));
        }

        yield return Row.Of("hasActivationRequired", Bool(definition.HasActivationRequired));
        yield return Row.Of("label", Clean(definition.Label.Length > 0 ? definition.Label : definition.PermissionSet.Replace('_', ' ')));
        if (definition.License is { Length: > 0 } license)
        {
            yield return Row.Of("license", Clean(license));
        }
    }

    private static IEnumerable<Row> Grants(PermissionSetDefinition definition)
    {
        // Salesforce refuses a row whose flags lack what they depend on.
        var objects = definition.Objects.Select(o => (o.SobjectType, Access: AccessRules.Complete(o.Access))).Where(o => o.Access != ObjectAccess.None).Select(o => Row.Of(
            "objectPermissions", o.SobjectType, s_flags.Select(f => (f.Element, f.Element == "object" ? o.SobjectType : Bool((o.Access & f.Flag) != 0))).ToArray()));
        var fields = definition.Fields.Where(f => f.Access != FieldAccess.None).Select(f => (Name: f.SobjectType + "." + f.Field, f.Access)).Select(f => Row.Of(
            "fieldPermissions", f.Name, ("editable", Bool((f.Access & FieldAccess.Edit) != 0)), ("field", f.Name), ("readable", "true")));
        var permissions = definition.SystemPermissions.Select(p => Row.Of("userPermissions", p, ("enabled", "true"), ("name", p)));
        var tabs = definition.Tabs.Select(t => Row.Of("tabSettings", t.Name, ("tab", t.Name), ("visibility", t.Visibility == TabVisibility.Visible ? "Visible" : "Available")));
        var recordTypes = (definition.RecordTypes ?? Array.Empty<RecordTypeGrant>()).Select(r => r.SobjectType + "." + r.RecordType)
            .Select(r => Row.Of("recordTypeVisibilities", r, ("recordType", r), ("visible", "true")));
        return objects.Concat(fields).Concat(permissions).Concat(tabs).Concat(recordTypes);
    }

    private static IEnumerable<Row> Entities(PermissionSetDefinition definition, List<DefinitionLeftover> left)
    {
        var rows = new List<Row>();
        foreach (var entity in definition.SetupEntities)
        {
            var what = EntityNames.Words(entity.EntityType);
            if (entity.Name is not { } name)
            {
                left.Add(new DefinitionLeftover(what, entity.EntityId, "Its name is not known, and its id means nothing in another org."));
            }
            else if (MetadataEntities.For(entity.EntityType, name) is not { } list)
            {
                left.Add(new DefinitionLeftover(what, name, "A permission set file has no place for it."));
            }
            else
            {
                // Elements of a row stand in alphabetical order, whichever of the two comes first.
                var cells = new[] { (list.Name, name), (list.Flag, "true") };
                rows.Add(Row.Of(list.Rows, name, cells.OrderBy(c => c.Item1, StringComparer.Ordinal).ToArray()));
            }
        }

        return rows;
    }

    private static string Bool(bool value) => value ? "true" : "false";

    /// <summary>Without characters that XML cannot hold.</summary>
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i]))
            {
                clean.Append(text[i]);
            }
            else if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                clean.Append(text[i]).Append(text[++i]);
            }
        }

        return clean.ToString();
    }

    private sealed record Row(string Element, string Key, string? Value, IReadOnlyList<(string Element, string Text)> Cells)
    {
        public static Row Of(string element, string value) => new(element, "", value, Array.Empty<(string, string)>());

        public static Row Of(string element, string key, params (string Element, string Text)[] cells) => new(element, key, null, cells);
    }
}
