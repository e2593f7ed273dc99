using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Practice.Rules;

/// <summary>Access to Apex classes, pages, custom permissions and applications (OR:setupentityaccess). Rows are made and deleted, never changed.</summary>
internal sealed class SetupEntityAccessRules : ObjectRules
{
    public override string Type => "SetupEntityAccess";

    public override IReadOnlyList<string>? Required { get; } = new[] { "ParentId", "SetupEntityId" };

    // What may be granted goes by the id's prefix, see below; describe's list is older than the truth.
    public override IReadOnlyList<string>? TargetsOf(string field) =>
        field == "ParentId" ? Containers.Types : Array.Empty<string>();

    public override void BeforeInsert(Write write)
    {
        Containers.Need(write);
        var id = write.Row.Text("SetupEntityId")!;
        var type = SetupEntityTypes.Of(id) ?? throw Faults.BadReference("SetupEntityId");
        var there = write.Engine.Schema.Objects.Any(o => o.KeyPrefix == id.Substring(0, 3) && write.Engine.Store.Find(o.Name, id) is not null);
        if (!there)
        {
            throw Faults.BadReference("SetupEntityId");
        }

        if (type is PracticeApp.Connected or PracticeApp.External && !write.Engine.Switches.AppAccessByRow && write.Caller is not SystemAccess)
        {
            throw Faults.BadReference("SetupEntityId");
        }

        write.Row["SetupEntityType"] = type;
        var twin = write.Engine.Store.Rows("SetupEntityAccess", "ParentId", write.Row.Text("ParentId")).FirstOrDefault(r => r.Text("SetupEntityId") == id);
        if (twin is not null)
        {
            throw Faults.Duplicate("<unknown>", twin.Id);
        }
    }

    public override void BeforeUpdate(Write write) => throw Faults.NotSupported(write.Schema, "update");

    public override void BeforeDelete(Write write) => Containers.Need(write);

    public override void AfterInsert(Write write) => Changed(write);

    public override void AfterDelete(Write write) => Changed(write);

    private static void Changed(Write write)
    {
        write.Engine.TouchContainer(write.Row.Text("ParentId")!);
        AuditTrail.Note(write, "set.entities", $"Changed {Containers.LabelOf(write)}: {write.Row.Text("SetupEntityType")} {write.Row.Text("SetupEntityId")}");
    }
}
