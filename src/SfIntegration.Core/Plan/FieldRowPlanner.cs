using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;

namespace SfIntegration.Plan;

/// <summary>The FieldPermissions rows of one set: one per field, created, changed or deleted.</summary>
internal static class FieldRowPlanner
{
    public static void Plan(SetContents set, Container? existing, object parent, PlanBuilder builder)
    {
        var rows = (existing?.Fields ?? Array.Empty<FieldGrant>()).ToDictionary(f => Name(f.SobjectType, f.Field), StringComparer.OrdinalIgnoreCase);
        foreach (var wanted in set.Fields)
        {
            var name = Name(wanted.SobjectType, wanted.Field);
            rows.TryGetValue(name, out var row);
            rows.Remove(name);
            var now = Normal(row?.Access ?? FieldAccess.None);
            var then = Normal(wanted.Access);
            if (now == then)
            {
                continue;
            }

            builder.Add(new Write
            {
                Stage = WriteStage.Fields,
                Operation = row is null ? WriteOperation.Create : WriteOperation.Update,
                SobjectType = "FieldPermissions",
                RecordId = row?.RowId,
                Values = row is null ? Row(parent, wanted.SobjectType, name, then) : PermissionColumns.Values(then),
                Before = row is null ? new Dictionary<string, object?>() : PermissionColumns.Values(now),
                Key = Key(parent, name),
                Changes = new[]
                {
                    new AccessChange
                    {
                        Kind = then < now ? ChangeKind.RevokeField : ChangeKind.GrantField,
                        Target = name,
                        Container = set.Name,
                        Before = PermissionColumns.Words(now),
                        After = PermissionColumns.Words(then),
                        Reason = row is null ? set.Words.Wanted : set.Words.Different,
                        Source = wanted.Source?.ToString(),
                        Risk = RiskGrade.OfField(then),
                    },
                },
            });
        }

        foreach (var row in rows.Values.OrderBy(r => Name(r.SobjectType, r.Field), StringComparer.Ordinal))
        {
            var name = Name(row.SobjectType, row.Field);
            builder.Add(new Write
            {
                Stage = WriteStage.RevokeFields,
                Operation = WriteOperation.Delete,
                SobjectType = "FieldPermissions",
                RecordId = row.RowId,
                Before = Row(parent, row.SobjectType, name, Normal(row.Access)),
                Key = Key(parent, name),
                Changes = new[]
                {
                    new AccessChange
                    {
                        Kind = ChangeKind.RevokeField,
                        Target = name,
                        Container = set.Name,
                        Before = PermissionColumns.Words(row.Access),
                        Reason = set.Words.NotWanted,
                        Risk = ChangeRisk.Medium,
                    },
                },
            });
        }
    }

    private static FieldAccess Normal(FieldAccess access) => (access & FieldAccess.Edit) != 0 ? FieldAccess.Read | FieldAccess.Edit : access;

    private static string Name(string sobjectType, string field) => sobjectType + "." + field;

    private static Dictionary<string, object?> Row(object parent, string sobjectType, string name, FieldAccess access)
    {
        var values = PermissionColumns.Values(access);
        values["ParentId"] = parent;
        values["SobjectType"] = sobjectType;
        values["Field"] = name;
        return values;
    }

    private static NaturalKey Key(object parent, string name) => new(("ParentId", parent), ("Field", name));
}
