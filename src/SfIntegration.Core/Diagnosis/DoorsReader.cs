using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;
using SfIntegration.Harden.Login;

namespace SfIntegration.Diagnosis;

/// <summary>What a profile asks of a sign-in (facts §5.1), in words; a part that is null could not be read, and NotRead says why.</summary>
internal sealed record DoorsInWords(string? Ranges, string? Hours, string? NotRead);

/// <summary>Reads what lets a user in: the profile's ranges and hours, and who an app is open to. Only an administrator can.</summary>
internal static class DoorsReader
{
    /// <summary>What a profile asks, in words.</summary>
    public static async Task<DoorsInWords> ProfileAsync(OrgApi api, string profileId, CancellationToken cancellation)
    {
        try
        {
            var doors = await ProfileDoors.ReadAsync(api, profileId, cancellation).ConfigureAwait(false);
            return doors.NotRead is { } reason ? new DoorsInWords(null, null, reason) : new DoorsInWords(Ranges(doors.Ranges!), Hours(doors.Hours), null);
        }
        catch (SfException e)
        {
            return new DoorsInWords(null, null, e.Message);
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

    private static string Ranges(IReadOnlyList<AddressRange> ranges) =>
        ranges.Count == 0 ? "any address" : string.Join(", ", ranges.Take(5)) + (ranges.Count > 5 ? $" and {ranges.Count - 5} more ranges" : "");

    private static string Hours(LoginHours? hours) => hours is null ? "any hour" : $"{hours}, in the zone that the org had when they were first set";
}
