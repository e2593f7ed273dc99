using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Plan;

namespace SfIntegration.Scope.Drafting;

/// <summary>Whether a draft holds what opens an object that takes no row of its own (the planner's data).</summary>
internal static class DraftOpeners
{
    private const ObjectAccess Writing = ObjectAccess.Create | ObjectAccess.Edit | ObjectAccess.Delete;

    /// <summary>"read of Opportunity", "the system permission EditTask"; null where nothing is missing.</summary>
    public static string? Missing(ScopeObject wanted, IReadOnlyList<ScopeObject> objects, IReadOnlyList<ScopeSystemPermission> permissions)
    {
        if (ObjectsWithoutRows.Find(wanted.SobjectType) is not { } row)
        {
            return null;
        }

        bool Holds(string name) => permissions.Any(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));
        var writes = (wanted.Access & Writing) != 0;
        if (row.Parent is { } parent)
        {
            var needed = writes ? ObjectAccess.Edit : ObjectAccess.Read;
            var isOpen = Holds("ModifyAllData") || (!writes && Holds("ViewAllData"))
                || objects.Any(o => string.Equals(o.SobjectType, parent, StringComparison.OrdinalIgnoreCase) && (o.Access & needed) != 0);
            return isOpen ? null : $"{(writes ? "edit" : "read")} of {parent}";
        }

        foreach (var permission in new[] { row.Read, writes ? row.Write : null })
        {
            if (permission is not null && !Holds(permission))
            {
                return $"the system permission {permission}";
            }
        }

        return null;
    }
}
