using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Auth;
using SfIntegration.Http;

namespace SfIntegration.Unit.Tests.Http;

/// <summary>Answers what a test tells it to, in order, and remembers what it was asked. Signing in and discovery it answers itself.</summary>
internal sealed class FakeServer : HttpMessageHandler
{
    public const string Token = "00D000000000001!SECRET.session_key";

    public const string Instance = "https://acme.my.salesforce.com";

    private readonly Queue<Func<CancellationToken, Task<HttpResponseMessage>>> _answers = new();
    private readonly object _lock = new();

    /// <summary>What was asked beyond signing in and discovery.</summary>
    public List<Asked> Requests { get; } = [];

    public string Versions { get; set; } = """[{"label":"w","url":"/services/data/v65.0","version":"65.0"},{"version":"66.0"},{"version":"68.0"}]""";

    /// <summary>The server's clock, as the Date header of the versions tells it.</summary>
    public DateTimeOffset? Date { get; set; }

    /// <summary>Answers every request for which no answer was queued.</summary>
    public Func<Asked, HttpResponseMessage>? Otherwise { get; set; }

    public static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) => Text(body, "application/json", status);

    public static HttpResponseMessage Text(string body, string type, HttpStatusCode status) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, type) };

    public static HttpResponseMessage Error(int status, string code, string message) =>
        Json($$"""[{"message":"{{message}}","errorCode":"{{code}}"}]""", (HttpStatusCode)status);

    public static HttpResponseMessage Gzip(string body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(body));
        }

        var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentEncoding.Add("gzip");
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
    }

    public FakeServer Answer(params HttpResponseMessage[] answers)
    {
        foreach (var answer in answers)
        {
            _answers.Enqueue(_ => Task.FromResult(answer));
        }

        return this;
    }

    public FakeServer Answer(Func<CancellationToken, Task<HttpResponseMessage>> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    public FakeServer Fail(Exception exception) => Answer(_ => Task.FromException<HttpResponseMessage>(exception));

    /// <summary>A connection over this server whose waits between attempts are short.</summary>
    public Task<SfConnection> ConnectAsync(Func<HttpSender, ITokenSource>? signIn = null, RetryPolicy? retry = null, TimeSpan? timeout = null, string? alias = null) =>
        SfConnection.ConnectAsync(
            new SfConnectOptions
            {
                SignIn = signIn ?? (_ => new AccessTokenSource(Instance, new Secret(Token))),
                Handler = this,
                Alias = alias,
                Retry = retry ?? new RetryPolicy { Floor = TimeSpan.FromMilliseconds(1), Ceiling = TimeSpan.FromMilliseconds(2) },
                Timeout = timeout,
            },
            CancellationToken.None);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = await Asked.ReadAsync(request);
        if (asked.Path == "/services/data/")
        {
            var versions = Json(Versions);
            versions.Headers.Date = Date;
            return versions;
        }

        if (asked.Path == "/services/oauth2/userinfo")
        {
            return Json("""{"user_id":"005000000000001AAA","organization_id":"00D000000000001EAA","preferred_username":"admin@acme.example"}""");
        }

        Func<CancellationToken, Task<HttpResponseMessage>>? answer;
        lock (_lock)
        {
            Requests.Add(asked);
            if (!_answers.TryDequeue(out answer))
            {
                return Otherwise?.Invoke(asked) ?? throw new InvalidOperationException($"No answer is left for {asked.Method} {asked.Path}.");
            }
        }

        var response = await answer(cancellationToken);
        response.RequestMessage = request;
        return response;
    }
}

/// <summary>A request as the server saw it.</summary>
internal sealed record Asked(string Method, Uri Uri, IReadOnlyDictionary<string, string> Headers, byte[] Raw)
{
    public string Path => Uri.AbsolutePath;

    public string Query => System.Uri.UnescapeDataString(Uri.Query);

    /// <summary>The body, unpacked.</summary>
    public string Body
    {
        get
        {
            if (!Headers.TryGetValue("Content-Encoding", out var encoding) || encoding != "gzip")
            {
                return Encoding.UTF8.GetString(Raw);
            }

            using var text = new StreamReader(new GZipStream(new MemoryStream(Raw), CompressionMode.Decompress));
            return text.ReadToEnd();
        }
    }

    public static async Task<Asked> ReadAsync(HttpRequestMessage request)
    {
        var headers = request.Headers.AsEnumerable();
        var raw = Array.Empty<byte>();
        if (request.Content is not null)
        {
            headers = headers.Concat(request.Content.Headers);
            raw = await request.Content.ReadAsByteArrayAsync();
        }

        return new Asked(
            request.Method.Method,
            request.RequestUri!,
            headers.ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase),
            raw);
    }
}
