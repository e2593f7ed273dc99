using System;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Permission;
using Xunit;

namespace SfIntegration.Unit.Tests.Permission;

/// <summary>Unions and intersections, each expected by hand.</summary>
public sealed class DefinitionCombinerTests
{
    private static readonly PermissionSetDefinition s_sales = Definitions.Of(
        "Sales", objects: "Account:Read+Create+Edit Lead:Read", fields: "Account.Site:Read+Edit Account.Fax:Read Lead.Phone:Read", system: "RunReports ApiEnabled", entities: "ApexClass:Sync ApexPage:Home",
        tabs: "standard-Account:Visible standard-Lead:Available", recordTypes: "Account.Business Account.Private");

    private static readonly PermissionSetDefinition s_service = Definitions.Of(
        "Service", objects: "account:Read+Edit+Delete Case:Read", fields: "Account.site:Read Account.Phone:Read+Edit", system: "apienabled EditTask", entities: "ApexClass:sync CustomPermission:Home",
        tabs: "standard-account:Available standard-Case:Visible", recordTypes: "Account.Business Case.Support");

    [Fact]
    public void A_union_has_what_any_of_them_grants()
    {
        var union = DefinitionCombiner.Combine([s_sales, s_service], DefinitionCombination.Union, "Both");

        Assert.Equal(
            [
                "ApexClass Sync", "ApexPage Home", "CustomPermission Home", "field Account.Fax Read", "field Account.Phone Read, Edit", "field Account.Site Read, Edit", "field Lead.Phone Read",
                "object Account Read, Create, Edit, Delete", "object Case Read", "object Lead Read", "permission ApiEnabled", "permission EditTask", "permission RunReports",
                "record type Account.Business", "record type Account.Private", "record type Case.Support", "tab standard-Account Visible", "tab standard-Case Visible", "tab standard-Lead Available",
            ],
            Definitions.Grants(union));
        Assert.Equal(("Both", "union of set Sales, set Service"), (union.PermissionSet, union.Source));
    }

    [Fact]
    public void An_intersection_has_what_each_of_them_grants()
    {
        var both = DefinitionCombiner.Combine([s_sales, s_service], DefinitionCombination.Intersection, "Common");

        Assert.Equal(
            ["ApexClass Sync", "field Account.Site Read", "object Account Read, Edit", "permission ApiEnabled", "record type Account.Business", "tab standard-Account Available"],
            Definitions.Grants(both));
    }

