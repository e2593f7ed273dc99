using System;

namespace SfIntegration.Practice;

/// <summary>The org's clock: the machine's, moved by an offset, or stopped at a moment.</summary>
public sealed class PracticeClock
{
    private TimeSpan _offset;
    private DateTime? _stopped;

    /// <summary>Now, in UTC, as the org sees it.</summary>
    public DateTime UtcNow => _stopped ?? DateTime.UtcNow + _offset;

    /// <summary>How far it goes before the machine's.</summary>
    internal TimeSpan Offset => _offset;

    /// <summary>The moment it stands at; null while it runs.</summary>
    internal DateTime? Stopped => _stopped;

    /// <summary>Puts the clock as another one was.</summary>
    internal void Set(TimeSpan offset, DateTime? stopped) => (_offset, _stopped) = (offset, stopped);

    /// <summary>Moves the clock forward (or back).</summary>
    /// <param name="by">How far.</param>
    public void Advance(TimeSpan by)
    {
        if (_stopped is { } stopped)
        {
            _stopped = stopped + by;
        }
        else
        {
            _offset += by;
        }
    }

    /// <summary>Stops the clock at a moment.</summary>
    /// <param name="utc">The moment, in UTC.</param>
    public void StopAt(DateTime utc) => _stopped = DateTime.SpecifyKind(utc, DateTimeKind.Utc);

    /// <summary>Lets the clock run again with the machine's.</summary>
    public void Run()
    {
        _stopped = null;
        _offset = TimeSpan.Zero;
    }
}
