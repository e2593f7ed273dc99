using System.Collections.Generic;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Practice.Api;

/// <summary>/composite/batch: up to 25 requests, each for itself (RS:resources_composite_batch).</summary>
internal static class BatchResource
{
    public static PracticeResponse Run(Exchange exchange)
    {
        var body = exchange.BodyObject();
        var halt = body["haltOnError"] is JValue { Value: true };
        var requests = Subrequest.ReadAll(body, "batchRequests");
        if (requests.Count > 25)
        {
            throw new SfFault(400, "LIMIT_EXCEEDED", $"A batch request can have at most 25 subrequests, but has {requests.Count}.");
        }

        var results = new JArray();
        var failed = false;
        foreach (var request in requests)
        {
            var response = failed && halt
                ? PracticeResponse.Error(412, "BATCH_PROCESSING_HALTED", "Batch processing halted per request")
                : Answer(exchange, request);
            failed |= response.Status >= 400;
            results.Add(new JObject { ["statusCode"] = response.Status, ["result"] = response.Json ?? JValue.CreateNull() });
        }

        return PracticeResponse.Of(200, new JObject { ["hasErrors"] = failed, ["results"] = results });
    }

    private static PracticeResponse Answer(Exchange exchange, Subrequest request)
    {
        exchange.Ledger.NewTransaction();

        // Addresses are relative to /services/data: "v66.0/sobjects/Account".
        var url = request.Url.StartsWith("/", System.StringComparison.Ordinal) ? request.Url : "/services/data/" + request.Url;
        try
        {
            return DataApi.Subrequest(exchange, request.Method, url, new Dictionary<string, string>(), request.Body, allOrNone: false);
        }
        catch (SfFault fault)
        {
            return PracticeResponse.Error(fault);
        }
    }
}
