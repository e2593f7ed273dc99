using System;
using Xunit;

namespace SfIntegration.PracticeOrg.Tests.Soql;

public sealed class SoqlDateTests
{
    private readonly SoqlWorld _world = new();

    // The clock stands at Saturday 21 November 2026, 10:30 UTC; weeks begin on Sunday (the 15th).
    [Theory]
    [InlineData("TODAY", "2026-11-21", "2026-11-22")]
    [InlineData("YESTERDAY", "2026-11-20", "2026-11-21")]
    [InlineData("TOMORROW", "2026-11-22", "2026-11-23")]
    [InlineData("LAST_WEEK", "2026-11-08", "2026-11-15")]
    [InlineData("THIS_WEEK", "2026-11-15", "2026-11-22")]
    [InlineData("NEXT_WEEK", "2026-11-22", "2026-11-29")]
    [InlineData("LAST_MONTH", "2026-10-01", "2026-11-01")]
    [InlineData("THIS_MONTH", "2026-11-01", "2026-12-01")]
    [InlineData("NEXT_MONTH", "2026-12-01", "2027-01-01")]
    [InlineData("LAST_90_DAYS", "2026-08-23", "2026-11-22")]
    [InlineData("NEXT_90_DAYS", "2026-11-22", "2027-02-20")]
    [InlineData("THIS_QUARTER", "2026-10-01", "2027-01-01")]
    [InlineData("LAST_QUARTER", "2026-07-01", "2026-10-01")]
    [InlineData("NEXT_QUARTER", "2027-01-01", "2027-04-01")]
    [InlineData("THIS_YEAR", "2026-01-01", "2027-01-01")]
    [InlineData("LAST_YEAR", "2025-01-01", "2026-01-01")]
    [InlineData("NEXT_YEAR", "2027-01-01", "2028-01-01")]
    [InlineData("LAST_N_DAYS:3", "2026-11-18", "2026-11-22")]
    [InlineData("LAST_N_DAYS:0", "2026-11-21", "2026-11-22")]
    [InlineData("NEXT_N_DAYS:3", "2026-11-22", "2026-11-25")]
    [InlineData("N_DAYS_AGO:21", "2026-10-31", "2026-11-01")]
    [InlineData("LAST_N_WEEKS:2", "2026-11-01", "2026-11-15")]
    [InlineData("NEXT_N_WEEKS:1", "2026-11-22", "2026-11-29")]
    [InlineData("N_WEEKS_AGO:1", "2026-11-08", "2026-11-15")]
    [InlineData("LAST_N_MONTHS:2", "2026-09-01", "2026-11-01")]
    [InlineData("NEXT_N_MONTHS:2", "2026-12-01", "2027-02-01")]
    [InlineData("N_MONTHS_AGO:11", "2025-12-01", "2026-01-01")]
    [InlineData("LAST_N_QUARTERS:4", "2025-10-01", "2026-10-01")]
    [InlineData("N_QUARTERS_AGO:1", "2026-07-01", "2026-10-01")]
    [InlineData("LAST_N_YEARS:2", "2024-01-01", "2026-01-01")]
    [InlineData("NEXT_N_YEARS:1", "2027-01-01", "2028-01-01")]
    [InlineData("N_YEARS_AGO:1", "2025-01-01", "2026-01-01")]
    [InlineData("THIS_FISCAL_QUARTER", "2026-10-01", "2027-01-01")]
    [InlineData("LAST_N_FISCAL_YEARS:1", "2025-01-01", "2026-01-01")]
    public void Date_literals_are_half_open_ranges_to_the_second(string literal, string start, string end)
    {
        var (first, after) = (DateTime.Parse(start + "Z").ToUniversalTime(), DateTime.Parse(end + "Z").ToUniversalTime());
        _world.Add("Account", ("Name", "before"), ("CreatedDate", first.AddSeconds(-1)));
        _world.Add("Account", ("Name", "first"), ("CreatedDate", first));
        _world.Add("Account", ("Name", "last"), ("CreatedDate", after.AddSeconds(-1)));
        _world.Add("Account", ("Name", "after"), ("CreatedDate", after));
        Assert.Equal("first,last", Where("= " + literal));
        Assert.Equal("before,after", Where("!= " + literal));
        Assert.Equal("before", Where("< " + literal));
        Assert.Equal("before,first,last", Where("<= " + literal));
        Assert.Equal("after", Where("> " + literal));
        Assert.Equal("first,last,after", Where(">= " + literal.ToLowerInvariant()));
        Assert.Equal("first,last", Where($"IN ({literal})"));
    }

