using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Soql;

/// <summary>
/// PermissionDependency: which permission needs which (TL:permissiondependency), as the org enforces it. Object permissions are
/// written Account&lt;read&gt;; third-party notes tell so, and that conditions, order and COUNT() work while LIMIT is ignored.
/// </summary>
internal sealed class PermissionDependencyTable : IVirtualTable
{
    private const string UserType = "User Permission";
    private const string ObjectType = "Object Permission";

    private readonly RowLayout _layout = new("PermissionDependency");
    private readonly OrgSchema _schema;
    private readonly PracticeSwitches _switches;

    public PermissionDependencyTable(OrgSchema schema, PracticeSwitches switches)
    {
        _schema = schema;
        _switches = switches;
    }

    public string Name => _layout.Type;

    public VirtualLimits Limits => new() { HasIds = true, IgnoresLimit = _switches.DefinitionsIgnoreLimit };

    public IEnumerable<Row> Rows(ICallerAccess caller, VirtualFilter filter) => OfUsers().Concat(OfObjects());

    public Row? Find(ICallerAccess caller, string id) => Rows(caller, VirtualFilter.None).FirstOrDefault(r => r.Id == id);

    private IEnumerable<Row> OfUsers() =>
        from permission in SystemPermissions.All(_schema)
        from need in SystemPermissions.Needs(_schema, permission)
        select Make(permission, need, UserType);

    private IEnumerable<Row> OfObjects() => _schema.Objects.Where(o => o.ObjectPermissionable).SelectMany(o =>
        (from right in ObjectDependencies.All
         from need in ObjectDependencies.Each(ObjectDependencies.Needs(right))
         select Make(Text(o, right), Text(o, need), ObjectType))
        .Concat(ObjectPermissionRules.Masters(_schema, o)
            .Select(master => Make(Text(o, ObjectRights.Read), Text(master, ObjectRights.Read), ObjectType))));

    private Row Make(string permission, string need, string type) => new(_layout, QueryRows.IdFor("y9S", permission + ">" + need))
    {
        ["Permission"] = permission,
        ["PermissionType"] = type,
        ["RequiredPermission"] = need,
        ["RequiredPermissionType"] = type,
    };

    private static string Text(SObjectSchema o, ObjectRights right) => $"{o.Name}<{Verb(right)}>";

    private static string Verb(ObjectRights right) => right switch
    {
        ObjectRights.Read => "read",
        ObjectRights.Create => "create",
        ObjectRights.Edit => "update",
        ObjectRights.Delete => "delete",
        ObjectRights.ViewAllRecords => "viewAllRecords",
        ObjectRights.ModifyAllRecords => "modifyAllRecords",
        _ => "viewAllFields",
    };
}
