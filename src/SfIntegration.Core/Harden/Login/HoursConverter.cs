using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Scope;
using SfIntegration.Scope.Reading;
using TimeZoneConverter;

namespace SfIntegration.Harden.Login;

/// <summary>
/// Hours of a scope in the time zone that Salesforce keeps them in. Salesforce takes one window a day of whole hours, and no daylight saving of
/// another zone; what cannot be said so on every day is an error that shows the nearest hours that can. Pure.
/// </summary>
internal static class HoursConverter
{
    /// <summary>Two years hold every combination of weekday and daylight saving that the zones' rules make.</summary>
    private const int DaysAhead = 731;

    /// <param name="hours">The scope's hours.</param>
    /// <param name="orgZone">Organization.TimeZoneSidKey.</param>
    /// <param name="from">The first day to look at.</param>
    /// <returns>The hours, or why they cannot be said and what could be.</returns>
    public static (LoginHours? Hours, string? Mistake) Convert(ScopeHours hours, string orgZone, DateTime from)
    {
        if (!TZConvert.TryGetTimeZoneInfo(hours.TimeZone, out var theirs))
        {
            return (null, $"This machine knows no time zone '{hours.TimeZone}'. Write an IANA name like Europe/Berlin.");
        }

        if (!TZConvert.TryGetTimeZoneInfo(orgZone, out var ours))
        {
            return (null, $"This machine knows no time zone '{orgZone}', the org's own.");
        }

        var week = Week(hours, theirs, ours, from.Date);
        return week.All(day => day.IsExact)
            ? (new LoginHours(week.Select(day => day.Inside)), null)
            : (null, Nearest(hours, orgZone, week));
    }

    /// <summary>"mon-fri,sun" as days, Monday 0. A range may go over the week's end: fri-mon.</summary>
    public static HashSet<int> Days(string text)
    {
        var days = new HashSet<int>();
        foreach (var part in text.Split(','))
        {
            var ends = part.Trim().Split('-').Select(d => Array.IndexOf(ScopeKeys.Days, d)).ToArray();
            for (var day = ends[0]; ; day = (day + 1) % 7)
            {
                days.Add(day);
                if (day == ends[ends.Length - 1])
                {
                    break;
                }
            }
        }

        return days;
    }

    /// <summary>What is open on each weekday of the org's zone, on every date of the next years.</summary>
    private static IReadOnlyList<OrgDay> Week(ScopeHours hours, TimeZoneInfo theirs, TimeZoneInfo ours, DateTime from)
    {
        var named = Days(hours.Days);
        var (start, end) = (ScopeValues.Minutes(hours.From) ?? 0, ScopeValues.Minutes(hours.To) ?? LoginHours.Day);
        var open = new Dictionary<DateTime, List<(int Start, int End)>>();
        for (var date = from.AddDays(-2); date <= from.AddDays(DaysAhead + 2); date = date.AddDays(1))
        {
            if (named.Contains(WeekdayOf(date)))
            {
                Add(open, Instant(date.AddMinutes(start), isEnd: false), Instant(date.AddMinutes(end), isEnd: true));
            }
        }

        var dates = Enumerable.Range(0, DaysAhead).Select(i => from.AddDays(i)).GroupBy(WeekdayOf).OrderBy(g => g.Key);
        return dates.Select(g => new OrgDay(g.Select(d => open.TryGetValue(d, out var windows) ? Joined(windows) : new List<(int Start, int End)>()).ToList())).ToList();

        DateTime Instant(DateTime local, bool isEnd)
        {
            if (theirs.Id == ours.Id)
            {
                return local;
            }

            // A moment that a clock skips is the one it jumps to; as an end it is the one it jumps from.
            local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
            // One that comes twice is the first of the two.
            var utc = theirs.IsAmbiguousTime(local) ? local - theirs.GetAmbiguousTimeOffsets(local).Max()
                : TimeZoneInfo.ConvertTimeToUtc(theirs.IsInvalidTime(local) ? local.AddHours(1) : local, theirs);
            utc = DateTime.SpecifyKind(utc, DateTimeKind.Utc);
            if (isEnd)
            {
                return TimeZoneInfo.ConvertTimeFromUtc(utc.AddMinutes(-1), ours).AddMinutes(1);
            }

            var there = TimeZoneInfo.ConvertTimeFromUtc(utc, ours);
            return ours.IsInvalidTime(there.AddHours(-1)) ? there.AddHours(-1) : there;
        }
    }

    /// <summary>Cuts a window of the org's clock at each midnight.</summary>
    private static void Add(Dictionary<DateTime, List<(int Start, int End)>> open, DateTime start, DateTime end)
    {
        for (var date = start.Date; date < end; date = date.AddDays(1))
        {
            var first = date < start ? (int)(start - date).TotalMinutes : 0;
            var last = end < date.AddDays(1) ? (int)(end - date).TotalMinutes : LoginHours.Day;
            if (!open.TryGetValue(date, out var windows))
            {
                open[date] = windows = new List<(int Start, int End)>();
            }

            windows.Add((first, last));
        }
    }

