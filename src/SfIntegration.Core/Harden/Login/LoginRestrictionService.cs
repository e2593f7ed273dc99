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

namespace SfIntegration.Harden.Login;

/// <summary>What is to be set of a profile; null leaves a part as it is, an empty list and <see cref="AnyHour"/> lift the restriction.</summary>
internal sealed record RestrictionWish(IReadOnlyList<AddressRange>? Ranges, LoginHours? Hours, bool AnyHour);

/// <summary>Reads and sets where from and when the users of profiles may sign in.</summary>
internal sealed class LoginRestrictionService
{
    // The platform's own users sign in from there (facts §7).
    private const string PlatformNetwork = "10.0.0.0/8";

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
    public async Task<SfPlanException?> RefusalAsync(SfProfile profile, RestrictionWish wish, CancellationToken cancellation)
    {
        if (wish.Ranges is { Count: > 0 } ranges)
        {
            if (PlatformUsers.IsPlatformLicense(profile.License) && !AddressRanges.Of(new[] { PlatformNetwork }).All(p => Covers(ranges, p)))
            {
                return new SfPlanException("PlatformShutOut", $"Users of '{profile.ProfileName}' belong to the platform itself and sign in from {PlatformNetwork}, which these ranges shut out.", $"Add {PlatformNetwork}.");
            }

            if (await CallerAddressAsync(profile, cancellation).ConfigureAwait(false) is { Holds: true } caller && (caller.Address is null || !AddressRanges.Contains(ranges, caller.Address)))
            {
                return new SfPlanException(
                    "CallerShutOut",
                    caller.Address is null
                        ? $"You have the profile '{profile.ProfileName}' yourself, and the org does not tell from which address it sees you, so these ranges may shut you out."
                        : $"You have the profile '{profile.ProfileName}' yourself, and the org sees you at {caller.Address}, which these ranges shut out.",
                    "Add your own address, or do it as an administrator of another profile.");
            }
        }

        return null;
    }

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
        await WriteAsync("Settings", MetadataRows.Merge(OrgLoginSettings.Security, null, values), cancellation, "SecuritySettings").ConfigureAwait(false);
        if ((await OrgLoginSettings.ReadAsync(_api, cancellation).ConfigureAwait(false)).EveryRequest != true)
        {
            throw new SfApiException("Salesforce accepted the setting, but reading back shows that it is not so.", "Look into Setup, Session Settings.");
        }
    }

    private async Task WriteAsync(string type, XElement component, CancellationToken cancellation, string? element = null)
    {
        var outcome = (await _api.Metadata.UpdateAsync(element ?? type, new[] { component }, cancellation).ConfigureAwait(false)).Single();
        if (!outcome.Success)
        {
            var said = outcome.Errors.FirstOrDefault();
            throw new SfApiException(said is null ? "Salesforce refused it and did not say why." : $"{said.Code}: {said.Message}", "Salesforce wants Manage Profiles and Permission Sets for a profile's restrictions, and Customize Application for settings.");
        }
    }

    /// <summary>Whether the caller holds the profile, and from where the org sees it: its own session, else its own last sign-in.</summary>
    private async Task<(bool Holds, string? Address)> CallerAddressAsync(SfProfile profile, CancellationToken cancellation)
    {
        var me = Soql.Quote(_api.Org.UserId);
        var answers = await new BatchApi(_api.Connection).TryQueryManyAsync(
            new[]
            {
                $"SELECT ProfileId FROM User WHERE Id = {me}",
                $"SELECT SourceIp FROM AuthSession WHERE UsersId = {me} AND IsCurrent = true",
                $"SELECT SourceIp FROM LoginHistory WHERE UserId = {me} ORDER BY LoginTime DESC LIMIT 1",
            },
            cancellation).ConfigureAwait(false);
        var holds = answers[0].Error is null && answers[0].Records.Any(r => (string?)r["ProfileId"] == profile.ProfileId);
        return (holds, answers.Skip(1).Where(a => a.Error is null).SelectMany(a => a.Records).Select(r => (string?)r["SourceIp"]).FirstOrDefault(a => !string.IsNullOrEmpty(a)));
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
}
