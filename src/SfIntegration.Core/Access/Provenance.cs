using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Scope;

namespace SfIntegration.Access;

/// <summary>Something whose removal takes paths away.</summary>
/// <param name="Name">The container's or group's name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Action">What to do with it.</param>
public sealed record Removal(string Name, ContainerKind Kind, string Action)
{
    /// <summary>"permission set X: unassign the set".</summary>
    public override string ToString() => $"{(Kind == ContainerKind.PermissionSet ? "permission set" : Kind.ToString().ToLowerInvariant())} {Name}: {Action}";
}

/// <summary>Questions about where access comes from. Pure.</summary>
internal static class Provenance
{
    /// <summary>
    /// The smallest set of removals that ends a grant. Each path ends by one of two things: taking away what is assigned (the
    /// set, the group, the profile) or taking the grant out of the set that holds it. That is a bipartite graph with a path per
    /// edge, and the fewest nodes that touch every edge follow from its largest matching (König's theorem). Of two smallest
    /// answers the one that unassigns is given, since it changes nothing for anybody else.
    /// </summary>
    public static IReadOnlyList<Removal> SmallestRemoval(IEnumerable<GrantPath> paths)
    {
        var assigned = new List<Removal>();
        var holders = new List<(string Name, ContainerKind Kind, HashSet<string> What)>();
        var assignedByKey = new Dictionary<(string, bool), int>();
        var holderByKey = new Dictionary<string, int>(StringComparer.Ordinal);
        var edges = new List<List<int>>();
        foreach (var path in paths)
        {
            // A group and a set may bear one name; what they are keeps them apart.
            var assignedKey = path.Through is null ? (path.ContainerId, false) : (path.Through, true);
            if (!assignedByKey.TryGetValue(assignedKey, out var left))
            {
                assignedByKey[assignedKey] = left = assigned.Count;
                assigned.Add(AsAssigned(path));
                edges.Add(new List<int>());
            }

            if (!holderByKey.TryGetValue(path.ContainerId, out var right))
            {
                holderByKey[path.ContainerId] = right = holders.Count;
                holders.Add((path.From, path.Kind, new HashSet<string>(StringComparer.Ordinal)));
            }

            holders[right].What.Add(path.ImpliedBy ?? "it");
            if (!edges[left].Contains(right))
            {
                edges[left].Add(right);
            }
        }

        var (lefts, rights) = SmallestCover.Of(edges, holders.Count);
        return lefts.Select(l => assigned[l]).Concat(rights.Select(r => AsHolder(holders[r]))).ToList();
    }

    /// <summary>The removals that end one flag on one object, the powers that open every object included.</summary>
    public static IReadOnlyList<Removal> SmallestRemoval(EffectiveAccess access, string sobjectType, ObjectAccess flag) => SmallestRemoval(ObjectPaths(access, sobjectType, flag));

    /// <summary>The removals that end one flag on one field.</summary>
    public static IReadOnlyList<Removal> SmallestRemoval(EffectiveAccess access, string sobjectType, string field, FieldAccess flag) =>
        SmallestRemoval(FieldPaths(access, sobjectType, field).Where(p => (p.Access & flag) != 0).Select(p => p.Path));

    /// <summary>The removals that end a system permission.</summary>
    public static IReadOnlyList<Removal> SmallestRemoval(EffectiveAccess access, string systemPermission) =>
        SmallestRemoval(access.SystemPermissions.TryGetValue(systemPermission, out var found) ? found.Paths : Array.Empty<GrantPath>());

    /// <summary>Every path to any of the flags on an object: its own rows, the powers that open every object, and what opens an object that takes no rows.</summary>
    public static IEnumerable<GrantPath> ObjectPaths(EffectiveAccess access, string sobjectType, ObjectAccess flag) =>
        new[] { sobjectType, "*" }.Distinct(StringComparer.Ordinal)
            .SelectMany(name => access.Objects.TryGetValue(name, out var found) ? found.From(flag) : Enumerable.Empty<GrantPath>())
            .Concat(ObjectGate.PathsWithoutRow(access, sobjectType, flag))
            .Distinct();

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

    private static Removal AsHolder((string Name, ContainerKind Kind, HashSet<string> What) holder) => new(
        holder.Name,
        holder.Kind,
        $"take {string.Join(" and ", holder.What.OrderBy(w => w == "it" ? 0 : 1).ThenBy(w => w, StringComparer.Ordinal))} out of the {(holder.Kind == ContainerKind.Group ? "group's sets" : "set")}");
}

/// <summary>The fewest nodes that touch every edge of a bipartite graph.</summary>
internal static class SmallestCover
{
    /// <summary>Lefts and rights of a smallest cover; left nodes wherever either side would do.</summary>
    /// <param name="edges">The right nodes of each left node.</param>
    /// <param name="rightCount">How many right nodes there are.</param>
    public static (List<int> Lefts, List<int> Rights) Of(IReadOnlyList<IReadOnlyList<int>> edges, int rightCount)
    {
        var leftOf = Enumerable.Repeat(-1, rightCount).ToArray();
        var matched = new bool[edges.Count];
        for (var left = 0; left < edges.Count; left++)
        {
            matched[left] = Augment(left, edges, leftOf, new bool[rightCount]);
        }

        // Augmenting moves partners about but never leaves a matched node alone.
        var reachedLeft = new bool[edges.Count];
        var reachedRight = new bool[rightCount];
        var open = new Stack<int>(Enumerable.Range(0, edges.Count).Where(l => !matched[l]));
        while (open.Count > 0)
        {
            var left = open.Pop();
            reachedLeft[left] = true;
            foreach (var right in edges[left])
            {
                if (!reachedRight[right])
                {
                    reachedRight[right] = true;
                    if (leftOf[right] >= 0 && !reachedLeft[leftOf[right]])
                    {
                        open.Push(leftOf[right]);
                    }
                }
            }
        }

        return (
            Enumerable.Range(0, edges.Count).Where(l => !reachedLeft[l] && edges[l].Count > 0).ToList(),
            Enumerable.Range(0, rightCount).Where(r => reachedRight[r]).ToList());
    }

    private static bool Augment(int left, IReadOnlyList<IReadOnlyList<int>> edges, int[] leftOf, bool[] tried)
    {
        foreach (var right in edges[left])
        {
            if (!tried[right])
            {
                tried[right] = true;
                if (leftOf[right] < 0 || Augment(leftOf[right], edges, leftOf, tried))
                {
                    leftOf[right] = left;
                    return true;
                }
            }
        }

        return false;
    }
}
