using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;

namespace SfIntegration.Access;

/// <summary>One snapshot, indexed once, so that adding up ten thousand users walks it once and not ten thousand times.</summary>
internal sealed class AccessIndex
{
    private static readonly ConditionalWeakTable<AccessSnapshot, AccessIndex> s_indexes = new();

    private readonly Dictionary<string, UserFacts> _users = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Container> _containers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Container> _profiles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GroupFacts> _groups = new(StringComparer.Ordinal);
    private readonly ILookup<string, AccessAssignment> _assignments;
    private readonly HashSet<(string UserId, string SetId)> _activations = new();
    private readonly Dictionary<string, PermissionSetLicenseFacts> _setLicenses = new(StringComparer.Ordinal);
    private readonly HashSet<(string UserId, string LicenseId)> _licensed = new();
    private readonly ConcurrentDictionary<string, GrantSlice> _slices = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, GroupView> _groupViews = new(StringComparer.Ordinal);

    private AccessIndex(AccessSnapshot snapshot)
    {
        foreach (var user in snapshot.Users)
        {
            _users[user.UserId] = user;
        }

        foreach (var container in snapshot.Containers)
        {
            _containers[container.Id] = container;
            if (container.Kind == ContainerKind.Profile && container.OwnerId is not null)
            {
                _profiles[container.OwnerId] = container;
            }
        }

        foreach (var group in snapshot.Groups)
        {
            _groups[group.Id] = group;
        }

        foreach (var activation in snapshot.SessionActivations)
        {
            _activations.Add((activation.UserId, activation.PermissionSetId));
        }

        foreach (var license in snapshot.PermissionSetLicenses)
        {
            _setLicenses[license.Id] = license;
        }

        foreach (var seat in snapshot.LicenseAssignments)
        {
            _licensed.Add((seat.AssigneeId, seat.PermissionSetLicenseId));
        }

        Snapshot = snapshot;
        _assignments = snapshot.Assignments.ToLookup(a => a.AssigneeId, StringComparer.Ordinal);
    }

    /// <summary>The index of a snapshot; made at the first question and kept as long as the snapshot.</summary>
    public static AccessIndex Of(AccessSnapshot snapshot) => s_indexes.GetValue(snapshot, s => new AccessIndex(s));

    public AccessSnapshot Snapshot { get; }

    public UserFacts? User(string userId) => _users.TryGetValue(userId, out var user) ? user : null;

    public Container? Container(string id) => _containers.TryGetValue(id, out var container) ? container : null;

    public Container? Profile(string profileId) => _profiles.TryGetValue(profileId, out var container) ? container : null;

    public GroupFacts? Group(string id) => _groups.TryGetValue(id, out var group) ? group : null;

    public IEnumerable<AccessAssignment> AssignmentsOf(string userId) => _assignments[userId];

    /// <summary>Whether a session of the user has activated what is assigned; a group is named by itself or by the set it owns.</summary>
    public bool IsActivated(string userId, AccessAssignment assignment, GroupFacts? group) => _activations.Count > 0
        && (_activations.Contains((userId, assignment.PermissionSetId))
            || (group is not null && (_activations.Contains((userId, group.Id)) || (group.AggregateId is { } aggregate && _activations.Contains((userId, aggregate))))));

    /// <summary>The permission set licence of that id, or null (no id, a user licence's id, licences not read).</summary>
    public PermissionSetLicenseFacts? SetLicense(string? id) => id is not null && _setLicenses.TryGetValue(id, out var license) ? license : null;

    public bool HoldsLicense(string userId, string licenseId) => _licensed.Contains((userId, licenseId));

    /// <summary>What a container held directly gives.</summary>
    public GrantSlice Slice(Container container) => _slices.GetOrAdd(container.Id, _ => GrantSlice.Of(new GrantPath(container.Name, container.Kind, container.Id, null, null), container));

    /// <summary>What a group gives, and through which of its components.</summary>
    public GroupView View(GroupFacts group, string aggregateId) => _groupViews.GetOrAdd(group.Id, _ => GroupView.Of(group, Container(group.AggregateId ?? aggregateId), Container));
}
