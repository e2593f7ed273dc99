using System;
using System.Collections.Generic;

namespace SfIntegration;

/// <summary>What a measurement looked at, and what it could not see.</summary>
public sealed class SfActivityCoverage
{
    internal SfActivityCoverage()
    {
    }

    /// <summary>What the activity is told apart by.</summary>
    public IReadOnlyList<SfActivityDimension> By { get; internal init; } = Array.Empty<SfActivityDimension>();

    /// <summary>The beginning of the window that was asked for, UTC; null where it was open.</summary>
    public DateTime? Since { get; internal init; }

    /// <summary>The end of the window (not part of it), UTC; null where it was open.</summary>
    public DateTime? Until { get; internal init; }

    /// <summary>The first event in the window, UTC; null where there was none.</summary>
    public DateTime? FirstEvent { get; internal init; }

    /// <summary>The last event in the window, UTC.</summary>
    public DateTime? LastEvent { get; internal init; }

    /// <summary>The event types that were looked at.</summary>
    public IReadOnlyList<string> EventTypes { get; internal init; } = Array.Empty<string>();

    /// <summary>The files that were read; empty for rows from the pipeline.</summary>
    public IReadOnlyList<SfSavedEventLog> Files { get; internal init; } = Array.Empty<SfSavedEventLog>();

    /// <summary>Events that were read.</summary>
    public long Events { get; internal init; }

    /// <summary>Events in the window that were counted.</summary>
    public long Counted { get; internal init; }

    /// <summary>Events not counted because another file or event type had them already.</summary>
    public long CountedElsewhere { get; internal init; }

    /// <summary>Damaged lines, which were not counted.</summary>
    public long Damaged { get; internal init; }

    /// <summary>Times within the window that no file covers.</summary>
    public IReadOnlyList<SfEventLogGap> Gaps { get; internal init; } = Array.Empty<SfEventLogGap>();

    /// <summary>What these logs cannot show, in words: the calls inside a composite, rows in ApiTotalUsage, ...</summary>
    public IReadOnlyList<string> NotShown { get; internal init; } = Array.Empty<string>();
}
