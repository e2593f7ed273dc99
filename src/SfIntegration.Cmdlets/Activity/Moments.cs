using System;

namespace SfIntegration.Cmdlets.Activity;

/// <summary>Moments as people give them: a time without a zone is one of this machine.</summary>
internal static class Moments
{
    public static DateTime? Utc(DateTime? moment) => moment?.ToUniversalTime();
}
