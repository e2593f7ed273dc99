using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Access;
using SfIntegration.Api;
using SfIntegration.Plan;
using SfIntegration.Rules.Network;
using SfIntegration.Scope;

namespace SfIntegration.Harden.Login;

/// <summary>Reads where from and when a user may sign in, beside what its scope says, for the rules.</summary>
internal static class DoorFactsReader
{
    public static async Task<DoorFacts> ReadAsync(OrgApi api, AccessScope? scope, UserFacts user, NamedThings names, DateTime now, CancellationToken cancellation)
    {
        var doors = await ProfileDoors.ReadAsync(api, user.ProfileId, cancellation).ConfigureAwait(false);

        // Without ranges nothing of theirs is checked, at whatever moment.
        var settings = doors.Ranges is { Count: 0 } ? new OrgLoginSettings(null) : await OrgLoginSettings.ReadAsync(api, cancellation).ConfigureAwait(false);
        var (wanted, unclear) = scope?.Identity.Hours is { } asked ? Hours(asked, names.OrgTimeZone, now) : (null, null);
        return new DoorFacts
        {
            ProfileName = user.ProfileName,
            Ranges = doors.Ranges?.Select(Range).ToList(),
            ScopeRanges = AddressRanges.Of(scope?.Identity.Network ?? Array.Empty<string>()).Select(Range).ToList(),
            Hours = doors.Hours?.ToString(),
            ScopeHours = wanted?.ToString(),
            HoursUnclear = unclear,
            EveryRequest = settings.EveryRequest,
            NotRead = doors.NotRead ?? settings.NotRead,
            Cure = doors.Cure ?? settings.Cure,
        };
    }

    private static (LoginHours? Hours, string? Unclear) Hours(ScopeHours asked, string? zone, DateTime now) =>
        zone is null ? (null, "The org's time zone was not read, so its hours cannot be compared with the scope's.") : HoursConverter.Convert(asked, zone, now);

    private static DoorRange Range(AddressRange range) => new(range.ToString(), range.IsIPv6, range.Prefix);
}
