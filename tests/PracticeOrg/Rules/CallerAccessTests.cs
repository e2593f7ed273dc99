using System.Linq;
using SfIntegration.Practice.Rules;
using Xunit;

namespace SfIntegration.PracticeOrg.Tests.Rules;

public class CallerAccessTests
{
    private readonly TestOrg _org = new();

    [Fact]
    public void Rights_add_up_over_profile_sets_and_groups()
    {
        var carla = _org.As("carla.service@acme.example");
        Assert.True(carla.CanEdit(_org.Schema("Case")));
        Assert.False(carla.CanDelete(_org.Schema("Case")));
        Assert.True(carla.CanDelete(_org.Schema("Invoice__c")));
        Assert.False(carla.CanSee(_org.Schema("Document")));
        Assert.True(carla.HasPermission("ApiEnabled"));
        Assert.True(carla.HasPermission("PermissionsApiEnabled"));
        Assert.False(carla.HasPermission("ViewSetup"));
    }

    [Fact]
    public void View_all_data_reads_everything_and_writes_nothing()
    {
        var id = _org.AddUser("audit@acme.example");
        _org.Assign(id, _org.AddSet("Audit", _org.Psl, "ViewAllData"));
        var access = _org.Engine.AccessOf(id);
        foreach (var o in _org.Engine.Schema.Objects.Where(o => o.ObjectPermissionable))
        {
            Assert.True(access.CanSee(o), o.Name);
            Assert.False(access.CanCreate(o) || access.CanEdit(o) || access.CanDelete(o), o.Name);
            Assert.All(_org.Store.Rows(o.Name), r => Assert.True(access.CanSeeRow(o, r)));
        }

        var account = _org.Schema("Account");
        Assert.False(access.CanReadField(account, account.Field("Phone")!));
        Assert.False(access.CanSee(_org.Schema("Task")));
    }

    [Fact]
    public void View_all_fields_opens_the_fields_of_its_object_to_read()
    {
        var id = _org.AddUser("orders@acme.example");
        var set = _org.AddSet("A", _org.Psl);
        _org.Grant(set, "Account", "ref");
        _org.Grant(set, "Contact");
        _org.Assign(id, set);
        var access = _org.Engine.AccessOf(id);
        var account = _org.Schema("Account");
        var contact = _org.Schema("Contact");
        Assert.True(access.CanReadField(account, account.Field("Phone")!));
        Assert.False(access.CanEditField(account, account.Field("Phone")!));
        Assert.False(access.CanReadField(contact, contact.Field("Phone")!));
        _org.Assign(id, _org.AddSet("Global", null, "ViewAllFieldsGlobal"));
        access = _org.Engine.AccessOf(id);
        Assert.True(access.CanReadField(contact, contact.Field("Phone")!));
        Assert.False(access.CanEditField(contact, contact.Field("Phone")!));
    }

    [Fact]
    public void A_part_is_opened_by_its_parent_and_an_activity_by_a_system_permission()
    {
        var id = _org.AddUser("orders@acme.example");
        var set = _org.AddSet("A", _org.Psl);
        _org.Grant(set, "Opportunity");
        _org.Assign(id, set);
        var line = _org.Schema("OpportunityLineItem");
        Assert.True(_org.Engine.AccessOf(id).CanSee(line));
        Assert.False(_org.Engine.AccessOf(id).CanCreate(line));
        _org.Update("ObjectPermissions", _org.Store.Rows("ObjectPermissions", "ParentId", set).Single().Id, ("PermissionsEdit", true));
        Assert.True(_org.Engine.AccessOf(id).CanCreate(line));
        Assert.True(_org.Engine.AccessOf(id).CanDelete(line));

        var task = _org.Schema("Task");
        Assert.False(_org.Engine.AccessOf(id).CanSee(task));
        _org.Update("PermissionSet", set, ("PermissionsActivitiesAccess", true));
        Assert.True(_org.Engine.AccessOf(id).CanSee(task));
        Assert.False(_org.Engine.AccessOf(id).CanCreate(task));
        _org.Update("PermissionSet", set, ("PermissionsEditTask", true));
        Assert.True(_org.Engine.AccessOf(id).CanCreate(task));
    }

    [Fact]
    public void Private_records_are_seen_by_owner_and_roles_above()
    {
        var account = _org.Schema("Account");
        var coyote = _org.Find("Account", "Name", "Coyote Logistics");
        var contact = _org.Find("Contact", "LastName", "Coyote");
        Assert.True(_org.As("ines.sales@acme.example").CanSeeRow(account, coyote));
        Assert.False(_org.As("sam.sales@acme.example").CanSeeRow(account, coyote));
        Assert.True(_org.As("lena.lead@acme.example").CanSeeRow(account, coyote));
        Assert.False(_org.As("carla.service@acme.example").CanSeeRow(account, coyote));
        Assert.True(_org.Admin.CanSeeRow(account, coyote));
        Assert.True(_org.As("ines.sales@acme.example").CanSeeRow(_org.Schema("Contact"), contact));
        Assert.False(_org.As("sam.sales@acme.example").CanSeeRow(_org.Schema("Contact"), contact));
        TestOrg.Refused("NOT_FOUND", () => _org.Engine.Get(_org.As("sam.sales@acme.example"), "Account", coyote.Id));
    }

    [Fact]
    public void Sign_ins_of_others_need_a_permission()
    {
        var history = _org.Schema("LoginHistory");
        var ines = _org.As("ines.sales@acme.example");
        Assert.True(ines.CanSee(history));
        Assert.All(_org.Store.Rows("LoginHistory"), r => Assert.Equal(r.Text("UserId") == ines.UserId, ines.CanSeeRow(history, r)));
        Assert.All(_org.Store.Rows("LoginHistory"), r => Assert.True(_org.Admin.CanSeeRow(history, r)));
    }

    [Fact]
    public void A_setup_change_is_seen_at_once_and_a_rolled_back_one_never()
    {
        var id = _org.AddUser("orders@acme.example");
        var set = _org.AddSet("A", null, "ViewSetup");
        Assert.False(_org.Engine.AccessOf(id).HasPermission("ViewSetup"));
        _org.Store.Transaction(() =>
        {
            _org.Assign(id, set);
            Assert.True(_org.Engine.AccessOf(id).HasPermission("ViewSetup"));
            return false;
        });
        Assert.False(_org.Engine.AccessOf(id).HasPermission("ViewSetup"));
        Assert.DoesNotContain(_org.Store.Rows("PermissionSetAssignment", "AssigneeId", id), a => a.Text("PermissionSetId") == set);
    }
}
