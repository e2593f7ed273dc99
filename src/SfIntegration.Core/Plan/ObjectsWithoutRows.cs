using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Plan;

/// <summary>An object that takes no ObjectPermissions row, and what opens it.</summary>
/// <param name="Name">The object.</param>
/// <param name="Parent">The object whose access opens it, or null.</param>
/// <param name="Read">The system permission that opens it for reading, where no parent does; null where everybody reads it.</param>
/// <param name="Write">The system permission that opens it for writing, where no parent does.</param>
/// <param name="Source">The page that says so.</param>
internal sealed record ObjectWithoutRow(string Name, string? Parent, string? Read, string? Write, string Source);

/// <summary>The objects that a scope may name although they take no object row: data (objects-without-rows.json), read at first use.</summary>
internal static class ObjectsWithoutRows
{
    private static readonly Lazy<Dictionary<string, ObjectWithoutRow>> s_all = new(Load);

    public static IEnumerable<ObjectWithoutRow> All => s_all.Value.Values;

    public static ObjectWithoutRow? Find(string sobjectType) => s_all.Value.TryGetValue(sobjectType, out var found) ? found : null;

    private static Dictionary<string, ObjectWithoutRow> Load()
    {
        const string Name = "SfIntegration.Plan.Data.objects-without-rows.json";
        using var stream = typeof(ObjectsWithoutRows).GetTypeInfo().Assembly.GetManifestResourceStream(Name)
            ?? throw new InvalidOperationException($"The assembly does not hold the data file {Name}.");
        using var reader = new JsonTextReader(new StreamReader(stream)) { DateParseHandling = DateParseHandling.None };
        return JObject.Load(reader)["objects"]!
            .Select(o => new ObjectWithoutRow((string)o["name"]!, Text(o["parent"]), Text(o["read"]), Text(o["write"]), (string)o["source"]!))
            .ToDictionary(o => o.Name, StringComparer.OrdinalIgnoreCase);
    }

    private static string? Text(JToken? value) => string.IsNullOrEmpty((string?)value) ? null : (string?)value;
}
