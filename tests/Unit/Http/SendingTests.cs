using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Http;
using Xunit;

namespace SfIntegration.Unit.Tests.Http;

public sealed class SendingTests
{
    private static readonly SfRequest s_get = SfRequest.Get("/services/data/v66.0/limits");

    private static SfRequest Post(bool isRepeatable = false) =>
        SfRequest.Json(HttpMethod.Post, "/services/data/v66.0/sobjects/Account", new JObject { ["Name"] = "A" }, isRepeatable);

    [Fact]
    public async Task Every_request_names_the_client_carries_the_session_and_asks_for_gzip()
    {
        using var server = new FakeServer().Answer(FakeServer.Gzip("""{"a":"\u00fc"}"""));
        using var connection = await server.ConnectAsync();
        var answer = await connection.SendAsync(s_get, default);
        Assert.Equal("ü", answer.Json.Text("a"));
        var headers = server.Requests.Single().Headers;
        Assert.Equal("Bearer " + FakeServer.Token, headers["Authorization"]);
        Assert.Equal("client=SfIntegration", headers["Sforce-Call-Options"]);
        Assert.Contains("gzip", headers["Accept-Encoding"], StringComparison.Ordinal);
        Assert.StartsWith("SfIntegration/", headers["User-Agent"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, false)]
    [InlineData(60_000, true)]
    public async Task Only_a_large_body_is_sent_compressed_and_arrives_whole(int length, bool compressed)
    {
        using var server = new FakeServer().Answer(FakeServer.Json("{}"));
        using var connection = await server.ConnectAsync();
        var body = new JObject { ["Name"] = new string('x', length) };
        await connection.SendAsync(SfRequest.Json(HttpMethod.Post, "/services/data/v66.0/x", body), default);
        var asked = server.Requests.Single();
        Assert.Equal(compressed, asked.Headers.ContainsKey("Content-Encoding"));
        Assert.Equal(compressed, asked.Raw.Length < length);
        Assert.Equal(length, JObject.Parse(asked.Body).Value<string>("Name")!.Length);
    }

    [Fact]
    public async Task The_limit_header_is_kept_as_last_seen_and_odd_ones_do_no_harm()
    {
        var first = FakeServer.Json("{}");
        first.Headers.Add("Sforce-Limit-Info", "api-usage=25/15000; per-app-api-usage=17/250(appName=a)");
        var second = FakeServer.Json("{}");
        second.Headers.Add("Sforce-Limit-Info", "api-usage=many/15000");
        using var server = new FakeServer().Answer(first, second);
        using var connection = await server.ConnectAsync();
        Assert.Null(connection.Org.LastLimit);
        await connection.SendAsync(s_get, default);
        await connection.SendAsync(s_get, default);
        Assert.Equal("25/15000", connection.Org.LastLimit!.ToString());
    }

    [Theory]
    [InlineData(502, "text/html")]
    [InlineData(503, "text/html")]
    [InlineData(503, "application/json")]
    [InlineData(429, "text/plain")]
    public async Task A_read_is_repeated_after_a_passing_failure(int status, string type)
    {
        using var server = new FakeServer().Answer(
            FakeServer.Text("""[{"errorCode":"SERVER_UNAVAILABLE","message":"m"}]""", type, (HttpStatusCode)status), FakeServer.Json("""{"ok":true}"""));
        using var connection = await server.ConnectAsync();
        Assert.True((await connection.SendAsync(s_get, default)).Json.Flag("ok"));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Repeating_stops_after_five_attempts_and_throws_the_last_refusal()
    {
        using var server = new FakeServer { Otherwise = _ => FakeServer.Error(503, "SERVER_UNAVAILABLE", "busy") };
        using var connection = await server.ConnectAsync();
        var error = await Assert.ThrowsAsync<SfApiException>(() => connection.SendAsync(s_get, default));
        Assert.Equal(5, server.Requests.Count);
        Assert.Equal(503, error.HttpStatus);
        Assert.NotNull(error.Cure);
    }

    [Fact]
    public async Task A_write_whose_answer_is_lost_is_not_repeated_and_says_so()
    {
        using var server = new FakeServer().Fail(new HttpRequestException("reset", new IOException("reset", new SocketException((int)SocketError.ConnectionReset))));
        using var connection = await server.ConnectAsync();
        var error = await Assert.ThrowsAsync<SfNetworkException>(() => connection.SendAsync(Post(), default));
        Assert.True(error.MayHaveBeenCarriedOut);
        Assert.False(error.IsTimeout);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_write_marked_repeatable_is_repeated_when_its_answer_is_lost()
    {
        using var server = new FakeServer().Fail(new HttpRequestException("reset")).Answer(FakeServer.Json("{}"));
        using var connection = await server.ConnectAsync();
        await connection.SendAsync(Post(isRepeatable: true), default);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_write_that_never_left_is_repeated()
    {
        using var server = new FakeServer()
            .Fail(new HttpRequestException("refused", new SocketException((int)SocketError.ConnectionRefused)))
            .Answer(FakeServer.Json("{}"));
        using var connection = await server.ConnectAsync();
        await connection.SendAsync(Post(), default);
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData("""[{"errorCode":"SERVER_UNAVAILABLE","message":"m"}]""", "application/json", 2, false)]
    [InlineData("<html>gateway</html>", "text/html", 1, true)]
    public async Task A_write_is_repeated_after_a_503_only_if_salesforce_itself_refused_it(string body, string type, int requests, bool mayHave)
    {
        using var server = new FakeServer().Answer(FakeServer.Text(body, type, HttpStatusCode.ServiceUnavailable), FakeServer.Json("{}"));
        using var connection = await server.ConnectAsync();
        var error = await Record.ExceptionAsync(() => connection.SendAsync(Post(), default));
        Assert.Equal(requests, server.Requests.Count);
        Assert.Equal(mayHave, error is SfApiException { MayHaveBeenCarriedOut: true });
    }

    [Fact]
    public async Task A_locked_row_is_tried_again()
    {
        using var server = new FakeServer().Answer(
            FakeServer.Error(400, "UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access to this record"), FakeServer.Json("{}"));
        using var connection = await server.ConnectAsync();
        await connection.SendAsync(Post(), default);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_timeout_is_an_error_of_its_own_and_no_cancellation()
    {
        using var server = new FakeServer().Answer(Forever);
        using var connection = await server.ConnectAsync(timeout: TimeSpan.FromMilliseconds(100));
        var error = await Assert.ThrowsAsync<SfNetworkException>(() => connection.SendAsync(Post(), default));
        Assert.True(error.IsTimeout);
        Assert.True(error.MayHaveBeenCarriedOut);
    }

    [Fact]
    public async Task Cancelling_is_a_cancellation_and_no_timeout()
    {
        using var server = new FakeServer().Answer(Forever);
        using var connection = await server.ConnectAsync();
        using var cancel = new CancellationTokenSource(50);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connection.SendAsync(Post(), cancel.Token));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Waiting_to_repeat_ends_within_a_second_of_cancelling()
    {
        using var server = new FakeServer { Otherwise = _ => FakeServer.Error(503, "SERVER_UNAVAILABLE", "busy") };
        using var connection = await server.ConnectAsync(retry: new RetryPolicy { Floor = TimeSpan.FromSeconds(30), Ceiling = TimeSpan.FromSeconds(30) });
        using var cancel = new CancellationTokenSource(50);
        var watch = Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connection.SendAsync(s_get, cancel.Token));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1.5), watch.Elapsed.ToString());
    }

    [Fact]
    public async Task Reading_a_body_that_stalls_ends_when_cancelled()
    {
        using var stall = new StallingStream();
        var answer = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(stall) };
        answer.Content.Headers.ContentType = new("application/json");
        using var server = new FakeServer().Answer(answer);
        using var connection = await server.ConnectAsync();
        using var cancel = new CancellationTokenSource(100);
        var watch = Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connection.SendAsync(s_get, cancel.Token));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1.5), watch.Elapsed.ToString());
    }

    [Theory]
    [InlineData("""{"records":[{"Id":""")]
    [InlineData("this is not json")]
    [InlineData("{\"a\":1,}}}")]
    public async Task A_cut_off_answer_to_a_read_is_asked_for_again_and_to_a_write_is_reported(string body)
    {
        using var server = new FakeServer().Answer(FakeServer.Json(body), FakeServer.Json("{}"), FakeServer.Json(body));
        using var connection = await server.ConnectAsync();
        if (body.EndsWith("}}}", StringComparison.Ordinal))
        {
            // What follows the value does not belong to it.
            Assert.Equal("1", (await connection.SendAsync(s_get, default)).Json.Text("a"));
            return;
        }

        await connection.SendAsync(s_get, default);
        Assert.Equal(2, server.Requests.Count);
        var error = await Assert.ThrowsAsync<SfNetworkException>(() => connection.SendAsync(Post(), default));
        Assert.True(error.MayHaveBeenCarriedOut);
    }

    [Fact]
    public async Task A_body_that_is_not_the_gzip_it_claims_to_be_is_a_network_error()
    {
        using var server = new FakeServer
        {
            Otherwise = _ =>
            {
                var answer = FakeServer.Json("{}");
                answer.Content.Headers.ContentEncoding.Add("gzip");
                return answer;
            },
        };
        using var connection = await server.ConnectAsync();
        await Assert.ThrowsAsync<SfNetworkException>(() => connection.SendAsync(s_get, default));
    }

    [Fact]
    public async Task A_retry_after_beyond_a_minute_is_not_waited_for()
    {
        var busy = FakeServer.Text("later", "text/plain", HttpStatusCode.TooManyRequests);
        busy.Headers.RetryAfter = new(TimeSpan.FromHours(1));
        using var server = new FakeServer().Answer(busy);
        using var connection = await server.ConnectAsync();
        await Assert.ThrowsAsync<SfLimitException>(() => connection.SendAsync(s_get, default));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task The_count_includes_repeats_and_signing_in()
    {
        using var server = new FakeServer().Answer(FakeServer.Error(503, "SERVER_UNAVAILABLE", "busy"), FakeServer.Json("{}"));
        using var connection = await server.ConnectAsync();
        var before = connection.RequestCount;
        Assert.Equal(2, before);
        await connection.SendAsync(s_get, default);
        Assert.Equal(4, connection.RequestCount);
    }

    private static async Task<HttpResponseMessage> Forever(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        throw new InvalidOperationException("unreachable");
    }

    /// <summary>Heeds no token; only disposing it wakes whoever reads.</summary>
    private sealed class StallingStream : Stream
    {
        private readonly ManualResetEventSlim _gone = new();

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => 0; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            _gone.Wait(TimeSpan.FromSeconds(20));
            throw new ObjectDisposedException(nameof(StallingStream));
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            _gone.Set();
            base.Dispose(disposing);
        }
    }
}
