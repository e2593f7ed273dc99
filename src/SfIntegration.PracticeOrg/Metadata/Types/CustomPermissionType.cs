using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using SfIntegration.Practice.Rules;

namespace SfIntegration.Practice.Metadata.Types;

/// <summary>CustomPermission. Its sObject is read-only, so the rows are written here.</summary>
internal sealed class CustomPermissionType : MetadataType
{
    private const string Required = SideTables.CustomPermissionRequired;

    public override string Name => "CustomPermission";

    public override string Directory => "customPermissions";

    protected override bool HasNoRules => true;

    public override string Suffix => "customPermission";

    public override void Delete(MetadataScope scope, MetadataComponent component)
    {
        var schema = Writable(scope, Name);
        foreach (var grant in scope.Store.Rows("SetupEntityAccess", "SetupEntityId", component.Id).ToList())
        {
            scope.Engine.Delete(new SystemAccess(scope.Caller.UserId), grant.Type, grant.Id);
        }

        foreach (var need in scope.Store.Rows(Required, "ParentId", component.Id).Concat(scope.Store.Rows(Required, "RequiredId", component.Id)).ToList())
        {
            scope.Store.Remove(need);
        }

        scope.Engine.Delete(scope.Caller, schema, component.Row!);
        Note(scope, "Deleted", component.FullName);
    }

    protected override IEnumerable<MetadataComponent> Components(MetadataScope scope) => Rows(scope, Name, "DeveloperName");

    protected override XElement Content(MetadataScope scope, MetadataComponent component) => MetadataXml.El(
        Name,
        MetadataXml.Text("description", component.Row!.Text("Description")),
        MetadataXml.Flag("isLicensed", component.Row.Flag("IsLicensed")),
        MetadataXml.El("label", component.Row.Text("MasterLabel")),
        scope.Store.Rows(Required, "ParentId", component.Id)
            .Select(r => scope.Store.Find(Name, r.Text("RequiredId")))
            .Where(r => r is not null)
            .Select(r => MetadataXml.El(
                "requiredPermission",
                MetadataXml.El("customPermission", FullNameOf(r!, "DeveloperName")),
                MetadataXml.Flag("dependency", true))));

    protected override void Put(MetadataScope scope, string fullName, XElement metadata, MetadataComponent? component)
    {
        var schema = Writable(scope, Name);
        if (MetadataXml.TextOf(metadata, "connectedApp") is { } app)
        {
            throw NoSuch("connectedApp", "ConnectedApp", app);
        }

        ApiName.Check("Custom Permission", fullName);
        var row = component?.Row?.Clone() ?? scope.Engine.Create(
            Name,
            scope.Caller.UserId,
            ("DeveloperName", fullName),
            ("Language", "en_US"),
            ("IsProtected", false)).Clone();
        row["MasterLabel"] = MetadataXml.TextOf(metadata, "label");
        row["Description"] = MetadataXml.TextOf(metadata, "description");
        row["IsLicensed"] = MetadataXml.FlagOf(metadata, "isLicensed") ?? false;
        RowWriter.Stamp(schema, row, scope.Caller.UserId, scope.Engine.Clock.UtcNow, insert: false);
        scope.Store.Put(row);
        SideRows.Clear(scope.Store, Required, row.Id);

        foreach (var need in MetadataXml.All(metadata, "requiredPermission").Where(n => MetadataXml.FlagOf(n, "dependency") == true))
        {
            var name = MetadataXml.TextOf(need, "customPermission") ?? "";
            var required = Find(scope, name) ?? throw NoSuch("customPermission", Name, name);
            SideRows.Add(scope.Store, Required, row.Id, ("RequiredId", required.Id));
        }
    }
}
