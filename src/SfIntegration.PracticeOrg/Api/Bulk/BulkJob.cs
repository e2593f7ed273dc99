using System;
using System.Globalization;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Api.Bulk;

/// <summary>One job of the Bulk API 2.0, query or ingest: a view of its internal row (facts §8.2, BK:queries).</summary>
internal sealed class BulkJob
{
    /// <summary>The internal table; nobody queries it.</summary>
    public const string Table = "~BulkJob";

    /// <summary>The prefix of job ids.</summary>
    public const string KeyPrefix = "750";

    private readonly OrgStore _store;
    private Row _row;

    public BulkJob(OrgStore store, Row row)
    {
        _store = store;
        _row = row;
    }

    public string Id => _row.Id;

    /// <summary>V2Query or V2Ingest.</summary>
    public string JobType => Text("JobType")!;

    public bool IsQuery => JobType == "V2Query";

    /// <summary>query, queryAll, insert, update, upsert, delete or hardDelete.</summary>
    public string Operation => Text("Operation")!;

    /// <summary>The object written to, or the one behind FROM.</summary>
    public string SobjectType => Text("Object")!;

    public string? Query => Text("Query");

    /// <summary>The field that an upsert matches by.</summary>
    public string? ExternalIdField => Text("ExternalIdField");

    /// <summary>Open, UploadComplete, InProgress, JobComplete, Aborted or Failed.</summary>
    public string State => Text("State")!;

    /// <summary>The version that made the job; only it may fetch the results.</summary>
    public string ApiVersion => Text("ApiVersion")!;

    public string CreatedById => Text("CreatedById")!;

    public DateTime CreatedDate => (DateTime)_row["CreatedDate"]!;

    public char Delimiter => BulkCsv.Delimiters[Text("ColumnDelimiter")!];

    public string LineEnding => Text("LineEnding") == "CRLF" ? "\r\n" : "\n";

    /// <summary>When the work is finished for everyone who looks; null while there is nothing to do yet.</summary>
    public DateTime? Ready => _row["Ready"] as DateTime?;

    /// <summary>Rows that were read or tried.</summary>
    public int Processed => _row["Processed"] as int? ?? 0;

    /// <summary>Rows that were refused.</summary>
    public int FailedCount => _row["FailedCount"] as int? ?? 0;

    public string? Text(string name) => _row.Text(name);

    /// <summary>Puts values on the job.</summary>
    public void Set(DateTime now, params (string Name, object? Value)[] values)
    {
        var changed = _row.Clone();
        foreach (var (name, value) in values)
        {
            changed[name] = value;
        }

        changed["SystemModstamp"] = now;
        _store.Put(changed);
        _row = changed;
    }

    public void Remove() => _store.Remove(_row);

    /// <summary>The job as the API shows it. What a query has no use for is left out, and the other way round.</summary>
    public JObject Describe(bool whole)
    {
        var json = new JObject
        {
            ["id"] = Id,
            ["operation"] = Operation,
            ["object"] = SobjectType,
            ["createdById"] = CreatedById,
            ["createdDate"] = Moment(CreatedDate),
            ["systemModstamp"] = Moment((DateTime)_row["SystemModstamp"]!),
            ["state"] = State,
            ["concurrencyMode"] = "Parallel",
            ["contentType"] = "CSV",
            ["apiVersion"] = decimal.Parse(ApiVersion, CultureInfo.InvariantCulture),
            ["lineEnding"] = Text("LineEnding"),
            ["columnDelimiter"] = Text("ColumnDelimiter"),
        };
        if (!IsQuery)
        {
            json["externalIdFieldName"] = ExternalIdField;
            json["contentUrl"] = $"services/data/v{ApiVersion}/jobs/ingest/{Id}/batches";
        }

        if (whole)
        {
            json["jobType"] = JobType;
            json["numberRecordsProcessed"] = Processed;
            json["retries"] = 0;
            json["totalProcessingTime"] = 0;
            if (IsQuery)
            {
                json["isPkChunkingSupported"] = true;
            }
            else
            {
                json["numberRecordsFailed"] = FailedCount;
                json["apiActiveProcessingTime"] = 0;
                json["apexProcessingTime"] = 0;
            }

            if (Text("ErrorMessage") is { } error)
            {
                json["errorMessage"] = error;
            }
        }

        return json;
    }

    private static string Moment(DateTime moment) => moment.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture);
}
