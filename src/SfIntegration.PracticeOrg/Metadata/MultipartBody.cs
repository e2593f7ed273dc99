using System;
using System.Collections.Generic;
using System.Text;
using System.Text.RegularExpressions;

namespace SfIntegration.Practice.Metadata;

/// <summary>One part of a multipart/form-data body.</summary>
internal sealed record MultipartPart(string Name, byte[] Content);

/// <summary>Reads multipart/form-data (RFC 7578). Pure.</summary>
internal static class MultipartBody
{
    private static readonly Regex s_boundary = new("^multipart/(?:form-data|mixed)\\s*;.*boundary=\"?([^\";]+)\"?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Regex s_name = new("^content-disposition:.*?[;\\s]name=\"?([^\";]*)\"?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Multiline);

    /// <summary>The parts in their order; refuses what is no such body.</summary>
    public static IReadOnlyList<MultipartPart> Read(string? contentType, byte[] body)
    {
        var match = s_boundary.Match(contentType ?? "");
        if (!match.Success)
        {
            throw Bad("The Content-Type multipart/form-data with a boundary is required");
        }

        var boundary = Encoding.ASCII.GetBytes("--" + match.Groups[1].Value.Trim());
        var parts = new List<MultipartPart>();
        for (var at = Find(body, boundary, 0); at >= 0;)
        {
            var start = at + boundary.Length;
            var next = Find(body, boundary, start);
            if (next < 0)
            {
                break;
            }

            parts.Add(Part(body, start, next));
            at = next;
        }

        return parts.Count > 0 ? parts : throw Bad("The multipart request has no parts");
    }

    // CRLF, headers, an empty line, the content, CRLF.
    private static MultipartPart Part(byte[] body, int start, int end)
    {
        var split = Find(body, new byte[] { 13, 10, 13, 10 }, start);
        if (split < 0 || split > end)
        {
            throw Bad("A part of the multipart request has no headers");
        }

        var headers = Encoding.UTF8.GetString(body, start, split - start);
        var name = s_name.Match(headers);
        var first = split + 4;
        var content = new byte[Math.Max(0, end - 2 - first)];
        Buffer.BlockCopy(body, first, content, 0, content.Length);
        return name.Success ? new MultipartPart(name.Groups[1].Value, content) : throw Bad("A part of the multipart request has no name");
    }

    private static int Find(byte[] body, byte[] wanted, int from)
    {
        for (var at = from; at <= body.Length - wanted.Length; at++)
        {
            var i = 0;
            while (i < wanted.Length && body[at + i] == wanted[i])
            {
                i++;
            }

            if (i == wanted.Length)
            {
                return at;
            }
        }

        return -1;
    }

    private static SfFault Bad(string message) => new(400, "INVALID_MULTIPART_REQUEST", message);
}
