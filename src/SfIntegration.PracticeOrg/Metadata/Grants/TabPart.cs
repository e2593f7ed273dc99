using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Metadata.Grants;

/// <summary>tabSettings of permission sets and tabVisibilities of profiles: PermissionSetTabSetting rows.</summary>
internal sealed class TabPart : IGrantPart
{
    private const string Rows = "PermissionSetTabSetting";

    public IEnumerable<XElement> Read(Holder holder) => Settings(holder)
        .Where(r => holder.Profile is null || holder.Scope.Names("CustomTab", r.Text("Name")!))
        .Select(r => MetadataXml.El(
            List(holder),
            MetadataXml.El("tab", r.Text("Name")),
            MetadataXml.El("visibility", Names(holder).First(n => n.Data == r.Text("Visibility")).File)));

    public void Write(Holder holder, XElement metadata)
    {
        var (engine, caller) = (holder.Scope.Engine, holder.Scope.Caller);
        var rows = Settings(holder).ToDictionary(r => r.Text("Name")!, StringComparer.OrdinalIgnoreCase);
        foreach (var entry in MetadataXml.All(metadata, List(holder)))
        {
            var tab = Tab(holder, MetadataXml.TextOf(entry, "tab") ?? "");
            var text = MetadataXml.TextOf(entry, "visibility") ?? "";
            var visibility = Names(holder).FirstOrDefault(n => n.File == text);
            if (visibility.File is null)
            {
                throw MetadataFaults.Invalid($"'{text}' is not a valid value for the enum 'PermissionSetTabVisibility'", "visibility");
            }

            rows.TryGetValue(tab, out var row);
            rows.Remove(tab);
            if (visibility.Data is null)
            {
                Delete(holder, row);
            }
            else if (row is null)
            {
                engine.Insert(caller, Rows, new Dictionary<string, object?> { ["ParentId"] = holder.Set.Id, ["Name"] = tab, ["Visibility"] = visibility.Data });
            }
            else if (row.Text("Visibility") != visibility.Data)
            {
                engine.Update(caller, Rows, row.Id, new Dictionary<string, object?> { ["Visibility"] = visibility.Data });
            }
        }

        foreach (var row in rows.Values.Where(_ => holder.ReplacesRows))
        {
            Delete(holder, row);
        }
    }

    // What the row says, and what the files say; null is no row.
    private static (string? Data, string File)[] Names(Holder holder) => holder.Profile is null
        ? new (string?, string)[] { ("DefaultOn", "Visible"), ("DefaultOff", "Available"), (null, "None") }
        : new (string?, string)[] { ("DefaultOn", "DefaultOn"), ("DefaultOff", "DefaultOff"), (null, "Hidden") };

    private static string List(Holder holder) => holder.Profile is null ? "tabSettings" : "tabVisibilities";

    // One for each object that takes permissions. Tabs of pages and components, whose names no object bears, are taken as they are: this org
    // keeps no list of them.
    private static string Tab(Holder holder, string name)
    {
        const string Standard = "standard-";
        var isStandard = name.StartsWith(Standard, StringComparison.OrdinalIgnoreCase);
        var schema = holder.Scope.Schema.Find(isStandard ? name.Substring(Standard.Length) : name);
        if (schema is null && name.Length > 0 && !isStandard && !name.EndsWith("__c", StringComparison.OrdinalIgnoreCase))
        {
            return name;
        }

        return schema is { ObjectPermissionable: true } && schema.Custom != isStandard
            ? schema.Custom ? schema.Name : Standard + schema.Name
            : throw MetadataFaults.NoSuch("tab", "CustomTab", name);
    }

    private static void Delete(Holder holder, Row? row)
    {
        if (row is not null)
        {
            holder.Scope.Engine.Delete(holder.Scope.Caller, row.Type, row.Id);
        }
    }

    private static IEnumerable<Row> Settings(Holder holder) => holder.Scope.Store.Rows(Rows, "ParentId", holder.Set.Id).ToList();
}
