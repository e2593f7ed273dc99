using System;
using System.Collections.Generic;
using System.Globalization;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Soql;

namespace SfIntegration.Practice.Api;

/// <summary>/query, /queryAll and the pages that follow (RS:resources_query).</summary>
internal static class QueryResource
{
    private const int DefaultPage = 2000;
    private const int SmallestPage = 200;

    public static PracticeResponse Query(Exchange exchange) => Run(exchange, includeDeleted: false);

    public static PracticeResponse QueryAll(Exchange exchange) => Run(exchange, includeDeleted: true);

    /// <summary>The page that a nextRecordsUrl points to: locator, hyphen, offset.</summary>
    public static PracticeResponse Next(Exchange exchange)
    {
        var text = exchange.Value("locator");
        var hyphen = text.LastIndexOf('-');
        var offset = 0;
        if (hyphen < 0
            || !int.TryParse(text.Substring(hyphen + 1), NumberStyles.None, CultureInfo.InvariantCulture, out offset)
            || exchange.Org.Cursors.Find(text.Substring(0, hyphen), exchange.Caller.UserId) is not { } cursor
            || offset > cursor.Records.Count)
        {
            throw new SfFault(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
        }

        return Page(exchange, cursor.SobjectType, cursor.Total, cursor.Records, offset, text.Substring(0, hyphen));
    }

    private static PracticeResponse Run(Exchange exchange, bool includeDeleted)
    {
        var soql = exchange.Query("q")
            ?? throw new SfFault(400, "MALFORMED_QUERY", "A query string has to be specified");
        if (soql.Length > 100_000)
        {
            throw new SfFault(400, "QUERY_TOO_COMPLICATED", "The SOQL statement is longer than 100,000 characters.");
        }

        if (string.Equals(exchange.Query("columns"), "true", StringComparison.OrdinalIgnoreCase))
        {
            return PracticeResponse.Of(200, exchange.Soql.Describe(soql, exchange.Caller, exchange.Version).ToJson());
        }

        var result = exchange.Soql.Run(soql, exchange.Caller, exchange.Version, includeDeleted);
        var locator = result.Records.Count > PageSize(exchange, result.SobjectType)
            ? exchange.Org.Cursors.Keep(exchange.Caller.UserId, result.TotalSize, result.Records, result.SobjectType)
            : null;
        var page = Page(exchange, result.SobjectType, result.TotalSize, result.Records, 0, locator);
        page.QueriedObject = result.SobjectType is "AggregateResult" ? null : result.SobjectType;
        return page;
    }

    /// <summary>A page of records. The Tooling API tells the entity besides, and has the names of SOAP's QueryResult (Tooling API guide, queryresult).</summary>
    public static PracticeResponse Page(Exchange exchange, string? type, int total, IReadOnlyList<JObject> records, int offset, string? locator)
    {
        var end = Math.Min(records.Count, offset + PageSize(exchange, type));
        var next = end < records.Count ? locator + "-" + end.ToString(CultureInfo.InvariantCulture) : null;
        var response = PracticeResponse.Of(200, json =>
        {
            json.WriteStartObject();
            if (exchange.IsTooling)
            {
                json.WritePropertyName("size");
                json.WriteValue(total);
            }

            json.WritePropertyName("totalSize");
            json.WriteValue(total);
            json.WritePropertyName("done");
            json.WriteValue(next is null);
            if (exchange.IsTooling)
            {
                json.WritePropertyName("queryLocator");
                json.WriteValue(next);
                json.WritePropertyName("entityTypeName");
                json.WriteValue(type);
            }

            if (next is not null)
            {
                json.WritePropertyName("nextRecordsUrl");
                json.WriteValue($"{exchange.ApiPath}/query/{next}");
            }

            json.WritePropertyName("records");
            json.WriteStartArray();
            for (var i = offset; i < end; i++)
            {
                if (records is LazyRecords lazy)
                {
                    lazy.Write(json, i);
                }
                else
                {
                    records[i].WriteTo(json);
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
        response.RowsProcessed = end - offset;
        return response;
    }

    /// <summary>Sforce-Query-Options: batchSize=n, between 200 and what the object allows, 2,000 as a rule.</summary>
    private static int PageSize(Exchange exchange, string? type)
    {
        var limit = LogLimits.PageOf(type) ?? DefaultPage;
        foreach (var option in (exchange.Request.Header("Sforce-Query-Options") ?? "").Split(',', ';'))
        {
            var parts = option.Split('=');
            if (parts.Length == 2 && string.Equals(parts[0].Trim(), "batchSize", StringComparison.OrdinalIgnoreCase)
                && int.TryParse(parts[1].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            {
                return Math.Min(limit, Math.Max(SmallestPage, size));
            }
        }

        return limit;
    }
}
