using System.Diagnostics;

namespace SfIntegration.Practice.Traces;

/// <summary>What every event of one HTTP request has in common: the request's id, by which they are put together, and how long it took so far.</summary>
internal sealed class RequestTrace
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    public RequestTrace(string requestId) => RequestId = requestId;

    /// <summary>REQUEST_ID.</summary>
    public string RequestId { get; }

    /// <summary>RUN_TIME in milliseconds, as measured.</summary>
    public long RunTime => _watch.ElapsedMilliseconds;
}
