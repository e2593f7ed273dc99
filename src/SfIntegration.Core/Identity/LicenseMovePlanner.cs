using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Permission;
using SfIntegration.Plan;
using SfIntegration.Scope;

namespace SfIntegration.Identity;

/// <summary>What moving a user to another licence takes: what goes, what is taken off and given back, in three passes.</summary>
internal sealed class LicenseMovePlan
{
    public List<LicenseMoveLoss> Lost { get; } = new();

    /// <summary>Sets and groups it holds afterwards.</summary>
    public List<string> Kept { get; } = new();

    /// <summary>What it loses with a profile or a set: the scope that replaces it is drafted from these.</summary>
    public List<Container> LostContainers { get; } = new();

    /// <summary>First: what the new licence cannot hold, and what has to be off while the licence changes.</summary>
    public List<Write> TakeOff { get; } = new();

    /// <summary>Then: the profile, and with it the licence.</summary>
    public List<Write> Move { get; } = new();

    /// <summary>Last: the permission set licence, and what was only off for the move.</summary>
    public List<Write> GiveBack { get; } = new();

    public IEnumerable<Write> All => TakeOff.Concat(Move).Concat(GiveBack);
}

/// <summary>
/// Plans the move of a user to another licence (facts §2.2). A set bound to another user licence, or to a permission set licence that
/// is not for integrations, cannot be held. A set without a licence that opens standard objects can be, with the permission set licence
/// assigned first: it is taken off for the moment of the move. Pure.
/// </summary>
internal sealed class LicenseMovePlanner
{
    private readonly AccessSnapshot _snapshot;
    private readonly UserFacts _user;
    private readonly string _license;
    private readonly ISet<string> _integrationLicenses;
    private readonly DateTime _now;
    private readonly LicenseMovePlan _plan = new();

    private LicenseMovePlanner(AccessSnapshot snapshot, UserFacts user, string license, ISet<string> integrationLicenses, DateTime now)
    {
        _now = now;
        _snapshot = snapshot;
        _user = user;
        _license = license;
        _integrationLicenses = integrationLicenses;
    }

    /// <param name="snapshot">The user with all it holds.</param>
    /// <param name="user">The user.</param>
    /// <param name="target">The profile it is moved to.</param>
    /// <param name="targetContainer">What that profile grants, or null where it was not read.</param>
    /// <param name="integrationLicenses">Ids of permission set licences that an integration user can hold (IsAvailableForIntegrations).</param>
    /// <param name="now">The moment that decides what has expired, UTC.</param>
    public static LicenseMovePlan Plan(AccessSnapshot snapshot, UserFacts user, ProfileFacts target, Container? targetContainer, ISet<string> integrationLicenses, DateTime now)
    {
        var planner = new LicenseMovePlanner(snapshot, user, target.LicenseName, integrationLicenses, now);
        planner.Assignments();
        planner.SetLicenses();
        planner.Profile(target, targetContainer);
        return planner._plan;
    }

    private void Assignments()
    {
        foreach (var held in _snapshot.Assignments.Where(a => a.AssigneeId == _user.UserId && _snapshot.Container(a.PermissionSetId)?.Kind != ContainerKind.Profile))
        {
            var group = held.GroupId is null ? null : _snapshot.Groups.FirstOrDefault(g => g.Id == held.GroupId);
            var sets = group is null ? new[] { _snapshot.Container(held.PermissionSetId) } : group.ComponentIds.Select(_snapshot.Container).ToArray();
            var name = group?.Name ?? sets[0]?.Name ?? held.PermissionSetId;
            var kind = held.GroupId is null ? "permission set" : "permission set group";
            if (held.IsRevoked || !held.IsActive || held.ExpirationDate <= _now)
            {
                // It gives nothing any more: it is not drafted, and an end in the past may not be written again.
                Lose(held, kind, name, "It has expired or was revoked: it gives nothing any more.");
            }
            else if (sets.Any(s => s is null))
            {
                Lose(held, kind, name, "It could not be read whole, so whether it can be held is not known.");
            }
            else if (sets.Select(s => WhyNot(s!)).FirstOrDefault(w => w is not null) is { } why)
            {
                Lose(held, kind, name, why);
                _plan.LostContainers.AddRange(group is null ? sets.OfType<Container>() : new[] { GroupView.Of(group, _snapshot.Container(group.AggregateId ?? held.PermissionSetId), _snapshot.Container).Counted }.OfType<Container>());
            }
            else
            {
                _plan.Kept.Add(name);
                if (sets.Any(s => s!.LicenseId is null && OpensStandardObjects(s)))
                {
                    _plan.TakeOff.Add(Assignment(held, name, WriteStage.Unassign, WriteOperation.Delete, "Off while the licence changes."));
                    _plan.GiveBack.Add(Assignment(held, name, WriteStage.Assignments, WriteOperation.Create, "Given back after the move."));
                }
            }
        }

        if (_plan.GiveBack.Count > 0 && SetLicense.Integration(_snapshot) is { } license && !Holds(license.Id))
        {
            _plan.GiveBack.Insert(0, LicenseRow(null, license, WriteOperation.Create, "Opens standard objects to sets without a licence."));
        }
    }

