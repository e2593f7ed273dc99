using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Seed;

/// <summary>The permission sets of a big org: of several departments, reading or writing, each with its own part of the objects.</summary>
internal sealed class VolumeSets
{
    private const string Mark = "Made for volume";

    private static readonly string[] s_departments = { "Sales", "Service", "Finance", "Logistics", "Marketing", "Partners", "Field Service", "Data Platform" };

    // What a kind of set does with objects and fields, in turn.
    private static readonly (string Name, ObjectRights Rights, bool Edits)[] s_kinds =
    {
        ("Read", ObjectRights.Read, false),
        ("Edit", ObjectRights.Read | ObjectRights.Create | ObjectRights.Edit, true),
        ("Sync", ObjectRights.Read | ObjectRights.Create | ObjectRights.Edit | ObjectRights.ViewAllRecords, true),
        ("Audit", ObjectRights.Read | ObjectRights.ViewAllRecords, false),
        ("Manage", ObjectRights.Read | ObjectRights.Create | ObjectRights.Edit | ObjectRights.Delete, true),
    };

    // A system permission, and every how many-th set holds it.
    private static readonly (string Name, int Every)[] s_permissions =
    {
        ("RunReports", 2), ("ApiEnabled", 3), ("ExportReport", 7), ("ViewSetup", 11), ("ViewAllUsers", 29),
    };

    // One of these has no divisor in common with the number of objects; a walk in such steps meets each object once.
    private static readonly int[] s_steps = { 7, 11, 13, 17, 19 };

    private readonly OrgEngine _engine;
    private readonly string _byUserId;

    public VolumeSets(OrgEngine engine)
    {
        _engine = engine;
        // An org that was loaded from a snapshot need not have the company's administrator.
        _byUserId = (engine.Store.Rows("User", "Username", CompanySeed.AdminUsername).FirstOrDefault() ?? engine.Store.Rows("User").First()).Id;
    }

    /// <summary>The objects that have fields with permission rows, and these fields, by name.</summary>
    public static IReadOnlyList<(SObjectSchema Object, IReadOnlyList<(string Name, bool Editable)> Fields)> FieldsOf(IEnumerable<SObjectSchema> objects) => objects
        .OrderBy(o => o.Name, StringComparer.Ordinal)
        .Select(o => (o, (IReadOnlyList<(string, bool)>)o.Fields
            .Where(f => FieldSecurity.TakesRows(o, f))
            .Select(f => (o.Name + "." + f.Name, FieldSecurity.IsEditable(f)))
            .ToList()))
        .Where(o => o.Item2.Count > 0)
        .ToList();

    /// <summary>The sets that were added for volume, now or earlier.</summary>
    public static IReadOnlyList<Row> AddedTo(OrgStore store) => store.Rows("PermissionSet", "Description", Mark);

    /// <summary>Adds sets without rows.</summary>
    public void Add(int count)
    {
        var known = SystemPermissions.All(_engine.Schema).ToList();
        var first = AddedTo(_engine.Store).Count;
        for (var i = first; i < first + count; i++)
        {
            var label = string.Format(CultureInfo.InvariantCulture, "{0} {1} {2:000}", s_departments[i % s_departments.Length], Kind(i).Name, i + 1);
            var row = _engine.Create(
                "PermissionSet",
                _byUserId,
                ("Name", label.Replace(' ', '_')),
                ("Label", label),
                ("Description", Mark),
                ("Type", "Regular"),
                ("IsCustom", true),
                ("IsOwnedByProfile", false)).Clone();
            foreach (var (name, every) in s_permissions)
            {
                if (i % every == 0 && known.Contains(name))
                {
                    row[SystemPermissions.Prefix + name] = true;
                }
            }

            _engine.Store.Put(row);
        }
    }

