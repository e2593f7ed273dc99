using System;

namespace SfIntegration.Http;

/// <summary>What is known about a request that failed.</summary>
internal enum FailureKind
{
    /// <summary>Asking again would be answered the same.</summary>
    Final,

    /// <summary>Nothing was sent.</summary>
    NotSent,

    /// <summary>The server says that it did nothing and may be asked again.</summary>
    Refused,

    /// <summary>Sent, and nobody can say whether it was carried out.</summary>
    Ambiguous,
}

/// <summary>Whether a failed request is sent again, and after how long.</summary>
internal sealed class RetryPolicy
{
    private static readonly Random s_random = new();

    private readonly Func<double> _jitter;

    /// <param name="jitter">Gives numbers from 0 to 1; random where null.</param>
    public RetryPolicy(Func<double>? jitter = null)
    {
        _jitter = jitter ?? NextRandom;
    }

    public int MaxAttempts { get; init; } = 5;

    public TimeSpan Floor { get; init; } = TimeSpan.FromMilliseconds(300);

    public TimeSpan Ceiling { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The longest wait that a server may ask for; beyond it the error says how long.</summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The wait before the next attempt; null if there is none.</summary>
    /// <param name="kind">How it failed.</param>
    /// <param name="isRepeatable">Whether the request may be carried out twice.</param>
    /// <param name="attempt">How many attempts were made, from 1.</param>
    /// <param name="retryAfter">What the server asked for.</param>
    public TimeSpan? DelayAfter(FailureKind kind, bool isRepeatable, int attempt, TimeSpan? retryAfter)
    {
        var mayRepeat = kind is FailureKind.NotSent or FailureKind.Refused || (kind == FailureKind.Ambiguous && isRepeatable);
        if (!mayRepeat || attempt >= MaxAttempts)
        {
            return null;
        }

        if (retryAfter > LongestRetryAfter)
        {
            return null;
        }

        // Doubling, and of that a random part between half and all, so that many clients do not return together.
        var step = Math.Min(Ceiling.TotalMilliseconds, Floor.TotalMilliseconds * Math.Pow(2, attempt));
        var wait = Math.Max(Floor.TotalMilliseconds, step * (0.5 + (0.5 * _jitter())));
        return TimeSpan.FromMilliseconds(Math.Max(wait, retryAfter?.TotalMilliseconds ?? 0));
    }

    private static double NextRandom()
    {
        lock (s_random)
        {
            return s_random.NextDouble();
        }
    }
}
