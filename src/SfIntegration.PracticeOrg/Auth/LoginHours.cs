using System;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Auth;

/// <summary>A profile's login hours (facts §5.1): minutes since midnight, a closed day begins where it ends, a day without hours is open.</summary>
internal static class LoginHours
{
    private const int Day = 24 * 60;

    /// <summary>The hours are open at a moment of the clock in the org's time zone.</summary>
    public static bool IsOpen(Row hours, DateTime local)
    {
        var day = local.DayOfWeek.ToString().ToLowerInvariant();
        var start = hours[day + "Start"] as int? ?? 0;
        var end = hours[day + "End"] as int? ?? Day;
        var minute = local.TimeOfDay.TotalMinutes;
        return minute >= start && minute < end;
    }

    /// <summary>A moment in a time zone by its IANA name; UTC where this machine does not know the zone.</summary>
    public static DateTime Local(DateTime utc, string? zone)
    {
        try
        {
            return TimeZoneInfo.ConvertTimeFromUtc(utc, TimeZoneInfo.FindSystemTimeZoneById(zone ?? "UTC"));
        }
        catch (Exception e) when (e is TimeZoneNotFoundException or InvalidTimeZoneException)
        {
            // Windows before 2019 has other names for zones; hours are then read as UTC's.
            return utc;
        }
    }
}
