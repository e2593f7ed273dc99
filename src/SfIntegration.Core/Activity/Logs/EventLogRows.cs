using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Activity.Logs.Csv;
using SfIntegration.Activity.Measure;
using SfIntegration.Api;

namespace SfIntegration.Activity.Logs;

/// <summary>
/// The events of a window one by one, each once, from saved files or from the org. A day's daily file comes before its hourly ones, which give what it lacks.
/// A saved file is checked against its hash before its first event is given.
/// </summary>
internal sealed class EventLogRows
{
    private readonly DateTime? _since;
    private readonly DateTime? _until;
    private readonly Func<string, bool> _isWanted;
    private readonly Action<SfException> _damaged;
    private readonly EventTime _time = new();

    /// <param name="since">From when, UTC; null for all there is.</param>
    /// <param name="until">Until when (not part of it), UTC.</param>
    /// <param name="isWanted">Which event types.</param>
    /// <param name="damaged">Gets each damaged line.</param>
    public EventLogRows(DateTime? since, DateTime? until, Func<string, bool> isWanted, Action<SfException> damaged)
    {
        _since = since;
        _until = until;
        _isWanted = isWanted;
        _damaged = damaged;
    }

    /// <summary>From saved files.</summary>
    public IEnumerable<EventRow> OfSaved(SavedLogFolder folder, CancellationToken cancellationToken)
    {
        var saved = folder.Manifest.Current.ToDictionary(f => f.File.Id, StringComparer.Ordinal);
        var org = folder.Org;
        return Of(saved.Values.Select(s => s.File), org, file =>
        {
            var log = saved[file.Id];
            Check(folder, log, cancellationToken);
            return (folder.OpenRead(log), folder.PathOf(file));
        }, cancellationToken);
    }

    /// <summary>From the org: each file is fetched when the events of the one before it are used up, into a file that is gone when it is read.</summary>
    public IEnumerable<EventRow> OfOrg(OrgApi api, IReadOnlyCollection<string> eventTypes, CancellationToken cancellationToken)
    {
        // The cmdlet that walks this blocks anyway, and netstandard2.0 has no asynchronous streams.
        var files = Task.Run(() => api.EventLogs.ListAsync(eventTypes, null, null, _since, _until, cancellationToken)).GetAwaiter().GetResult();
        return Of(files, api.Org, file =>
        {
            var path = Path.GetTempFileName();
            try
            {
                Task.Run(() => api.EventLogs.DownloadAsync(file.Id, () => new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None), cancellationToken)).GetAwaiter().GetResult();
                return (new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None, 1 << 16, FileOptions.DeleteOnClose), $"EventLogFile {file.Id} ({file.EventType} of {file.LogDate:yyyy-MM-dd})");
            }
            catch
            {
                File.Delete(path);
                throw;
            }
        }, cancellationToken);
    }

    private IEnumerable<EventRow> Of(IEnumerable<LogFileRow> files, SfOrg org, Func<LogFileRow, (Stream, string)> open, CancellationToken cancellationToken)
    {
        foreach (var step in SavedLogs.FilesFor(files, _since, _until, _isWanted).SelectMany(d => d.Steps))
        {
            var counted = step.Files.Count > 1 ? new RequestSet() : null;
            foreach (var file in step.Files)
            {
                var (stream, name) = open(file);
                foreach (var row in Of(file, org, stream, name, counted, cancellationToken))
                {
                    yield return row;
                }
            }
        }
    }

    private IEnumerable<EventRow> Of(LogFileRow file, SfOrg org, Stream stream, string name, RequestSet? counted, CancellationToken cancellationToken)
    {
        using var blocks = new CsvBlocks(stream);
        var mine = new List<ulong>();
        CsvWalk? walk = null;
        EventColumns? columns = null;
        EventTyping? typing = null;
        while (blocks.Next() is { } block)
        {
            walk ??= new CsvWalk(blocks.Header.Count);
            columns ??= new EventColumns(file.EventType, blocks.Header);
            typing ??= new EventTyping(blocks.Header, file.FieldNames, file.FieldTypes);
            walk.Open(block);
            while (walk.Next())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (walk.Damage is { } damage)
                {
                    Tell(name, stream, walk.Offset, damage);
                    continue;
                }

                var ticks = columns.HasTime ? _time.Read(walk.Record, columns) : -1;
                if (IsIn(ticks) && IsNew(walk.Record, columns, ticks, counted, mine))
                {
                    yield return new EventRow(org, file.EventType, blocks.Header, typing.Values(walk.Record));
                }
            }

            blocks.Return(block);
        }

        counted?.AddAll(mine);
    }

    // An event without a time is in a window that was not asked for only.
    private bool IsIn(long ticks) => ticks < 0
        ? _since is null && _until is null
        : (_since is null || ticks >= _since.Value.Ticks) && (_until is null || ticks < _until.Value.Ticks);

    private static bool IsNew(CsvRecord record, EventColumns columns, long ticks, RequestSet? counted, List<ulong> mine)
    {
        if (counted is null || columns.Request < 0 || record.Length(columns.Request) == 0)
        {
            return true;
        }

        var one = ByteCache.Hash(record.Buffer, record.Start(columns.Request), record.Length(columns.Request), (ulong)ticks);
        mine.Add(one);
        return !counted.Contains(one);
    }

    /// <summary>Tells of a damaged line; its number is counted from the beginning of the file.</summary>
    private void Tell(string name, Stream stream, long offset, string damage)
    {
        var at = stream.Position;
        stream.Position = 0;
        var line = LogDamage.LineAt(stream, offset);
        stream.Position = at;
        _damaged(LogDamage.Error(name, line, damage));
    }

    private static void Check(SavedLogFolder folder, SavedLog log, CancellationToken cancellationToken)
    {
        using var blocks = new CsvBlocks(folder.OpenRead(log), withHash: true);
        while (blocks.Next() is { } block)
        {
            cancellationToken.ThrowIfCancellationRequested();
            blocks.Return(block);
        }

        folder.RequireSame(log, blocks.Sha256());
    }
}
