using System.Linq;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Schema;

namespace SfIntegration.Practice.Soql;

/// <summary>A field's type in the words of the definition objects.</summary>
internal static class FieldTypes
{
    private const int NumberDigits = 18;
    private const int IntDigits = 8;
    private const int ShortText = 255;

    /// <summary>The type as Setup shows it, such as Text(40) or Lookup(Account).</summary>
    public static string Shown(SObjectSchema o, FieldSchema f) =>
        f.AutoNumber ? "Auto Number"
        : f.Calculated ? $"Formula ({Simple(f)})"
        : f.Type == "id" ? "Lookup()"
        : f.MasterDetail ? $"Master-Detail({f.ReferenceTo[0]})"
        : f.ReferenceTo.Count > 0 ? $"Lookup({string.Join(",", f.ReferenceTo)})"
        : IsCompound(o, f) && f.Type == "string" ? "Name"
        : Sized(f);

    /// <summary>A field that others are parts of.</summary>
    public static bool IsCompound(SObjectSchema o, FieldSchema f) =>
        f.Type is "address" or "location" || o.Fields.Any(part => part.CompoundFieldName == f.Name && part != f);

    /// <summary>Digits of a number in all.</summary>
    public static int Precision(FieldSchema f) => f.Type is "double" or "currency" or "percent" ? NumberDigits : 0;

    /// <summary>Digits after the point.</summary>
    public static int Scale(FieldSchema f) => f.Type is "currency" or "percent" ? 2 : 0;

    /// <summary>Digits of a whole number.</summary>
    public static int Digits(FieldSchema f) => f.Type == "int" ? IntDigits : 0;

    /// <summary>Bytes that fit; a character takes up to three.</summary>
    public static int Bytes(FieldSchema f) => f.Length * (f.Type is "id" or "reference" or "base64" ? 1 : 3);

    /// <summary>What narrows a type further, or null.</summary>
    public static string? Extra(FieldSchema f) => f.Type == "textarea" ? "plaintextarea" : null;

    /// <summary>The objects a reference leads to, as the JSON of a complex value.</summary>
    public static string ReferenceTo(FieldSchema f) => new JObject
    {
        ["referenceTo"] = f.ReferenceTo.Count == 0 ? null : new JArray(f.ReferenceTo),
    }.ToString(Formatting.None);

    private static string Sized(FieldSchema f) => f.Type switch
    {
        "string" => $"Text({f.Length})",
        "url" => $"URL({f.Length})",
        "textarea" when f.Length > ShortText => $"Long Text Area({f.Length})",
        "textarea" => $"Text Area({f.Length})",
        "encryptedstring" => $"Text (Encrypted)({f.Length})",
        "int" => $"Number({IntDigits}, 0)",
        "double" or "currency" or "percent" => $"{Simple(f)}({NumberDigits - Scale(f)}, {Scale(f)})",
        _ => Simple(f),
    };

    private static string Simple(FieldSchema f) => f.Type switch
    {
        "string" => "Text",
        "boolean" => "Checkbox",
        "int" or "double" => "Number",
        "currency" => "Currency",
        "percent" => "Percent",
        "date" => "Date",
        "datetime" => "Date/Time",
        "time" => "Time",
        "picklist" => "Picklist",
        "multipicklist" => "Picklist (Multi-Select)",
        "email" => "Email",
        "phone" => f.Name.EndsWith("Fax", System.StringComparison.Ordinal) ? "Fax" : "Phone",
        "url" => "URL",
        "address" => "Address",
        "location" => "Geolocation",
        _ => f.Type,
    };
}
