using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Scope;

namespace SfIntegration.Access;

/// <summary>How a grant reaches a user: from which container, through which group, or implied by which power.</summary>
/// <param name="From">The container's name.</param>
/// <param name="Kind">What the container is.</param>
/// <param name="ContainerId">The container's id.</param>
/// <param name="Through">The permission set group it comes through, or null.</param>
/// <param name="ImpliedBy">The power that implies it ("Modify All Data", "edit on Account"), or null where it is granted outright.</param>
public sealed record GrantPath(string From, ContainerKind Kind, string ContainerId, string? Through, string? ImpliedBy)
{
    /// <summary>"from permission set X, through group Y, implied by Z".</summary>
    public override string ToString()
    {
        var kind = Kind == ContainerKind.PermissionSet ? "permission set" : Kind.ToString().ToLowerInvariant();
        return $"from {kind} {From}" + (Through is null ? "" : $", through group {Through}") + (ImpliedBy is null ? "" : $", implied by {ImpliedBy}");
    }
}

/// <summary>What a user can do with the records of one object, and which paths give each part.</summary>
public sealed class EffectiveObject
{
    /// <summary>The object; "*" where View All Data or Modify All Data opens every object.</summary>
    public string SobjectType { get; internal init; } = "";

    /// <summary>All flags together.</summary>
    public ObjectAccess Access { get; internal init; }

    /// <summary>Each path with the flags it gives.</summary>
    public IReadOnlyList<(ObjectAccess Access, GrantPath Path)> Paths { get; internal init; } = Array.Empty<(ObjectAccess, GrantPath)>();

    /// <summary>The paths that give a flag.</summary>
    /// <param name="flag">One flag.</param>
    public IEnumerable<GrantPath> From(ObjectAccess flag) => Paths.Where(p => (p.Access & flag) != 0).Select(p => p.Path);
}

/// <summary>What a user can do with one field through field-level security, and which paths give it.</summary>
public sealed class EffectiveField
{
    /// <summary>The object.</summary>
    public string SobjectType { get; internal init; } = "";

    /// <summary>The field, unqualified.</summary>
    public string Field { get; internal init; } = "";

    /// <summary>Both flags together.</summary>
    public FieldAccess Access { get; internal init; }

    /// <summary>Each path with the flags it gives.</summary>
    public IReadOnlyList<(FieldAccess Access, GrantPath Path)> Paths { get; internal init; } = Array.Empty<(FieldAccess, GrantPath)>();
}

/// <summary>A system permission a user holds, and the paths that give it.</summary>
public sealed record EffectivePermission(string Name, IReadOnlyList<GrantPath> Paths);

/// <summary>A setup entity a user can use, and the paths that give it.</summary>
public sealed record EffectiveSetupEntity(string EntityType, string EntityId, string? Name, IReadOnlyList<GrantPath> Paths);

/// <summary>A tab a user has, at its widest, and each path with the visibility it gives.</summary>
public sealed record EffectiveTab(string Name, TabVisibility Visibility, IReadOnlyList<(TabVisibility Visibility, GrantPath Path)> Paths);

/// <summary>A record type a user can use, and the paths that give it.</summary>
public sealed record EffectiveRecordType(string SobjectType, string RecordType, IReadOnlyList<GrantPath> Paths);

/// <summary>What one user can do when all its grants are added up (OR:permissionset: profile, direct sets, groups with muting).</summary>
public sealed class EffectiveAccess
{
    /// <summary>The user.</summary>
    public UserFacts User { get; internal init; } = new();

    /// <summary>The moment it is true for, UTC: expiry dates are judged against it.</summary>
    public DateTime AsOf { get; internal init; }

    /// <summary>Objects, by name.</summary>
    public IReadOnlyDictionary<string, EffectiveObject> Objects { get; internal init; } = new Dictionary<string, EffectiveObject>();

    /// <summary>Fields, by "Object.Field".</summary>
    public IReadOnlyDictionary<string, EffectiveField> Fields { get; internal init; } = new Dictionary<string, EffectiveField>();

    /// <summary>System permissions, by API name.</summary>
    public IReadOnlyDictionary<string, EffectivePermission> SystemPermissions { get; internal init; } = new Dictionary<string, EffectivePermission>();

    /// <summary>Setup entities, by id.</summary>
    public IReadOnlyDictionary<string, EffectiveSetupEntity> SetupEntities { get; internal init; } = new Dictionary<string, EffectiveSetupEntity>();

    /// <summary>Tabs, by name.</summary>
    public IReadOnlyDictionary<string, EffectiveTab> Tabs { get; internal init; } = new Dictionary<string, EffectiveTab>();

    /// <summary>Record types, by "Object.RecordType"; null where those of any container that counts were not read.</summary>
    public IReadOnlyDictionary<string, EffectiveRecordType>? RecordTypes { get; internal init; }

    /// <summary>Containers that count now, each once.</summary>
    public IReadOnlyList<Container> Containers { get; internal init; } = Array.Empty<Container>();

    /// <summary>What a reader must know: a stale group that was computed, an expired or not activated set that was skipped.</summary>
    public IReadOnlyList<string> Notes { get; internal init; } = Array.Empty<string>();

    /// <summary>The same notes with what each is about.</summary>
    internal IReadOnlyList<HoldingNote> TypedNotes { get; init; } = Array.Empty<HoldingNote>();

    /// <summary>The access to one object, "*" included.</summary>
    /// <param name="sobjectType">The object.</param>
    public ObjectAccess ObjectAccess(string sobjectType) =>
        (Objects.TryGetValue(sobjectType, out var own) ? own.Access : Scope.ObjectAccess.None)
        | (Objects.TryGetValue("*", out var all) ? all.Access : Scope.ObjectAccess.None);
}
