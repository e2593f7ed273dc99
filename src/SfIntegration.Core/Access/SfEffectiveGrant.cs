using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Scope;

namespace SfIntegration.Access;

/// <summary>One thing that a user can use when all it holds is added up, and where that comes from.</summary>
public sealed class SfEffectiveGrant
{
    internal SfEffectiveGrant(SfOrg org, UserFacts user, AccessKind kind, string name)
    {
        Org = org;
        UserId = user.UserId;
        Username = user.Username;
        Kind = kind;
        Target = name;
    }

    /// <summary>The org; without a connection where it comes from a snapshot.</summary>
    public SfOrg Org { get; }

    /// <summary>The user's id.</summary>
    public string UserId { get; }

    /// <summary>The login name.</summary>
    public string Username { get; }

    /// <summary>What sort of thing it is.</summary>
    public AccessKind Kind { get; }

    /// <summary>What it is, as one name: "Contact", "Contact.SSN__c", "ViewSetup", "OrderSyncEndpoint". "*" is every object.</summary>
    public string Target { get; }

    /// <summary>The object, for objects, fields and record types; "*" for every object.</summary>
    public string? SobjectType { get; internal init; }

    /// <summary>The field, unqualified, for fields.</summary>
    public string? Field { get; internal init; }

    /// <summary>SetupEntityAccess.SetupEntityType, for setup entities: "ApexClass", "ConnectedApplication".</summary>
    public string? EntityType { get; internal init; }

    /// <summary>The setup entity's id.</summary>
    public string? EntityId { get; internal init; }

    /// <summary>The access in words: "read, create, edit", "edit", "held", "use", "visible"; "not assessed" where it could not be read.</summary>
    public string Access { get; internal init; } = "";

    /// <summary>The flags, for objects.</summary>
    public ObjectAccess ObjectAccess { get; internal init; }

    /// <summary>The flags, for fields.</summary>
    public FieldAccess FieldAccess { get; internal init; }

    /// <summary>False where the grant alone does nothing, or nothing is known; the note says why.</summary>
    public bool IsEffective { get; internal init; } = true;

    /// <summary>What a reader must know about it, or null.</summary>
    public string? Note { get; internal init; }

    /// <summary>The containers that give it.</summary>
    public IReadOnlyList<string> From { get; private set; } = Array.Empty<string>();

    /// <summary>The permission sets among them.</summary>
    public IReadOnlyList<string> PermissionSet { get; private set; } = Array.Empty<string>();

    /// <summary>The groups it comes through.</summary>
    public IReadOnlyList<string> Through { get; private set; } = Array.Empty<string>();

    /// <summary>The powers that imply it; a path without one is granted outright.</summary>
    public IReadOnlyList<string> ImpliedBy { get; private set; } = Array.Empty<string>();

    /// <summary>Every path.</summary>
    public IReadOnlyList<GrantPath> Paths
    {
        get => _paths;
        internal init
        {
            _paths = value;
            From = value.Select(p => p.From).Distinct(StringComparer.Ordinal).ToList();
            PermissionSet = value.Where(p => p.Kind == ContainerKind.PermissionSet).Select(p => p.From).Distinct(StringComparer.Ordinal).ToList();
            Through = value.Select(p => p.Through).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
            ImpliedBy = value.Select(p => p.ImpliedBy).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        }
    }

    private readonly IReadOnlyList<GrantPath> _paths = Array.Empty<GrantPath>();

    /// <summary>The paths with what each gives, where they give different parts of the access.</summary>
    internal IReadOnlyList<(string Access, GrantPath Path)> Given { get; init; } = Array.Empty<(string, GrantPath)>();

    /// <summary>How many rows the object has, whoever may see them; for objects, where -RecordCount asked for it and Salesforce counts them. The count may be some hours old (RS:resources_record_count).</summary>
    public long? RecordCount { get; internal set; }

    /// <summary>The moment it is true for, UTC.</summary>
    public DateTime AsOf { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Username}: {Access} {Target}";
}
