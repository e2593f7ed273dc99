using System;
using System.IO;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;
using SfIntegration.Tests;
using Xunit;

namespace SfIntegration.PracticeOrg.Tests.Schema;

public sealed class DescribeWriterTests
{
    private readonly OrgSchema _org = StandardSchema.Company();
    private readonly FakeCaller _caller = new();

    private JObject Describe(string name) => DescribeWriter.Object(_org.Find(name)!, new OrgStore(), _org, _caller, "66.0");

    private static JToken Field(JObject describe, string name) => describe["fields"]!.Single(f => (string?)f["name"] == name);

    [Fact]
    public void Global_lists_only_what_the_caller_sees()
    {
        _caller.HiddenObjects.Add("Account");
        var names = DescribeWriter.Global(_org, _caller, "66.0")["sobjects"]!.Select(o => (string)o["name"]!).ToList();
        Assert.DoesNotContain("Account", names);
        Assert.Contains("Contact", names);
        Assert.Equal(names.OrderBy(n => n, StringComparer.OrdinalIgnoreCase), names);
    }

    [Fact]
    public void Fields_hidden_from_the_caller_are_not_described_and_read_only_ones_say_so()
    {
        _caller.HiddenFields.Add("Account.Industry");
        _caller.ReadOnlyFields.Add("Account.Rating");
        var describe = Describe("Account");
        Assert.DoesNotContain(describe["fields"]!, f => (string?)f["name"] == "Industry");
        Assert.False((bool)Field(describe, "Rating")["updateable"]!);
        Assert.True((bool)Field(describe, "Type")["updateable"]!);
    }

    [Fact]
    public void No_field_is_writable_on_an_object_the_caller_only_reads()
    {
        _caller.ReadOnlyObjects.Add("Account");
        var describe = Describe("Account");
        Assert.False((bool)describe["createable"]!);
        Assert.DoesNotContain(describe["fields"]!, f => (bool)f["updateable"]! || (bool)f["createable"]!);
    }

    [Fact]
    public void Address_parts_claim_to_be_permissionable_but_the_picklist_holds_only_the_compound()
    {
        Assert.True((bool)Field(Describe("Account"), "BillingCity")["permissionable"]!);
        var granted = Field(Describe("FieldPermissions"), "Field")["picklistValues"]!.Select(v => (string)v["value"]!).ToList();
        Assert.Contains("Account.BillingAddress", granted);
        Assert.DoesNotContain("Account.BillingCity", granted);
        Assert.DoesNotContain("Account.Name", granted);
        Assert.Contains("Invoice__c.Internal_Note__c", granted);
        Assert.Contains("Task.WhatId", granted);
    }

    [Fact]
    public void Object_rows_are_listed_for_objects_that_take_them()
    {
        var objects = Field(Describe("ObjectPermissions"), "SobjectType")["picklistValues"]!.Select(v => (string)v["value"]!).ToList();
        Assert.Contains("Account", objects);
        Assert.Contains("Invoice__c", objects);
        Assert.DoesNotContain("Task", objects);
        Assert.DoesNotContain("User", objects);
        Assert.DoesNotContain("OpportunityLineItem", objects);
    }

    [Theory]
    [InlineData("Account")]
    [InlineData("Contact")]
    [InlineData("Case")]
    [InlineData("Lead")]
    [InlineData("PermissionSet")]
    [InlineData("SetupEntityAccess")]
    public void Our_describe_agrees_with_the_recorded_one_on_what_clients_read(string name)
    {
        var real = JObject.Parse(File.ReadAllText(Repository.Fixture($"describes/{name}.json")));
        var ours = Describe(name);
        Assert.Equal((string?)real["keyPrefix"], (string?)ours["keyPrefix"]);
        var compared = 0;
        foreach (var field in real["fields"]!.Where(f => !((string)f["name"]!).EndsWith("__c", StringComparison.Ordinal)))
        {
            var mine = ours["fields"]!.SingleOrDefault(f => (string?)f["name"] == (string?)field["name"]);
            Assert.True(mine is not null, $"{name}.{field["name"]} is missing");
            var keys = new[] { "type", "nillable", "filterable", "createable", "updateable", "permissionable", "relationshipName" };
            foreach (var key in keys)
            {
                Assert.True(string.Equals(field[key]!.ToString(), mine[key]!.ToString(), StringComparison.Ordinal), $"{name}.{field["name"]}.{key}: {field[key]} is {mine[key]} with us");
                compared++;
            }
        }

        Assert.True(compared > 30);
        var missing = real.Properties().Select(p => p.Name).Where(p => !ours.ContainsKey(p) && p is not ("associateEntityType" or "associateParentEntity"));
        Assert.Empty(missing);
    }
}
