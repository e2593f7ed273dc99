using System.Linq;
using SfIntegration.Practice.Rules;
using Xunit;

namespace SfIntegration.PracticeOrg.Tests.Rules;

public class PermissionSetRulesTests
{
    private readonly TestOrg _org = new();

    [Theory]
    [InlineData("1st")]
    [InlineData("With Space")]
    [InlineData("Ends_")]
    [InlineData("Two__Underscores")]
    [InlineData("Ümlaut")]
    [InlineData("_Starts")]
    public void A_name_of_the_wrong_shape_is_refused(string name) =>
        Assert.Equal(new[] { "Name" }, TestOrg.Refused("FIELD_INTEGRITY_EXCEPTION", () => _org.Insert("PermissionSet", ("Name", name), ("Label", "x"))).Fields);

    [Theory]
    [InlineData("Name", 81)]
    [InlineData("Label", 81)]
    [InlineData("Description", 256)]
    public void A_text_too_long_is_refused(string field, int length)
    {
        var values = TestOrg.Map(("Name", "A"), ("Label", "A"));
        values[field] = new string('a', length);
        Assert.Equal(new[] { field }, TestOrg.Refused("STRING_TOO_LONG", () => _org.Engine.Insert(_org.Admin, "PermissionSet", values)).Fields);
        values[field] = new string('a', length - 1);
        _org.Engine.Insert(_org.Admin, "PermissionSet", values);
    }

    [Fact]
    public void A_name_is_taken_once_in_any_case_and_a_label_is_needed()
    {
        _org.AddSet("Order_Sync");
        TestOrg.Refused("DUPLICATE_VALUE", () => _org.AddSet("order_sync"));
        TestOrg.Refused("REQUIRED_FIELD_MISSING", () => _org.Insert("PermissionSet", ("Name", "X")));
    }

    [Fact]
    public void A_new_set_is_custom_regular_and_nobodys()
    {
        var set = _org.Store.Find("PermissionSet", _org.AddSet("Order_Sync", _org.Psl, "ApiEnabled"))!;
        Assert.True(set.Flag("IsCustom"));
        Assert.False(set.Flag("IsOwnedByProfile"));
        Assert.Equal("Regular", set.Text("Type"));
        Assert.True(set.Flag("PermissionsApiEnabled"));
        Assert.False(set.Flag("PermissionsViewSetup"));
    }

    [Fact]
    public void What_a_profile_or_group_owns_is_not_changed_deleted_or_assigned_by_hand()
    {
        var owned = ProfileRules.OwnedSet(_org.Store, _org.Profile("Standard User"))!.Id;
        var grouped = GroupWork.AggregatedSet(_org.Store, _org.Find("PermissionSetGroup", "DeveloperName", "Sales_Desk").Id)!.Id;
        foreach (var id in new[] { owned, grouped })
        {
            TestOrg.Refused("INSUFFICIENT_ACCESS_OR_READONLY", () => _org.Update("PermissionSet", id, ("Label", "Mine")));
            TestOrg.Refused("INSUFFICIENT_ACCESS_OR_READONLY", () => _org.Delete("PermissionSet", id));
            TestOrg.Refused("INSUFFICIENT_ACCESS_OR_READONLY", () => _org.Assign(_org.User("sam.sales@acme.example").Id, id));
        }

        TestOrg.Refused("INSUFFICIENT_ACCESS_OR_READONLY", () => _org.Grant(grouped, "Lead"));
        _org.Grant(owned, "Invoice__c");
        Assert.True(_org.As("carla.service@acme.example").CanSee(_org.Schema("Invoice__c")));
    }

    [Fact]
    public void The_licence_of_a_set_is_for_creation_only_and_must_be_a_licence()
    {
        var id = _org.AddSet("A", _org.Psl);
        TestOrg.Refused("INVALID_FIELD_FOR_INSERT_UPDATE", () => _org.Update("PermissionSet", id, ("LicenseId", _org.License("Salesforce"))));
        TestOrg.Refused("INVALID_CROSS_REFERENCE_KEY", () => _org.AddSet("B", _org.Profile("Standard User")));
        _org.AddSet("C", _org.License("Salesforce Integration"));
    }