    private static List<(int Start, int End)> Joined(IEnumerable<(int Start, int End)> windows)
    {
        var joined = new List<(int Start, int End)>();
        foreach (var window in windows.OrderBy(w => w.Start))
        {
            if (joined.Count > 0 && window.Start <= joined[joined.Count - 1].End)
            {
                joined[joined.Count - 1] = (joined[joined.Count - 1].Start, Math.Max(joined[joined.Count - 1].End, window.End));
            }
            else
            {
                joined.Add(window);
            }
        }

        return joined;
    }

    private static string Nearest(ScopeHours hours, string orgZone, IReadOnlyList<OrgDay> week)
    {
        var why = week.Any(d => d.HasTwoWindows) ? $"in {orgZone}, the org's time zone, they go over midnight, and Salesforce takes one window a day"
            : week.Any(d => d.Varies) ? $"{hours.TimeZone} and {orgZone}, the org's time zone, do not keep the same distance all year"
            : "Salesforce takes whole hours only";

        // A scope has one window for all its days, so the nearest inside are the days that share one, the most of them; the nearest around hold all.
        var inside = week.Select((d, i) => (d.Inside, Day: i)).Where(d => d.Inside.Start < d.Inside.End).GroupBy(d => d.Inside).OrderByDescending(g => g.Count() * (g.Key.End - g.Key.Start)).FirstOrDefault();
        var open = week.Select((d, i) => (d.Outside, Day: i)).Where(d => d.Outside.Start < d.Outside.End).ToList();
        var choices = new List<string>();
        if (inside is not null)
        {
            choices.Add(Words(inside.Select(d => d.Day), inside.Key, orgZone));
        }

        choices.Add(Words(open.Select(d => d.Day), (open.Min(d => d.Outside.Start), open.Max(d => d.Outside.End)), orgZone));
        return $"The hours {hours} cannot be said exactly: {why}. Nearest are {string.Join(", or wider ", choices.Distinct(StringComparer.Ordinal))}.";
    }

    private static string Words(IEnumerable<int> days, (int Start, int End) window, string orgZone) =>
        $"{{ days: {DayWords(days.ToList())}, from: {LoginHours.Clock(window.Start)}, to: {LoginHours.Clock(window.End)}, timeZone: {orgZone} }}";

    private static string DayWords(IReadOnlyList<int> days)
    {
        var parts = new List<string>();
        for (var i = 0; i < days.Count;)
        {
            var last = i;
            while (last + 1 < days.Count && days[last + 1] == days[last] + 1)
            {
                last++;
            }

            parts.Add(ScopeKeys.Days[days[i]] + (last > i ? "-" + ScopeKeys.Days[days[last]] : ""));
            i = last + 1;
        }

        return string.Join(",", parts);
    }

    private static int WeekdayOf(DateTime date) => ((int)date.DayOfWeek + 6) % 7;

    /// <summary>One weekday of the org: what is open on each of its dates.</summary>
    private sealed class OrgDay
    {
        private readonly IReadOnlyList<List<(int Start, int End)>> _dates;

        public OrgDay(IReadOnlyList<List<(int Start, int End)>> dates) => _dates = dates;

        public bool HasTwoWindows => _dates.Any(d => d.Count > 1);

        public bool Varies => _dates.Skip(1).Any(d => !d.SequenceEqual(_dates[0]));

        /// <summary>The same on every date, one window at most, of whole hours.</summary>
        public bool IsExact => !HasTwoWindows && !Varies && _dates[0].All(w => w.Start % 60 == 0 && w.End % 60 == 0);

        /// <summary>Whole hours that are open on every date, the longest of them; start and end alike where there are none.</summary>
        public (int Start, int End) Inside
        {
            get
            {
                if (_dates.Any(d => d.Count == 0))
                {
                    return (0, 0);
                }

                var longest = _dates.Select(d => d.OrderByDescending(w => w.End - w.Start).First()).ToList();
                var (start, end) = (Up(longest.Max(w => w.Start)), Down(longest.Min(w => w.End)));
                return start < end ? (start, end) : (0, 0);
            }
        }

        /// <summary>Whole hours that hold what is open on any date.</summary>
        public (int Start, int End) Outside
        {
            get
            {
                var all = _dates.SelectMany(d => d).ToList();
                return all.Count == 0 ? (0, 0) : (Down(all.Min(w => w.Start)), Up(all.Max(w => w.End)));
            }
        }

        private static int Down(int minutes) => minutes / 60 * 60;

        private static int Up(int minutes) => (minutes + 59) / 60 * 60;
    }
}
