using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using SfIntegration.Practice.Rules;

namespace SfIntegration.Practice.Metadata.Types;

/// <summary>A profile's loginIpRanges and loginHours (facts §5.1).</summary>
internal static class ProfileLogins
{
    private const string Permission = "ManageProfilesPermissionsets";

    private static readonly string[] s_days = { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" };

    public static IEnumerable<XElement> Read(MetadataScope scope, string profileId)
    {
        if (SideRows.Of(scope.Store, SideTables.LoginHours, profileId) is { } hours)
        {
            yield return MetadataXml.El("loginHours", Columns()
                .Where(c => hours[c] is not null)
                .Select(c => MetadataXml.El(c, ((int)hours[c]!).ToString(CultureInfo.InvariantCulture))));
        }

        foreach (var range in SideRows.All(scope.Store, SideTables.LoginIpRange, profileId))
        {
            yield return MetadataXml.El(
                "loginIpRanges",
                MetadataXml.Text("description", range.Text("description")),
                MetadataXml.El("startAddress", range.Text("startAddress")),
                MetadataXml.El("endAddress", range.Text("endAddress")));
        }
    }

    /// <summary>Ranges that are given replace all there are; hours that are given replace the hours, and empty ones lift the restriction.</summary>
    public static void Write(MetadataScope scope, string profileId, XElement metadata)
    {
        var ranges = MetadataXml.All(metadata, "loginIpRanges");
        var hours = MetadataXml.All(metadata, "loginHours").FirstOrDefault();
        if ((ranges.Length > 0 || hours is not null) && !scope.Caller.HasPermission(Permission))
        {
            throw MetadataFaults.NoAccess();
        }

        if (ranges.Length > 0)
        {
            SideRows.Clear(scope.Store, SideTables.LoginIpRange, profileId);
        }

        foreach (var range in ranges)
        {
            var (start, end) = (MetadataXml.TextOf(range, "startAddress") ?? "", MetadataXml.TextOf(range, "endAddress") ?? "");
            if (AddressRanges.Refusal(start, end) is { } refusal)
            {
                throw MetadataFaults.Invalid(refusal, "loginIpRanges");
            }

            SideRows.Add(scope.Store, SideTables.LoginIpRange, profileId, ("startAddress", start), ("endAddress", end), ("description", MetadataXml.TextOf(range, "description")));
        }

        if (ranges.Length > 0)
        {
            Note(scope, profileId, "addresses", "login IP ranges");
        }

        if (hours is not null)
        {
            Note(scope, profileId, "hours", "login hours");

            // The hours stay in the time zone that the org had when they were first set (facts §5.1).
            var zone = SideRows.Of(scope.Store, SideTables.LoginHours, profileId)?.Text("TimeZoneSidKey")
                ?? scope.Store.Rows("Organization").Single().Text("TimeZoneSidKey");
            SideRows.Clear(scope.Store, SideTables.LoginHours, profileId);
            if (hours.HasElements)
            {
                SideRows.Add(scope.Store, SideTables.LoginHours, profileId, s_days.SelectMany(day => Day(hours, day)).Append(("TimeZoneSidKey", zone)).ToArray());
            }
        }
    }

    private static void Note(MetadataScope scope, string profileId, string key, string what) => AuditTrail.Note(
        scope.Engine, scope.Caller, "profile." + key, $"Changed the {what} of profile {scope.Store.Find("Profile", profileId)?.Text("Name")}");

    private static IEnumerable<string> Columns() => s_days.SelectMany(day => new[] { day + "Start", day + "End" });

    // A day that is not mentioned is open all day.
    private static (string, object?)[] Day(XElement hours, string day)
    {
        var (start, end) = (Minutes(hours, day + "Start"), Minutes(hours, day + "End"));
        if (start is null != end is null)
        {
            throw MetadataFaults.Invalid($"Login hours need a start and an end: {day}", "loginHours");
        }

        return start > end
            ? throw MetadataFaults.Invalid($"Login hours end before they start: {day}", "loginHours")
            : new (string, object?)[] { (day + "Start", start), (day + "End", end) };
    }

    private static int? Minutes(XElement hours, string name)
    {
        if (MetadataXml.TextOf(hours, name) is not { } text)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes <= 1440 && minutes % 60 == 0
            ? minutes
            : throw MetadataFaults.Invalid($"Login hours must be whole hours, in minutes since midnight from 0 to 1440: {name} is {text}", "loginHours");
    }
}
