using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Metadata.Grants;

/// <summary>recordTypeVisibilities: rows of <see cref="SideTables.RecordTypeAccess"/>, for no object has them (facts §3.3).</summary>
internal sealed class RecordTypePart : IGrantPart
{
    private const string List = "recordTypeVisibilities";

    public IEnumerable<XElement> Read(Holder holder)
    {
        var access = RecordTypes.Access(holder.Scope.Store, holder.Set.Id);
        foreach (var recordType in holder.Scope.Store.Rows(RecordTypes.Type))
        {
            var name = RecordTypes.FullName(recordType);
            access.TryGetValue(recordType.Id, out var row);
            if (holder.Profile is null)
            {
                if (row?.Flag("Visible") == true)
                {
                    yield return MetadataXml.El(List, MetadataXml.El("recordType", name), MetadataXml.Flag("visible", true));
                }
            }
            else if (holder.Scope.Names("CustomObject", recordType.Text("SobjectType")!) || holder.Scope.Names(RecordTypes.Type, name))
            {
                yield return MetadataXml.El(
                    List,
                    MetadataXml.Flag("default", row?.Flag("Default") ?? false),
                    row?.Flag("PersonAccountDefault") == true ? MetadataXml.Flag("personAccountDefault", true) : null,
                    MetadataXml.El("recordType", name),
                    MetadataXml.Flag("visible", row?.Flag("Visible") ?? false));
            }
        }
    }

    public void Write(Holder holder, XElement metadata)
    {
        var store = holder.Scope.Store;
        var access = RecordTypes.Access(store, holder.Set.Id);
        var entries = MetadataXml.All(metadata, List);
        if (entries.Length == 0 && access.Count == 0)
        {
            return;
        }

        if (!holder.Scope.Caller.CanEdit(holder.Scope.Schema.Find(holder.Set.Type)!))
        {
            throw MetadataFaults.NoAccess();
        }

        var defaults = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in entries)
        {
            var name = MetadataXml.TextOf(entry, "recordType") ?? "";
            var recordType = RecordTypes.Find(store, name) ?? throw MetadataFaults.NoSuch("recordType", RecordTypes.Type, name);
            var visible = MetadataXml.FlagOf(entry, "visible") ?? false;
            var isDefault = holder.Profile is not null && (MetadataXml.FlagOf(entry, "default") ?? false);
            if (isDefault)
            {
                NeedDefault(recordType, visible, defaults);
                ClearDefaults(holder, recordType);
            }

            RecordTypes.Put(store, holder.Set.Id, recordType.Id, visible, isDefault, holder.Profile is not null && (MetadataXml.FlagOf(entry, "personAccountDefault") ?? false));
            access.Remove(recordType.Id);
        }

        foreach (var row in access.Values.Where(_ => holder.ReplacesRows))
        {
            store.Remove(row);
        }

        holder.Scope.Engine.ContainerChanged(holder.Set.Id);
    }

    // "Only one default is allowed per object" (MD:profile, ProfileRecordTypeVisibility), and new records can't get what is hidden.
    private static void NeedDefault(Row recordType, bool visible, HashSet<string> defaults)
    {
        var name = RecordTypes.FullName(recordType);
        if (!visible)
        {
            throw MetadataFaults.Invalid($"A record type that is not visible can't be the default: {name}", "default");
        }

        if (!defaults.Add(recordType.Text("SobjectType")!))
        {
            throw MetadataFaults.Invalid($"Only one default record type is allowed per object: {name}", "default");
        }
    }

    private static void ClearDefaults(Holder holder, Row recordType)
    {
        var store = holder.Scope.Store;
        foreach (var other in RecordTypes.Of(store, recordType.Text("SobjectType")!).Where(r => r.Id != recordType.Id).ToList())
        {
            if (RecordTypes.Access(store, holder.Set.Id).TryGetValue(other.Id, out var row) && row.Flag("Default"))
            {
                RecordTypes.Put(store, holder.Set.Id, other.Id, row.Flag("Visible"), isDefault: false, row.Flag("PersonAccountDefault"));
            }
        }
    }
}
