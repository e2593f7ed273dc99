using System;
using System.Collections.Generic;

namespace SfIntegration.Practice.Api;

/// <summary>API calls of the last 24 hours, against the org's limit.</summary>
internal sealed class ApiMeter
{
    private static readonly TimeSpan s_window = TimeSpan.FromHours(24);

    private readonly PracticeClock _clock;
    private readonly Func<int> _allocation;
    private readonly Queue<DateTime> _calls = new();

    public ApiMeter(PracticeClock clock, Func<int> allocation)
    {
        _clock = clock;
        _allocation = allocation;
    }

    /// <summary>Calls per rolling 24 hours: what the edition and the licences bring, unless another number was set.</summary>
    public int Limit
    {
        get => Override ?? _allocation();
        set => Override = value;
    }

    /// <summary>The number that was set, or null.</summary>
    public int? Override { get; set; }

    /// <summary>Calls within the last 24 hours.</summary>
    public int Used
    {
        get
        {
            while (_calls.Count > 0 && _clock.UtcNow - _calls.Peek() >= s_window)
            {
                _calls.Dequeue();
            }

            return _calls.Count;
        }
    }

    /// <summary>Forgets all calls.</summary>
    public void Clear() => _calls.Clear();

    /// <summary>Counts a call, or refuses it when the limit is reached.</summary>
    public void Count()
    {
        if (Used >= Limit)
        {
            throw new SfFault(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
        }

        _calls.Enqueue(_clock.UtcNow);
    }
}