    [Fact]
    public void A_system_permission_comes_with_what_it_depends_on()
    {
        var fault = TestOrg.Refused("FIELD_INTEGRITY_EXCEPTION", () => _org.AddSet("A", null, "ModifyAllData"));
        Assert.Equal("Permission Modify All Data depends on permission(s): View All Data", fault.Message);
        var id = _org.AddSet("A", null, "ModifyAllData", "ViewAllData", "ViewSetup");
        TestOrg.Refused("FIELD_INTEGRITY_EXCEPTION", () => _org.Update("PermissionSet", id, ("PermissionsViewAllData", false)));
        _org.Update("PermissionSet", id, ("PermissionsModifyAllData", false));
        _org.Update("PermissionSet", id, ("PermissionsViewAllData", false));
    }

    [Fact]
    public void A_permission_beyond_the_licences_maximum_is_refused()
    {
        TestOrg.Refused("FIELD_INTEGRITY_EXCEPTION", () => _org.AddSet("A", _org.Psl, "InstallPackaging"));
        _org.AddSet("B", null, "InstallPackaging");
        _org.AddSet("Audit", _org.Psl, "ViewAllData", "ViewSetup", "ModifyAllData", "ModifyMetadata", "ViewEncryptedData");
    }

    [Fact]
    public void An_unknown_permission_column_is_no_such_column() =>
        TestOrg.Refused("INVALID_FIELD", () => _org.AddSet("A", null, "RuleTheWorld"));

    [Fact]
    public void An_assigned_set_stays_and_a_deleted_one_takes_its_rows_along()
    {
        var id = _org.AddSet("A");
        _org.Grant(id, "Account");
        _org.GrantField(id, "Account.Phone");
        var assignment = _org.Assign(_org.User("sam.sales@acme.example").Id, id);
        TestOrg.Refused("DELETE_FAILED", () => _org.Delete("PermissionSet", id));
        _org.Delete("PermissionSetAssignment", assignment);
        _org.Delete("PermissionSet", id);
        Assert.Null(_org.Store.Find("PermissionSet", id));
        Assert.Empty(_org.Store.Rows("ObjectPermissions", "ParentId", id));
        Assert.Empty(_org.Store.Rows("FieldPermissions", "ParentId", id));
    }

    [Fact]
    public void The_code_for_deleting_an_assigned_set_is_a_switch()
    {
        var org = new TestOrg(s => s.DeleteAssignedPermissionSetCode = "DEPENDENCY_EXISTS");
        TestOrg.Refused("DEPENDENCY_EXISTS", () => org.Delete("PermissionSet", org.Find("PermissionSet", "Name", "Invoicing").Id));
    }

    [Fact]
    public void The_api_only_flag_stays_on_profiles_of_the_integration_licence()
    {
        TestOrg.Refused("FIELD_INTEGRITY_EXCEPTION", () => _org.Update("Profile", _org.Profile("Minimum Access - API Only Integrations"), ("PermissionsApiUserOnly", false)));
        _org.Update("Profile", _org.Profile("Minimum Access - API Only Integrations"), ("PermissionsViewSetup", true));
        Assert.True(_org.As("shared.api@acme.example").HasPermission("ViewSetup"));
    }

    [Fact]
    public void A_new_profile_owns_a_permission_set()
    {
        var id = _org.Insert("Profile", ("Name", "Integ Orders"), ("UserLicenseId", _org.License("Salesforce Integration")));
        var set = Assert.Single(_org.Store.Rows("PermissionSet", "ProfileId", id));
        Assert.Equal("Profile", set.Text("Type"));
        Assert.True(set.Flag("PermissionsApiUserOnly"));
        _org.AddUser("orders@acme.example", "Integ Orders");
        TestOrg.Refused("DELETE_FAILED", () => _org.Delete("Profile", id));
    }

    [Fact]
    public void Without_manage_profiles_nothing_is_written_and_without_view_setup_nothing_is_seen()
    {
        var sam = _org.As("sam.sales@acme.example");
        TestOrg.Refused("NOT_FOUND", () => _org.Engine.Insert(sam, "PermissionSet", TestOrg.Map(("Name", "A"), ("Label", "A"))));
        var reader = _org.AddUser("reader@acme.example", "Minimum Access - Salesforce");
        _org.Assign(reader, _org.AddSet("Reader", null, "ViewSetup"));
        var access = _org.Engine.AccessOf(reader);
        Assert.True(access.CanSee(_org.Schema("PermissionSet")));
        Assert.True(access.CanSee(_org.Schema("ObjectPermissions")));
        TestOrg.Refused("INSUFFICIENT_ACCESS_OR_READONLY", () => _org.Engine.Insert(access, "PermissionSet", TestOrg.Map(("Name", "A"), ("Label", "A"))));
    }
}
