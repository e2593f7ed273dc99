using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Schema;

namespace SfIntegration.Practice.Api;

/// <summary>/composite/sobjects: up to 200 rows in one request, each with its own result (RS:resources_composite_sobjects_collections).</summary>
internal static class CollectionResource
{
    private const int MaxRows = 200;
    private const int MaxChunks = 10;

    public static PracticeResponse Create(Exchange exchange) => Records(exchange, (schema, record) =>
        Done(Dml.Insert(exchange, schema, record)));

    public static PracticeResponse Update(Exchange exchange) => Records(exchange, (schema, record) =>
    {
        var id = TakeId(record);
        Dml.Update(exchange, schema, id, record);
        return Done(Store.SalesforceId.Normalize(id) ?? id);
    });

    public static PracticeResponse Upsert(Exchange exchange)
    {
        var type = exchange.SeenObject(exchange.Value("type"));
        var field = exchange.Value("field");
        return Records(exchange, (schema, record) =>
        {
            if (schema != type)
            {
                throw new SfFault(400, "INVALID_INPUT", $"The record's type {schema.Name} is not the {type.Name} of the address.");
            }

            var key = record.GetValue(field, StringComparison.OrdinalIgnoreCase) is JValue { Value: { } value }
                ? Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!
                : throw new SfFault(400, "MISSING_ARGUMENT", $"{field} not specified");
            var fields = (JObject)record.DeepClone();
            fields.Property(field, StringComparison.OrdinalIgnoreCase)!.Remove();
            var (id, created) = Dml.Upsert(exchange, schema, field, key, fields);
            var result = Done(id);
            result["created"] = created;
            return result;
        });
    }

    public static PracticeResponse Delete(Exchange exchange)
    {
        var ids = (exchange.Query("ids") ?? "").Split(new[] { ',' }, StringSplitOptions.RemoveEmptyEntries);
        if (ids.Length == 0)
        {
            throw new SfFault(400, "REQUIRED_FIELD_MISSING", "The ids parameter is required.");
        }

        var all = string.Equals(exchange.Query("allOrNone"), "true", StringComparison.OrdinalIgnoreCase);
        return Work(exchange, all, ids, id =>
        {
            var schema = exchange.Org.Schema.Objects.FirstOrDefault(o => id.StartsWith(o.KeyPrefix, StringComparison.Ordinal) && exchange.Org.Store.Find(o.Name, Store.SalesforceId.Normalize(id)) is not null)
                ?? throw (Store.SalesforceId.Normalize(id) is null
                    ? new SfFault(400, "MALFORMED_ID", $"malformed id {id}")
                    : new SfFault(404, "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id"));
            Dml.Delete(exchange, schema, id);
            return Done(Store.SalesforceId.Normalize(id)!);
        });
    }

    /// <summary>GET with ids and fields in the query, or POST with both in the body: records in the order asked for, null where there is none.</summary>
    public static PracticeResponse Retrieve(Exchange exchange)
    {
        var schema = exchange.SeenObject(exchange.Value("type"));
        string[] ids;
        string? fields;
        if (exchange.Method == "POST")
        {
            var body = exchange.BodyObject();
            ids = (body["ids"] as JArray ?? new JArray()).Select(t => (string?)t ?? "").ToArray();
            fields = string.Join(",", (body["fields"] as JArray ?? new JArray()).Select(t => (string?)t));
        }
        else
        {
            ids = (exchange.Query("ids") ?? "").Split(new[] { ',' }, StringSplitOptions.RemoveEmptyEntries);
            fields = exchange.Query("fields");
        }

        if (ids.Length == 0 || string.IsNullOrWhiteSpace(fields))
        {
            throw new SfFault(400, "REQUIRED_FIELD_MISSING", "The ids and fields parameters are required.");
        }

        Limit(ids.Length > 2000, "2000");
        var names = RowResource.Fields(exchange, schema, fields);
        return PracticeResponse.Of(200, new JArray(ids.Select(id =>
        {
            try
            {
                return RowResource.Record(exchange, schema, id, names);
            }
            catch (SfFault)
            {
                return (JToken)JValue.CreateNull();
            }
        })));
    }

