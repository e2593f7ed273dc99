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

        _assignments = snapshot.Assignments.ToLookup(a => a.AssigneeId, StringComparer.Ordinal);
    }

    /// <summary>The index of a snapshot; made at the first question and kept as long as the snapshot.</summary>
    public static AccessIndex Of(AccessSnapshot snapshot) => s_indexes.GetValue(snapshot, s => new AccessIndex(s));

    public UserFacts? User(string userId) => _users.TryGetValue(userId, out var user) ? user : null;

    public Container? Container(string id) => _containers.TryGetValue(id, out var container) ? container : null;

    public Container? Profile(string profileId) => _profiles.TryGetValue(profileId, out var container) ? container : null;

    public GroupFacts? Group(string id) => _groups.TryGetValue(id, out var group) ? group : null;

    public IEnumerable<AccessAssignment> AssignmentsOf(string userId) => _assignments[userId];

    /// <summary>What a container held directly gives.</summary>
    public GrantSlice Slice(Container container) => _slices.GetOrAdd(container.Id, _ => GrantSlice.Of(
        new GrantPath(container.Name, container.Kind, container.Id, null, null), container.Objects, container.Fields, container.SystemPermissions, container.SetupEntities));

    /// <summary>What a group gives, and through which of its components.</summary>
    public GroupView View(GroupFacts group, string aggregateId) => _groupViews.GetOrAdd(group.Id, _ => GroupView.Of(group, Container(group.AggregateId ?? aggregateId), Container));
}
