using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Api;
using SfIntegration.Identity;
using SfIntegration.Plan;
using TimeZoneConverter;

namespace SfIntegration.Harden.Login;

/// <summary>What is to be set of a profile; null leaves a part as it is, an empty list and <see cref="AnyHour"/> lift the restriction.</summary>
internal sealed record RestrictionWish(IReadOnlyList<AddressRange>? Ranges, LoginHours? Hours, bool AnyHour);

/// <summary>Reads and sets where from and when the users of profiles may sign in.</summary>
internal sealed class LoginRestrictionService
{
    // The platform's own users sign in from there (facts §7).
    private const string PlatformNetwork = "10.0.0.0/8";

    private const int MostSignIns = 50;

    private readonly OrgApi _api;

    public LoginRestrictionService(OrgApi api) => _api = api;

    /// <summary>The restrictions of these profiles, in one call for each and one for the org.</summary>
    public async Task<IReadOnlyList<SfLoginRestriction>> ReadAsync(IReadOnlyList<SfProfile> profiles, CancellationToken cancellation)
    {
        var settings = profiles.Count == 0 ? new OrgLoginSettings(null) : await OrgLoginSettings.ReadAsync(_api, cancellation).ConfigureAwait(false);
        var found = new List<SfLoginRestriction>();
        foreach (var profile in profiles)
        {
            found.Add(Of(profile, await ProfileDoors.ReadAsync(_api, profile.ProfileId, cancellation).ConfigureAwait(false), settings));
        }

        return found;
    }

    /// <summary>Why the wish must not be carried out, with what would be right; null where it may.</summary>
    public async Task<SfPlanException?> RefusalAsync(SfProfile profile, RestrictionWish wish, DateTime now, CancellationToken cancellation)
    {
        var restricts = wish.Ranges is { Count: > 0 } || wish.Hours is not null;
        if (PlatformUsers.IsPlatformLicense(profile.License) && wish.Hours is not null)
        {
            return new SfPlanException("PlatformShutOut", $"Users of '{profile.ProfileName}' belong to the platform itself, which works at any hour.", "Leave its hours open.");
        }

        if (PlatformUsers.IsPlatformLicense(profile.License) && wish.Ranges is { Count: > 0 } given && !AddressRanges.Of(new[] { PlatformNetwork }).All(p => Covers(given, p)))
        {
            return new SfPlanException("PlatformShutOut", $"Users of '{profile.ProfileName}' belong to the platform itself and sign in from {PlatformNetwork}, which these ranges shut out.", $"Add {PlatformNetwork}.");
        }

        if (!restricts)
        {
            return null;
        }

        var caller = await CallerAsync(cancellation).ConfigureAwait(false);
        return caller.ProfileId is null ? new SfPlanException("CallerUnknown", "The org does not tell which profile you have yourself, so this may shut you out.", "Do it as a user with View Setup.")
            : caller.ProfileId != profile.ProfileId ? null
            : wish.Ranges is { Count: > 0 } ranges && !(caller.Address is { } address && AddressRanges.Contains(ranges, address)) ? ShutOut(profile.ProfileName, caller.Address)
            : wish.Hours is { } hours && !hours.IsOpen(caller.OrgTime(now)) ? new SfPlanException("CallerShutOut", $"You have the profile '{profile.ProfileName}' yourself, and these hours are closed now.", "Do it within the hours, or as an administrator of another profile.")
            : null;
    }

    /// <summary>Why ranges must not be checked on every request: the caller's own profile has ranges that hold another address than the org sees now.</summary>
    public async Task<SfPlanException?> RefusalOfEveryRequestAsync(CancellationToken cancellation)
    {
        var caller = await CallerAsync(cancellation).ConfigureAwait(false);
        var own = caller.ProfileId is { } id ? await ProfileDoors.ReadAsync(_api, id, cancellation).ConfigureAwait(false) : null;
        return own?.Ranges is null ? new SfPlanException("CallerUnknown", "The address ranges of your own profile were not read, so this may shut you out.", own?.Cure ?? "Do it as a user with View Setup.")
            : own.Ranges.Count > 0 && !(caller.Address is { } address && AddressRanges.Contains(own.Ranges, address)) ? ShutOut(own.FullName, caller.Address)
            : null;
    }

