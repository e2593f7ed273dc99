using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Proof;
using SfIntegration.Scope;

namespace SfIntegration.Access.Comparison;

/// <summary>Reads the things to compare from an org or a snapshot; containers of one source are read together.</summary>
internal static class HoldingsReader
{
    private static readonly AccessSnapshot s_nothing = new();

    /// <summary>What each target holds, in their order.</summary>
    /// <exception cref="SfNotFoundException">The source has no such user or container.</exception>
    public static async Task<IReadOnlyList<AccessHoldings>> ReadAsync(IAccessSource source, IReadOnlyList<CompareTarget> targets, CancellationToken cancellation)
    {
        var names = targets.Where(t => t.Definition is null && t.Scope is null && !IsUser(t)).Select(t => t.Name)
            .Concat(targets.Where(t => t.Scope is not null).SelectMany(t => ScopeHoldings.UsedSets(t.Scope!)))
            .Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var containers = names.Count == 0 ? s_nothing : await source.OfContainersAsync(names, cancellation).ConfigureAwait(false);
        var holdings = new List<AccessHoldings>();
        foreach (var target in targets)
        {
            holdings.Add(
                target.Definition is { } definition ? ContainerHoldings.Of(definition)
                : target.Scope is { } scope ? await ReadScopeAsync(source, scope, containers, cancellation).ConfigureAwait(false)
                : IsUser(target) ? await ReadUserAsync(source, target.Name, cancellation).ConfigureAwait(false)
                : OfContainer(source, containers, target));
        }

        return holdings;
    }

    /// <summary>A source with nothing in it, for what needs none: definitions, and scopes without a connection.</summary>
    public static IAccessSource Nothing { get; } = new SnapshotAccessSource(s_nothing);

    private static bool IsUser(CompareTarget target) => target.Kind == TargetKind.User || (target.Kind == TargetKind.Named && target.Name.IndexOf('@') >= 0);

    private static async Task<AccessHoldings> ReadUserAsync(IAccessSource source, string username, CancellationToken cancellation)
    {
        var snapshot = await source.OfUserAsync(username, cancellation).ConfigureAwait(false);
        var user = snapshot.User(username) ?? throw new SfNotFoundException($"{Where(source)} has no user '{username}'.", "Get-SfIntegrationUser '*' lists users.");
        return UserHoldings.Of(snapshot, user, source.AsOf, source.Org);
    }

    private static async Task<AccessHoldings> ReadScopeAsync(IAccessSource source, AccessScope scope, AccessSnapshot containers, CancellationToken cancellation)
    {
        var schema = source.Schema is { } reader ? await reader.ReadAsync(SchemaNeeds.Objects(scope), cancellation).ConfigureAwait(false) : null;
        return ScopeHoldings.Of(scope, schema, containers, source.Org.Host.Length == 0 ? null : source.Org);
    }

    private static AccessHoldings OfContainer(IAccessSource source, AccessSnapshot snapshot, CompareTarget target)
    {
        var found = snapshot.Containers.Where(c => Fits(target.Kind, c.Kind) && string.Equals(c.Name, target.Name, StringComparison.OrdinalIgnoreCase)).ToList();
        if (found.Count == 0)
        {
            throw new SfNotFoundException(
                $"{Where(source)} has no {Words(target.Kind)} '{target.Name}'.",
                "Get-SfPermissionSet and Get-SfProfile list them; a login name has an @ in it; a scope file is read by Import-SfAccessScope.");
        }

        if (found.Count > 1)
        {
            throw new SfNotFoundException(
                $"'{target.Name}' names several things here: {string.Join(", ", found.Select(c => ContainerHoldings.Title(c.Kind, c.Name)))}.",
                $"Say which: 'set:{target.Name}', 'group:{target.Name}', 'profile:{target.Name}'.");
        }

        return ContainerHoldings.Of(snapshot, found[0], source.Org);
    }

    private static bool Fits(TargetKind target, ContainerKind kind) => target switch
    {
        TargetKind.Named => kind != ContainerKind.Muting,
        TargetKind.Profile => kind == ContainerKind.Profile,
        TargetKind.Group => kind == ContainerKind.Group,
        TargetKind.Muting => kind == ContainerKind.Muting,
        _ => kind == ContainerKind.PermissionSet,
    };

    private static string Words(TargetKind kind) => kind switch
    {
        TargetKind.Profile => "profile",
        TargetKind.Group => "permission set group",
        TargetKind.Muting => "muting set",
        TargetKind.PermissionSet => "permission set",
        _ => "permission set, group or profile",
    };

    private static string Where(IAccessSource source) => source.Schema is null ? $"The snapshot of {source.Org}" : $"The org {source.Org}";
}
