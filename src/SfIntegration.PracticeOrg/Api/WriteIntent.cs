using System;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Practice.Api;

/// <summary>Whether a request asks the data API for a change, before it is handled; faults count by this.</summary>
internal static class WriteIntent
{
    public static bool Of(PracticeRequest request)
    {
        if (request.Method is "GET" or "HEAD" || !request.Path.StartsWith("/services/data/", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        return DataApi.Label(request) switch
        {
            "POST composite" => AnyWrites(request, "compositeRequest"),
            "POST composite/batch" => AnyWrites(request, "batchRequests"),
            "POST composite/sobjects/{type}" => false,
            _ => true,
        };
    }

    private static bool AnyWrites(PracticeRequest request, string list)
    {
        try
        {
            return JsonText.ReadObject(Compression.Unpack(request))[list] is JArray requests
                && requests.OfType<JObject>().Any(r => !string.Equals(r["method"]?.ToString(), "GET", StringComparison.OrdinalIgnoreCase));
        }
        catch (SfFault)
        {
            // What cannot be read changes nothing.
            return false;
        }
    }
}
