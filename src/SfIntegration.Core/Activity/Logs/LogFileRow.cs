using System;

namespace SfIntegration.Activity.Logs;

/// <summary>A row of EventLogFile (facts §6.4), or what a manifest keeps of one.</summary>
internal sealed record LogFileRow
{
    public const string Daily = "Daily";

    public const string Hourly = "Hourly";

    public string Id { get; init; } = "";

    public string EventType { get; init; } = "";

    /// <summary>The day or the hour, UTC.</summary>
    public DateTime LogDate { get; init; }

    /// <summary>Daily or Hourly.</summary>
    public string Interval { get; init; } = Daily;

    /// <summary>0 for a daily file, 1 and up for the portions of an hour.</summary>
    public int Sequence { get; init; }

    public DateTime CreatedDate { get; init; }

    /// <summary>Bytes.</summary>
    public long Length { get; init; }

    /// <summary>The columns in file order, with commas.</summary>
    public string FieldNames { get; init; } = "";

    /// <summary>Their types, in the same order.</summary>
    public string FieldTypes { get; init; } = "";

    /// <summary>It is of a whole day.</summary>
    public bool IsDaily => string.Equals(Interval, Daily, StringComparison.OrdinalIgnoreCase);

    /// <summary>The end of the time that it covers (not part of it).</summary>
    public DateTime Until => LogDate + (IsDaily ? TimeSpan.FromDays(1) : TimeSpan.FromHours(1));

    /// <summary>Files of one slot hold the same events; the newest is the fullest.</summary>
    public (string, DateTime, string, int) Slot => (EventType, LogDate, IsDaily ? Daily : Hourly, Sequence);
}

/// <summary>A file in the folder of saved logs, as the manifest knows it.</summary>
internal sealed record SavedLog
{
    public LogFileRow File { get; init; } = new();

    /// <summary>In hexadecimal, of the file as it was downloaded.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>Events in it.</summary>
    public long Rows { get; init; }

    public DateTime SavedAt { get; init; }

    /// <summary>The id of the fuller file that took its place, or null.</summary>
    public string? SupersededBy { get; init; }
}
