using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using SfIntegration.Access;
using SfIntegration.Permission;
using SfIntegration.Plan;
using SfIntegration.Scope;
using Xunit;

namespace SfIntegration.Unit.Tests.Permission;

/// <summary>Containers as definitions, names, and what a set cannot hold.</summary>
public sealed class ConversionTests
{
    private static readonly SfOrg s_org = new("acme.my.salesforce.com") { OrgId = "00D000000000001EAA" };

    [Theory]
    [InlineData("Sales", "Sales")]
    [InlineData("Sales Rep  (EMEA)", "Sales_Rep_EMEA")]
    [InlineData("E-Bikes", "E_Bikes")]
    [InlineData("2nd Line", "P_2nd_Line")]
    [InlineData("Verkäufer Süd", "Verkaufer_Sud")]
    [InlineData("__a__", "a")]
    [InlineData("営業", null)]
    [InlineData("***", null)]
    public void A_profiles_name_is_made_a_name_that_Salesforce_takes(string profile, string? expected)
    {
        var name = DefinitionNames.FromProfile(profile);

        Assert.Equal(expected, name);
        Assert.Null(name is null ? null : PermissionSetNames.Mistake(name));
    }

    [Fact]
    public void A_name_made_of_a_long_one_is_cut_without_an_underscore_at_its_end()
    {
        var name = DefinitionNames.FromProfile(new string('a', 79) + " and more")!;

        Assert.Equal(new string('a', 79), name);
        Assert.Null(PermissionSetNames.Mistake(name));
    }

    [Fact]
    public void A_permission_set_becomes_a_definition_with_its_licence_by_name_and_without_ids_of_rows()
    {
        var set = new Container
        {
            Id = "0PS1", Name = "Orders", Label = "Orders", Description = "Why", LicenseId = "0PL1", HasActivationRequired = true,
            Objects = [new("Contact", ObjectAccess.Read, "110b"), new("Account", ObjectAccess.Read | ObjectAccess.Edit, "110a"), new("Lead", ObjectAccess.None, "110c")],
            Fields = [new("Account", "Site", FieldAccess.Read, "01ka")],
            SystemPermissions = ["ViewSetup", "ApiEnabled"],
            SetupEntities = [new("ApexClass", "01p1", "Sync", "0J0a")],
            Tabs = [new("standard-Account", TabVisibility.Visible, "01Pa")],
            RecordTypes = [new("Account", "Business")],
        };
        var snapshot = new AccessSnapshot { PermissionSetLicenses = [new("0PL1", "SalesforceAPIIntegrationPsl", "Salesforce API Integration", "Active", 5, 1, null)] };

        var definition = ContainerDefinition.Of(set, snapshot, s_org, new ContainerComponents(new Dictionary<string, XElement>(), "offline"));

        Assert.Equal(
            ["Orders|Orders|Why|SalesforceAPIIntegrationPsl|True", "ApexClass Sync", "field Account.Site Read", "object Account Read, Edit", "object Contact Read", "permission ApiEnabled", "permission ViewSetup", "record type Account.Business", "tab standard-Account Visible"],
            Definitions.Lines(definition));
        Assert.Empty(definition.LeftOut);
        Assert.All(definition.Objects.Select(o => o.RowId).Concat(definition.Fields.Select(f => f.RowId)).Concat(definition.Tabs.Select(t => t.RowId)).Concat(definition.SetupEntities.Select(e => e.RowId)), Assert.Null);
        Assert.Same(s_org, definition.Org);
    }

    [Fact]
    public void Record_types_that_nobody_read_are_not_taken_for_none()
    {
        var definition = ContainerDefinition.Of(new Container { Id = "0PS1", Name = "Orders", Label = "Orders" }, new AccessSnapshot(), s_org, new ContainerComponents(new Dictionary<string, XElement>(), "The caller lacks a permission."));

        Assert.Null(definition.RecordTypes);
        Assert.Equal("record types: They were not read. The caller lacks a permission.", Assert.Single(definition.LeftOut).ToString());
    }

    [Fact]
    public void A_licence_that_is_not_among_those_read_is_named()
    {
        var definition = ContainerDefinition.Of(new Container { Id = "0PS1", Name = "Orders", Label = "Orders", LicenseId = "100X", RecordTypes = [] }, new AccessSnapshot(), s_org, new ContainerComponents(new Dictionary<string, XElement>(), null));

        Assert.Null(definition.License);
        Assert.Equal(("licence", "100X"), (Assert.Single(definition.LeftOut).Kind, definition.LeftOut[0].Target));
    }

