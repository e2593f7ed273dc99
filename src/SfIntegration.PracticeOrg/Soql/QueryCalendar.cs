using System;

namespace SfIntegration.Practice.Soql;

/// <summary>
/// What "today" means in a query: the running user's time zone, and the month the org's fiscal year begins with. Date literals
/// begin at midnight there; date functions read UTC unless convertTimezone() is asked for (SOQL guide, date formats and literals).
/// </summary>
internal sealed class QueryCalendar
{
    private readonly TimeZoneInfo _zone;

    public QueryCalendar(DateTime utcNow, TimeZoneInfo zone, int fiscalStartMonth)
    {
        _zone = zone;
        FiscalStartMonth = fiscalStartMonth;
        Today = ToLocal(utcNow).Date;
    }

    /// <summary>The user's date.</summary>
    public DateTime Today { get; }

    /// <summary>1 to 12.</summary>
    public int FiscalStartMonth { get; }

    /// <summary>A moment on the user's clock.</summary>
    public DateTime ToLocal(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), _zone);

    /// <summary>The days of a date literal, as dates.</summary>
    public MomentRange Dates(string name, int count)
    {
        var (start, end) = DateRanges.Of(name, count, Today, FiscalStartMonth);
        return new MomentRange(DateTime.SpecifyKind(start, DateTimeKind.Utc), DateTime.SpecifyKind(end, DateTimeKind.Utc));
    }

    /// <summary>The same from midnight to midnight on the user's clock, in UTC.</summary>
    public MomentRange Moments(string name, int count)
    {
        var (start, end) = DateRanges.Of(name, count, Today, FiscalStartMonth);
        return new MomentRange(ToUtc(start), ToUtc(end));
    }

    /// <summary>The fiscal year, quarter and month of a date. A fiscal year is named after the calendar year it begins in.</summary>
    public (int Year, int Quarter, int Month) Fiscal(DateTime date)
    {
        var months = (date.Year * 12) + date.Month - FiscalStartMonth;
        var month = (months % 12) + 1;
        return (months / 12, ((month - 1) / 3) + 1, month);
    }

    // The calendar's ends stay where they are, and a midnight that the clock jumps over is the moment after it.
    private DateTime ToUtc(DateTime local)
    {
        if (local.Year is 1 or 9999)
        {
            return DateTime.SpecifyKind(local, DateTimeKind.Utc);
        }

        var wall = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        while (_zone.IsInvalidTime(wall))
        {
            wall = wall.AddMinutes(15);
        }

        return TimeZoneInfo.ConvertTimeToUtc(wall, _zone);
    }
}
