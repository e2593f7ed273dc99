using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Practice.State;

/// <summary>Writes every settable property of a schema class that is not as it is by default, and reads it back: what is added to the class is kept as well.</summary>
internal static class StateProperties<T>
    where T : class
{
    private static readonly JsonSerializer s_plain = JsonSerializer.Create(new JsonSerializerSettings());

    private static readonly (PropertyInfo Property, JToken Default)[] s_properties = typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(p => p.SetMethod is not null)
        .OrderBy(p => p.Name, StringComparer.Ordinal)
        .Select(p => (p, Json(p.GetValue(Activator.CreateInstance(typeof(T))))))
        .ToArray();

    public static JObject Write(T value)
    {
        var json = new JObject();
        foreach (var (property, usual) in s_properties)
        {
            var token = Json(property.GetValue(value));
            if (!JToken.DeepEquals(token, usual))
            {
                json[property.Name] = token;
            }
        }

        return json;
    }

    public static T Read(JObject json)
    {
        var value = (T)Activator.CreateInstance(typeof(T))!;
        var known = new HashSet<string>(s_properties.Select(p => p.Property.Name), StringComparer.Ordinal);
        if (json.Properties().FirstOrDefault(p => !known.Contains(p.Name)) is { } unknown)
        {
            throw new FormatException($"The state has '{unknown.Name}' in its schema, which this version does not know.");
        }

        foreach (var (property, _) in s_properties)
        {
            if (json[property.Name] is { } token)
            {
                property.SetValue(value, property.PropertyType == typeof(object) ? Plain(token) : token.ToObject(property.PropertyType, s_plain));
            }
        }

        return value;
    }

    private static JToken Json(object? value) => value is null ? JValue.CreateNull() : JToken.FromObject(value, s_plain);

    private static object? Plain(JToken token) => token is JValue { Value: long number } ? (int)number : ((JValue)token).Value;
}
