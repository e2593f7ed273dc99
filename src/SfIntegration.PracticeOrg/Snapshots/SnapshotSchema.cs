using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.State;

namespace SfIntegration.Practice.Snapshots;

/// <summary>
/// The schema of an org of which only the lists of what can be granted are known. Standard objects come from the data, others by
/// guess, as when a metadata file is loaded; what takes grants is then exactly what the snapshot says.
/// </summary>
internal sealed class SnapshotSchema
{
    private static readonly string[] s_holders = { "PermissionSet", "Profile", "MutingPermissionSet", "UserPermissionAccess" };

    private readonly HashSet<string> _named = new(StringComparer.OrdinalIgnoreCase);
    private bool _isListed;

    public OrgSchema Schema { get; } = StandardSchema.Company();

    /// <summary>The org's system permissions: others go, unknown ones come.</summary>
    public void SystemPermissions(IEnumerable<string> names)
    {
        var wanted = new HashSet<string>(names, StringComparer.OrdinalIgnoreCase);
        _isListed = true;
        foreach (var holder in s_holders)
        {
            Columns(holder, "Permissions", wanted, written: holder != "UserPermissionAccess");
        }

        Columns("PermissionSetLicense", "MaximumPermissions", wanted, written: false);
    }

    /// <summary>An object with what can be granted on it.</summary>
    public void Grantable(string name, bool takesRow, IEnumerable<string> fieldNames)
    {
        _named.Add(name);
        var fields = new HashSet<string>(fieldNames, StringComparer.OrdinalIgnoreCase);
        var known = Find(name);
        if (known.ObjectPermissionable != takesRow)
        {
            known = Copy(known, takesRow);
            Schema.Add(known);
        }

        foreach (var field in known.Fields.Where(f => f.Permissionable != fields.Contains(f.Name)).ToList())
        {
            known.Add(field is { NameField: true, Permissionable: false } && known.Custom ? CustomObjects.PermissionableName() : Copy(field, !field.Permissionable));
        }

        foreach (var field in fields.Where(f => known.Field(f) is null))
        {
            known.Add(StandardObjects.Shared.OptionalField(name, field) is { Permissionable: true } optional ? optional : CustomObjects.MakeField(field));
        }
    }

    /// <summary>A row of grants; it makes what it names where the file has no lists of what can be granted.</summary>
    public void Granted(string name, IEnumerable<string> fields)
    {
        if (_isListed)
        {
            return;
        }

        var known = Find(name);
        foreach (var field in fields.Where(f => known.Field(f) is null))
        {
            known.Add(StandardObjects.Shared.OptionalField(name, field) ?? CustomObjects.MakeField(field));
        }
    }

    /// <summary>After the last line: the company's own objects that the org does not have go.</summary>
    public void Finish()
    {
        if (_isListed)
        {
            foreach (var o in Schema.Objects.Where(o => !o.Setup && !_named.Contains(o.Name) && (o.ObjectPermissionable || o.Fields.Any(f => f.Permissionable))).ToList())
            {
                Schema.Remove(o.Name);
            }
        }
    }

    private SObjectSchema Find(string name)
    {
        if (Schema.Find(name) is { } known)
        {
            return known;
        }

        var added = StandardObjects.Shared.Load(name) ?? CustomObjects.Make(Schema, name);
        Schema.Add(added);
        return added;
    }

    private void Columns(string holder, string prefix, HashSet<string> wanted, bool written)
    {
        if (Schema.Find(holder) is not { } schema)
        {
            return;
        }

        foreach (var column in schema.Fields.Where(f => f.Type == "boolean" && f.Name.StartsWith(prefix, StringComparison.Ordinal) && !wanted.Contains(f.Name.Substring(prefix.Length))).ToList())
        {
            schema.Remove(column.Name);
        }

        foreach (var name in wanted.Where(n => schema.Field(prefix + n) is null))
        {
            schema.Add(PermissionColumns.Column(prefix, name, SchemaText.Words(name), written));
        }
    }

    private static SObjectSchema Copy(SObjectSchema o, bool takesRow)
    {
        var json = StateProperties<SObjectSchema>.Write(o);
        json[nameof(SObjectSchema.ObjectPermissionable)] = takesRow;
        var copy = StateProperties<SObjectSchema>.Read(json);
        foreach (var field in o.Fields)
        {
            copy.Add(field);
        }

        return copy;
    }

    private static FieldSchema Copy(FieldSchema field, bool permissionable)
    {
        var json = StateProperties<FieldSchema>.Write(field);
        json[nameof(FieldSchema.Permissionable)] = permissionable;
        return StateProperties<FieldSchema>.Read(json);
    }
}
