using System;
using System.Globalization;
using System.Linq;
using System.Text;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Store;
using SfIntegration.Practice.Traces;

namespace SfIntegration.Practice.Api.Bulk;

/// <summary>
/// /jobs/query and /jobs/ingest: the Bulk API 2.0 (facts §8.2). A job is worked on when it is handed in, or, where
/// <see cref="PracticeSwitches.BulkJobSeconds"/> says that it takes a while, when somebody looks at it after that.
/// </summary>
internal static class BulkResource
{
    private const int MaxUpload = 150 * 1024 * 1024;
    private static readonly string[] s_queries = { "query", "queryAll" };
    private static readonly string[] s_writes = { "insert", "update", "upsert", "delete", "hardDelete" };
    private static readonly string[] s_lineEndings = { "LF", "CRLF" };

    public static Router AddTo(Router router) => router
        .Add("jobs/query", "POST", CreateQuery)
        .Add("jobs/query", "GET", exchange => List(exchange, "V2Query"))
        .Add("jobs/query/{id}", "GET", exchange => Show(exchange, "V2Query"))
        .Add("jobs/query/{id}", "PATCH", exchange => ChangeState(exchange, "V2Query"))
        .Add("jobs/query/{id}", "DELETE", exchange => Delete(exchange, "V2Query"))
        .Add("jobs/query/{id}/results", "GET", QueryResults)
        .Add("jobs/ingest", "POST", CreateIngest)
        .Add("jobs/ingest", "GET", exchange => List(exchange, "V2Ingest"))
        .Add("jobs/ingest/{id}", "GET", exchange => Show(exchange, "V2Ingest"))
        .Add("jobs/ingest/{id}", "PATCH", exchange => ChangeState(exchange, "V2Ingest"))
        .Add("jobs/ingest/{id}", "DELETE", exchange => Delete(exchange, "V2Ingest"))
        .Add("jobs/ingest/{id}/batches", "PUT", Upload)
        .Add("jobs/ingest/{id}/successfulResults", "GET", exchange => IngestResults(exchange, "Succeeded"))
        .Add("jobs/ingest/{id}/failedResults", "GET", exchange => IngestResults(exchange, "Failed"))
        .Add("jobs/ingest/{id}/unprocessedrecords", "GET", exchange => IngestResults(exchange, "Unprocessed"));

    private static PracticeResponse CreateQuery(Exchange exchange)
    {
        var body = exchange.BodyObject();
        var operation = OneOf(body, "operation", s_queries, null);
        var soql = Text(body, "query") ?? throw Wrong("INVALIDJOB", "The query is required.");
        var shape = BulkQuery.Check(exchange, soql);
        var job = Create(exchange, "V2Query", operation, shape.Object.Name, body, ("Query", soql), ("State", "UploadComplete"));
        var answer = PracticeResponse.Of(200, job.Describe(whole: false));
        HandIn(exchange, job);
        return answer;
    }

    private static PracticeResponse CreateIngest(Exchange exchange)
    {
        var body = exchange.BodyObject();
        var operation = OneOf(body, "operation", s_writes, null);
        var schema = Text(body, "object") is { } type && exchange.Org.Schema.Find(type) is { } found && exchange.Caller.CanSee(found)
            ? found
            : throw Wrong("INVALIDENTITY", $"Unable to find object: {Text(body, "object")}");
        if (operation == "hardDelete" && !exchange.Caller.HasPermission("BulkApiHardDelete"))
        {
            throw Wrong("FEATURENOTENABLED", "hardDelete operation requires special user profile permission, please contact your system administrator");
        }

        var key = Text(body, "externalIdFieldName");
        if (operation == "upsert" && (key is null || schema.Field(key) is not { } field || !(field.ExternalId || field.IdLookup || field.Type == "id")))
        {
            throw Wrong("INVALIDJOB", key is null ? "The externalIdFieldName is required for an upsert." : $"InvalidJob : Field name provided, {key} does not match an External ID, Salesforce Id, or indexed field for {schema.Name}");
        }

        return PracticeResponse.Of(200, Create(exchange, "V2Ingest", operation, schema.Name, body, ("ExternalIdField", key), ("State", "Open")).Describe(whole: false));
    }

