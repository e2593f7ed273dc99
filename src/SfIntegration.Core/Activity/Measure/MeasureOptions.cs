using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Activity.Logs;

namespace SfIntegration.Activity.Measure;

/// <summary>What to measure.</summary>
internal sealed class MeasureOptions
{
    /// <summary>The dimensions of Measure-SfActivity where -By names none.</summary>
    public static IReadOnlyList<SfActivityDimension> DefaultBy { get; } = new[]
    {
        SfActivityDimension.Identity, SfActivityDimension.Client, SfActivityDimension.AddressBlock,
        SfActivityDimension.Hour, SfActivityDimension.Object, SfActivityDimension.Operation,
    };

    /// <summary>What to tell apart; nothing gives one sum.</summary>
    public IReadOnlyList<SfActivityDimension> By { get; init; } = DefaultBy;

    /// <summary>From when, UTC; null for all there is.</summary>
    public DateTime? Since { get; init; }

    /// <summary>Until when (not part of it), UTC.</summary>
    public DateTime? Until { get; init; }

    /// <summary>Only these event types; empty for calls and sign-ins, "*" for all that are there.</summary>
    public IReadOnlyCollection<string> EventTypes { get; init; } = Array.Empty<string>();

    /// <summary>Whether events of a type are to be counted. Others than calls and sign-ins only where they are asked for: they tell of what calls did, too.</summary>
    public bool Wants(string eventType) => EventTypes.Count == 0
        ? eventType == "Login" || SavedLogs.Precedence(eventType) != int.MaxValue
        : EventTypes.Any(t => t == "*" || string.Equals(t, eventType, StringComparison.OrdinalIgnoreCase));

    /// <summary>Only these users: whether a user id (18 characters) and a username, as far as known, are wanted. Null for everybody.</summary>
    public Func<string?, string?, bool>? IsWanted { get; init; }

    /// <summary>How many threads may read at once.</summary>
    public int Threads { get; init; } = Math.Max(1, Math.Min(4, Environment.ProcessorCount));
}
