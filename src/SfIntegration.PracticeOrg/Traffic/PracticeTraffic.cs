using System;
using System.Globalization;

namespace SfIntegration.Practice.Traffic;

/// <summary>What traffic to make: ten identities at their duties (Data/traffic-profiles.json), with incidents planted among it. The same settings make the same traffic.</summary>
public sealed class PracticeTraffic
{
    /// <summary>The fewest days: fewer leave no room for something usual before something unusual.</summary>
    public const int FewestDays = 14;

    /// <summary>The most days: event logs live no longer.</summary>
    public const int MostDays = 365;

    private const int MostRows = 2_000_000;

    /// <summary>What makes one traffic differ from another: noise, and the days of the incidents.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>How many days back it begins.</summary>
    public int Days { get; set; } = MostDays;

    /// <summary>When it ends, UTC, cut to the hour. Null: now.</summary>
    public DateTime? Until { get; set; }

    /// <summary>About how many calls there are on an ordinary weekday.</summary>
    public int RowsPerDay { get; set; } = 200;

    /// <summary>The whole hour at which it ends.</summary>
    internal DateTime End(DateTime now)
    {
        var end = Until is { } until ? DateTime.SpecifyKind(until, DateTimeKind.Utc) : now;
        return new DateTime(end.Ticks - (end.Ticks % TimeSpan.TicksPerHour), DateTimeKind.Utc);
    }

    /// <summary>An error for what cannot be made.</summary>
    /// <param name="isStored">True where the rows are to be held in memory.</param>
    internal void Check(bool isStored)
    {
        if (Days is < FewestDays or > MostDays)
        {
            throw new ArgumentException($"days is {FewestDays} to {MostDays}.");
        }

        if (RowsPerDay < 1 || (isStored && (long)RowsPerDay * Days > MostRows))
        {
            throw new ArgumentException(string.Format(CultureInfo.InvariantCulture, "rowsPerDay is 1 or more, and times days {0:N0} at most.", MostRows));
        }
    }
}
