using System;
using System.Collections.Generic;

namespace SfIntegration.Practice.Soql;

/// <summary>The date literals: each is a range of whole days, from its first day up to, not including, its end. Weeks begin on Sunday.</summary>
internal static class DateRanges
{
    private const string Days = "DAYS";

    private static readonly HashSet<string> s_counted = Names(
        "LAST_N_{0}S", "NEXT_N_{0}S", "N_{0}S_AGO");

    private static readonly HashSet<string> s_plain = Names("LAST_{0}", "THIS_{0}", "NEXT_{0}");

    static DateRanges()
    {
        foreach (var name in new[] { "TODAY", "YESTERDAY", "TOMORROW", "LAST_90_DAYS", "NEXT_90_DAYS" })
        {
            s_plain.Add(name);
        }

        s_plain.Remove("LAST_DAY");
        s_plain.Remove("THIS_DAY");
        s_plain.Remove("NEXT_DAY");
    }

    public static bool IsKnown(string name) => s_plain.Contains(name) || s_counted.Contains(name);

    public static bool TakesCount(string name) => s_counted.Contains(name);

    /// <summary>The range of a literal as seen on a day, with the month (1 to 12) that the fiscal year begins with.</summary>
    public static (DateTime Start, DateTime End) Of(string name, int count, DateTime today, int fiscalStartMonth)
    {
        switch (name)
        {
            case "TODAY":
                return Span(today, Days, 0, 1);
            case "YESTERDAY":
                return Span(today, Days, -1, 1);
            case "TOMORROW":
                return Span(today, Days, 1, 1);
            case "LAST_90_DAYS":
                return Span(today, Days, -90, 91);
            case "NEXT_90_DAYS":
                return Span(today, Days, 1, 90);
        }

        // Fiscal quarters and years are the calendar's, moved by some months.
        if (fiscalStartMonth != 1 && name.IndexOf("FISCAL", StringComparison.Ordinal) >= 0)
        {
            var (start, end) = Of(name, count, today.AddMonths(1 - fiscalStartMonth), 1);
            return (Shift(start, "MONTHS", fiscalStartMonth - 1), Shift(end, "MONTHS", fiscalStartMonth - 1));
        }

        var unit = Unit(name);
        if (name.EndsWith("_AGO", StringComparison.Ordinal))
        {
            return Span(today, unit, -count, 1);
        }

        if (name.StartsWith("LAST_N_", StringComparison.Ordinal))
        {
            // LAST_N_DAYS takes in today; weeks, months, quarters and years end before the current one.
            return Span(today, unit, -count, unit == Days ? count + 1L : count);
        }

        return name.StartsWith("NEXT_N_", StringComparison.Ordinal) ? Span(today, unit, 1, count)
            : Span(today, unit, name[0] == 'L' ? -1 : name[0] == 'N' ? 1 : 0, 1);
    }

    private static (DateTime, DateTime) Span(DateTime today, string unit, long from, long length)
    {
        var current = Floor(today, unit);
        return (Shift(current, unit, from), Shift(current, unit, from + length));
    }

    private static DateTime Floor(DateTime day, string unit) => unit switch
    {
        "WEEKS" => day.AddDays(-(int)day.DayOfWeek),
        "MONTHS" => day.AddDays(1 - day.Day),
        "QUARTERS" => new DateTime(day.Year, (((day.Month - 1) / 3) * 3) + 1, 1),
        "YEARS" => new DateTime(day.Year, 1, 1),
        _ => day,
    };

    // Counts may be absurd; the calendar's ends are as far as it goes.
    private static DateTime Shift(DateTime start, string unit, long count)
    {
        try
        {
            return unit switch
            {
                "WEEKS" => start.AddDays(7.0 * count),
                "MONTHS" => start.AddMonths(checked((int)count)),
                "QUARTERS" => start.AddMonths(checked((int)(3 * count))),
                "YEARS" => start.AddYears(checked((int)count)),
                _ => start.AddDays(count),
            };
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException)
        {
            return count < 0 ? DateTime.MinValue : DateTime.MaxValue;
        }
    }

    private static string Unit(string name)
    {
        foreach (var unit in new[] { "WEEK", "MONTH", "QUARTER", "YEAR" })
        {
            if (name.IndexOf(unit, StringComparison.Ordinal) >= 0)
            {
                return unit + "S";
            }
        }

        return Days;
    }

    private static HashSet<string> Names(params string[] patterns)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pattern in patterns)
        {
            foreach (var unit in new[] { "DAY", "WEEK", "MONTH", "QUARTER", "YEAR", "FISCAL_QUARTER", "FISCAL_YEAR" })
            {
                names.Add(pattern.Replace("{0}", unit));
            }
        }

        return names;
    }
}
