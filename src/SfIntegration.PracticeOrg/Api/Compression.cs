using System;
using System.IO;
using System.IO.Compression;

namespace SfIntegration.Practice.Api;

/// <summary>gzip and deflate in both directions (RS:intro_rest_compression).</summary>
internal static class Compression
{
    /// <summary>The content type of a body that is packed by itself.</summary>
    public const string GzipType = "application/gzip";

    private const int MaxBody = 64 * 1024 * 1024;

    /// <summary>The request's body, unpacked if it came packed.</summary>
    public static byte[] Unpack(PracticeRequest request)
    {
        var encoding = request.Header("Content-Encoding")?.Trim();
        if (string.IsNullOrEmpty(encoding) || string.Equals(encoding, "identity", StringComparison.OrdinalIgnoreCase))
        {
            return request.Body;
        }

        var gzip = string.Equals(encoding, "gzip", StringComparison.OrdinalIgnoreCase);
        if (!gzip && !string.Equals(encoding, "deflate", StringComparison.OrdinalIgnoreCase))
        {
            throw new SfFault(415, "UNSUPPORTED_MEDIA_TYPE", $"Content-Encoding '{encoding}' is not supported.");
        }

        try
        {
            using var packed = new MemoryStream(request.Body);
            using Stream unpacking = gzip ? new GZipStream(packed, CompressionMode.Decompress) : new DeflateStream(Skip2(packed), CompressionMode.Decompress);
            using var plain = new MemoryStream();
            var buffer = new byte[16 * 1024];
            int read;
            while ((read = unpacking.Read(buffer, 0, buffer.Length)) > 0)
            {
                plain.Write(buffer, 0, read);
                if (plain.Length > MaxBody)
                {
                    throw new SfFault(413, "REQUEST_TOO_LARGE", "The unpacked body is too large.");
                }
            }

            return plain.ToArray();
        }
        catch (InvalidDataException)
        {
            throw new SfFault(400, "JSON_PARSER_ERROR", $"The body is not valid {encoding}.");
        }
    }

    /// <summary>Packs the answer if the client accepts gzip.</summary>
    public static void Pack(PracticeRequest request, PracticeResponse response)
    {
        if (response.Length == 0
            || (response.Headers.TryGetValue("Content-Type", out var type) && type == GzipType)
            || !Accepts(request.Header("Accept-Encoding")))
        {
            return;
        }

        var packed = BodyBuffers.Rent();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(response.Body, 0, response.Length);
        }

        response.Take(packed);
        response.Headers["Content-Encoding"] = "gzip";
        response.Headers["Vary"] = "Accept-Encoding";
    }

    private static bool Accepts(string? header)
    {
        foreach (var part in (header ?? "").Split(','))
        {
            var pieces = part.Split(';');
            if (string.Equals(pieces[0].Trim(), "gzip", StringComparison.OrdinalIgnoreCase))
            {
                return pieces.Length == 1 || pieces[1].Replace(" ", "").TrimEnd('0', '.') != "q=";
            }
        }

        return false;
    }

    /// <summary>HTTP's deflate is zlib: two bytes before the raw stream.</summary>
    private static Stream Skip2(Stream stream)
    {
        stream.Position = Math.Min(2, stream.Length);
        return stream;
    }
}
