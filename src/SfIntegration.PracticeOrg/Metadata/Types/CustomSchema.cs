using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Xml.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Metadata.Types;

/// <summary>
/// What the Metadata API changes of the schema. The rows of <see cref="SideTables.CustomSchema"/> hold the XML as it was written; what
/// it means is in the schema, whose changes are taken back with the transaction.
/// </summary>
internal static class CustomSchema
{
    /// <summary>The XML that was last written for an object or field, or null where none was.</summary>
    public static XElement? Xml(MetadataScope scope, string objectName, string? field) =>
        RowOf(scope, objectName, field)?.Text("Xml") is { } text ? MetadataXml.Parse(Encoding.UTF8.GetBytes(text)) : null;

    /// <summary>Creates or changes an object; the XML is its own, without fields.</summary>
    public static void PutObject(MetadataScope scope, string name, XElement xml)
    {
        var schema = scope.Schema;
        if (schema.Find(name) is { } known)
        {
            var (label, plural, sharing) = (known.Label, known.LabelPlural, known.InternalSharingModel);
            var fields = new[] { known.Field("Name"), known.Field("OwnerId") };
            scope.OnUndo(() =>
            {
                (known.Label, known.LabelPlural, known.InternalSharingModel) = (label, plural, sharing);
                foreach (var field in fields.Where(f => f is not null))
                {
                    known.Add(field!);
                }
            });
        }
        else
        {
            scope.OnUndo(() => schema.Remove(name));
        }

        var prefix = schema.Find(name)?.KeyPrefix ?? CustomObjects.Make(schema, name).KeyPrefix;
        ApplyObject(schema, name, xml, prefix);
        Keep(scope, name, null, xml, prefix);
    }

    /// <summary>Creates or changes a field.</summary>
    public static void PutField(MetadataScope scope, SObjectSchema owner, FieldSchema field, XElement xml)
    {
        var old = owner.Field(field.Name);
        scope.OnUndo(() =>
        {
            if (old is null)
            {
                owner.Remove(field.Name);
            }
            else
            {
                owner.Add(old);
            }
        });
        owner.Add(field);
        Keep(scope, owner.Name, field.Name, xml, null);
    }

    /// <summary>Deletes an object with its records, or a field, and every permission row that names it.</summary>
    public static void Delete(MetadataScope scope, SObjectSchema owner, FieldSchema? field)
    {
        if (field is not null)
        {
            scope.OnUndo(() => owner.Add(field));
            Drop(scope, scope.Store.Rows("FieldPermissions", "Field", owner.Name + "." + field.Name));
        }
        else
        {
            scope.OnUndo(() => scope.Schema.Add(owner));
            Drop(scope, scope.Store.Rows("FieldPermissions", "SobjectType", owner.Name));
            Drop(scope, scope.Store.Rows("ObjectPermissions", "SobjectType", owner.Name));
            Drop(scope, scope.Store.Rows("PermissionSetTabSetting", "Name", owner.Name));
            foreach (var recordType in RecordTypes.Of(scope.Store, owner.Name).ToList())
            {
                RecordTypes.Remove(scope.Store, recordType);
            }

            Drop(scope, scope.Store.Rows(owner.Name));
        }

        Remove(scope.Schema, owner.Name, field?.Name);
        Keep(scope, owner.Name, field?.Name, null, null);
    }

    private static void Drop(MetadataScope scope, IEnumerable<Row> rows)
    {
        foreach (var row in rows.ToList())
        {
            scope.Store.Remove(row);
            if (row.Text("ParentId") is { } container)
            {
                scope.Engine.TouchContainer(container);
            }
        }
    }

    private static void Remove(OrgSchema schema, string name, string? field)
    {
        if (field is null)
        {
            schema.Remove(name);
        }
        else
        {
            schema.Find(name)?.Remove(field);
        }
    }

    private static void ApplyObject(OrgSchema schema, string name, XElement xml, string prefix)
    {
        var target = schema.Find(name);
        if (target is null)
        {
            target = CustomObjects.Make(schema, name, prefix);
            schema.Add(target);
        }

        target.Label = MetadataXml.TextOf(xml, "label") ?? target.Label;
        target.LabelPlural = MetadataXml.TextOf(xml, "pluralLabel") ?? target.LabelPlural;
        target.InternalSharingModel = MetadataXml.TextOf(xml, "sharingModel") ?? target.InternalSharingModel;
        if (target.InternalSharingModel == "ControlledByParent" && target.Custom)
        {
            target.Remove("OwnerId");
        }

        if (xml.Element(MetadataXml.Ns + "nameField") is { } nameField)
        {
            target.Add(CustomFieldXml.ToSchema(schema, "Name", nameField, nameField: true));
        }
    }

    private static void Keep(MetadataScope scope, string name, string? field, XElement? xml, string? prefix)
    {
        var row = RowOf(scope, name, field)?.Clone() ?? new Row(SideTables.CustomSchema, scope.Store.NewId(SideTables.Prefix(SideTables.CustomSchema)))
        {
            ["Object"] = name,
            ["Field"] = field,
        };
        row["Xml"] = xml?.ToString(SaveOptions.DisableFormatting);
        row["KeyPrefix"] = prefix;
        scope.Store.Put(row);
    }

    private static Row? RowOf(MetadataScope scope, string name, string? field) =>
        scope.Store.Rows(SideTables.CustomSchema, "Object", name, ignoreCase: true)
            .FirstOrDefault(r => string.Equals(r.Text("Field"), field, System.StringComparison.OrdinalIgnoreCase));
}