    private static BulkJob Create(Exchange exchange, string type, string operation, string sobject, JObject body, params (string Name, object? Value)[] values)
    {
        OneOf(body, "contentType", new[] { "CSV" }, "CSV");
        var org = exchange.Org;
        var row = new Row(BulkJob.Table, org.Store.NewId(BulkJob.KeyPrefix))
        {
            ["JobType"] = type,
            ["Operation"] = operation,
            ["Object"] = sobject,
            ["ColumnDelimiter"] = OneOf(body, "columnDelimiter", BulkCsv.Delimiters.Keys.ToArray(), "COMMA"),
            ["LineEnding"] = OneOf(body, "lineEnding", s_lineEndings, "LF"),
            ["ApiVersion"] = exchange.Version,
            ["CreatedById"] = exchange.Caller.UserId,
            ["CreatedDate"] = org.Clock.UtcNow,
        };
        var job = new BulkJob(org.Store, row);
        job.Set(org.Clock.UtcNow, values);
        return job;
    }

    private static PracticeResponse Upload(Exchange exchange)
    {
        var job = Find(exchange, "V2Ingest");
        if (job.State != "Open" || job.Text("Data") is not null)
        {
            throw Wrong("INVALIDJOBSTATE", $"InvalidJobState : Job data can be uploaded once, while the job is Open; it is {job.State}.");
        }

        var body = exchange.Body();
        if (body.Length > MaxUpload)
        {
            throw new SfFault(413, "REQUEST_TOO_LARGE", "The job data exceeds 150 MB.");
        }

        job.Set(exchange.Org.Clock.UtcNow, ("Data", Decode(body)));
        return PracticeResponse.Empty(201);
    }

    private static PracticeResponse ChangeState(Exchange exchange, string type)
    {
        var job = Find(exchange, type);
        var state = OneOf(exchange.BodyObject(), "state", new[] { "Aborted", "UploadComplete" }, null);
        if (Shown(exchange, job) is "JobComplete" or "Failed" or "Aborted")
        {
            throw Wrong("INVALIDJOBSTATE", $"InvalidJobState : The job is {job.State}; its state cannot be changed any more.");
        }

        if (state == "Aborted")
        {
            job.Set(exchange.Org.Clock.UtcNow, ("State", "Aborted"), ("Unprocessed", job.Text("Data")), ("Ready", null));
            return PracticeResponse.Of(200, job.Describe(whole: false));
        }

        if (job.State != "Open")
        {
            throw Wrong("INVALIDJOBSTATE", $"InvalidJobState : Only an Open job can be closed; this one is {job.State}.");
        }

        job.Set(exchange.Org.Clock.UtcNow, ("State", "UploadComplete"));
        var answer = PracticeResponse.Of(200, job.Describe(whole: false));
        HandIn(exchange, job);
        return answer;
    }

    private static void HandIn(Exchange exchange, BulkJob job)
    {
        var now = exchange.Org.Clock.UtcNow;
        job.Set(now, ("Ready", now.AddSeconds(exchange.Org.Switches.BulkJobSeconds)));
        WorkIfDue(exchange, job);
    }

    /// <summary>Does the work of a job that has waited long enough, as the user who made it.</summary>
    private static BulkJob WorkIfDue(Exchange exchange, BulkJob job)
    {
        var org = exchange.Org;
        if (job.State != "UploadComplete" || job.Ready is not { } ready || org.Clock.UtcNow < ready)
        {
            return job;
        }

        var creator = new Exchange(org, exchange.Request, exchange.Ledger)
        {
            Version = job.ApiVersion,
            Session = exchange.Session,
            Caller = org.Engine.AccessOf(job.CreatedById),
        };
        if (job.IsQuery)
        {
            BulkQuery.Finish(creator, job);
        }
        else
        {
            BulkIngest.Run(creator, job);
        }

        BulkEvents.Record(creator, job);
        return job;
    }

    private static PracticeResponse Show(Exchange exchange, string type)
    {
        var job = Find(exchange, type);
        var shown = Shown(exchange, job);
        var json = job.Describe(whole: true);
        json["state"] = shown;
        return PracticeResponse.Of(200, json);
    }

    private static PracticeResponse List(Exchange exchange, string type)
    {
        var seesAll = exchange.Caller.HasPermission("ManageDataIntegrations");
        var jobs = exchange.Org.Store.Rows(BulkJob.Table).ToList()
            .Select(r => WorkIfDue(exchange, new BulkJob(exchange.Org.Store, r)))
            .Where(j => j.JobType == type && (seesAll || j.CreatedById == exchange.Caller.UserId))
            .Select(j =>
            {
                var json = j.Describe(whole: false);
                json["jobType"] = j.JobType;
                json["state"] = Shown(exchange, j);
                return json;
            });
        return PracticeResponse.Of(200, new JObject { ["done"] = true, ["nextRecordsUrl"] = null, ["records"] = new JArray(jobs) });
    }

