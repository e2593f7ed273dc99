using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Scope;

namespace SfIntegration.Plan;

/// <summary>The part of the plan about who holds what: licences, generated sets, sets held as they are, and what is held beside them.</summary>
internal static class AssignmentPlanner
{
    public static void Plan(AccessScope scope, DesiredAccess desired, PlannedUser user, PlanInput input, PlanOptions options, PlanBuilder builder)
    {
        var assignee = user.Existing?.UserId is { } id ? (object)id : new IdRef("User", scope.Identity.Username);
        var held = input.Snapshot.Assignments.Where(a => a.AssigneeId == user.Existing?.UserId).ToList();
        var named = new HashSet<string>(StringComparer.Ordinal);

        PlanLicenses(scope, user, assignee, input, builder);
        foreach (var set in desired.Sets.Where(s => !s.IsEmpty))
        {
            var existing = ByName(input.Snapshot, set.Name);
            named.Add(existing?.Id ?? "");
            Assign(scope, set.Name, existing?.Id is { } setId ? setId : new IdRef("PermissionSet", set.Name), null, set.Expires, set.Source, assignee,
                held.FirstOrDefault(a => a.PermissionSetId == existing?.Id && a.GroupId is null), builder);
        }

        foreach (var set in desired.Sets)
        {
            foreach (var use in set.Integration.UsePermissionSets)
            {
                PlanUsed(scope, set, use, assignee, held, named, input, builder);
            }
        }

        PlanUnscoped(scope, held, named, input, options, builder);
    }

    /// <summary>Further licences that the scope names. The one that generated sets need comes with their assignment (facts §2.2).</summary>
    private static void PlanLicenses(AccessScope scope, PlannedUser user, object assignee, PlanInput input, PlanBuilder builder)
    {
        var held = new HashSet<string>(input.Snapshot.LicenseAssignments.Where(l => l.AssigneeId == user.Existing?.UserId).Select(l => l.PermissionSetLicenseId));
        foreach (var integration in scope.Integrations)
        {
            foreach (var name in integration.PermissionSetLicenses)
            {
                var license = input.Snapshot.PermissionSetLicenses.FirstOrDefault(l =>
                    string.Equals(l.DeveloperName, name, StringComparison.OrdinalIgnoreCase) || string.Equals(l.Label, name, StringComparison.OrdinalIgnoreCase));
                if (license is null)
                {
                    builder.Stop("UnknownPermissionSetLicense", name, $"This org has no permission set licence '{name}'.", "Get-SfLicense lists them.", integration.Source);
                }
                else if (held.Add(license.Id))
                {
                    builder.Add(new Write
                    {
                        Stage = WriteStage.PermissionSetLicense,
                        Operation = WriteOperation.Create,
                        SobjectType = "PermissionSetLicenseAssign",
                        Values = new Dictionary<string, object?> { ["AssigneeId"] = assignee, ["PermissionSetLicenseId"] = license.Id },
                        Key = new NaturalKey(("AssigneeId", assignee), ("PermissionSetLicenseId", license.Id)),
                        Changes = new[]
                        {
                            new AccessChange
                            {
                                Kind = ChangeKind.AssignPermissionSetLicense,
                                Target = license.Label,
                                After = "assigned",
                                Reason = "The scope names it.",
                                Source = integration.Source?.ToString(),
                            },
                        },
                    });
                }
            }
        }
    }

    private static void PlanUsed(AccessScope scope, DesiredSet set, string use, object assignee, List<AccessAssignment> held, HashSet<string> named, PlanInput input, PlanBuilder builder)
    {
        var group = input.Snapshot.Groups.FirstOrDefault(g => string.Equals(g.Name, use, StringComparison.OrdinalIgnoreCase));
        var existing = group is null ? ByName(input.Snapshot, use) : null;
        if (group is null && existing is null)
        {
            builder.Stop("UnknownPermissionSet", use, $"This org has no permission set or group '{use}'.", "Get-SfPermissionSet lists them.", set.Source);
            return;
        }

        if (existing is not null && input.Snapshot.UserLicenses.FirstOrDefault(l => l.Id == existing.LicenseId) is { } bound
            && !string.Equals(bound.Name, scope.Identity.License, StringComparison.OrdinalIgnoreCase))
        {
            builder.Stop("SetWrongLicense", use,
                $"The permission set is bound to licence '{bound.Name}'; a user with licence '{scope.Identity.License}' cannot hold it (the commonest failure there is).",
                $"Draft its access into this scope instead (New-SfAccessScope -PermissionSet {use}), so that a set of the right licence is generated.", set.Source);
            return;
        }

        var key = group?.Id ?? existing!.Id;
        if (!named.Add(key))
        {
            return;
        }

        var current = held.FirstOrDefault(a => group is null ? a.PermissionSetId == key && a.GroupId is null : a.GroupId == key);
        Assign(scope, use, group is null ? key : null, group?.Id, set.Expires, set.Source, assignee, current, builder);
    }

