using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace SfIntegration.Activity.Logs;

/// <summary>The files of one event type on one day, in the order in which they are read: an event that an earlier one holds is not counted again.</summary>
internal sealed record LogStep(string EventType, IReadOnlyList<LogFileRow> Files);

/// <summary>What is read of one day.</summary>
internal sealed record LogDay(DateTime Date, IReadOnlyList<LogStep> Steps);

/// <summary>A file to take, and the one it takes the place of.</summary>
internal sealed record LogToTake(LogFileRow File, string? Replaces);

/// <summary>One run of Save-SfEventLog: when, and the oldest file that the org offered then.</summary>
internal sealed record SaveRun(DateTime At, DateTime? OldestOffered);

/// <summary>Which log files to take, and which to read. Pure: it knows no disk and no org.</summary>
internal static class SavedLogs
{
    /// <summary>
    /// Event types that tell of the same calls, those that know most of a call first: a call that one of them has is not counted again from
    /// a later one (by its REQUEST_ID, within a day).
    /// </summary>
    public static IReadOnlyList<string> CallTypes { get; } = new[] { "RestApi", "ApexRestApi", "API", "BulkApi2", "BulkApi", "ApiTotalUsage" };

    /// <summary>
    /// The files to read for a window, day by day. Of a slot (type, date, interval, sequence) the newest counts. A day's daily file comes
    /// first and then its hourly files, for the events that the daily one lacks.
    /// </summary>
    /// <param name="files">What there is.</param>
    /// <param name="since">The beginning of the window; null for an open one.</param>
    /// <param name="until">Its end (not part of it).</param>
    /// <param name="isWanted">Which event types.</param>
    public static IReadOnlyList<LogDay> FilesFor(IEnumerable<LogFileRow> files, DateTime? since, DateTime? until, Func<string, bool> isWanted) => files
        .Where(f => isWanted(f.EventType) && (until is null || f.LogDate < until) && (since is null || f.Until > since))
        .GroupBy(f => f.Slot)
        .Select(Newest)
        .GroupBy(f => f.LogDate.Date)
        .OrderBy(day => day.Key)
        .Select(day => new LogDay(day.Key, day
            .GroupBy(f => f.EventType, StringComparer.Ordinal)
            .OrderBy(t => Precedence(t.Key)).ThenBy(t => t.Key, StringComparer.Ordinal)
            .Select(t => new LogStep(t.Key, t.OrderBy(f => f.IsDaily ? 0 : 1).ThenBy(f => f.LogDate).ThenBy(f => f.Sequence).ToList()))
            .ToList()))
        .ToList();

    /// <summary>The files that are offered and not yet saved, in the order of their making; one that takes the place of another says of which.</summary>
    public static IReadOnlyList<LogToTake> ToTake(IEnumerable<LogFileRow> offered, IReadOnlyCollection<SavedLog> saved)
    {
        var have = new HashSet<string>(saved.Select(s => s.File.Id), StringComparer.Ordinal);
        var newest = saved.GroupBy(s => s.File.Slot).ToDictionary(g => g.Key, g => Newest(g.Select(s => s.File)));
        return offered.GroupBy(f => f.Slot)
            .Select(Newest)
            .Where(f => !have.Contains(f.Id) && (!newest.TryGetValue(f.Slot, out var old) || Compare(f, old) > 0))
            .OrderBy(f => f.CreatedDate).ThenBy(f => f.EventType, StringComparer.Ordinal).ThenBy(f => f.Id, StringComparer.Ordinal)
            .Select(f => new LogToTake(f, newest.TryGetValue(f.Slot, out var old) ? old.Id : null))
            .ToList();
    }

    /// <summary>The times between the first and the last file of an event type that no file covers.</summary>
    /// <param name="files">What is saved.</param>
    /// <param name="runs">When files were looked for, to tell why.</param>
    public static IReadOnlyList<SfEventLogGap> Gaps(IEnumerable<LogFileRow> files, IReadOnlyList<SaveRun> runs)
    {
        var gaps = new List<SfEventLogGap>();
        foreach (var type in files.GroupBy(f => f.EventType, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            DateTime? covered = null;
            foreach (var file in type.OrderBy(f => f.LogDate).ThenByDescending(f => f.Until))
            {
                if (covered is { } to && file.LogDate > to)
                {
                    gaps.Add(new SfEventLogGap { EventType = type.Key, From = to, To = file.LogDate, Reason = Reason(to, file.LogDate, runs) });
                }

                covered = covered is { } before && before > file.Until ? before : file.Until;
            }
        }

        return gaps;
    }

    /// <summary>The part of gaps that lies in a window.</summary>
    public static IReadOnlyList<SfEventLogGap> Within(IEnumerable<SfEventLogGap> gaps, DateTime? since, DateTime? until) =>
        gaps.Where(g => (since is null || g.To > since) && (until is null || g.From < until)).ToList();

    /// <summary>The place of an event type in <see cref="CallTypes"/>; others come after them.</summary>
    public static int Precedence(string eventType)
    {
        for (var i = 0; i < CallTypes.Count; i++)
        {
            if (string.Equals(CallTypes[i], eventType, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return int.MaxValue;
    }

    // A day's file comes the day after and lives for a day where logs are free (facts §6.4): who looks for it later finds none.
    private static string Reason(DateTime from, DateTime to, IReadOnlyList<SaveRun> runs)
    {
        var before = runs.Where(r => r.At <= to).Select(r => (DateTime?)r.At).DefaultIfEmpty(null).Max();
        var after = runs.Where(r => r.At > to).Select(r => (DateTime?)r.At).DefaultIfEmpty(null).Min();
        return before is { } last && after is { } next && next - last > TimeSpan.FromDays(1) && last < to && next > from
            ? string.Format(CultureInfo.InvariantCulture, "no run between {0:yyyy-MM-dd HH:mm} and {1:yyyy-MM-dd HH:mm}, longer than free logs live", last, next)
            : "the org offered no file: nothing of this type happened, or it was gone before it was saved";
    }

    private static LogFileRow Newest(IEnumerable<LogFileRow> files) => files.Aggregate((a, b) => Compare(a, b) >= 0 ? a : b);

    private static int Compare(LogFileRow a, LogFileRow b) =>
        a.CreatedDate != b.CreatedDate ? a.CreatedDate.CompareTo(b.CreatedDate) : string.CompareOrdinal(a.Id, b.Id);
}