    private static PracticeResponse Delete(Exchange exchange, string type)
    {
        var job = Find(exchange, type);
        if (Shown(exchange, job) is not ("JobComplete" or "Aborted" or "Failed"))
        {
            throw Wrong("INVALIDJOBSTATE", "InvalidJobState : A job can be deleted when it is JobComplete, Aborted or Failed.");
        }

        job.Remove();
        return PracticeResponse.Empty(204);
    }

    private static PracticeResponse QueryResults(Exchange exchange)
    {
        var job = Finished(exchange, "V2Query");
        if (job.ApiVersion != exchange.Version)
        {
            throw new SfFault(409, "API_VERSION_MISMATCH", $"The results have to be fetched with version {job.ApiVersion}, which created the job.");
        }

        var csv = job.Text("Results")!;
        var (text, records, atEnd) = BulkCsv.Slice(csv, Number(exchange, "locator", 0, FromLocator), Number(exchange, "maxRecords", int.MaxValue, Plain));
        var response = Csv(text);
        response.Headers["Sforce-Locator"] = atEnd ? "null" : ToLocator(Number(exchange, "locator", 0, FromLocator) + records);
        response.Headers["Sforce-NumberOfRecords"] = records.ToString(CultureInfo.InvariantCulture);
        return response;
    }

    private static PracticeResponse IngestResults(Exchange exchange, string part) =>
        Csv(Find(exchange, "V2Ingest") is { State: "Aborted" } aborted ? aborted.Text(part) ?? "" : Finished(exchange, "V2Ingest").Text(part) ?? "");

    private static BulkJob Finished(Exchange exchange, string type)
    {
        var job = Find(exchange, type);
        var state = Shown(exchange, job);
        return state == "JobComplete" ? job
            : state == "Failed" && type == "V2Ingest" ? job
            : throw Wrong("INVALIDJOBSTATE", $"InvalidJobState : The job is {state}; results are there when it is JobComplete.");
    }

    private static string Shown(Exchange exchange, BulkJob job) =>
        job.Ready is { } ready && exchange.Org.Clock.UtcNow < ready ? "InProgress" : job.State;

    /// <summary>The creator's job; others need Manage Data Integrations.</summary>
    private static BulkJob Find(Exchange exchange, string type) =>
        SalesforceId.Normalize(exchange.Value("id")) is { } id
        && exchange.Org.Store.Find(BulkJob.Table, id) is { } row
        && new BulkJob(exchange.Org.Store, row) is var job
        && job.JobType == type
        && (job.CreatedById == exchange.Caller.UserId || exchange.Caller.HasPermission("ManageDataIntegrations"))
            ? WorkIfDue(exchange, job)
            : throw new SfFault(404, "NOT_FOUND", "The requested resource does not exist");

    private static PracticeResponse Csv(string text) => new(200, Encoding.UTF8.GetBytes(text), "text/csv;charset=UTF-8");

    private static string Decode(byte[] body)
    {
        try
        {
            return new UTF8Encoding(false, true).GetString(body).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            throw Wrong("INVALIDBATCH", "InvalidBatch : The job data is not valid UTF-8.");
        }
    }

    private static string OneOf(JObject body, string name, string[] known, string? otherwise)
    {
        var value = Text(body, name) ?? otherwise;
        return known.Contains(value, StringComparer.Ordinal)
            ? value!
            : throw Wrong("INVALIDJOB", value is null ? $"InvalidJob : {name} is required: one of {string.Join(", ", known)}." : $"InvalidJob : {name} '{value}' is not one of {string.Join(", ", known)}.");
    }

    private static string? Text(JObject body, string name) => body[name] is JValue { Value: string { Length: > 0 } text } ? text : null;

    private static SfFault Wrong(string code, string message) => new(400, code, message);

    private static int Number(Exchange exchange, string name, int otherwise, Func<string, int?> read) =>
        exchange.Query(name) is not { } text ? otherwise
        : read(text) ?? throw Wrong("INVALID_QUERY_LOCATOR", $"{name} '{text}' is not valid.");

    private static int? Plain(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    /// <summary>A locator is opaque to clients: the number of records behind which the next part begins, in Base64.</summary>
    private static string ToLocator(int records) => Convert.ToBase64String(Encoding.ASCII.GetBytes(records.ToString(CultureInfo.InvariantCulture))).TrimEnd('=');

    private static int? FromLocator(string locator)
    {
        try
        {
            return Plain(Encoding.ASCII.GetString(Convert.FromBase64String(locator.PadRight((locator.Length + 3) / 4 * 4, '='))));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
