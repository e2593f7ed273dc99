using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Access;
using SfIntegration.Plan;
using SfIntegration.Scope;
using SfIntegration.Tests;
using Xunit;
using static SfIntegration.Unit.Tests.Plan.ResolverBuilder;

namespace SfIntegration.Unit.Tests.Plan;

public sealed class DesiredAccessResolverTests
{
    private const FieldAccess Edit = FieldAccess.Read | FieldAccess.Edit;

    [Fact]
    public void Edit_all_grants_edit_where_editable_read_elsewhere_and_says_why_it_leaves_the_rest()
    {
        var desired = Resolve(ScopeOf(Scoped("account", ObjectAccess.Read | ObjectAccess.Edit, editAll: true)));
        var set = Assert.Single(desired.Sets);
        Assert.Equal(
            new[] { ("Phone", Edit), ("AccountNumber", Edit), ("BillingAddress", Edit), ("Formula__c", FieldAccess.Read), ("Auto__c", FieldAccess.Read), ("LastActivityDate", FieldAccess.Read) },
            set.Fields.Select(f => (f.Field, f.Access)));
        Assert.All(set.Fields, f => Assert.Equal("Account", f.SobjectType));
        Assert.Equal(
            new[]
            {
                ("Id", "system field: always readable, never writable"),
                ("CreatedDate", "system field: always readable, never writable"),
                ("OwnerId", "owner: always readable and writable"),
                ("Name", "required: always readable and writable"),
                ("BillingCity", "part of BillingAddress, which is granted as a whole"),
                ("IsOdd", "Salesforce offers no grant for it: it is readable wherever the object is"),
            },
            desired.LeftOut.Select(l => (l.Field, l.Why)));
        Assert.Empty(desired.Problems);
    }

    [Fact]
    public void Read_all_reads_and_except_subtracts_whatever_the_case()
    {
        var set = Resolve(ScopeOf(Scoped("Account", ObjectAccess.Read, readAll: true, except: "PHONE formula__c"))).Sets[0];
        Assert.Equal(new[] { "AccountNumber", "BillingAddress", "Auto__c", "LastActivityDate" }, set.Fields.Select(f => f.Field));
        Assert.All(set.Fields, f => Assert.Equal(FieldAccess.Read, f.Access));
    }

    [Fact]
    public void Read_all_with_an_edit_list_grants_both()
    {
        var set = Resolve(ScopeOf(Scoped("Account", ObjectAccess.Edit, readAll: true, edit: "phone"))).Sets[0];
        Assert.Equal(("Phone", Edit), set.Fields.Where(f => f.Access == Edit).Select(f => (f.Field, f.Access)).Single());
        Assert.Equal(6, set.Fields.Count);
    }

    [Fact]
    public void Names_come_out_as_the_org_spells_them()
    {
        var set = Resolve(ScopeOf(null, new[] { "viewsetup" }, Scoped("ACCOUNT", ObjectAccess.Read, read: "aCCountnumber"))).Sets[0];
        Assert.Equal("Account", set.Objects.Single().SobjectType);
        Assert.Equal("AccountNumber", set.Fields.Single().Field);
        Assert.Equal("ViewSetup", set.SystemPermissions.Single().Name);
    }

    [Theory]
    [InlineData(ObjectAccess.Create, ObjectAccess.Read | ObjectAccess.Create)]
    [InlineData(ObjectAccess.Edit, ObjectAccess.Read | ObjectAccess.Edit)]
    [InlineData(ObjectAccess.Delete, ObjectAccess.Read | ObjectAccess.Edit | ObjectAccess.Delete)]
    [InlineData(ObjectAccess.ViewAll, ObjectAccess.Read | ObjectAccess.ViewAll)]
    [InlineData(ObjectAccess.ModifyAll, ObjectAccess.Read | ObjectAccess.Edit | ObjectAccess.Delete | ObjectAccess.ViewAll | ObjectAccess.ModifyAll)]
    [InlineData(ObjectAccess.ViewAllFields, ObjectAccess.Read | ObjectAccess.ViewAllFields)]
    [InlineData(ObjectAccess.None, ObjectAccess.None)]
    public void Access_is_completed_with_what_it_needs(ObjectAccess asked, ObjectAccess complete) => Assert.Equal(complete, ObjectResolver.Complete(asked));

    [Theory]
    [InlineData("Acount", "UnknownObject", "Did you mean Account?")]
    [InlineData("Wholly__Different__c", "UnknownObject", "Check its API name (__c for custom objects).")]
    [InlineData("ApexLog", "ObjectNotPermissionable", "Remove it from the scope.")]
    public void Objects_that_cannot_be_granted_stop(string name, string code, string cure)
    {
        var problem = Assert.Single(Resolve(ScopeOf(Scoped(name, ObjectAccess.Read))).Problems);
        Assert.Equal((code, true, cure, "orders.scope.yaml(7,3)"), (problem.Code, problem.Stops, problem.Cure, problem.Source));
    }

