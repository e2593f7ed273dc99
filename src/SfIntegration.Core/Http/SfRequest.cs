using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Http;

/// <summary>One request, before any host, session or retry is added to it.</summary>
internal sealed class SfRequest
{
    public SfRequest(HttpMethod method, string path)
    {
        Method = method;
        Path = path;
    }

    public static HttpMethod Patch { get; } = new("PATCH");

    public HttpMethod Method { get; }

    /// <summary>Path and query under the instance, with a leading slash.</summary>
    public string Path { get; }

    /// <summary>The body; null for none.</summary>
    public byte[]? Body { get; init; }

    public string ContentType { get; init; } = "application/json";

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// True if doing it twice is the same as doing it once, so that it may be sent again when the answer was lost.
    /// GET and HEAD always are.
    /// </summary>
    public bool IsRepeatable { get; init; }

    /// <summary>Sent without a session (version discovery, the token endpoint).</summary>
    public bool IsAnonymous { get; init; }

    /// <summary>Goes to a service that is not Salesforce (a vault, a pipeline's token service), which gets none of its headers.</summary>
    public bool IsOutside { get; init; }

    /// <summary>Statuses outside 2xx that this caller reads itself instead of having them thrown.</summary>
    public IReadOnlyCollection<int> AcceptStatus { get; init; } = Array.Empty<int>();

    /// <summary>The time for one attempt; the sender's own where null.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Texts that no error message may show, should a server echo them.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = Array.Empty<string>();

    /// <summary>The Authorization header of a request that brings its own (Basic at the token endpoint).</summary>
    public string? Authorization { get; init; }

    /// <summary>
    /// Makes the body from the session, for APIs that want it there (SOAP's SessionHeader); no Authorization header is sent then.
    /// It is called again after the session was renewed.
    /// </summary>
    public Func<string, byte[]>? SessionBody { get; init; }

    /// <summary>Reads the JSON of a good answer, for callers who take the bulk of it aside; null for all of it as a document. It may be called again when an answer is lost.</summary>
    public Func<TextReader, JToken?>? ReadJson { get; init; }

    /// <summary>Takes the body of a good answer as it comes, for one that may be large; the answer itself has none then. It may be called again when an answer is lost.</summary>
    public Func<Stream, CancellationToken, Task>? ReadBody { get; init; }

    /// <summary>True for a POST that only reads, such as a composite of queries.</summary>
    public bool IsRead { get; init; }

    /// <summary>True if it changes nothing, so that losing its answer is no loss.</summary>
    public bool IsSafe => IsRead || Method == HttpMethod.Get || Method == HttpMethod.Head;

    public static SfRequest Get(string path) => new(HttpMethod.Get, path);

    public static SfRequest Json(HttpMethod method, string path, JToken body, bool isRepeatable = false, bool isRead = false) => new(method, path)
    {
        Body = Encoding.UTF8.GetBytes(SfJson.Write(body)),
        ContentType = "application/json; charset=UTF-8",
        IsRepeatable = isRepeatable,
        IsRead = isRead,
    };
}
