using System;
using System.Collections.Generic;

namespace SfIntegration.Practice;

/// <summary>One HTTP request as the org receives it, whichever way it came.</summary>
internal sealed class PracticeRequest
{
    public PracticeRequest(string method, Uri uri, IReadOnlyDictionary<string, string>? headers = null, byte[]? body = null)
    {
        Method = method.ToUpperInvariant();
        Uri = uri;
        Headers = headers ?? new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        Body = body ?? Array.Empty<byte>();
        RawUri = uri.PathAndQuery;
    }

    /// <summary>The HTTP method in upper case.</summary>
    public string Method { get; }

    /// <summary>The absolute address.</summary>
    public Uri Uri { get; }

    /// <summary>Path and query as sent.</summary>
    public string RawUri { get; }

    /// <summary>
    /// The path, still escaped. Leading slashes count as one: clients that put a path behind an instance URL that ends in a
    /// slash send two, sf among them.
    /// </summary>
    public string Path => "/" + Uri.AbsolutePath.TrimStart('/');

    /// <summary>The headers; names compare without case, several values are joined by commas.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The body as sent; compressed if Content-Encoding says so.</summary>
    public byte[] Body { get; }

    /// <summary>The client's address as the transport saw it, or null where there is none.</summary>
    public string? RemoteAddress { get; init; }

    /// <summary>A header's value, or null.</summary>
    public string? Header(string name) => Headers.TryGetValue(name, out var value) ? value : null;
}
