using System;
using System.Collections.Generic;

namespace SfIntegration.Practice;

/// <summary>The bad things that are scheduled. Each request is hit by the first that matches it.</summary>
public sealed class PracticeFaults
{
    private readonly object _gate = new();
    private readonly List<Scheduled> _scheduled = new();
    private int _fired;

    /// <summary>How many faults are still to come.</summary>
    public int Pending
    {
        get
        {
            lock (_gate)
            {
                return _scheduled.Count;
            }
        }
    }

    /// <summary>How many requests were hit.</summary>
    public int Fired
    {
        get
        {
            lock (_gate)
            {
                return _fired;
            }
        }
    }

    /// <summary>Schedules a fault.</summary>
    /// <param name="fault">The fault; later changes to it have no effect on its count.</param>
    public void Add(PracticeFault fault)
    {
        if (fault is null)
        {
            throw new ArgumentNullException(nameof(fault));
        }

        if (fault.Times < 1 || fault.Skip < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(fault), "Times is at least 1 and Skip at least 0.");
        }

        lock (_gate)
        {
            _scheduled.Add(new Scheduled(fault, fault.Skip, fault.Times));
        }
    }

    /// <summary>Forgets every fault that is still to come.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _scheduled.Clear();
        }
    }

    /// <summary>The fault that hits this request, or null. Every fault that waits for a later request counts this one.</summary>
    internal PracticeFault? Next(PracticeRequest request, bool asksForChange)
    {
        lock (_gate)
        {
            Scheduled? hit = null;
            foreach (var entry in _scheduled)
            {
                if (!entry.Fault.Matches(request, asksForChange))
                {
                    continue;
                }

                if (entry.Skip > 0)
                {
                    entry.Skip--;
                }
                else
                {
                    hit ??= entry;
                }
            }

            if (hit is null)
            {
                return null;
            }

            if (--hit.Times == 0)
            {
                _scheduled.Remove(hit);
            }

            _fired++;
            return hit.Fault;
        }
    }

    private sealed class Scheduled
    {
        public Scheduled(PracticeFault fault, int skip, int times)
        {
            Fault = fault;
            Skip = skip;
            Times = times;
        }

        public PracticeFault Fault { get; }

        public int Skip { get; set; }

        public int Times { get; set; }
    }
}
