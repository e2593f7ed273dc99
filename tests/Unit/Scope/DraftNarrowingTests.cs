using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Scope;
using SfIntegration.Scope.Drafting;
using Xunit;

namespace SfIntegration.Tests.Scope;

/// <summary>A wide set cloned and narrowed: what is taken, what is cut, and that every cut is said.</summary>
public sealed class DraftNarrowingTests
{
    private const ObjectAccess All = (ObjectAccess)127;

    private static readonly DraftInput s_wide = new()
    {
        Source = "permission set Wide",
        Objects = [new("Account", All), new("AccountBrand", ObjectAccess.Read), new("Contact", ObjectAccess.Read | ObjectAccess.Edit), new("Invoice__c", ObjectAccess.Read | ObjectAccess.Create)],
        Fields = [new("Account", "Phone", true), new("account", "Fax", false), new("Contact", "Email", true), new("Invoice__c", "Total__c", true)],
        SystemPermissions = ["ViewSetup", "ViewAllData", "ApiEnabled"],
        ApexClasses = ["OrderSync", "Other"],
        CustomPermissions = ["Sync_Orders"],
        Flows = ["Flow_A"],
        CustomSettings = ["S__c"],
        CustomMetadataTypes = ["M__mdt"],
        Tabs = [new("standard-Account", TabVisibility.Visible, null), new("Invoice__c", TabVisibility.Available, null), new("Page_Tab", TabVisibility.Visible, null)],
        RecordTypes = [new("Account", "Customer"), new("Invoice__c", "Big")],
        Notes = ["already said"],
    };

    private static DraftInput Narrow(string[]? only = null, ObjectAccess? access = null, string[]? permissions = null, string[]? entities = null) =>
        DraftNarrowing.Narrow(s_wide, new Narrowing { Only = only ?? [], Access = access, KeepSystemPermissions = permissions ?? [], KeepSetupAccess = entities ?? [] });

    private static string Words(DraftInput input) => string.Join(" ", input.Objects.Select(o => $"{o.SobjectType}:{(int)o.Access}"));

    [Fact]
    public void Nothing_is_cut_where_nothing_is_narrowed() => Assert.Same(s_wide, Narrow(permissions: ["ViewSetup"]));

    [Fact]
    public void Only_named_objects_are_taken_with_their_fields_tabs_and_record_types()
    {
        var input = Narrow(["ACCOUNT", "Invoice__?"]);
        Assert.Equal("Account:127 Invoice__c:3", Words(input));
        Assert.Equal(["Phone", "Fax", "Total__c"], input.Fields.Select(f => f.Field));
        Assert.Equal(["standard-Account", "Invoice__c"], input.Tabs.Select(t => t.Name));
        Assert.Equal(["Customer", "Big"], input.RecordTypes.Select(r => r.RecordType));
        Assert.Contains("Left out: the objects AccountBrand, Contact", input.Notes);
        Assert.Contains("Left out: the tabs Page_Tab", input.Notes);
        Assert.Equal("already said", input.Notes[^1]);
    }

    [Fact]
    public void A_wildcard_takes_every_object_it_matches() => Assert.Equal("Account:127 AccountBrand:1", Words(Narrow(["Acc*"])));

    [Fact]
    public void Read_cuts_every_way_of_writing_and_of_passing_over_sharing()
    {
        var input = Narrow(["Account", "Contact"], ObjectAccess.Read);
        Assert.Equal("Account:1 Contact:1", Words(input));
        Assert.All(input.Fields, f => Assert.False(f.IsEditable));
        Assert.Contains("Cut by -Access: Account (create, edit, delete, viewAll, modifyAll, viewAllFields), Contact (edit)", input.Notes);
        Assert.Contains("Cut by -Access: 2 fields are read only, not edited", input.Notes);
    }

    // Hand-derived: delete needs edit and read, so an object with all of it keeps 1+4+8; one that is only read gets nothing it had not.
    [Theory]
    [InlineData(ObjectAccess.Delete, "Account:13 AccountBrand:1 Contact:5 Invoice__c:1")]
    [InlineData(ObjectAccess.Read | ObjectAccess.Create, "Account:3 AccountBrand:1 Contact:1 Invoice__c:3")]
    [InlineData(ObjectAccess.ViewAll, "Account:17 AccountBrand:1 Contact:1 Invoice__c:1")]
    [InlineData(ObjectAccess.ModifyAll, "Account:61 AccountBrand:1 Contact:5 Invoice__c:1")]
    public void The_access_is_the_most_and_never_more_than_the_source_has(ObjectAccess access, string expected) => Assert.Equal(expected, Words(Narrow(access: access)));

