using System.Linq;
using SfIntegration.Practice.Rules;
using Xunit;

namespace SfIntegration.PracticeOrg.Tests.Rules;

public class PermissionRowTests
{
    private readonly TestOrg _org = new();
    private readonly string _set;

    public PermissionRowTests() => _set = _org.AddSet("Order_Sync", _org.Psl);

    [Theory]
    [InlineData("c", "Permission Create Account depends on permission(s): Read Account")]
    [InlineData("e", "Permission Edit Account depends on permission(s): Read Account")]
    [InlineData("rd", "Permission Delete Account depends on permission(s): Edit Account")]
    [InlineData("v", "Permission View All Account depends on permission(s): Read Account")]
    [InlineData("rm", "Permission Modify All Account depends on permission(s): Edit Account, Delete Account, View All Account")]
    [InlineData("f", "Permission View All Fields Account depends on permission(s): Read Account")]
    public void A_right_comes_with_what_it_depends_on(string letters, string message) =>
        Assert.Equal(message, TestOrg.Refused("FIELD_INTEGRITY_EXCEPTION", () => _org.Grant(_set, "Account", letters)).Message);

    [Theory]
    [InlineData("r")]
    [InlineData("rc")]
    [InlineData("red")]
    [InlineData("rv")]
    [InlineData("redvm")]
    [InlineData("rf")]
    public void Whole_combinations_are_taken(string letters) => Assert.NotNull(_org.Store.Find("ObjectPermissions", _org.Grant(_set, "Account", letters)));

    [Fact]
    public void Taking_read_away_from_a_row_with_edit_is_refused()
    {
        var id = _org.Grant(_set, "Account", "re");
        TestOrg.Refused("FIELD_INTEGRITY_EXCEPTION", () => _org.Update("ObjectPermissions", id, ("PermissionsRead", false)));
        Assert.True(_org.Store.Find("ObjectPermissions", id)!.Flag("PermissionsRead"));
    }

    [Fact]
    public void A_row_that_grants_nothing_is_no_row()
    {
        var id = _org.Grant(_set, "Account");
        _org.Update("ObjectPermissions", id, ("PermissionsRead", false));
        Assert.Null(_org.Store.Find("ObjectPermissions", id));
        Assert.Null(_org.Store.Find("ObjectPermissions", _org.Grant(_set, "Account", "")));
        var strict = new TestOrg(s => s.AcceptEmptyPermissionRows = false);
        TestOrg.Refused("FIELD_INTEGRITY_EXCEPTION", () => strict.Grant(strict.AddSet("A"), "Account", ""));
    }

    [Fact]
    public void One_row_per_set_and_object_and_only_for_objects_that_take_rows()
    {
        _org.Grant(_set, "Account");
        TestOrg.Refused("DUPLICATE_VALUE", () => _org.Grant(_set, "account"));
        foreach (var name in new[] { "Task", "OpportunityLineItem", "User", "Nothing__c" })
        {
            TestOrg.Refused("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", () => _org.Grant(_set, name));
        }
    }

    [Fact]
    public void Parent_and_object_never_change()
    {
        var id = _org.Grant(_set, "Account");
        TestOrg.Refused("INVALID_FIELD_FOR_INSERT_UPDATE", () => _org.Update("ObjectPermissions", id, ("SobjectType", "Contact")));
        TestOrg.Refused("INVALID_FIELD_FOR_INSERT_UPDATE", () => _org.Update("ObjectPermissions", id, ("ParentId", _org.AddSet("B"))));
        TestOrg.Refused("INVALID_CROSS_REFERENCE_KEY", () => _org.Grant(_org.Profile("Standard User"), "Account"));
    }

    [Fact]
    public void Read_on_a_detail_needs_read_on_its_master_and_keeps_it_there()
    {
        var fault = TestOrg.Refused("FIELD_INTEGRITY_EXCEPTION", () => _org.Grant(_set, "Invoice_Line__c"));
        Assert.Equal("Permission Read Invoice Line depends on permission(s): Read Invoice", fault.Message);
        var master = _org.Grant(_set, "Invoice__c");
        _org.Grant(_set, "Invoice_Line__c");
        TestOrg.Refused("FIELD_INTEGRITY_EXCEPTION", () => _org.Delete("ObjectPermissions", master));
    }

