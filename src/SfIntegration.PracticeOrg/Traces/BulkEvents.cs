using System.Globalization;
using System.Text;
using SfIntegration.Practice.Api;
using SfIntegration.Practice.Api.Bulk;

namespace SfIntegration.Practice.Traces;

/// <summary>A finished job of the Bulk API 2.0 as a row of the event type BulkApi2.</summary>
internal static class BulkEvents
{
    private const decimal Megabyte = 1024 * 1024;

    public static void Record(Exchange exchange, BulkJob job)
    {
        var size = Encoding.UTF8.GetByteCount(job.Text("Results") ?? job.Text("Succeeded") ?? "");
        exchange.Org.Engine.Events.Record(
            "BulkApi2",
            ("USER_ID", exchange.Caller.UserId),
            ("URI", exchange.Request.Path),
            ("JOB_ID", job.Id),
            ("JOB_STATUS", job.State),
            ("OPERATION_TYPE", job.Operation),
            ("ENTITY_TYPE", job.SobjectType),
            ("RECORDS_PROCESSED", EventLog.Number(job.Processed)),
            ("RECORDS_FAILED", EventLog.Number(job.FailedCount)),
            ("RESULT_SIZE_MB", (size / Megabyte).ToString("0.######", CultureInfo.InvariantCulture)),
            ("CLIENT_IP", exchange.CallerAddress));
    }
}