    private void Lose(AccessAssignment held, string kind, string name, string why)
    {
        _plan.Lost.Add(new LicenseMoveLoss(kind, name, "", why));
        _plan.TakeOff.Add(Assignment(held, name, WriteStage.Unassign, WriteOperation.Delete, why));
    }

    private string? WhyNot(Container set)
    {
        if (set.LicenseId is null)
        {
            return null;
        }

        if (_snapshot.UserLicenses.FirstOrDefault(l => l.Id == set.LicenseId) is { } bound)
        {
            return string.Equals(bound.Name, _license, StringComparison.OrdinalIgnoreCase) ? null : $"{set.Name} is bound to the user licence '{bound.Name}'.";
        }

        return CanHold(set.LicenseId) ? null : $"{set.Name} is bound to the permission set licence '{LabelOf(set.LicenseId)}', which is not for integration users.";
    }

    private void SetLicenses()
    {
        foreach (var held in _snapshot.LicenseAssignments.Where(l => l.AssigneeId == _user.UserId && !CanHold(l.PermissionSetLicenseId)))
        {
            var license = _snapshot.PermissionSetLicenses.FirstOrDefault(l => l.Id == held.PermissionSetLicenseId);
            _plan.Lost.Add(new LicenseMoveLoss("permission set licence", license?.Label ?? held.PermissionSetLicenseId, "", "It is not for integration users."));
            _plan.TakeOff.Add(LicenseRow(held, license ?? new PermissionSetLicenseFacts(held.PermissionSetLicenseId, held.PermissionSetLicenseId, held.PermissionSetLicenseId, "", 0, 0, null), WriteOperation.Delete, "It is not for integration users."));
        }
    }

    private void Profile(ProfileFacts target, Container? targetContainer)
    {
        _plan.Move.Add(new Write
        {
            Stage = WriteStage.User,
            Operation = WriteOperation.Update,
            SobjectType = "User",
            RecordId = _user.UserId,
            Values = new Dictionary<string, object?> { ["ProfileId"] = target.Id },
            Before = new Dictionary<string, object?> { ["ProfileId"] = _user.ProfileId },
            Key = new NaturalKey(("Username", _user.Username)),
            Changes = new[]
            {
                new AccessChange
                {
                    Kind = ChangeKind.UpdateUser,
                    Target = $"{_user.Username} ProfileId",
                    Before = $"{_user.ProfileName} ({_user.LicenseName})",
                    After = $"{target.Name} ({target.LicenseName})",
                    Reason = "Moves the user to the licence.",
                    Risk = ChangeRisk.High,
                },
            },
        });
        if (_snapshot.Containers.FirstOrDefault(c => c.Kind == ContainerKind.Profile && c.OwnerId == _user.ProfileId) is { } now)
        {
            _plan.Lost.AddRange(LostWith(now, targetContainer));
            _plan.LostContainers.Add(now);
        }
    }