    [Fact]
    public void A_set_bound_to_the_integration_user_licence_holds_no_standard_objects()
    {
        var set = _org.AddSet("Bound", _org.License("Salesforce Integration"));
        Assert.Equal("The user license doesn't allow the permission: Read Account", TestOrg.Refused("FIELD_INTEGRITY_EXCEPTION", () => _org.Grant(set, "Account")).Message);
        _org.Grant(set, "Invoice__c");
    }

    [Fact]
    public void An_object_that_the_licence_refuses_is_refused_row_by_row()
    {
        var org = new TestOrg(s => s.ObjectsRefusedByLicense.Add("Campaign"));
        var set = org.AddSet("A", org.Psl);
        TestOrg.Refused("FIELD_INTEGRITY_EXCEPTION", () => org.Grant(set, "Campaign"));
        org.Grant(set, "Account");
    }

    [Fact]
    public void Modify_all_data_shows_pseudo_rows_that_cannot_be_written()
    {
        var owned = ProfileRules.OwnedSet(_org.Store, _org.Profile("System Administrator"))!.Id;
        var rows = _org.Engine.RowsForQuery(_org.Admin, "ObjectPermissions").Where(r => r.Text("ParentId") == owned).ToList();
        Assert.Equal(_org.Engine.Schema.Objects.Count(o => o.ObjectPermissionable), rows.Count);
        var row = rows.Single(r => r.Text("SobjectType") == "Account");
        Assert.StartsWith("000", row.Id);
        Assert.Equal(row.Id, _org.Engine.RowsForQuery(_org.Admin, "ObjectPermissions").Single(r => r.Text("ParentId") == owned && r.Text("SobjectType") == "Account").Id);
        Assert.Equal(row.Id, _org.Engine.Get(_org.Admin, "ObjectPermissions", row.Id).Id);
        TestOrg.Refused("FIELD_INTEGRITY_EXCEPTION", () => _org.Update("ObjectPermissions", row.Id, ("PermissionsDelete", false)));
        TestOrg.Refused("FIELD_INTEGRITY_EXCEPTION", () => _org.Delete("ObjectPermissions", row.Id));
    }

    [Fact]
    public void A_field_row_needs_read_for_edit_and_grants_something()
    {
        var fault = TestOrg.Refused("FIELD_INTEGRITY_EXCEPTION", () => _org.GrantField(_set, "Account.Phone", edit: true, read: false));
        Assert.Contains("depends on permission(s): Read Account", fault.Message);
        var id = _org.GrantField(_set, "Account.Phone", edit: true);
        _org.Update("FieldPermissions", id, ("PermissionsEdit", false));
        _org.Update("FieldPermissions", id, ("PermissionsRead", false));
        Assert.Null(_org.Store.Find("FieldPermissions", id));
        Assert.Null(_org.Store.Find("FieldPermissions", _org.GrantField(_set, "Account.Phone", read: false)));
    }

    [Theory]
    [InlineData("Account.Id")]
    [InlineData("Account.OwnerId")]
    [InlineData("Account.CreatedDate")]
    [InlineData("Account.Name")]
    [InlineData("Account.BillingCity")]
    [InlineData("Invoice_Line__c.Invoice__c")]
    [InlineData("Account.Nothing__c")]
    [InlineData("Nothing__c.Name")]
    [InlineData("Phone")]
    public void Fields_that_take_no_rows_are_refused(string field) =>
        TestOrg.Refused("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", () => _org.Insert("FieldPermissions", ("ParentId", _set), ("SobjectType", field.Contains('.') ? field.Split('.')[0] : "Account"), ("Field", field), ("PermissionsRead", true)));

    [Fact]
    public void The_code_for_fields_without_rows_is_a_switch()
    {
        var org = new TestOrg(s => s.NonPermissionableFieldCode = "FIELD_INTEGRITY_EXCEPTION");
        TestOrg.Refused("FIELD_INTEGRITY_EXCEPTION", () => org.GrantField(org.AddSet("A"), "Account.OwnerId"));
    }

