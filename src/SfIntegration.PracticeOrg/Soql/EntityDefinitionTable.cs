using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Soql;

/// <summary>EntityDefinition: one row for each object (TL:entitydefinition).</summary>
internal sealed class EntityDefinitionTable : IVirtualTable
{
    private readonly RowLayout _layout = new("EntityDefinition");
    private readonly Definitions _definitions;
    private readonly OrgStore _store;
    private readonly PracticeSwitches _switches;

    public EntityDefinitionTable(Definitions definitions, OrgStore store, PracticeSwitches switches)
    {
        _definitions = definitions;
        _store = store;
        _switches = switches;
    }

    public string Name => _layout.Type;

    public VirtualLimits Limits => new() { EqualsOnly = true, IgnoresLimit = _switches.DefinitionsIgnoreLimit };

    public IEnumerable<Row> Rows(ICallerAccess caller, VirtualFilter filter) => _definitions
        .Objects(caller, filter.Texts("QualifiedApiName"), filter.Texts("DurableId"))
        .Select(o => Make(o, caller));

    public Row? Find(ICallerAccess caller, string id) =>
        DefinitionIds.Find(_definitions.Schema, id) is { } found && Definitions.Shows(caller, found) ? Make(found, caller) : null;

    private Row Make(SObjectSchema o, ICallerAccess caller)
    {
        var durableId = DefinitionIds.Durable(o);
        return new Row(_layout, durableId)
        {
            ["DurableId"] = durableId,
            ["QualifiedApiName"] = o.Name,
            ["DeveloperName"] = DefinitionIds.DeveloperName(o.Name),
            ["NamespacePrefix"] = DefinitionIds.Namespace(o.Name),
            ["MasterLabel"] = o.Label,
            ["Label"] = o.Label,
            ["PluralLabel"] = o.LabelPlural,
            ["KeyPrefix"] = o.KeyPrefix,
            ["DeploymentStatus"] = o.Custom ? "Deployed" : null,
            ["IsCustomizable"] = !o.Setup,
            ["IsApexTriggerable"] = !o.Setup,
            ["IsTriggerable"] = !o.Setup,
            ["IsWorkflowEnabled"] = !o.Setup,
            ["IsCompactLayoutable"] = !o.Setup,
            ["IsLayoutable"] = !o.Setup,
            ["IsSearchLayoutable"] = !o.Setup,
            ["IsSearchable"] = !o.Setup,
            ["IsMruEnabled"] = !o.Setup,
            ["IsQueryable"] = o.Queryable,
            ["IsRetrieveable"] = o.Queryable,
            ["IsReplicateable"] = o.Queryable,
            ["IsIdEnabled"] = true,
            ["IsEverCreatable"] = o.Createable,
            ["IsEverUpdatable"] = o.Updateable,
            ["IsEverDeletable"] = o.Deletable,
            ["IsFlsEnabled"] = o.Fields.Any(f => f.Permissionable),
            ["InternalSharingModel"] = o.InternalSharingModel,
            ["ExternalSharingModel"] = o.InternalSharingModel.Length == 0 || o.InternalSharingModel == "ControlledByParent" ? o.InternalSharingModel : "Private",
            ["PublisherId"] = DefinitionIds.Publisher(o.Name, o.Custom),
            ["RunningUserEntityAccessId"] = durableId + "." + caller.UserId,
            ["RecordTypesSupported"] = RecordTypesSupported(o, caller),
        };
    }
    // Describes say the same, with links (recorded answers show it so).
    private string? RecordTypesSupported(SObjectSchema o, ICallerAccess caller) => o.Setup
        ? null
        : new JObject { ["recordTypeInfos"] = RecordTypes.Infos(_store, caller, o, _ => null) }.ToString(Formatting.None);
}
