using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Scope;

namespace SfIntegration.Access;

/// <summary>Why a user has one thing: every path to it, and the fewest removals that end it.</summary>
public sealed class SfAccessExplanation
{
    internal SfAccessExplanation(SfOrg org, UserFacts user, AccessTarget target)
    {
        Org = org;
        UserId = user.UserId;
        Username = user.Username;
        Kind = target.Kind;
        Target = target.Label;
        SobjectType = target.Kind is AccessKind.Object or AccessKind.Field ? target.Name : null;
        Field = target.Field;
        Access = target.Kind == AccessKind.Object ? PermissionColumns.Words(target.OnObject) : target.Kind == AccessKind.Field ? PermissionColumns.Words(target.OnField) : "use";
        Question = target.ToString();
    }

    /// <summary>The org; without a connection where it comes from a snapshot.</summary>
    public SfOrg Org { get; }

    /// <summary>The user's id.</summary>
    public string UserId { get; }

    /// <summary>The login name.</summary>
    public string Username { get; }

    /// <summary>What sort of thing it is.</summary>
    public AccessKind Kind { get; }

    /// <summary>What it is, as one name.</summary>
    public string Target { get; }

    /// <summary>The object, for objects and fields.</summary>
    public string? SobjectType { get; }

    /// <summary>The field, for fields.</summary>
    public string? Field { get; }

    /// <summary>The access asked about, in words.</summary>
    public string Access { get; }

    /// <summary>What was asked: "edit on Contact.SSN__c".</summary>
    public string Question { get; }

    /// <summary>True where the user has it, by any path.</summary>
    public bool Has => Paths.Count > 0;

    /// <summary>Every path to it.</summary>
    public IReadOnlyList<GrantPath> Paths { get; internal init; } = Array.Empty<GrantPath>();

    /// <summary>The fewest removals that end it; each says what to do. Empty where the user has it not.</summary>
    public IReadOnlyList<Removal> SmallestRemoval { get; internal init; } = Array.Empty<Removal>();

    /// <summary>What a reader must know: a grant that does nothing yet, a field that takes none, sets that were skipped.</summary>
    public IReadOnlyList<string> Notes { get; internal init; } = Array.Empty<string>();

    /// <inheritdoc/>
    public override string ToString() => $"{Username} {(Has ? "has" : "has not")} {Question}";
}

/// <summary>Explains one thing a user has. Pure.</summary>
internal static class AccessExplainer
{
    /// <param name="org">The org.</param>
    /// <param name="access">The user's access.</param>
    /// <param name="target">The thing; one flag.</param>
    /// <param name="schema">The object's schema where it is known: it tells of fields that take no grant.</param>
    public static SfAccessExplanation Explain(SfOrg org, EffectiveAccess access, AccessTarget target, SchemaFacts? schema)
    {
        var paths = target.PathsIn(access);
        var notes = new List<string>();
        if (target.WhyLatent(access) is { } latent && paths.Count > 0)
        {
            notes.Add(latent);
        }

        if (paths.Count == 0 && target.Kind == AccessKind.Field && Open(access, target, schema) is { } open)
        {
            paths = open.Paths;
            notes.Add($"{target.Label}: {open.Note}");
        }

        if (target.Kind == AccessKind.RecordType && access.RecordTypes is null)
        {
            notes.Add("Record types were not read: no query has them, only the Metadata API.");
        }

        var removal = Provenance.SmallestRemoval(paths);
        if (target.Kind == AccessKind.Field && paths.Count > 0)
        {
            var flag = target.OnField == FieldAccess.Edit ? ObjectAccess.Edit : ObjectAccess.Read;
            var onObject = Provenance.SmallestRemoval(access, target.Name, flag);
            if (onObject.Count > 0 && onObject.Count < removal.Count)
            {
                notes.Add($"Ending {PermissionColumns.Words(flag)} on {target.Name} itself takes fewer removals: {string.Join("; ", onObject)}.");
            }
        }

        return new SfAccessExplanation(org, access.User, target) { Paths = paths, SmallestRemoval = removal, Notes = notes.Concat(access.Notes).ToList() };
    }

    private static (FieldAccess Access, IReadOnlyList<GrantPath> Paths, string Note)? Open(EffectiveAccess access, AccessTarget target, SchemaFacts? schema) =>
        schema is { PermissionableFields.Count: > 0 }
        && schema.Objects.TryGetValue(target.Name, out var o)
        && o.Fields.TryGetValue(target.Field!, out var field)
        && FieldsWithoutGrant.One(access, schema, o, field) is { } found
        && (found.Access & target.OnField) != 0
            ? found
            : null;
}
