using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Rules;

/// <summary>
/// Record types, and who may use them. Access to them is in no object that can be queried (facts §3.3): it lies in
/// <see cref="SideTables.RecordTypeAccess"/>, which the Metadata API and describes tell of.
/// </summary>
internal static class RecordTypes
{
    /// <summary>The object.</summary>
    public const string Type = "RecordType";

    /// <summary>The id by which describes name the record type that every object has and nobody made.</summary>
    public const string MasterId = "012000000000000AAA";

    /// <summary>The record types of an object, in the order of their names.</summary>
    public static IEnumerable<Row> Of(OrgStore store, string objectName) =>
        store.Rows(Type, "SobjectType", objectName).OrderBy(r => r.Text("DeveloperName"), StringComparer.Ordinal);

    /// <summary>"Case.Support", with the namespace before the record type's own name.</summary>
    public static string FullName(Row row) =>
        row.Text("SobjectType") + "." + (row.Text("NamespacePrefix") is { } ns ? ns + "__" : "") + row.Text("DeveloperName");

    /// <summary>The record type of that full name, or null. Names compare without case.</summary>
    public static Row? Find(OrgStore store, string fullName) =>
        store.Rows(Type).FirstOrDefault(r => string.Equals(FullName(r), fullName, StringComparison.OrdinalIgnoreCase));

    /// <summary>What a container says of record types, by the record type's id.</summary>
    public static Dictionary<string, Row> Access(OrgStore store, string containerId) =>
        store.Rows(SideTables.RecordTypeAccess, "ParentId", containerId).ToDictionary(r => r.Text("RecordTypeId")!, StringComparer.Ordinal);

    /// <summary>Makes a container say this of a record type; where it says nothing, no row remains.</summary>
    public static void Put(OrgStore store, string containerId, string recordTypeId, bool visible, bool isDefault = false, bool personDefault = false)
    {
        var old = Access(store, containerId).TryGetValue(recordTypeId, out var row) ? row : null;
        if (!visible && !isDefault && !personDefault)
        {
            if (old is not null)
            {
                store.Remove(old);
            }

            return;
        }

        var changed = old?.Clone() ?? new Row(SideTables.RecordTypeAccess, store.NewId(SideTables.Prefix(SideTables.RecordTypeAccess)));
        changed["ParentId"] = containerId;
        changed["RecordTypeId"] = recordTypeId;
        changed["Visible"] = visible;
        changed["Default"] = isDefault;
        changed["PersonAccountDefault"] = personDefault;
        store.Put(changed);
    }

    /// <summary>Takes a record type away, with all that was said of it.</summary>
    public static void Remove(OrgStore store, Row recordType)
    {
        foreach (var access in store.Rows(SideTables.RecordTypeAccess, "RecordTypeId", recordType.Id).ToList())
        {
            store.Remove(access);
        }

        SideRows.Clear(store, SideTables.RecordTypeXml, recordType.Id);
        store.Remove(recordType);
    }

    /// <summary>recordTypeInfos of a describe: all record types of the object, the master last, each with whether the caller may use it.</summary>
    public static JArray Infos(OrgStore store, ICallerAccess caller, SObjectSchema o, Func<string, JObject?> urls)
    {
        if (o.Setup)
        {
            return new JArray();
        }

        var chosen = caller.DefaultRecordType(o.Name);
        var infos = Of(store, o.Name).Select(r => Info(
            r.Id, FullName(r).Substring(o.Name.Length + 1), r.Text("Name")!, r.Flag("IsActive"), caller.HasRecordType(r.Id), r.Id == chosen, master: false, urls));
        return new JArray(infos.Append(Info(MasterId, "Master", "Master", active: true, available: true, chosen is null, master: true, urls)));
    }

    private static JObject Info(string id, string developerName, string name, bool active, bool available, bool isDefault, bool master, Func<string, JObject?> urls)
    {
        var info = new JObject
        {
            ["active"] = active,
            ["available"] = available,
            ["defaultRecordTypeMapping"] = isDefault,
            ["developerName"] = developerName,
            ["master"] = master,
            ["name"] = name,
            ["recordTypeId"] = id,
        };
        if (urls(id) is { } links)
        {
            info["urls"] = links;
        }

        return info;
    }
}
