using System;
using System.Collections.Generic;
using SfIntegration.Rules;
using SfIntegration.Scope;

namespace SfIntegration;

/// <summary>What the logs say of the use of a grant.</summary>
public enum SfAccessUse
{
    /// <summary>It was used.</summary>
    Used,

    /// <summary>Nothing in the window used it, or not for long: it can go. <see cref="SfUnusedAccess.Confidence"/> says how sure that is.</summary>
    Unused,

    /// <summary>Its use would not show in these logs, so that nothing can be said.</summary>
    NoEvidence,

    /// <summary>It was granted within the window: too late to be judged.</summary>
    TooYoung,

    /// <summary>Not used, but its object is worked on every month or every quarter only: too seldom to be judged.</summary>
    Protected,
}

/// <summary>One grant of a scope and what the logs say of its use.</summary>
public sealed class SfUnusedAccess
{
    internal SfUnusedAccess()
    {
    }

    /// <summary>The org of the logs.</summary>
    public SfOrg? Org { get; internal init; }

    /// <summary>The identity.</summary>
    public string Username { get; internal init; } = "";

    /// <summary>The scope that grants it.</summary>
    public string ScopeName { get; internal init; } = "";

    /// <summary>The integration that it is granted for.</summary>
    public string Integration { get; internal init; } = "";

    /// <summary>The generated set that holds it.</summary>
    public string PermissionSet { get; internal init; } = "";

    /// <summary>The object; null for a grant that is on none.</summary>
    public string? SobjectType { get; internal init; }

    /// <summary>The field; "*" for all fields that the scope names of the object, alike; null for the object itself.</summary>
    public string? Field { get; internal init; }

    /// <summary>read, create, edit, delete, viewAll, modifyAll, viewAllFields; a system permission, class or set by its name.</summary>
    public string Access { get; internal init; } = "";

    /// <summary>What the logs say.</summary>
    public SfAccessUse Verdict { get; internal init; }

    /// <summary>Why.</summary>
    public string Reason { get; internal init; } = "";

    /// <summary>How sure an Unused is; null for everything else.</summary>
    public FindingConfidence? Confidence { get; internal init; }

    /// <summary>The last use, UTC; null where none was seen.</summary>
    public DateTime? LastUsed { get; internal init; }

    /// <summary>When it was granted or last changed, UTC; null where that is not known.</summary>
    public DateTime? GrantedAt { get; internal init; }

    /// <summary>The beginning of the window, UTC.</summary>
    public DateTime WindowStart { get; internal init; }

    /// <summary>Its end (not part of it), UTC.</summary>
    public DateTime WindowEnd { get; internal init; }

    /// <summary>The days of the window.</summary>
    public int Days { get; internal init; }

    /// <summary>The days of which the logs hold a file of calls.</summary>
    public int DaysCovered { get; internal init; }

    /// <summary>"364 of 365 days".</summary>
    public string Coverage => $"{DaysCovered} of {Days} days";

    /// <summary>The event types that were looked at.</summary>
    public IReadOnlyList<string> Sources { get; internal init; } = Array.Empty<string>();

    /// <summary>Where the scope grants it.</summary>
    public SourceLine? Source { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Access} of {(SobjectType is null ? "the identity" : Field is null ? SobjectType : SobjectType + "." + Field)}: {Verdict}";
}
