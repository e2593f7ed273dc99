using System;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Api.Bulk;

namespace SfIntegration.Practice.Api;

/// <summary>/limits, for holders of View Setup; storage only with Manage Users (facts §6.6).</summary>
internal static class LimitsResource
{
    public static PracticeResponse Get(Exchange exchange)
    {
        if (!exchange.Caller.HasPermission("ViewSetup"))
        {
            throw new SfFault(403, "INSUFFICIENT_ACCESS", "You do not have permission to view this record.");
        }

        var meter = exchange.Org.Meter;
        var body = new JObject
        {
            ["DailyApiRequests"] = Entry(meter.Limit, meter.Limit - meter.Used),
            ["DailyBulkApiBatches"] = Entry(15_000, 15_000 - BulkJobs(exchange, query: false)),
            ["DailyBulkV2QueryJobs"] = Entry(10_000, 10_000 - BulkJobs(exchange, query: true)),
            ["DailyBulkV2QueryFileStorageMB"] = Entry(976_562, 976_562),
            ["DailyAsyncApexExecutions"] = Entry(250_000, 250_000),
            ["PermissionSets"] = PermissionSets(exchange),
            ["SingleEmail"] = Entry(5_000, 5_000),
            ["MassEmail"] = Entry(5_000, 5_000),
            ["HourlyODataCallout"] = Entry(20_000, 20_000),
        };
        if (exchange.Caller.HasPermission("ManageUsers"))
        {
            body["DataStorageMB"] = Entry(10_240, 10_230);
            body["FileStorageMB"] = Entry(10_240, 10_240);
        }

        return PracticeResponse.Of(200, body);
    }

    /// <summary>/limits/recordCount: how many rows each object has, whoever may see them (RS:resources_record_count).</summary>
    public static PracticeResponse RecordCount(Exchange exchange)
    {
        var named = (exchange.Query("sObjects") ?? "").Split(new[] { ',' }, StringSplitOptions.RemoveEmptyEntries);
        var objects = exchange.Org.Schema.Objects.Where(o => exchange.Caller.CanSee(o)
            && (named.Length == 0 || named.Contains(o.Name, StringComparer.OrdinalIgnoreCase)));
        return PracticeResponse.Of(200, new JObject
        {
            ["sObjects"] = new JArray(objects
                .OrderBy(o => o.Name, StringComparer.Ordinal)
                .Select(o => new JObject { ["count"] = exchange.Org.Store.Rows(o.Name).Count(r => !r.IsDeleted), ["name"] = o.Name })),
        });
    }

    /// <summary>The bulk jobs of the last 24 hours; an ingest job is one batch here.</summary>
    private static int BulkJobs(Exchange exchange, bool query)
    {
        var store = exchange.Org.Store;
        var since = exchange.Org.Clock.UtcNow.AddDays(-1);
        return store.Rows(BulkJob.Table).Select(r => new BulkJob(store, r)).Count(j => j.IsQuery == query && j.CreatedDate > since);
    }

    private static JObject PermissionSets(Exchange exchange)
    {
        const int Max = 1_500;
        var custom = 0;
        foreach (var set in exchange.Org.Store.Rows("PermissionSet"))
        {
            custom += set.Flag("IsOwnedByProfile") || set.Text("PermissionSetGroupId") is not null ? 0 : 1;
        }

        var entry = Entry(Max, Max - custom);
        entry["CreateCustom"] = Entry(Max, Max - custom);
        return entry;
    }

    private static JObject Entry(int max, int remaining) => new() { ["Max"] = max, ["Remaining"] = remaining };
}
