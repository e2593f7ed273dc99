using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Soql;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Api;

/// <summary>/sobjects/X and its rows, by id and by external id (RS:resources_sobject_basic_info, _retrieve, _upsert).</summary>
internal static class RowResource
{
    public static PracticeResponse Create(Exchange exchange)
    {
        var schema = exchange.SeenObject(exchange.Value("type"));
        var id = Dml.Insert(exchange, schema, exchange.BodyObject());
        return Created(exchange, schema, id, upserted: null);
    }

    public static PracticeResponse Get(Exchange exchange)
    {
        var schema = exchange.SeenObject(exchange.Value("type"));
        if (exchange.Soql.IsVirtual(schema))
        {
            return PracticeResponse.Of(200, Computed(exchange, schema));
        }

        var row = exchange.Org.Engine.Get(exchange.Caller, schema.Name, Id(exchange));
        return Conditional.Row(exchange, schema, row)
            ?? Conditional.Tagged(schema, row, PracticeResponse.Of(200, Record(exchange, schema, row.Id, Fields(exchange, schema))));
    }

    public static PracticeResponse Update(Exchange exchange)
    {
        var schema = exchange.SeenObject(exchange.Value("type"));
        Conditional.Row(exchange, schema, exchange.Org.Engine.Get(exchange.Caller, schema.Name, Id(exchange)));
        Dml.Update(exchange, schema, Id(exchange), exchange.BodyObject());
        return PracticeResponse.Empty(204);
    }

    public static PracticeResponse Delete(Exchange exchange)
    {
        var schema = exchange.SeenObject(exchange.Value("type"));
        Conditional.Row(exchange, schema, exchange.Org.Engine.Get(exchange.Caller, schema.Name, Id(exchange)));
        Dml.Delete(exchange, schema, Id(exchange));
        return PracticeResponse.Empty(204);
    }

    public static PracticeResponse GetByKey(Exchange exchange) => WithKey(exchange, (schema, id) =>
        PracticeResponse.Of(200, Record(exchange, schema, id, Fields(exchange, schema))));

    public static PracticeResponse DeleteByKey(Exchange exchange) => WithKey(exchange, (schema, id) =>
    {
        Dml.Delete(exchange, schema, id);
        return PracticeResponse.Empty(204);
    });

    public static PracticeResponse Upsert(Exchange exchange)
    {
        var schema = exchange.SeenObject(exchange.Value("type"));
        if (Matches(exchange, schema) is { Count: > 1 } several)
        {
            return Several(exchange, schema, several);
        }

        var (id, created) = Dml.Upsert(exchange, schema, exchange.Value("field"), exchange.Value("value"), exchange.BodyObject());
        return Created(exchange, schema, id, created);
    }

    /// <summary>One record with the named fields as the query engine writes it; 404 when it is not there.</summary>
    public static JObject Record(Exchange exchange, SObjectSchema schema, string id, IReadOnlyList<string> fields)
    {
        // Get tells missing, hidden and deleted apart; the query engine writes the values.
        var row = exchange.Org.Engine.Get(exchange.Caller, schema.Name, id);
        var soql = $"SELECT {string.Join(", ", fields)} FROM {schema.Name} WHERE Id = '{row.Id}'";
        return exchange.Soql.Run(soql, exchange.Caller, exchange.Version).Records.FirstOrDefault()
            ?? throw new SfFault(404, "NOT_FOUND", "The requested resource does not exist");
    }

    /// <summary>A row that is computed, found by its durable id or its id; 404 when there is none.</summary>
    private static JObject Computed(Exchange exchange, SObjectSchema schema)
    {
        var durable = schema.Field("DurableId") is not null;
        var id = durable ? exchange.Value("id") : Id(exchange);
        var soql = $"SELECT {string.Join(", ", Fields(exchange, schema))} FROM {schema.Name} WHERE {(durable ? "DurableId" : "Id")} = {SoqlString.Quote(id)}";
        return exchange.Soql.Run(soql, exchange.Caller, exchange.Version).Records.FirstOrDefault()
            ?? throw new SfFault(404, "NOT_FOUND", "The requested resource does not exist");
    }

