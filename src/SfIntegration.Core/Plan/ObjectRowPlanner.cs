using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Scope;

namespace SfIntegration.Plan;

/// <summary>The ObjectPermissions rows of one set: one per object, created, changed or deleted.</summary>
internal static class ObjectRowPlanner
{
    public static void Plan(SetContents set, Container? existing, object parent, PlanBuilder builder)
    {
        var rows = (existing?.Objects ?? Array.Empty<ObjectGrant>()).ToDictionary(o => o.SobjectType, StringComparer.OrdinalIgnoreCase);
        foreach (var wanted in set.Objects)
        {
            rows.TryGetValue(wanted.SobjectType, out var row);
            rows.Remove(wanted.SobjectType);
            if (row is null || row.Access != wanted.Access)
            {
                builder.Add(Change(set, wanted, row, parent));
            }
        }

        foreach (var row in rows.Values.OrderBy(r => r.SobjectType, StringComparer.Ordinal))
        {
            builder.Add(new Write
            {
                Stage = WriteStage.RevokeObjects,
                Operation = WriteOperation.Delete,
                SobjectType = "ObjectPermissions",
                RecordId = row.RowId,
                Before = Row(parent, row.SobjectType, row.Access),
                Key = Key(parent, row.SobjectType),
                Changes = new[]
                {
                    new AccessChange
                    {
                        Kind = ChangeKind.RevokeObject,
                        Target = row.SobjectType,
                        Container = set.Name,
                        Before = PermissionColumns.Words(row.Access),
                        Reason = set.Words.NotWanted,
                        Risk = ChangeRisk.Medium,
                    },
                },
            });
        }
    }

    private static Write Change(SetContents set, DesiredObject wanted, ObjectGrant? row, object parent)
    {
        var narrows = row is not null && (row.Access & ~wanted.Access) != 0;
        return new Write
        {
            // A narrowed row must not be narrowed before what depends on it is gone; flags travel together, so one row is one write.
            Stage = WriteStage.Objects,
            Operation = row is null ? WriteOperation.Create : WriteOperation.Update,
            SobjectType = "ObjectPermissions",
            RecordId = row?.RowId,
            Values = row is null ? Row(parent, wanted.SobjectType, wanted.Access) : PermissionColumns.Values(wanted.Access),
            Before = row is null ? new Dictionary<string, object?>() : PermissionColumns.Values(row.Access),
            Key = Key(parent, wanted.SobjectType),
            Changes = new[]
            {
                new AccessChange
                {
                    Kind = narrows && (wanted.Access & ~row!.Access) == 0 ? ChangeKind.RevokeObject : ChangeKind.GrantObject,
                    Target = wanted.SobjectType,
                    Container = set.Name,
                    Before = row is null ? "" : PermissionColumns.Words(row.Access),
                    After = PermissionColumns.Words(wanted.Access),
                    Reason = row is null ? set.Words.Wanted : set.Words.Different,
                    Source = wanted.Source?.ToString(),
                    Risk = RiskGrade.OfObject(wanted.Access & ~(row?.Access ?? ObjectAccess.None)),
                },
            },
        };
    }

    private static Dictionary<string, object?> Row(object parent, string sobjectType, ObjectAccess access)
    {
        var values = PermissionColumns.Values(access);
        values["ParentId"] = parent;
        values["SobjectType"] = sobjectType;
        return values;
    }

    private static NaturalKey Key(object parent, string sobjectType) => new(("ParentId", parent), ("SobjectType", sobjectType));
}
