using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Soql;

/// <summary>UserFieldAccess: what a user may do with a field; found by DurableId alone (TL:userfieldaccess).</summary>
internal sealed class UserFieldAccessTable : IVirtualTable
{
    private readonly RowLayout _layout = new("UserFieldAccess");
    private readonly Definitions _definitions;
    private readonly AccessOfUsers _users;
    private readonly PracticeSwitches _switches;

    public UserFieldAccessTable(Definitions definitions, AccessOfUsers users, PracticeSwitches switches)
    {
        _definitions = definitions;
        _users = users;
        _switches = switches;
    }

    public string Name => _layout.Type;

    public VirtualLimits Limits => new() { EqualsOnly = true, IgnoresLimit = _switches.DefinitionsIgnoreLimit, Required = new[] { new[] { "DurableId" } } };

    public IEnumerable<Row> Rows(ICallerAccess caller, VirtualFilter filter) =>
        (filter.Texts("DurableId") ?? Enumerable.Empty<string>()).Select(id => Find(caller, id)).Where(r => r is not null)!;

    public Row? Find(ICallerAccess caller, string id)
    {
        var (definition, userId) = AccessOfUsers.Split(id);
        return DefinitionIds.FindField(_definitions.Schema, definition) is ({ } o, { } f)
            && FieldDefinitionTable.IsWhole(o, f)
            && Definitions.Shows(caller, o, f)
            && _users.Of(caller, userId) is { } access
                ? Make(o, f, access)
                : null;
    }

    private Row Make(SObjectSchema o, FieldSchema f, ICallerAccess access)
    {
        var definition = DefinitionIds.Durable(o, f);
        var reads = access.CanSee(o) && access.CanReadField(o, f);
        var writes = reads && access.CanEditField(o, f);
        var parts = o.Fields.Where(p => p == f || p.CompoundFieldName == f.Name).ToList();
        return new Row(_layout, definition + "." + access.UserId)
        {
            ["DurableId"] = definition + "." + access.UserId,
            ["EntityDefinitionId"] = DefinitionIds.Durable(o),
            ["FieldDefinitionId"] = definition,
            ["UserId"] = access.UserId,
            ["IsAccessible"] = reads,
            ["IsCreatable"] = writes && access.CanCreate(o) && parts.Exists(p => p.Createable),
            ["IsUpdatable"] = writes && access.CanEdit(o) && parts.Exists(p => p.Updateable),
        };
    }
}