    /// <summary>Adds that many field rows, the same number to each set as far as there is room, and the object rows they need.</summary>
    public void Fill(int rows)
    {
        if (rows <= 0)
        {
            return;
        }

        var objects = FieldsOf(_engine.Schema.Objects);
        var fieldRow = Template("FieldPermissions");
        var objectRow = Template("ObjectPermissions");
        var sets = AddedTo(_engine.Store)
            .Select((set, number) => (set.Id, Number: number, Held: _engine.Store.Rows("FieldPermissions", "ParentId", set.Id).Count))
            .OrderByDescending(s => s.Held)
            .ToList();
        for (var i = 0; i < sets.Count; i++)
        {
            rows -= Fill(sets[i].Id, sets[i].Number, rows / (sets.Count - i), objects, fieldRow, objectRow);
        }
    }

    /// <summary>Gives each of these users some of the sets.</summary>
    public void Assign(IReadOnlyList<Row> users)
    {
        var sets = AddedTo(_engine.Store);
        var template = Template("PermissionSetAssignment");
        for (var i = 0; i < users.Count; i++)
        {
            // One to six sets; odd steps spread them.
            for (var held = 0; held < Math.Min(sets.Count, 1 + (i % 6)); held++)
            {
                var row = template.CopyAs(_engine.Store.NewId("0Pa"));
                row["AssigneeId"] = users[i].Id;
                row["PermissionSetId"] = sets[(i + (held * 31)) % sets.Count].Id;
                row["IsActive"] = true;
                _engine.Store.Put(row);
            }
        }
    }

    private static (string Name, ObjectRights Rights, bool Edits) Kind(int number) => s_kinds[number % s_kinds.Length];

    private int Fill(string setId, int number, int wanted, IReadOnlyList<(SObjectSchema Object, IReadOnlyList<(string Name, bool Editable)> Fields)> objects, Row fieldRow, Row objectRow)
    {
        var kind = Kind(number);
        var heldFields = Held("FieldPermissions", setId, "Field");
        var heldObjects = Held("ObjectPermissions", setId, "SobjectType");
        var step = s_steps.First(s => objects.Count % s != 0);
        var added = 0;
        for (var i = 0; i < objects.Count && added < wanted; i++)
        {
            var (o, fields) = objects[((number * 37) + (i * step)) % objects.Count];
            if (o.ObjectPermissionable && !heldObjects.Contains(o.Name))
            {
                PutObject(objectRow, setId, o.Name, kind.Rights);
            }

            foreach (var (name, editable) in fields)
            {
                if (added < wanted && !heldFields.Contains(name))
                {
                    PutField(fieldRow, setId, o.Name, name, kind.Edits && editable);
                    added++;
                }
            }
        }

        return added;
    }

    private void PutField(Row template, string setId, string objectName, string field, bool edit)
    {
        var row = template.CopyAs(_engine.Store.NewId("01k"));
        row["ParentId"] = setId;
        row["SobjectType"] = objectName;
        row["Field"] = field;
        row["PermissionsRead"] = true;
        row["PermissionsEdit"] = edit;
        _engine.Store.Put(row);
    }

    private void PutObject(Row template, string setId, string objectName, ObjectRights rights)
    {
        var row = template.CopyAs(_engine.Store.NewId("110"));
        row["ParentId"] = setId;
        row["SobjectType"] = objectName;
        foreach (var right in ObjectDependencies.Each(rights))
        {
            row["Permissions" + right] = true;
        }

        _engine.Store.Put(row);
    }

    private HashSet<string> Held(string type, string setId, string field) =>
        new(_engine.Store.Rows(type, "ParentId", setId).Select(r => r.Text(field)!), StringComparer.Ordinal);

    // What all rows of an object have in common; copies share its values.
    private Row Template(string type)
    {
        var schema = _engine.Schema.Find(type)!;
        var row = new Row(_engine.Store.Layout(schema.Name), "");
        RowWriter.Default(schema, row, new SystemAccess(_byUserId));
        RowWriter.Stamp(schema, row, _byUserId, _engine.Clock.UtcNow, insert: true);
        return row;
    }
}
