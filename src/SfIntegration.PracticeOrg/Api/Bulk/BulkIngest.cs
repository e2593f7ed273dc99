using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Api.Bulk;

/// <summary>Writes the rows of an ingest job, each for itself, and keeps what became of them (BK:get_job_successful_results, _failed_results).</summary>
internal static class BulkIngest
{
    /// <summary>How a value in the CSV says null; an empty value leaves the field alone.</summary>
    private const string Null = "#N/A";

    /// <summary>Does the work and puts the results on the job.</summary>
    public static void Run(Exchange exchange, BulkJob job)
    {
        var now = exchange.Org.Clock.UtcNow;
        try
        {
            var table = BulkCsv.Read(job.Text("Data") ?? "", job.Delimiter).ToList();
            var schema = exchange.SeenObject(job.SobjectType);
            var results = new Results(job, table.Count > 0 ? table[0] : Array.Empty<string>());
            CheckHeader(exchange, job, schema, results.Header);
            foreach (var values in table.Skip(1))
            {
                exchange.Ledger.NewTransaction();
                results.Add(values, () => Write(exchange, job, schema, results.Header, values));
            }

            job.Set(now, ("State", "JobComplete"), ("Processed", results.Processed), ("FailedCount", results.FailedCount), ("Succeeded", results.Succeeded), ("Failed", results.Failed));
        }
        catch (Exception e) when (e is SfFault or FormatException)
        {
            job.Set(now, ("State", "Failed"), ("ErrorMessage", e is SfFault fault ? $"InvalidBatch : {fault.Message}" : $"ClientInputError : {e.Message}"));
        }
    }

    private static void CheckHeader(Exchange exchange, BulkJob job, SObjectSchema schema, IReadOnlyList<string> header)
    {
        foreach (var name in header)
        {
            var own = name.Split('.')[0];
            var known = name.IndexOf('.') < 0
                ? schema.Field(own) is { } field && exchange.Caller.CanReadField(schema, field)
                : schema.Fields.Any(f => string.Equals(f.RelationshipName, own, StringComparison.OrdinalIgnoreCase));
            if (!known)
            {
                throw new SfFault(400, "INVALID_FIELD", $"Field name not found : {name}");
            }
        }

        var key = job.Operation == "upsert" ? job.ExternalIdField! : job.Operation == "insert" ? null : "Id";
        if (header.Count > 0 && key is not null && !header.Contains(key, StringComparer.OrdinalIgnoreCase))
        {
            throw new SfFault(400, "INVALID_FIELD", $"Field name not found : {key}");
        }
    }

    private static (string Id, bool Created) Write(Exchange exchange, BulkJob job, SObjectSchema schema, IReadOnlyList<string> header, IReadOnlyList<string> values)
    {
        if (values.Count != header.Count)
        {
            throw new SfFault(400, "INVALID_INPUT", $"The row has {values.Count} values, the header {header.Count}.");
        }

        var record = Record(header, values);
        switch (job.Operation)
        {
            case "insert":
                return (Dml.Insert(exchange, schema, record), true);
            case "upsert":
                var key = Take(record, job.ExternalIdField!) ?? throw new SfFault(400, "MISSING_ARGUMENT", $"{job.ExternalIdField} not specified");
                return Dml.Upsert(exchange, schema, job.ExternalIdField!, key, record);
        }

        var id = Take(record, "Id") ?? throw new SfFault(400, "MISSING_ARGUMENT", $"Id not specified in an {job.Operation} call");
        if (job.Operation == "update")
        {
            Dml.Update(exchange, schema, id, record);
        }
        else
        {
            Dml.Delete(exchange, schema, id);
            if (job.Operation == "hardDelete" && exchange.Org.Store.Find(schema.Name, SalesforceId.Normalize(id)) is { } gone)
            {
                exchange.Org.Store.Remove(gone);
            }
        }

        return (SalesforceId.Normalize(id)!, false);
    }

    /// <summary>The row as the data API would carry it; "Account.ERP_Number__c" names a parent by its external id.</summary>
    private static JObject Record(IReadOnlyList<string> header, IReadOnlyList<string> values)
    {
        var record = new JObject();
        for (var i = 0; i < header.Count; i++)
        {
            if (values[i].Length == 0)
            {
                continue;
            }

            JToken value = values[i] == Null ? JValue.CreateNull() : new JValue(values[i]);
            var dot = header[i].IndexOf('.');
            if (dot < 0)
            {
                record[header[i]] = value;
            }
            else
            {
                record[header[i].Substring(0, dot)] = new JObject { [header[i].Substring(dot + 1)] = value };
            }
        }

        return record;
    }

    private static string? Take(JObject record, string name)
    {
        var property = record.Property(name, StringComparison.OrdinalIgnoreCase);
        property?.Remove();
        return (string?)property?.Value;
    }

    /// <summary>The two result files as they grow.</summary>
    private sealed class Results
    {
        private readonly BulkJob _job;
        private readonly StringBuilder _succeeded = new();
        private readonly StringBuilder _failed = new();

        public Results(BulkJob job, IReadOnlyList<string> header)
        {
            _job = job;
            Header = header;
            Line(_succeeded, new[] { "sf__Id", "sf__Created" }.Concat(header));
            Line(_failed, new[] { "sf__Id", "sf__Error" }.Concat(header));
        }

        public IReadOnlyList<string> Header { get; }

        public int Processed { get; private set; }

        public int FailedCount { get; private set; }

        public string Succeeded => _succeeded.ToString();

        public string Failed => _failed.ToString();

        public void Add(IReadOnlyList<string> values, Func<(string Id, bool Created)> write)
        {
            Processed++;
            try
            {
                var (id, created) = write();
                Line(_succeeded, new[] { id, created ? "true" : "false" }.Concat(values));
            }
            catch (SfFault fault)
            {
                FailedCount++;
                var id = Header.Select((name, i) => string.Equals(name, "Id", StringComparison.OrdinalIgnoreCase) && i < values.Count ? values[i] : "").FirstOrDefault(v => v.Length > 0) ?? "";
                Line(_failed, new[] { id, $"{fault.Code}:{fault.Message}:{string.Join(",", fault.Fields)} --" }.Concat(values));
            }
        }

        private void Line(StringBuilder text, IEnumerable<string> values) => BulkCsv.Write(text, values, _job.Delimiter, _job.LineEnding);
    }
}
