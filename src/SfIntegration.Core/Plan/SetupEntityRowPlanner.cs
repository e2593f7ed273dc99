using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;

namespace SfIntegration.Plan;

/// <summary>The SetupEntityAccess rows of one set: created and deleted, never changed (OR:setupentityaccess).</summary>
internal static class SetupEntityRowPlanner
{
    /// <param name="set">The set.</param>
    /// <param name="existing">The set as it is, or null.</param>
    /// <param name="parent">Its id, or the reference to it.</param>
    /// <param name="wanted">What it shall open.</param>
    /// <param name="managed">The types of which everything that is not wanted goes; rows of others are left alone.</param>
    /// <param name="builder">Where the writes go.</param>
    public static void Plan(SetContents set, Container? existing, object parent, IEnumerable<DesiredEntity> wanted, IReadOnlyCollection<string> managed, PlanBuilder builder)
    {
        var rows = (existing?.SetupEntities ?? Array.Empty<SetupEntityGrant>()).ToDictionary(e => e.EntityId, StringComparer.Ordinal);
        foreach (var (type, name, id, source) in wanted)
        {
            if (rows.Remove(id))
            {
                continue;
            }

            builder.Add(new Write
            {
                Stage = WriteStage.SetupEntities,
                Operation = WriteOperation.Create,
                SobjectType = "SetupEntityAccess",
                Values = new Dictionary<string, object?> { ["ParentId"] = parent, ["SetupEntityId"] = id },
                Key = Key(parent, id),
                Changes = new[]
                {
                    new AccessChange
                    {
                        Kind = ChangeKind.GrantSetupEntity,
                        Target = name,
                        Container = set.Name,
                        After = type,
                        Reason = type is "ConnectedApplication" or "ExternalClientApplication" ? set.Words.WantedApp : set.Words.Wanted,
                        Source = source?.ToString(),
                    },
                },
            });
        }

        foreach (var row in rows.Values.Where(r => managed.Contains(r.EntityType)).OrderBy(r => r.EntityId, StringComparer.Ordinal))
        {
            builder.Add(new Write
            {
                Stage = WriteStage.RevokeSetupEntities,
                Operation = WriteOperation.Delete,
                SobjectType = "SetupEntityAccess",
                RecordId = row.RowId,
                Before = new Dictionary<string, object?> { ["ParentId"] = parent, ["SetupEntityId"] = row.EntityId },
                Key = Key(parent, row.EntityId),
                Changes = new[]
                {
                    new AccessChange
                    {
                        Kind = ChangeKind.RevokeSetupEntity,
                        Target = row.Name ?? row.EntityId,
                        Container = set.Name,
                        Before = row.EntityType,
                        Reason = set.Words.NotWanted,
                        Risk = ChangeRisk.Medium,
                    },
                },
            });
        }
    }

    private static NaturalKey Key(object parent, string id) => new(("ParentId", parent), ("SetupEntityId", id));
}
