using System;
using System.Linq;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Soql;

/// <summary>The ids, durable ids and name parts of definitions.</summary>
internal static class DefinitionIds
{
    private const int ShortId = 15;

    /// <summary>A standard object's name, or the 01I id of a custom one.</summary>
    public static string Of(SObjectSchema o) => o.Custom ? SalesforceId.Make("01I", Number(o.Name)) : o.Name;

    /// <summary>The object's id, a dot, and the field's name or its 00N id.</summary>
    public static string Of(SObjectSchema o, FieldSchema f) =>
        Of(o) + "." + (f.Custom ? SalesforceId.Make("00N", Number(o.Name + "." + f.Name)) : f.Name);

    /// <summary>What EntityDefinition.DurableId shows: ids have 15 characters there.</summary>
    public static string Durable(SObjectSchema o) => o.Custom ? Of(o).Substring(0, ShortId) : o.Name;

    /// <summary>What FieldDefinition.DurableId shows: a standard reference goes without its "Id" (Contact.Account).</summary>
    public static string Durable(SObjectSchema o, FieldSchema f)
    {
        var own = f.Custom ? SalesforceId.Make("00N", Number(o.Name + "." + f.Name)).Substring(0, ShortId)
            : f.ReferenceTo.Count > 0 && f.Name.Length > 2 && f.Name.EndsWith("Id", StringComparison.Ordinal) ? f.Name.Substring(0, f.Name.Length - 2)
            : f.Name;
        return Durable(o) + "." + own;
    }

    /// <summary>The object of a durable id, or null.</summary>
    public static SObjectSchema? Find(OrgSchema schema, string durableId) =>
        schema.Find(durableId) is { Custom: false } standard ? standard
        : durableId.StartsWith("01I", StringComparison.Ordinal) ? schema.Objects.FirstOrDefault(o => o.Custom && Durable(o) == durableId)
        : null;

    /// <summary>The object and field of a field's durable id, or nulls.</summary>
    public static (SObjectSchema? Object, FieldSchema? Field) FindField(OrgSchema schema, string durableId)
    {
        var dot = durableId.IndexOf('.');
        return dot > 0 && Find(schema, durableId.Substring(0, dot)) is { } o
            ? (o, o.Fields.FirstOrDefault(f => string.Equals(Durable(o, f), durableId, StringComparison.OrdinalIgnoreCase)))
            : (null, null);
    }

    /// <summary>The name without namespace and suffix.</summary>
    public static string DeveloperName(string name)
    {
        var parts = Parts(name);
        return parts.Length == 3 ? parts[1] : parts[0];
    }

    /// <summary>The namespace, or null.</summary>
    public static string? Namespace(string name)
    {
        var parts = Parts(name);
        return parts.Length == 3 ? parts[0] : null;
    }

    /// <summary>Who made it: a package, the org itself, or Salesforce.</summary>
    public static string Publisher(string name, bool custom) => Namespace(name) ?? (custom ? "<local>" : "System");

    private static string[] Parts(string name) => name.Split(new[] { "__" }, StringSplitOptions.None);

    // FNV-1a over the upper-case name: the same in every run, and spread enough for one org.
    private static long Number(string name)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in name.ToUpperInvariant())
        {
            hash = unchecked((hash ^ c) * 1099511628211UL);
        }

        return (long)(hash >> 13);
    }
}
