using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using SfIntegration.Activity.Logs;
using SfIntegration.Activity.Measure;
using SfIntegration.Plan;

namespace SfIntegration.Activity.Anomaly;

/// <summary>What saved event logs tell of some identities.</summary>
/// <param name="Calls">Their calls, hour by hour.</param>
/// <param name="AppCalls">Who called through which app within the window, everybody.</param>
/// <param name="SignIns">Sign-ins by user id; null where no file of the event type Login is among the logs.</param>
/// <param name="Usernames">Usernames that the logs name, by user id.</param>
internal sealed record SavedHistory(IReadOnlyList<SfActivity>? Calls, IReadOnlyList<SfActivity> AppCalls, IReadOnlyList<(string UserId, SignIn SignIn)>? SignIns, IReadOnlyDictionary<string, string> Usernames)
{
    private static readonly SfActivityDimension[] s_series =
    {
        SfActivityDimension.Identity, SfActivityDimension.Client, SfActivityDimension.ApiVersion, SfActivityDimension.Address,
        SfActivityDimension.Day, SfActivityDimension.Hour, SfActivityDimension.Object, SfActivityDimension.Operation,
    };

    /// <summary>The end of what was saved, UTC; null where nothing was.</summary>
    public static DateTime? EndOf(SavedLogFolder folder) => folder.Manifest.Current.Select(f => (DateTime?)f.File.Until).Max();

    /// <summary>Reads a folder: the past from a moment on, and the window within it.</summary>
    /// <param name="folder">The logs.</param>
    /// <param name="past">Where the past begins, UTC.</param>
    /// <param name="since">Where the window begins, UTC.</param>
    /// <param name="until">Where it ends, UTC.</param>
    /// <param name="isWanted">Whether a user id and username are asked for.</param>
    /// <param name="progress">Gets told how far it is.</param>
    /// <param name="damaged">Gets each damaged line.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static SavedHistory Read(
        SavedLogFolder folder, DateTime past, DateTime since, DateTime until, Func<string?, string?, bool> isWanted, Action<WorkProgress>? progress, Action<SfException> damaged, CancellationToken cancellationToken)
    {
        var types = folder.Manifest.Current.Select(f => f.File.EventType).Distinct(StringComparer.Ordinal).ToList();
        var calls = types.Where(t => SavedLogs.Precedence(t) != int.MaxValue).ToList();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var signIns = types.Contains("Login") ? ReadSignIns(folder, past, until, isWanted, names, damaged, cancellationToken) : null;
        if (calls.Count == 0)
        {
            return new SavedHistory(null, Array.Empty<SfActivity>(), signIns, names);
        }

        var series = ActivityMeasure.OfSaved(folder, new MeasureOptions { By = s_series, Since = past, Until = until, EventTypes = calls, IsWanted = isWanted }, progress, damaged, cancellationToken);
        // Of everybody, but of the window only and by two parts, so that it stays small; damaged lines were told when the series was read.
        var apps = ActivityMeasure.OfSaved(
            folder, new MeasureOptions { By = new[] { SfActivityDimension.Identity, SfActivityDimension.Client }, Since = since, Until = until, EventTypes = calls }, progress, _ => { }, cancellationToken);
        foreach (var row in series.Concat(apps).Where(r => r.UserId is not null && r.Username is not null))
        {
            names[row.UserId!] = row.Username!;
        }

        return new SavedHistory(series, apps, signIns, names);
    }

    private static List<(string, SignIn)> ReadSignIns(
        SavedLogFolder folder, DateTime past, DateTime until, Func<string?, string?, bool> isWanted, Dictionary<string, string> names, Action<SfException> damaged, CancellationToken cancellationToken)
    {
        var found = new List<(string, SignIn)>();
        foreach (var row in new EventLogRows(past, until, t => t == "Login", damaged).OfSaved(folder, cancellationToken))
        {
            var id = SfIds.Long(Text(row, "USER_ID") ?? "");
            var name = Text(row, "USER_NAME");
            if (id.Length == 0 || Time(row) is not { } time || !isWanted(id, name))
            {
                continue;
            }

            if (name is not null)
            {
                names[id] = name;
            }

            // REQUEST_STATUS is Success or empty in real files (facts §6.4), LOGIN_STATUS a code (§6.2).
            var status = Text(row, "LOGIN_STATUS");
            var succeeded = status is null ? string.Equals(Text(row, "REQUEST_STATUS"), "Success", StringComparison.OrdinalIgnoreCase) : status == "LOGIN_NO_ERROR";
            found.Add((id, new SignIn(time, succeeded, Text(row, "LOGIN_TYPE"), Text(row, "LOGIN_SUB_TYPE"), Text(row, "SOURCE_IP") ?? Text(row, "CLIENT_IP"), Text(row, "COUNTRY_CODE"), null)));
        }

        return found;
    }

    private static string? Text(EventRow row, string column)
    {
        for (var i = 0; i < row.Columns.Count; i++)
        {
            if (row.Columns[i] == column)
            {
                return row.Values[i] is { } value ? Convert.ToString(value, CultureInfo.InvariantCulture) : null;
            }
        }

        return null;
    }

    private static DateTime? Time(EventRow row)
    {
        for (var i = 0; i < row.Columns.Count; i++)
        {
            if (row.Columns[i] == "TIMESTAMP_DERIVED" && row.Values[i] is DateTime time)
            {
                return time;
            }
        }

        return DateTime.TryParseExact(Text(row, "TIMESTAMP"), "yyyyMMddHHmmss.fff", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;
    }
}
