using System;

namespace SfIntegration;

/// <summary>An event log file in the folder of saved logs.</summary>
public sealed class SfSavedEventLog
{
    internal SfSavedEventLog()
    {
    }

    /// <summary>The org that it is of.</summary>
    public SfOrg Org { get; internal init; } = null!;

    /// <summary>The event type, such as ApiTotalUsage.</summary>
    public string EventType { get; internal init; } = "";

    /// <summary>The day or the hour that it is of, UTC.</summary>
    public DateTime LogDate { get; internal init; }

    /// <summary>Daily or Hourly.</summary>
    public string Interval { get; internal init; } = "";

    /// <summary>0 for a daily file, 1 and up for the portions of an hour.</summary>
    public int Sequence { get; internal init; }

    /// <summary>The id of its EventLogFile row.</summary>
    public string EventLogFileId { get; internal init; } = "";

    /// <summary>When Salesforce made the file, UTC.</summary>
    public DateTime CreatedDate { get; internal init; }

    /// <summary>Bytes.</summary>
    public long Length { get; internal init; }

    /// <summary>Events in it.</summary>
    public long Rows { get; internal init; }

    /// <summary>The SHA-256 of the file, in hexadecimal.</summary>
    public string Sha256 { get; internal init; } = "";

    /// <summary>Where it lies.</summary>
    public string Path { get; internal init; } = "";

    /// <summary>The file that this fuller one takes the place of, or null.</summary>
    public string? ReplacesEventLogFileId { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => Path;
}
