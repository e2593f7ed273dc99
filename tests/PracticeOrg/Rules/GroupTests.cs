using System.Linq;
using SfIntegration.Practice;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;
using Xunit;

namespace SfIntegration.PracticeOrg.Tests.Rules;

public class GroupTests
{
    private readonly TestOrg _org = new();

    private string AddGroup(string name) => _org.Insert("PermissionSetGroup", ("DeveloperName", name), ("MasterLabel", name));

    private string AddPart(string group, string part) => _org.Insert("PermissionSetGroupComponent", ("PermissionSetGroupId", group), ("PermissionSetId", part));

    private string AddMuting(string name, params string[] permissions)
    {
        var values = TestOrg.Map(("DeveloperName", name), ("MasterLabel", name));
        foreach (var permission in permissions)
        {
            values["Permissions" + permission] = true;
        }

        return _org.Engine.Insert(_org.Admin, "MutingPermissionSet", values);
    }

    private Row Aggregated(string group) => GroupWork.AggregatedSet(_org.Store, group)!;

    [Fact]
    public void A_group_adds_its_sets_up_and_takes_the_muting_off()
    {
        var a = _org.AddSet("A", null, "ViewSetup", "ApiEnabled");
        _org.Grant(a, "Account", "red");
        _org.GrantField(a, "Account.Phone", edit: true);
        var b = _org.AddSet("B", null, "RunReports");
        _org.Grant(b, "Account", "rc");
        _org.GrantField(b, "Account.Fax", edit: true);
        _org.Insert("SetupEntityAccess", ("ParentId", b), ("SetupEntityId", _org.Find("ApexClass", "Name", "OrderSyncEndpoint").Id));
        var group = AddGroup("G");
        AddPart(group, a);
        AddPart(group, b);
        var muting = AddMuting("M", "RunReports");
        AddPart(group, muting);
        _org.Grant(muting, "Account", "e");
        _org.GrantField(muting, "Account.Phone");
        _org.GrantField(muting, "Account.Fax", edit: true, read: false);

        var set = Aggregated(group);
        Assert.Equal("Group", set.Text("Type"));
        Assert.Equal("Updated", _org.Store.Find("PermissionSetGroup", group)!.Text("Status"));
        Assert.True(set.Flag("PermissionsViewSetup"));
        Assert.False(set.Flag("PermissionsRunReports"));
        var rights = Grants.RightsOf(_org.Store.Rows("ObjectPermissions", "ParentId", set.Id).Single());
        Assert.Equal(ObjectRights.Read | ObjectRights.Create, rights); // delete needs edit, which is muted
        var field = Assert.Single(_org.Store.Rows("FieldPermissions", "ParentId", set.Id));
        Assert.Equal("Account.Fax", field.Text("Field"));
        Assert.True(field.Flag("PermissionsRead"));
        Assert.False(field.Flag("PermissionsEdit"));
        Assert.Single(_org.Store.Rows("SetupEntityAccess", "ParentId", set.Id));
    }

    [Fact]
    public void A_change_of_a_part_reaches_the_holders_of_the_group()
    {
        var a = _org.AddSet("A", _org.Psl);
        var group = AddGroup("G");
        AddPart(group, a);
        var user = _org.AddUser("orders@acme.example");
        var assignment = _org.Insert("PermissionSetAssignment", ("AssigneeId", user), ("PermissionSetGroupId", group));
        Assert.Equal(Aggregated(group).Id, _org.Store.Find("PermissionSetAssignment", assignment)!.Text("PermissionSetId"));
        Assert.True(Licenses.Holds(_org.Store, user, _org.Psl));
        Assert.False(_org.Engine.AccessOf(user).CanSee(_org.Schema("Account")));
        _org.Grant(a, "Account");
        Assert.True(_org.Engine.AccessOf(user).CanSee(_org.Schema("Account")));
        _org.Delete("ObjectPermissions", _org.Store.Rows("ObjectPermissions", "ParentId", a).Single().Id);
        Assert.False(_org.Engine.AccessOf(user).CanSee(_org.Schema("Account")));
        Assert.Contains(_org.Store.Rows("SetupAuditTrail"), r => r.Text("Action") == "PermSetGroupAssign");
    }

