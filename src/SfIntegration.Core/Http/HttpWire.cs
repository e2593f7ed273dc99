using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Http;

/// <summary>Requests and answers as HttpClient has them: headers, compression, JSON from the stream.</summary>
internal static class HttpWire
{
    /// <summary>Names us in the org's logs (CLIENT_NAME; RS:headers_calloptions).</summary>
    public const string ClientName = "SfIntegration";

    /// <summary>Bodies above this are sent compressed (RS:intro_rest_compression).</summary>
    public const int CompressFrom = 16 * 1024;

    private const int ConnectionsPerHost = 16;

    private const int LongestErrorBody = 64 * 1024;

    private static readonly string s_userAgent = ClientName + "/" + ToolVersion.Current;

    private static int s_isPrepared;

    /// <param name="isLocal">For what this machine itself answers, or its host: no proxy can reach that.</param>
    public static HttpMessageHandler CreateHandler(bool isLocal = false)
    {
        PrepareNetFramework();
        return new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = !isLocal,

            // A proxy that the machine is set up for, and wants to know who asks.
            DefaultProxyCredentials = CredentialCache.DefaultCredentials,
        };
    }

    public static HttpRequestMessage CreateMessage(SfRequest request, Uri target, string? authorization, byte[]? body)
    {
        var message = new HttpRequestMessage(request.Method, target);
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        message.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        message.Headers.TryAddWithoutValidation("User-Agent", s_userAgent);
        if (!request.IsOutside)
        {
            message.Headers.TryAddWithoutValidation("Sforce-Call-Options", "client=" + ClientName);
        }

        foreach (var header in request.Headers)
        {
            RequireNoControl(header.Key + header.Value, header.Key);
            if (string.Equals(header.Key, "Accept", StringComparison.OrdinalIgnoreCase))
            {
                message.Headers.Accept.Clear();
            }

            message.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        if (authorization is not null)
        {
            RequireNoControl(authorization, "Authorization");
            message.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        if (body is not null)
        {
            message.Content = CreateContent(body, request.ContentType);
        }

        return message;
    }

    public static IReadOnlyDictionary<string, string> ReadHeaders(HttpResponseMessage answer)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in answer.Headers)
        {
            headers[header.Key] = string.Join(", ", header.Value);
        }

        if (answer.Content is { } content)
        {
            foreach (var header in content.Headers)
            {
                headers[header.Key] = string.Join(", ", header.Value);
            }
        }

        return headers;
    }

    public static async Task<SfResponse> ReadBodyAsync(
        HttpResponseMessage answer, int status, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken, SfRequest? request = null)
    {
        var type = answer.Content?.Headers.ContentType?.MediaType?.ToLowerInvariant() ?? string.Empty;
        JToken? json = null;
        var bytes = Array.Empty<byte>();
        var readJson = request?.ReadJson;
        if (answer.Content is { } large && request?.ReadBody is { } readBody && status is >= 200 and < 300)
        {
            using var wire = await large.ReadAsStreamAsync().ConfigureAwait(false);
            using var plain = Unpack(wire, large);
            await readBody(plain, cancellationToken).ConfigureAwait(false);
        }
        else if (answer.Content is { } content && status is not (204 or 304))
        {
            // Taken off the wire as it is (a page of 2,000 rows packs into little) with a read that can be cancelled, then
            // unpacked and parsed as a stream. Parsing straight from the wire cannot: dropping a connection in the middle
            // of a blocking read makes .NET wait two seconds for the rest.
            using var packed = new MemoryStream();
            using (var wire = await content.ReadAsStreamAsync().ConfigureAwait(false))
            {
                await wire.CopyToAsync(packed, 81920, cancellationToken).ConfigureAwait(false);
            }

            packed.Position = 0;
            using var stream = Unpack(packed, content);
            if (type.EndsWith("json", StringComparison.Ordinal))
            {
                using var text = new StreamReader(stream, Encoding.UTF8);
                json = text.Peek() < 0 ? null : readJson is null ? SfJson.Read(text) : readJson(text);
            }
            else
            {
                using var whole = new MemoryStream();
                stream.CopyTo(whole);
                bytes = whole.ToArray();
            }
        }

        return new SfResponse { Status = status, ContentType = type, Headers = headers, Json = json, Bytes = bytes };
    }

    /// <summary>The beginning of an error's body; what an error is does not depend on the rest.</summary>
    public static async Task<string> ReadErrorTextAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.Content is null)
        {
            return string.Empty;
        }

        var buffer = new byte[LongestErrorBody];
        var length = 0;
        try
        {
            using var stream = Unpack(await answer.Content.ReadAsStreamAsync().ConfigureAwait(false), answer.Content);
            int read;
            while (length < buffer.Length
                && (read = await stream.ReadAsync(buffer, length, buffer.Length - length, cancellationToken).ConfigureAwait(false)) > 0)
            {
                length += read;
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or InvalidDataException && !cancellationToken.IsCancellationRequested)
        {
            // The status alone says that it failed; a broken text must not hide that.
            return Encoding.UTF8.GetString(buffer, 0, length);
        }

        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    public static TimeSpan? ReadRetryAfter(HttpResponseMessage answer)
    {
        var header = answer.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date is { } date ? date - DateTimeOffset.UtcNow : null);
        return wait > TimeSpan.Zero ? wait : null;
    }

    private static ByteArrayContent CreateContent(byte[] body, string contentType)
    {
        var isCompressed = body.Length >= CompressFrom;
        var content = new ByteArrayContent(isCompressed ? Compress(body) : body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        if (isCompressed)
        {
            content.Headers.ContentEncoding.Add("gzip");
        }

        return content;
    }

    private static byte[] Compress(byte[] body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(body, 0, body.Length);
        }

        return packed.ToArray();
    }

    // Unpacked here and not by the handler, so that the practice org's handler and the network behave alike.
    private static Stream Unpack(Stream stream, HttpContent content)
    {
        foreach (var encoding in content.Headers.ContentEncoding)
        {
            stream = encoding.ToLowerInvariant() switch
            {
                "gzip" or "x-gzip" => new GZipStream(stream, CompressionMode.Decompress),
                "identity" or "" => stream,
                _ => throw new InvalidDataException($"The answer is encoded as {encoding}, which was not asked for."),
            };
        }

        return stream;
    }

    private static void RequireNoControl(string text, string header)
    {
        foreach (var c in text)
        {
            if (char.IsControl(c))
            {
                throw new SfException($"The header {Redactor.Clean(header, Array.Empty<string>())} holds a control character; it was not sent.");
            }
        }
    }

    /// <summary>.NET Framework opens two connections per host and may still offer only old TLS; .NET ignores both settings.</summary>
    private static void PrepareNetFramework()
    {
        if (Interlocked.Exchange(ref s_isPrepared, 1) != 0
            || typeof(object).Assembly.GetName().Name != "mscorlib")
        {
            return;
        }

        ServicePointManager.DefaultConnectionLimit = Math.Max(ServicePointManager.DefaultConnectionLimit, ConnectionsPerHost);
        if (ServicePointManager.SecurityProtocol != 0)
        {
            ServicePointManager.SecurityProtocol |= SecurityProtocolType.Tls12;
        }
    }
}
