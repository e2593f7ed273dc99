using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace SfIntegration.Cmdlets;

/// <summary>The cells of the default views of activity and event logs. For SfIntegration.Format.ps1xml.</summary>
public static class SfActivityFormat
{
    /// <summary>"1234, 17 rows, 3 failed"; rows where the log has them, failures where there are any.</summary>
    /// <param name="activity">The row.</param>
    public static string Counts(SfActivity activity) =>
        activity.Calls + (activity.Rows is { } rows ? $", {rows} rows" : "") + (activity.Errors > 0 ? $", {activity.Errors} failed" : "");

    /// <summary>"Daily", or "Hourly 3" with the sequence.</summary>
    /// <param name="log">The file.</param>
    public static string Interval(SfSavedEventLog log) => log.Sequence == 0 ? log.Interval : $"{log.Interval} {log.Sequence}";

    /// <summary>The file's id, and the one that it replaces.</summary>
    /// <param name="log">The file.</param>
    public static string File(SfSavedEventLog log) => log.EventLogFileId + (log.ReplacesEventLogFileId is { Length: > 0 } old ? $", replaces {old}" : "");

    /// <summary>The username, or the id of a user whom no log names.</summary>
    /// <param name="activity">The activity.</param>
    public static string Identity(SfActivity activity) => activity.Username ?? activity.UserId ?? "";

    /// <summary>The client's name, or else its user agent or the app's id; and the API version where it was asked for.</summary>
    /// <param name="activity">The activity.</param>
    public static string Client(SfActivity activity) =>
        string.Join(" ", new[] { activity.Client ?? activity.UserAgent ?? activity.ConnectedAppId, activity.ApiVersion is null ? null : "v" + activity.ApiVersion }.Where(t => t is not null));

    /// <summary>Day and hour, UTC, as far as they were asked for.</summary>
    /// <param name="activity">The activity.</param>
    public static string When(SfActivity activity) => string.Join(" ", new[]
    {
        activity.Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        activity.Hour is { } hour ? hour.ToString("00", CultureInfo.InvariantCulture) + "h" : null,
    }.Where(t => t is not null));

    /// <summary>What was done with what: "Query Account", "Login LOGIN_ERROR_INVALID_PASSWORD".</summary>
    /// <param name="activity">The activity.</param>
    public static string What(SfActivity activity) => string.Join(" ", new[]
    {
        activity.EventType, activity.Operation, activity.SobjectType, activity.LoginStatus == "LOGIN_NO_ERROR" ? null : activity.LoginStatus,
    }.Where(t => t is not null));

    /// <summary>The first of some columns that an event has a value in.</summary>
    /// <param name="row">The event.</param>
    /// <param name="columns">The columns.</param>
    public static string First(PSObject row, params string[] columns) =>
        columns.Select(c => row.Properties[c]?.Value?.ToString()).FirstOrDefault(t => !string.IsNullOrEmpty(t)) ?? "";

    /// <summary>When an event was, UTC.</summary>
    /// <param name="row">The event.</param>
    public static string Time(PSObject row) =>
        row.Properties["TIMESTAMP_DERIVED"]?.Value is System.DateTime moment ? moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : First(row, "TIMESTAMP_DERIVED", "TIMESTAMP");
}
