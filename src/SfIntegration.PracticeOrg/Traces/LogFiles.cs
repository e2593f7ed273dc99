using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Traces;

/// <summary>
/// The event log files that exist at the moment (facts §6.4). Hourly files come some hours after their hour, and once more, with the
/// next sequence number, when late events have arrived. A daily file comes the day after; a fuller one takes its place, with an id
/// and a CreatedDate of its own.
/// </summary>
internal sealed class LogFiles
{
    private const string Prefix = "0AT";
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    private readonly OrgEngine _engine;
    private readonly Dictionary<(string Id, int Events), int> _lengths = new();
    private readonly Dictionary<string, (EventType Type, DateTime Day)> _places = new(StringComparer.Ordinal);

    public LogFiles(OrgEngine engine) => _engine = engine;

    /// <summary>Forgets the lengths and days of files that are no more.</summary>
    public void Clear()
    {
        _lengths.Clear();
        _places.Clear();
    }

    /// <summary>The rows of EventLogFile.</summary>
    public IEnumerable<Row> Rows() => All().Select(Row);

    /// <summary>The file of an id, or null. Of one that was listed only its day is looked through: there may be a year of others.</summary>
    public LogFile? Find(string id) => (_places.TryGetValue(id, out var place) ? Of(new[] { place.Type }, place.Day) : All()).FirstOrDefault(f => IdOf(f) == id);

    /// <summary>Every file there is now, the oldest first.</summary>
    public IEnumerable<LogFile> All() => Of(EventType.All.Values, null);

    private IEnumerable<LogFile> Of(IEnumerable<EventType> types, DateTime? day)
    {
        if (!_engine.Settings.Flag("EventSettings.enableEventLogGeneration"))
        {
            return Enumerable.Empty<LogFile>();
        }

        var now = _engine.Clock.UtcNow;
        var oldest = now - Retention();
        return types
            .Where(t => _engine.Events.Keeps(t.Name))
            .SelectMany(t => Made(t, day))
            .Where(f => f.Created <= now && f.Created > oldest && SideRows.Of(_engine.Store, SideTables.DeletedLogFile, IdOf(f)) is null)
            .OrderBy(f => f.Created)
            .ThenBy(f => f.Key, StringComparer.Ordinal);
    }

    /// <summary>Somebody deleted a file: it does not come back; a fuller one that would have replaced it still comes.</summary>
    public void Forget(string id) => SideRows.Add(_engine.Store, SideTables.DeletedLogFile, id);

    private IEnumerable<LogFile> Made(EventType type, DateTime? onDay)
    {
        var events = _engine.Events.Of(type, onDay).ToList();
        return events.GroupBy(e => e.At.Date).SelectMany(day => Daily(type, day.Key, day.ToList()))
            .Concat(events.GroupBy(e => new DateTime(e.At.Ticks - (e.At.Ticks % TimeSpan.TicksPerHour), DateTimeKind.Utc)).SelectMany(hour => Hourly(type, hour.Key, hour.ToList())));
    }

    // The second takes the place of the first once it is there.
    private IEnumerable<LogFile> Daily(EventType type, DateTime date, List<LogEvent> events)
    {
        var first = date + s_day + Delay();
        var second = first + s_day;
        var late = events.Exists(e => e.Arrived > first);
        var made = late && _engine.Clock.UtcNow >= second
            ? new LogFile(type, "Daily", date, 0, second, events)
            : new LogFile(type, "Daily", date, 0, first, events.Where(e => e.Arrived <= first).ToList());
        return made.Events.Count > 0 ? new[] { made } : Array.Empty<LogFile>();
    }

    private IEnumerable<LogFile> Hourly(EventType type, DateTime hour, List<LogEvent> events)
    {
        var first = hour + s_hour + Delay();
        var parts = new[]
        {
            new LogFile(type, "Hourly", hour, 1, first, events.Where(e => e.Arrived <= first).ToList()),
            new LogFile(type, "Hourly", hour, 2, first + s_day + s_hour + s_hour, events.Where(e => e.Arrived > first).ToList()),
        };
        return parts.Where(p => p.Events.Count > 0);
    }

    private TimeSpan Delay() => TimeSpan.FromHours(_engine.Switches.EventLogDelayHours);

    // A Developer Edition org keeps them for a day whatever it has (OR:eventlogfile).
    private TimeSpan Retention() => TimeSpan.FromDays(
        Editions.Of(_engine.Store) == PracticeEdition.Developer ? 1
        : _engine.Switches.HasEventMonitoring ? (int)_engine.Settings["EventSettings.eventLogRetentionDuration"]!
        : _engine.Switches.FreeEventLogDays);

    private Row Row(LogFile file)
    {
        var id = IdOf(file);
        _places[id] = (file.Type, file.Date.Date);
        if (!_lengths.TryGetValue((id, file.Events.Count), out var length))
        {
            _lengths[(id, file.Events.Count)] = length = Encoding.UTF8.GetByteCount(file.Csv());
        }

        return new Row(_engine.Store.Layout("EventLogFile"), id)
        {
            ["EventType"] = file.Type.Name,
            ["Interval"] = file.Interval,
            ["LogDate"] = file.Date,
            ["Sequence"] = file.Sequence,
            ["ApiVersion"] = 66.0m,
            ["LogFile"] = id,
            ["LogFileContentType"] = "text/csv",
            ["LogFileFieldNames"] = string.Join(",", file.Type.Columns),
            ["LogFileFieldTypes"] = string.Join(",", file.Type.Columns.Select(TypeOf)),
            ["LogFileLength"] = (decimal)length,
            ["CreatedDate"] = file.Created,
            ["LastModifiedDate"] = file.Created,
            ["SystemModstamp"] = file.Created,
            ["IsDeleted"] = false,
        };
    }

    private static string IdOf(LogFile file) => QueryRows.IdFor(Prefix, file.Key);

    private static string TypeOf(string column) =>
        column == "TIMESTAMP_DERIVED" ? "DateTime"
        : column.EndsWith("_IP", StringComparison.Ordinal) ? "IP"
        : column.EndsWith("_ID_DERIVED", StringComparison.Ordinal) ? "Id"
        : column.EndsWith("_TIME", StringComparison.Ordinal) || column.EndsWith("_SIZE", StringComparison.Ordinal) || column.EndsWith("_PROCESSED", StringComparison.Ordinal) || column is "STATUS_CODE" or "NUMBER_FIELDS" or "RECORDS_FAILED" ? "Number"
        : column is "COUNTS_AGAINST_API_LIMIT" or "USER_INITIATED_LOGOUT" or "SUCCESS" ? "Boolean"
        : column is "QUERY" or "EXCEPTION_MESSAGE" or "DESCRIPTION" or "MESSAGE" ? "EscapedString"
        : "String";
}
