using System;

namespace SfIntegration.Practice.Auth;

/// <summary>Moments as OAuth writes them.</summary>
internal static class UnixTime
{
    private static readonly DateTime s_epoch = new(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Seconds since 1970.</summary>
    public static long Seconds(DateTime utc) => (long)(utc - s_epoch).TotalSeconds;

    /// <summary>Milliseconds since 1970.</summary>
    public static long Milliseconds(DateTime utc) => (long)(utc - s_epoch).TotalMilliseconds;

    /// <summary>The moment of so many seconds since 1970.</summary>
    public static DateTime OfSeconds(decimal seconds) => s_epoch.AddSeconds((double)seconds);
}
