using System;

namespace SfIntegration;

/// <summary>A time that no saved event log covers.</summary>
public sealed class SfEventLogGap
{
    internal SfEventLogGap()
    {
    }

    /// <summary>The event type.</summary>
    public string EventType { get; internal init; } = "";

    /// <summary>Its beginning, UTC.</summary>
    public DateTime From { get; internal init; }

    /// <summary>Its end (not part of it), UTC.</summary>
    public DateTime To { get; internal init; }

    /// <summary>Why it may be one, in words.</summary>
    public string Reason { get; internal init; } = "";

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{EventType} {From:yyyy-MM-dd HH:mm} to {To:yyyy-MM-dd HH:mm}: {Reason}");
}