    [Theory]
    [InlineData("Invoice__c.Total__c")]
    [InlineData("Invoice__c.Number__c")]
    [InlineData("Opportunity.ExpectedRevenue")]
    public void What_salesforce_works_out_is_read_and_never_edited(string field)
    {
        TestOrg.Refused("FIELD_INTEGRITY_EXCEPTION", () => _org.GrantField(_set, field, edit: true));
        _org.GrantField(_set, field);
    }

    [Fact]
    public void Names_come_back_as_salesforce_spells_them_and_lookups_without_id()
    {
        var id = _org.GrantField(_set, "account.parent");
        var row = _org.Store.Find("FieldPermissions", id)!;
        Assert.Equal("Account.ParentId", row.Text("Field"));
        Assert.Equal("Account", row.Text("SobjectType"));
        TestOrg.Refused("DUPLICATE_VALUE", () => _org.GrantField(_set, "Account.ParentId"));
    }

    [Fact]
    public void An_address_is_granted_as_one_and_opens_its_parts()
    {
        var id = _org.AddUser("orders@acme.example");
        _org.Grant(_set, "Account", "re");
        _org.GrantField(_set, "Account.BillingAddress", edit: true);
        _org.Assign(id, _set);
        var access = _org.Engine.AccessOf(id);
        var account = _org.Schema("Account");
        Assert.True(access.CanReadField(account, account.Field("BillingCity")!));
        Assert.True(access.CanEditField(account, account.Field("BillingCity")!));
        Assert.False(access.CanReadField(account, account.Field("ShippingCity")!));
        Assert.False(access.CanReadField(account, account.Field("Phone")!));
        Assert.True(access.CanReadField(account, account.Field("Name")!));
    }

    [Fact]
    public void Setup_entities_are_typed_by_their_id_and_must_exist()
    {
        var apex = _org.Find("ApexClass", "Name", "OrderSyncEndpoint").Id;
        var row = _org.Store.Find("SetupEntityAccess", _org.Insert("SetupEntityAccess", ("ParentId", _set), ("SetupEntityId", apex)))!;
        Assert.Equal("ApexClass", row.Text("SetupEntityType"));
        TestOrg.Refused("DUPLICATE_VALUE", () => _org.Insert("SetupEntityAccess", ("ParentId", _set), ("SetupEntityId", apex)));
        TestOrg.Refused("INVALID_CROSS_REFERENCE_KEY", () => _org.Insert("SetupEntityAccess", ("ParentId", _set), ("SetupEntityId", "01pPr0999999999AAA")));
        TestOrg.Refused("INVALID_CROSS_REFERENCE_KEY", () => _org.Insert("SetupEntityAccess", ("ParentId", _set), ("SetupEntityId", _org.User("erp@acme.example").Id)));
        TestOrg.Refused("INVALID_TYPE_FOR_OPERATION", () => _org.Update("SetupEntityAccess", row.Id, ("SetupEntityId", apex)));
        var app = _org.Engine.Apps.Single(a => a.Name == "Web Shop Bridge").Id;
        var granted = _org.Insert("SetupEntityAccess", ("ParentId", _set), ("SetupEntityId", app));
        Assert.Equal("ExternalClientApplication", _org.Store.Find("SetupEntityAccess", granted)!.Text("SetupEntityType"));
        _org.Delete("SetupEntityAccess", granted);
        Assert.Null(_org.Store.Find("SetupEntityAccess", granted));
    }

    [Fact]
    public void Changes_are_noted_in_the_audit_trail()
    {
        _org.Grant(_set, "Account");
        _org.GrantField(_set, "Account.Phone");
        Assert.Contains(_org.Store.Rows("SetupAuditTrail"), r => r.Text("Display") == "Changed permission set Order Sync: object permissions for Account");
        Assert.Contains(_org.Store.Rows("SetupAuditTrail"), r => r.Text("Display") == "Changed permission set Order Sync: field-level security for Account.Phone");
    }
}
