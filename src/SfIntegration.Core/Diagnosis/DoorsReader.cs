using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using SfIntegration.Api;

namespace SfIntegration.Diagnosis;

/// <summary>What a profile asks of a sign-in (facts §5.1), in words; a part that is null could not be read, and NotRead says why.</summary>
internal sealed record ProfileDoors(string? Ranges, string? Hours, string? NotRead);

/// <summary>Reads what lets a user in: the profile's ranges and hours, and who an app is open to. Only an administrator can.</summary>
internal static class DoorsReader
{
    private static readonly string[] s_days = { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" };

    public static async Task<ProfileDoors> ProfileAsync(OrgApi api, string profileId, CancellationToken cancellation)
    {
        try
        {
            // Metadata has names of its own for profiles; only the id, of which it gives 15 or 18 characters, tells which is which.
            var listed = await api.Metadata.ListAsync(new[] { "Profile" }, cancellation).ConfigureAwait(false);
            var name = listed.FirstOrDefault(l => l.Id is { Length: >= 15 } id && id.Substring(0, 15) == profileId.Substring(0, 15))?.FullName;
            if (name is null || (await api.Metadata.ReadAsync("Profile", new[] { name }, cancellation).ConfigureAwait(false))[name] is not { } profile)
            {
                return new ProfileDoors(null, null, "metadata does not show the profile.");
            }

            return new ProfileDoors(Ranges(profile), Hours(profile), null);
        }
        catch (SfException e)
        {
            return new ProfileDoors(null, null, e.Message);
        }
    }

    /// <summary>The permission sets and profiles that an app of that name is open to; null where that cannot be read.</summary>
    public static async Task<IReadOnlyList<string>?> OpenToAsync(OrgApi api, string app, CancellationToken cancellation)
    {
        try
        {
            var name = Soql.Quote(app);
            var found = await api.Composite.TryQueryManyAsync(
                new[] { $"SELECT Id FROM ConnectedApplication WHERE Name = {name}", $"SELECT Id FROM ExternalClientApplication WHERE MasterLabel = {name}" }, cancellation).ConfigureAwait(false);
            var ids = found.Where(f => f.Error is null).SelectMany(f => f.Records).Select(r => (string)r["Id"]!).ToList();
            if (ids.Count == 0)
            {
                return null;
            }

            var rows = await api.Query.QueryAllPagesAsync($"SELECT Parent.Name, Parent.IsOwnedByProfile, Parent.Profile.Name FROM SetupEntityAccess WHERE {Soql.In("SetupEntityId", ids)}", cancellation).ConfigureAwait(false);
            return rows.Select(r => (bool?)r.SelectToken("Parent.IsOwnedByProfile") == true ? $"profile {(string?)r.SelectToken("Parent.Profile.Name")}" : (string?)r.SelectToken("Parent.Name") ?? "").ToList();
        }
        catch (SfException)
        {
            // Who it is open to only adds to a cause that is known; without it the cause stands by itself.
            return null;
        }
    }

    private static string Ranges(XElement profile)
    {
        var ranges = profile.Elements(MetadataSoap.Ns + "loginIpRanges")
            .Select(r => $"{MetadataSoap.Text(r, "startAddress")}-{MetadataSoap.Text(r, "endAddress")}").ToList();
        return ranges.Count == 0 ? "any address" : string.Join(", ", ranges.Take(5)) + (ranges.Count > 5 ? $" and {ranges.Count - 5} more ranges" : "");
    }

    /// <summary>Minutes since midnight, a closed day begins where it ends, a day that is not named is open.</summary>
    private static string Hours(XElement profile)
    {
        if (profile.Element(MetadataSoap.Ns + "loginHours") is not { HasElements: true } hours)
        {
            return "any hour";
        }

        return string.Join(", ", s_days.Select(day =>
        {
            var (start, end) = (Minutes(hours, day + "Start", 0), Minutes(hours, day + "End", 1440));
            return $"{day.Substring(0, 3)} {(start == end ? "closed" : $"{Clock(start)}-{Clock(end)}")}";
        })) + ", in the zone that the org had when they were first set";
    }

    private static int Minutes(XElement hours, string name, int otherwise) =>
        int.TryParse(MetadataSoap.Text(hours, name), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) ? minutes : otherwise;

    private static string Clock(int minutes) => string.Format(CultureInfo.InvariantCulture, "{0:00}:{1:00}", minutes / 60, minutes % 60);
}
