using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Soql;

/// <summary>EntityParticle: one row for each field as describe tells it, the parts of compounds among them (TL:entityparticle).</summary>
internal sealed class EntityParticleTable : IVirtualTable
{
    private readonly RowLayout _layout = new("EntityParticle");
    private readonly Definitions _definitions;
    private readonly PracticeSwitches _switches;

    public EntityParticleTable(Definitions definitions, PracticeSwitches switches)
    {
        _definitions = definitions;
        _switches = switches;
    }

    public string Name => _layout.Type;

    public VirtualLimits Limits => new()
    {
        EqualsOnly = true,
        IgnoresLimit = _switches.DefinitionsIgnoreLimit,
        Required = new[] { new[] { "EntityDefinitionId", "FieldDefinitionId", "DurableId" } },
    };

    public IEnumerable<Row> Rows(ICallerAccess caller, VirtualFilter filter) => _definitions
        .Owners(caller, filter, "FieldDefinitionId", "DurableId")
        .SelectMany(o => o.Fields.Where(f => caller.CanReadField(o, f)).Select(f => Make(o, f)));

    public Row? Find(ICallerAccess caller, string id) =>
        DefinitionIds.FindField(_definitions.Schema, id) is ({ } o, { } f) && caller.CanSee(o) && caller.CanReadField(o, f) ? Make(o, f) : null;

    private Row Make(SObjectSchema o, FieldSchema f)
    {
        var durableId = DefinitionIds.Durable(o, f);
        var whole = FieldDefinitionTable.WholeOf(o, f);
        return new Row(_layout, durableId)
        {
            ["DurableId"] = durableId,
            ["EntityDefinitionId"] = DefinitionIds.Durable(o),
            ["FieldDefinitionId"] = DefinitionIds.Durable(o, whole),
            ["QualifiedApiName"] = f.Name,
            ["DeveloperName"] = DefinitionIds.DeveloperName(f.Name),
            ["NamespacePrefix"] = DefinitionIds.Namespace(f.Name),
            ["Name"] = f.Name,
            ["MasterLabel"] = f.Label,
            ["Label"] = f.Label,
            ["Length"] = f.Length,
            ["ByteLength"] = FieldTypes.Bytes(f),
            ["Precision"] = FieldTypes.Precision(f),
            ["Scale"] = FieldTypes.Scale(f),
            ["Digits"] = FieldTypes.Digits(f),
            ["DataType"] = f.Type,
            ["ValueTypeId"] = f.Type,
            ["ExtraTypeInfo"] = FieldTypes.Extra(f),
            ["RelationshipName"] = f.RelationshipName,
            ["RelationshipOrder"] = f.MasterDetail ? 0 : null,
            ["ReferenceTo"] = FieldTypes.ReferenceTo(f),
            ["IsAutoNumber"] = f.AutoNumber,
            ["IsApiFilterable"] = f.Filterable,
            ["IsApiGroupable"] = f.Groupable,
            ["IsApiSortable"] = f.Sortable,
            ["IsCalculated"] = f.Calculated,
            ["IsComponent"] = !ReferenceEquals(whole, f),
            ["IsCompound"] = FieldTypes.IsCompound(o, f),
            ["IsCreatable"] = f.Createable,
            ["IsUpdatable"] = f.Updateable,
            ["IsDefaultedOnCreate"] = f.DefaultedOnCreate,
            ["IsEncrypted"] = f.Type == "encryptedstring",
            ["IsIdLookup"] = f.IdLookup,
            ["IsLayoutable"] = !o.Setup,
            ["IsNameField"] = f.NameField,
            ["IsNamePointing"] = f.ReferenceTo.Count > 1,
            ["IsNillable"] = f.Nillable,
            ["IsPermissionable"] = f.Permissionable,
            ["IsUnique"] = f.Unique,
        };
    }
}
