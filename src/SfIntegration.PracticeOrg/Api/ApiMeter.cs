using System;
using System.Collections.Generic;

namespace SfIntegration.Practice.Api;

/// <summary>API calls of the last 24 hours, against the org's limit.</summary>
internal sealed class ApiMeter
{
    private static readonly TimeSpan s_window = TimeSpan.FromHours(24);

    private readonly PracticeClock _clock;
    private readonly Queue<DateTime> _calls = new();

    public ApiMeter(PracticeClock clock) => _clock = clock;

    /// <summary>Calls per rolling 24 hours.</summary>
    public int Limit { get; set; } = 100_000;

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
