using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Scope;

namespace SfIntegration.Activity.Usage;

/// <summary>An operation on an object, as often as it was seen.</summary>
/// <param name="Operation">The word of Measure-SfActivity.</param>
/// <param name="Calls">How many, failed ones too: who tries wants to.</param>
/// <param name="Errors">How many of them failed.</param>
/// <param name="FirstSeen">The first, UTC.</param>
/// <param name="LastSeen">The last, UTC.</param>
/// <param name="Days">The UTC days, in order.</param>
internal sealed record OperationUse(string Operation, long Calls, long Errors, DateTime FirstSeen, DateTime LastSeen, IReadOnlyList<DateTime> Days);

/// <summary>What was done with one object.</summary>
internal sealed class UsedObject
{
    public required string SobjectType { get; init; }

    public IReadOnlyList<OperationUse> Operations { get; init; } = Array.Empty<OperationUse>();

    /// <summary>When queries named it though the log names it for none of them: a query within, a condition, a relationship.</summary>
    public DateTime? LastRelated { get; init; }

    /// <summary>Names that queries use of it, with the last time.</summary>
    public IReadOnlyDictionary<string, DateTime> Fields { get; init; } = new Dictionary<string, DateTime>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Why the logs do not show which fields of it were read; null where they do.</summary>
    public string? FieldsHidden { get; init; }

    /// <summary>The access that its operations show.</summary>
    public ObjectAccess Access => Operations.Aggregate(LastRelated is null ? ObjectAccess.None : ObjectAccess.Read, (sum, o) => sum | OperationAccess.OnObject(o.Operation).Access);

    /// <summary>The access that its operations may have used besides.</summary>
    public ObjectAccess Maybe => Operations.Aggregate(ObjectAccess.None, (sum, o) => sum | OperationAccess.OnObject(o.Operation).Maybe);

    /// <summary>Every day on which it was used.</summary>
    public IReadOnlyList<DateTime> Days => Operations.SelectMany(o => o.Days).Distinct().OrderBy(d => d).ToList();

    /// <summary>When access that needs a flag was used last; null for never.</summary>
    public DateTime? LastUseOf(ObjectAccess flag) => Operations
        .Where(o => (AccessRules.Complete(OperationAccess.OnObject(o.Operation).Access) & flag) != 0)
        .Select(o => (DateTime?)o.LastSeen)
        .Append((flag & ObjectAccess.Read) != 0 ? LastRelated : null)
        .Max();
}

/// <summary>Calls that may have used any object.</summary>
/// <param name="What">What they are, in words: "12 calls of Composite".</param>
/// <param name="Access">What they may have used.</param>
/// <param name="Last">The last of them, UTC.</param>
internal sealed record HiddenUse(string What, ObjectAccess Access, DateTime Last);

/// <summary>What one identity did within a window, as its logs show it, and what they cannot show. Pure data.</summary>
internal sealed class UsedAccess
{
    public required string Username { get; init; }

    /// <summary>The beginning of the window, UTC.</summary>
    public required DateTime WindowStart { get; init; }

    /// <summary>Its end (not part of it), UTC.</summary>
    public required DateTime WindowEnd { get; init; }

    /// <summary>The event types of calls that were looked at.</summary>
    public IReadOnlyList<string> Sources { get; init; } = Array.Empty<string>();

    /// <summary>The days of the window of which a file of calls was there.</summary>
    public int DaysCovered { get; init; }

    /// <summary>The days of the window.</summary>
    public int Days { get; init; }

    /// <summary>Its calls.</summary>
    public long Calls { get; init; }

    /// <summary>The first call, UTC; null for none.</summary>
    public DateTime? FirstCall { get; init; }

    /// <summary>What it used, by object.</summary>
    public IReadOnlyDictionary<string, UsedObject> Objects { get; init; } = new Dictionary<string, UsedObject>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Calls that hide what they used.</summary>
    public IReadOnlyList<HiddenUse> Hidden { get; init; } = Array.Empty<HiddenUse>();

    /// <summary>Sign-ins of a person in its name, and the last, UTC; null for none. What a person does in the user interface is in no log of calls, and no job of an integration.</summary>
    public (long Count, DateTime Last)? PersonSignIns { get; init; }

    /// <summary>Why the logs do not show which fields its queries name; null where every query was read, or there was none.</summary>
    public string? QueriesHidden { get; init; }

    /// <summary>It made queries.</summary>
    public bool HasQueries { get; init; }

    /// <summary>Relationships that its queries follow, with the last time.</summary>
    public IReadOnlyDictionary<string, DateTime> Relationships { get; init; } = new Dictionary<string, DateTime>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Names at the end of relationships: fields of whatever object.</summary>
    public IReadOnlyDictionary<string, DateTime> LooseFields { get; init; } = new Dictionary<string, DateTime>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The event types tell of every call, whatever API it came by.</summary>
    public bool SeesEveryCall => Sources.Contains("ApiTotalUsage");
}
