using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Metadata.Grants;

/// <summary>fieldPermissions: FieldPermissions rows.</summary>
internal sealed class FieldPart : IGrantPart
{
    private const string List = "fieldPermissions";

    public IEnumerable<XElement> Read(Holder holder)
    {
        var rows = Rows(holder);
        if (holder.Profile is null)
        {
            return rows.Values.Select(r => Entry(r.Text("Field")!, r));
        }

        // A profile tells of each field of the objects, and of the fields, that the request names; also of those it does not grant.
        return AllowLists.Fields(holder.Scope.Schema)
            .Where(f => FieldSecurity.TakesRows(f.Object, f.Field))
            .Select(f => (f.Object, Name: f.Object.Name + "." + f.Field.Name))
            .Where(f => holder.Scope.Names("CustomObject", f.Object.Name) || holder.Scope.Names("CustomField", f.Name))
            .Select(f => Entry(f.Name, rows.TryGetValue(f.Name, out var row) ? row : null));
    }

    public void Write(Holder holder, XElement metadata)
    {
        var rows = Rows(holder);
        var changes = new List<Action>();
        foreach (var entry in MetadataXml.All(metadata, List))
        {
            var field = Field(holder, MetadataXml.TextOf(entry, "field") ?? "");
            rows.TryGetValue(field, out var row);
            rows.Remove(field);
            if (Change(holder, field, row, entry) is { } change)
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

    private static Action? Change(Holder holder, string field, Row? row, XElement entry)
    {
        var edit = MetadataXml.FlagOf(entry, "editable") ?? false;
        var read = MetadataXml.FlagOf(entry, "readable") ?? !(MetadataXml.FlagOf(entry, "hidden") ?? !edit);
        if (read == (row?.Flag("PermissionsRead") ?? false) && edit == (row?.Flag("PermissionsEdit") ?? false))
        {
            return null;
        }

        var (engine, caller) = (holder.Scope.Engine, holder.Scope.Caller);
        var values = new Dictionary<string, object?> { ["PermissionsRead"] = read, ["PermissionsEdit"] = edit };
        if (row is not null)
        {
            return () => engine.Update(caller, row.Type, row.Id, values);
        }

        values["ParentId"] = holder.Set.Id;
        values["SobjectType"] = field.Substring(0, field.IndexOf('.'));
        values["Field"] = field;
        return () => engine.Insert(caller, "FieldPermissions", values);
    }

    /// <summary>The field as the org spells it.</summary>
    private static string Field(Holder holder, string name)
    {
        var dot = name.IndexOf('.');
        var target = dot > 0 ? holder.Scope.Schema.Find(name.Substring(0, dot)) : null;
        if (target is null || (target.Field(name.Substring(dot + 1)) ?? Lookup(target, name.Substring(dot + 1))) is not { } field)
        {
            throw MetadataFaults.NoSuch("field", "CustomField", name);
        }

        return FieldSecurity.TakesRows(target, field)
            ? target.Name + "." + field.Name
            : throw MetadataFaults.Invalid($"You cannot deploy to a required field: {target.Name}.{field.Name}");
    }

    // A lookup may come without its trailing Id.
    private static FieldSchema? Lookup(SObjectSchema target, string name) => target.Field(name + "Id") is { Type: "reference" } lookup ? lookup : null;

    private static XElement Entry(string field, Row? row) => MetadataXml.El(
        List,
        MetadataXml.Flag("editable", row?.Flag("PermissionsEdit") ?? false),
        MetadataXml.El("field", field),
        MetadataXml.Flag("readable", row?.Flag("PermissionsRead") ?? false));

    private static Dictionary<string, Row> Rows(Holder holder) => holder.Scope.Store.Rows("FieldPermissions", "ParentId", holder.Set.Id)
        .ToDictionary(r => r.Text("Field")!, StringComparer.OrdinalIgnoreCase);
}