    [Fact]
    public void The_order_of_the_sources_does_not_matter()
    {
        foreach (var how in new[] { DefinitionCombination.Union, DefinitionCombination.Intersection })
        {
            Assert.Equal(
                Definitions.Grants(DefinitionCombiner.Combine([s_sales, s_service], how, "X")).Select(g => g.ToLowerInvariant()).Order(StringComparer.Ordinal),
                Definitions.Grants(DefinitionCombiner.Combine([s_service, s_sales], how, "X")).Select(g => g.ToLowerInvariant()).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void A_source_combined_with_itself_stays_what_it_is()
    {
        foreach (var how in new[] { DefinitionCombination.Union, DefinitionCombination.Intersection })
        {
            Assert.Equal(Definitions.Grants(s_sales), Definitions.Grants(DefinitionCombiner.Combine([s_sales, s_sales], how, "X")));
        }
    }

    [Theory]
    [InlineData("ModifyAllData", "object Account Read, Create, Edit, Delete, ViewAll, ModifyAll")]
    [InlineData("ViewAllData", "object Account Read, ViewAll")]
    [InlineData("RunReports", null)]
    public void A_power_over_every_object_counts_for_the_objects_that_others_name(string power, string? expected)
    {
        var wide = Definitions.Of("Wide", system: power);
        var named = Definitions.Of("Named", objects: "Account:Read+Create+Edit+Delete+ViewAll+ModifyAll");

        var grants = Definitions.Grants(DefinitionCombiner.Combine([wide, named], DefinitionCombination.Intersection, "X")).ToList();

        Assert.Equal(expected is null ? [] : [expected], grants);
    }

    [Fact]
    public void A_power_over_records_opens_no_field_but_View_All_Fields_reads_them()
    {
        var named = Definitions.Of("Named", objects: "Account:Read", fields: "Account.Site:Read+Edit");

        var modifyAll = DefinitionCombiner.Combine([Definitions.Of(system: "ModifyAllData"), named], DefinitionCombination.Intersection, "X");
        var viewAllFields = DefinitionCombiner.Combine([Definitions.Of(objects: "Account:Read+ViewAllFields"), named], DefinitionCombination.Intersection, "X");
        var globalAlone = DefinitionCombiner.Combine([Definitions.Of(system: "ViewAllFieldsGlobal"), named], DefinitionCombination.Intersection, "X");
        var globalWithRead = DefinitionCombiner.Combine([Definitions.Of(objects: "Account:Read", system: "ViewAllFieldsGlobal"), named], DefinitionCombination.Intersection, "X");

        Assert.Equal(["object Account Read"], Definitions.Grants(modifyAll));
        Assert.Equal(["field Account.Site Read", "object Account Read"], Definitions.Grants(viewAllFields));
        Assert.Empty(Definitions.Grants(globalAlone));
        Assert.Equal(["field Account.Site Read", "object Account Read"], Definitions.Grants(globalWithRead));
    }

    [Fact]
    public void An_intersection_never_leaves_a_flag_without_what_it_depends_on()
    {
        // Delete needs edit: common are read and delete alone, so delete goes too.
        var left = Definitions.Of("L", objects: "Account:Read+ViewAll");
        var right = Definitions.Of("R", objects: "Account:Read+Edit+Delete+ViewAll+ModifyAll");

        Assert.Equal(["object Account Read, ViewAll"], Definitions.Grants(DefinitionCombiner.Combine([left, right], DefinitionCombination.Intersection, "X")));
    }

    [Fact]
    public void Record_types_that_were_not_read_make_the_common_ones_unknown()
    {
        var unread = new PermissionSetDefinition(Definitions.Of("Unread", recordTypes: null)) { LeftOut = [new("record types", "", "They were not read.")] };

        var both = DefinitionCombiner.Combine([s_sales, unread], DefinitionCombination.Intersection, "X");
        var any = DefinitionCombiner.Combine([s_sales, unread], DefinitionCombination.Union, "X");

        Assert.Null(both.RecordTypes);
        Assert.Equal(2, any.RecordTypes!.Count);
        Assert.Equal("record types: They were not read. (set Unread)", Assert.Single(any.LeftOut).ToString());
    }

    [Fact]
    public void Different_licences_are_named_instead_of_one_being_chosen()
    {
        var one = Definitions.Of("One", license: "Salesforce");
        var two = Definitions.Of("Two", license: "SalesforceAPIIntegrationPsl");

        var both = DefinitionCombiner.Combine([one, two], DefinitionCombination.Union, "X");

        Assert.Null(both.License);
        Assert.Equal("Salesforce, SalesforceAPIIntegrationPsl", Assert.Single(both.LeftOut, l => l.Kind == "licence").Target);
        Assert.Equal("Salesforce", DefinitionCombiner.Combine([one, one], DefinitionCombination.Union, "X").License);
    }

    [Fact]
    public void A_set_that_counts_in_some_sessions_makes_an_intersection_count_there_alone()
    {
        var session = new PermissionSetDefinition(s_sales) { HasActivationRequired = true };

        Assert.True(DefinitionCombiner.Combine([session, s_sales], DefinitionCombination.Intersection, "X").HasActivationRequired);
        Assert.False(DefinitionCombiner.Combine([session, s_sales], DefinitionCombination.Union, "X").HasActivationRequired);
        Assert.True(DefinitionCombiner.Combine([session, session], DefinitionCombination.Union, "X").HasActivationRequired);
    }
}
