using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Scope;

namespace SfIntegration.Access;

/// <summary>What a permission set group gives, split by the component that gives it, and what must be said about how it was found.</summary>
internal sealed class GroupView
{
    private readonly Lazy<IReadOnlyList<GrantSlice>> _slices;

    private GroupView(Container? counted, Func<IReadOnlyList<GrantSlice>> split, string? note)
    {
        Counted = counted;
        _slices = new Lazy<IReadOnlyList<GrantSlice>>(split);
        Note = note;
    }

    /// <summary>
    /// The aggregate as Salesforce keeps it, or as it was computed; null where nothing of the group was read. Whether Salesforce
    /// aggregates tabs is not documented and record types are in no query, so both come from the group's sets as well.
    /// </summary>
    public Container? Counted { get; }

    /// <summary>One slice per component, and one for what no known component explains; made at the first question about paths.</summary>
    public IReadOnlyList<GrantSlice> Slices => _slices.Value;

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
            return Of(WithTabs(aggregate, components, muting), null);
        }

        if (complete)
        {
            var computed = GroupAggregation.Compute(group, components, muting);
            var why = updated ? "its aggregated set was not read" : $"its Status is {group.Status}";
            return Of(computed, $"Permission set group {group.Name} was computed from its sets minus its muting sets, because {why}.");
        }

        if (aggregate is not null)
        {
            return Of(WithTabs(aggregate, components, muting), $"Permission set group {group.Name} has Status {group.Status}, and not all of its sets were read: its aggregated set was used and may be out of date.");
        }

        return new GroupView(null, Array.Empty<GrantSlice>, $"Permission set group {group.Name} was not read: what it grants is not counted.");

        GroupView Of(Container counted, string? note) => new(counted, () => Split(group, counted, components), note);
    }

    private static Container WithTabs(Container aggregate, List<Container> components, List<Container> muting)
    {
        var tabs = GroupAggregation.Tabs(components.Append(aggregate).ToList(), muting);
        var recordTypes = aggregate.RecordTypes ?? (components.Count == 0 ? null : GroupAggregation.RecordTypes(components));
        return tabs.Count + aggregate.Tabs.Count == 0 && recordTypes is null ? aggregate : new Container
        {
            Id = aggregate.Id,
            Kind = aggregate.Kind,
            Name = aggregate.Name,
            Label = aggregate.Label,
            Description = aggregate.Description,
            OwnerId = aggregate.OwnerId,
            LicenseId = aggregate.LicenseId,
            IsCustom = aggregate.IsCustom,
            HasActivationRequired = aggregate.HasActivationRequired,
            NamespacePrefix = aggregate.NamespacePrefix,
            SystemPermissions = aggregate.SystemPermissions,
            Objects = aggregate.Objects,
            Fields = aggregate.Fields,
            SetupEntities = aggregate.SetupEntities,
            Tabs = tabs,
            RecordTypes = recordTypes,
        };
    }

    private static List<Container> Found(IReadOnlyList<string> ids, Func<string, Container?> find) =>
        ids.Distinct(StringComparer.Ordinal).Select(find).OfType<Container>().ToList();

    private static List<GrantSlice> Split(GroupFacts group, Container whole, List<Container> components)
    {
        var (objects, fields) = Rows(whole);
        var system = new HashSet<string>(whole.SystemPermissions, StringComparer.OrdinalIgnoreCase);
        var setup = new HashSet<string>(whole.SetupEntities.Select(s => s.EntityId), StringComparer.Ordinal);
        var tabs = new HashSet<string>(whole.Tabs.Select(t => t.Name), StringComparer.OrdinalIgnoreCase);
        var slices = new List<GrantSlice>(components.Count + 1);
        var left = new Remainder(whole);
        foreach (var component in components)
        {
            var slice = GrantSlice.Of(new GrantPath(component.Name, component.Kind, component.Id, group.Name, null), new Container
            {
                Objects = component.Objects.Select(o => o with { Access = o.Access & (objects.TryGetValue(o.SobjectType, out var held) ? held.Access : ObjectAccess.None) }).ToList(),
                Fields = component.Fields.Select(f => f with { Access = f.Access & (fields.TryGetValue(GrantSlice.FieldKey(f.SobjectType, f.Field), out var held) ? held.Access : FieldAccess.None) }).ToList(),
                SystemPermissions = component.SystemPermissions.Where(system.Contains).ToList(),
                SetupEntities = component.SetupEntities.Where(s => setup.Contains(s.EntityId)).ToList(),
                Tabs = component.Tabs.Where(t => tabs.Contains(t.Name)).ToList(),
                RecordTypes = component.RecordTypes,
            });
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
        private readonly Dictionary<string, TabGrant> _tabs;
        private readonly List<RecordTypeGrant>? _recordTypes;

        public Remainder(Container whole)
        {
            (_objects, _fields) = Rows(whole);
            _system = new HashSet<string>(whole.SystemPermissions, StringComparer.OrdinalIgnoreCase);
            _setup = whole.SetupEntities.GroupBy(s => s.EntityId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
            _tabs = whole.Tabs.ToDictionary(t => t.Name, StringComparer.OrdinalIgnoreCase);
            _recordTypes = whole.RecordTypes?.ToList();
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

            foreach (var tab in slice.Tabs)
            {
                if (_tabs.TryGetValue(tab.Name, out var left) && left.Visibility <= tab.Visibility)
                {
                    _tabs.Remove(tab.Name);
                }
            }

            _recordTypes?.RemoveAll(r => slice.RecordTypes?.Contains(r) == true);
        }

        public GrantSlice Slice(GrantPath path) => GrantSlice.Of(path, new Container
        {
            Objects = _objects.Values.ToList(),
            Fields = _fields.Values.ToList(),
            SystemPermissions = _system,
            SetupEntities = _setup.Values.ToList(),
            Tabs = _tabs.Values.ToList(),
            RecordTypes = _recordTypes,
        });
    }
}
