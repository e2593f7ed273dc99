using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Rules;

/// <summary>
/// Permission set groups: each owns one aggregated permission set, which holds what its sets grant less what its muting set mutes
/// (that muting is already taken off there is inferred from OR:permissionsetgroup).
/// </summary>
internal sealed class GroupWork
{
    private static readonly ObjectRights[] s_rights =
        ((ObjectRights[])Enum.GetValues(typeof(ObjectRights))).Where(r => r != ObjectRights.None).ToArray();

    private readonly OrgEngine _engine;

    public GroupWork(OrgEngine engine) => _engine = engine;

    private OrgStore Store => _engine.Store;

    /// <summary>Marks the groups that hold this container as outdated.</summary>
    public void Touch(string containerId)
    {
        foreach (var component in Store.Rows("PermissionSetGroupComponent", "PermissionSetId", containerId).ToList())
        {
            SetStatus(Store.Find("PermissionSetGroup", component.Text("PermissionSetGroupId")), "Outdated");
        }
    }

    /// <summary>Marks one group as outdated.</summary>
    public void TouchGroup(string? groupId) => SetStatus(Store.Find("PermissionSetGroup", groupId), "Outdated");

    /// <summary>Works out every outdated group.</summary>
    public void Recalculate()
    {
        foreach (var group in Store.Rows("PermissionSetGroup").Where(g => g.Text("Status") != "Updated").ToList())
        {
            if (AggregatedSet(Store, group.Id) is { } set)
            {
                Recalculate(group.Id, set);
                SetStatus(group, "Updated");
            }
        }
    }

    /// <summary>The permission set that a group owns.</summary>
    public static Row? AggregatedSet(OrgStore store, string? groupId) =>
        store.Rows("PermissionSet", "PermissionSetGroupId", groupId).FirstOrDefault();

    private static void SetStatus(OrgStore store, Row? group, string status)
    {
        if (group is not null && group.Text("Status") != status)
        {
            var changed = group.Clone();
            changed["Status"] = status;
            store.Put(changed);
        }
    }

    private void SetStatus(Row? group, string status) => SetStatus(Store, group, status);

    private void Recalculate(string groupId, Row set)
    {
        var granted = new Grants();
        var muted = new Grants();
        foreach (var component in Store.Rows("PermissionSetGroupComponent", "PermissionSetGroupId", groupId).ToList())
        {
            var id = component.Text("PermissionSetId");
            if (Store.Find("PermissionSet", id) is { } part)
            {
                granted.Add(Store, part);
            }
            else if (Store.Find("MutingPermissionSet", id) is { } muting)
            {
                muted.Add(Store, muting);
            }
        }

        PutSystemPermissions(set, granted, muted);
        PutObjects(set.Id, granted, muted);
        PutFields(set.Id, granted, muted);
        PutSetupEntities(set.Id, granted, muted);
        PutRecordTypes(set.Id, granted, muted);
    }

    private void PutSystemPermissions(Row set, Grants granted, Grants muted)
    {
        var changed = set.Clone();
        foreach (var name in SystemPermissions.All(_engine.Schema))
        {
            changed[SystemPermissions.Prefix + name] = granted.Permissions.Contains(name) && !muted.Permissions.Contains(name);
        }

        Store.Put(changed);
    }

    private void PutObjects(string setId, Grants granted, Grants muted)
    {
        var wanted = new Dictionary<string, Action<Row>>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in granted.Objects)
        {
            muted.Objects.TryGetValue(pair.Key, out var off);
            var rights = ObjectDependencies.WithoutBroken(pair.Value & ~off);
            if (rights != ObjectRights.None)
            {
                wanted[pair.Key] = row =>
                {
                    row["SobjectType"] = pair.Key;
                    foreach (var right in s_rights)
                    {
                        row["Permissions" + right] = (rights & right) != 0;
                    }
                };
            }
        }

        Replace("ObjectPermissions", "SobjectType", setId, wanted);
    }

    private void PutFields(string setId, Grants granted, Grants muted)
    {
        var wanted = new Dictionary<string, Action<Row>>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in granted.Fields)
        {
            // A muting row mutes read (and with it edit); one that carries edit alone mutes edit.
            var readMuted = false;
            var editMuted = false;
            if (muted.Fields.TryGetValue(pair.Key, out var mutesEdit))
            {
                editMuted = mutesEdit;
                readMuted = muted.FieldReads.Contains(pair.Key);
            }

            if (!readMuted)
            {
                wanted[pair.Key] = row =>
                {
                    row["SobjectType"] = pair.Key.Substring(0, pair.Key.IndexOf('.'));
                    row["Field"] = pair.Key;
                    row["PermissionsRead"] = true;
                    row["PermissionsEdit"] = pair.Value && !editMuted;
                };
            }
        }

        Replace("FieldPermissions", "Field", setId, wanted);
    }

    private void PutSetupEntities(string setId, Grants granted, Grants muted)
    {
        var wanted = granted.SetupEntities.Where(id => !muted.SetupEntities.Contains(id)).ToDictionary<string, string, Action<Row>>(
            id => id,
            id => row =>
            {
                row["SetupEntityId"] = id;
                row["SetupEntityType"] = SetupEntityTypes.Of(id);
            },
            StringComparer.Ordinal);
        Replace("SetupEntityAccess", "SetupEntityId", setId, wanted);
    }

    // That record types add up and are muted as the rest does is inferred: muting sets have the same elements (facts §5.2).
    private void PutRecordTypes(string setId, Grants granted, Grants muted)
    {
        foreach (var id in granted.RecordTypes.Concat(RecordTypes.Access(Store, setId).Keys).Distinct().ToList())
        {
            RecordTypes.Put(Store, setId, id, granted.RecordTypes.Contains(id) && !muted.RecordTypes.Contains(id));
        }
    }

    // Rows that stay keep their ids.
    private void Replace(string type, string key, string setId, Dictionary<string, Action<Row>> wanted)
    {
        foreach (var row in Store.Rows(type, "ParentId", setId).ToList())
        {
            if (wanted.TryGetValue(row.Text(key)!, out var fill))
            {
                var changed = row.Clone();
                fill(changed);
                Store.Put(changed);
                wanted.Remove(row.Text(key)!);
            }
            else
            {
                Store.Remove(row);
            }
        }

        foreach (var fill in wanted.Values)
        {
            var row = _engine.Create(type, Store.Find("PermissionSet", setId)?.Text("CreatedById") ?? "", ("ParentId", setId));
            var changed = row.Clone();
            fill(changed);
            Store.Put(changed);
        }
    }
}
