using System;
using System.Linq;
using SfIntegration.Harden.Login;
using SfIntegration.Scope;
using Xunit;

namespace SfIntegration.Unit.Tests.Harden;

/// <summary>Hours of a scope in the org's zone: exact on every day, or refused with the nearest that are.</summary>
public sealed class HoursConverterTests
{
    private static readonly DateTime s_from = new(2026, 11, 25);

    [Theory]
    [InlineData("mon-fri", "06:00", "20:00", "Europe/Berlin", "Europe/Berlin", "Mon-Fri 06:00-20:00")]
    [InlineData("mon,wed,fri", "00:00", "24:00", "UTC", "UTC", "Mon open, Wed open, Fri open")]
    [InlineData("sat-mon", "08:00", "09:00", "UTC", "UTC", "Mon 08:00-09:00, Sat-Sun 08:00-09:00")]

    // Berlin and Paris change their clocks together; Phoenix and Bogotá never do and lie two hours apart.
    [InlineData("mon-fri", "06:00", "20:00", "Europe/Paris", "Europe/Berlin", "Mon-Fri 06:00-20:00")]
    [InlineData("mon-sun", "06:00", "20:00", "America/Phoenix", "America/Bogota", "Mon-Sun 08:00-22:00")]

    // A half-hour zone whose half hours meet the whole hours of the org: India is 5:30 ahead of UTC.
    [InlineData("tue", "09:30", "17:30", "Asia/Kolkata", "UTC", "Tue 04:00-12:00")]

    // All week is all week everywhere; Monday's first eight hours UTC are Sunday's last in Pitcairn, eight hours behind all year.
    [InlineData("mon-sun", "00:00", "24:00", "Europe/Berlin", "America/New_York", "Mon-Sun open")]
    [InlineData("mon", "00:00", "08:00", "UTC", "Pacific/Pitcairn", "Sun 16:00-24:00")]

    // Berlin, Paris and London change at the same moment, so that what ends or begins in the hour that is skipped is said exactly.
    [InlineData("sun", "00:00", "02:00", "Europe/Berlin", "Europe/Paris", "Sun 00:00-02:00")]
    [InlineData("sun", "02:00", "06:00", "Europe/Berlin", "Europe/London", "Sun 01:00-05:00")]
    [InlineData("sun", "01:00", "02:00", "Europe/Berlin", "Europe/London", "Sun 00:00-01:00")]
    public void Hours_that_Salesforce_can_keep_are_converted(string days, string from, string to, string zone, string org, string words)
    {
        var (hours, mistake) = HoursConverter.Convert(new ScopeHours(days, from, to, zone), org, s_from);
        Assert.Null(mistake);
        Assert.Equal(words, hours!.ToString());
    }

    [Theory]

    // UTC does not change its clocks, Berlin does: 06:00 there is 04:00 or 05:00 UTC, 20:00 is 18:00 or 19:00.
    [InlineData("06:00", "20:00", "Europe/Berlin", "UTC", "from: 05:00, to: 18:00", "from: 04:00, to: 19:00")]

    // Berlin and New York lie six hours apart, five for some weeks a year.
    [InlineData("12:00", "20:00", "Europe/Berlin", "America/New_York", "from: 07:00, to: 14:00", "from: 06:00, to: 15:00")]
    [InlineData("06:30", "20:00", "Europe/Berlin", "Europe/Berlin", "from: 07:00, to: 20:00", "from: 06:00, to: 20:00")]
    [InlineData("09:00", "17:00", "Asia/Kolkata", "UTC", "from: 04:00, to: 11:00", "from: 03:00, to: 12:00")]

    // 06:00 to 20:00 in Tokyo is 21:00 the day before to 11:00 UTC: Monday's begin on Sunday.
    [InlineData("06:00", "20:00", "Asia/Tokyo", "UTC", "days: mon-fri, from: 00:00, to: 11:00", "days: mon-fri,sun, from: 00:00, to: 24:00")]
    public void Hours_that_Salesforce_cannot_keep_are_refused_with_the_nearest_that_it_can(string from, string to, string zone, string org, string inside, string outside)
    {
        var (hours, mistake) = HoursConverter.Convert(new ScopeHours("mon-fri", from, to, zone), org, s_from);
        Assert.Null(hours);
        Assert.Contains(inside, mistake, StringComparison.Ordinal);
        Assert.Contains(outside, mistake, StringComparison.Ordinal);
        Assert.Contains("timeZone: " + org, mistake, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Europe/Atlantis", "UTC", "Europe/Atlantis")]
    [InlineData("UTC", "Nowhere/At_All", "Nowhere/At_All")]
    public void A_zone_that_nobody_knows_is_named(string zone, string org, string word)
    {
        var (hours, mistake) = HoursConverter.Convert(new ScopeHours("mon", "06:00", "20:00", zone), org, s_from);
        Assert.Null(hours);
        Assert.Contains(word, mistake, StringComparison.Ordinal);
    }

    [Fact]
    public void Hours_are_alike_when_each_day_is_however_a_closed_day_is_written()
    {
        var a = new LoginHours(Enumerable.Repeat((0, 0), 7));
        var b = new LoginHours(Enumerable.Repeat((480, 480), 7));
        Assert.Equal(a, b);
        Assert.Equal(a.GetHashCode(), b.GetHashCode());
        Assert.Equal("never", a.ToString());
        Assert.NotEqual(a, new LoginHours(Enumerable.Repeat((0, 1440), 7)));
    }
}