    /// <summary>What a profile grants and the other does not.</summary>
    private static IEnumerable<LicenseMoveLoss> LostWith(Container now, Container? then)
    {
        var why = $"Comes from the profile {now.Name}.";
        var objects = (then?.Objects ?? Array.Empty<ObjectGrant>()).ToDictionary(o => o.SobjectType, o => o.Access, StringComparer.OrdinalIgnoreCase);
        foreach (var grant in now.Objects)
        {
            objects.TryGetValue(grant.SobjectType, out var left);
            if ((grant.Access & ~left) is var lost && lost != ObjectAccess.None)
            {
                yield return new LicenseMoveLoss("object", grant.SobjectType, PermissionColumns.Words(lost), why);
            }
        }

        var fields = (then?.Fields ?? Array.Empty<FieldGrant>()).ToDictionary(f => f.SobjectType + "." + f.Field, f => f.Access, StringComparer.OrdinalIgnoreCase);
        foreach (var grant in now.Fields)
        {
            fields.TryGetValue(grant.SobjectType + "." + grant.Field, out var left);
            if ((grant.Access & ~left) is var lost && lost != FieldAccess.None)
            {
                yield return new LicenseMoveLoss("field", grant.SobjectType + "." + grant.Field, PermissionColumns.Words(lost), why);
            }
        }

        foreach (var name in now.SystemPermissions.Except(then?.SystemPermissions ?? Array.Empty<string>(), StringComparer.OrdinalIgnoreCase))
        {
            yield return new LicenseMoveLoss("system permission", name, "", why);
        }

        var entities = new HashSet<string>((then?.SetupEntities ?? Array.Empty<SetupEntityGrant>()).Select(e => e.EntityId), StringComparer.Ordinal);
        foreach (var entity in now.SetupEntities.Where(e => !entities.Contains(e.EntityId)))
        {
            yield return new LicenseMoveLoss(EntityNames.Words(entity.EntityType), entity.Name ?? entity.EntityId, "", why);
        }
    }

    private bool CanHold(string permissionSetLicenseId) =>
        _integrationLicenses.Contains(permissionSetLicenseId) || SetLicense.Integration(_snapshot)?.Id == permissionSetLicenseId;

    private bool Holds(string permissionSetLicenseId) =>
        _snapshot.LicenseAssignments.Any(l => l.AssigneeId == _user.UserId && l.PermissionSetLicenseId == permissionSetLicenseId);

    private string LabelOf(string licenseId) => _snapshot.PermissionSetLicenses.FirstOrDefault(l => l.Id == licenseId)?.Label ?? licenseId;

    private static bool OpensStandardObjects(Container set) => set.Objects.Any(o => o.SobjectType.IndexOf("__", StringComparison.Ordinal) < 0);

    private Write Assignment(AccessAssignment held, string name, WriteStage stage, WriteOperation operation, string why)
    {
        var (column, target) = held.GroupId is { } group ? ("PermissionSetGroupId", group) : ("PermissionSetId", held.PermissionSetId);
        var row = new Dictionary<string, object?> { ["AssigneeId"] = _user.UserId, [column] = target };
        if (held.ExpirationDate is { } end)
        {
            row["ExpirationDate"] = end;
        }

        var creates = operation == WriteOperation.Create;
        return new Write
        {
            Stage = stage,
            Operation = operation,
            SobjectType = "PermissionSetAssignment",
            RecordId = creates ? null : held.Id,
            Values = creates ? row : new Dictionary<string, object?>(),
            Before = creates ? new Dictionary<string, object?>() : row,
            Key = new NaturalKey(("AssigneeId", _user.UserId), (column, target)),
            Changes = new[] { new AccessChange { Kind = creates ? ChangeKind.Assign : ChangeKind.Unassign, Target = name, Before = creates ? "" : "held", After = creates ? "held" : "", Reason = why, Risk = ChangeRisk.Medium } },
        };
    }

    private Write LicenseRow(PermissionSetLicenseAssignment? held, PermissionSetLicenseFacts license, WriteOperation operation, string why)
    {
        var row = new Dictionary<string, object?> { ["AssigneeId"] = _user.UserId, ["PermissionSetLicenseId"] = license.Id };
        var creates = operation == WriteOperation.Create;
        return new Write
        {
            // Sets that rest on a licence go before it, and come after it.
            Stage = creates ? WriteStage.PermissionSetLicense : WriteStage.UnassignPermissionSetLicense,
            Operation = operation,
            SobjectType = "PermissionSetLicenseAssign",
            RecordId = held?.Id,
            Values = creates ? row : new Dictionary<string, object?>(),
            Before = creates ? new Dictionary<string, object?>() : row,
            Key = new NaturalKey(("AssigneeId", _user.UserId), ("PermissionSetLicenseId", license.Id)),
            Changes = new[] { new AccessChange { Kind = creates ? ChangeKind.AssignPermissionSetLicense : ChangeKind.UnassignPermissionSetLicense, Target = license.Label, Before = creates ? "" : "held", After = creates ? "held" : "", Reason = why, Risk = ChangeRisk.Medium } },
        };
    }
}
