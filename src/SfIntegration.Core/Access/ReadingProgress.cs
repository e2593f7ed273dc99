using System;
using System.Diagnostics;
using SfIntegration.Plan;

namespace SfIntegration.Access;

/// <summary>How far a whole-org reading is, and how long the rest will take at the speed so far. Safe from any thread.</summary>
internal sealed class ReadingProgress
{
    private static readonly TimeSpan s_rest = TimeSpan.FromMilliseconds(250);

    private readonly Action<WorkProgress>? _report;
    private readonly Func<TimeSpan> _elapsed;
    private readonly object _gate = new();
    private TimeSpan _reported = TimeSpan.MinValue;
    private long _done;
    private long _replayed;

    public ReadingProgress(Action<WorkProgress>? report, Func<TimeSpan>? elapsed = null)
    {
        _report = report;
        var watch = Stopwatch.StartNew();
        _elapsed = elapsed ?? (() => watch.Elapsed);
    }

    /// <summary>Rows in all, as counted before; 0 where that is not known.</summary>
    public long Total { get; set; }

    public void Begin(string what) => Report("Reading " + what, always: true);

    /// <summary>Rows came; replayed ones say nothing of the org's speed.</summary>
    public void Add(string what, int rows, bool replayed = false)
    {
        lock (_gate)
        {
            _done += rows;
            _replayed += replayed ? rows : 0;
        }

        Report("Reading " + what, always: false);
    }

    private void Report(string activity, bool always)
    {
        if (_report is null)
        {
            return;
        }

        WorkProgress progress;
        lock (_gate)
        {
            var now = _elapsed();
            if (!always && _reported != TimeSpan.MinValue && now - _reported < s_rest)
            {
                return;
            }

            _reported = now;
            progress = new WorkProgress(activity, Whole(_done), Whole(Math.Max(Total, Total == 0 ? 0 : _done))) { SecondsRemaining = Remaining(now) };
        }

        _report(progress);
    }

    private int? Remaining(TimeSpan now)
    {
        var read = _done - _replayed;
        return Total == 0 || read <= 0 || now < s_rest ? null : Whole((long)Math.Ceiling(Math.Max(0, Total - _done) * now.TotalSeconds / read));
    }

    private static int Whole(long number) => (int)Math.Min(int.MaxValue, number);
}
