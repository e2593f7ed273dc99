using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Permission;
using SfIntegration.Plan;
using SfIntegration.Scope;
using SfIntegration.Unit.Tests.Plan;
using Xunit;

namespace SfIntegration.Unit.Tests.Permission;

/// <summary>A definition against what an org can take.</summary>
public sealed class DefinitionFitTests
{
    [Fact]
    public void What_the_org_has_is_taken_in_its_own_spelling()
    {
        var fit = Fit(new PermissionSetDefinition
        {
            PermissionSet = "Copy",
            Objects = new[] { new ObjectGrant("ACCOUNT", ObjectAccess.Edit, null) },
            Fields = new[] { new FieldGrant("account", "PHONE", FieldAccess.Edit, null) },
            SystemPermissions = new[] { "viewsetup" },
            Tabs = new[] { new TabGrant("standard-Account", TabVisibility.Visible, null) },
        });
        Assert.Empty(fit.Refused);
        Assert.Equal(("Account", ObjectAccess.Read | ObjectAccess.Edit), (fit.Contents.Objects[0].SobjectType, fit.Contents.Objects[0].Access));
        Assert.Equal(("Account", "Phone", FieldAccess.Read | FieldAccess.Edit), (fit.Contents.Fields[0].SobjectType, fit.Contents.Fields[0].Field, fit.Contents.Fields[0].Access));
        Assert.Equal("ViewSetup", fit.Contents.SystemPermissions[0].Name);
        Assert.Equal("standard-Account", fit.Contents.Tabs[0].Name);
        Assert.Equal("Copy", fit.Contents.Label);
    }

