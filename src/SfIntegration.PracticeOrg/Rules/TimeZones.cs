using System;

namespace SfIntegration.Practice.Rules;

/// <summary>Time zones by Salesforce's names, which are IANA's (User.TimeZoneSidKey, Organization.TimeZoneSidKey).</summary>
internal static class TimeZones
{
    /// <summary>The zone of that name; UTC where there is no name, or this machine does not know it (Windows PowerShell 5.1 knows no IANA names).</summary>
    public static TimeZoneInfo Find(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return TimeZoneInfo.Utc;
        }

        try
        {
            return TimeZoneInfo.FindSystemTimeZoneById(name!);
        }
        catch (Exception e) when (e is TimeZoneNotFoundException or InvalidTimeZoneException)
        {
            return TimeZoneInfo.Utc;
        }
    }
}
