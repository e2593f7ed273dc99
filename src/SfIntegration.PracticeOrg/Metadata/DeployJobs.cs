using System.Text;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Api;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Metadata;

/// <summary>Deployments as rows: begun, looked at, cancelled. They run at once, or after some looks where the switch says so.</summary>
internal static class DeployJobs
{
    /// <summary>Begins a deployment and answers its row.</summary>
    public static Row Start(Exchange exchange, byte[] zip, DeployOptions options)
    {
        var store = exchange.Org.Store;
        var now = exchange.Org.Clock.UtcNow;
        var row = new Row(SideTables.Deployment, store.NewId(SideTables.Prefix(SideTables.Deployment)))
        {
            ["Options"] = Encoding.UTF8.GetString(JsonText.Write(options.Json)),
            ["Zip"] = zip,
            ["Version"] = exchange.Version,
            ["Status"] = "Pending",
            ["Looks"] = 0,
            ["CreatedById"] = exchange.Caller.UserId,
            ["CreatedDate"] = now,
            ["LastModifiedDate"] = now,
        };
        store.Put(row);
        return exchange.Org.Switches.MetadataLooksBeforeDone == 0 ? Run(exchange, row) : row;
    }

    /// <summary>A look at a deployment, which may be what it waits for.</summary>
    public static Row Look(Exchange exchange, Row row)
    {
        if (IsDone(row))
        {
            return row;
        }

        var looks = (int)row["Looks"]! + 1;
        return row.Text("Status") == "Canceling" ? Change(exchange, row, ("Status", "Canceled"), ("Zip", null), ("CompletedDate", exchange.Org.Clock.UtcNow))
            : looks > exchange.Org.Switches.MetadataLooksBeforeDone ? Run(exchange, row)
            : looks == 1 ? Change(exchange, row, ("Looks", looks))
            : Change(exchange, row, ("Looks", looks), ("Status", "InProgress"), ("StartDate", row["StartDate"] ?? exchange.Org.Clock.UtcNow));
    }

    /// <summary>Cancels a deployment: at once while it waits, with the next look while it runs.</summary>
    public static Row Cancel(Exchange exchange, Row row)
    {
        if (IsDone(row))
        {
            throw new SfFault(400, "INVALID_ID_FIELD", "Deployment already completed");
        }

        var by = ("CanceledById", (object?)exchange.Caller.UserId);
        return row.Text("Status") == "Pending"
            ? Change(exchange, row, by, ("Status", "Canceled"), ("Zip", null), ("CompletedDate", exchange.Org.Clock.UtcNow))
            : Change(exchange, row, by, ("Status", "Canceling"));
    }

    /// <summary>The deployment is over.</summary>
    public static bool IsDone(Row row) => row.Text("Status") is "Succeeded" or "SucceededPartial" or "Failed" or "Canceled";

    /// <summary>DeployResult (facts §8.3), its fields in the order of their names.</summary>
    public static JObject Result(MetadataScope scope, Row row, bool details)
    {
        var options = DeployOptions.Read(Read(row.Text("Options")!));
        var result = row.Text("Result") is { } text ? Read(text) : new JObject();
        return new JObject
        {
            ["canceledBy"] = row.Text("CanceledById"),
            ["canceledByName"] = row.Text("CanceledById") is { } by ? ListCalls.NameOf(scope, by) : null,
            ["checkOnly"] = options.CheckOnly,
            ["completedDate"] = row["CompletedDate"] is { } completed ? ListCalls.Moment(completed) : null,
            ["createdBy"] = row.Text("CreatedById"),
            ["createdByName"] = ListCalls.NameOf(scope, row.Text("CreatedById")!),
            ["createdDate"] = ListCalls.Moment(row["CreatedDate"]),
            ["details"] = details ? result["details"] ?? new JObject() : new JObject(),
            ["done"] = IsDone(row),
            ["errorMessage"] = result["errorMessage"],
            ["errorStatusCode"] = result["errorStatusCode"],
            ["id"] = row.Id,
            ["ignoreWarnings"] = options.IgnoreWarnings,
            ["lastModifiedDate"] = ListCalls.Moment(row["LastModifiedDate"]),
            ["numberComponentErrors"] = result["numberComponentErrors"] ?? 0,
            ["numberComponentsDeployed"] = result["numberComponentsDeployed"] ?? 0,
            ["numberComponentsTotal"] = result["numberComponentsTotal"] ?? 0,
            ["numberTestErrors"] = 0,
            ["numberTestsCompleted"] = 0,
            ["numberTestsTotal"] = 0,
            ["rollbackOnError"] = options.RollbackOnError,
            ["runTestsEnabled"] = false,
            ["startDate"] = row["StartDate"] is { } started ? ListCalls.Moment(started) : null,
            ["status"] = row.Text("Status"),
            ["success"] = row.Text("Status") is "Succeeded",
        };
    }

    private static Row Run(Exchange exchange, Row row)
    {
        var org = exchange.Org;
        var options = DeployOptions.Read(Read(row.Text("Options")!));
        var caller = org.Engine.AccessOf(row.Text("CreatedById")!);
        var (status, result) = DeployRun.Of(org.Engine, caller, exchange.Ledger, (byte[])row["Zip"]!, options, row.Text("Version")!);
        return Change(
            exchange,
            row,
            ("Status", status),
            ("Result", Encoding.UTF8.GetString(JsonText.Write(result))),
            ("Zip", null),
            ("StartDate", row["StartDate"] ?? org.Clock.UtcNow),
            ("CompletedDate", org.Clock.UtcNow));
    }

    private static Row Change(Exchange exchange, Row row, params (string Column, object? Value)[] values)
    {
        var changed = row.Clone();
        foreach (var (column, value) in values)
        {
            changed[column] = value;
        }

        changed["LastModifiedDate"] = exchange.Org.Clock.UtcNow;
        exchange.Org.Store.Put(changed);
        return changed;
    }

    private static JObject Read(string json) => JsonText.ReadObject(Encoding.UTF8.GetBytes(json));
}