    private static void Assign(AccessScope scope, string name, object? setId, string? groupId, DateTime? expires, SourceLine? source, object assignee, AccessAssignment? current, PlanBuilder builder)
    {
        var target = groupId is null ? "PermissionSetId" : "PermissionSetGroupId";
        var key = new NaturalKey(("AssigneeId", assignee), (target, groupId ?? setId!));
        if (current is null)
        {
            var values = new Dictionary<string, object?> { ["AssigneeId"] = assignee, [target] = groupId ?? setId };
            if (expires is not null)
            {
                values["ExpirationDate"] = expires;
            }

            builder.Add(new Write
            {
                Stage = WriteStage.Assignments,
                Operation = WriteOperation.Create,
                SobjectType = "PermissionSetAssignment",
                Values = values,
                Key = key,
                Changes = new[] { Change(ChangeKind.Assign, "", expires is null ? "held" : "held until " + Day(expires), "The scope names it.") },
            });
        }
        else if (!SameMoment(current.ExpirationDate, expires))
        {
            builder.Add(new Write
            {
                Stage = WriteStage.Assignments,
                Operation = WriteOperation.Update,
                SobjectType = "PermissionSetAssignment",
                RecordId = current.Id,
                Values = new Dictionary<string, object?> { ["ExpirationDate"] = expires },
                Before = new Dictionary<string, object?> { ["ExpirationDate"] = current.ExpirationDate },
                Key = key,
                Changes = new[] { Change(ChangeKind.ChangeExpiry, "until " + Day(current.ExpirationDate), "until " + Day(expires), "The scope says otherwise.") },
            });
        }

        AccessChange Change(ChangeKind kind, string before, string after, string reason) => new()
        {
            Kind = kind,
            Target = name,
            Before = before,
            After = after,
            Reason = reason,
            Source = source?.ToString(),
        };
    }

    private static void PlanUnscoped(AccessScope scope, List<AccessAssignment> held, HashSet<string> named, PlanInput input, PlanOptions options, PlanBuilder builder)
    {
        foreach (var assignment in held)
        {
            var container = input.Snapshot.Container(assignment.PermissionSetId);
            var group = input.Snapshot.Groups.FirstOrDefault(g => g.Id == assignment.GroupId);
            if (container?.Kind == ContainerKind.Profile || named.Contains(assignment.GroupId ?? assignment.PermissionSetId))
            {
                continue;
            }

            var name = group?.Name ?? container?.Name ?? assignment.PermissionSetId;
            var ours = ScopeMarker.IsOfScope(container?.Description, scope.Name);
            if (!ours)
            {
                builder.Unscoped.Add(name);
            }

            if (ours || options.RemoveUnscoped)
            {
                builder.Add(new Write
                {
                    Stage = WriteStage.Unassign,
                    Operation = WriteOperation.Delete,
                    SobjectType = "PermissionSetAssignment",
                    RecordId = assignment.Id,
                    Before = new Dictionary<string, object?>
                    {
                        ["AssigneeId"] = assignment.AssigneeId,
                        [group is null ? "PermissionSetId" : "PermissionSetGroupId"] = group?.Id ?? assignment.PermissionSetId,
                        ["ExpirationDate"] = assignment.ExpirationDate,
                    },
                    Key = new NaturalKey(("AssigneeId", assignment.AssigneeId), (group is null ? "PermissionSetId" : "PermissionSetGroupId", group?.Id ?? assignment.PermissionSetId)),
                    Changes = new[]
                    {
                        new AccessChange
                        {
                            Kind = ChangeKind.Unassign,
                            Target = name,
                            Before = "held",
                            Reason = ours ? "It belongs to an integration that the scope no longer has." : "The scope does not name it (-RemoveUnscoped).",
                            Risk = ChangeRisk.Medium,
                        },
                    },
                });
            }
        }

        if (builder.Unscoped.Count > 0 && !options.RemoveUnscoped)
        {
            builder.Warn("Unscoped", scope.Identity.Username,
                $"The identity also holds {string.Join(", ", builder.Unscoped)}, which the scope does not name.",
                "Add it under usePermissionSets, or use -RemoveUnscoped to take it away.");
        }
    }

    private static Container? ByName(AccessSnapshot snapshot, string name) => snapshot.Containers.FirstOrDefault(c =>
        c.Kind == ContainerKind.PermissionSet && string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase));

    private static bool SameMoment(DateTime? a, DateTime? b) =>
        a is null || b is null ? a is null && b is null : Math.Abs((a.Value - b.Value).TotalSeconds) < 1;

    private static string Day(DateTime? moment) => moment?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "no end";
}
