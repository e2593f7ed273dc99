using System;
using System.Collections.Generic;

namespace SfIntegration.Scope;

/// <summary>An object of a scope with its fields. Access is complete: what implies what has been added (edit adds read).</summary>
public sealed class ScopeObject
{
    internal ScopeObject()
    {
    }

    /// <summary>The object as the file spells it.</summary>
    public string SobjectType { get; internal init; } = "";

    /// <summary>The line it stands on.</summary>
    public SourceLine Source { get; internal init; } = new(null, 0, 0);

    /// <summary>Object access, `records` and `viewAllFields` included.</summary>
    public ObjectAccess Access { get; internal init; }

    /// <summary>Fields.</summary>
    public ScopeFields Fields { get; internal init; } = new();

    /// <summary>Record types it may give to records, by developer name (with a namespace where packaged), without the object.</summary>
    public IReadOnlyList<ScopeName> RecordTypes { get; internal init; } = Array.Empty<ScopeName>();

    /// <summary>Why it sees all records or all fields; null where it does not.</summary>
    public string? Reason { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => SobjectType;
}

/// <summary>The fields of an object that a scope grants.</summary>
public sealed class ScopeFields
{
    internal ScopeFields()
    {
    }

    /// <summary>`fields: all` or `{ read: all }`: read of every field that takes a grant.</summary>
    public bool ReadAll { get; internal init; }

    /// <summary>`{ edit: all }`: edit where editable, read elsewhere.</summary>
    public bool EditAll { get; internal init; }

    /// <summary>Fields granted read.</summary>
    public IReadOnlyList<ScopeName> Read { get; internal init; } = Array.Empty<ScopeName>();

    /// <summary>Fields granted edit (and so read).</summary>
    public IReadOnlyList<ScopeName> Edit { get; internal init; } = Array.Empty<ScopeName>();

    /// <summary>Fields taken out of "all".</summary>
    public IReadOnlyList<ScopeName> Except { get; internal init; } = Array.Empty<ScopeName>();
}

/// <summary>A finding that is accepted until a day.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Target">What it is accepted for.</param>
/// <param name="Reason">Why.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="ApprovedBy">Who approved it.</param>
/// <param name="Ticket">The ticket, or null.</param>
/// <param name="Expires">The last day (UTC) it holds.</param>
/// <param name="Source">The line it stands on.</param>
public sealed record ScopeException(string Rule, string Target, string Reason, string Owner, string ApprovedBy, string? Ticket, DateTime Expires, SourceLine Source);
