using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Rules;

/// <summary>Which system permissions open the setup objects: Data/setup-access.json.</summary>
internal static class SetupAccess
{
    private static readonly Dictionary<string, Entry> s_objects;
    private static readonly Dictionary<string, string[]> s_fields;

    static SetupAccess()
    {
        var data = EmbeddedData.Json("Rules.Data.setup-access.json");
        s_objects = ((JObject)data["objects"]!).Properties()
            .ToDictionary(p => p.Name, p => new Entry((JObject)p.Value), StringComparer.OrdinalIgnoreCase);
        s_fields = ((JObject)data["fields"]!).Properties()
            .ToDictionary(p => p.Name, p => p.Value.Values<string>().ToArray()!, StringComparer.OrdinalIgnoreCase)!;
    }

    public static bool CanRead(SObjectSchema o, Func<string, bool> holds) => Any(Of(o)?.Read ?? new[] { "ViewSetup" }, holds);

    public static bool CanCreate(SObjectSchema o, Func<string, bool> holds) => Any(Of(o)?.Create ?? new[] { "CustomizeApplication" }, holds);

    public static bool CanEdit(SObjectSchema o, Func<string, bool> holds) => Any(Of(o)?.Write ?? new[] { "CustomizeApplication" }, holds);

    public static bool CanDelete(SObjectSchema o, Func<string, bool> holds) => Any(Of(o)?.Delete ?? new[] { "CustomizeApplication" }, holds);

    public static bool CanReadField(SObjectSchema o, FieldSchema f, Func<string, bool> holds) =>
        !s_fields.TryGetValue(o.Name + "." + f.Name, out var needed) || Any(needed, holds);

    /// <summary>Rows that are somebody's own: the others' need a permission.</summary>
    public static bool CanSeeRow(SObjectSchema o, Row row, string userId, Func<string, bool> holds) =>
        Of(o) is not { OwnField: { } field } entry || row.Text(field) == userId || entry.OthersNeed.Any(holds);

    private static Entry? Of(SObjectSchema o) => s_objects.TryGetValue(o.Name, out var entry) ? entry : null;

    private static bool Any(string[] needed, Func<string, bool> holds) => needed.Length == 0 || needed.Any(holds);

    private sealed class Entry
    {
        public Entry(JObject json)
        {
            Read = Names(json["read"])!;
            Write = Names(json["write"])!;
            Create = Names(json["create"]) ?? Write;
            Delete = Names(json["delete"]) ?? Write;
            OwnField = (string?)json["own"]?["field"];
            OthersNeed = Names(json["own"]?["all"]) ?? Array.Empty<string>();
        }

        public string[] Read { get; }

        public string[] Create { get; }

        public string[] Write { get; }

        public string[] Delete { get; }

        public string? OwnField { get; }

        public string[] OthersNeed { get; }

        private static string[]? Names(JToken? list) => list?.Values<string>().Select(n => n!).ToArray();
    }
}
