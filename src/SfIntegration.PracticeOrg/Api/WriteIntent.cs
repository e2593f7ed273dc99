using System;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Metadata;

namespace SfIntegration.Practice.Api;

/// <summary>Whether a request asks the data API for a change, before it is handled; faults count by this.</summary>
internal static class WriteIntent
{
    public static bool Of(PracticeRequest request)
    {
        if (MetadataApi.Owns(request))
        {
            return MetadataApi.IsWrite(request);
        }

        if (request.Method is "GET" or "HEAD" || !request.Path.StartsWith("/services/data/", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        return DataApi.Label(request) switch
        {
            "POST composite" => AnyWrites(request, "compositeRequest"),
            "POST composite/graph" => AnyGraphWrites(request),
            "POST composite/batch" => AnyWrites(request, "batchRequests"),
            "POST composite/sobjects/{type}" or "POST jobs/query" => false,
            _ => true,
        };
    }

    private static bool AnyGraphWrites(PracticeRequest request) => Ask(request, body =>
        body["graphs"] is JArray graphs && graphs.OfType<JObject>().Any(g => Writes(g["compositeRequest"])));

    private static bool AnyWrites(PracticeRequest request, string list) => Ask(request, body => Writes(body[list]));

    private static bool Writes(JToken? requests) =>
        requests is JArray list && list.OfType<JObject>().Any(r => !string.Equals(r["method"]?.ToString(), "GET", StringComparison.OrdinalIgnoreCase));

    private static bool Ask(PracticeRequest request, Func<JObject, bool> question)
    {
        try
        {
            return question(JsonText.ReadObject(Compression.Unpack(request)));
        }
        catch (SfFault)
        {
            // What cannot be read changes nothing.
            return false;
        }
    }
}
