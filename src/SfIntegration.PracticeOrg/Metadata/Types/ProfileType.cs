using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using SfIntegration.Practice.Metadata.Grants;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Metadata.Types;

/// <summary>Profile: a file is laid over what is there; a retrieve tells only of what it names besides (facts §5.1).</summary>
internal sealed class ProfileType : MetadataType
{
    private const string BornFrom = "Minimum Access - Salesforce";

    public override string Name => "Profile";

    public override string Directory => "profiles";

    public override string Suffix => "profile";

    /// <summary>The name that the Metadata API has for a profile; what a file name cannot hold is escaped.</summary>
    public static string FullNameOf(Row profile)
    {
        var name = profile.Text("Name")!;
        return StandardProfiles.MetadataNameOf(name) ?? FileNames.Escape(name);
    }

    public override void Delete(MetadataScope scope, MetadataComponent component)
    {
        if (StandardProfiles.Has(component.Row!))
        {
            throw MetadataFaults.Invalid("Standard profiles can't be deleted");
        }

        base.Delete(scope, component);
    }

    public override void Rename(MetadataScope scope, MetadataComponent component, string newName) => scope.Engine.Update(
        scope.Caller,
        Name,
        component.Row!.Id,
        StandardProfiles.Has(component.Row)
            ? throw MetadataFaults.Invalid("Standard profiles can't be renamed")
            : new Dictionary<string, object?> { ["Name"] = FileNames.Unescape(newName) });

    protected override IEnumerable<MetadataComponent> Components(MetadataScope scope) =>
        scope.Store.Rows(Name).Select(r => new MetadataComponent(FullNameOf(r), r.Id, r));

    protected override XElement Content(MetadataScope scope, MetadataComponent component)
    {
        var row = component.Row!;
        return MetadataXml.El(
            Name,
            MetadataXml.Flag("custom", !StandardProfiles.Has(row)),
            MetadataXml.Text("description", row.Text("Description")),
            ProfileLogins.Read(scope, row.Id),
            MetadataXml.Text("userLicense", scope.Store.Find("UserLicense", row.Text("UserLicenseId"))?.Text("Name")),
            UserPermissions.Read(row),
            GrantParts.Read(HolderOf(scope, row)));
    }

    protected override void Put(MetadataScope scope, string fullName, XElement metadata, MetadataComponent? component)
    {
        var row = component?.Row ?? Create(scope, fullName, metadata);
        var values = new Dictionary<string, object?>();
        if (MetadataXml.TextOf(metadata, "description") is { } description)
        {
            values["Description"] = description;
        }

        if (MetadataXml.TextOf(metadata, "userLicense") is { } license && License(scope, license).Id != row.Text("UserLicenseId"))
        {
            throw MetadataFaults.Invalid("The user license of a profile can't be changed", "userLicense");
        }

        UserPermissions.Collect(scope, row, metadata, replaces: false, values);
        foreach (var same in values.Where(v => Equals(row[v.Key] ?? false, v.Value)).Select(v => v.Key).ToList())
        {
            values.Remove(same);
        }

        if (values.Count > 0)
        {
            scope.Engine.Update(scope.Caller, Name, row.Id, values);
        }

        ProfileLogins.Write(scope, row.Id, metadata);
        GrantParts.Write(HolderOf(scope, row), metadata);
    }

    private static Holder HolderOf(MetadataScope scope, Row profile) =>
        new(scope, ProfileRules.OwnedSet(scope.Store, profile.Id)!, profile, StandardProfiles.Has(profile));

    private static Row License(MetadataScope scope, string name) =>
        scope.Store.Rows("UserLicense").FirstOrDefault(l => string.Equals(l.Text("Name"), name, StringComparison.OrdinalIgnoreCase))
        ?? throw NoSuch("userLicense", "UserLicense", name);

    /// <summary>A profile of an unknown name begins as a copy of Minimum Access - Salesforce (v60, facts §5.1).</summary>
    private static Row Create(MetadataScope scope, string fullName, XElement metadata)
    {
        var model = scope.Store.Rows("Profile").First(p => p.Text("Name") == BornFrom);
        var license = MetadataXml.TextOf(metadata, "userLicense") is { } name ? License(scope, name).Id : model.Text("UserLicenseId");
        var values = new Dictionary<string, object?> { ["Name"] = FileNames.Unescape(fullName), ["UserLicenseId"] = license };
        foreach (var permission in SystemPermissions.HeldBy(model))
        {
            values[SystemPermissions.Prefix + permission] = true;
        }

        return scope.Store.Find("Profile", scope.Engine.Insert(scope.Caller, "Profile", values))!;
    }
}