    [Theory]
    [InlineData("Phnoe", "", "UnknownField", true)]
    [InlineData("BillingCity", "", "AddressPart", true)]
    [InlineData("", "BillingCity", "AddressPart", true)]
    [InlineData("", "Formula__c", "FieldNotEditable", true)]
    [InlineData("", "Auto__c", "FieldNotEditable", true)]
    [InlineData("", "CreatedDate", "FieldNotEditable", true)]
    [InlineData("Name", "", "FieldNeedsNoGrant", false)]
    [InlineData("", "Name", "FieldNeedsNoGrant", false)]
    [InlineData("IsOdd", "", "FieldNeedsNoGrant", false)]
    public void A_named_field_that_cannot_be_granted_is_a_problem_of_its_own(string read, string edit, string code, bool stops)
    {
        var desired = Resolve(ScopeOf(Scoped("Account", ObjectAccess.Read | ObjectAccess.Edit, read, edit)));
        var problem = Assert.Single(desired.Problems);
        Assert.Equal((code, stops), (problem.Code, problem.Stops));
        Assert.Equal("orders.scope.yaml(7,3)", problem.Source);
        Assert.Empty(desired.Sets[0].Fields);
    }

    [Fact]
    public void A_near_field_and_the_compound_of_an_address_part_are_proposed()
    {
        var problems = Resolve(ScopeOf(Scoped("Account", ObjectAccess.Read, read: "Phnoe BillingCity"))).Problems;
        Assert.Equal(new[] { "Did you mean Phone?", "Name BillingAddress instead." }, problems.Select(p => p.Cure));
    }

    [Fact]
    public void An_exception_from_all_that_hits_nothing_stops_because_the_field_would_be_granted()
    {
        var problems = Resolve(ScopeOf(Scoped("Account", ObjectAccess.Read, readAll: true, except: "Phonee BillingCity"))).Problems;
        Assert.Equal(new[] { "UnknownField", "AddressPart" }, problems.Select(p => p.Code));
        Assert.All(problems, p => Assert.True(p.Stops));
    }

    [Theory]
    [InlineData("ViewSetups", "Did you mean ViewSetup?")]
    [InlineData("PermissionsViewSetup", "Did you mean ViewSetup?")]
    [InlineData("TransferAnyRecord", "Did you mean TransferAnyEntity?")]
    [InlineData("UseAnyApiClient", "Remove it, or enable the feature that brings it.")]
    public void An_unknown_system_permission_stops_with_a_proposal(string name, string cure)
    {
        var problem = Assert.Single(Resolve(ScopeOf(null, new[] { name })).Problems);
        Assert.Equal(("UnknownPermission", true, cure), (problem.Code, problem.Stops, problem.Cure));
    }

