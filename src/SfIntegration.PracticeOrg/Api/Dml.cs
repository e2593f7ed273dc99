using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Schema;

namespace SfIntegration.Practice.Api;

/// <summary>One row of a request on its way into the engine: values read, faults thrown, transaction rule kept, row counted.</summary>
internal static class Dml
{
    public static string Insert(Exchange exchange, SObjectSchema schema, JObject record)
    {
        var values = Values(exchange, schema, record);
        Begin(exchange, schema, values, insert: true);
        return Count(exchange, () => exchange.Org.Engine.Insert(exchange.Caller, schema.Name, values));
    }

    public static void Update(Exchange exchange, SObjectSchema schema, string id, JObject record)
    {
        var values = Values(exchange, schema, record);
        Begin(exchange, schema, values);
        Count(exchange, () =>
        {
            exchange.Org.Engine.Update(exchange.Caller, schema.Name, id, values);
            return id;
        });
    }

    public static void Delete(Exchange exchange, SObjectSchema schema, string id)
    {
        Begin(exchange, schema, new Dictionary<string, object?>(), delete: true);
        Count(exchange, () =>
        {
            exchange.Org.Engine.Delete(exchange.Caller, schema.Name, id);
            return id;
        });
    }

    public static (string Id, bool Created) Upsert(Exchange exchange, SObjectSchema schema, string field, string value, JObject record)
    {
        var values = Values(exchange, schema, record);
        Begin(exchange, schema, values, insert: true);
        return Count(exchange, () => exchange.Org.Engine.Upsert(exchange.Caller, schema.Name, field, value, values));
    }

    private static T Count<T>(Exchange exchange, Func<T> work)
    {
        T result = default!;
        exchange.Ledger.Atomic(exchange.Org.Store, () =>
        {
            result = work();
            exchange.Ledger.Wrote();
            return true;
        });
        return result;
    }

    private static void Begin(Exchange exchange, SObjectSchema schema, IReadOnlyDictionary<string, object?> values, bool insert = false, bool delete = false)
    {
        exchange.Ledger.NextRow();
        exchange.Ledger.Touch(schema.Name, Kind(schema, insert, delete, values));
    }

    /// <summary>True for a setup write, false for an ordinary one, null for what may stand with either.</summary>
    private static bool? Kind(SObjectSchema schema, bool insert, bool delete, IReadOnlyDictionary<string, object?> values) =>
        MixedDml.Counts(schema.Name, insert, delete, values) ? true
        : schema.Setup || MixedDml.IsSetup(schema.Name) ? null
        : false;

    /// <summary>The field values of a record in JSON. A nested object names a parent by its external id.</summary>
    private static IReadOnlyDictionary<string, object?> Values(Exchange exchange, SObjectSchema schema, JObject record)
    {
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in record.Properties())
        {
            if (property.Name == "attributes")
            {
                continue;
            }

            switch (property.Value)
            {
                case JValue value:
                    values[property.Name] = value.Value;
                    break;
                case JObject parent when schema.Fields.FirstOrDefault(f => string.Equals(f.RelationshipName, property.Name, StringComparison.OrdinalIgnoreCase)) is { } field:
                    values[field.Name] = Parent(exchange, field, parent);
                    break;
                default:
                    throw new SfFault(400, "JSON_PARSER_ERROR", $"Cannot deserialize the value of field {property.Name}: a single value is expected");
            }
        }

        return values;
    }

    private static string Parent(Exchange exchange, FieldSchema field, JObject parent)
    {
        var keys = parent.Properties().Where(p => p.Name != "attributes").ToList();
        if (keys.Count == 1 && keys[0].Value is JValue { Value: { } value })
        {
            foreach (var target in field.ReferenceTo.Select(exchange.Org.Schema.Find))
            {
                if (target?.Field(keys[0].Name) is { } key && (key.IdLookup || key.ExternalId) && exchange.Caller.CanReadField(target, key))
                {
                    var match = exchange.Org.Store.Rows(target.Name).FirstOrDefault(r => !r.IsDeleted
                        && string.Equals(r.Text(key.Name), value.ToString(), StringComparison.OrdinalIgnoreCase));
                    if (match is not null)
                    {
                        return match.Id;
                    }
                }
            }
        }

        throw new SfFault(400, "INVALID_FIELD", keys.Count == 1
            ? $"Foreign key external ID: {keys[0].Value} not found for field {keys[0].Name} in entity {string.Join(", ", field.ReferenceTo)}"
            : $"A reference by external id names exactly one field of {string.Join(", ", field.ReferenceTo)}");
    }
}
