using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Scope;

namespace SfIntegration.Access;

/// <summary>
/// Adds up a permission set group: its components minus its muting sets. Salesforce does this itself and keeps the result in the
/// set the group owns; while the group's Status is not Updated that set is out of date (OR:permissionsetgroup), and this is used.
/// </summary>
internal static class GroupAggregation
{
    /// <summary>The group's set as it would be after recalculation.</summary>
    public static Container Compute(GroupFacts group, IReadOnlyList<Container> components, IReadOnlyList<Container> muting)
    {
        var objects = new Dictionary<string, ObjectAccess>(StringComparer.OrdinalIgnoreCase);
        var fields = new Dictionary<string, (FieldGrant Grant, FieldAccess Access)>(StringComparer.OrdinalIgnoreCase);
        var system = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var setup = new Dictionary<string, SetupEntityGrant>(StringComparer.Ordinal);
        foreach (var component in components)
        {
            system.UnionWith(component.SystemPermissions);
            foreach (var row in component.Objects)
            {
                objects.TryGetValue(row.SobjectType, out var access);
                objects[row.SobjectType] = access | Implications.WithImplied(row.Access);
            }

            foreach (var row in component.Fields)
            {
                var key = GrantSlice.FieldKey(row.SobjectType, row.Field);
                fields.TryGetValue(key, out var known);
                fields[key] = (row, known.Access | Implications.WithImplied(row.Access));
            }

            foreach (var row in component.SetupEntities)
            {
                setup[row.EntityId] = row;
            }
        }

        foreach (var mute in muting)
        {
            Mute(mute, objects, fields, system, setup);
        }

        return new Container
        {
            Id = group.AggregateId ?? group.Id,
            Kind = ContainerKind.Group,
            Name = group.Name,
            Label = group.Name,
            OwnerId = group.Id,
            HasActivationRequired = group.HasActivationRequired,
            SystemPermissions = system,
            Objects = objects.Select(o => new ObjectGrant(o.Key, Implications.WithoutOrphans(o.Value), null)).Where(o => o.Access != ObjectAccess.None).ToList(),
            Fields = fields.Values.Select(f => f.Grant with { Access = WithoutOrphans(f.Access), RowId = null }).Where(f => f.Access != FieldAccess.None).ToList(),
            SetupEntities = setup.Values.Select(s => s with { RowId = null }).ToList(),
            Tabs = Tabs(components, muting),
            RecordTypes = RecordTypes(components),
        };
    }

    /// <summary>The tabs of a group's sets, each with the widest visibility, less those that a muting set names.</summary>
    public static IReadOnlyList<TabGrant> Tabs(IReadOnlyList<Container> components, IReadOnlyList<Container> muting)
    {
        var muted = new HashSet<string>(muting.SelectMany(m => m.Tabs).Select(t => t.Name), StringComparer.OrdinalIgnoreCase);
        return components.SelectMany(c => c.Tabs).Where(t => !muted.Contains(t.Name))
            .GroupBy(t => t.Name, StringComparer.OrdinalIgnoreCase)
            .Select(g => new TabGrant(g.First().Name, g.Max(t => t.Visibility), null))
            .ToList();
    }

    /// <summary>The record types of a group's sets; null where those of any set were not read.</summary>
    public static IReadOnlyList<RecordTypeGrant>? RecordTypes(IReadOnlyList<Container> components) =>
        components.Any(c => c.RecordTypes is null) ? null : components.SelectMany(c => c.RecordTypes!).Distinct().ToList();

    private static void Mute(Container mute, Dictionary<string, ObjectAccess> objects, Dictionary<string, (FieldGrant Grant, FieldAccess Access)> fields, HashSet<string> system, Dictionary<string, SetupEntityGrant> setup)
    {
        system.ExceptWith(mute.SystemPermissions);
        foreach (var row in mute.Objects)
        {
            if (objects.TryGetValue(row.SobjectType, out var access))
            {
                objects[row.SobjectType] = access & ~row.Access;
            }
        }

        foreach (var row in mute.Fields)
        {
            var key = GrantSlice.FieldKey(row.SobjectType, row.Field);
            if (fields.TryGetValue(key, out var known))
            {
                fields[key] = (known.Grant, known.Access & ~row.Access);
            }
        }

        foreach (var row in mute.SetupEntities)
        {
            setup.Remove(row.EntityId);
        }
    }

    private static FieldAccess WithoutOrphans(FieldAccess access) => (access & FieldAccess.Read) != 0 ? access : FieldAccess.None;
}
