using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;

namespace SfIntegration.Plan;

/// <summary>The PermissionSet row itself: name, label, description, licence, and the system permissions, which are columns of it.</summary>
internal static class SetHeaderPlanner
{
    public static void Plan(SetContents set, Container? existing, (string Id, string Label)? license, PlanBuilder builder)
    {
        var row = new HeaderRow(set, existing);
        if (existing is null)
        {
            row.Values["Name"] = set.Name;
            if (license is { } bound)
            {
                row.Values["LicenseId"] = bound.Id;
            }

            row.Changes.Add(new AccessChange
            {
                Kind = ChangeKind.CreatePermissionSet,
                Target = set.Name,
                Container = set.Name,
                After = license?.Label ?? "no licence",
                Reason = set.Words.Created,
                Source = set.Source?.ToString(),
            });
        }

        row.Text("Label", existing?.Label, set.Label);
        row.Text("Description", existing?.Description ?? "", set.Description);
        row.Activation(existing?.HasActivationRequired ?? false);
        var permissions = set.TakesPermissionsOneByOne ? new HeaderRow(set, existing) : row;
        permissions.SystemPermissions();
        if (row.Changes.Count > 0)
        {
            builder.Add(row.ToWrite(WriteStage.PermissionSet, existing is null ? WriteOperation.Create : WriteOperation.Update));
        }

        if (permissions != row && permissions.Changes.Count > 0)
        {
            builder.Add(permissions.ToWrite(WriteStage.SystemPermissions, WriteOperation.Update));
        }
    }

    /// <summary>The row while its columns come together.</summary>
    private sealed class HeaderRow
    {
        private readonly SetContents _set;
        private readonly Container? _existing;

        public HeaderRow(SetContents set, Container? existing)
        {
            _set = set;
            _existing = existing;
        }

        public List<AccessChange> Changes { get; } = new();

        public Dictionary<string, object?> Values { get; } = new();

        public Dictionary<string, object?> Before { get; } = new();

        public Write ToWrite(WriteStage stage, WriteOperation operation) => new()
        {
            Stage = stage,
            Operation = operation,
            SobjectType = "PermissionSet",
            RecordId = _existing?.Id,
            RecordRef = _existing is null && operation == WriteOperation.Update ? new IdRef("PermissionSet", _set.Name) : null,
            Values = Values,
            Before = operation == WriteOperation.Create ? new Dictionary<string, object?>() : Before,
            Key = new NaturalKey(("Name", _set.Name)),
            Changes = Changes,
        };

        public void Text(string column, string? now, string wanted)
        {
            if (_existing is null)
            {
                Values[column] = wanted;
            }
            else if (!string.Equals(now, wanted, StringComparison.Ordinal))
            {
                Change(column, now, wanted, now ?? "", wanted);
            }
        }

        public void Activation(bool now)
        {
            if (_set.HasActivationRequired is not { } wanted || wanted == now)
            {
                return;
            }

            if (_existing is null)
            {
                Values["HasActivationRequired"] = wanted;
            }
            else
            {
                Change("HasActivationRequired", now, wanted, now ? "yes" : "no", wanted ? "yes" : "no");
            }
        }

        public void SystemPermissions()
        {
            var held = new HashSet<string>(_existing?.SystemPermissions ?? Array.Empty<string>(), StringComparer.OrdinalIgnoreCase);
            var wanted = new HashSet<string>(_set.SystemPermissions.Select(p => p.Name), StringComparer.OrdinalIgnoreCase);
            foreach (var permission in _set.SystemPermissions.Where(p => !held.Contains(p.Name)))
            {
                Permission(permission.Name, true, new AccessChange
                {
                    Kind = ChangeKind.GrantSystemPermission,
                    Target = permission.Name,
                    Container = _set.Name,
                    After = "on",
                    Reason = _set.Words.OfPermission(permission.Name) ?? _set.Words.Wanted,
                    Source = permission.Source?.ToString(),
                    Risk = RiskGrade.OfPermission(permission.Name),
                });
            }

            foreach (var name in held.Where(n => !wanted.Contains(n)).OrderBy(n => n, StringComparer.Ordinal))
            {
                Permission(name, false, new AccessChange
                {
                    Kind = ChangeKind.RevokeSystemPermission,
                    Target = name,
                    Container = _set.Name,
                    Before = "on",
                    Reason = _set.Words.NotWanted,
                    Risk = ChangeRisk.Medium,
                });
            }
        }

        private void Permission(string name, bool value, AccessChange change)
        {
            Values["Permissions" + name] = value;
            Before["Permissions" + name] = !value;
            Changes.Add(change);
        }

        private void Change(string column, object? now, object wanted, string before, string after)
        {
            Values[column] = wanted;
            Before[column] = now;
            Changes.Add(new AccessChange
            {
                Kind = ChangeKind.UpdatePermissionSet,
                Target = $"{_set.Name} {column}",
                Container = _set.Name,
                Before = before,
                After = after,
                Reason = _set.Words.Header,
                Source = _set.Source?.ToString(),
            });
        }
    }
}
