using System;
using System.IO;
using System.Linq;
using System.Text;
using SfIntegration.Access;
using SfIntegration.Scope;
using SfIntegration.Scope.Drafting;
using Xunit;

namespace SfIntegration.Tests.Scope;

public sealed class ScopeDraftTests
{
    private static readonly DraftOptions s_options = new() { Name = "orders", Integration = "order-sync", Username = "integ-svc-orders@acme.example" };

    [Fact]
    public void What_the_options_leave_out_is_taken_from_the_username()
    {
        var scope = ScopeDraft.FromGrants(Input(), s_options);
        Assert.Equal(("integ-svc-orders", "integ-svc-orders@acme.example", "Salesforce Integration"), (scope.Identity.LastName, scope.Identity.Email, scope.Identity.License));
        Assert.Equal("Integ_Orders_Order_Sync", Assert.Single(scope.Integrations).PermissionSet);
        Assert.Null(scope.SourcePath);
    }

    [Fact]
    public void Rows_of_one_name_are_put_together_whatever_their_case()
    {
        var scope = ScopeDraft.FromGrants(Input() with
        {
            Objects = new[] { new DraftObject("Account", ObjectAccess.Read), new DraftObject("ACCOUNT", ObjectAccess.Delete) },
            Fields = new[] { new DraftField("account", "Phone", false), new DraftField("Account", "PHONE", true) },
            SystemPermissions = new[] { "ViewSetup", "viewsetup" },
        }, s_options);
        var account = Assert.Single(scope.Integrations[0].Objects);
        Assert.Equal(ObjectAccess.Read | ObjectAccess.Edit | ObjectAccess.Delete, account.Access);
        Assert.Equal("Phone", Assert.Single(account.Fields.Edit).Name);
        Assert.Empty(account.Fields.Read);
        Assert.Single(scope.Integrations[0].SystemPermissions);
    }

    [Fact]
    public void Address_parts_become_their_compound()
    {
        var scope = ScopeDraft.FromGrants(Input() with
        {
            Objects = new[] { new DraftObject("Account", ObjectAccess.Read | ObjectAccess.Edit) },
            Fields = new[] { new DraftField("Account", "BillingCity", false), new DraftField("Account", "BillingStreet", true) },
        }, s_options);
        Assert.Equal("BillingAddress", Assert.Single(scope.Integrations[0].Objects[0].Fields.Edit).Name);
        Assert.Contains(scope.Notes, n => n.StartsWith("Account.BillingCity", StringComparison.Ordinal));
    }

    [Fact]
    public void Fields_that_open_nothing_are_left_out_and_told()
    {
        var scope = ScopeDraft.FromGrants(Input() with { Fields = new[] { new DraftField("Case", "Subject", true) } }, s_options);
        Assert.Empty(scope.Integrations[0].Objects);
        Assert.Contains(scope.Notes, n => n.Contains("1 fields of Case", StringComparison.Ordinal));
    }

    [Fact]
    public void Editable_fields_of_an_object_nobody_may_edit_are_drafted_as_read()
    {
        var scope = ScopeDraft.FromGrants(Input() with
        {
            Objects = new[] { new DraftObject("Case", ObjectAccess.Read) },
            Fields = new[] { new DraftField("Case", "Subject", true) },
        }, s_options);
        Assert.Equal("Subject", Assert.Single(scope.Integrations[0].Objects[0].Fields.Read).Name);
        Assert.Contains(scope.Notes, n => n.StartsWith("Case: 1 editable", StringComparison.Ordinal));
    }

    [Fact]
    public void Objects_that_a_parent_opens_stay_only_with_their_parent()
    {
        var fields = new[] { new DraftField("OpportunityLineItem", "Discount", true) };
        var alone = ScopeDraft.FromGrants(Input() with { Fields = fields }, s_options);
        Assert.Empty(alone.Integrations[0].Objects);
        Assert.Contains(alone.Notes, n => n.Contains("edit of Opportunity", StringComparison.Ordinal));

        var together = ScopeDraft.FromGrants(Input() with { Fields = fields, Objects = new[] { new DraftObject("Opportunity", ObjectAccess.Edit) } }, s_options);
        Assert.Equal(new[] { "Opportunity", "OpportunityLineItem" }, together.Integrations[0].Objects.Select(o => o.SobjectType));
    }

