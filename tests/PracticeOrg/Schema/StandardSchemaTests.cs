using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Schema;
using Xunit;

namespace SfIntegration.PracticeOrg.Tests.Schema;

public sealed class StandardSchemaTests
{
    private readonly OrgSchema _company = StandardSchema.Company();

    [Fact]
    public void All_standard_objects_load_with_distinct_prefixes_and_readable_fields()
    {
        var all = new OrgSchema();
        StandardSchema.AddStandard(all, StandardSchema.AllNames());
        Assert.True(StandardSchema.AllNames().Count >= 1790);
        Assert.Equal(all.Objects.Count(), all.Objects.Select(o => o.KeyPrefix).Distinct(StringComparer.Ordinal).Count());
        Assert.All(all.Objects, o =>
        {
            Assert.Equal(3, o.KeyPrefix.Length);
            Assert.NotNull(o.Field("Id"));
            Assert.NotEqual("", o.Label);
            Assert.All(o.Fields, f => Assert.False(f.Permissionable && f.Name is "Id" or "CreatedById" or "OwnerId" or "SystemModstamp"));
        });
        Assert.True(all.Objects.Sum(o => o.Fields.Count) > 30000);
    }

    [Fact]
    public void An_unknown_standard_name_is_refused_by_name()
    {
        var error = Assert.Throws<ArgumentException>(() => StandardSchema.AddStandard(new OrgSchema(), new[] { "Acount" }));
        Assert.Contains("'Acount'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Account", "001")]
    [InlineData("PermissionSetAssignment", "0Pa")]
    [InlineData("LoginHistory", "0Ya")]
    [InlineData("Event", "00U")]
    [InlineData("Pricebook2", "01s")]
    [InlineData("ExternalClientApplication", "0xI")]
    [InlineData("UserLogin", "0Yw")]
    [InlineData("FieldPermissions", "01k")]
    public void Key_prefixes_are_the_published_ones(string name, string prefix) =>
        Assert.Equal(prefix, _company.Find(name)!.KeyPrefix);

    [Fact]
    public void Person_account_fields_exist_only_where_enabled() =>
        Assert.DoesNotContain(_company.Find("Account")!.Fields.Concat(_company.Find("Contact")!.Fields),
            f => f.Name.EndsWith("__pc", StringComparison.Ordinal) || f.Name.StartsWith("Person", StringComparison.Ordinal));

    [Theory]
    [InlineData("Account", "Name", false)]
    [InlineData("Account", "Industry", true)]
    [InlineData("Account", "BillingAddress", true)]
    [InlineData("Account", "BillingCity", false)]
    [InlineData("Account", "OwnerId", false)]
    [InlineData("Contact", "LastName", false)]
    [InlineData("Contact", "DoNotCall", true)]
    [InlineData("Opportunity", "StageName", false)]
    [InlineData("Opportunity", "CloseDate", false)]
    [InlineData("Opportunity", "Amount", true)]
    [InlineData("Task", "WhatId", true)]
    [InlineData("Task", "Subject", false)]
    [InlineData("Invoice__c", "Amount__c", false)]
    [InlineData("Invoice__c", "Total__c", true)]
    [InlineData("Invoice_Line__c", "Invoice__c", false)]
    [InlineData("User", "Department", true)]
    [InlineData("User", "Username", false)]
    [InlineData("PermissionSet", "Label", false)]
    public void Permission_rows_are_taken_where_salesforce_takes_them(string name, string field, bool taken)
    {
        Assert.Equal(taken, _company.Find(name)!.Field(field)!.Permissionable);
        Assert.Equal(taken, AllowLists.Fields(_company).Any(x => x.Object.Name == name && x.Field.Name == field));
    }

    [Theory]
    [InlineData("OpportunityLineItem", "Opportunity")]
    [InlineData("CampaignMember", "Campaign")]
    [InlineData("Task", "Permission:ActivitiesAccess")]
    [InlineData("Account", null)]
    public void Objects_without_rows_of_their_own_say_what_opens_them(string name, string? opener)
    {
        Assert.Equal(opener, _company.Find(name)!.OpenedBy);
        Assert.Equal(opener is null, _company.Find(name)!.ObjectPermissionable);
    }

    [Theory]
    [InlineData("LoginHistory", "Status", false)]
    [InlineData("LoginHistory", "Application", false)]
    [InlineData("LoginHistory", "LoginType", true)]
    [InlineData("SetupAuditTrail", "Display", false)]
    [InlineData("UserLicense", "MonthlyLoginsUsed", false)]
    [InlineData("PermissionSet", "PermissionsViewSetup", true)]
    public void Filterable_is_as_documented(string name, string field, bool filterable) =>
        Assert.Equal(filterable, _company.Find(name)!.Field(field)!.Filterable);

    [Fact]
    public void Permission_columns_stand_on_the_five_objects_that_have_them()
    {
        foreach (var name in new[] { "ViewSetup", "ManageInternalUsers", "ModifyAllData", "ApiUserOnly", "ViewAllFieldsGlobal" })
        {
            Assert.NotNull(_company.Find("PermissionSet")!.Field("Permissions" + name));
            Assert.NotNull(_company.Find("Profile")!.Field("Permissions" + name));
            Assert.NotNull(_company.Find("MutingPermissionSet")!.Field("Permissions" + name));
            Assert.NotNull(_company.Find("UserPermissionAccess")!.Field("Permissions" + name));
            Assert.NotNull(_company.Find("PermissionSetLicense")!.Field("MaximumPermissions" + name));
        }

        Assert.Equal("View Setup and Configuration", _company.Find("PermissionSet")!.Field("PermissionsViewSetup")!.Label);
        Assert.True(PermissionColumns.All.Count > 400);
    }

    [Fact]
    public void What_real_permission_sets_name_takes_permission_rows()
    {
        var named = System.Text.RegularExpressions.Regex
            .Matches(System.IO.File.ReadAllText(SfIntegration.Tests.Repository.Fixture("permissionsets/npsp-Gift_Entry_Recommended.permissionset")), "<field>([A-Za-z0-9]+)\\.([A-Za-z0-9]+)</field>")
            .Select(m => (Object: m.Groups[1].Value, Field: m.Groups[2].Value))
            .ToList();
        Assert.True(named.Count > 300);
        var org = new OrgSchema();
        StandardSchema.AddStandard(org, named.Select(n => n.Object).Where(n => StandardSchema.AllNames().Contains(n)).Distinct());
        var wrong = named
            .Where(n => org.Find(n.Object)?.Field(n.Field) is { Permissionable: false })
            .Select(n => n.Object + "." + n.Field);
        Assert.Equal(new List<string>(), wrong);
    }
}
