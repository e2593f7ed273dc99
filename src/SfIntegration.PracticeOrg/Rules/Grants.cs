using System;
using System.Collections.Generic;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Rules;

/// <summary>The flags of an ObjectPermissions row.</summary>
[Flags]
internal enum ObjectRights
{
    None = 0,
    Read = 1,
    Create = 2,
    Edit = 4,
    Delete = 8,
    ViewAllRecords = 16,
    ModifyAllRecords = 32,
    ViewAllFields = 64,
}

/// <summary>Everything a user's containers grant, as it stands in the rows, before implications.</summary>
internal sealed class Grants
{
    private static readonly ObjectRights[] s_rights =
    {
        ObjectRights.Read, ObjectRights.Create, ObjectRights.Edit, ObjectRights.Delete,
        ObjectRights.ViewAllRecords, ObjectRights.ModifyAllRecords, ObjectRights.ViewAllFields,
    };

    public HashSet<string> Permissions { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, ObjectRights> Objects { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Object.Field to whether it may be edited.</summary>
    public Dictionary<string, bool> Fields { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Object.Field of rows whose read flag is set (a muting row may carry edit alone).</summary>
    public HashSet<string> FieldReads { get; } = new(StringComparer.OrdinalIgnoreCase);

    public HashSet<string> SetupEntities { get; } = new(StringComparer.Ordinal);

    /// <summary>The ids of the record types that may be used.</summary>
    public HashSet<string> RecordTypes { get; } = new(StringComparer.Ordinal);

    /// <summary>The ids of the record types that new records get; only profiles say so.</summary>
    public HashSet<string> DefaultRecordTypes { get; } = new(StringComparer.Ordinal);

    /// <summary>The next moment at which an assignment ends; until then this holds.</summary>
    public DateTime Until { get; private set; } = DateTime.MaxValue;

    /// <summary>Adds up the containers a user holds at a moment, in a session: the profile's own set, sets, and groups' aggregated sets.</summary>
    public static Grants Of(OrgStore store, string userId, DateTime now, string? authSessionId = null)
    {
        var grants = new Grants();
        var active = SessionActivationRules.ActiveIn(store, userId, authSessionId);
        foreach (var assignment in store.Rows("PermissionSetAssignment", "AssigneeId", userId))
        {
            if (assignment["ExpirationDate"] is DateTime ends)
            {
                if (ends <= now)
                {
                    continue;
                }

                grants.Until = ends < grants.Until ? ends : grants.Until;
            }

            // A session-based set or group counts only in a session that activated it.
            var set = store.Find("PermissionSet", assignment.Text("PermissionSetId"));
            var group = store.Find("PermissionSetGroup", assignment.Text("PermissionSetGroupId"));
            if (set is not null && !assignment.Flag("IsRevoked") && (!(group ?? set).Flag("HasActivationRequired") || active.Contains(set.Id)))
            {
                grants.Add(store, set);
            }
        }

        return grants;
    }

    /// <summary>The rights an ObjectPermissions row spells out.</summary>
    public static ObjectRights RightsOf(Row row)
    {
        var rights = ObjectRights.None;
        foreach (var right in s_rights)
        {
            if (row.Flag("Permissions" + right))
            {
                rights |= right;
            }
        }

        return rights;
    }

    /// <summary>Adds one container.</summary>
    public void Add(OrgStore store, Row set)
    {
        foreach (var name in SystemPermissions.HeldBy(set))
        {
            Permissions.Add(name);
        }

        foreach (var row in store.Rows("ObjectPermissions", "ParentId", set.Id))
        {
            var name = row.Text("SobjectType")!;
            Objects.TryGetValue(name, out var rights);
            Objects[name] = rights | RightsOf(row);
        }

        foreach (var row in store.Rows("FieldPermissions", "ParentId", set.Id))
        {
            var name = row.Text("Field")!;
            Fields.TryGetValue(name, out var edit);
            Fields[name] = edit || row.Flag("PermissionsEdit");
            if (row.Flag("PermissionsRead"))
            {
                FieldReads.Add(name);
            }
        }

        foreach (var row in store.Rows("SetupEntityAccess", "ParentId", set.Id))
        {
            SetupEntities.Add(row.Text("SetupEntityId")!);
        }

        foreach (var row in store.Rows(SideTables.RecordTypeAccess, "ParentId", set.Id))
        {
            if (row.Flag("Visible"))
            {
                RecordTypes.Add(row.Text("RecordTypeId")!);
            }

            if (row.Flag("Default"))
            {
                DefaultRecordTypes.Add(row.Text("RecordTypeId")!);
            }
        }
    }
}
