using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Http;

namespace SfIntegration.Access;

/// <summary>Takes from a describe answer what access needs. Pure.</summary>
internal static class DescribeFacts
{
    /// <summary>The facts of an object.</summary>
    public static ObjectFacts Read(JObject describe, string? internalSharingModel) => new()
    {
        Name = describe.Text("name") ?? "",
        Label = describe.Text("label") ?? "",
        Custom = describe.Flag("custom"),
        Createable = describe.Flag("createable"),
        Updateable = describe.Flag("updateable"),
        Deletable = describe.Flag("deletable"),
        Queryable = describe.Flag("queryable"),
        InternalSharingModel = internalSharingModel,
        Fields = Fields(describe).Select(Field).GroupBy(f => f.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.First(), StringComparer.OrdinalIgnoreCase),
    };

    /// <summary>The names of columns that start with a prefix and are true or false.</summary>
    public static IEnumerable<string> Columns(JObject? describe, string prefix) =>
        Fields(describe).Where(f => f.Text("type") == "boolean").Select(f => f.Text("name") ?? "").Where(n => n.StartsWith(prefix, StringComparison.Ordinal) && n.Length > prefix.Length);

    /// <summary>The active values of a picklist.</summary>
    public static IEnumerable<string> Picklist(JObject? describe, string field) =>
        Fields(describe).Where(f => string.Equals(f.Text("name"), field, StringComparison.OrdinalIgnoreCase))
            .SelectMany(f => f["picklistValues"] as JArray ?? new JArray())
            .Where(v => v["active"] is null || v.Flag("active"))
            .Select(v => v.Text("value") ?? "");

    private static IEnumerable<JObject> Fields(JObject? describe) => (describe?["fields"] as JArray ?? new JArray()).OfType<JObject>();

    private static FieldFacts Field(JObject field)
    {
        // A master-detail field is the reference that has an order among its object's masters; a lookup has none.
        var isMasterDetail = field.Text("relationshipOrder") is not null;
        return new FieldFacts(
            field.Text("name") ?? "", field.Text("type") ?? "", field.Flag("nillable"), field.Flag("createable"), field.Flag("updateable"), field.Flag("calculated"),
            field.Flag("autoNumber"), field.Flag("permissionable"), field.Flag("defaultedOnCreate"), field.Flag("custom"), field.Text("compoundFieldName"))
        {
            Label = field.Text("label") ?? "",
            MasterObject = isMasterDetail ? (field["referenceTo"] as JArray)?.Select(r => (string?)r).FirstOrDefault() : null,
        };
    }
}
