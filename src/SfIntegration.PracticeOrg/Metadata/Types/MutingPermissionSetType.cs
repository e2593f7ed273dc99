using System.Collections.Generic;
using System.Xml.Linq;
using SfIntegration.Practice.Metadata.Grants;

namespace SfIntegration.Practice.Metadata.Types;

/// <summary>MutingPermissionSet: a label and what is muted (facts §5.2).</summary>
internal sealed class MutingPermissionSetType : MetadataType
{
    public override string Name => "MutingPermissionSet";

    public override string Directory => "mutingpermissionsets";

    public override string Suffix => "mutingpermissionset";

    public override void Rename(MetadataScope scope, MetadataComponent component, string newName) =>
        scope.Engine.Update(scope.Caller, Name, component.Row!.Id, new Dictionary<string, object?> { ["DeveloperName"] = newName });

    protected override IEnumerable<MetadataComponent> Components(MetadataScope scope) => Rows(scope, Name, "DeveloperName");

    protected override XElement Content(MetadataScope scope, MetadataComponent component) => MetadataXml.El(
        Name,
        MetadataXml.Flag("hasActivationRequired", false),
        MetadataXml.El("label", component.Row!.Text("MasterLabel")),
        UserPermissions.Read(component.Row),
        GrantParts.Read(new Holder(scope, component.Row)));

    protected override void Put(MetadataScope scope, string fullName, XElement metadata, MetadataComponent? component)
    {
        var row = component?.Row;
        var values = new Dictionary<string, object?> { ["MasterLabel"] = MetadataXml.TextOf(metadata, "label") };
        UserPermissions.Collect(scope, row, metadata, scope.Version >= 40, values);
        if (row is null)
        {
            values["DeveloperName"] = fullName;
            row = scope.Store.Find(Name, scope.Engine.Insert(scope.Caller, Name, values))!;
        }
        else
        {
            scope.Engine.Update(scope.Caller, Name, row.Id, values);
        }

        GrantParts.Write(new Holder(scope, row), metadata);
    }
}
