namespace SfIntegration;

/// <summary>Which event log files: a file a day, or one an hour (with Event Monitoring).</summary>
public enum SfEventLogInterval
{
    /// <summary>Both.</summary>
    Any,

    /// <summary>The file of a whole day, which comes the day after.</summary>
    Daily,

    /// <summary>The files of single hours, which come some hours later.</summary>
    Hourly,
}
