using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SfIntegration.Activity.Logs;
using SfIntegration.Activity.Logs.Csv;
using SfIntegration.Plan;

namespace SfIntegration.Activity.Measure;

/// <summary>
/// Measures the saved logs of one org. Days one after the other; of a day the event types in the order of <see cref="SavedLogs.CallTypes"/>, so that a
/// call that RestApi tells of is not counted again from ApiTotalUsage; of a type the daily file and then the hourly ones, so that no event counts twice.
/// </summary>
internal sealed class ActivityMeasure
{
    private readonly SavedLogFolder _folder;
    private readonly MeasureOptions _options;
    private readonly IReadOnlyList<FoldWorker> _workers;
    private readonly List<SfSavedEventLog> _read = new();
    private long _damaged;

    private ActivityMeasure(SavedLogFolder folder, MeasureOptions options)
    {
        _folder = folder;
        _options = options;
        _workers = Enumerable.Range(0, options.Threads).Select(_ => new FoldWorker(options)).ToList();
    }

    private Action<WorkProgress>? Progress { get; init; }

    /// <summary>A line could not be read.</summary>
    private Action<SfException>? Damaged { get; init; }

    /// <summary>The activity that an org's saved logs show.</summary>
    /// <param name="folder">The logs.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="progress">Gets told how far it is, in files.</param>
    /// <param name="damaged">Gets each damaged line; they are not counted.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="SfEventLogException">A file was changed after it was saved, or has no column with a time.</exception>
    public static IReadOnlyList<SfActivity> OfSaved(
        SavedLogFolder folder, MeasureOptions options, Action<WorkProgress>? progress, Action<SfException>? damaged, CancellationToken cancellationToken) =>
        new ActivityMeasure(folder, options) { Progress = progress, Damaged = damaged }.Run(cancellationToken);

    private IReadOnlyList<SfActivity> Run(CancellationToken cancellationToken)
    {
        var saved = _folder.Manifest.Current.ToDictionary(f => f.File.Id, StringComparer.Ordinal);
        var days = SavedLogs.FilesFor(saved.Values.Select(s => s.File), _options.Since, _options.Until, _options.Wants);
        var total = days.Sum(d => d.Steps.Sum(s => s.Files.Count));
        foreach (var day in days)
        {
            var calls = new RequestSet();
            foreach (var step in day.Steps)
            {
                ReadStep(day, step, calls, saved, total, cancellationToken);
            }
        }

        var fold = _workers[0].Fold;
        foreach (var worker in _workers.Skip(1))
        {
            fold.Merge(worker.Fold);
        }

        return ActivityRows.Of(fold, _options, _folder.Org, (first, last, counted) => Coverage(fold, saved.Values, first, last, counted));
    }

    private void ReadStep(LogDay day, LogStep step, RequestSet calls, Dictionary<string, SavedLog> saved, int total, CancellationToken cancellationToken)
    {
        var isCall = SavedLogs.Precedence(step.EventType) != int.MaxValue;
        var others = isCall && day.Steps.Any(s => s != step && SavedLogs.Precedence(s.EventType) is var p && p != int.MaxValue && p > SavedLogs.Precedence(step.EventType));
        var stepCalls = new List<ulong>();
        RequestSet? events = null;
        for (var i = 0; i < step.Files.Count; i++)
        {
            var log = saved[step.Files[i].Id];
            Progress?.Invoke(new WorkProgress($"Measuring {step.EventType} of {log.File.LogDate:yyyy-MM-dd}", _read.Count, total));
            ReadFile(log, new FoldTask
            {
                CountedEvents = events,
                CountedCalls = isCall && calls.Count > 0 ? calls : null,
                KeepsEvents = i + 1 < step.Files.Count,
                KeepsCalls = others,
            }, cancellationToken);
            foreach (var worker in _workers)
            {
                if (worker.Fold.KeptEvents.Count > 0)
                {
                    (events ??= new RequestSet()).AddAll(worker.Fold.KeptEvents);
                }

                stepCalls.AddRange(worker.Fold.KeptCalls);
            }
        }

        // Only now: events of one type that share a request are different ones.
        calls.AddAll(stepCalls);
    }

    private void ReadFile(SavedLog log, FoldTask task, CancellationToken cancellationToken)
    {
        var path = _folder.PathOf(log.File);
        using var blocks = new CsvBlocks(_folder.OpenRead(log), withHash: true);
        var first = blocks.Next();
        var columns = new EventColumns(log.File.EventType, blocks.Header);
        if (!columns.HasTime && first is not null)
        {
            throw new SfEventLogException("EventLogInvalid", $"'{path}' has no column TIMESTAMP, so that its events cannot be measured.", "Leave its event type out with -EventType.") { Path = path };
        }

        foreach (var worker in _workers)
        {
            worker.Open(columns, task);
        }

        BlockRun.Over(blocks, first, _workers.Select(w => (Action<CsvBlock>)w.Read).ToList(), cancellationToken);
        _folder.RequireSame(log, blocks.Sha256());
        _read.Add(_folder.Describe(log, null));
        var count = _workers.Sum(w => w.DamageCount);
        _damaged += count;
        foreach (var error in LogDamage.Errors(path, _workers.SelectMany(w => w.Damages), count))
        {
            Damaged?.Invoke(error);
        }
    }

    private SfActivityCoverage Coverage(ActivityFold fold, IEnumerable<SavedLog> saved, DateTime? first, DateTime? last, long counted)
    {
        var gaps = SavedLogs.Gaps(saved.Select(s => s.File).Where(f => _options.Wants(f.EventType)), _folder.Manifest.Runs);
        return ActivityCoverage.Of(_options, fold, _read, SavedLogs.Within(gaps, _options.Since, _options.Until), _damaged, first, last, counted);
    }
}
