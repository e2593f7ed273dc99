using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using SfIntegration.Practice.Schema;

namespace SfIntegration.Practice.Metadata.Types;

/// <summary>Custom fields as the Metadata API writes them (MD:customfield), and as the schema keeps them. Pure.</summary>
internal static class CustomFieldXml
{
    // The Metadata API's type, describe's, and what has to be given with it.
    private static readonly (string Type, string Describe, string[] Needs)[] s_types =
    {
        ("AutoNumber", "string", new[] { "displayFormat" }),
        ("Checkbox", "boolean", Array.Empty<string>()),
        ("Currency", "currency", new[] { "precision", "scale" }),
        ("Date", "date", Array.Empty<string>()),
        ("DateTime", "datetime", Array.Empty<string>()),
        ("Email", "email", Array.Empty<string>()),
        ("EncryptedText", "encryptedstring", new[] { "length", "maskChar", "maskType" }),
        ("Html", "textarea", new[] { "length", "visibleLines" }),
        ("LongTextArea", "textarea", new[] { "length", "visibleLines" }),
        ("Lookup", "reference", new[] { "referenceTo" }),
        ("MasterDetail", "reference", new[] { "referenceTo", "relationshipName" }),
        ("MultiselectPicklist", "multipicklist", new[] { "valueSet", "visibleLines" }),
        ("Number", "double", new[] { "precision", "scale" }),
        ("Percent", "percent", new[] { "precision", "scale" }),
        ("Phone", "phone", Array.Empty<string>()),
        ("Picklist", "picklist", new[] { "valueSet" }),
        ("Text", "string", new[] { "length" }),
        ("TextArea", "textarea", Array.Empty<string>()),
        ("Time", "time", Array.Empty<string>()),
        ("Url", "url", Array.Empty<string>()),
    };

    /// <summary>The schema of a field that a file describes; refuses what Salesforce refuses, and types the practice org has no fields of.</summary>
    public static FieldSchema ToSchema(OrgSchema org, string name, XElement xml, bool nameField = false)
    {
        var type = MetadataXml.TextOf(xml, "type") ?? throw Missing("type", "CustomField");
        var known = s_types.FirstOrDefault(t => t.Type == type);
        if (known.Type is null || (nameField && type is not ("Text" or "AutoNumber")))
        {
            throw MetadataFaults.Invalid($"The practice org has no fields of type {type}: {name}", "type");
        }

        var formula = MetadataXml.TextOf(xml, "formula");
        var needs = formula is null && !nameField ? known.Needs : Array.Empty<string>();
        if (needs.FirstOrDefault(n => xml.Element(MetadataXml.Ns + n) is null) is { } missing)
        {
            throw MetadataFaults.Invalid($"Must specify '{missing}' for a CustomField of type {type}", missing);
        }

        var label = MetadataXml.TextOf(xml, "label") ?? throw Missing("label", name);
        var target = MetadataXml.TextOf(xml, "referenceTo");
        if (target is not null && org.Find(target) is null)
        {
            throw MetadataFaults.Invalid($"referenceTo value of '{target}' does not resolve to a valid sObject type", "referenceTo");
        }

        var isMaster = type == "MasterDetail";
        var autoNumber = type == "AutoNumber";
        var required = (MetadataXml.FlagOf(xml, "required") ?? false) || isMaster || nameField;
        var written = formula is null && !autoNumber;
        var stem = name.EndsWith("__c", StringComparison.OrdinalIgnoreCase) ? name.Substring(0, name.Length - 3) : name;
        return new FieldSchema
        {
            Name = name,
            Label = label,
            Type = known.Describe,
            Length = Length(xml, type, nameField),
            Nillable = !required && type != "Checkbox",
            Createable = written,
            Updateable = written && !(isMaster && MetadataXml.FlagOf(xml, "reparentableMasterDetail") != true),
            Filterable = type is not ("LongTextArea" or "Html" or "EncryptedText"),
            Groupable = type is not ("LongTextArea" or "Html" or "EncryptedText" or "Currency" or "Number" or "Percent" or "MultiselectPicklist"),
            Sortable = type is not ("LongTextArea" or "Html" or "EncryptedText" or "MultiselectPicklist"),
            Permissionable = !required,
            DefaultedOnCreate = type is "Checkbox" or "AutoNumber",
            Unique = MetadataXml.FlagOf(xml, "unique") ?? false,
            ExternalId = MetadataXml.FlagOf(xml, "externalId") ?? false,
            IdLookup = nameField || (MetadataXml.FlagOf(xml, "externalId") ?? false),
            Calculated = formula is not null,
            Formula = formula,
            AutoNumber = autoNumber,
            Custom = !nameField,
            NameField = nameField,
            ReferenceTo = target is null ? Array.Empty<string>() : new[] { org.Find(target)!.Name },
            RelationshipName = target is null ? null : stem + "__r",
            ChildRelationshipName = target is null || MetadataXml.TextOf(xml, "relationshipName") is not { } children ? null : children + "__r",
            MasterDetail = isMaster,
            RestrictedPicklist = xml.Element(MetadataXml.Ns + "valueSet") is { } set && (MetadataXml.FlagOf(set, "restricted") ?? false),
            PicklistValues = Values(xml).Select(v => MetadataXml.TextOf(v, "fullName") ?? "").ToArray(),
            DefaultValue = type == "Checkbox" ? MetadataXml.TextOf(xml, "defaultValue") == "true"
                : Values(xml).Where(v => MetadataXml.FlagOf(v, "default") == true).Select(v => MetadataXml.TextOf(v, "fullName")).FirstOrDefault(),
        };
    }