    [Fact]
    public void A_group_left_stale_grants_what_it_was()
    {
        var a = _org.AddSet("A", null, "ViewSetup");
        var group = AddGroup("G");
        AddPart(group, a);
        var user = _org.AddUser("orders@acme.example");
        _org.Insert("PermissionSetAssignment", ("AssigneeId", user), ("PermissionSetGroupId", group));
        _org.Engine.Switches.GroupRecalculation = GroupRecalculation.Manual;
        _org.Update("PermissionSet", a, ("PermissionsViewSetup", false));
        Assert.Equal("Outdated", _org.Store.Find("PermissionSetGroup", group)!.Text("Status"));
        Assert.True(_org.Engine.AccessOf(user).HasPermission("ViewSetup"));
        _org.Engine.RecalculateGroups();
        Assert.Equal("Updated", _org.Store.Find("PermissionSetGroup", group)!.Text("Status"));
        Assert.False(_org.Engine.AccessOf(user).HasPermission("ViewSetup"));
    }

    [Fact]
    public void An_outdated_group_may_be_made_unassignable()
    {
        var org = new TestOrg(s => s.AssignGroupWhileOutdated = false);
        org.Engine.Switches.GroupRecalculation = GroupRecalculation.Manual;
        var group = org.Insert("PermissionSetGroup", ("DeveloperName", "G"), ("MasterLabel", "G"));
        TestOrg.Refused("FIELD_INTEGRITY_EXCEPTION", () => org.Insert("PermissionSetAssignment", ("AssigneeId", org.User("sam.sales@acme.example").Id), ("PermissionSetGroupId", group)));
    }

    [Fact]
    public void A_group_with_a_set_of_the_wrong_licence_cannot_be_held()
    {
        var user = _org.AddUser("orders@acme.example");
        var group = _org.Find("PermissionSetGroup", "DeveloperName", "Sales_Desk").Id;
        TestOrg.Refused("FIELD_INTEGRITY_EXCEPTION", () => _org.Insert("PermissionSetAssignment", ("AssigneeId", user), ("PermissionSetGroupId", group)));
        var own = AddGroup("Own");
        _org.Insert("PermissionSetAssignment", ("AssigneeId", user), ("PermissionSetGroupId", own));
        TestOrg.Refused("FIELD_INTEGRITY_EXCEPTION", () => AddPart(own, _org.Find("PermissionSet", "Name", "Sales_Operations").Id));
    }

    [Fact]
    public void Parts_come_once_and_only_from_sets_of_their_own()
    {
        var group = AddGroup("G");
        var a = _org.AddSet("A");
        AddPart(group, a);
        TestOrg.Refused("DUPLICATE_VALUE", () => AddPart(group, a));
        TestOrg.Refused("INSUFFICIENT_ACCESS_OR_READONLY", () => AddPart(group, ProfileRules.OwnedSet(_org.Store, _org.Profile("Standard User"))!.Id));
        AddPart(group, AddMuting("M1"));
        TestOrg.Refused("FIELD_INTEGRITY_EXCEPTION", () => AddPart(group, AddMuting("M2")));
        TestOrg.Refused("DUPLICATE_VALUE", () => AddGroup("g"));
    }

    [Fact]
    public void Removing_the_muting_set_gives_back_what_it_took()
    {
        var component = _org.Store.Rows("PermissionSetGroupComponent").Single(c => _org.Store.Find("MutingPermissionSet", c.Text("PermissionSetId")) is not null);
        _org.Delete("PermissionSetGroupComponent", component.Id);
        Assert.True(_org.As("ines.sales@acme.example").CanDelete(_org.Schema("Invoice__c")));
    }

    [Fact]
    public void An_assigned_group_stays_and_a_deleted_one_takes_its_own_set_along()
    {
        TestOrg.Refused("DELETE_FAILED", () => _org.Delete("PermissionSetGroup", _org.Find("PermissionSetGroup", "DeveloperName", "Sales_Desk").Id));
        var group = AddGroup("G");
        AddPart(group, _org.AddSet("A", null, "ViewSetup"));
        var set = Aggregated(group).Id;
        _org.Delete("PermissionSetGroup", group);
        Assert.Null(_org.Store.Find("PermissionSet", set));
        Assert.Empty(_org.Store.Rows("PermissionSetGroupComponent", "PermissionSetGroupId", group));
        Assert.NotNull(_org.Maybe("PermissionSet", "Name", "A"));
    }
}
