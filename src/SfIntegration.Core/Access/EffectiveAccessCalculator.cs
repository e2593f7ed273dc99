using System;
using System.Collections.Generic;
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
        var notes = new List<HoldingNote>();
        var sum = new AccessSum();

        // The profile first, then by name: the same answer from an org, which gives assignments in an order of its own, and from a file.
        foreach (var holding in CountedHoldings.Of(index, user, asOf, notes).OrderBy(h => h.Counted.Kind != ContainerKind.Profile).ThenBy(h => h.Counted.Name, StringComparer.Ordinal))
        {
            sum.Add(holding.Counted, holding.Group?.Slices.OrderBy(s => s.Path.Kind == ContainerKind.Group).ThenBy(s => s.Path.From, StringComparer.Ordinal).ToList() ?? (IReadOnlyList<GrantSlice>)new[] { index.Slice(holding.Counted) });
        }

        return sum.ToEffectiveAccess(user, asOf, notes.Distinct().ToList());
    }
}

/// <summary>The running sum of one user.</summary>
internal sealed class AccessSum
{
    private readonly Dictionary<string, List<(ObjectAccess Access, GrantPath Path)>> _objects = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (FieldGrant Grant, List<(FieldAccess Access, GrantPath Path)> Paths)> _fields = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<GrantPath>> _system = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (SetupEntityGrant Grant, List<GrantPath> Paths)> _setup = new(StringComparer.Ordinal);
    private readonly List<Container> _containers = new();
    private readonly Dictionary<string, List<(TabVisibility Visibility, GrantPath Path)>> _tabs = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (RecordTypeGrant Grant, List<GrantPath> Paths)> _recordTypes = new(StringComparer.OrdinalIgnoreCase);
    private bool _knowsRecordTypes = true;

    public void Add(Container container, IReadOnlyList<GrantSlice> slices)
    {
        _containers.Add(container);
        _knowsRecordTypes &= container.RecordTypes is not null;
        foreach (var slice in slices)
        {
            Add(slice);
        }
    }

    public EffectiveAccess ToEffectiveAccess(UserFacts user, DateTime asOf, IReadOnlyList<HoldingNote> notes)
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
            Tabs = _tabs.ToDictionary(t => t.Key, t => new EffectiveTab(t.Key, t.Value.Max(p => p.Visibility), t.Value), StringComparer.OrdinalIgnoreCase),
            RecordTypes = _knowsRecordTypes && _containers.Count > 0
                ? _recordTypes.ToDictionary(r => r.Key, r => new EffectiveRecordType(r.Value.Grant.SobjectType, r.Value.Grant.RecordType, r.Value.Paths), StringComparer.OrdinalIgnoreCase)
                : null,
            Containers = _containers,
            TypedNotes = notes,
            Notes = notes.Select(n => n.Text).ToList(),
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

        foreach (var tab in slice.Tabs)
        {
            Bucket(_tabs, tab.Name).Add((tab.Visibility, slice.Path));
        }

        foreach (var recordType in slice.RecordTypes ?? Array.Empty<RecordTypeGrant>())
        {
            var key = recordType.SobjectType + "." + recordType.RecordType;
            if (!_recordTypes.TryGetValue(key, out var known))
            {
                _recordTypes[key] = known = (recordType, new List<GrantPath>(1));
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