    [Fact]
    public void What_is_only_lent_expires()
    {
        var input = Input() with { SystemPermissions = new[] { "ModifyAllData" } };
        Assert.NotNull(ScopeDraft.FromGrants(input, s_options).Integrations[0].Expires);
        Assert.Equal(new DateTime(2028, 1, 2), ScopeDraft.FromGrants(input, s_options with { Expires = new DateTime(2028, 1, 2) }).Integrations[0].Expires!.Value.Date);
        Assert.Null(ScopeDraft.FromGrants(Input(), s_options).Integrations[0].Expires);
    }

    [Fact]
    public void Hostile_words_survive_writing_and_reading()
    {
        const string Nasty = "It's \"odd\": 100% & *a, {b} [c] # d \\ 'é' <e>";
        var scope = ScopeDraft.FromGrants(Input() with { Purpose = Nasty }, s_options with { Owner = new ScopeContact("O'Hara: \"Ops\" #1", "ops@acme.example") });
        Assert.Equal(Nasty, scope.Integrations[0].Purpose);
        Assert.Equal("O'Hara: \"Ops\" #1", scope.Owner!.Name);
    }

    [Fact]
    public void A_name_too_long_to_derive_a_set_from_still_drafts()
    {
        var name = new string('a', 70);
        var set = ScopeDraft.FromGrants(Input(), s_options with { Name = name, Integration = new string('b', 70) }).Integrations[0];
        Assert.True(set.IsPermissionSetNamed);
        Assert.Null(PermissionSetNames.Mistake(set.PermissionSet));
    }

