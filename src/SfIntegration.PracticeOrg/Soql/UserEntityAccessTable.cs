using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Soql;

/// <summary>UserEntityAccess: what a user may do with an object (TL:userentityaccess).</summary>
internal sealed class UserEntityAccessTable : IVirtualTable
{
    // merge() takes these (SOAP API guide).
    private static readonly HashSet<string> s_mergeable = new(StringComparer.Ordinal) { "Account", "Contact", "Lead", "Individual", "Case" };

    private static readonly string[] s_user = { "UserId", "DurableId" };
    private static readonly string[] s_entity = { "EntityDefinitionId", "DurableId" };

    private readonly RowLayout _layout = new("UserEntityAccess");
    private readonly Definitions _definitions;
    private readonly AccessOfUsers _users;
    private readonly PracticeSwitches _switches;

    public UserEntityAccessTable(Definitions definitions, AccessOfUsers users, PracticeSwitches switches)
    {
        _definitions = definitions;
        _users = users;
        _switches = switches;
    }

    public string Name => _layout.Type;

    public VirtualLimits Limits => new()
    {
        EqualsOnly = true,
        IgnoresLimit = _switches.DefinitionsIgnoreLimit,
        Required = _switches.UserEntityAccessNeedsEntity ? new[] { s_user, s_entity } : new[] { s_user },
    };

    public IEnumerable<Row> Rows(ICallerAccess caller, VirtualFilter filter)
    {
        var objects = _definitions.Owners(caller, filter, "DurableId").ToList();
        return AccessOfUsers.Named(filter)
            .Select(id => _users.Of(caller, id))
            .Where(access => access is not null)
            .SelectMany(access => objects.Select(o => Make(o, access!)));
    }

    public Row? Find(ICallerAccess caller, string id)
    {
        var (definition, userId) = AccessOfUsers.Split(id);
        return DefinitionIds.Find(_definitions.Schema, definition) is { } o && Definitions.Shows(caller, o) && _users.Of(caller, userId) is { } access
            ? Make(o, access)
            : null;
    }

    private Row Make(SObjectSchema o, ICallerAccess access)
    {
        var durableId = DefinitionIds.Durable(o);
        var reads = access.CanSee(o);
        var edits = reads && o.Updateable && access.CanEdit(o);
        var deletes = reads && o.Deletable && access.CanDelete(o);
        return new Row(_layout, durableId + "." + access.UserId)
        {
            ["DurableId"] = durableId + "." + access.UserId,
            ["EntityDefinitionId"] = durableId,
            ["UserId"] = access.UserId,
            ["IsReadable"] = reads,
            ["IsCreatable"] = reads && o.Createable && access.CanCreate(o),
            ["IsEditable"] = edits,
            ["IsUpdatable"] = edits,
            ["IsDeletable"] = deletes,
            ["IsUndeletable"] = deletes && !o.Setup,
            ["IsMergeable"] = edits && deletes && s_mergeable.Contains(o.Name),
            ["IsFlsUpdatable"] = access.HasPermission("ManageProfilesPermissionsets") && o.Fields.Any(f => f.Permissionable),
        };
    }
}
