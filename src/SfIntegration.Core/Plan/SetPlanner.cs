using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Scope;

namespace SfIntegration.Plan;

/// <summary>The part of the plan about one generated permission set and what it holds.</summary>
internal static class SetPlanner
{
    public static void Plan(AccessScope scope, DesiredSet set, PlannedUser user, PlanInput input, PlanOptions options, PlanBuilder builder)
    {
        var existing = input.Snapshot.Containers.FirstOrDefault(c =>
            c.Kind == ContainerKind.PermissionSet && string.Equals(c.Name, set.Name, StringComparison.OrdinalIgnoreCase));
        if (existing is not null && !SetOwnership.MayTake(scope, set, existing, user, input, options, builder))
        {
            return;
        }

        var license = SetLicense.For(scope, set, input.Snapshot, builder);
        if (existing is not null && existing.LicenseId != license?.Id)
        {
            builder.Stop("SetWrongLicense", set.Name,
                $"The permission set exists bound to {SetLicense.Words(existing.LicenseId, input.Snapshot)}; it must be bound to {(license is null ? "no licence" : license.Label)}, and a set's licence can only be chosen when it is created.",
                $"Remove it (Remove-SfPermissionSet {set.Name}) and run again, or give the integration another permissionSet name.", set.Source);
            return;
        }

        PlanHeader(set, existing, license, builder);
        var parent = existing?.Id is { } id ? (object)id : new IdRef("PermissionSet", set.Name);
        ObjectRowPlanner.Plan(set, existing, parent, builder);
        FieldRowPlanner.Plan(set, existing, parent, builder);
        SetupEntityPlanner.Plan(set, existing, parent, input, builder);
    }

    private static void PlanHeader(DesiredSet set, Container? existing, PermissionSetLicenseFacts? license, PlanBuilder builder)
    {
        var held = new HashSet<string>(existing?.SystemPermissions ?? Array.Empty<string>(), StringComparer.OrdinalIgnoreCase);
        var wanted = new HashSet<string>(set.SystemPermissions.Select(p => p.Name), StringComparer.OrdinalIgnoreCase);
        var changes = new List<AccessChange>();
        var values = new Dictionary<string, object?>();
        var before = new Dictionary<string, object?>();

        if (existing is null)
        {
            values["Name"] = set.Name;
            if (license is not null)
            {
                values["LicenseId"] = license.Id;
            }

            changes.Add(new AccessChange
            {
                Kind = ChangeKind.CreatePermissionSet,
                Target = set.Name,
                Container = set.Name,
                After = license is null ? "no licence" : license.Label,
                Reason = $"Holds the access of integration '{set.Integration.Name}'.",
                Source = set.Source?.ToString(),
            });
        }

        void Header(string column, string? now, string wantedText)
        {
            if (existing is null)
            {
                values[column] = wantedText;
            }
            else if (!string.Equals(now, wantedText, StringComparison.Ordinal))
            {
                values[column] = wantedText;
                before[column] = now;
                changes.Add(new AccessChange
                {
                    Kind = ChangeKind.UpdatePermissionSet,
                    Target = $"{set.Name} {column}",
                    Container = set.Name,
                    Before = now ?? "",
                    After = wantedText,
                    Reason = "Carries purpose, owner, ticket and the mark of this scope.",
                    Source = set.Source?.ToString(),
                });
            }
        }

        Header("Label", existing?.Label, set.Label);
        Header("Description", existing?.Description, set.Description);
        foreach (var permission in set.SystemPermissions.Where(p => !held.Contains(p.Name)))
        {
            values["Permissions" + permission.Name] = true;
            before["Permissions" + permission.Name] = false;
            changes.Add(new AccessChange
            {
                Kind = ChangeKind.GrantSystemPermission,
                Target = permission.Name,
                Container = set.Name,
                After = "on",
                Reason = ReasonOf(set, permission.Name),
                Source = permission.Source.ToString(),
                Risk = RiskGrade.OfPermission(permission.Name),
            });
        }

        foreach (var name in held.Where(n => !wanted.Contains(n)).OrderBy(n => n, StringComparer.Ordinal))
        {
            values["Permissions" + name] = false;
            before["Permissions" + name] = true;
            changes.Add(new AccessChange
            {
                Kind = ChangeKind.RevokeSystemPermission,
                Target = name,
                Container = set.Name,
                Before = "on",
                Reason = "The scope does not name it.",
                Risk = ChangeRisk.Medium,
            });
        }

        if (changes.Count > 0)
        {
            builder.Add(new Write
            {
                Stage = WriteStage.PermissionSet,
                Operation = existing is null ? WriteOperation.Create : WriteOperation.Update,
                SobjectType = "PermissionSet",
                RecordId = existing?.Id,
                Values = values,
                Before = existing is null ? new Dictionary<string, object?>() : before,
                Key = new NaturalKey(("Name", set.Name)),
                Changes = changes,
            });
        }
    }

    private static string ReasonOf(DesiredSet set, string permission) =>
        set.Integration.SystemPermissions.FirstOrDefault(p => string.Equals(p.Name, permission, StringComparison.OrdinalIgnoreCase))?.Reason
        ?? "The scope names it.";
}