    [Fact]
    public void A_username_that_is_none_is_refused()
    {
        Assert.Throws<SfScopeException>(() => ScopeDraft.FromGrants(Input(), s_options with { Username = "nobody" }));
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><PermissionSet xmlns='http://soap.sforce.com/2006/04/metadata'><label>&e;</label></PermissionSet>", 0)]
    [InlineData("<PermissionSet xmlns='http://soap.sforce.com/2006/04/metadata'>\n<label>x", 2)]
    [InlineData("\n<CustomObject xmlns='http://soap.sforce.com/2006/04/metadata'/>", 2)]
    [InlineData("<PermissionSet/>", 1)]
    [InlineData("", 0)]
    public void What_is_no_metadata_file_is_refused_with_its_line(string xml, int line)
    {
        var e = Assert.Throws<SfScopeException>(() => Read(xml, null));
        Assert.Equal(line, Assert.Single(e.ScopeErrors).Line);
        Assert.DoesNotContain("root:", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_mistake_of_a_metadata_file_is_told_with_its_line()
    {
        var e = Assert.Throws<SfScopeException>(() => Read(Set("""

            <objectPermissions><allowRead>true</allowRead></objectPermissions>
            <fieldPermissions><field>Name</field><readable>true</readable></fieldPermissions>
            <classAccesses><apexClass>%%%ODD%%%X</apexClass><enabled>1</enabled></classAccesses>
            """), "npsp"));
        Assert.Equal(new[] { 2, 3, 4 }, e.ScopeErrors.Select(x => x.Line).OrderBy(l => l));
    }

    [Theory]
    [InlineData("npsp", "npsp__A__c")]
    [InlineData("npsp__", "npsp__A__c")]
    [InlineData("", "A__c")]
    public void The_namespace_fills_the_tokens_in(string prefix, string expected)
    {
        var input = Read(Set("<objectPermissions><allowRead>true</allowRead><object>%%%NAMESPACE%%%A__c</object></objectPermissions>"), prefix);
        Assert.Equal(expected, Assert.Single(input.Objects).SobjectType);
    }

    [Fact]
    public void A_templated_name_that_grants_nothing_needs_no_namespace()
    {
        var input = Read(Set("<fieldPermissions><editable>false</editable><field>%%%NAMESPACE%%%A__c.B__c</field><readable>false</readable></fieldPermissions>"), null);
        Assert.Empty(input.Fields);
    }

    [Fact]
    public void What_a_scope_cannot_hold_is_noted_and_what_is_hidden_is_not()
    {
        var input = Read(Set("""
            <recordTypeVisibilities><recordType>Account.Big</recordType><visible>true</visible></recordTypeVisibilities>
            <recordTypeVisibilities><recordType>Account.Small</recordType><visible>false</visible></recordTypeVisibilities>
            <tabSettings><tab>standard-Account</tab><visibility>None</visibility></tabSettings>
            <layoutAssignments><layout>Account-Big</layout></layoutAssignments>
            <quantumAccesses><name>Q</name></quantumAccesses>
            """), null);
        Assert.Equal("Account.Big", Assert.Single(input.RecordTypes) is var big ? big.SobjectType + "." + big.RecordType : "");
        Assert.Empty(input.Tabs);
        Assert.Equal(
            new[] { "Not drafted, because a scope holds no page layouts: Account-Big", "Not drafted, because this module does not know them: quantumAccesses" },
            input.Notes);
    }

    [Theory]
    [InlineData("tabSettings", "Visible", "standard-Account Visible")]
    [InlineData("tabSettings", "Available", "standard-Account Available")]
    [InlineData("tabSettings", "None", "")]
    [InlineData("tabVisibilities", "DefaultOn", "standard-Account Visible")]
    [InlineData("tabVisibilities", "DefaultOff", "standard-Account Available")]
    [InlineData("tabVisibilities", "Hidden", "")]
    public void Tabs_of_files_are_drafted_as_they_show(string list, string visibility, string expected)
    {
        var input = Read(Set($"<{list}><tab>standard-Account</tab><visibility>{visibility}</visibility></{list}>"), null);
        Assert.Equal(expected, string.Join(",", ScopeDraft.FromGrants(input, s_options).Integrations[0].Tabs.Select(t => $"{t.Name} {t.Visibility}")));
    }

    [Fact]
    public void A_tab_that_stands_twice_shows_as_the_wider_row_says()
    {
        var scope = ScopeDraft.FromGrants(Input() with { Tabs = new[] { new TabGrant("A__c", TabVisibility.Available, null), new TabGrant("a__c", TabVisibility.Visible, null) } }, s_options);
        Assert.Equal(TabVisibility.Visible, Assert.Single(scope.Integrations[0].Tabs).Visibility);
    }

    [Fact]
    public void Record_types_are_drafted_under_their_object_and_told_where_the_object_is_closed()
    {
        var scope = ScopeDraft.FromGrants(Input() with
        {
            Objects = new[] { new DraftObject("Case", ObjectAccess.Read) },
            RecordTypes = new[] { new RecordTypeGrant("case", "Support"), new RecordTypeGrant("Case", "SUPPORT"), new RecordTypeGrant("Account", "Big"), new RecordTypeGrant("Account", "Small") },
        }, s_options);
        Assert.Equal("Support", Assert.Single(Assert.Single(scope.Integrations[0].Objects).RecordTypes).Name);
        Assert.Contains("Not drafted: the record types Big, Small of Account, because a test gives no access to Account itself", scope.Notes);
    }

    [Theory]
    [InlineData("Support")]
    [InlineData(".Support")]
    [InlineData("Case.")]
    public void A_record_type_of_a_file_that_has_no_object_is_a_mistake_of_the_file(string name)
    {
        var error = Assert.Throws<SfScopeException>(() => Read(Set($"<recordTypeVisibilities><recordType>{name}</recordType><visible>true</visible></recordTypeVisibilities>"), null));
        Assert.Contains($"`{name}` is no record type of an object", error.Message, StringComparison.Ordinal);
    }

    private static DraftInput Input() => new() { Source = "a test" };

    private static string Set(string rows) => $"<PermissionSet xmlns='http://soap.sforce.com/2006/04/metadata'>{rows}</PermissionSet>";

    private static DraftInput Read(string xml, string? prefix) => MetadataFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(xml)), prefix, "a.permissionset");
}
