using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Soql;

namespace SfIntegration.Practice.Api.Bulk;

/// <summary>Runs the query of a bulk job and writes its CSV (facts §8.2).</summary>
internal static class BulkQuery
{
    /// <summary>What the statement selects, if a bulk job may run it.</summary>
    public static QueryShape Check(Exchange exchange, string soql)
    {
        var shape = exchange.Org.Soql.Describe(soql, exchange.Caller, exchange.Version);
        var refused = shape.Grouped || shape.Columns.Any(c => c.Aggregate && c.Joined.Count == 0) ? "GROUP BY and aggregate functions"
            : shape.Columns.Any(c => c.Aggregate) ? "Nested queries"
            : shape.Columns.Any(c => c.Type is "address" or "location") ? "Compound data fields"
            : shape.Columns.Any(c => c.Type is null && c.Joined.Count == 0) ? "TYPEOF"
            : shape.HasOffset ? "OFFSET"
            : null;
        return refused is null ? shape : throw new SfFault(400, "FEATURENOTENABLED", $"{refused} not supported in Bulk Query");
    }

    /// <summary>Does the work of a job and puts the result on it; a query that cannot be run any more fails the job.</summary>
    public static void Finish(Exchange exchange, BulkJob job)
    {
        var now = exchange.Org.Clock.UtcNow;
        try
        {
            var (csv, records) = Run(exchange, job);
            job.Set(now, ("State", "JobComplete"), ("Results", csv), ("Processed", records));
        }
        catch (SfFault fault)
        {
            job.Set(now, ("State", "Failed"), ("ErrorMessage", $"{fault.Code}: {fault.Message}"));
        }
    }

    /// <summary>The whole result: a header, then a line per record.</summary>
    private static (string Csv, int Records) Run(Exchange exchange, BulkJob job)
    {
        var paths = Check(exchange, job.Query!).Columns.SelectMany(c => c.Paths()).Select(p => p.Split('.')).ToList();
        var result = exchange.Org.Soql.Run(job.Query!, exchange.Caller, job.ApiVersion, includeDeleted: job.Operation == "queryAll");
        var csv = new StringBuilder();
        BulkCsv.Write(csv, paths.Select(p => string.Join(".", p)), job.Delimiter, job.LineEnding);
        foreach (var record in result.Records)
        {
            BulkCsv.Write(csv, paths.Select(p => Value(record, p)), job.Delimiter, job.LineEnding);
        }

        return (csv.ToString(), result.Records.Count);
    }

    private static string Value(JObject record, IReadOnlyList<string> path)
    {
        JToken? token = record;
        foreach (var name in path)
        {
            token = (token as JObject)?[name];
        }

        return (token as JValue)?.Value switch
        {
            null => "",
            bool flag => flag ? "true" : "false",

            // The CSV says Z where JSON says +0000.
            string text when text.EndsWith("+0000", StringComparison.Ordinal) && text.Length == 28 && text[10] == 'T' => text.Substring(0, 23) + "Z",
            var value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
    }
}