    private static SfPlanException ShutOut(string profile, string? address) => new(
        "CallerShutOut",
        address is null
            ? $"You have the profile '{profile}' yourself, and the org does not tell from which address it sees you, so its ranges may shut you out."
            : $"You have the profile '{profile}' yourself, and the org sees you at {address}, which its ranges shut out.",
        "Add your own address, or do it as an administrator of another profile.");

    /// <summary>The CRM Analytics profiles that would stop working if ranges were checked on every request (facts §7).</summary>
    public async Task<IReadOnlyList<string>> StoppedByEveryRequestAsync(IReadOnlyList<SfProfile> profiles, CancellationToken cancellation)
    {
        var stopped = new List<string>();
        foreach (var profile in profiles.Where(p => PlatformUsers.IsPlatformLicense(p.License)))
        {
            var doors = await ProfileDoors.ReadAsync(_api, profile.ProfileId, cancellation).ConfigureAwait(false);
            if (doors.Ranges is null)
            {
                throw new SfPlanException("NotRead", $"The address ranges of '{profile.ProfileName}' were not read: {doors.NotRead}", doors.Cure ?? "Do it as a user with View Setup.");
            }

            if (doors.Ranges.Count > 0 && !AddressRanges.Of(new[] { PlatformNetwork }).All(p => Covers(doors.Ranges, p)))
            {
                stopped.Add(profile.ProfileName);
            }
        }

        return stopped;
    }

    /// <summary>Sets the wish and reads it back.</summary>
    public async Task<SfLoginRestriction> SetAsync(SfProfile profile, RestrictionWish wish, CancellationToken cancellation)
    {
        var before = await ProfileDoors.ReadAsync(_api, profile.ProfileId, cancellation).ConfigureAwait(false);
        if (before.FullName.Length == 0)
        {
            throw new SfApiException($"The profile '{profile.ProfileName}' was not read: {before.NotRead}", before.Cure);
        }

        var values = new JObject();
        if (wish.Ranges is { } ranges)
        {
            values["loginIpRanges"] = ProfileDoors.RangesElement(ranges);
        }

        if (wish.Hours is not null || wish.AnyHour)
        {
            values["loginHours"] = ProfileDoors.HoursElement(wish.Hours);
        }

        await WriteAsync("Profile", MetadataRows.Merge(before.FullName, null, values), cancellation).ConfigureAwait(false);
        var after = await ProfileDoors.ReadAsync(_api, profile.ProfileId, cancellation).ConfigureAwait(false);
        if ((wish.Ranges is { } wanted && !AddressRanges.Same(after.Ranges ?? Array.Empty<AddressRange>(), AddressRanges.Meaning(wanted)))
            || (wish.Hours is not null && !wish.Hours.Equals(after.Hours))
            || (wish.AnyHour && after.Hours is not null))
        {
            throw new SfApiException($"Salesforce accepted the restriction of '{profile.ProfileName}', but reading back shows that it is not so.", "Look at the profile in Setup.");
        }

        return Of(profile, after, await OrgLoginSettings.ReadAsync(_api, cancellation).ConfigureAwait(false));
    }

    /// <summary>Lets the org check ranges on every request, and reads it back.</summary>
    public async Task SetEveryRequestAsync(CancellationToken cancellation)
    {
        var values = new JObject { ["sessionSettings"] = new JObject { [OrgLoginSettings.EveryRequestElement] = true } };
        await WriteAsync(OrgLoginSettings.Type, MetadataRows.Merge(OrgLoginSettings.Security, null, values), cancellation).ConfigureAwait(false);
        if ((await OrgLoginSettings.ReadAsync(_api, cancellation).ConfigureAwait(false)).EveryRequest != true)
        {
            throw new SfApiException("Salesforce accepted the setting, but reading back shows that it is not so.", "Look into Setup, Session Settings.");
        }
    }

