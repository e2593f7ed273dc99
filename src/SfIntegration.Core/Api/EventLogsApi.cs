using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Activity.Logs;
using SfIntegration.Http;

namespace SfIntegration.Api;

/// <summary>Event log files: their rows, and the files behind them (facts §6.4; OR:eventlogfile).</summary>
internal sealed class EventLogsApi
{
    private const string Columns = "Id, EventType, LogDate, Interval, Sequence, CreatedDate, LogFileLength, LogFileFieldNames, LogFileFieldTypes";

    /// <summary>A paying org's daily file of a busy type can be gigabytes.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(30);

    private readonly SfConnection _connection;

    public EventLogsApi(SfConnection connection)
    {
        _connection = connection;
    }

    /// <summary>The files that the org offers, the oldest first.</summary>
    /// <param name="eventTypes">Only these; none for all.</param>
    /// <param name="interval">Daily or Hourly; null for both.</param>
    /// <param name="createdSince">Only files made since; a file that takes the place of another is made later than it (RS:event_log_file_hourly_overview).</param>
    /// <param name="since">Only files that cover a time since.</param>
    /// <param name="until">Only files that cover a time before.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<LogFileRow>> ListAsync(
        IReadOnlyCollection<string> eventTypes, string? interval, DateTime? createdSince, DateTime? since, DateTime? until, CancellationToken cancellationToken)
    {
        var conditions = new List<string>();
        if (eventTypes.Count > 0)
        {
            conditions.Add(Soql.In("EventType", eventTypes));
        }

        if (interval is not null)
        {
            conditions.Add("Interval = " + Soql.Quote(interval));
        }

        if (createdSince is { } created)
        {
            conditions.Add("CreatedDate >= " + Soql.Moment(created));
        }

        if (since is { } from)
        {
            // A daily file has the date of its beginning.
            conditions.Add("LogDate >= " + Soql.Moment(from.AddDays(-1)));
        }

        if (until is { } to)
        {
            conditions.Add("LogDate < " + Soql.Moment(to));
        }

        var where = conditions.Count == 0 ? "" : " WHERE " + string.Join(" AND ", conditions);
        var rows = await new QueryApi(_connection).QueryAllPagesAsync($"SELECT {Columns} FROM EventLogFile{where} ORDER BY CreatedDate", cancellationToken).ConfigureAwait(false);
        return rows.Select(Read).Where(f => since is null || f.Until > since).ToList();
    }

    /// <summary>The event types of the files that the org offers.</summary>
    public async Task<IReadOnlyList<string>> TypesAsync(CancellationToken cancellationToken) =>
        (await new QueryApi(_connection).QueryAllPagesAsync("SELECT EventType FROM EventLogFile GROUP BY EventType", cancellationToken).ConfigureAwait(false))
        .Select(r => r.Text("EventType") ?? "").Where(t => t.Length > 0).ToList();

    /// <summary>Writes the file behind a row to a stream, as it comes.</summary>
    /// <param name="id">The row's id.</param>
    /// <param name="open">Where it goes; called again for an empty one when the answer is lost on the way and asked for again.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task DownloadAsync(string id, Func<Stream> open, CancellationToken cancellationToken)
    {
        var request = new SfRequest(HttpMethod.Get, SfUrls.LogFile(_connection.ApiVersion, id))
        {
            Headers = new Dictionary<string, string> { ["Accept"] = "text/csv" },
            Timeout = s_patience,
            ReadBody = async (body, token) =>
            {
                using var target = open();
                await CopyAsync(body, target, token).ConfigureAwait(false);
            },
        };
        return _connection.SendAsync(request, cancellationToken);
    }

    private static async Task CopyAsync(Stream body, Stream target, CancellationToken cancellationToken)
    {
        var buffer = new byte[81920];
        int read;
        while ((read = await body.ReadAsync(buffer, 0, buffer.Length, cancellationToken).ConfigureAwait(false)) > 0)
        {
            try
            {
                await target.WriteAsync(buffer, 0, read, cancellationToken).ConfigureAwait(false);
            }
            catch (IOException e)
            {
                // A full disk is no broken connection, and asking the org again would not help.
                throw new SfException($"The event log cannot be written: {e.Message}", "Make room on the disk, or give another folder; what was saved stays.", e) { Code = "EventLogNotWritable" };
            }
        }
    }

    private static LogFileRow Read(JObject row) => new()
    {
        Id = row.Text("Id") ?? "",
        EventType = row.Text("EventType") ?? "",
        LogDate = row.Moment("LogDate") ?? default,
        Interval = row.Text("Interval") ?? LogFileRow.Daily,
        Sequence = (int?)row["Sequence"] ?? 0,
        CreatedDate = row.Moment("CreatedDate") ?? default,
        Length = (long)((decimal?)row["LogFileLength"] ?? 0),
        FieldNames = row.Text("LogFileFieldNames") ?? "",
        FieldTypes = row.Text("LogFileFieldTypes") ?? "",
    };
}