    [Theory]
    [InlineData(ObjectAccess.Create, true)]
    [InlineData(ObjectAccess.Edit, true)]
    [InlineData(ObjectAccess.ViewAll, false)]
    public void Fields_stay_editable_where_something_may_be_written(ObjectAccess access, bool editable) =>
        Assert.Equal(editable, Narrow(access: access).Fields.Single(f => f.Field == "Total__c").IsEditable);

    [Fact]
    public void What_a_row_only_implies_is_cut_as_well()
    {
        var input = DraftNarrowing.Narrow(new DraftInput { Source = "x", Objects = [new("A", ObjectAccess.ModifyAll)] }, new Narrowing { Access = ObjectAccess.Read });
        Assert.Equal("A:1", Words(input));
    }

    [Fact]
    public void What_is_no_object_goes_unless_it_is_kept_by_name()
    {
        var input = Narrow(["Account"]);
        Assert.Empty(input.SystemPermissions.Concat(input.ApexClasses).Concat(input.CustomPermissions).Concat(input.Flows).Concat(input.CustomSettings).Concat(input.CustomMetadataTypes));
        Assert.Contains("Left out: the system permissions ApiEnabled, ViewAllData, ViewSetup (-KeepSystemPermission keeps them)", input.Notes);
        Assert.Contains("Left out: the Apex classes OrderSync, Other (-KeepSetupAccess keeps them)", input.Notes);
        Assert.Contains("Left out: the custom metadata types M__mdt (-KeepSetupAccess keeps them)", input.Notes);

        var kept = Narrow(["Account"], permissions: ["view*p", "apienabled"], entities: ["order*", "Sync_Orders"]);
        Assert.Equal(["ViewSetup", "ApiEnabled"], kept.SystemPermissions);
        Assert.Equal("OrderSync", Assert.Single(kept.ApexClasses));
        Assert.Equal("Sync_Orders", Assert.Single(kept.CustomPermissions));
        Assert.Contains("Left out: the system permissions ViewAllData (-KeepSystemPermission keeps them)", kept.Notes);
    }

    [Theory]
    [InlineData("Acount", "Did you mean Account?")]
    [InlineData("Zzz*", "It gives access to Account, AccountBrand, Contact, Invoice__c.")]
    [InlineData("(", "It gives access to Account, AccountBrand, Contact, Invoice__c.")]
    public void A_name_that_matches_nothing_is_an_error_with_the_right_one(string name, string cure)
    {
        var error = Assert.Throws<SfNotFoundException>(() => Narrow(["Account", name]));
        Assert.Equal($"Permission set Wide gives access to no object '{name}', so there is nothing to narrow to.", error.Message);
        Assert.Equal(cure, error.Cure);
    }

    [Fact]
    public void An_object_that_the_source_names_without_access_is_no_match() => Assert.Throws<SfNotFoundException>(() => DraftNarrowing.Narrow(
        new DraftInput { Source = "x", Objects = [new("A", ObjectAccess.None)] }, new Narrowing { Only = ["A"] }));

    [Fact]
    public void Many_names_are_counted()
    {
        var input = new DraftInput { Source = "x", Objects = [.. Enumerable.Range(10, 30).Select(i => new DraftObject($"O{i}__c", ObjectAccess.Read))] };
        Assert.Equal("Left out: the objects O11__c, O12__c, O13__c, O14__c, O15__c, O16__c, O17__c, O18__c and 21 more", Assert.Single(DraftNarrowing.Narrow(input, new Narrowing { Only = ["O10__c"] }).Notes));
    }

    [Fact]
    public void A_narrowed_draft_is_a_valid_scope_that_needs_no_reasons()
    {
        var scope = ScopeDraft.FromGrants(Narrow(["Account", "Contact"], ObjectAccess.Read), new DraftOptions { Name = "narrow", Username = "narrow@acme.example" });
        Assert.All(scope.Integrations[0].Objects, o => Assert.Equal((ObjectAccess.Read, (string?)null), (o.Access, o.Reason)));
        Assert.Equal(["Fax", "Phone"], scope.Integrations[0].Objects[0].Fields.Read.Select(f => f.Name));
        Assert.Empty(scope.Integrations[0].SystemPermissions);
        Assert.Null(scope.Integrations[0].Expires);
    }
}
