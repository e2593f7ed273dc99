using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Http;
using Xunit;

namespace SfIntegration.Unit.Tests.Http;

/// <summary>The sender over real sockets: what the runtime's handler throws is not what a fake one would.</summary>
public sealed class SocketTests
{
    private static readonly RetryPolicy s_quick = new() { Floor = TimeSpan.FromMilliseconds(1), Ceiling = TimeSpan.FromMilliseconds(2) };

    private static readonly SfRequest s_get = SfRequest.Get("/services/data/v66.0/limits");

    private static SfRequest Post() => SfRequest.Json(HttpMethod.Post, "/services/data/v66.0/sobjects/Account", new JObject { ["Name"] = "A" });

    [Fact]
    public async Task A_whole_answer_is_read_and_no_cookie_comes_back()
    {
        using var server = new RawServer(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nSet-Cookie: sid=evil\r\nContent-Length: 7\r\nConnection: close\r\n\r\n{\"a\":1}",
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 7\r\nConnection: close\r\n\r\n{\"a\":2}");
        using var sender = new HttpSender();
        Assert.Equal("1", (await sender.SendAsync(s_get, server.Origin, "token", default)).Json.Text("a"));
        Assert.Equal("2", (await sender.SendAsync(s_get, server.Origin, "token", default)).Json.Text("a"));
        Assert.Contains("Authorization: Bearer token\r\n", server.Requests[0], StringComparison.Ordinal);
        Assert.All(server.Requests, r => Assert.DoesNotContain("Cookie", r, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_redirect_is_not_followed_by_the_real_handler_either()
    {
        using var elsewhere = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        using var server = new RawServer($"HTTP/1.1 307 Temporary Redirect\r\nLocation: {elsewhere.Origin}steal\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        using var sender = new HttpSender(retry: s_quick);
        var error = await Assert.ThrowsAsync<SfApiException>(() => sender.SendAsync(Post(), server.Origin, "token", default));
        Assert.Equal("REDIRECTED", error.Code);
        Assert.Empty(elsewhere.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"id\":\"001\"")]
    [InlineData("HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"id\"\r\n")]
    [InlineData("HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n\r\n{\"id\":")]
    [InlineData("not http at all\r\n\r\n")]
    public async Task An_answer_cut_off_anywhere_leaves_a_write_open_and_is_asked_for_again_for_a_read(string answer)
    {
        using var server = new RawServer(
            answer, answer, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 7\r\nConnection: close\r\n\r\n{\"a\":1}");
        using var sender = new HttpSender(retry: s_quick);
        var error = await Assert.ThrowsAsync<SfNetworkException>(() => sender.SendAsync(Post(), server.Origin, "token", default));
        Assert.True(error.MayHaveBeenCarriedOut, error.ToString());
        Assert.Single(server.Requests);
        Assert.Equal("1", (await sender.SendAsync(s_get, server.Origin, "token", default)).Json.Text("a"));
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task Nothing_listening_means_nothing_was_sent()
    {
        Uri origin;
        using (var server = new RawServer())
        {
            origin = server.Origin;
        }

        using var sender = new HttpSender(retry: s_quick);
        var error = await Assert.ThrowsAsync<SfNetworkException>(() => sender.SendAsync(Post(), origin, "token", default));
        Assert.False(error.MayHaveBeenCarriedOut);
        Assert.Contains("Nothing was sent", error.Message, StringComparison.Ordinal);
        Assert.Equal(s_quick.MaxAttempts, sender.RequestCount);
    }

    [Fact]
    public async Task A_certificate_nobody_vouches_for_ends_it_at_once()
    {
        using var server = new RawServer("not tls", "not tls", "not tls", "not tls", "not tls");
        using var sender = new HttpSender(retry: s_quick);
        var origin = new UriBuilder(server.Origin) { Scheme = "https" }.Uri;
        var error = await Assert.ThrowsAsync<SfNetworkException>(() => sender.SendAsync(Post(), origin, "token", default));
        Assert.All(server.Requests, r => Assert.DoesNotContain("token", r, StringComparison.Ordinal));
        Assert.False(error.IsTimeout);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"a\":")]
    public async Task Silence_before_or_within_the_answer_is_a_timeout_and_cancelling_it_a_cancellation(string begun)
    {
        using var server = new RawServer(begun, begun) { StaysOpen = true };
        using var sender = new HttpSender(retry: new RetryPolicy { MaxAttempts = 1 }, timeout: TimeSpan.FromMilliseconds(300));
        var error = await Assert.ThrowsAsync<SfNetworkException>(() => sender.SendAsync(s_get, server.Origin, "token", default));
        Assert.True(error.IsTimeout, error.ToString());

        using var patient = new HttpSender();
        using var cancel = new CancellationTokenSource(200);
        var watch = Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => patient.SendAsync(s_get, server.Origin, "token", cancel.Token));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1.2), watch.Elapsed.ToString());
    }

    /// <summary>Takes one connection per answer, reads one request, sends the answer as it stands, and hangs up.</summary>
    private sealed class RawServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _stop = new();
        private readonly List<string> _requests = [];
        private readonly List<Socket> _open = [];

        public RawServer(params string[] answers)
        {
            _listener.Start();
            Origin = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
            _ = RunAsync(answers);
        }

        public Uri Origin { get; }

        public bool StaysOpen { get; init; }

        public IReadOnlyList<string> Requests
        {
            get
            {
                lock (_requests)
                {
                    return _requests.ToList();
                }
            }
        }

        public void Dispose()
        {
            _stop.Cancel();
            _listener.Dispose();
            _open.ForEach(s => s.Dispose());
            _stop.Dispose();
        }

        private async Task RunAsync(string[] answers)
        {
            foreach (var answer in answers)
            {
                Socket socket;
                try
                {
                    socket = await _listener.AcceptSocketAsync(_stop.Token);
                }
                catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
                {
                    return;
                }

                var request = await ReadAsync(socket);
                lock (_requests)
                {
                    _requests.Add(request);
                }

                await socket.SendAsync(Encoding.ASCII.GetBytes(answer));
                if (StaysOpen)
                {
                    _open.Add(socket);
                }
                else
                {
                    socket.Shutdown(SocketShutdown.Both);
                    socket.Dispose();
                }
            }
        }

        private static async Task<string> ReadAsync(Socket socket)
        {
            var buffer = new byte[16 * 1024];
            var text = string.Empty;
            while (true)
            {
                var read = await socket.ReceiveAsync(buffer);
                text += Encoding.ASCII.GetString(buffer, 0, read);
                var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
                if (read == 0 || text[0] == (char)0x16 || text[0] == '?')
                {
                    return text;
                }

                if (head >= 0)
                {
                    var length = text.Split("Content-Length: ") is { Length: > 1 } parts ? int.Parse(parts[1].Split('\r')[0]) : 0;
                    if (text.Length >= head + 4 + length)
                    {
                        return text;
                    }
                }
            }
        }
    }
}
