using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Activity.Logs.Csv;
using SfIntegration.Api;
using SfIntegration.Plan;

namespace SfIntegration.Activity.Logs;

/// <summary>What a run is to save.</summary>
/// <param name="Folder">The folder for all orgs.</param>
/// <param name="EventTypes">Only these; none for all that the org offers.</param>
/// <param name="Interval">Daily or Hourly; null for both.</param>
/// <param name="Since">Only files that cover a time since, UTC.</param>
/// <param name="Until">Only files that cover a time before, UTC.</param>
internal sealed record SaveRequest(string Folder, IReadOnlyCollection<string> EventTypes, string? Interval, DateTime? Since, DateTime? Until)
{
    /// <summary>Every file of the event types is wanted, so that the next run need not look at them again.</summary>
    public bool IsWhole => Interval is null && Since is null && Until is null;
}

/// <summary>
/// Saves the event logs of an org: what is offered and not yet there. It may be ended anywhere: a file counts when it has its name and stands in the
/// manifest, and what does not is taken again.
/// </summary>
internal sealed class EventLogSave
{
    private static readonly TimeSpan s_manifestEvery = TimeSpan.FromSeconds(2);

    /// <summary>Files may show up a little after files that were made later.</summary>
    private static readonly TimeSpan s_overlap = TimeSpan.FromDays(1);

    private readonly OrgApi _api;
    private readonly SaveRequest _request;
    private IReadOnlyList<LogFileRow> _offered = Array.Empty<LogFileRow>();

    public EventLogSave(OrgApi api, SaveRequest request)
    {
        _api = api;
        _request = request;
        Folder = SavedLogFolder.For(request.Folder, api.Org);
    }

    public SavedLogFolder Folder { get; }

    public Action<WorkProgress>? Progress { get; init; }

    /// <summary>A file was saved.</summary>
    public Action<SfSavedEventLog>? Saved { get; init; }

    /// <summary>A file could not be saved; the others go on.</summary>
    public Action<SfException>? Failed { get; set; }

    /// <summary>The clock, for tests.</summary>
    public Func<DateTime> Now { get; init; } = () => DateTime.UtcNow;

    /// <summary>What the org offers that is not saved yet.</summary>
    public async Task<IReadOnlyList<LogToTake>> LookAsync(CancellationToken cancellationToken)
    {
        var offered = await _api.EventLogs.ListAsync(
            _request.EventTypes, _request.Interval, CreatedSince(), _request.Since, _request.Until, cancellationToken).ConfigureAwait(false);
        _offered = offered;
        return SavedLogs.ToTake(offered, Folder.Manifest.Files);
    }

    /// <summary>Takes what <see cref="LookAsync"/> found. Gives the times that no file covers and that the run before did not know of.</summary>
    /// <param name="isWanted">Which event types; those that are left out are offered to the next run again.</param>
    /// <param name="cancellationToken">Ends it; what was saved stays.</param>
    /// <exception cref="SfEventLogException">Another run is at work in the folder, or it cannot be written to.</exception>
    public async Task<IReadOnlyList<SfEventLogGap>> TakeAsync(Func<string, bool> isWanted, CancellationToken cancellationToken)
    {
        using var held = Folder.Lock();
        var manifest = Folder.Manifest;

        // Another run may have taken some since.
        var all = SavedLogs.ToTake(_offered, manifest.Files);
        var files = all.Where(f => isWanted(f.File.EventType)).ToList();
        var known = new HashSet<(string, DateTime)>(manifest.Gaps.Select(g => (g.EventType, g.From)));
        var sinceManifest = Stopwatch.StartNew();
        var isComplete = files.Count == all.Count;
        try
        {
            for (var i = 0; i < files.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Progress?.Invoke(new WorkProgress($"Saving {files[i].File.EventType} of {files[i].File.LogDate:yyyy-MM-dd}", i, files.Count));
                isComplete &= await TakeOneAsync(files[i], cancellationToken).ConfigureAwait(false);
                if (sinceManifest.Elapsed > s_manifestEvery)
                {
                    Folder.WriteManifest();
                    sinceManifest.Restart();
                }
            }

            manifest.AddRun(new SaveRun(Now(), _offered.Count == 0 ? null : _offered.Min(f => f.CreatedDate)));
            if (isComplete && _request.IsWhole)
            {
                NotePolled();
            }
        }
        finally
        {
            manifest.Gaps.Clear();
            manifest.Gaps.AddRange(SavedLogs.Gaps(manifest.Current.Select(f => f.File), manifest.Runs));
            Folder.WriteManifest();
        }

        return manifest.Gaps.Where(g => !known.Contains((g.EventType, g.From))).ToList();
    }

    private async Task<bool> TakeOneAsync(LogToTake take, CancellationToken cancellationToken)
    {
        try
        {
            var path = Folder.UnfinishedPathOf(take.File);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            HashedFile? written = null;
            await _api.EventLogs.DownloadAsync(take.File.Id, () => written = new HashedFile(path), cancellationToken).ConfigureAwait(false);
            if (written is null || written.Written < take.File.Length)
            {
                throw new SfEventLogException("EventLogCut", $"The log file {take.File.Id} ({take.File.EventType}, {take.File.LogDate:yyyy-MM-dd HH:mm}) came with {written?.Written ?? 0} bytes where {take.File.Length} are announced.", "The next run takes it again.");
            }

            var log = new SavedLog
            {
                File = take.File with { Length = written.Written },
                Sha256 = written.Sha256,
                Rows = CountRows(path, cancellationToken),
                SavedAt = Now(),
            };
            Folder.Put(take.File);
            Folder.Manifest.Add(log, take.Replaces);
            Saved?.Invoke(Folder.Describe(log, take.Replaces, _api.Org));
            return true;
        }
        catch (SfException e) when (e is not (SfAuthenticationException or SfLimitException) && e.Code != "EventLogNotWritable" && Failed is not null)
        {
            Failed(e);
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SfEventLogException("EventLogNotWritable", $"The event log cannot be saved: {e.Message}", "Give a folder that you may write to, with room in it; what was saved stays.", e);
        }
    }

    private static long CountRows(string path, CancellationToken cancellationToken)
    {
        using var blocks = new CsvBlocks(File.OpenRead(path));
        var rows = 0L;
        CsvWalk? walk = null;
        while (blocks.Next() is { } block)
        {
            cancellationToken.ThrowIfCancellationRequested();
            walk ??= new CsvWalk(blocks.Header.Count);
            walk.Open(block);
            while (walk.Next())
            {
                rows += walk.Damage is null ? 1 : 0;
            }

            blocks.Return(block);
        }

        return rows;
    }

    /// <summary>Files made before were all taken. A file that takes the place of another is a new one with a CreatedDate of its own (facts §6.4).</summary>
    private DateTime? CreatedSince()
    {
        var polled = Folder.Manifest.PolledUntil;
        if (!_request.IsWhole)
        {
            return null;
        }

        var wanted = _request.EventTypes.Count == 0 ? new[] { "*" } : _request.EventTypes;
        var dates = wanted.Select(t => polled.TryGetValue(t, out var date) || polled.TryGetValue("*", out date) ? (DateTime?)date : null).ToList();
        return dates.Contains(null) ? null : dates.Min()!.Value - s_overlap;
    }

    private void NotePolled()
    {
        if (_offered.Count == 0)
        {
            return;
        }

        foreach (var type in _request.EventTypes.Count == 0 ? new[] { "*" } : _request.EventTypes)
        {
            Folder.Manifest.PolledUntil[type] = _offered.Max(f => f.CreatedDate);
        }
    }
}
