using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Plan;
using SfIntegration.Scope;

namespace SfIntegration.Rules;

/// <summary>Whose doing a grant is, so that each cause is reported by one rule only.</summary>
internal enum GrantOrigin
{
    /// <summary>A set generated from the scope.</summary>
    Own,

    /// <summary>A set or group that the scope holds as it is (usePermissionSets).</summary>
    Used,

    /// <summary>The profile.</summary>
    Profile,

    /// <summary>A set or group that the scope does not name.</summary>
    Foreign,
}

/// <summary>
/// The effective access beside the scope. A difference is told by its cause: what our own sets give too much belongs to the
/// object or permission, what the profile or a foreign set gives belongs to that container, whatever it holds.
/// </summary>
internal sealed class ScopeView
{
    private readonly HashSet<string> _own;
    private readonly HashSet<string> _used;

    public ScopeView(AccessScope scope, DesiredAccess desired, EffectiveAccess access, AccessSnapshot snapshot)
    {
        Scope = scope;
        Access = access;
        Sets = desired.Sets.Where(s => !s.IsEmpty).ToList();
        _own = Names(Sets.Select(s => s.Name));
        _used = Names(scope.Integrations.SelectMany(i => i.UsePermissionSets));
        var counted = access.Containers.Where(c => c.Kind is ContainerKind.PermissionSet or ContainerKind.Group).ToList();
        Own = counted.Where(c => c.Kind == ContainerKind.PermissionSet && _own.Contains(c.Name)).ToList();
        Used = counted.Where(c => !Own.Contains(c) && _used.Contains(c.Name)).ToList();
        Foreign = counted.Except(Own).Except(Used).ToList();
        Profile = access.Containers.FirstOrDefault(c => c.Kind == ContainerKind.Profile);
        var held = Names(Own.Select(c => c.Name));
        HeldSets = Sets.Where(s => held.Contains(s.Name)).ToList();
        Desired = new DesiredSum(Sets);
        Held = new DesiredSum(HeldSets);
        Groups = snapshot.Groups;
    }

    public AccessScope Scope { get; }

    public EffectiveAccess Access { get; }

    /// <summary>The sets the scope generates, those with nothing in them left out.</summary>
    public IReadOnlyList<DesiredSet> Sets { get; }

    /// <summary>Those of them that the identity holds now.</summary>
    public IReadOnlyList<DesiredSet> HeldSets { get; }

    /// <summary>Generated sets that count now.</summary>
    public IReadOnlyList<Container> Own { get; }

    /// <summary>Sets and groups held as they are that count now.</summary>
    public IReadOnlyList<Container> Used { get; }

    /// <summary>Sets and groups that count now and that the scope does not name.</summary>
    public IReadOnlyList<Container> Foreign { get; }

    /// <summary>The profile's own set.</summary>
    public Container? Profile { get; }

    public IReadOnlyList<GroupFacts> Groups { get; }

    /// <summary>All that the scope names.</summary>
    public DesiredSum Desired { get; }

    /// <summary>What the sets that are held should give: a set that is not held is SFI211's alone.</summary>
    public DesiredSum Held { get; }

    public GrantOrigin OriginOf(GrantPath path)
    {
        if (path.Through is null && path.Kind == ContainerKind.Profile)
        {
            return GrantOrigin.Profile;
        }

        var root = path.Through ?? path.From;
        return path.Through is null && _own.Contains(root) ? GrantOrigin.Own
            : _used.Contains(root) ? GrantOrigin.Used
            : GrantOrigin.Foreign;
    }

    /// <summary>True where a path of that origin grants outright: what follows from it is not a second cause.</summary>
    public bool IsOutright(GrantPath path, GrantOrigin origin) => path.ImpliedBy is null && OriginOf(path) == origin;

    /// <summary>The object flags that containers of one origin grant outright beyond the scope, with their paths.</summary>
    public (ObjectAccess Excess, IReadOnlyList<GrantPath> Paths) ExcessOf(EffectiveObject held, GrantOrigin origin)
    {
        var beyond = ~Desired.Object(held.SobjectType);
        var paths = held.Paths.Where(p => IsOutright(p.Path, origin) && (p.Access & beyond) != 0).ToList();
        return (paths.Aggregate(ObjectAccess.None, (sum, p) => sum | (p.Access & beyond)), paths.Select(p => p.Path).ToList());
    }

    /// <summary>The field flags that containers of one origin grant outright beyond the scope, with their paths.</summary>
    public (FieldAccess Excess, IReadOnlyList<GrantPath> Paths) ExcessOf(EffectiveField held, GrantOrigin origin)
    {
        var beyond = ~Desired.Field(held.SobjectType, held.Field);
        var paths = held.Paths.Where(p => IsOutright(p.Path, origin) && (p.Access & beyond) != 0).ToList();
        return (paths.Aggregate(FieldAccess.None, (sum, p) => sum | (p.Access & beyond)), paths.Select(p => p.Path).ToList());
    }

    /// <summary>True for a permission the scope names, or that every API-only user has (every-user.json).</summary>
    public bool Allows(EffectivePermission permission) =>
        Desired.SystemPermissions.ContainsKey(permission.Name) || EveryUser.Default.SystemPermissions.Contains(permission.Name);

    /// <summary>The access through objects and powers together.</summary>
    public ObjectAccess Effective(string sobjectType) => Access.ObjectAccess(sobjectType);

    /// <summary>The access that is documented: the scope's own words, and on objects it does not name what its used sets hold.</summary>
    public ObjectAccess Documented(string sobjectType) => Desired.Object(sobjectType)
        | (Desired.Names(sobjectType) || !Access.Objects.TryGetValue(sobjectType, out var held)
            ? ObjectAccess.None
            : held.Paths.Where(p => OriginOf(p.Path) == GrantOrigin.Used).Aggregate(ObjectAccess.None, (sum, p) => sum | p.Access));

    /// <summary>The same for a field.</summary>
    public FieldAccess Documented(string sobjectType, string field) => Desired.Field(sobjectType, field)
        | (Desired.Names(sobjectType)
            ? FieldAccess.None
            : Provenance.FieldPaths(Access, sobjectType, field).Where(p => OriginOf(p.Path) == GrantOrigin.Used).Aggregate(FieldAccess.None, (sum, p) => sum | p.Access));

    private static HashSet<string> Names(IEnumerable<string> names) => new(names, StringComparer.OrdinalIgnoreCase);
}
