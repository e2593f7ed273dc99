using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SfIntegration.Scope;

namespace SfIntegration.Access;

/// <summary>Adds up what a user can do: the profile's own set, the sets it holds, and its groups with their muting. Pure.</summary>
internal static class EffectiveAccessCalculator
{
    /// <summary>What the user holds at that moment, with the path of every part.</summary>
    /// <exception cref="ArgumentException">The snapshot has no such user.</exception>
    public static EffectiveAccess Compute(AccessSnapshot snapshot, string userId, DateTime asOf)
    {
        var index = AccessIndex.Of(snapshot);
        var user = index.User(userId) ?? throw new ArgumentException($"The snapshot has no user {userId}.", nameof(userId));
        var sum = new AccessSum();
        NoteState(user, sum);
        AddProfile(index, user, sum);
        foreach (var assignment in index.AssignmentsOf(userId))
        {
            Add(index, assignment, asOf, sum);
        }

        return sum.ToEffectiveAccess(user, asOf);
    }

    private static void NoteState(UserFacts user, AccessSum sum)
    {
        if (!user.IsActive)
        {
            sum.Note($"{user.Username} is deactivated: this is what it would hold.");
        }
        else if (user.IsFrozen == true)
        {
            sum.Note($"{user.Username} is frozen: this is what it holds once it can sign in again.");
        }
    }

    private static void AddProfile(AccessIndex index, UserFacts user, AccessSum sum)
    {
        var profile = index.Profile(user.ProfileId);
        if (profile is not null)
        {
            sum.Add(profile, index.Slice(profile));
        }
        else if (user.ProfileId.Length > 0 && !index.AssignmentsOf(user.UserId).Any(a => index.Container(a.PermissionSetId)?.Kind == ContainerKind.Profile))
        {
            sum.Note($"Profile {(user.ProfileName.Length > 0 ? user.ProfileName : user.ProfileId)} was not read: what it grants is not counted.");
        }
    }

    private static void Add(AccessIndex index, AccessAssignment assignment, DateTime asOf, AccessSum sum)
    {
        var group = assignment.GroupId is null ? null : index.Group(assignment.GroupId);
        var container = index.Container(assignment.PermissionSetId);
        var name = group is not null ? $"Permission set group {group.Name}" : container is not null ? Named(container) : $"Permission set {assignment.PermissionSetId}";
        if (WhyNot(assignment, group, container, asOf) is { } why)
        {
            sum.Note($"{name} {why}: it is not counted.");
        }
        else if (group is not null)
        {
            var view = index.View(group, assignment.PermissionSetId);
            sum.Note(view.Note);
            if (view.Counted is not null)
            {
                sum.Add(view.Counted, view.Slices);
            }
        }
        else if (container is not null)
        {
            sum.Add(container, index.Slice(container));
        }
        else
        {
            sum.Note($"{name} was not read: what it grants is not counted.");
        }
    }

    private static string? WhyNot(AccessAssignment assignment, GroupFacts? group, Container? container, DateTime asOf)
    {
        if (assignment.IsRevoked)
        {
            return "is revoked";
        }

        if (assignment.ExpirationDate is { } end && end <= asOf)
        {
            return "expired on " + end.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
        }

        if (!assignment.IsActive)
        {
            return "is assigned but not active";
        }

        // A session-based set counts only in a session that activated it (OR:permissionset, HasActivationRequired).
        return (group?.HasActivationRequired ?? container?.HasActivationRequired) == true ? "needs activation in the session" : null;
    }

    private static string Named(Container container) => container.Kind switch
    {
        ContainerKind.Profile => "Profile " + container.Name,
        ContainerKind.Group => "Permission set group " + container.Name,
        _ => "Permission set " + container.Name,
    };
}

/// <summary>The running sum of one user.</summary>
internal sealed class AccessSum
{
    private readonly Dictionary<string, List<(ObjectAccess Access, GrantPath Path)>> _objects = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (FieldGrant Grant, List<(FieldAccess Access, GrantPath Path)> Paths)> _fields = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<GrantPath>> _system = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (SetupEntityGrant Grant, List<GrantPath> Paths)> _setup = new(StringComparer.Ordinal);
    private readonly List<Container> _containers = new();
    private readonly HashSet<string> _counted = new(StringComparer.Ordinal);
    private readonly List<string> _notes = new();

