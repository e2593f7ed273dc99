using System.Collections.Generic;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Soql;

/// <summary>UserPermissionAccess: one row, the caller's own system permissions (OR:userpermissionaccess).</summary>
internal sealed class UserPermissionAccessTable : IVirtualTable
{
    public string Name => "UserPermissionAccess";

    public VirtualLimits Limits => VirtualLimits.None;

    public IEnumerable<Row> Rows(ICallerAccess caller, VirtualFilter filter)
    {
        var row = new Row("UserPermissionAccess", caller.UserId);
        foreach (var permission in PermissionColumns.All)
        {
            row["Permissions" + permission.Key] = caller.HasPermission(permission.Key);
        }

        return new[] { row };
    }

    public Row? Find(ICallerAccess caller, string id) => null;
}
