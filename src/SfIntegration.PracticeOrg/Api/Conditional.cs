using System;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Api;

/// <summary>
/// Conditional requests (RS:headers_conditional): If-Modified-Since on describes, If-Modified-Since and If-Unmodified-Since on rows,
/// ETag with If-Match and If-None-Match on rows of Account alone.
/// </summary>
internal static class Conditional
{
    /// <summary>304 when nothing that describes rest on changed since the client's date; null otherwise.</summary>
    public static PracticeResponse? Describe(Exchange exchange) =>
        Date(exchange, "If-Modified-Since") is { } since && Seconds(exchange.Org.Described.Changed) <= since ? PracticeResponse.Empty(304) : null;

    /// <summary>An answer with the moment from which on it holds.</summary>
    public static PracticeResponse Described(Exchange exchange, PracticeResponse response)
    {
        response.Headers["Last-Modified"] = Seconds(exchange.Org.Described.Changed).ToString("r", CultureInfo.InvariantCulture);
        return response;
    }

    /// <summary>304 when the client has the row already; 412 as a fault when the row is not what the client takes it for.</summary>
    public static PracticeResponse? Row(Exchange exchange, SObjectSchema schema, Row row)
    {
        var tag = Tag(schema, row);
        if (tag is not null)
        {
            if (exchange.Request.Header("If-Match") is { } match && !Names(match, tag))
            {
                throw Unmet();
            }

            if (exchange.Request.Header("If-None-Match") is { } none && Names(none, tag))
            {
                return exchange.Method is "GET" or "HEAD" ? Tagged(schema, row, PracticeResponse.Empty(304)) : throw Unmet();
            }
        }

        if (row["LastModifiedDate"] is not DateTime changed)
        {
            return null;
        }

        if (Date(exchange, "If-Unmodified-Since") is { } until && changed > until)
        {
            throw Unmet();
        }

        return exchange.Method is "GET" or "HEAD" && Date(exchange, "If-Modified-Since") is { } since && changed <= since
            ? Tagged(schema, row, PracticeResponse.Empty(304))
            : null;
    }

    /// <summary>An answer about a row, with the row's ETag where its object has one.</summary>
    public static PracticeResponse Tagged(SObjectSchema schema, Row row, PracticeResponse response)
    {
        if (row["LastModifiedDate"] is DateTime changed)
        {
            response.Headers["Last-Modified"] = changed.ToString("r", CultureInfo.InvariantCulture);
        }

        if (Tag(schema, row) is { } tag)
        {
            response.Headers["ETag"] = tag;
        }

        return response;
    }

    private static string? Tag(SObjectSchema schema, Row row)
    {
        if (schema.Name != "Account")
        {
            return null;
        }

        using var hash = SHA256.Create();
        var content = row.Fields.OrderBy(f => f, StringComparer.OrdinalIgnoreCase).Select(f => f + "=" + Convert.ToString(row[f], CultureInfo.InvariantCulture));
        var bytes = hash.ComputeHash(Encoding.UTF8.GetBytes(row.Id + "\n" + string.Join("\n", content)));
        return "\"" + BitConverter.ToString(bytes, 0, 16).Replace("-", "").ToLowerInvariant() + "\"";
    }

    private static bool Names(string header, string tag) =>
        header.Split(',').Select(t => t.Trim()).Any(t => t == "*" || t == tag || t == "W/" + tag);

    private static SfFault Unmet() =>
        new(412, "PRECONDITION_FAILED", "One or more of the preconditions that the request's headers name are not satisfied.");

    /// <summary>A header's HTTP date; what is none is as if it were not there (RFC 9110).</summary>
    private static DateTime? Date(Exchange exchange, string header) =>
        DateTime.TryParse(exchange.Request.Header(header), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var date)
            ? date
            : null;

    /// <summary>HTTP dates have whole seconds; a change within one counts to its end.</summary>
    private static DateTime Seconds(DateTime moment) =>
        moment.Ticks % TimeSpan.TicksPerSecond == 0 ? moment : new DateTime(moment.Ticks - (moment.Ticks % TimeSpan.TicksPerSecond) + TimeSpan.TicksPerSecond, DateTimeKind.Utc);
}