    [Fact]
    public void Entities_whose_names_no_query_gives_are_named_by_metadata_and_else_left_out()
    {
        var set = new Container
        {
            Id = "0PS1", Name = "Orders", Label = "Orders",
            SetupEntities = [new("FlowDefinition", "3001", null, "a"), new("CustomEntityDefinition", "01I1", null, "b"), new("CustomEntityDefinition", "01I2", null, "c"), new("Network", "0DB1", null, "d")],
        };
        XNamespace ns = Definitions.Ns;
        XElement Row(string list, string name, string text) => new(ns + list, new XElement(ns + "enabled", "true"), new XElement(ns + name, text));
        var component = new XElement(ns + "records", Row("flowAccesses", "flow", "Route"), Row("customSettingAccesses", "name", "Limits__c"), Row("customMetadataTypeAccesses", "name", "Route__mdt"));

        var definition = ContainerDefinition.Of(set, new AccessSnapshot(), s_org, new ContainerComponents(new Dictionary<string, XElement> { ["0PS1"] = component }, null));

        Assert.Equal(["CustomEntityDefinition Limits__c", "CustomEntityDefinition Route__mdt", "FlowDefinition Route"], Definitions.Grants(definition));
        Assert.Equal("0DB1", Assert.Single(definition.LeftOut).Target);
    }

    [Fact]
    public void A_profile_tells_what_stays_with_it()
    {
        XNamespace ns = Definitions.Ns;
        var profile = new Container { Id = "0PS2", Kind = ContainerKind.Profile, Name = "Sales & Co", Label = "Sales & Co", OwnerId = "00e1", LicenseId = "1001", SystemPermissions = ["ApiEnabled"] };
        var component = new XElement(ns + "records", new XElement(ns + "recordTypeVisibilities", new XElement(ns + "default", "true"), new XElement(ns + "recordType", "Case.Support"), new XElement(ns + "visible", "true")));

        var definition = ContainerDefinition.Of(profile, new AccessSnapshot(), s_org, new ContainerComponents(new Dictionary<string, XElement> { ["0PS2"] = component }, null));

        Assert.Equal(["Sales_Co|Sales & Co|Converted from the profile Sales & Co.||False", "permission ApiEnabled", "record type Case.Support"], Definitions.Lines(definition));
        Assert.Equal(["default record type Case.Support"], definition.LeftOut.Select(l => $"{l.Kind} {l.Target}"));
    }

    [Fact]
    public void What_permission_sets_do_not_take_is_left_out_and_named()
    {
        var schema = new SchemaFacts { PermissionableObjects = Set("Account"), PermissionableFields = Set("Account.Site"), SystemPermissions = Set("ApiEnabled") };
        var found = Definitions.Of(objects: "account:Read Event:Read", fields: "Account.Site:Read Account.Name:Read", system: "ApiEnabled OnlyProfiles");

        var fit = DefinitionLimits.Within(found, schema, ["AlsoOnlyProfiles"]);

        Assert.Equal(["field Account.Site Read", "object account Read", "permission ApiEnabled"], Definitions.Grants(fit));
        Assert.Equal(["system permission AlsoOnlyProfiles", "object Event", "field Account.Name", "system permission OnlyProfiles"], fit.LeftOut.Select(l => $"{l.Kind} {l.Target}"));
    }

    [Fact]
    public void Lists_that_could_not_be_read_take_nothing_away()
    {
        var found = Definitions.Of(objects: "Account:Read", fields: "Account.Name:Read", system: "ApiEnabled");

        Assert.Same(found, DefinitionLimits.Within(found, new SchemaFacts(), []));
        Assert.Same(found, DefinitionLimits.Within(found, null, []));
    }

    [Fact]
    public void A_chosen_licence_takes_out_what_it_does_not_allow()
    {
        var snapshot = new AccessSnapshot
        {
            PermissionSetLicenses = [new("0PL1", "SalesforceAPIIntegrationPsl", "Salesforce API Integration", "Active", 5, 1, ["ApiEnabled"]), new("0PL2", "Unread", "Unread", "Active", 5, 1, null)],
            UserLicenses = [new("1001", "Salesforce", "SFDC", "Active", 9, 1)],
        };
        var found = Definitions.Of(system: "ApiEnabled ModifyAllData");

        var bound = DefinitionLimits.Bound(found, "salesforce api integration", snapshot);
        Assert.Equal("SalesforceAPIIntegrationPsl", bound.License);
        Assert.Equal(["permission ApiEnabled"], Definitions.Grants(bound));
        Assert.Equal("ModifyAllData", Assert.Single(bound.LeftOut).Target);

        Assert.Equal(("Salesforce", 2), (DefinitionLimits.Bound(found, "SFDC", snapshot).License, DefinitionLimits.Bound(found, "SFDC", snapshot).SystemPermissions.Count));
        Assert.Equal(2, DefinitionLimits.Bound(found, "Unread", snapshot).SystemPermissions.Count);
        Assert.Equal("LicenseNotFound", Assert.Throws<SfPlanException>(() => DefinitionLimits.Bound(found, "Nope", snapshot)).Code);
    }

    private static HashSet<string> Set(params string[] names) => new(names, StringComparer.OrdinalIgnoreCase);
}
