using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Http;

namespace SfIntegration.Api;

/// <summary>One page of a query's rows.</summary>
internal sealed class QueryPage
{
    private QueryPage(IReadOnlyList<JObject> records, int totalSize, string? nextPath)
    {
        Records = records;
        TotalSize = totalSize;
        NextPath = nextPath;
    }

    public IReadOnlyList<JObject> Records { get; }

    public int TotalSize { get; }

    /// <summary>The path of the next page, on the org's own host; null after the last.</summary>
    public string? NextPath { get; }

    public static QueryPage Read(JObject body, SfConnection connection)
    {
        if (body["records"] is not JArray records)
        {
            throw new SfApiException("The answer to a query holds no records.", "Check that the address is a Salesforce org.");
        }

        var next = body.Flag("done") ? null : body.Text("nextRecordsUrl");
        return new QueryPage(
            records.OfType<JObject>().ToList(), (int?)body["totalSize"] ?? records.Count, next is null ? null : connection.PathOnHost(next));
    }
}
