using System;
using System.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;
using Xunit;

namespace SfIntegration.PracticeOrg.Tests.Rules;

public class AssignmentTests
{
    private readonly TestOrg _org = new();
    private readonly string _user;

    public AssignmentTests() => _user = _org.AddUser("orders@acme.example");

    private bool HoldsPsl => Licenses.Holds(_org.Store, _user, _org.Psl);

    [Fact]
    public void A_set_without_a_licence_needs_the_permission_set_licence_first()
    {
        var set = _org.AddSet("Free");
        _org.Grant(set, "Account");
        var fault = TestOrg.Refused("FIELD_INTEGRITY_EXCEPTION", () => _org.Assign(_user, set));
        Assert.Equal("Can't assign permission set \"Free\" to user \"Orders\". The user license doesn't allow the permission: Read Account(s)", fault.Message);
        _org.Insert("PermissionSetLicenseAssign", ("AssigneeId", _user), ("PermissionSetLicenseId", _org.Psl));
        _org.Assign(_user, set);
        Assert.True(_org.Engine.AccessOf(_user).CanSee(_org.Schema("Account")));
    }

    [Fact]
    public void A_set_without_a_licence_and_without_standard_objects_is_free()
    {
        var set = _org.AddSet("Free", null, "ViewSetup");
        _org.Grant(set, "Invoice__c", "re");
        _org.Assign(_user, set);
        Assert.False(HoldsPsl);
        Assert.True(_org.Engine.AccessOf(_user).CanEdit(_org.Schema("Invoice__c")));
        var fault = TestOrg.Refused("FIELD_INTEGRITY_EXCEPTION", () => _org.Grant(set, "Account"));
        Assert.Contains("Read Account", fault.Message);
    }

    [Fact]
    public void A_set_of_the_permission_set_licence_brings_the_licence_along()
    {
        var set = _org.AddSet("Bound", _org.Psl);
        _org.Grant(set, "Account");
        _org.Assign(_user, set);
        Assert.True(HoldsPsl);
        Assert.Equal(2, _org.Find("PermissionSetLicense", "DeveloperName", "SalesforceAPIIntegrationPsl")["UsedLicenses"]);
        Assert.Equal(new[] { "PermSetLicenseAssign", "PermSetAssign" }, _org.Store.Rows("SetupAuditTrail").Select(r => r.Text("Action")).Reverse().Take(2).Reverse());
    }

    [Fact]
    public void A_set_of_another_user_licence_cannot_be_held_and_one_of_its_own_can()
    {
        TestOrg.Refused("FIELD_INTEGRITY_EXCEPTION", () => _org.Assign(_user, _org.AddSet("Wrong", _org.License("Salesforce"))));
        _org.Assign(_user, _org.AddSet("Right", _org.License("Salesforce Integration"), "ViewSetup"));
        Assert.True(_org.Engine.AccessOf(_user).HasPermission("ViewSetup"));
    }

    [Fact]
    public void When_no_seat_is_left_neither_licence_nor_assignment_remains()
    {
        _org.Store.Put(With(_org.Find("PermissionSetLicense", "DeveloperName", "SalesforceAPIIntegrationPsl"), "TotalLicenses", 1));
        var set = _org.AddSet("Bound", _org.Psl);
        TestOrg.Refused("LICENSE_LIMIT_EXCEEDED", () => _org.Assign(_user, set));
        Assert.False(HoldsPsl);
        Assert.Single(_org.Store.Rows("PermissionSetAssignment", "AssigneeId", _user));
    }

    [Fact]
    public void Duplicates_are_refused_whatever_form_the_id_has()
    {
        var set = _org.AddSet("A");
        _org.Assign(_user.Substring(0, 15), set);
        Assert.StartsWith("Duplicate PermissionSetAssignment", TestOrg.Refused("DUPLICATE_VALUE", () => _org.Assign(_user, set)).Message);
        _org.Insert("PermissionSetLicenseAssign", ("AssigneeId", _user), ("PermissionSetLicenseId", _org.Psl));
        TestOrg.Refused("DUPLICATE_VALUE", () => _org.Insert("PermissionSetLicenseAssign", ("AssigneeId", _user), ("PermissionSetLicenseId", _org.Psl)));
    }

