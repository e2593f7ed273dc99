using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Api;

namespace SfIntegration.Harden.Login;

/// <summary>What one profile restricts sign-ins to, as metadata has it.</summary>
/// <param name="FullName">The name metadata has for the profile; empty where it was not read.</param>
/// <param name="Ranges">The ranges, merged; none where every address is let in; null where they were not read.</param>
/// <param name="Hours">The hours; null where any hour is, or where they were not read.</param>
/// <param name="NotRead">Why it was not read, or null.</param>
/// <param name="Cure">What would let it be read.</param>
internal sealed record ProfileDoors(string FullName, IReadOnlyList<AddressRange>? Ranges, LoginHours? Hours, string? NotRead = null, string? Cure = null)
{
    /// <summary>The ranges as they stand, with their descriptions: what an undo writes back.</summary>
    public JArray RangesAsTheyAre { get; init; } = new();

    private static readonly string[] s_days = { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" };

    /// <summary>
    /// Reads one profile: by Tooling, which wants the least of the caller and takes one call; where that is refused by the Metadata API; and says what
    /// is missing where both are closed.
    /// </summary>
    public static async Task<ProfileDoors> ReadAsync(OrgApi api, string profileId, CancellationToken cancellation)
    {
        if ((await api.Tooling.TryReadAsync("Profile", "Id", profileId, cancellation).ConfigureAwait(false)).Component is { } profile)
        {
            return Of(profile);
        }

        try
        {
            var listed = (await api.Metadata.ListAsync(new[] { "Profile" }, cancellation).ConfigureAwait(false)).FirstOrDefault(p => p.Id is { Length: >= 15 } id && string.CompareOrdinal(id, 0, profileId, 0, 15) == 0);
            var read = listed is null ? null : (await api.Metadata.ReadAsync("Profile", new[] { listed.FullName }, cancellation).ConfigureAwait(false))[listed.FullName];
            return read is null
                ? new ProfileDoors("", null, null, "Metadata shows no such profile.", "Test as a user with View Setup.")
                : Of(read);
        }
        catch (MetadataClosedException e)
        {
            return new ProfileDoors("", null, null, $"Neither Tooling nor the Metadata API shows it to the caller. {e.Message}", "Give the caller View Setup; if that is not enough, ModifyMetadata.");
        }
    }

    /// <summary>Reads a component of type Profile.</summary>
    public static ProfileDoors Of(XElement profile)
    {
        var ranges = profile.Elements(MetadataSoap.Ns + "loginIpRanges")
            .Select(r => $"{MetadataSoap.Text(r, "startAddress")}-{MetadataSoap.Text(r, "endAddress")}")
            .Select(t => AddressRanges.Parse(t).Range ?? throw new SfApiException($"The profile has an address range that is none: {t}.", null, null!))
            .ToList();
        var hours = profile.Element(MetadataSoap.Ns + "loginHours") is { HasElements: true } element
            ? new LoginHours(s_days.Select(d => (Minutes(element, d + "Start") ?? 0, Minutes(element, d + "End") ?? LoginHours.Day)))
            : null;
        return new ProfileDoors(MetadataSoap.Text(profile, "fullName") ?? "", AddressRanges.Meaning(ranges), hours)
        {
            RangesAsTheyAre = new JArray(profile.Elements(MetadataSoap.Ns + "loginIpRanges").Select(r => new JObject(r.Elements().Select(e => new JProperty(e.Name.LocalName, e.Value))))),
        };
    }

    /// <summary>The element that sets these ranges; every address where there are none.</summary>
    public static JArray RangesElement(IReadOnlyList<AddressRange> ranges) => new((ranges.Count == 0 ? AddressRanges.Everything : ranges).Select(r => new JObject { ["startAddress"] = r.First, ["endAddress"] = r.Last }));

    /// <summary>The element that sets these hours; an empty one lifts the restriction (facts §5.1).</summary>
    public static JObject HoursElement(LoginHours? hours)
    {
        var element = new JObject();
        for (var i = 0; hours is not null && i < s_days.Length; i++)
        {
            element[s_days[i] + "Start"] = hours.Minutes[i].Start.ToString(CultureInfo.InvariantCulture);
            element[s_days[i] + "End"] = hours.Minutes[i].End.ToString(CultureInfo.InvariantCulture);
        }

        return element;
    }

    private static int? Minutes(XElement hours, string name) =>
        MetadataSoap.Text(hours, name) is { } text ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : null;
}
