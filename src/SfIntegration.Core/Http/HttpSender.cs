using System;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace SfIntegration.Http;

/// <summary>
/// The one way out: every request of the module, sign-ins included, goes through <see cref="SendAsync"/>.
/// It adds headers, waits and repeats where that is safe, and turns refusals into exceptions.
/// </summary>
internal sealed class HttpSender : IDisposable
{
    /// <summary>Salesforce ends a call after 10 minutes (LM); hardly any of ours takes one.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(3);

    private readonly HttpClient _client;
    private readonly RetryPolicy _retry;
    private readonly TimeSpan _timeout;
    private readonly Func<TimeSpan, CancellationToken, Task> _delay;
    private long _requestCount;
    private SfLimitInfo? _lastLimit;

    /// <param name="handler">What answers; the network where null. It is disposed with the sender.</param>
    /// <param name="retry">When to send again.</param>
    /// <param name="timeout">The time for one attempt.</param>
    /// <param name="delay">How to wait between attempts; Task.Delay where null.</param>
    public HttpSender(
        HttpMessageHandler? handler = null,
        RetryPolicy? retry = null,
        TimeSpan? timeout = null,
        Func<TimeSpan, CancellationToken, Task>? delay = null)
    {
        // The client's own timeout looks like a cancellation; ours is a linked token per attempt.
        IsInMemory = handler is not null;
        _client = new HttpClient(handler ?? HttpWire.CreateHandler(), disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
        _retry = retry ?? new RetryPolicy();
        _timeout = timeout ?? DefaultTimeout;
        _delay = delay ?? Task.Delay;
    }

    /// <summary>Something in this process answers (a practice org, a test), and no network lies between.</summary>
    public bool IsInMemory { get; }

    /// <summary>How many requests were sent, repeats and sign-ins included.</summary>
    public long RequestCount => Interlocked.Read(ref _requestCount);

    /// <summary>The API usage as the last answer that carried it said.</summary>
    public SfLimitInfo? LastLimit => Volatile.Read(ref _lastLimit);

    public async Task<SfResponse> SendAsync(SfRequest request, Uri origin, string? accessToken, CancellationToken cancellationToken)
    {
        OrgAddress.RequireSecure(origin);
        var target = new Uri(origin, OrgAddress.PathOn(origin, request.Path));
        var authorization = request.Authorization ?? (accessToken is null || request.SessionBody is not null ? null : "Bearer " + accessToken);
        var secrets = request.Secrets
            .Concat(accessToken is null ? Array.Empty<string>() : new[] { accessToken })
            .Concat(authorization is null ? Array.Empty<string>() : new[] { authorization.Substring(authorization.IndexOf(' ') + 1) })
            .ToArray();
        var body = request.SessionBody is { } compose && accessToken is not null ? compose(accessToken) : request.Body;

        for (var attempt = 1; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var result = await AttemptAsync(request, target, authorization, body, secrets, cancellationToken).ConfigureAwait(false);
            if (result.Response is { } response)
            {
                return response;
            }

            var wait = _retry.DelayAfter(result.Kind, request.IsSafe || request.IsRepeatable, attempt, result.RetryAfter);
            if (wait is null)
            {
                throw result.Error!;
            }

            await _delay(wait.Value, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<Attempt> AttemptAsync(
        SfRequest request, Uri target, string? authorization, byte[]? body, string[] secrets, CancellationToken cancellationToken)
    {
        var timeout = request.Timeout ?? _timeout;
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(timeout);
        using var message = HttpWire.CreateMessage(request, target, authorization, body);
        try
        {
            Interlocked.Increment(ref _requestCount);
            using var answer = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, time.Token).ConfigureAwait(false);

            // Reading a stream does not always heed a token (never on .NET Framework); losing the answer does stop it.
            using var stop = time.Token.Register(answer.Dispose);
            return await ReadAsync(request, answer, secrets, time.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (NetworkFailure.IsTransport(exception) || time.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (error, kind) = NetworkFailure.Map(request, target, exception, time.IsCancellationRequested, timeout, secrets);
            return new Attempt(null, error, kind, null);
        }
    }

    private async Task<Attempt> ReadAsync(
        SfRequest request, HttpResponseMessage answer, string[] secrets, CancellationToken cancellationToken)
    {
        var status = (int)answer.StatusCode;
        var headers = HttpWire.ReadHeaders(answer);
        if (headers.TryGetValue("Sforce-Limit-Info", out var limitHeader) && SfLimitInfo.Parse(limitHeader) is { } limit)
        {
            Volatile.Write(ref _lastLimit, limit);
        }

        if (status is >= 200 and < 300 || request.AcceptStatus.Contains(status))
        {
            var response = await HttpWire.ReadBodyAsync(answer, status, headers, cancellationToken, request).ConfigureAwait(false);
            return new Attempt(response, null, FailureKind.Final, null);
        }

        if (status is >= 300 and < 400 && answer.Headers.Location is { } location)
        {
            var to = location.IsAbsoluteUri ? location.Authority : "another path";
            var redirected = new SfApiException(
                Redactor.Clean($"{NetworkFailure.Resource(request.Path)} was redirected to {to}; it was not followed, because the session must not leave the org.", secrets),
                ErrorCures.Find("REDIRECTED", null))
            { HttpStatus = status, Code = "REDIRECTED" };
            return new Attempt(null, redirected, FailureKind.Final, null);
        }

        var body = await HttpWire.ReadErrorTextAsync(answer, cancellationToken).ConfigureAwait(false);
        var (error, kind) = ErrorMapper.Map(request, status, body, headers, secrets);
        return new Attempt(null, error, kind, HttpWire.ReadRetryAfter(answer));
    }

    private readonly record struct Attempt(SfResponse? Response, SfException? Error, FailureKind Kind, TimeSpan? RetryAfter);
}
