using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Scope;

namespace SfIntegration.Access;

/// <summary>Something whose removal takes a path away.</summary>
/// <param name="Name">The container's or group's name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Action">What to do with it.</param>
internal sealed record Removal(string Name, ContainerKind Kind, string Action);

/// <summary>Questions about where access comes from. Pure.</summary>
internal static class Provenance
{
    /// <summary>The smallest set of removals that ends a grant: either the things assigned that give it, or, where fewer, the sets that hold it.</summary>
    public static IReadOnlyList<Removal> SmallestRemoval(IEnumerable<GrantPath> paths)
    {
        var all = paths.ToList();
        var assigned = all.Select(AsAssigned).Distinct().ToList();
        var holders = all.Select(AsHolder).Distinct().ToList();
        return holders.Count < assigned.Count ? holders : assigned;
    }

    /// <summary>The removals that end one flag on one object, the powers that open every object included.</summary>
    public static IReadOnlyList<Removal> SmallestRemoval(EffectiveAccess access, string sobjectType, ObjectAccess flag) =>
        SmallestRemoval(new[] { sobjectType, "*" }.Distinct(StringComparer.Ordinal).SelectMany(name => access.Objects.TryGetValue(name, out var found) ? found.From(flag) : Enumerable.Empty<GrantPath>()));

    /// <summary>The removals that end one flag on one field.</summary>
    public static IReadOnlyList<Removal> SmallestRemoval(EffectiveAccess access, string sobjectType, string field, FieldAccess flag) =>
        SmallestRemoval(FieldPaths(access, sobjectType, field).Where(p => (p.Access & flag) != 0).Select(p => p.Path));

    /// <summary>The removals that end a system permission.</summary>
    public static IReadOnlyList<Removal> SmallestRemoval(EffectiveAccess access, string systemPermission) =>
        SmallestRemoval(access.SystemPermissions.TryGetValue(systemPermission, out var found) ? found.Paths : Array.Empty<GrantPath>());

    /// <summary>The access to any field, also one without a row of its own that View All Fields opens.</summary>
    public static FieldAccess FieldAccess(EffectiveAccess access, string sobjectType, string field) =>
        FieldPaths(access, sobjectType, field).Aggregate(Access.FieldAccess.None, (sum, p) => sum | p.Access);

    /// <summary>Every path to a field.</summary>
    public static IReadOnlyList<(FieldAccess Access, GrantPath Path)> FieldPaths(EffectiveAccess access, string sobjectType, string field) =>
        access.Fields.TryGetValue(GrantSlice.FieldKey(sobjectType, field), out var found)
            ? found.Paths
            : ViewAllFieldsPaths(sobjectType, name => access.Objects.TryGetValue(name, out var o) ? o.Paths : null).Select(p => (Access.FieldAccess.Read, p)).ToList();

    /// <summary>The paths by which View All Fields, on the object or on all, opens the object's fields.</summary>
    internal static IEnumerable<GrantPath> ViewAllFieldsPaths(string sobjectType, Func<string, IReadOnlyList<(ObjectAccess Access, GrantPath Path)>?> objectPaths)
    {
        foreach (var name in new[] { sobjectType, "*" })
        {
            foreach (var (flags, path) in objectPaths(name) ?? Array.Empty<(ObjectAccess, GrantPath)>())
            {
                if ((flags & ObjectAccess.ViewAllFields) != 0)
                {
                    yield return path.ImpliedBy is null ? path with { ImpliedBy = "View All Fields on " + sobjectType } : path;
                }
            }
        }
    }

    private static Removal AsAssigned(GrantPath path) => path.Through is not null
        ? new Removal(path.Through, ContainerKind.Group, "unassign the group")
        : path.Kind == ContainerKind.Profile
            ? new Removal(path.From, ContainerKind.Profile, "take it off the profile, or change the profile")
            : new Removal(path.From, path.Kind, "unassign the set");

    private static Removal AsHolder(GrantPath path) => new(path.From, path.Kind, path.Kind == ContainerKind.Group ? "take it out of the group's sets" : "take it out of the set");
}
