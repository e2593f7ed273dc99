using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Rules;

namespace SfIntegration.Activity.Anomaly;

/// <summary>Something of an identity's activity that was seen for the first time within the window.</summary>
/// <param name="What">The thing: an address, a client, a version.</param>
/// <param name="FirstSeen">When first, UTC.</param>
/// <param name="LastSeen">When last, UTC.</param>
/// <param name="Calls">How many calls.</param>
/// <param name="Past">On how many days it had worked before without it.</param>
internal sealed record NewThing(string What, DateTime FirstSeen, DateTime LastSeen, long Calls, int Past)
{
    /// <summary>By how long a past it was not in.</summary>
    public FindingConfidence Confidence => Novelty.Confidence(Past);

    /// <inheritdoc/>
    public override string ToString() => $"{What}: {Calls} {(Calls == 1 ? "call" : "calls")}, {FirstSeen:yyyy-MM-dd HH:mm}Z to {LastSeen:yyyy-MM-dd HH:mm}Z, never on {Past} working days before";
}

/// <summary>Finds what is new. Pure.</summary>
internal static class Novelty
{
    /// <summary>With fewer days of work before, nothing can be called new.</summary>
    public const int LeastPast = 7;

    /// <summary>The things whose first sight lies in the window, after enough days of work without them; the first seen first.</summary>
    /// <param name="activity">The identity's activity.</param>
    /// <param name="calls">The calls to look at.</param>
    /// <param name="thing">What a call shows; null for nothing.</param>
    public static IReadOnlyList<NewThing> Of(IdentityActivity activity, IEnumerable<SfActivity> calls, Func<SfActivity, string?> thing) => calls
        .Select(c => (Thing: thing(c), Call: c))
        .Where(c => c.Thing is not null)
        .GroupBy(c => c.Thing!, StringComparer.OrdinalIgnoreCase)
        .Select(g => new NewThing(g.Key, g.Min(c => c.Call.FirstSeen), g.Max(c => c.Call.LastSeen), g.Sum(c => c.Call.Calls), activity.ActiveDaysBefore(g.Min(c => c.Call.FirstSeen))))
        .Where(n => activity.IsJudged(n.FirstSeen) && n.Past >= LeastPast)
        .OrderBy(n => n.FirstSeen)
        .ToList();

    /// <summary>Two weeks of work are worth asking, a month leaves hardly any doubt.</summary>
    public static FindingConfidence Confidence(int past) => past >= 30 ? FindingConfidence.High : past >= 14 ? FindingConfidence.Medium : FindingConfidence.Low;
}
