using System;
using System.Linq;
using SfIntegration.Practice.Schema;

namespace SfIntegration.Practice.Rules;

/// <summary>PermissionSetTabSetting: one row for each tab that a container shows (facts §3.3).</summary>
internal sealed class TabSettingRules : ObjectRules
{
    private const string Standard = "standard-";

    public override string Type => "PermissionSetTabSetting";

    /// <summary>
    /// The tab as the org spells it, or null where there is none of that name: there is one for each object that takes permissions. Tabs
    /// of pages and components, whose names no object bears, are taken as they are: this org keeps no list of them.
    /// </summary>
    private static string? Find(OrgSchema schema, string name)
    {
        var isStandard = name.StartsWith(Standard, StringComparison.OrdinalIgnoreCase);
        if (!isStandard && !name.EndsWith("__c", StringComparison.OrdinalIgnoreCase))
        {
            return schema.Find(name) is null ? name : null;
        }

        return schema.Find(isStandard ? name.Substring(Standard.Length) : name) is { ObjectPermissionable: true } found && found.Custom != isStandard
            ? (isStandard ? Standard : "") + found.Name
            : null;
    }

    public override void BeforeInsert(Write write)
    {
        Containers.Need(write);
        var name = write.Row.Text("Name") ?? "";

        // Which code Salesforce gives for a tab that is not there is told nowhere.
        write.Row["Name"] = Find(write.Engine.Schema, name)
            ?? throw new SfFault(400, write.Engine.Switches.UnknownTabCode, $"Tab not found: {name}", "Name");
        if (write.Engine.Store.Rows(Type, "ParentId", write.Row.Text("ParentId")).FirstOrDefault(r => r.Text("Name") == write.Row.Text("Name")) is { } other)
        {
            throw Faults.Duplicate("Name", other.Id);
        }
    }

    public override void BeforeUpdate(Write write) => Containers.Need(write);

    public override void BeforeDelete(Write write) => Containers.Need(write);

    public override void AfterInsert(Write write) => write.Engine.TouchContainer(write.Row.Text("ParentId")!);

    public override void AfterUpdate(Write write) => write.Engine.TouchContainer(write.Row.Text("ParentId")!);

    public override void AfterDelete(Write write) => write.Engine.TouchContainer(write.Row.Text("ParentId")!);
}