    [Fact]
    public void Literals_move_with_the_clock_over_midnight_and_leap_days()
    {
        _world.Add("Account", ("Name", "leap"), ("CreatedDate", SoqlWorld.Utc(2028, 2, 29, 23, 59, 59)));
        _world.Clock.StopAt(SoqlWorld.Utc(2028, 2, 29, 23, 59, 59));
        Assert.Equal("leap", Where("= TODAY"));
        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("leap", Where("= YESTERDAY"));
        Assert.Equal("", Where("= TODAY"));
        Assert.Equal("leap", Where("= LAST_MONTH"));
        _world.Clock.StopAt(SoqlWorld.Utc(2028, 3, 31));
        Assert.Equal("leap", Where("= LAST_MONTH"));
    }

    [Theory]
    [InlineData("LAST_N_DAYS:2147483647", "old")]
    [InlineData("NEXT_N_YEARS:2147483647", "")]
    public void Absurd_counts_reach_to_the_end_of_the_calendar(string literal, string names)
    {
        _world.Add("Account", ("Name", "old"), ("CreatedDate", SoqlWorld.Utc(1900, 1, 1)));
        Assert.Equal(names, Where("= " + literal));
    }

    [Theory]
    [InlineData("= 2026-11-21T10:00:00Z")]
    [InlineData("= 2026-11-21T10:00:00.000Z")]
    [InlineData("= 2026-11-21T10:00:00.000+00:00")]
    [InlineData("= 2026-11-21T12:00:00+02:00")]
    [InlineData("= 2026-11-21T05:30:00-04:30")]
    [InlineData("= 2026-11-21T10:00Z")]
    [InlineData("> 2026-11-21T09:59:59.999z")]
    public void Moments_compare_across_offsets(string condition)
    {
        _world.Add("Account", ("Name", "hit"), ("CreatedDate", SoqlWorld.Utc(2026, 11, 21, 10)));
        _world.Add("Account", ("Name", "miss"), ("CreatedDate", SoqlWorld.Utc(2026, 11, 21, 8)));
        Assert.Equal("hit", Where(condition));
    }

    [Fact]
    public void Dates_compare_as_days()
    {
        _world.Add("Opportunity", ("Name", "a"), ("CloseDate", SoqlWorld.Utc(2026, 11, 21)));
        _world.Add("Opportunity", ("Name", "b"), ("CloseDate", SoqlWorld.Utc(2026, 11, 30)));
        Assert.Equal("a", _world.Column("SELECT Name FROM Opportunity WHERE CloseDate = 2026-11-21"));
        Assert.Equal("a", _world.Column("SELECT Name FROM Opportunity WHERE CloseDate = TODAY"));
        Assert.Equal("b", _world.Column("SELECT Name FROM Opportunity WHERE CloseDate > TODAY AND CloseDate = THIS_MONTH"));
        Assert.Equal("2026-11-30", _world.Column("SELECT CloseDate FROM Opportunity WHERE Name = 'b'"));
    }

    [Theory]
    [InlineData("CloseDate = 2026-02-30")]
    [InlineData("CreatedDate = 2026-13-01T00:00:00Z")]
    [InlineData("CreatedDate = 2026-01-01T00:00:00")]
    [InlineData("CloseDate = LAST_N_DAYS")]
    [InlineData("CloseDate = LAST_N_DAYS:x")]
    [InlineData("CloseDate = LAST_N_DAYS:-1")]
    [InlineData("CloseDate = SOMEDAY")]
    [InlineData("CloseDate = THIS_DAY")]
    public void Dates_that_are_none_are_malformed(string where) =>
        Assert.Equal("MALFORMED_QUERY", _world.Fault("SELECT Id FROM Opportunity WHERE " + where).Code);

    private string Where(string condition) => _world.Column("SELECT Name FROM Account WHERE CreatedDate " + condition);
}
