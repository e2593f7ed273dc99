using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Soql;

/// <summary>EntityDefinition: one row for each object the caller sees.</summary>
internal sealed class EntityDefinitionTable : IVirtualTable
{
    public string Name => "EntityDefinition";

    public bool IsRestricted => true;

    public string? RequiredFilter => null;

    public IEnumerable<Row> Rows(OrgSchema schema, ICallerAccess caller) => schema.Objects
        .Where(caller.CanSee)
        .OrderBy(o => o.Name, StringComparer.OrdinalIgnoreCase)
        .Select(Make);

    public Row? Find(OrgSchema schema, ICallerAccess caller, string id)
    {
        var found = schema.Find(id) ?? schema.Objects.FirstOrDefault(o => DefinitionIds.Of(o) == id);
        return found is not null && caller.CanSee(found) ? Make(found) : null;
    }

    private static Row Make(SObjectSchema o) => new("EntityDefinition", DefinitionIds.Of(o))
    {
        ["DurableId"] = DefinitionIds.Of(o),
        ["QualifiedApiName"] = o.Name,
        ["DeveloperName"] = DefinitionIds.DeveloperName(o.Name),
        ["NamespacePrefix"] = DefinitionIds.Namespace(o.Name),
        ["MasterLabel"] = o.Label,
        ["Label"] = o.Label,
        ["PluralLabel"] = o.LabelPlural,
        ["KeyPrefix"] = o.KeyPrefix,
        ["IsCustomizable"] = !o.Setup,
        ["IsQueryable"] = o.Queryable,
        ["IsRetrieveable"] = o.Queryable,
        ["IsCustomSetting"] = false,
        ["IsFlsEnabled"] = o.Fields.Any(f => f.Permissionable),
        ["IsLayoutable"] = !o.Setup,
        ["IsSearchable"] = !o.Setup,
        ["IsTriggerable"] = !o.Setup,
        ["InternalSharingModel"] = o.InternalSharingModel,
        ["ExternalSharingModel"] = o.InternalSharingModel.Length == 0 || o.InternalSharingModel == "ControlledByParent" ? o.InternalSharingModel : "Private",
        ["PublisherId"] = DefinitionIds.Namespace(o.Name) ?? (o.Custom ? "<local>" : "System"),
    };
}

/// <summary>FieldDefinition: one row for each field the caller sees; a filter on the object is required.</summary>
internal sealed class FieldDefinitionTable : IVirtualTable
{
    public string Name => "FieldDefinition";

    public bool IsRestricted => true;

    public string? RequiredFilter => "EntityDefinition";

    public IEnumerable<Row> Rows(OrgSchema schema, ICallerAccess caller) => schema.Objects
        .Where(caller.CanSee)
        .OrderBy(o => o.Name, StringComparer.OrdinalIgnoreCase)
        .SelectMany(o => o.Fields.Where(f => caller.CanReadField(o, f)).Select(f => Make(o, f)));

    public Row? Find(OrgSchema schema, ICallerAccess caller, string id) =>
        Rows(schema, caller).FirstOrDefault(r => r.Id == id);

    private static Row Make(SObjectSchema o, FieldSchema f) => new("FieldDefinition", DefinitionIds.Of(o, f))
    {
        ["DurableId"] = DefinitionIds.Of(o, f),
        ["EntityDefinitionId"] = DefinitionIds.Of(o),
        ["QualifiedApiName"] = f.Name,
        ["DeveloperName"] = DefinitionIds.DeveloperName(f.Name),
        ["NamespacePrefix"] = DefinitionIds.Namespace(f.Name),
        ["MasterLabel"] = f.Label,
        ["Label"] = f.Label,
        ["Length"] = f.Length,
        ["DataType"] = DataType(f),
        ["ValueTypeId"] = f.Type,
        ["IsCalculated"] = f.Calculated,
        ["IsNameField"] = f.NameField,
        ["IsIndexed"] = f.ExternalId || f.IdLookup || f.ReferenceTo.Count > 0,
        ["IsApiFilterable"] = f.Filterable,
        ["IsApiGroupable"] = f.Groupable,
        ["IsApiSortable"] = f.Sortable,
        ["IsFlsEnabled"] = f.Permissionable,
        ["IsPermissionable"] = f.Permissionable,
        ["IsCompound"] = f.Type == "address",
        ["IsNillable"] = f.Nillable,
        ["RelationshipName"] = f.RelationshipName,
    };

    private static string DataType(FieldSchema f) =>
        f.MasterDetail ? $"Master-Detail({f.ReferenceTo[0]})"
        : f.ReferenceTo.Count > 0 ? $"Lookup({string.Join(",", f.ReferenceTo)})"
        : f.AutoNumber ? "Auto Number"
        : f.Length > 0 && f.Type == "string" ? $"Text({f.Length})"
        : f.Type;
}

/// <summary>The durable ids and name parts of definitions.</summary>
internal static class DefinitionIds
{
    /// <summary>A standard object's name, or the 01I id of a custom one.</summary>
    public static string Of(SObjectSchema o) => o.Custom ? SalesforceId.Make("01I", Number(o.Name)) : o.Name;

    /// <summary>The object's durable id, a dot, and the field's name or its 00N id.</summary>
    public static string Of(SObjectSchema o, FieldSchema f) =>
        Of(o) + "." + (f.Custom ? SalesforceId.Make("00N", Number(o.Name + "." + f.Name)) : f.Name);

    /// <summary>The name without namespace and suffix.</summary>
    public static string DeveloperName(string name)
    {
        var parts = name.Split(new[] { "__" }, StringSplitOptions.None);
        return parts.Length == 3 ? parts[1] : parts[0];
    }

    /// <summary>The namespace, or null.</summary>
    public static string? Namespace(string name)
    {
        var parts = name.Split(new[] { "__" }, StringSplitOptions.None);
        return parts.Length == 3 ? parts[0] : null;
    }

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
