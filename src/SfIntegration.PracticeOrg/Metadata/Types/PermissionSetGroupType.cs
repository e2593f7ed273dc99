using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace SfIntegration.Practice.Metadata.Types;

/// <summary>PermissionSetGroup: label, description, its permission sets and muting set; status is read-only (facts §5.2).</summary>
internal sealed class PermissionSetGroupType : MetadataType
{
    private const string Part = "PermissionSetGroupComponent";

    public override string Name => "PermissionSetGroup";

    public override string Directory => "permissionsetgroups";

    public override string Suffix => "permissionsetgroup";

    public override void Rename(MetadataScope scope, MetadataComponent component, string newName) =>
        scope.Engine.Update(scope.Caller, Name, component.Row!.Id, new Dictionary<string, object?> { ["DeveloperName"] = newName });

    protected override IEnumerable<MetadataComponent> Components(MetadataScope scope) => Rows(scope, Name, "DeveloperName");

    protected override XElement Content(MetadataScope scope, MetadataComponent component)
    {
        var row = component.Row!;
        return MetadataXml.El(
            Name,
            MetadataXml.Text("description", row.Text("Description")),
            MetadataXml.Flag("hasActivationRequired", row.Flag("HasActivationRequired")),
            MetadataXml.El("label", row.Text("MasterLabel")),
            Parts(scope, row.Id, "MutingPermissionSet", "DeveloperName").Select(p => MetadataXml.El("mutingPermissionSets", p.Key)),
            Parts(scope, row.Id, "PermissionSet", "Name").Select(p => MetadataXml.El("permissionSets", p.Key)),
            MetadataXml.El("status", row.Text("Status")));
    }

    protected override void Put(MetadataScope scope, string fullName, XElement metadata, MetadataComponent? component)
    {
        var values = new Dictionary<string, object?>
        {
            ["MasterLabel"] = MetadataXml.TextOf(metadata, "label"),
            ["Description"] = MetadataXml.TextOf(metadata, "description"),
            ["HasActivationRequired"] = MetadataXml.FlagOf(metadata, "hasActivationRequired") ?? false,
        };
        string id;
        if (component is null)
        {
            values["DeveloperName"] = fullName;
            id = scope.Engine.Insert(scope.Caller, Name, values);
        }
        else
        {
            id = component.Row!.Id;
            scope.Engine.Update(scope.Caller, Name, id, values);
        }

        // The muting set first: it says what the sets may not add.
        Write(scope, id, metadata, "mutingPermissionSets", "MutingPermissionSet", "DeveloperName");
        Write(scope, id, metadata, "permissionSets", "PermissionSet", "Name");
    }

    private static void Write(MetadataScope scope, string groupId, XElement metadata, string list, string type, string nameField)
    {
        var there = Parts(scope, groupId, type, nameField);
        var wanted = new HashSet<string>(MetadataXml.All(metadata, list).Select(e => e.Value.Trim()), StringComparer.OrdinalIgnoreCase);
        foreach (var gone in there.Where(p => !wanted.Contains(p.Key)))
        {
            scope.Engine.Delete(scope.Caller, Part, gone.Value);
        }

        foreach (var name in wanted.Where(n => !there.ContainsKey(n)))
        {
            var set = scope.Store.Rows(type).FirstOrDefault(r => string.Equals(FullNameOf(r, nameField), name, StringComparison.OrdinalIgnoreCase))
                ?? throw NoSuch(list, type, name);
            scope.Engine.Insert(scope.Caller, Part, new Dictionary<string, object?> { ["PermissionSetGroupId"] = groupId, ["PermissionSetId"] = set.Id });
        }
    }

    /// <summary>The group's components of one kind: full name, and the component row's id.</summary>
    private static Dictionary<string, string> Parts(MetadataScope scope, string groupId, string type, string nameField)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in scope.Store.Rows(Part, "PermissionSetGroupId", groupId))
        {
            if (scope.Store.Find(type, part.Text("PermissionSetId")) is { } set)
            {
                parts[FullNameOf(set, nameField)] = part.Id;
            }
        }

        return parts;
    }
}
