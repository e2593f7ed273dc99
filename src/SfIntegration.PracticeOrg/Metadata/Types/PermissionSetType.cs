using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using SfIntegration.Practice.Metadata.Grants;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Metadata.Types;

/// <summary>PermissionSet (facts §5.2).</summary>
internal sealed class PermissionSetType : MetadataType
{
    public override string Name => "PermissionSet";

    public override string Directory => "permissionsets";

    public override string Suffix => "permissionset";

    public override void Rename(MetadataScope scope, MetadataComponent component, string newName) =>
        scope.Engine.Update(scope.Caller, Name, component.Row!.Id, new Dictionary<string, object?> { ["Name"] = newName });

    // What a profile or a group owns is part of that one.
    protected override IEnumerable<MetadataComponent> Components(MetadataScope scope) =>
        Rows(scope, Name, "Name").Where(c => c.Row!.Text("Type") is not ("Profile" or "Group"));

    protected override XElement Content(MetadataScope scope, MetadataComponent component)
    {
        var row = component.Row!;
        return MetadataXml.El(
            Name,
            MetadataXml.Text("description", row.Text("Description")),
            MetadataXml.Flag("hasActivationRequired", row.Flag("HasActivationRequired")),
            MetadataXml.El("label", row.Text("Label")),
            MetadataXml.Text("license", LicenseOf(scope, row.Text("LicenseId"))),
            UserPermissions.Read(row),
            GrantParts.Read(new Holder(scope, row)));
    }

    protected override void Put(MetadataScope scope, string fullName, XElement metadata, MetadataComponent? component)
    {
        var row = component?.Row;
        var replaces = scope.Version >= 40;
        var values = new Dictionary<string, object?> { ["Label"] = MetadataXml.TextOf(metadata, "label") };
        if (replaces || MetadataXml.TextOf(metadata, "description") is not null)
        {
            values["Description"] = MetadataXml.TextOf(metadata, "description");
        }

        if (replaces || MetadataXml.FlagOf(metadata, "hasActivationRequired") is not null)
        {
            values["HasActivationRequired"] = MetadataXml.FlagOf(metadata, "hasActivationRequired") ?? false;
        }

        UserPermissions.Collect(scope, row, metadata, replaces, values);
        var license = LicenseId(scope, metadata);
        if (row is null)
        {
            values["Name"] = fullName;
            values["LicenseId"] = license;
            row = scope.Store.Find(Name, scope.Engine.Insert(scope.Caller, Name, values))!;
        }
        else
        {
            if (license is not null && license != row.Text("LicenseId"))
            {
                throw MetadataFaults.Invalid("The license of a permission set can't be changed", "license");
            }

            scope.Engine.Update(scope.Caller, Name, row.Id, values);
        }

        GrantParts.Write(new Holder(scope, row), metadata);
    }

    /// <summary>A permission set licence's developer name or a user licence's name, as retrieved files have it (facts §5.2).</summary>
    private static string? LicenseOf(MetadataScope scope, string? id) =>
        scope.Store.Find("PermissionSetLicense", id)?.Text("DeveloperName") ?? scope.Store.Find("UserLicense", id)?.Text("Name");

    private static string? LicenseId(MetadataScope scope, XElement metadata)
    {
        if ((MetadataXml.TextOf(metadata, "license") ?? MetadataXml.TextOf(metadata, "userLicense")) is not { } name)
        {
            return null;
        }

        bool Is(Row row, params string[] fields) => fields.Any(f => string.Equals(row.Text(f), name, StringComparison.OrdinalIgnoreCase));
        return (scope.Store.Rows("PermissionSetLicense").FirstOrDefault(r => Is(r, "DeveloperName", "MasterLabel", "PermissionSetLicenseKey"))
            ?? scope.Store.Rows("UserLicense").FirstOrDefault(r => Is(r, "Name", "MasterLabel", "LicenseDefinitionKey"))
            ?? throw NoSuch("license", "PermissionSetLicense", name)).Id;
    }
}