    private async Task WriteAsync(string type, XElement component, CancellationToken cancellation)
    {
        var outcome = (await _api.Metadata.UpdateAsync(type, new[] { component }, cancellation).ConfigureAwait(false)).Single();
        if (!outcome.Success)
        {
            var said = outcome.Errors.FirstOrDefault();
            throw new SfApiException(said is null ? "Salesforce refused it and did not say why." : $"{said.Code}: {said.Message}", "Salesforce wants Manage Profiles and Permission Sets for a profile's restrictions, and Customize Application for settings.");
        }
    }

    /// <summary>The caller's profile, from where the org sees it (its own session, else its own last sign-in that was let in), and the org's zone; what was not read is null.</summary>
    private async Task<Caller> CallerAsync(CancellationToken cancellation)
    {
        var me = Soql.Quote(_api.Org.UserId);
        var answers = await new BatchApi(_api.Connection).TryQueryManyAsync(
            new[]
            {
                $"SELECT ProfileId FROM User WHERE Id = {me}",
                $"SELECT SourceIp FROM AuthSession WHERE UsersId = {me} AND IsCurrent = true",
                $"SELECT SourceIp, Status FROM LoginHistory WHERE UserId = {me} ORDER BY LoginTime DESC LIMIT {MostSignIns}",
                "SELECT TimeZoneSidKey FROM Organization",
            },
            cancellation).ConfigureAwait(false);
        string? First(int question, string field, Func<JObject, bool>? where = null) =>
            answers[question].Error is not null ? null : answers[question].Records.Where(r => where?.Invoke(r) != false).Select(r => (string?)r[field]).FirstOrDefault(v => !string.IsNullOrEmpty(v));

        // Status cannot be filtered (facts §6.1).
        return new Caller(
            First(0, "ProfileId"),
            First(1, "SourceIp") ?? First(2, "SourceIp", r => string.Equals((string?)r["Status"], "Success", StringComparison.OrdinalIgnoreCase)),
            First(3, "TimeZoneSidKey"));
    }

    private static bool Covers(IEnumerable<AddressRange> ranges, AddressRange range) => AddressRanges.Contains(ranges, range.First) && AddressRanges.Contains(ranges, range.Last)
        && AddressRanges.Merge(ranges).Any(r => r.IsIPv6 == range.IsIPv6 && r.FirstNumber <= range.FirstNumber && range.LastNumber <= r.LastNumber);

    private SfLoginRestriction Of(SfProfile profile, ProfileDoors doors, OrgLoginSettings settings) => new()
    {
        Org = _api.Org,
        ProfileName = profile.ProfileName,
        ProfileId = profile.ProfileId,
        License = profile.License,
        ActiveUsers = profile.ActiveUsers,
        AddressRanges = doors.Ranges,
        Hours = doors.Hours,
        CheckedEveryRequest = settings.EveryRequest,
        NotRead = new[] { (doors.NotRead, doors.Cure), (settings.NotRead, settings.Cure) }.Where(n => n.Item1 is not null).Select(n => $"{n.Item1} {n.Item2}".Trim()).ToList(),
    };

    private sealed record Caller(string? ProfileId, string? Address, string? OrgZone)
    {
        /// <summary>A moment on the org's clock; where its zone is not known, the moment itself.</summary>
        public DateTime OrgTime(DateTime utc) => OrgZone is { } name && TZConvert.TryGetTimeZoneInfo(name, out var zone) ? TimeZoneInfo.ConvertTimeFromUtc(utc, zone) : utc;
    }
}
