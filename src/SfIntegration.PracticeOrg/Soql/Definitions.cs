using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Schema;

namespace SfIntegration.Practice.Soql;

/// <summary>Which definitions a caller sees, and which of them a query asks for.</summary>
internal sealed class Definitions
{
    private readonly OrgSchema _schema;

    public Definitions(OrgSchema schema) => _schema = schema;

    /// <summary>The org's objects.</summary>
    public OrgSchema Schema => _schema;

    /// <summary>Whoever views Setup sees every object's definition, others those of the objects that they can read.</summary>
    public static bool Shows(ICallerAccess caller, SObjectSchema o) => caller.HasPermission("ViewSetup") || caller.CanSee(o);

    /// <summary>Whoever views Setup sees every field's definition, others those of the fields that they can read.</summary>
    public static bool Shows(ICallerAccess caller, SObjectSchema o, FieldSchema f) =>
        caller.HasPermission("ViewSetup") || (caller.CanSee(o) && caller.CanReadField(o, f));

    /// <summary>The objects whose names or durable ids the query fixes, or all, those that the caller sees, by name.</summary>
    public IEnumerable<SObjectSchema> Objects(ICallerAccess caller, IReadOnlyCollection<string>? names, IEnumerable<string>? durableIds)
    {
        var objects = names?.Select(_schema.Find) ?? durableIds?.Select(id => DefinitionIds.Find(_schema, id)) ?? _schema.Objects;
        return objects
            .Where(o => o is not null && Shows(caller, o))
            .Select(o => o!)
            .Distinct()
            .OrderBy(o => o.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The objects that a query on something of an object asks for: by EntityDefinition, or by what its own durable id begins with.</summary>
    public IEnumerable<SObjectSchema> Owners(ICallerAccess caller, VirtualFilter filter, params string[] ownIds) => Objects(
        caller,
        filter.Texts("EntityDefinition.QualifiedApiName"),
        filter.Texts("EntityDefinitionId") ?? filter.Texts("EntityDefinition.DurableId")
            ?? ownIds.Select(filter.Texts).FirstOrDefault(t => t is not null)?.Select(First));

    private static string First(string durableId)
    {
        var dot = durableId.IndexOf('.');
        return dot < 0 ? durableId : durableId.Substring(0, dot);
    }
}
