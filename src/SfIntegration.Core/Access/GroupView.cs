using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Scope;

namespace SfIntegration.Access;

/// <summary>What a permission set group gives, split by the component that gives it, and what must be said about how it was found.</summary>
internal sealed class GroupView
{
    private GroupView(Container? counted, IReadOnlyList<GrantSlice> slices, string? note)
    {
        Counted = counted;
        Slices = slices;
        Note = note;
    }

    /// <summary>The aggregate as Salesforce keeps it, or as it was computed; null where nothing of the group was read.</summary>
    public Container? Counted { get; }

    /// <summary>One slice per component, and one for what no known component explains.</summary>
    public IReadOnlyList<GrantSlice> Slices { get; }

    /// <summary>How it was found, where that is not simply the aggregate.</summary>
    public string? Note { get; }

    public static GroupView Of(GroupFacts group, Container? aggregate, Func<string, Container?> find)
    {
        var components = Found(group.ComponentIds, find);
        var muting = Found(group.MutingIds, find);
        var complete = components.Count == group.ComponentIds.Count && muting.Count == group.MutingIds.Count && components.Count > 0;
        var updated = string.Equals(group.Status, "Updated", StringComparison.OrdinalIgnoreCase);
        if (updated && aggregate is not null)
        {
            return new GroupView(aggregate, Split(group, aggregate, components), null);
        }

        if (complete)
        {
            var computed = GroupAggregation.Compute(group, components, muting);
            var why = updated ? "its aggregated set was not read" : $"its Status is {group.Status}";
            return new GroupView(computed, Split(group, computed, components), $"Permission set group {group.Name} was computed from its sets minus its muting sets, because {why}.");
        }

        if (aggregate is not null)
        {
            return new GroupView(aggregate, Split(group, aggregate, components), $"Permission set group {group.Name} has Status {group.Status}, and not all of its sets were read: its aggregated set was used and may be out of date.");
        }

        return new GroupView(null, Array.Empty<GrantSlice>(), $"Permission set group {group.Name} was not read: what it grants is not counted.");
    }

    private static List<Container> Found(IReadOnlyList<string> ids, Func<string, Container?> find) =>
        ids.Distinct(StringComparer.Ordinal).Select(find).OfType<Container>().ToList();

    private static List<GrantSlice> Split(GroupFacts group, Container whole, List<Container> components)
    {
        var (objects, fields) = Rows(whole);
        var system = new HashSet<string>(whole.SystemPermissions, StringComparer.OrdinalIgnoreCase);
        var setup = new HashSet<string>(whole.SetupEntities.Select(s => s.EntityId), StringComparer.Ordinal);
        var slices = new List<GrantSlice>(components.Count + 1);
        var left = new Remainder(whole);
        foreach (var component in components)
        {
            var slice = GrantSlice.Of(
                new GrantPath(component.Name, component.Kind, component.Id, group.Name, null),
                component.Objects.Select(o => o with { Access = o.Access & (objects.TryGetValue(o.SobjectType, out var held) ? held.Access : ObjectAccess.None) }).ToList(),
                component.Fields.Select(f => f with { Access = f.Access & (fields.TryGetValue(GrantSlice.FieldKey(f.SobjectType, f.Field), out var held) ? held.Access : FieldAccess.None) }).ToList(),
                component.SystemPermissions.Where(system.Contains).ToList(),
                component.SetupEntities.Where(s => setup.Contains(s.EntityId)).ToList());
            left.Explain(slice);
            slices.Add(slice);
        }

        slices.Add(left.Slice(new GrantPath(group.Name, ContainerKind.Group, whole.Id, group.Name, null)));
        return slices;
    }

    /// <summary>A container's rows by name. Salesforce keeps one row per name; a snapshot from a file may not, and then they add up.</summary>
    private static (Dictionary<string, ObjectGrant> Objects, Dictionary<string, FieldGrant> Fields) Rows(Container container)
    {
        var objects = new Dictionary<string, ObjectGrant>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in container.Objects)
        {
            objects[row.SobjectType] = objects.TryGetValue(row.SobjectType, out var known) ? known with { Access = known.Access | row.Access } : row;
        }

        var fields = new Dictionary<string, FieldGrant>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in container.Fields)
        {
            var key = GrantSlice.FieldKey(row.SobjectType, row.Field);
            fields[key] = fields.TryGetValue(key, out var known) ? known with { Access = known.Access | row.Access } : row;
        }

        return (objects, fields);
    }

    /// <summary>What the aggregate holds and no component explains.</summary>
    private sealed class Remainder
    {
        private readonly Dictionary<string, ObjectGrant> _objects;
        private readonly Dictionary<string, FieldGrant> _fields;
        private readonly HashSet<string> _system;
        private readonly Dictionary<string, SetupEntityGrant> _setup;

        public Remainder(Container whole)
        {
            (_objects, _fields) = Rows(whole);
            _system = new HashSet<string>(whole.SystemPermissions, StringComparer.OrdinalIgnoreCase);
            _setup = whole.SetupEntities.GroupBy(s => s.EntityId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        }

        public void Explain(GrantSlice slice)
        {
            _system.ExceptWith(slice.SystemPermissions);
            foreach (var (sobjectType, access, _) in slice.Objects)
            {
                if (_objects.TryGetValue(sobjectType, out var grant))
                {
                    _objects[sobjectType] = grant with { Access = grant.Access & ~access };
                }
            }

            foreach (var (key, _, access, _) in slice.Fields)
            {
                _fields[key] = _fields[key] with { Access = _fields[key].Access & ~access };
            }

            foreach (var entity in slice.SetupEntities)
            {
                _setup.Remove(entity.EntityId);
            }
        }

        public GrantSlice Slice(GrantPath path) => GrantSlice.Of(path, _objects.Values, _fields.Values, _system, _setup.Values.ToList());
    }
}
