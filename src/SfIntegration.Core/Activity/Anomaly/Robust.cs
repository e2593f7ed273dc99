using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace SfIntegration.Activity.Anomaly;

/// <summary>
/// What is usual, so that single outliers in the past do not count: the median, and the median distance from it (MAD). 1.4826 MADs of a normal
/// distribution are one standard deviation.
/// </summary>
internal sealed record Robust(double Median, double Mad, int Count)
{
    /// <summary>Of these numbers; at least one.</summary>
    public static Robust Of(IReadOnlyCollection<double> numbers)
    {
        var median = MedianOf(numbers);
        return new Robust(median, MedianOf(numbers.Select(n => Math.Abs(n - median)).ToList()), numbers.Count);
    }

    /// <summary>How many standard deviations a number lies above the median; a spread under a twentieth of the median counts as that, so that a very even past does not make a small rise look big.</summary>
    public double Score(double number) => (number - Median) / Math.Max(1.4826 * Mad, Math.Max(1, Median / 20));

    /// <inheritdoc/>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "median {0:0.#}, MAD {1:0.#} over {2} days", Median, Mad, Count);

    private static double MedianOf(IReadOnlyCollection<double> numbers)
    {
        var sorted = numbers.OrderBy(n => n).ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
