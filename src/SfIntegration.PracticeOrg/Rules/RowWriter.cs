using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Rules;

/// <summary>What every object has in common when a row is written: known and writable fields, required ones, references, uniqueness, who and when.</summary>
internal static class RowWriter
{
    private static readonly Dictionary<string, string[]> s_required =
        ((JObject)EmbeddedData.Json("Rules.Data.required-fields.json")["objects"]!).Properties()
        .ToDictionary(p => p.Name, p => p.Value.Values<string>().ToArray()!, StringComparer.OrdinalIgnoreCase)!;

    /// <summary>Puts the given values on the row, each checked against the schema and the caller's field rights.</summary>
    public static ISet<string> Apply(ICallerAccess caller, SObjectSchema schema, Row row, IReadOnlyDictionary<string, object?> values, bool insert)
    {
        var given = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var refused = new List<string>();
        foreach (var pair in values)
        {
            if (string.Equals(pair.Key, "attributes", StringComparison.Ordinal))
            {
                continue;
            }

            var field = schema.Field(pair.Key);
            if (field is null || !caller.CanReadField(schema, field))
            {
                throw Faults.NoColumn(schema, pair.Key);
            }

            var open = (insert ? field.Createable : field.Updateable) && !field.Calculated && !field.AutoNumber;
            if (!open || field.Type == "id" || !caller.CanEditField(schema, field))
            {
                refused.Add(field.Name);
                continue;
            }

            row[field.Name] = FieldValues.Read(field, pair.Value);
            given.Add(field.Name);
        }

        return refused.Count == 0 ? given : throw Faults.NotWritable(refused);
    }

    /// <summary>Defaults of the schema for what was left out.</summary>
    public static void Default(SObjectSchema schema, Row row, ICallerAccess caller)
    {
        foreach (var field in schema.Fields)
        {
            if (row[field.Name] is null && field.Type != "id")
            {
                row[field.Name] = FieldValues.Read(field, field.DefaultValue);
            }
        }

        if (schema.Field("OwnerId") is { Createable: true } && row["OwnerId"] is null)
        {
            row["OwnerId"] = caller.UserId;
        }

        if (schema.Field("RecordTypeId") is { Createable: true } && row["RecordTypeId"] is null)
        {
            row["RecordTypeId"] = caller.DefaultRecordType(schema.Name);
        }
    }

    /// <summary>
    /// The fields an insert must carry: those the object's rules name; of a custom object what its schema says; of any other
    /// the listed ones, or its name (the Object Reference forgets to mark many optional fields as nillable).
    /// </summary>
    public static IEnumerable<string> RequiredOnInsert(SObjectSchema schema, ObjectRules? rules) =>
        rules?.Required
        ?? (s_required.TryGetValue(schema.Name, out var listed) ? listed : null)
        ?? schema.Fields
            .Where(f => (schema.Custom || f.NameField) && !f.Nillable && !f.DefaultedOnCreate && f.Createable && f.Type is not ("boolean" or "id"))
            .Select(f => f.Name);

    /// <summary>Refuses when one of these fields has no value.</summary>
    public static void Require(Row row, IEnumerable<string> fields)
    {
        var missing = fields.Where(name => row[name] is null).ToList();
        if (missing.Count > 0)
        {
            throw Faults.Missing(missing);
        }
    }

    /// <summary>Refuses references to rows that are not there, or of another object.</summary>
    public static void CheckReferences(OrgEngine engine, ICallerAccess caller, SObjectSchema schema, Row row, ISet<string> given, ObjectRules? rules)
    {
        foreach (var name in given)
        {
            var field = schema.Field(name)!;
            if (field.Type != "reference" || row.Text(name) is not { } id)
            {
                continue;
            }

            var targets = (rules?.TargetsOf(name) ?? field.ReferenceTo)
                .Select(engine.Schema.Find)
                .Where(t => t is not null)
                .ToList();
            if (targets.Count == 0)
            {
                continue;
            }

            var target = targets.FirstOrDefault(t => id.StartsWith(t!.KeyPrefix, StringComparison.Ordinal))
                ?? throw Faults.BadReference(name);
            if (engine.Store.Find(target.Name, id) is not { IsDeleted: false })
            {
                throw Faults.BadReference(name);
            }

            // Records take the record types of their object that the caller may use.
            if (target.Name == RecordTypes.Type && (!caller.HasRecordType(id) || engine.Store.Find(target.Name, id)!.Text("SobjectType") != schema.Name))
            {
                throw Faults.NotYourRecordType(name, id);
            }
        }
    }

    /// <summary>Refuses a second row with the same value of a unique field.</summary>
    public static void CheckUnique(OrgEngine engine, SObjectSchema schema, Row row, ISet<string> given)
    {
        foreach (var field in schema.Fields)
        {
            if (!field.Unique || field.Type == "id" || !given.Contains(field.Name) || row[field.Name] is not { } value)
            {
                continue;
            }

            foreach (var other in Holding(engine.Store, schema, field, value))
            {
                if (!other.IsDeleted && other.Id != row.Id)
                {
                    throw Faults.Duplicate(field.Name, other.Id);
                }
            }
        }
    }

    /// <summary>Stamps who and when, on the fields that the object has.</summary>
    public static void Stamp(SObjectSchema schema, Row row, string userId, DateTime now, bool insert)
    {
        // Salesforce keeps whole seconds.
        now = new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
        if (insert)
        {
            Set("CreatedDate", now);
            Set("CreatedById", userId);
        }

        Set("LastModifiedDate", now);
        Set("LastModifiedById", userId);
        Set("SystemModstamp", now);

        void Set(string field, object value)
        {
            if (schema.Field(field) is not null)
            {
                row[field] = value;
            }
        }
    }

    /// <summary>The rows that hold a value, the deleted ones among them. Texts are the same in any case, and found by index.</summary>
    public static IEnumerable<Row> Holding(OrgStore store, SObjectSchema schema, FieldSchema field, object value) => value is string text
        ? store.Rows(schema.Name, field.Name, text, ignoreCase: true)
        : store.Rows(schema.Name).Where(r => Equals(r[field.Name], value));
}