    [Fact]
    public void An_object_opened_by_its_parent_needs_the_parent_and_gets_no_row()
    {
        var alone = Resolve(ScopeOf(Scoped("OpportunityLineItem", ObjectAccess.Read | ObjectAccess.Edit, edit: "Quantity")));
        Assert.Equal("ObjectOpenedByOther", Assert.Single(alone.Problems).Code);
        Assert.Contains("read, edit on Opportunity", alone.Problems[0].Message, StringComparison.Ordinal);

        // The file may name the parent after the child.
        var both = Resolve(ScopeOf(Scoped("OpportunityLineItem", ObjectAccess.Read | ObjectAccess.Edit, edit: "Quantity"), Scoped("Opportunity", ObjectAccess.Edit)));
        Assert.Empty(both.Problems);
        Assert.Equal(new[] { "Opportunity" }, both.Sets[0].Objects.Select(o => o.SobjectType));
        Assert.Equal("Quantity", both.Sets[0].Fields.Single().Field);

        var readOnly = Resolve(ScopeOf(Scoped("OpportunityLineItem", ObjectAccess.Read | ObjectAccess.Edit), Scoped("Opportunity", ObjectAccess.Read)));
        Assert.Contains("only read there", Assert.Single(readOnly.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_opened_by_a_system_permission_needs_it()
    {
        var problems = Resolve(ScopeOf(Scoped("Task", ObjectAccess.Read | ObjectAccess.Edit, read: "Subject"))).Problems;
        Assert.Equal(new[] { "ActivitiesAccess", "EditTask" }, problems.Select(p => p.Message.Split("permission ")[1].Split(' ')[0]));
        Assert.Empty(Resolve(ScopeOf(null, new[] { "ActivitiesAccess" }, Scoped("Task", ObjectAccess.Read, read: "Subject"))).Problems);
    }

    [Fact]
    public void View_all_records_on_an_object_without_a_row_stops()
    {
        var problems = Resolve(ScopeOf(Scoped("OpportunityLineItem", ObjectAccess.Read | ObjectAccess.ViewAll), Scoped("Opportunity", ObjectAccess.Read))).Problems;
        Assert.Equal("ObjectTakesNoRow", Assert.Single(problems).Code);
    }

    [Fact]
    public void A_detail_needs_its_master_in_the_same_set()
    {
        var problem = Assert.Single(Resolve(ScopeOf(Scoped("Detail__c", ObjectAccess.Read, readAll: true))).Problems);
        Assert.Equal(("MasterNotReadable", "Add `Account: { access: [read] }` to this integration."), (problem.Code, problem.Cure));
        Assert.Empty(Resolve(ScopeOf(Scoped("Detail__c", ObjectAccess.Read, readAll: true), Scoped("Account", ObjectAccess.Read))).Problems);
    }

    [Fact]
    public void Private_objects_are_warned_about_unless_something_opens_their_rows()
    {
        ObjectFacts Private(ObjectFacts o) => new() { Name = o.Name, Fields = o.Fields, InternalSharingModel = "Private" };
        var schema = Schema(Private);
        var warning = Assert.Single(Resolve(ScopeOf(Scoped("Account", ObjectAccess.Read)), schema).Problems);
        Assert.Equal(("OwnRowsOnly", false), (warning.Code, warning.Stops));
        Assert.Empty(Resolve(ScopeOf("Integration role", Array.Empty<string>(), Scoped("Account", ObjectAccess.Read)), schema).Problems);
        Assert.Empty(Resolve(ScopeOf(Scoped("Account", ObjectAccess.ViewAll)), schema).Problems);
        Assert.Empty(Resolve(ScopeOf(null, new[] { "ViewAllData" }, Scoped("Account", ObjectAccess.Read)), schema).Problems);
        var withRole = new AccessSnapshot { Users = new[] { new UserFacts { Username = "INTEG@acme.example", RoleId = "00E1" } } };
        Assert.Empty(Resolve(ScopeOf(Scoped("Account", ObjectAccess.Read)), schema, withRole).Problems);
    }

    [Fact]
    public void Without_the_allow_list_describe_decides_and_an_address_part_is_still_no_grant()
    {
        var set = Resolve(ScopeOf(Scoped("Account", ObjectAccess.Edit, editAll: true)), Schema(fields: Array.Empty<string>())).Sets[0];
        Assert.DoesNotContain(set.Fields, f => f.Field == "BillingCity");
        Assert.Contains(set.Fields, f => f.Field == "BillingAddress");
    }

    [Fact]
    public void The_set_carries_marker_expiry_classes_and_app()
    {
        var set = Resolve(ScopeOf(Scoped("Account", ObjectAccess.Read))).Sets[0];
        Assert.Equal("Integ_Orders", set.Name);
        Assert.EndsWith("[sfi:orders/order-sync]", set.Description, StringComparison.Ordinal);
        Assert.Equal(new DateTime(2027, 6, 30, 23, 59, 59, DateTimeKind.Utc), set.Expires);
        Assert.Equal(DateTimeKind.Utc, set.Expires!.Value.Kind);
        Assert.Equal("OrderSyncEndpoint", set.ApexClasses.Single().Name);
        Assert.Equal("Order Sync", set.App!.Name);
        Assert.True(set.Label.Length <= 80);
    }

    [Fact]
    public void A_recorded_describe_of_account_gives_its_addresses_as_wholes()
    {
        var describe = JObject.Parse(File.ReadAllText(Repository.Fixture("describes/Account.json")));
        var facts = DescribeFacts.Read(describe, "Private");
        var schema = new SchemaFacts
        {
            Objects = new Dictionary<string, ObjectFacts>(StringComparer.OrdinalIgnoreCase) { ["Account"] = facts },
            PermissionableObjects = new HashSet<string> { "Account" },
            SystemPermissions = new HashSet<string>(),
        };
        var desired = Resolve(ScopeOf(Scoped("Account", ObjectAccess.Read | ObjectAccess.Edit, editAll: true)), schema);
        var fields = desired.Sets[0].Fields.ToDictionary(f => f.Field, f => f.Access);
        Assert.Equal(Edit, fields["BillingAddress"]);
        Assert.Equal(Edit, fields["Phone"]);
        Assert.False(fields.ContainsKey("BillingCity"));
        Assert.Contains(desired.LeftOut, l => l.Field == "ShippingStreet" && l.Why.Contains("ShippingAddress", StringComparison.Ordinal));
        Assert.Contains(desired.LeftOut, l => l.Field == "Name" && l.Why.StartsWith("required", StringComparison.Ordinal));
        Assert.Equal(facts.Fields.Count, fields.Count + desired.LeftOut.Count);
    }

    [Fact]
    public void Every_object_without_a_row_names_what_opens_it_and_where_that_is_written()
    {
        Assert.All(ObjectsWithoutRows.All, o => Assert.True(o.Parent is not null || o.Read is not null || o.Write is not null, o.Name));
        Assert.All(ObjectsWithoutRows.All, o => Assert.NotEmpty(o.Source));
        Assert.Equal("Opportunity", ObjectsWithoutRows.Find("opportunitylineitem")!.Parent);
    }
}
