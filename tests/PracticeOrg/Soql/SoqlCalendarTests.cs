using System;
using System.Linq;
using Xunit;

namespace SfIntegration.PracticeOrg.Tests.Soql;

/// <summary>Date literals begin at midnight on the running user's clock, and fiscal periods where the org's fiscal year does.</summary>
public sealed class SoqlCalendarTests
{
    private readonly SoqlWorld _world = new();

    [Theory]
    [InlineData("Pacific/Auckland", "20 12:00,21 08:00")]
    [InlineData("Europe/Berlin", "21 08:00,21 22:00")]
    [InlineData("America/Los_Angeles", "21 08:00,21 22:00")]
    [InlineData("Nowhere/At_All", "21 08:00,21 22:00")]
    public void Today_is_the_users_day(string zone, string expected)
    {
        // It is 10:30 UTC on the 21st.
        User(zone);
        foreach (var (day, hour) in new[] { (20, 12), (21, 8), (21, 22), (22, 12) })
        {
            _world.Add("Account", ("Name", $"{day} {hour:00}:00"), ("CreatedDate", SoqlWorld.Utc(2026, 11, day, hour)));
        }

        Assert.Equal(expected, _world.Column("SELECT Name FROM Account WHERE CreatedDate = TODAY ORDER BY Name"));
    }

    [Fact]
    public void A_date_field_is_compared_with_the_users_date()
    {
        User("Pacific/Kiritimati");
        _world.Add("Opportunity", ("Name", "tomorrow in UTC"), ("CloseDate", SoqlWorld.Utc(2026, 11, 22)));
        Assert.Equal("tomorrow in UTC", _world.Column("SELECT Name FROM Opportunity WHERE CloseDate = TODAY"));
    }

    [Fact]
    public void ConvertTimezone_reads_a_moment_on_the_users_clock()
    {
        User("America/Los_Angeles");
        _world.Add("Account", ("Name", "a"), ("CreatedDate", SoqlWorld.Utc(2026, 1, 1, 3)));
        Assert.Equal("2026,3", Columns("SELECT CALENDAR_YEAR(CreatedDate) y, HOUR_IN_DAY(CreatedDate) h FROM Account GROUP BY CALENDAR_YEAR(CreatedDate), HOUR_IN_DAY(CreatedDate)"));
        Assert.Equal("2025,19", Columns("SELECT CALENDAR_YEAR(convertTimezone(CreatedDate)) y, HOUR_IN_DAY(convertTimezone(CreatedDate)) h FROM Account GROUP BY CALENDAR_YEAR(convertTimezone(CreatedDate)), HOUR_IN_DAY(convertTimezone(CreatedDate))"));
        Assert.Contains("only inside a date function", _world.Fault("SELECT convertTimezone(CreatedDate) FROM Account").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("THIS_FISCAL_YEAR", "Apr 2026,Mar 2027,Nov 2026")]
    [InlineData("LAST_FISCAL_YEAR", "Mar 2026")]
    [InlineData("THIS_FISCAL_QUARTER", "Nov 2026")]
    [InlineData("NEXT_N_FISCAL_QUARTERS:1", "Mar 2027")]
    public void Fiscal_periods_begin_with_the_orgs_month(string literal, string expected)
    {
        _world.Add("Organization", ("Name", "Acme"), ("FiscalYearStartMonth", 4));
        foreach (var (name, date) in new[] { ("Mar 2026", SoqlWorld.Utc(2026, 3, 31)), ("Apr 2026", SoqlWorld.Utc(2026, 4, 1)), ("Nov 2026", SoqlWorld.Utc(2026, 11, 2)), ("Mar 2027", SoqlWorld.Utc(2027, 3, 31)) })
        {
            _world.Add("Opportunity", ("Name", name), ("CloseDate", date));
        }

        Assert.Equal(expected, _world.Column($"SELECT Name FROM Opportunity WHERE CloseDate = {literal} ORDER BY Name"));
        Assert.Equal("2025,4,12", Columns("SELECT FISCAL_YEAR(CloseDate) y, FISCAL_QUARTER(CloseDate) q, FISCAL_MONTH(CloseDate) m FROM Opportunity WHERE Name = 'Mar 2026' GROUP BY FISCAL_YEAR(CloseDate), FISCAL_QUARTER(CloseDate), FISCAL_MONTH(CloseDate)"));
    }

    private void User(string zone) => _world.Store.Put(new Practice.Store.Row("User", _world.Caller.UserId) { ["TimeZoneSidKey"] = zone });

    private string Columns(string soql)
    {
        var record = _world.One(soql);
        record.Remove("attributes");
        return string.Join(",", record.Properties().Select(p => p.Value.ToString()));
    }
}