    [Theory]
    [InlineData("Nothing__c", "ObjectNotFound", "deploy it")]
    [InlineData("npsp__Batch__c", "ObjectNotFound", "package 'npsp' is not installed")]
    [InlineData("Task", "ObjectTakesNoRow", "EditTask")]
    [InlineData("OpportunityLineItem", "ObjectTakesNoRow", "Opportunity")]
    [InlineData("ApexLog", "ObjectNotGrantable", "Leave it out")]
    public void An_object_the_org_cannot_take_is_named_with_its_reason_and_cure(string name, string code, string cure)
    {
        var refusal = Assert.Single(Fit(new PermissionSetDefinition { PermissionSet = "Copy", Objects = new[] { new ObjectGrant(name, ObjectAccess.Read, null) } }).Refused);
        Assert.Equal((code, name, "object"), (refusal.Code, refusal.Target, refusal.Kind));
        Assert.Contains(cure, refusal.Cure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Account", "Nothing", FieldAccess.Read, "FieldNotFound")]
    [InlineData("Account", "npsp__Odd__c", FieldAccess.Read, "FieldNotFound")]
    [InlineData("Account", "Name", FieldAccess.Read, "FieldNotGrantable")]
    [InlineData("Nothing__c", "X__c", FieldAccess.Read, "ObjectNotFound")]
    public void A_field_the_org_cannot_take_is_named(string sobjectType, string field, FieldAccess access, string code)
    {
        var fit = Fit(new PermissionSetDefinition { PermissionSet = "Copy", Fields = new[] { new FieldGrant(sobjectType, field, access, null) } });
        Assert.Equal((code, $"{sobjectType}.{field}"), (fit.Refused.Single().Code, fit.Refused.Single().Target));
        Assert.Empty(fit.Contents.Fields);
    }

    [Fact]
    public void A_field_that_is_a_formula_here_gets_read_and_edit_is_named_as_refused()
    {
        var fit = Fit(new PermissionSetDefinition { PermissionSet = "Copy", Fields = new[] { new FieldGrant("Account", "Formula__c", FieldAccess.Edit, null) } });
        Assert.Equal("FieldNotEditable", fit.Refused.Single().Code);
        Assert.Equal(FieldAccess.Read, fit.Contents.Fields.Single().Access);
    }

    [Fact]
    public void Entities_are_found_by_type_and_name_never_by_id_and_one_that_cannot_be_looked_up_is_not_called_missing()
    {
        var fit = Fit(new PermissionSetDefinition
        {
            PermissionSet = "Copy",
            SetupEntities = new[]
            {
                new SetupEntityGrant("ApexClass", "01pSOURCE", "ordersync", null),
                new SetupEntityGrant("ApexClass", "01pTARGET", "Gone", null),
                new SetupEntityGrant("FlowDefinition", "300SOURCE", "A_Flow", null),
                new SetupEntityGrant("ApexClass", "01pTARGET", null, null),
            },
        });
        Assert.Equal("01pTARGET", fit.Entities.Single().Id);
        Assert.Equal(new[] { "EntityNotFound", "EntityNotLookedUp", "EntityWithoutName" }, fit.Refused.Select(r => r.Code));
    }

    [Fact]
    public void The_licence_is_found_by_developer_name_or_label_and_forbids_what_it_forbids()
    {
        foreach (var name in new[] { "thePSL", "The Licence" })
        {
            var fit = Fit(new PermissionSetDefinition { PermissionSet = "Copy", License = name, SystemPermissions = new[] { "ViewSetup", "EditTask" } });
            Assert.Equal("0PL1", fit.License?.Id);
            Assert.Equal(("EditTask", "BeyondLicense"), (fit.Refused.Single().Target, fit.Refused.Single().Code));
        }

        Assert.Equal("100U", Fit(new PermissionSetDefinition { PermissionSet = "Copy", License = "salesforce" }).License?.Id);
        Assert.Equal("LicenseNotFound", Assert.Throws<SfPlanException>(() => Fit(new PermissionSetDefinition { PermissionSet = "Copy", License = "Other" })).Code);
    }

    [Fact]
    public void Record_types_are_taken_where_the_org_has_them_and_named_where_it_has_not()
    {
        var fit = Fit(new PermissionSetDefinition { PermissionSet = "Copy", RecordTypes = new[] { new RecordTypeGrant("Account", "partner"), new RecordTypeGrant("Account", "Gone") } });
        Assert.Equal("partner", fit.RecordTypes.Single().RecordType);
        Assert.Equal(("record type", "Account.Gone", "RecordTypeNotFound"), (fit.Refused.Single().Kind, fit.Refused.Single().Target, fit.Refused.Single().Code));
    }

    [Fact]
    public void Record_types_are_named_with_the_missing_permission_where_metadata_is_closed_to_the_caller()
    {
        var fit = Fit(new PermissionSetDefinition { PermissionSet = "Copy", RecordTypes = new[] { new RecordTypeGrant("Account", "Partner") } }, new SetRecordTypes { NotRead = "The caller lacks Modify Metadata.", Cure = "Grant it." });
        Assert.Equal(("NeedsMetadata", "Grant it."), (fit.Refused.Single().Code, fit.Refused.Single().Cure));
        Assert.Contains("lacks Modify Metadata", fit.Refused.Single().Reason, StringComparison.Ordinal);
        Assert.Empty(fit.RecordTypes);
    }

    [Theory]
    [InlineData("npsp__Batch__c", "npsp")]
    [InlineData("Invoice__c", null)]
    [InlineData("Account", null)]
    [InlineData("__c", null)]
    [InlineData("a__b__c__d", "a")]
    public void A_namespace_is_what_stands_before_a_name_that_has_its_own_ending(string name, string? expected) =>
        Assert.Equal(expected, DefinitionFitter.NamespaceOf(name));

    [Theory]
    [InlineData("npsp__GE_Gift_Entry", "npsp")]
    [InlineData("standard__Sales", "standard")]
    [InlineData("Invoice__c", null)]
    [InlineData("Route__mdt", null)]
    [InlineData("npsp__", null)]
    [InlineData("__Sales", null)]
    [InlineData("Sales", null)]
    public void The_namespace_of_a_class_an_app_or_a_pages_tab_is_what_stands_before_two_underscores(string name, string? expected) =>
        Assert.Equal(expected, DefinitionFitter.NamespaceOfEntity(name));

    [Theory]
    [InlineData("npsp__GE_Gift_Entry", "TabNotFound")]
    [InlineData("npsp__Batch__c", "ObjectNotFound")]
    [InlineData("standard-Nothing", "ObjectNotFound")]
    [InlineData("Price_Explorer", null)]
    [InlineData("known__Explorer", null)]
    public void A_tab_is_refused_where_its_object_or_its_package_is_not_there_and_else_the_org_will_say(string tab, string? code)
    {
        var fit = Fit(new PermissionSetDefinition { PermissionSet = "Copy", Tabs = new[] { new TabGrant(tab, TabVisibility.Visible, null) } });
        Assert.Equal(code, fit.Refused.SingleOrDefault()?.Code);
        Assert.Equal(code is null ? 1 : 0, fit.Contents.Tabs.Count);
    }

    [Fact]
    public void An_entity_of_a_package_that_is_not_there_is_cured_by_installing_it()
    {
        var fit = Fit(new PermissionSetDefinition { PermissionSet = "Copy", SetupEntities = new[] { new SetupEntityGrant("ApexClass", "", "npsp__Sync", null), new SetupEntityGrant("ApexClass", "", "known__Sync", null) } });
        Assert.Contains("package 'npsp' is not installed", fit.Refused[0].Cure, StringComparison.Ordinal);
        Assert.Contains("Deploy it first", fit.Refused[1].Cure, StringComparison.Ordinal);
    }

    private static DefinitionFit Fit(PermissionSetDefinition definition, SetRecordTypes? open = null) => DefinitionFit.Of(definition, new TargetFacts
    {
        Schema = ResolverBuilder.Schema(),
        Entities = new Dictionary<string, string> { [EntityNames.Key("ApexClass", "OrderSync")] = "01pTARGET" },
        ReadEntityTypes = new HashSet<string> { "ApexClass" },
        RecordTypes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "Account.Partner" },
        OpenRecordTypes = open ?? SetRecordTypes.None,
        Namespaces = new HashSet<string> { "known" },
        PermissionSetLicenses = new[] { new PermissionSetLicenseFacts("0PL1", "ThePsl", "The licence", "Active", 1, 0, new[] { "ViewSetup" }) },
        UserLicenses = new[] { new UserLicenseFacts("100U", "Salesforce", "SFDC", "Active", 1, 0) },
    });
}