    public void Note(string? note)
    {
        if (note is not null && !_notes.Contains(note))
        {
            _notes.Add(note);
        }
    }

    public void Add(Container container, GrantSlice slice) => Add(container, new[] { slice });

    public void Add(Container container, IReadOnlyList<GrantSlice> slices)
    {
        // The same set may come twice: a profile's set through User.ProfileId and through its assignment row.
        if (!_counted.Add(container.Id))
        {
            return;
        }

        _containers.Add(container);
        foreach (var slice in slices)
        {
            Add(slice);
        }
    }

    public EffectiveAccess ToEffectiveAccess(UserFacts user, DateTime asOf)
    {
        SpreadViewAllFields();
        return new EffectiveAccess
        {
            User = user,
            AsOf = asOf,
            Objects = _objects.ToDictionary(o => o.Key, o => new EffectiveObject { SobjectType = o.Key, Paths = o.Value, Access = o.Value.Aggregate(ObjectAccess.None, (sum, p) => sum | p.Access) }, StringComparer.OrdinalIgnoreCase),
            Fields = _fields.ToDictionary(f => f.Key, f => Field(f.Value.Grant, f.Value.Paths), StringComparer.OrdinalIgnoreCase),
            SystemPermissions = _system.ToDictionary(s => s.Key, s => new EffectivePermission(s.Key, s.Value), StringComparer.OrdinalIgnoreCase),
            SetupEntities = _setup.ToDictionary(s => s.Key, s => new EffectiveSetupEntity(s.Value.Grant.EntityType, s.Key, s.Value.Grant.Name, s.Value.Paths), StringComparer.Ordinal),
            Containers = _containers,
            Notes = _notes,
        };
    }

    private static EffectiveField Field(FieldGrant grant, List<(FieldAccess Access, GrantPath Path)> paths) =>
        new() { SobjectType = grant.SobjectType, Field = grant.Field, Paths = paths, Access = paths.Aggregate(FieldAccess.None, (sum, p) => sum | p.Access) };

    private static List<T> Bucket<T>(Dictionary<string, List<T>> map, string key)
    {
        if (!map.TryGetValue(key, out var list))
        {
            map[key] = list = new List<T>(1);
        }

        return list;
    }

    private void Add(GrantSlice slice)
    {
        foreach (var (sobjectType, access, path) in slice.Objects)
        {
            Bucket(_objects, sobjectType).Add((access, path));
        }

        foreach (var (key, grant, access, path) in slice.Fields)
        {
            if (!_fields.TryGetValue(key, out var known))
            {
                _fields[key] = known = (grant, new List<(FieldAccess, GrantPath)>(1));
            }

            known.Paths.Add((access, path));
        }

        foreach (var name in slice.SystemPermissions)
        {
            Bucket(_system, name).Add(slice.Path);
        }

        foreach (var entity in slice.SetupEntities)
        {
            if (!_setup.TryGetValue(entity.EntityId, out var known))
            {
                _setup[entity.EntityId] = known = (entity, new List<GrantPath>(1));
            }

            known.Paths.Add(slice.Path);
        }
    }

    /// <summary>View All Fields reads every field of its object: the fields known here get that path too, the others are answered by <see cref="Provenance.FieldAccess"/>.</summary>
    private void SpreadViewAllFields()
    {
        if (!_objects.Values.Any(paths => paths.Any(p => (p.Access & ObjectAccess.ViewAllFields) != 0)))
        {
            return;
        }

        foreach (var (grant, paths) in _fields.Values)
        {
            paths.AddRange(Provenance.ViewAllFieldsPaths(grant.SobjectType, name => _objects.TryGetValue(name, out var found) ? found : null)
                .Select(p => (FieldAccess.Read, p)));
        }
    }
}
