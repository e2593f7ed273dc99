using System;
using System.Collections.Generic;
using SfIntegration.Scope;

namespace SfIntegration.Access.Comparison;

/// <summary>What is compared.</summary>
internal enum HoldingKind
{
    User,
    Profile,
    PermissionSet,
    Group,
    Muting,
    Scope,
    Definition,
}

/// <summary>Something that is held and could not be compared, with the reason.</summary>
internal sealed record UnknownHolding(AccessPartKind Kind, string Target, string Reason);

/// <summary>
/// What one thing holds, in one form for users, containers, scopes and definitions, so that there is one comparison and not one
/// per pair. Names are looked up in any case.
/// </summary>
internal sealed class AccessHoldings
{
    private static readonly IReadOnlyList<GrantPath> s_noPaths = Array.Empty<GrantPath>();

    public HoldingKind Kind { get; init; }

    /// <summary>Its name alone.</summary>
    public string Name { get; init; } = "";

    /// <summary>What and which: "permission set Invoicing".</summary>
    public string Title { get; init; } = "";

    /// <summary>The title with where and when it was found.</summary>
    public string PlacedTitle { get; init; } = "";

    /// <summary>The org it was read from; null for a file.</summary>
    public SfOrg? Org { get; init; }

    public IReadOnlyDictionary<string, ObjectAccess> Objects { get; init; } = new Dictionary<string, ObjectAccess>();

    /// <summary>What opens every object: a user's Modify All Data or View All Data. A container holds those as system permissions only.</summary>
    public ObjectAccess EveryObject { get; init; }

    public PackedFieldGrants Fields { get; init; } = new();

    /// <summary>Everything else that has a name, by sort: the value in words by name. A sort that is absent is one this thing cannot hold.</summary>
    public IReadOnlyDictionary<AccessPartKind, IReadOnlyDictionary<string, string>> Named { get; init; } = new Dictionary<AccessPartKind, IReadOnlyDictionary<string, string>>();

    /// <summary>Sorts that could not be read, with the reason.</summary>
    public IReadOnlyDictionary<AccessPartKind, string> Unread { get; init; } = new Dictionary<AccessPartKind, string>();

    /// <summary>Single things that are there and cannot be compared.</summary>
    public IReadOnlyList<UnknownHolding> Unknown { get; init; } = Array.Empty<UnknownHolding>();

    /// <summary>Objects of which it may hold more fields than <see cref="Fields"/> names, with the reason.</summary>
    public IReadOnlyDictionary<string, string> OpenFields { get; init; } = new Dictionary<string, string>();

    /// <summary>What a reader must know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = Array.Empty<string>();

    /// <summary>A user's effective access, which knows where each thing comes from; null for everything else.</summary>
    public EffectiveAccess? Effective { get; init; }

    /// <summary>The access to one object with what opens every object.</summary>
    public ObjectAccess ObjectAccess(string sobjectType) => EveryObject | (Objects.TryGetValue(sobjectType, out var own) ? own : Scope.ObjectAccess.None);

    /// <summary>What a user can do with a field that no row of its own names: View All Fields reads it.</summary>
    public FieldAccess ImpliedFieldAccess(string sobjectType) =>
        Effective is not null && (ObjectAccess(sobjectType) & Scope.ObjectAccess.ViewAllFields) != 0 ? FieldAccess.Read : FieldAccess.None;

    public IReadOnlyList<GrantPath> ObjectPaths(string sobjectType)
    {
        if (Effective is null)
        {
            return s_noPaths;
        }

        var paths = new List<GrantPath>();
        foreach (var name in sobjectType == "*" ? new[] { "*" } : new[] { sobjectType, "*" })
        {
            if (Effective.Objects.TryGetValue(name, out var found))
            {
                foreach (var (_, path) in found.Paths)
                {
                    AddOnce(paths, path);
                }
            }
        }

        return paths;
    }

    public IReadOnlyList<GrantPath> FieldPaths(string sobjectType, string field)
    {
        if (Effective is null)
        {
            return s_noPaths;
        }

        var paths = new List<GrantPath>();
        foreach (var (_, path) in Provenance.FieldPaths(Effective, sobjectType, field))
        {
            AddOnce(paths, path);
        }

        return paths;
    }

    /// <summary>Where a user has a named thing from; empty for sorts that have no provenance.</summary>
    public IReadOnlyList<GrantPath> NamedPaths(AccessPartKind kind, string target)
    {
        if (Effective is null)
        {
            return s_noPaths;
        }

        if (kind == AccessPartKind.SystemPermission)
        {
            return Effective.SystemPermissions.TryGetValue(target, out var found) ? found.Paths : s_noPaths;
        }

        if (kind == AccessPartKind.SetupEntity)
        {
            foreach (var entity in Effective.SetupEntities.Values)
            {
                if (entity.Name is not null && string.Equals(EntityTarget(entity.EntityType, entity.Name), target, StringComparison.OrdinalIgnoreCase))
                {
                    return entity.Paths;
                }
            }
        }

        return s_noPaths;
    }

    /// <summary>The name under which a setup entity is compared: by type and name, because ids differ between orgs.</summary>
    public static string EntityTarget(string type, string name) => type + " " + name;

    private static void AddOnce(List<GrantPath> paths, GrantPath path)
    {
        if (!paths.Contains(path))
        {
            paths.Add(path);
        }
    }
}
