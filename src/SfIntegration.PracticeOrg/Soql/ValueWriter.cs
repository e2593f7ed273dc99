using System;
using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Soql;

/// <summary>Values as the REST API writes them.</summary>
internal static class ValueWriter
{
    private static readonly string[] s_addressParts = { "City", "Country", "GeocodeAccuracy", "Latitude", "Longitude", "PostalCode", "State", "Street" };

    /// <summary>A value of a type.</summary>
    public static JToken Write(string type, object? value) => value switch
    {
        null => JValue.CreateNull(),
        DateTime date when type == "date" => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture),
        string json when type == "complexvalue" => JToken.Parse(json),
        byte[] bytes => Convert.ToBase64String(bytes),
        _ => new JValue(value),
    };

    /// <summary>A field of a row: compounds are put together, and binary content is its address.</summary>
    public static void Write(JsonWriter json, QueryContext context, SObjectSchema o, Row row, FieldSchema field)
    {
        if (field.Type == "base64")
        {
            json.WriteValue(row[field.Name] is null ? null : $"{context.RowPath(o.Name)}/{row.Id}/{field.Name}");
        }
        else if (field.Type == "address")
        {
            Address(o, row, field).WriteTo(json);
        }
        else
        {
            switch (context.Rows.Value(o, row, field))
            {
                case string text when field.Type != "complexvalue":
                    json.WriteValue(text);
                    break;
                case bool flag:
                    json.WriteValue(flag);
                    break;
                case var other:
                    Write(field.Type, other).WriteTo(json);
                    break;
            }
        }
    }

    private static JToken Address(SObjectSchema o, Row row, FieldSchema field)
    {
        var prefix = field.Name.Substring(0, field.Name.Length - "Address".Length);
        var address = new JObject();
        var isEmpty = true;
        foreach (var part in s_addressParts)
        {
            var value = o.Field(prefix + part) is { } known ? row[known.Name] : null;
            isEmpty &= value is null or "";
            address[char.ToLowerInvariant(part[0]) + part.Substring(1)] = Write("string", value is "" ? null : value);
        }

        return isEmpty ? JValue.CreateNull() : address;
    }
}
