using System;
using System.Globalization;
using SfIntegration.Activity.Logs.Csv;

namespace SfIntegration.Activity.Measure;

/// <summary>Reads TIMESTAMP (yyyyMMddHHmmss.SSS, UTC; facts §6.4), for which a log of millions of events needs no text.</summary>
internal sealed class EventTime
{
    private const long BadTime = -1;

    private int _date;
    private long _dateTicks;

    /// <summary>Ticks, UTC; negative for a value that is no time.</summary>
    public long Read(CsvRecord record, EventColumns columns)
    {
        var ticks = columns.Time >= 0 ? ReadCompact(record.Buffer, record.Start(columns.Time), record.Length(columns.Time)) : BadTime;
        return ticks < 0 && columns.TimeDerived >= 0 ? ReadText(record.Text(columns.TimeDerived)) : ticks;
    }

    private static long ReadText(string text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var time) ? time.Ticks : BadTime;

    private long ReadCompact(byte[] buffer, int start, int length)
    {
        if (length < 14)
        {
            return BadTime;
        }

        var date = Digits(buffer, start, 8);
        var hour = Digits(buffer, start + 8, 2);
        var minute = Digits(buffer, start + 10, 2);
        var second = Digits(buffer, start + 12, 2);
        var milli = length >= 18 && buffer[start + 14] == '.' ? Digits(buffer, start + 15, 3) : 0;
        if (date < 0 || hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 60 || milli < 0)
        {
            return BadTime;
        }

        if (date != _date)
        {
            var (year, month, day) = (date / 10000, date / 100 % 100, date % 100);
            if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            {
                return BadTime;
            }

            _dateTicks = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).Ticks;
            _date = date;
        }

        return _dateTicks + ((((((hour * 60L) + minute) * 60) + second) * 1000) + milli) * TimeSpan.TicksPerMillisecond;
    }

    private static int Digits(byte[] buffer, int start, int count)
    {
        var number = 0;
        for (var i = start; i < start + count; i++)
        {
            var digit = buffer[i] - '0';
            if ((uint)digit > 9)
            {
                return -1;
            }

            number = (number * 10) + digit;
        }

        return number;
    }
}