    /// <summary>The named fields, each checked; all that the caller can read when none are named.</summary>
    public static IReadOnlyList<string> Fields(Exchange exchange, SObjectSchema schema, string? named)
    {
        if (string.IsNullOrWhiteSpace(named))
        {
            return schema.Fields.Where(f => exchange.Caller.CanReadField(schema, f)).Select(f => f.Name).ToList();
        }

        var fields = new List<string> { "Id" };
        foreach (var part in named!.Split(','))
        {
            var name = part.Trim();
            if (name.IndexOf('.') < 0 && (schema.Field(name) is not { } field || !exchange.Caller.CanReadField(schema, field)))
            {
                throw new SfFault(400, "INVALID_FIELD", $"No such column '{name}' on entity '{schema.Name}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.");
            }

            if (!fields.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                fields.Add(name);
            }
        }

        return fields;
    }

    private static IReadOnlyList<string> Fields(Exchange exchange, SObjectSchema schema) => Fields(exchange, schema, exchange.Query("fields"));

    /// <summary>The id of the path; what is no id is taken for the name of an external id field that does not exist.</summary>
    private static string Id(Exchange exchange) => SalesforceId.Normalize(exchange.Value("id"))
        ?? throw new SfFault(404, "NOT_FOUND", $"Provided external ID field does not exist or is not accessible: {exchange.Value("id")}");

    private static PracticeResponse Created(Exchange exchange, SObjectSchema schema, string id, bool? upserted)
    {
        var body = new JObject { ["id"] = id, ["success"] = true, ["errors"] = new JArray() };
        if (upserted is { } created)
        {
            body["created"] = created;
        }

        var response = PracticeResponse.Of(upserted == false ? 200 : 201, body);
        response.Headers["Location"] = $"{exchange.DataPath}/sobjects/{schema.Name}/{id}";
        return response;
    }

    private static PracticeResponse WithKey(Exchange exchange, Func<SObjectSchema, string, PracticeResponse> work)
    {
        var schema = exchange.SeenObject(exchange.Value("type"));
        var matches = Matches(exchange, schema);
        return matches.Count switch
        {
            0 => throw new SfFault(404, "NOT_FOUND", "The requested resource does not exist"),
            1 => work(schema, matches[0]),
            _ => Several(exchange, schema, matches),
        };
    }

    private static List<string> Matches(Exchange exchange, SObjectSchema schema)
    {
        var name = exchange.Value("field");
        if (schema.Field(name) is not { } field || !(field.ExternalId || field.IdLookup || field.Type == "id") || !exchange.Caller.CanReadField(schema, field))
        {
            throw new SfFault(404, "NOT_FOUND", $"Provided external ID field does not exist or is not accessible: {name}");
        }

        var value = exchange.Value("value");
        return exchange.Org.Store.Rows(schema.Name)
            .Where(r => !r.IsDeleted && exchange.Caller.CanSeeRow(schema, r)
                && string.Equals(field.Type == "id" ? r.Id : Convert.ToString(r[field.Name], System.Globalization.CultureInfo.InvariantCulture), field.Type == "id" ? SalesforceId.Normalize(value) : value, StringComparison.OrdinalIgnoreCase))
            .Select(r => r.Id)
            .ToList();
    }

    /// <summary>300 with the addresses of the records that share the key (RS:resources_sobject_upsert).</summary>
    private static PracticeResponse Several(Exchange exchange, SObjectSchema schema, IEnumerable<string> ids) =>
        PracticeResponse.Of(300, new JArray(ids.Select(id => $"{exchange.DataPath}/sobjects/{schema.Name}/{id}")));
}