    private static PracticeResponse Records(Exchange exchange, Func<SObjectSchema, JObject, JObject> write)
    {
        var body = exchange.BodyObject();
        var records = body["records"] as JArray
            ?? throw new SfFault(400, "JSON_PARSER_ERROR", "The records array is required at [line:1, column:1]");
        Limit(records.Count > MaxRows, "200");
        var chunks = 0;
        var last = "";
        foreach (var record in records)
        {
            var type = TypeOf(record);
            chunks += string.Equals(type, last, StringComparison.OrdinalIgnoreCase) ? 0 : 1;
            last = type;
        }

        if (chunks > MaxChunks)
        {
            throw new SfFault(400, "LIMIT_EXCEEDED", "Cannot have more than 10 chunks in a single operation. Please rearrange the data to reduce chunking.");
        }

        var all = body["allOrNone"] is JValue { Value: true };
        return Work(exchange, all, records.Cast<JObject>().ToList(), record =>
        {
            var type = TypeOf(record);
            var schema = exchange.Org.Schema.Find(type) is { } found && exchange.Caller.CanSee(found)
                ? found
                : throw new SfFault(400, "INVALID_TYPE", $"sObject type '{type}' is not supported.");
            return write(schema, record);
        });
    }

    /// <summary>Runs every row; with all-or-none one failure rolls back and marks the others.</summary>
    private static PracticeResponse Work<T>(Exchange exchange, bool allOrNone, IReadOnlyCollection<T> rows, Func<T, JObject> work)
    {
        Limit(rows.Count > MaxRows, "200");
        allOrNone |= exchange.AllOrNone;
        var results = new List<JObject>(rows.Count);
        var failed = false;
        exchange.Ledger.Atomic(exchange.Org.Store, () =>
        {
            foreach (var row in rows)
            {
                try
                {
                    results.Add(work(row));
                }
                catch (SfFault fault)
                {
                    failed = true;
                    results.Add(Failed(fault.Code, fault.Message, fault.Fields));
                }
            }

            return !(failed && allOrNone);
        });

        if (failed && allOrNone)
        {
            for (var i = 0; i < results.Count; i++)
            {
                if (results[i]["success"] is JValue { Value: true })
                {
                    results[i] = Failed("ALL_OR_NONE_OPERATION_ROLLED_BACK", "Record rolled back because not all records were valid and the request was using AllOrNone header", Array.Empty<string>());
                }
            }
        }

        var response = PracticeResponse.Of(200, new JArray(results));
        response.RolledBack = failed && allOrNone;
        return response;
    }

    private static string TypeOf(JToken record) =>
        record is JObject row && row["attributes"] is JObject attributes && attributes["type"] is JValue { Value: string type }
            ? type
            : throw new SfFault(400, "JSON_PARSER_ERROR", "Each record has to be an object with attributes.type at [line:1, column:1]");

    /// <summary>Takes the id out of a record that is to be updated.</summary>
    private static string TakeId(JObject record)
    {
        var property = record.Property("Id", StringComparison.OrdinalIgnoreCase);
        if (property?.Value is not JValue { Value: string { Length: > 0 } id })
        {
            throw new SfFault(400, "MISSING_ARGUMENT", "Id not specified in an update call");
        }

        property.Remove();
        return id;
    }

    private static void Limit(bool exceeded, string rows)
    {
        if (exceeded)
        {
            throw new SfFault(400, "EXCEEDED_ID_LIMIT", $"record limit reached. cannot submit more than {rows} records into this call");
        }
    }

    private static JObject Done(string id) => new() { ["id"] = id, ["success"] = true, ["errors"] = new JArray() };

    /// <summary>Collections say statusCode where single rows say errorCode.</summary>
    internal static JObject Failed(string code, string message, IReadOnlyList<string> fields) => new()
    {
        ["success"] = false,
        ["errors"] = new JArray(new JObject { ["statusCode"] = code, ["message"] = message, ["fields"] = new JArray(fields) }),
    };
}
