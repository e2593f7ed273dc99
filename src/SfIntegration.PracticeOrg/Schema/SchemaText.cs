using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace SfIntegration.Practice.Schema;

/// <summary>Reads the object and field lines that Data/README.md explains.</summary>
internal static class SchemaText
{
    private static readonly char[] s_bar = { '|' };
    private static readonly char[] s_comma = { ',' };
    private static readonly char[] s_semicolon = { ';' };

    /// <summary>An object from its "@" line, without fields.</summary>
    public static SObjectSchema Object(string line)
    {
        var parts = line.Substring(1).Split(s_bar);
        var flags = Part(parts, 2);
        var label = Or(Part(parts, 3), Words(parts[0]));
        var sharing = Part(parts, 6);
        return new SObjectSchema
        {
            Name = parts[0],
            KeyPrefix = parts[1],
            Label = label,
            LabelPlural = Or(Part(parts, 4), Plural(label)),
            Queryable = Has(flags, 'Q'),
            Createable = Has(flags, 'C'),
            Updateable = Has(flags, 'U'),
            Deletable = Has(flags, 'D'),
            Setup = Has(flags, 'S'),
            ObjectPermissionable = Has(flags, 'P'),
            Custom = Has(flags, 'X'),
            OpenedBy = NullIfEmpty(Part(parts, 5)),
            InternalSharingModel = sharing.Length == 0 ? "ReadWrite" : sharing == "-" ? "" : sharing,
        };
    }

    /// <summary>The name on a field line.</summary>
    public static string FieldName(string line) => line.Substring(1, line.IndexOf('|') - 1);

    /// <summary>Whether the field exists only where a feature is enabled.</summary>
    public static bool IsOptional(string line)
    {
        var parts = line.Split(s_bar, 4);
        return Has(parts[2], 'o');
    }

    /// <summary>A field from its line.</summary>
    public static FieldSchema Field(string line)
    {
        var parts = line.Substring(1).Split(s_bar);
        var (type, length) = TypeAndLength(parts[1]);
        var flags = parts[2];
        var more = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 4; i < parts.Length; i++)
        {
            var at = parts[i].IndexOf('=');
            more[parts[i].Substring(0, at)] = parts[i].Substring(at + 1);
        }

        return new FieldSchema
        {
            Name = parts[0],
            Label = Or(Part(parts, 3), Words(parts[0])),
            Type = type,
            Length = length,
            Createable = Has(flags, 'C'),
            Updateable = Has(flags, 'U'),
            Filterable = Has(flags, 'F'),
            Groupable = Has(flags, 'G'),
            Sortable = Has(flags, 'S'),
            Nillable = Has(flags, 'N'),
            DefaultedOnCreate = Has(flags, 'D'),
            RestrictedPicklist = Has(flags, 'R'),
            IdLookup = Has(flags, 'I'),
            Permissionable = Has(flags, 'P'),
            AutoNumber = Has(flags, 'A'),
            Calculated = Has(flags, 'T'),
            Unique = Has(flags, 'Q'),
            ExternalId = Has(flags, 'E'),
            NameField = Has(flags, 'M'),
            MasterDetail = Has(flags, 'Y'),
            Custom = Has(flags, 'X'),
            ReferenceTo = List(more, "to", s_comma),
            RelationshipName = Value(more, "rel"),
            ChildRelationshipName = Value(more, "kids"),
            CompoundFieldName = Value(more, "part"),
            Formula = Value(more, "formula"),
            PicklistValues = List(more, "pick", s_semicolon),
            DefaultValue = Value(more, "default") ?? (type == "boolean" && Has(flags, 'D') ? false : (object?)null),
        };
    }

    /// <summary>A name as words: "LastModifiedDate" is "Last Modified Date", "AccountId" is "Account", "Due_Date__c" is "Due Date".</summary>
    public static string Words(string name)
    {
        var text = name.EndsWith("__c", StringComparison.OrdinalIgnoreCase) ? name.Substring(0, name.Length - 3) : name;
        if (text.Length > 2 && text.EndsWith("Id", StringComparison.Ordinal))
        {
            text = text.Substring(0, text.Length - 2);
        }

        var result = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '_')
            {
                result.Append(' ');
                continue;
            }

            var startsWord = i > 0 && char.IsUpper(c)
                && (!char.IsUpper(text[i - 1]) || (i + 1 < text.Length && char.IsLower(text[i + 1])));
            if (startsWord && result[result.Length - 1] != ' ')
            {
                result.Append(' ');
            }

            result.Append(c);
        }

        return result.ToString();
    }

    /// <summary>The default length of a type, where it has one.</summary>
    public static int DefaultLength(string type) => type switch
    {
        "string" or "picklist" or "url" or "combobox" => 255,
        "multipicklist" => 4099,
        "email" => 80,
        "phone" => 40,
        "textarea" => 32000,
        "id" or "reference" => 18,
        "encryptedstring" => 175,
        _ => 0,
    };

    /// <summary>An English plural.</summary>
    public static string Plural(string label) =>
        label.EndsWith("s", StringComparison.Ordinal) ? label
        : label.Length > 1 && label.EndsWith("y", StringComparison.Ordinal) && "aeiou".IndexOf(label[label.Length - 2]) < 0
            ? label.Substring(0, label.Length - 1) + "ies"
            : label + "s";

    private static (string Type, int Length) TypeAndLength(string text)
    {
        var open = text.IndexOf('(');
        return open < 0
            ? (text, DefaultLength(text))
            : (text.Substring(0, open), int.Parse(text.Substring(open + 1, text.Length - open - 2), CultureInfo.InvariantCulture));
    }

    private static bool Has(string flags, char flag) => flags.IndexOf(flag) >= 0;

    private static string Part(string[] parts, int index) => index < parts.Length ? parts[index] : "";

    private static string Or(string text, string otherwise) => text.Length == 0 ? otherwise : text;

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static string? Value(Dictionary<string, string> more, string key) => more.TryGetValue(key, out var value) ? value : null;

    private static IReadOnlyList<string> List(Dictionary<string, string> more, string key, char[] separator) =>
        more.TryGetValue(key, out var value) ? value.Split(separator) : Array.Empty<string>();
}
