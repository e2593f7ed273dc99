using System;
using SfIntegration.Practice.Auth;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;
using Xunit;

namespace SfIntegration.Tests.Api;

/// <summary>Address ranges, login hours and refresh policies by themselves.</summary>
public sealed class AddressAndHoursTests
{
    [Theory]
    [InlineData("10.0.0.0", "10.0.255.255", "10.0.9.1", true)]
    [InlineData("10.0.0.9", "10.0.0.9", "10.0.0.9", true)]
    [InlineData("10.0.0.0", "10.0.255.255", "10.1.0.0", false)]
    [InlineData("9.0.0.0", "100.0.0.0", "20.0.0.0", true)]
    [InlineData("10.0.0.0", "10.0.255.255", "::ffff:10.0.9.1", true)]
    [InlineData("2001:db8::", "2001:db8::ffff", "2001:db8::1f", true)]
    [InlineData("2001:db8::", "2001:db8::ffff", "2001:db9::", false)]
    [InlineData("10.0.0.9", "10.0.0.1", "10.0.0.5", false)]
    [InlineData("10.0.0.0", "10.0.255.255", "10", false)]
    [InlineData("10.0.0.0", "10.0.255.255", "nonsense", false)]
    [InlineData(null, "10.0.255.255", "10.0.0.1", false)]
    public void A_range_holds_its_ends_and_what_lies_between(string? start, string end, string address, bool inside) =>
        Assert.Equal(inside, Practice.Auth.AddressRange.Contains(start, end, address));

    [Theory]
    [InlineData(8, 0, true)]
    [InlineData(7, 59, false)]
    [InlineData(17, 59, true)]
    [InlineData(18, 0, false)]
    public void Hours_hold_their_first_minute_and_not_their_last(int hour, int minute, bool open)
    {
        var hours = new Row(SideTables.LoginHours, "x") { ["mondayStart"] = 480, ["mondayEnd"] = 1080, ["tuesdayStart"] = 0, ["tuesdayEnd"] = 0 };
        Assert.Equal(open, Practice.Auth.LoginHours.IsOpen(hours, new DateTime(2026, 11, 23, hour, minute, 0)));
        Assert.False(Practice.Auth.LoginHours.IsOpen(hours, new DateTime(2026, 11, 24, hour, minute, 0)));
        Assert.True(Practice.Auth.LoginHours.IsOpen(hours, new DateTime(2026, 11, 25, hour, minute, 0)));
    }

    [Theory]
    [InlineData("Europe/Berlin", 13)]
    [InlineData("America/Los_Angeles", 4)]
    [InlineData("No/Where", 12)]
    [InlineData(null, 12)]
    public void A_moment_is_read_in_the_orgs_time_zone_and_in_an_unknown_one_as_UTC(string? zone, int hour) =>
        Assert.Equal(hour, Practice.Auth.LoginHours.Local(new DateTime(2026, 1, 15, 12, 0, 0, DateTimeKind.Utc), zone).Hour);

    [Theory]
    [InlineData("zero", 0, true)]
    [InlineData("infinite", 9_999, false)]
    [InlineData(null, 9_999, false)]
    [InlineData("specific_lifetime:2:DAYS", 2, true)]
    [InlineData("specific_lifetime:3:DAYS", 2, false)]
    [InlineData("specific_lifetime:48:HOURS", 2, true)]
    [InlineData("specific_inactivity:1:MONTHS", 27, false)]
    [InlineData("specific_lifetime:x:DAYS", 0, true)]
    public void A_connected_apps_refresh_policy_is_read_from_its_one_text(string? text, int days, bool over)
    {
        var created = new DateTime(2026, 2, 1, 0, 0, 0, DateTimeKind.Utc);
        Assert.Equal(over, RefreshPolicy.Parse(text).IsOver(created, null, created.AddDays(days)));
    }
}
