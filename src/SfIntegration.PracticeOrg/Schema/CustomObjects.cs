using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Practice.Schema;

/// <summary>Makes objects and fields of which only the API name is known.</summary>
internal static class CustomObjects
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly string[] s_systemFields =
    {
        " Id|id|FGSDI|Record ID",
        " OwnerId|reference|CUFGSD|Owner ID|to=Group,User|rel=Owner",
        " IsDeleted|boolean|FGSD|Deleted",
        " Name|string(80)|CUFGSDIM|Name",
        " CreatedDate|datetime|FSD",
        " CreatedById|reference|FGSD|Created By ID|to=User|rel=CreatedBy",
        " LastModifiedDate|datetime|FSD",
        " LastModifiedById|reference|FGSD|Last Modified By ID|to=User|rel=LastModifiedBy",
        " SystemModstamp|datetime|FSD",
    };

    /// <summary>A new object with the fields every custom object has.</summary>
    public static SObjectSchema Make(OrgSchema org, string name, string? keyPrefix = null)
    {
        var isType = name.EndsWith("__mdt", StringComparison.OrdinalIgnoreCase);
        var isEvent = name.EndsWith("__e", StringComparison.OrdinalIgnoreCase);
        var label = Label(name);
        var schema = new SObjectSchema
        {
            Name = name,
            Label = label,
            LabelPlural = SchemaText.Plural(label),
            KeyPrefix = keyPrefix ?? FreePrefix(org, isType ? "m" : isEvent ? "e" : "a"),
            Custom = name.IndexOf("__", StringComparison.Ordinal) > 0,
            Queryable = !isEvent,
            ObjectPermissionable = !isType,
            InternalSharingModel = "ReadWrite",
        };
        foreach (var line in s_systemFields)
        {
            schema.Add(SchemaText.Field(line));
        }

        return schema;
    }

    /// <summary>A field whose type is guessed from its name; text where nothing better is plain.</summary>
    public static FieldSchema MakeField(string name)
    {
        var type = Type(name);
        return new FieldSchema
        {
            Name = name,
            Label = Label(name),
            Type = type,
            Length = SchemaText.DefaultLength(type),
            Permissionable = true,
            Custom = name.IndexOf("__", StringComparison.Ordinal) > 0,
            Groupable = type is not "currency",
        };
    }

    /// <summary>The Name field as it is where it takes permission rows.</summary>
    public static FieldSchema PermissionableName() => SchemaText.Field(" Name|string(80)|CUFGSDIMP|Name");

    private static string Type(string name) =>
        name.EndsWith("_Date__c", StringComparison.OrdinalIgnoreCase) ? "date"
        : name.EndsWith("_Amount__c", StringComparison.OrdinalIgnoreCase) ? "currency"
        : name.EndsWith("Email__c", StringComparison.OrdinalIgnoreCase) ? "email"
        : name.EndsWith("Phone__c", StringComparison.OrdinalIgnoreCase) ? "phone"
        : "string";

    // "npsp__General_Accounting_Unit__c" is "General Accounting Unit".
    private static string Label(string name)
    {
        var parts = name.Split(new[] { "__" }, StringSplitOptions.RemoveEmptyEntries);
        var plain = parts.Length switch { 3 => parts[1], 2 => parts[0], _ => name };
        return SchemaText.Words(plain);
    }

    private static string FreePrefix(OrgSchema org, string first)
    {
        var used = new HashSet<string>(org.Objects.Select(o => o.KeyPrefix), StringComparer.Ordinal);
        return Digits.SelectMany(a => Digits.Select(b => first + a + b)).First(p => !used.Contains(p));
    }
}
