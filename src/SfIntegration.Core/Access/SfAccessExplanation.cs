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

    /// <summary>True where the user has it, by any path; null where no path was found and that says nothing: not everything could be read, or the thing is not known. The notes say which.</summary>
    public bool? Has { get; internal init; }

    /// <summary>Every path to it.</summary>
    public IReadOnlyList<GrantPath> Paths { get; internal init; } = Array.Empty<GrantPath>();

    /// <summary>The fewest removals that end it; each says what to do. Empty where the user has it not.</summary>
    public IReadOnlyList<Removal> SmallestRemoval { get; internal init; } = Array.Empty<Removal>();

    /// <summary>What a reader must know: a grant that does nothing yet, a field that takes none, sets that were skipped.</summary>
    public IReadOnlyList<string> Notes { get; internal init; } = Array.Empty<string>();

    /// <inheritdoc/>
    public override string ToString() => $"{Username} {Has switch { true => "has", false => "has not", null => "may or may not have" }} {Question}";
}

/// <summary>Explains one thing a user has. Pure.</summary>
internal static class AccessExplainer
{
    /// <param name="org">The org.</param>
    /// <param name="access">The user's access.</param>
    /// <param name="target">The thing; one flag.</param>
    /// <param name="schema">The object's schema where it is known: it tells of fields that take no grant. From a snapshot only its lists.</param>
    /// <param name="notRead">What could not be read, in words.</param>
    /// <param name="isOffline">The answer comes from a snapshot, whose lists are all that tells what there is.</param>
    public static SfAccessExplanation Explain(SfOrg org, EffectiveAccess access, AccessTarget target, SchemaFacts? schema, IReadOnlyCollection<string>? notRead = null, bool isOffline = false)
    {
        var paths = target.PathsIn(access);
        var notes = new List<string>();
        var unknown = isOffline ? OfflineFields.Unknown(target, schema) : null;
        if (unknown is not null)
        {
            // Only a power over every object can have opened it, and whether there is anything to open is not known.
            paths = NamesItself(access, target) ? paths : Array.Empty<GrantPath>();
            unknown = paths.Count > 0 ? null : unknown;
        }

        if (target.WhyLatent(access) is { } latent && paths.Count > 0)
        {
            notes.Add(latent);
        }

        if (paths.Count == 0 && target.Kind == AccessKind.Field && Open(access, target, schema) is { } open)
        {
            paths = open.Paths;
            notes.Add($"{target.Label}: {open.Note}");
        }
        else if (paths.Count == 0 && unknown is null && target.Kind == AccessKind.Field && !IsDescribed(target, schema))
        {
            (paths, unknown) = Undescribed(access, target, schema, notes);
        }

        var doubts = paths.Count > 0 ? new List<string>() : HoldingGaps.Why(access, notRead ?? Array.Empty<string>(), target.Kind).Concat(new[] { unknown }.OfType<string>()).ToList();
        if (target.Kind == AccessKind.RecordType && access.RecordTypes is null)
        {
            doubts.Add("Record types were not read: no query has them, only the Metadata API.");
        }

        notes.AddRange(doubts);

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

        return new SfAccessExplanation(org, access.User, target) 
        {
            Has = paths.Count > 0 ? true : doubts.Count > 0 ? null : false,
            Paths = paths,
            SmallestRemoval = removal,
            Notes = notes.Concat(access.Notes).Distinct(StringComparer.Ordinal).ToList(),
        };
    }

    private static bool NamesItself(EffectiveAccess access, AccessTarget target) => target.Kind == AccessKind.SystemPermission || access.Objects.ContainsKey(target.Name);

    private static bool IsDescribed(AccessTarget target, SchemaFacts? schema) =>
        schema is { PermissionableFields.Count: > 0 } && schema.Objects.TryGetValue(target.Name, out var o) && o.Fields.ContainsKey(target.Field!);

    /// <summary>A field without a path where describe did not tell what it is: never simply "no", unless its object is closed or it is known to take a grant.</summary>
    private static (IReadOnlyList<GrantPath> Paths, string? Unknown) Undescribed(EffectiveAccess access, AccessTarget target, SchemaFacts? schema, List<string> notes)
    {
        var onObject = ObjectGate.Of(access, target.Name);
        if (ObjectGate.Through(onObject, target.OnField) == FieldAccess.None)
        {
            return (Array.Empty<GrantPath>(), null);
        }

        if (!OfflineFields.Knows(schema))
        {
            return (Array.Empty<GrantPath>(), $"Which fields take grants is not known here: if {target.Label} takes none, it is open wherever {target.Name} is.");
        }

        if (schema!.PermissionableFields.Contains(target.Label))
        {
            return (Array.Empty<GrantPath>(), null);
        }

        if (OfflineFields.Compound(schema, target.Name, target.Field!) is { } compound)
        {
            notes.Add($"{target.Label} is granted through {target.Name}.{compound}.");
            return ((target with { Field = compound }).PathsIn(access), null);
        }

        if (target.OnField == FieldAccess.Read && OfflineFields.IsEverywhere(target.Field!))
        {
            notes.Add($"{target.Label}: takes no grant: open wherever {target.Name} is");
            return (Provenance.ObjectPaths(access, target.Name, ObjectAccess.Read).Distinct().ToList(), null);
        }

        return (Array.Empty<GrantPath>(), target.OnField == FieldAccess.Edit
            ? $"{target.Label} takes no grant, and whether it can be changed is not known here: if it can, it is open wherever {target.Name} can be edited."
            : $"{target.Label} takes no grant, and whether {target.Name} has such a field is not known here: if it has, it is open, as {target.Name} is.");
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
