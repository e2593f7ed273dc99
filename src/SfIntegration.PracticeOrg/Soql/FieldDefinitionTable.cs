using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Soql;

/// <summary>FieldDefinition: one row for each field, a compound as one (TL:fielddefinition).</summary>
internal sealed class FieldDefinitionTable : IVirtualTable
{
    private readonly RowLayout _layout = new("FieldDefinition");
    private readonly Definitions _definitions;
    private readonly PracticeSwitches _switches;

    public FieldDefinitionTable(Definitions definitions, PracticeSwitches switches)
    {
        _definitions = definitions;
        _switches = switches;
    }

    public string Name => _layout.Type;

    public VirtualLimits Limits => new()
    {
        EqualsOnly = true,
        IgnoresLimit = _switches.DefinitionsIgnoreLimit,
        Required = new[] { new[] { "EntityDefinitionId", "DurableId" } },
    };

    public IEnumerable<Row> Rows(ICallerAccess caller, VirtualFilter filter) => _definitions
        .Owners(caller, filter, "DurableId")
        .SelectMany(o => o.Fields
            .Where(f => IsWhole(o, f) && Definitions.Shows(caller, o, f))
            .Select(f => Make(o, f, caller)));

    public Row? Find(ICallerAccess caller, string id) =>
        DefinitionIds.FindField(_definitions.Schema, id) is ({ } o, { } f) && IsWhole(o, f) && Definitions.Shows(caller, o, f) ? Make(o, f, caller) : null;

    /// <summary>A field of its own, no part of a compound: the parts are EntityParticle's.</summary>
    public static bool IsWhole(SObjectSchema o, FieldSchema f) => ReferenceEquals(WholeOf(o, f), f);

    /// <summary>The compound that a field is a part of, or the field itself.</summary>
    public static FieldSchema WholeOf(SObjectSchema o, FieldSchema f) =>
        f.CompoundFieldName is { } name && o.Field(name) is { } compound ? compound : f;

    private Row Make(SObjectSchema o, FieldSchema f, ICallerAccess caller)
    {
        var durableId = DefinitionIds.Durable(o, f);
        var listed = f.Type is not ("address" or "location" or "base64" or "encryptedstring");
        return new Row(_layout, durableId)
        {
            ["DurableId"] = durableId,
            ["EntityDefinitionId"] = DefinitionIds.Durable(o),
            ["QualifiedApiName"] = f.Name,
            ["DeveloperName"] = DefinitionIds.DeveloperName(f.Name),
            ["NamespacePrefix"] = DefinitionIds.Namespace(f.Name),
            ["MasterLabel"] = f.Label,
            ["Label"] = f.Label,
            ["Length"] = f.Length,
            ["Precision"] = FieldTypes.Precision(f),
            ["Scale"] = FieldTypes.Scale(f),
            ["DataType"] = FieldTypes.Shown(o, f),
            ["ValueTypeId"] = f.Type,
            ["ExtraTypeInfo"] = FieldTypes.Extra(f),
            ["IsCalculated"] = f.Calculated,
            ["IsNameField"] = f.NameField,
            ["IsNillable"] = f.Nillable,
            ["IsIndexed"] = f.Type == "id" || f.NameField || f.Unique || f.ExternalId || f.IdLookup || f.ReferenceTo.Count > 0,
            ["IsApiFilterable"] = f.Filterable,
            ["IsApiGroupable"] = f.Groupable,
            ["IsApiSortable"] = f.Sortable,
            ["IsListVisible"] = listed,
            ["IsListFilterable"] = f.Filterable,
            ["IsListSortable"] = f.Sortable,
            ["IsCompound"] = FieldTypes.IsCompound(o, f),
            ["IsPolymorphicForeignKey"] = f.ReferenceTo.Count > 1,
            ["IsFlsEnabled"] = f.Permissionable,
            ["IsEverApiAccessible"] = true,
            ["PublisherId"] = DefinitionIds.Publisher(f.Name, f.Custom),
            ["RunningUserFieldAccessId"] = durableId + "." + caller.UserId,
            ["RelationshipName"] = f.RelationshipName,
            ["ReferenceTo"] = FieldTypes.ReferenceTo(f),
        };
    }
}
