using System;
using System.Collections.Generic;
using System.Globalization;
using SfIntegration.Rules;

namespace SfIntegration.Activity.Usage;

/// <summary>How much the absence of use in a window says. Pure.</summary>
/// <param name="Confidence">How sure an Unused can be.</param>
/// <param name="Limits">What speaks against being surer, in words.</param>
internal sealed record EvidenceStrength(FindingConfidence Confidence, IReadOnlyList<string> Limits)
{
    /// <summary>A shorter look is a guess.</summary>
    private const int LeastDays = 95;

    /// <summary>Logs of less than this part of the days say nothing.</summary>
    public const double LeastCoverage = 0.5;

    /// <summary>The strength for a grant.</summary>
    /// <param name="usage">The use of the identity.</param>
    /// <param name="grantedAt">When it was granted, UTC; null where that is not known: then the identity's first call is where looking begins.</param>
    public static EvidenceStrength Of(UsedAccess usage, DateTime? grantedAt)
    {
        var from = grantedAt is null && usage.FirstCall is { } first && first > usage.WindowStart ? first : usage.WindowStart;
        var days = (usage.WindowEnd - from).TotalDays;
        var covered = usage.Days == 0 ? 0 : usage.DaysCovered / (double)usage.Days;
        var limits = new List<string>();
        var confidence = FindingConfidence.High;
        if (days < UsePattern.QuarterAndWeek)
        {
            confidence = days < LeastDays ? FindingConfidence.Low : FindingConfidence.Medium;
            limits.Add(string.Format(CultureInfo.InvariantCulture, "a quarter-end job would not show within {0:0} days", Math.Floor(days)));
        }
        else if (days < 372)
        {
            limits.Add("a yearly job would not show");
        }

        if (covered < 0.95)
        {
            confidence = Least(confidence, covered < 0.8 ? FindingConfidence.Low : FindingConfidence.Medium);
            limits.Add($"the logs cover {usage.DaysCovered} of {usage.Days} days");
        }

        if (grantedAt is null)
        {
            confidence = confidence == FindingConfidence.High ? FindingConfidence.Medium : FindingConfidence.Low;
            limits.Add("when it was granted is not known");
        }

        var strength = new EvidenceStrength(confidence, limits);
        return usage.PersonSignIns is { } person
            ? strength.But(FindingConfidence.Medium, string.Format(CultureInfo.InvariantCulture, "what a person did with it (the last sign-in on {0:yyyy-MM-dd}) does not show", person.Last))
            : strength;
    }

    /// <summary>The same with another thing that speaks against it.</summary>
    public EvidenceStrength But(FindingConfidence most, string limit) => new(Least(Confidence, most), new List<string>(Limits) { limit });

    private static FindingConfidence Least(FindingConfidence a, FindingConfidence b) => a < b ? a : b;
}
