using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Schema;

namespace SfIntegration.Practice.Rules;

/// <summary>Field permissions (OR:fieldpermissions): which fields take rows, edit needs read, formulas are never edited.</summary>
internal sealed class FieldPermissionRules : ObjectRules
{
    public override string Type => "FieldPermissions";

    public override IReadOnlyList<string>? Required { get; } = new[] { "ParentId", "SobjectType", "Field" };

    public override IReadOnlyList<string>? TargetsOf(string field) => field == "ParentId" ? Containers.Types : null;

    public override void BeforeInsert(Write write)
    {
        var (target, field) = Named(write);
        write.Row["SobjectType"] = target.Name;
        write.Row["Field"] = target.Name + "." + field.Name;
        var twin = write.Engine.Store.Rows("FieldPermissions", "ParentId", write.Row.Text("ParentId"))
            .FirstOrDefault(r => r.Text("Field") == write.Row.Text("Field"));
        if (twin is not null)
        {
            throw Faults.Duplicate("<unknown>", twin.Id);
        }

        if (IsEmpty(write))
        {
            if (!write.Engine.Switches.AcceptEmptyPermissionRows)
            {
                throw Faults.Integrity("At least one field permission must be true");
            }

            Containers.Need(write);
            write.Discard = true;
            return;
        }

        Check(write, target, field);
    }

    public override void BeforeUpdate(Write write)
    {
        var (target, field) = Named(write);
        write.Discard = IsEmpty(write);
        Check(write, target, field);
    }

    public override void BeforeDelete(Write write) => Containers.Need(write);

    public override void AfterInsert(Write write) => Changed(write);

    public override void AfterUpdate(Write write) => Changed(write);

    public override void AfterDelete(Write write) => Changed(write);

    private static bool IsEmpty(Write write) => !write.Row.Flag("PermissionsRead") && !write.Row.Flag("PermissionsEdit");

    private static void Check(Write write, SObjectSchema target, FieldSchema field)
    {
        var container = Containers.Need(write);
        if (Containers.IsMuting(container) || !write.Row.Flag("PermissionsEdit"))
        {
            return;
        }

        if (!write.Row.Flag("PermissionsRead"))
        {
            throw Faults.Integrity($"Permission Edit {target.Label}.{field.Label} depends on permission(s): Read {target.Label}.{field.Label}");
        }

        if (!FieldSecurity.IsEditable(field))
        {
            throw Faults.Integrity($"Edit can't be granted on {target.Name}.{field.Name}: the field is read-only", "PermissionsEdit");
        }
    }

    // "Object.Field"; since v50 a lookup may come without its trailing Id.
    private static (SObjectSchema Target, FieldSchema Field) Named(Write write)
    {
        var text = write.Row.Text("Field")!;
        var dot = text.IndexOf('.');
        var target = dot > 0 ? write.Engine.Schema.Find(text.Substring(0, dot)) : null;
        if (target is null || !string.Equals(target.Name, write.Row.Text("SobjectType"), StringComparison.OrdinalIgnoreCase))
        {
            throw Faults.BadPicklist(write.Schema.Field("Field")!, text);
        }

        var name = text.Substring(dot + 1);
        var field = target.Field(name) ?? (target.Field(name + "Id") is { Type: "reference" } lookup ? lookup : null);
        if (field is null)
        {
            throw Faults.BadPicklist(write.Schema.Field("Field")!, text);
        }

        if (!FieldSecurity.TakesRows(target, field))
        {
            throw new SfFault(400, write.Engine.Switches.NonPermissionableFieldCode, $"{write.Schema.Field("Field")!.Label}: bad value for restricted picklist field: {text}", "Field");
        }

        return (target, field);
    }

    private static void Changed(Write write)
    {
        write.Engine.TouchContainer(write.Row.Text("ParentId")!);
        AuditTrail.Note(write, "set.fields", $"Changed {Containers.LabelOf(write)}: field-level security for {write.Row.Text("Field")}");
    }
}
