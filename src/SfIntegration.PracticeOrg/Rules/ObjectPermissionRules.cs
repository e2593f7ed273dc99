using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Rules;

/// <summary>Object permissions (OR:objectpermissions): dependencies, one row per set and object, none that grants nothing, what licences allow.</summary>
internal sealed class ObjectPermissionRules : ObjectRules
{
    public override string Type => "ObjectPermissions";

    public override IReadOnlyList<string>? Required { get; } = new[] { "ParentId", "SobjectType" };

    public override IReadOnlyList<string>? TargetsOf(string field) => field == "ParentId" ? Containers.Types : null;

    public override void BeforeInsert(Write write)
    {
        var target = write.Engine.Schema.Find(write.Row.Text("SobjectType")!);
        if (target is not { ObjectPermissionable: true })
        {
            throw Faults.BadPicklist(write.Schema.Field("SobjectType")!, write.Row.Text("SobjectType")!);
        }

        write.Row["SobjectType"] = target.Name;
        var twin = Rows(write).FirstOrDefault(r => r.Text("SobjectType") == target.Name);
        if (twin is not null)
        {
            throw Faults.Duplicate("<unknown>", twin.Id);
        }

        if (Grants.RightsOf(write.Row) == ObjectRights.None)
        {
            if (!write.Engine.Switches.AcceptEmptyPermissionRows)
            {
                throw Faults.Integrity("At least one object permission must be true");
            }

            Containers.Need(write);
            write.Discard = true;
            return;
        }

        Check(write, target);
    }

    public override void BeforeUpdate(Write write)
    {
        write.Discard = Grants.RightsOf(write.Row) == ObjectRights.None;
        Check(write, write.Engine.Schema.Find(write.Row.Text("SobjectType")!)!);
    }

    public override void BeforeDelete(Write write)
    {
        if (write.Row.Id.StartsWith("000", StringComparison.Ordinal))
        {
            throw Faults.Integrity("This row comes from Modify All Data and can't be deleted");
        }

        Containers.Need(write);
        NeedNoDetails(write, write.Engine.Schema.Find(write.Row.Text("SobjectType")!)!, ObjectRights.None);
    }

    public override void AfterInsert(Write write) => Changed(write);

    public override void AfterUpdate(Write write) => Changed(write);

    public override void AfterDelete(Write write) => Changed(write);

    private static void Check(Write write, SObjectSchema target)
    {
        if (write.Row.Id.StartsWith("000", StringComparison.Ordinal))
        {
            throw Faults.Integrity("This row comes from Modify All Data and can't be changed");
        }

        var container = Containers.Need(write);
        if (Containers.IsMuting(container))
        {
            // What a muting row names is taken away, so nothing depends on it.
            return;
        }

        var rights = Grants.RightsOf(write.Row);
        if (ObjectDependencies.Broken(rights, write.Engine.Switches.ViewAllFieldsNeedsRead) is var (right, missing))
        {
            throw Faults.Integrity($"Permission {Name(right, target)} depends on permission(s): {string.Join(", ", ObjectDependencies.Each(missing).Select(m => Name(m, target)))}");
        }

        NeedMasters(write, target, rights);
        NeedNoDetails(write, target, rights);
        if (!target.Custom && rights != ObjectRights.None)
        {
            AssignmentLicenses.CheckObject(write.Engine, container, target, right: ObjectDependencies.Each(rights).First());
        }
    }

    // Read on a detail needs Read on its master.
    private static void NeedMasters(Write write, SObjectSchema target, ObjectRights rights)
    {
        if ((rights & ObjectRights.Read) == 0)
        {
            return;
        }

        foreach (var master in Masters(write.Engine.Schema, target))
        {
            if (!Reads(write, master.Name))
            {
                throw Faults.Integrity($"Permission {Name(ObjectRights.Read, target)} depends on permission(s): {Name(ObjectRights.Read, master)}");
            }
        }
    }

    private static void NeedNoDetails(Write write, SObjectSchema target, ObjectRights rights)
    {
        if ((rights & ObjectRights.Read) != 0)
        {
            return;
        }

        foreach (var row in Rows(write).Where(r => r.Flag("PermissionsRead") && r.Id != write.Row.Id))
        {
            if (write.Engine.Schema.Find(row.Text("SobjectType")!) is { } detail && Masters(write.Engine.Schema, detail).Any(m => m.Name == target.Name))
            {
                throw Faults.Integrity($"Permission {Name(ObjectRights.Read, detail)} depends on permission(s): {Name(ObjectRights.Read, target)}");
            }
        }
    }

    /// <summary>The objects that a detail needs Read on.</summary>
    internal static IEnumerable<SObjectSchema> Masters(OrgSchema schema, SObjectSchema detail) => detail.Fields
        .Where(f => f.MasterDetail)
        .SelectMany(f => f.ReferenceTo)
        .Select(schema.Find)
        .Where(m => m is { ObjectPermissionable: true } && m.Name != detail.Name)
        .Select(m => m!);

    private static bool Reads(Write write, string objectName) => Rows(write).Any(r => r.Text("SobjectType") == objectName && r.Flag("PermissionsRead"));

    private static IReadOnlyCollection<Row> Rows(Write write) => write.Engine.Store.Rows("ObjectPermissions", "ParentId", write.Row.Text("ParentId"));

    private static string Name(ObjectRights right, SObjectSchema target) => ObjectDependencies.Label(right) + " " + target.Label;

    private static void Changed(Write write)
    {
        write.Engine.TouchContainer(write.Row.Text("ParentId")!);
        AuditTrail.Note(write, "set.objects", $"Changed {Containers.LabelOf(write)}: object permissions for {write.Row.Text("SobjectType")}");
    }
}