    [Fact]
    public void A_licence_that_sets_rest_on_is_not_taken_back()
    {
        var bound = _org.AddSet("Bound", _org.Psl);
        var assignment = _org.Assign(_user, bound);
        var licence = _org.Store.Rows("PermissionSetLicenseAssign", "AssigneeId", _user).Single().Id;
        TestOrg.Refused("FIELD_INTEGRITY_EXCEPTION", () => _org.Delete("PermissionSetLicenseAssign", licence));
        _org.Delete("PermissionSetAssignment", assignment);
        _org.Delete("PermissionSetLicenseAssign", licence);
        Assert.False(HoldsPsl);
        Assert.Equal(1, _org.Find("PermissionSetLicense", "DeveloperName", "SalesforceAPIIntegrationPsl")["UsedLicenses"]);
    }

    [Fact]
    public void An_assignment_ends_with_its_expiry_as_the_clock_goes()
    {
        var set = _org.AddSet("Short", null, "ViewSetup");
        var ends = _org.Clock.UtcNow.AddHours(1);
        var id = _org.Insert("PermissionSetAssignment", ("AssigneeId", _user), ("PermissionSetId", set), ("ExpirationDate", ends.ToString("o")));
        Assert.True(_org.Engine.AccessOf(_user).HasPermission("ViewSetup"));
        Assert.True(_org.Engine.Get(_org.Admin, "PermissionSetAssignment", id).Flag("IsActive"));
        _org.Clock.Advance(TimeSpan.FromHours(2));
        Assert.False(_org.Engine.AccessOf(_user).HasPermission("ViewSetup"));
        Assert.False(_org.Engine.Get(_org.Admin, "PermissionSetAssignment", id).Flag("IsActive"));
        Assert.False(_org.Engine.RowsForQuery(_org.Admin, "PermissionSetAssignment").Single(r => r.Id == id).Flag("IsActive"));
        _org.Update("PermissionSetAssignment", id, ("ExpirationDate", _org.Clock.UtcNow.AddDays(1).ToString("o")));
        Assert.True(_org.Engine.AccessOf(_user).HasPermission("ViewSetup"));
    }

    [Fact]
    public void A_revoked_assignment_and_a_session_based_set_grant_nothing()
    {
        var id = _org.Assign(_user, _org.AddSet("A", null, "ViewSetup"));
        _org.Update("PermissionSetAssignment", id, ("IsRevoked", true));
        Assert.False(_org.Engine.AccessOf(_user).HasPermission("ViewSetup"));
        var session = _org.Insert("PermissionSet", ("Name", "S"), ("Label", "S"), ("HasActivationRequired", true), ("PermissionsViewSetup", true));
        Assert.Equal("Session", _org.Store.Find("PermissionSet", session)!.Text("Type"));
        _org.Assign(_user, session);
        Assert.False(_org.Engine.AccessOf(_user).HasPermission("ViewSetup"));
    }

    [Fact]
    public void What_is_assigned_is_named_and_the_profiles_assignment_stays()
    {
        TestOrg.Refused("REQUIRED_FIELD_MISSING", () => _org.Insert("PermissionSetAssignment", ("AssigneeId", _user)));
        TestOrg.Refused("INVALID_CROSS_REFERENCE_KEY", () => _org.Assign("005Pr0zzzzzzzzzAAA", _org.AddSet("A")));
        var own = _org.Store.Rows("PermissionSetAssignment", "AssigneeId", _user).Single().Id;
        TestOrg.Refused("INSUFFICIENT_ACCESS_OR_READONLY", () => _org.Delete("PermissionSetAssignment", own));
        TestOrg.Refused("NOT_FOUND", () => _org.Engine.Insert(_org.As("sam.sales@acme.example"), "PermissionSetAssignment", TestOrg.Map(("AssigneeId", _user))));
    }

    [Fact]
    public void Without_the_licence_view_all_data_opens_no_standard_object()
    {
        _org.Assign(_user, _org.AddSet("Audit", null, "ViewAllData"));
        Assert.False(_org.Engine.AccessOf(_user).CanSee(_org.Schema("Account")));
        Assert.True(_org.Engine.AccessOf(_user).CanSee(_org.Schema("Invoice__c")));
        _org.Insert("PermissionSetLicenseAssign", ("AssigneeId", _user), ("PermissionSetLicenseId", _org.Psl));
        Assert.True(_org.Engine.AccessOf(_user).CanSee(_org.Schema("Account")));
        var lenient = new TestOrg(s => s.LicenseLimitsAccess = false);
        var other = lenient.AddUser("orders@acme.example");
        lenient.Assign(other, lenient.AddSet("Audit", null, "ViewAllData"));
        Assert.True(lenient.Engine.AccessOf(other).CanSee(lenient.Schema("Account")));
    }

    private static Row With(Row row, string field, object value)
    {
        var changed = row.Clone();
        changed[field] = value;
        return changed;
    }
}
