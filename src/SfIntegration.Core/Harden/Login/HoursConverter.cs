using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Scope;
using SfIntegration.Scope.Reading;
using TimeZoneConverter;

namespace SfIntegration.Harden.Login;

/// <summary>
/// Hours of a scope in the time zone that Salesforce keeps them in. Salesforce takes one window a day of whole hours, and no daylight saving of
/// another zone; what cannot be said so on every day is an error that shows the nearest windows that can. Pure.
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

        var days = Days(hours.Days);
        var (start, end) = (ScopeValues.Minutes(hours.From) ?? 0, ScopeValues.Minutes(hours.To) ?? LoginHours.Day);
        var windows = Windows(days, start, end, theirs, ours, from.Date);
        return windows.Select(w => (w.Start, w.End)).Distinct().ToList() is { Count: 1 } only && IsWhole(only[0])
            ? (new LoginHours(Enumerable.Range(0, 7).Select(d => days.Contains(d) ? only[0] : (0, 0))), null)
            : (null, Nearest(hours, orgZone, windows));
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

    /// <summary>Each named day's window in the org's zone, in minutes since that same day's midnight there; below 0 or beyond a day where it lies on another date.</summary>
    private static List<(int Start, int End)> Windows(HashSet<int> days, int start, int end, TimeZoneInfo theirs, TimeZoneInfo ours, DateTime from)
    {
        var windows = new List<(int Start, int End)>();
        for (var i = 0; i < DaysAhead; i++)
        {
            var date = from.AddDays(i);
            if (days.Contains(((int)date.DayOfWeek + 6) % 7))
            {
                windows.Add((InOrg(date, start), InOrg(date, end)));
            }
        }

        return windows;

        int InOrg(DateTime date, int minutes)
        {
            if (theirs.Id == ours.Id)
            {
                return minutes;
            }

            var local = DateTime.SpecifyKind(date.AddMinutes(minutes), DateTimeKind.Unspecified);

            // A moment that a clock skips is meant as the one it jumps to.
            var utc = TimeZoneInfo.ConvertTimeToUtc(theirs.IsInvalidTime(local) ? local.AddHours(1) : local, theirs);
            return (int)Math.Round((TimeZoneInfo.ConvertTimeFromUtc(utc, ours) - date).TotalMinutes);
        }
    }

    private static bool IsWhole((int Start, int End) window) =>
        window.Start % 60 == 0 && window.End % 60 == 0 && window.Start >= 0 && window.End <= LoginHours.Day && window.Start < window.End;

    private static string Nearest(ScopeHours hours, string orgZone, List<(int Start, int End)> windows)
    {
        var (earliest, latest) = (windows.Min(w => w.Start), windows.Max(w => w.Start));
        var (firstEnd, lastEnd) = (windows.Min(w => w.End), windows.Max(w => w.End));
        var why = earliest < 0 || lastEnd > LoginHours.Day ? $"in {orgZone}, the org's time zone, they go over midnight, and Salesforce takes one window a day"
            : earliest != latest || firstEnd != lastEnd ? $"{hours.TimeZone} and {orgZone}, the org's time zone, do not keep the same distance all year"
            : "Salesforce takes whole hours only";
        var inside = (Start: Math.Max(0, Up(latest)), End: Math.Min(LoginHours.Day, Down(firstEnd)));
        var outside = (Start: Math.Max(0, Down(earliest)), End: Math.Min(LoginHours.Day, Up(lastEnd)));
        if (earliest < 0 || lastEnd > LoginHours.Day)
        {
            outside = (0, LoginHours.Day);
        }

        var choices = new[] { inside, outside }.Where(w => w.Start < w.End).Distinct().Select(w => $"from: {LoginHours.Clock(w.Start)}, to: {LoginHours.Clock(w.End)}, timeZone: {orgZone}").ToList();
        return $"The hours {hours} cannot be said exactly: {why}. Nearest are {string.Join(", or wider ", choices)}.";
    }

    private static int Down(int minutes) => (int)Math.Floor(minutes / 60.0) * 60;

    private static int Up(int minutes) => (int)Math.Ceiling(minutes / 60.0) * 60;
}
