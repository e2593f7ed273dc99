using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Permission;
using SfIntegration.Plan;
using SfIntegration.Scope;
using SfIntegration.Unit.Tests.Access;
using SfIntegration.Unit.Tests.Plan;
using Xunit;

namespace SfIntegration.Unit.Tests.Permission;

/// <summary>What single grants and revocations make of a set, before anything is sent.</summary>
public sealed class GrantDeciderTests
{
    private const ObjectAccess ReadEdit = ObjectAccess.Read | ObjectAccess.Edit;

    [Theory]
    [InlineData(ObjectAccess.Create, ObjectAccess.Read | ObjectAccess.Create)]
    [InlineData(ObjectAccess.Delete, ObjectAccess.Read | ObjectAccess.Edit | ObjectAccess.Delete)]
    [InlineData(ObjectAccess.ViewAll, ObjectAccess.Read | ObjectAccess.ViewAll)]
    [InlineData(ObjectAccess.ViewAllFields, ObjectAccess.Read | ObjectAccess.ViewAllFields)]
    [InlineData(ObjectAccess.ModifyAll, ObjectAccess.Read | ObjectAccess.Edit | ObjectAccess.Delete | ObjectAccess.ViewAll | ObjectAccess.ModifyAll)]
    public void A_grant_brings_what_Salesforce_asks_for_beside_it(ObjectAccess asked, ObjectAccess becomes) =>
        Assert.Equal(becomes, Decide("", new ObjectGrantRequest(false, "account", asked)).Contents().Objects.Single(o => o.SobjectType == "Account").Access);

    // OR:objectpermissions: every flag needs read; delete needs edit; modify all needs edit, delete and view all.
    [Theory]
    [InlineData(ObjectAccess.Read, ObjectAccess.None)]
    [InlineData(ObjectAccess.Edit, ObjectAccess.Read | ObjectAccess.Create | ObjectAccess.ViewAll)]
    [InlineData(ObjectAccess.ViewAll, ObjectAccess.Read | ObjectAccess.Create | ObjectAccess.Edit | ObjectAccess.Delete)]
    [InlineData(ObjectAccess.ModifyAll, ObjectAccess.Read | ObjectAccess.Create | ObjectAccess.Edit | ObjectAccess.Delete | ObjectAccess.ViewAll)]
    public void A_revocation_takes_with_it_what_cannot_stand_alone(ObjectAccess asked, ObjectAccess leaves)
    {
        var contents = Decide("Account:Read+Create+Edit+Delete+ViewAll+ModifyAll", new ObjectGrantRequest(true, "Account", asked)).Contents();
        Assert.Equal(leaves, contents.Objects.SingleOrDefault()?.Access ?? ObjectAccess.None);
    }

    [Fact]
    public void All_fields_get_what_each_can_take_and_the_others_are_no_refusal()
    {
        var decider = Decide("", new ObjectGrantRequest(false, "Account", ReadEdit) { AllFields = true });
        var fields = decider.Contents().Fields.ToDictionary(f => f.Field, f => f.Access);
        Assert.Equal(FieldAccess.Read | FieldAccess.Edit, fields["Phone"]);
        Assert.Equal(FieldAccess.Read, fields["Formula__c"]);
        Assert.Equal(FieldAccess.Read, fields["Auto__c"]);
        Assert.Equal(new[] { "AccountNumber", "Auto__c", "BillingAddress", "Formula__c", "LastActivityDate", "Phone" }, fields.Keys.OrderBy(n => n, StringComparer.Ordinal));
        Assert.All(decider.Items, i => Assert.Null(i.Refusal));
    }

    [Theory]
    [InlineData("Formula__c", FieldAccess.Edit, "FieldNotEditable")]
    [InlineData("BillingCity", FieldAccess.Read, "FieldNotGrantable")]
    [InlineData("OwnerId", FieldAccess.Read, "FieldNotGrantable")]
    [InlineData("Nothing", FieldAccess.Read, "FieldNotFound")]
    [InlineData("", FieldAccess.Read, "FieldNotFound")]
    public void A_named_field_that_cannot_be_granted_is_refused_and_the_set_is_as_before(string field, FieldAccess access, string code)
    {
        var decider = Decide("Account:Read", new FieldGrantRequest(false, "Account", field, access | FieldAccess.Read));
        Assert.Equal(code, Assert.Single(decider.Items).Refusal?.Code);
        Assert.Empty(decider.Contents().Fields);
    }

    [Fact]
    public void Taking_edit_off_a_field_leaves_read_and_taking_read_leaves_nothing()
    {
        var set = AccessBuilder.Set("0PS1", objects: "Account:Read+Edit", fields: "Account.Phone:Edit Account.AccountNumber:Edit");
        var contents = Decide(set, new FieldGrantRequest(true, "account", "phone", FieldAccess.Edit), new FieldGrantRequest(true, "Account", "AccountNumber", FieldAccess.Read)).Contents();
        Assert.Equal(("Phone", FieldAccess.Read), (contents.Fields.Single().Field, contents.Fields.Single().Access));
    }

