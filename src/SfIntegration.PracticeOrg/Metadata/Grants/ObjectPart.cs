using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Metadata.Grants;

/// <summary>objectPermissions: ObjectPermissions rows.</summary>
internal sealed class ObjectPart : IGrantPart
{
    private const string List = "objectPermissions";

    private static readonly (string Element, string Column, int Since)[] s_flags =
    {
        ("allowCreate", "PermissionsCreate", 0),
        ("allowDelete", "PermissionsDelete", 0),
        ("allowEdit", "PermissionsEdit", 0),
        ("allowRead", "PermissionsRead", 0),
        ("modifyAllRecords", "PermissionsModifyAllRecords", 0),
        ("viewAllFields", "PermissionsViewAllFields", 63),
        ("viewAllRecords", "PermissionsViewAllRecords", 0),
    };

    // Since v28 a profile tells of an object only where it may be read (facts §5.1).
    public IEnumerable<XElement> Read(Holder holder) => Rows(holder)
        .Where(r => holder.Profile is null || (r.Flag("PermissionsRead") && holder.Scope.Names("CustomObject", r.Text("SobjectType")!)))
        .Select(r => MetadataXml.El(
            List,
            MetadataXml.El("object", r.Text("SobjectType")),
            s_flags.Where(f => f.Since <= holder.Scope.Version).Select(f => MetadataXml.Flag(f.Element, r.Flag(f.Column)))));

    public void Write(Holder holder, XElement metadata)
    {
        var rows = Rows(holder).ToDictionary(r => r.Text("SobjectType")!, StringComparer.OrdinalIgnoreCase);
        var changes = new List<Action>();
        foreach (var entry in MetadataXml.All(metadata, List))
        {
            var name = MetadataXml.TextOf(entry, "object") ?? "";
            var target = holder.Scope.Schema.Find(name) is { ObjectPermissionable: true } known ? known : throw MetadataFaults.NoSuch("object", "CustomObject", name);
            rows.TryGetValue(target.Name, out var row);
            rows.Remove(target.Name);
            if (Change(holder, target, row, entry) is { } change)
            {
                changes.Add(change);
            }
        }

        if (holder.ReplacesRows)
        {
            changes.AddRange(rows.Values.Select(row => (Action)(() => holder.Scope.Engine.Delete(holder.Scope.Caller, row.Type, row.Id))));
        }

        RowChanges.Run(changes);
    }

    private static Action? Change(Holder holder, SObjectSchema target, Row? row, XElement entry)
    {
        var values = new Dictionary<string, object?>();
        foreach (var (element, column, _) in s_flags)
        {
            // A file that has no word for a flag leaves it alone; in a permission set since v40 only viewAllFields may be missing.
            if (MetadataXml.FlagOf(entry, element) is { } flag && flag != (row?.Flag(column) ?? false))
            {
                values[column] = flag;
            }
        }

        if (values.Count == 0)
        {
            return null;
        }

        if (holder.StandardProfile && !target.Custom && holder.Scope.Version >= 50)
        {
            throw MetadataFaults.Invalid($"Object permissions of standard objects can't be edited on a standard profile: {target.Name}");
        }

        var (engine, caller) = (holder.Scope.Engine, holder.Scope.Caller);
        if (row is not null)
        {
            return () => engine.Update(caller, row.Type, row.Id, values);
        }

        values["ParentId"] = holder.Set.Id;
        values["SobjectType"] = target.Name;
        return () => engine.Insert(caller, "ObjectPermissions", values);
    }

    private static IEnumerable<Row> Rows(Holder holder) => holder.Scope.Store.Rows("ObjectPermissions", "ParentId", holder.Set.Id).ToList();
}