    /// <summary>A field that was there before any file, as a file would describe it.</summary>
    public static XElement FromSchema(FieldSchema field, string element = "CustomField")
    {
        var type = TypeOf(field);
        var isNumber = type is "Number" or "Currency" or "Percent";
        return MetadataXml.El(
            element,
            MetadataXml.El("label", field.Label),
            MetadataXml.El("type", type),
            field.Formula is null || !field.Calculated ? null : MetadataXml.El("formula", field.Formula),
            field.NameField || type is "Checkbox" or "AutoNumber" || field.Calculated ? null : MetadataXml.Flag("externalId", field.ExternalId),
            field.NameField || type is "Checkbox" or "AutoNumber" or "MasterDetail" || field.Calculated ? null : MetadataXml.Flag("required", !field.Permissionable && !field.Nillable),
            type is "Text" or "Number" or "Email" && !field.NameField && !field.Calculated ? MetadataXml.Flag("unique", field.Unique) : null,
            type == "AutoNumber" ? MetadataXml.El("displayFormat", "{0000}") : null,
            type is "Text" or "LongTextArea" or "EncryptedText" && !field.NameField && !field.Calculated ? MetadataXml.El("length", Text(field.Length)) : null,
            type == "EncryptedText" ? new[] { MetadataXml.El("maskChar", "asterisk"), MetadataXml.El("maskType", "all") } : null,
            isNumber ? new[] { MetadataXml.El("precision", "18"), MetadataXml.El("scale", "2") } : null,
            type is "LongTextArea" or "MultiselectPicklist" ? MetadataXml.El("visibleLines", "4") : null,
            type == "Checkbox" ? MetadataXml.Flag("defaultValue", field.DefaultValue is true) : null,
            field.ReferenceTo.Count > 0 ? MetadataXml.El("referenceTo", field.ReferenceTo[0]) : null,
            field.ChildRelationshipName is { } children ? MetadataXml.El("relationshipName", children.EndsWith("__r", StringComparison.Ordinal) ? children.Substring(0, children.Length - 3) : children) : null,
            type is "Picklist" or "MultiselectPicklist" ? ValueSet(field) : null);
    }

    private static string TypeOf(FieldSchema field) =>
        field.AutoNumber ? "AutoNumber"
        : field.MasterDetail ? "MasterDetail"
        : field.Type == "textarea" ? field.Length > 255 ? "LongTextArea" : "TextArea"
        : field.Type == "int" ? "Number"
        : s_types.FirstOrDefault(t => t.Describe == field.Type && t.Type is not ("AutoNumber" or "MasterDetail")).Type ?? "Text";

    private static XElement ValueSet(FieldSchema field) => MetadataXml.El(
        "valueSet",
        field.RestrictedPicklist ? MetadataXml.Flag("restricted", true) : null,
        MetadataXml.El(
            "valueSetDefinition",
            MetadataXml.Flag("sorted", false),
            field.PicklistValues.Select(v => MetadataXml.El(
                "value",
                MetadataXml.El("fullName", v),
                MetadataXml.Flag("default", Equals(field.DefaultValue, v)),
                MetadataXml.El("label", v)))));

    private static IEnumerable<XElement> Values(XElement xml) =>
        xml.Element(MetadataXml.Ns + "valueSet")?.Element(MetadataXml.Ns + "valueSetDefinition")?.Elements(MetadataXml.Ns + "value") ?? Enumerable.Empty<XElement>();

    private static int Length(XElement xml, string type, bool nameField)
    {
        var (least, most, otherwise) = type switch
        {
            "Text" => (1, 255, nameField ? 80 : 255),
            "EncryptedText" => (1, 175, 175),
            "LongTextArea" or "Html" => (256, 131_072, 32_768),
            "AutoNumber" => (1, 80, 30),
            _ => (0, int.MaxValue, SchemaText.DefaultLength(s_types.First(t => t.Type == type).Describe)),
        };
        if (type == "TextArea")
        {
            return 255;
        }

        if (MetadataXml.TextOf(xml, "length") is not { } text)
        {
            return otherwise;
        }

        var length = int.Parse(text, CultureInfo.InvariantCulture);
        return length >= least && length <= most
            ? length
            : throw MetadataFaults.Invalid($"Length of a CustomField of type {type} must be from {Text(least)} to {Text(most)}", "length");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static SfFault Missing(string element, string of) => new(400, "REQUIRED_FIELD_MISSING", $"Required field is missing: {element} ({of})", element);
}