    [Fact]
    public void Revoking_works_on_rows_of_objects_and_fields_that_the_org_no_longer_shows()
    {
        var set = AccessBuilder.Set("0PS1", objects: "Gone__c:Read", fields: "Gone__c.Old__c:Read");
        var decider = Decide(set, new ObjectGrantRequest(true, "Gone__c", ObjectAccess.Read) { AllFields = true });
        Assert.Empty(decider.Contents().Objects);
        Assert.Empty(decider.Contents().Fields);
        Assert.All(decider.Items, i => Assert.Null(i.Refusal));
    }

    [Fact]
    public void Revoking_what_the_org_does_not_know_is_a_mistake_and_what_takes_no_grant_is_simply_not_held()
    {
        var decider = Decide("Account:Read", new ObjectGrantRequest(true, "Nope__c", ObjectAccess.Read), new FieldGrantRequest(true, "Account", "Fone", FieldAccess.Read), new FieldGrantRequest(true, "Account", "BillingCity", FieldAccess.Read), new ObjectGrantRequest(true, "Task", ObjectAccess.Read));
        Assert.Equal(new[] { "ObjectNotFound", "FieldNotFound", null, null }, decider.Items.Select(i => i.Refusal?.Code));
    }

    [Fact]
    public void A_revocation_says_what_stays_and_what_opens_it_nevertheless()
    {
        var set = AccessBuilder.Set("0PS1", objects: "Account:Read", fields: "Account.Phone:Read", system: "ViewAllData");
        Assert.Equal("1 field grant(s) of it stay; -Fields all takes them too. View All Data in this set opens it nevertheless.", Decide(set, new ObjectGrantRequest(true, "Account", ObjectAccess.Read)).Items[0].Note);
        Assert.Null(Decide("Account:Read+Edit", new ObjectGrantRequest(true, "Account", ObjectAccess.Edit)).Items[0].Note);
    }

    [Fact]
    public void What_is_asked_for_twice_is_one_item_from_the_first_state_to_the_last()
    {
        var decider = Decide("", new ObjectGrantRequest(false, "Account", ObjectAccess.Read), new ObjectGrantRequest(false, "ACCOUNT", ObjectAccess.Edit));
        var item = Assert.Single(decider.Items);
        Assert.Equal(("", "read, edit"), (item.Before, item.After));
    }

    [Fact]
    public void A_system_permission_beyond_the_licence_of_the_set_is_refused()
    {
        var license = new PermissionSetLicenseFacts("0PL1", "Psl", "The licence", "Active", 1, 0, new[] { "ViewSetup" });
        var decider = new GrantDecider(AccessBuilder.Set("0PS1"), ResolverBuilder.Schema(), license, _ => null)
            .Decide(new GrantRequest[] { new SystemPermissionRequest(false, "viewsetup"), new SystemPermissionRequest(false, "EditTask") });
        Assert.Equal(new[] { null, "BeyondLicense" }, decider.Items.Select(i => i.Refusal?.Code));
        Assert.Equal("ViewSetup", decider.Contents().SystemPermissions.Single().Name);
    }

    [Fact]
    public void A_revocation_that_may_not_be_leaves_the_permission_and_one_that_is_not_held_is_no_refusal()
    {
        var decider = new GrantDecider(AccessBuilder.Set("0PS1", system: "ViewSetup"), ResolverBuilder.Schema(), null, name => ("CallerItself", name, "x"))
            .Decide(new GrantRequest[] { new SystemPermissionRequest(true, "ViewSetup"), new SystemPermissionRequest(true, "EditTask") });
        Assert.Equal(new[] { "CallerItself", null }, decider.Items.Select(i => i.Refusal?.Code));
        Assert.Equal("ViewSetup", decider.Contents().SystemPermissions.Single().Name);
        Assert.True(decider.Items[1].IsSo);
    }

    [Fact]
    public void Writes_name_only_rows_that_differ()
    {
        var set = AccessBuilder.Set("0PS1", objects: "Account:Read Opportunity:Read", fields: "Account.Phone:Read", system: "ViewSetup");
        var builder = new PlanBuilder();
        SetRows.Plan(Decide(set, new ObjectGrantRequest(false, "Account", ObjectAccess.Edit)).Contents(), set, null, Array.Empty<DesiredEntity>(), Array.Empty<string>(), builder);
        var write = Assert.Single(builder.Writes);
        Assert.Equal(("ObjectPermissions", WriteOperation.Update), (write.SobjectType, write.Operation));
    }

    private static GrantDecider Decide(string objects, params GrantRequest[] requests) => Decide(AccessBuilder.Set("0PS1", objects: objects), requests);

    private static GrantDecider Decide(Container set, params GrantRequest[] requests) => new GrantDecider(set, ResolverBuilder.Schema(), null, _ => null).Decide(requests);
}
