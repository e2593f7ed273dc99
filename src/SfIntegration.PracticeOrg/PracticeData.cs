using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Api;
using SfIntegration.Practice.Rules;

namespace SfIntegration.Practice;

/// <summary>
/// Reads and writes the org behind everybody's back: no permission is asked and no call is counted, but the org's rules
/// hold. <see cref="Overwrite"/> alone passes the rules too.
/// </summary>
public sealed class PracticeData
{
    private readonly OrgParts _org;
    private readonly object _gate;

    internal PracticeData(OrgParts org, object gate)
    {
        _org = org;
        _gate = gate;
    }

    /// <summary>Inserts a row.</summary>
    /// <param name="type">The object's API name.</param>
    /// <param name="values">Field values.</param>
    /// <returns>The new id.</returns>
    public string Insert(string type, IReadOnlyDictionary<string, object?> values) =>
        Do(system => _org.Engine.Insert(system, type, values));

    /// <summary>Changes a row.</summary>
    /// <param name="type">The object's API name.</param>
    /// <param name="id">The row's id.</param>
    /// <param name="values">Field values.</param>
    public void Update(string type, string id, IReadOnlyDictionary<string, object?> values) => Do(system =>
    {
        _org.Engine.Update(system, type, id, values);
        return id;
    });

    /// <summary>Deletes a row.</summary>
    /// <param name="type">The object's API name.</param>
    /// <param name="id">The row's id.</param>
    public void Delete(string type, string id) => Do(system =>
    {
        _org.Engine.Delete(system, type, id);
        return id;
    });

    /// <summary>Puts values on a row that no rule is asked about, such as a date in the past.</summary>
    /// <param name="type">The object's API name.</param>
    /// <param name="id">The row's id.</param>
    /// <param name="values">Field values.</param>
    public void Overwrite(string type, string id, IReadOnlyDictionary<string, object?> values) => Do(system =>
    {
        var row = _org.Engine.Get(system, type, id).Clone();
        var schema = _org.Schema.Find(type)!;
        foreach (var pair in values)
        {
            var field = schema.Field(pair.Key) ?? throw Faults.NoColumn(schema, pair.Key);
            row[field.Name] = FieldValues.Read(field, pair.Value);
        }

        _org.Store.Put(row);
        return id;
    });

    /// <summary>Runs a query.</summary>
    /// <param name="soql">The statement.</param>
    /// <returns>All rows: texts, numbers, flags, nested rows as dictionaries, children as lists of dictionaries.</returns>
    public IReadOnlyList<IReadOnlyDictionary<string, object?>> Query(string soql) =>
        Do(system => _org.Soql.Run(soql, system, "66.0").Records.Select(Plain).ToList());

    private static IReadOnlyDictionary<string, object?> Plain(JObject record)
    {
        var plain = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in record.Properties().Where(p => p.Name != "attributes"))
        {
            plain[property.Name] = property.Value switch
            {
                JObject child when child["records"] is JArray rows => rows.Cast<JObject>().Select(Plain).ToList(),
                JObject child => Plain(child),
                JValue value => value.Value,
                var other => other.ToString(Newtonsoft.Json.Formatting.None),
            };
        }

        return plain;
    }

    private T Do<T>(Func<ICallerAccess, T> work)
    {
        lock (_gate)
        {
            try
            {
                return work(_org.AsSystem());
            }
            catch (SfFault fault)
            {
                throw new InvalidOperationException($"{fault.Code}: {fault.Message}", fault);
            }
        }
    }
}
