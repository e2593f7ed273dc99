using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;

namespace SfIntegration.Plan;

/// <summary>The SetupEntityAccess rows of one set: Apex classes, custom permissions, and the pre-authorisation of an existing app.</summary>
internal static class SetupEntityPlanner
{
    private static readonly string[] s_managed = { "ApexClass", "CustomPermission", "ConnectedApplication", "ExternalClientApplication" };

    public static void Plan(DesiredSet set, Container? existing, object parent, PlanInput input, PlanBuilder builder)
    {
        var rows = (existing?.SetupEntities ?? Array.Empty<SetupEntityGrant>()).ToDictionary(e => e.EntityId, StringComparer.Ordinal);
        foreach (var (type, name, id, source) in Wanted(set, input, builder))
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
                        Reason = type is "ConnectedApplication" or "ExternalClientApplication" ? "Pre-authorises the identity for its app." : "The scope names it.",
                        Source = source,
                    },
                },
            });
        }

        foreach (var row in rows.Values.Where(r => s_managed.Contains(r.EntityType)).OrderBy(r => r.EntityId, StringComparer.Ordinal))
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
                        Reason = "The scope does not name it.",
                        Risk = ChangeRisk.Medium,
                    },
                },
            });
        }
    }

    private static IEnumerable<(string Type, string Name, string Id, string? Source)> Wanted(DesiredSet set, PlanInput input, PlanBuilder builder)
    {
        foreach (var item in set.ApexClasses)
        {
            if (Find(input.Names.ApexClasses, item, "Apex class", builder) is { } id)
            {
                yield return ("ApexClass", item.Name, id, item.Source.ToString());
            }
        }

        foreach (var item in set.CustomPermissions)
        {
            if (Find(input.Names.CustomPermissions, item, "custom permission", builder) is { } id)
            {
                yield return ("CustomPermission", item.Name, id, item.Source.ToString());
            }
        }

        if (set.App is { } wanted && input.Names.Apps?.FirstOrDefault(a => string.Equals(a.Name, wanted.Name, StringComparison.OrdinalIgnoreCase)) is { } app)
        {
            yield return (app.Kind, app.Name, app.Id, wanted.Source.ToString());
        }
    }

    private static string? Find(IReadOnlyDictionary<string, string> known, DesiredName item, string what, PlanBuilder builder)
    {
        if (known.TryGetValue(item.Name, out var id))
        {
            return id;
        }

        builder.Stop("UnknownSetupEntity", item.Name, $"This org has no {what} '{item.Name}'.", "Correct the name, or deploy it first.", item.Source);
        return null;
    }

    private static NaturalKey Key(object parent, string id) => new(("ParentId", parent), ("SetupEntityId", id));
}
