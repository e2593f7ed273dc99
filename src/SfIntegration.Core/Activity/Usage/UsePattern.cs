using System;
using System.Collections.Generic;

namespace SfIntegration.Activity.Usage;

/// <summary>Finds work that comes back every month or every quarter. Pure.</summary>
internal static class UsePattern
{
    /// <summary>A quarter and a week: who looks at less does not see every quarter-end.</summary>
    public const int QuarterAndWeek = 98;

    /// <summary>A month or quarter end may take some days; longer work is no such job.</summary>
    private const int LongestRun = 7;

    /// <summary>Days this near to each other are one run of the job; a weekly job is one long run.</summary>
    private const int SameRun = 8;

    /// <summary>"every month" or "every quarter" where runs came at such a distance; null for any other use.</summary>
    /// <param name="days">The days of use, in order.</param>
    public static string? Of(IReadOnlyList<DateTime> days)
    {
        var runs = new List<(DateTime First, DateTime Last)>();
        foreach (var day in days)
        {
            if (runs.Count > 0 && (day - runs[runs.Count - 1].Last).TotalDays <= SameRun)
            {
                runs[runs.Count - 1] = (runs[runs.Count - 1].First, day);
            }
            else
            {
                runs.Add((day, day));
            }
        }

        string? found = null;
        for (var i = 1; i < runs.Count; i++)
        {
            if (!IsShort(runs[i - 1]) || !IsShort(runs[i]))
            {
                continue;
            }

            var distance = (runs[i].First - runs[i - 1].First).TotalDays;
            found = distance is >= 26 and <= 35 ? "every month" : distance is >= 85 and <= QuarterAndWeek ? found ?? "every quarter" : found;
        }

        return found;
    }

    private static bool IsShort((DateTime First, DateTime Last) run) => (run.Last - run.First).TotalDays <= LongestRun;
}
