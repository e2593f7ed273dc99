using System;
using System.Linq;
using SfIntegration.PracticeOrg.Tests.Rules;
using Xunit;

namespace SfIntegration.PracticeOrg.Tests.Seed;

public class CompanySeedTests
{
    private readonly TestOrg _org = new();

    [Fact]
    public void An_administrators_account_is_used_as_an_integration_by_several_clients()
    {
        var erp = _org.User("erp@acme.example");
        Assert.Equal("System Administrator", _org.Store.Find("Profile", erp.Text("ProfileId"))!.Text("Name"));
        var applications = _org.Store.Rows("LoginHistory", "UserId", erp.Id).Select(r => r.Text("Application")).Distinct().ToList();
        Assert.Contains("SAP PI", applications);
        Assert.Contains("Browser", applications);
        Assert.True(applications.Count >= 4);
        Assert.True(_org.As("erp@acme.example").HasPermission("PasswordNeverExpires"));
    }

    [Fact]
    public void One_user_is_shared_by_three_systems()
    {
        var shared = _org.User("shared.api@acme.example");
        Assert.Equal(3, _org.Store.Rows("LoginHistory", "UserId", shared.Id).Select(r => r.Text("SourceIp")).Distinct().Count());
        Assert.Equal(4, _org.Store.Rows("PermissionSetAssignment", "AssigneeId", shared.Id).Count);
    }

    [Fact]
    public void An_integration_user_on_an_old_profile_holds_access_of_its_own()
    {
        var mes = _org.As("old.mes@acme.example");
        Assert.True(mes.CanDelete(_org.Schema("Invoice__c")));
        Assert.True(mes.HasPermission("ViewSetup"));
        Assert.False(mes.CanSee(_org.Schema("Account")));
    }

    [Fact]
    public void Platform_users_and_the_analytics_users_are_there()
    {
        var types = _org.Store.Rows("User").Select(u => u.Text("UserType")).ToList();
        Assert.Contains("AutomatedProcess", types);
        Assert.Contains("CloudIntegrationUser", types);
        var org = _org.Engine.OrganizationId.ToLowerInvariant();
        Assert.Equal("Analytics Cloud Integration User", _org.Store.Find("Profile", _org.User($"integration@{org}.com").Text("ProfileId"))!.Text("Name"));
        Assert.NotNull(_org.User($"insightssecurity@{org}.com"));
    }

    [Fact]
    public void The_groups_aggregated_set_lacks_what_the_muting_set_mutes()
    {
        var group = _org.Find("PermissionSetGroup", "DeveloperName", "Sales_Desk");
        Assert.Equal("Updated", group.Text("Status"));
        var ines = _org.As("ines.sales@acme.example");
        var invoice = _org.Schema("Invoice__c");
        Assert.True(ines.CanEdit(invoice));
        Assert.False(ines.CanDelete(invoice));
        Assert.False(ines.CanReadField(invoice, invoice.Field("Internal_Note__c")!));
        Assert.True(ines.CanReadField(invoice, invoice.Field("Amount__c")!));
    }

    [Fact]
    public void An_expired_assignment_is_still_a_row_and_grants_nothing()
    {
        var sam = _org.User("sam.sales@acme.example");
        var rows = _org.Engine.RowsForQuery(_org.Admin, "PermissionSetAssignment").Where(r => r.Text("AssigneeId") == sam.Id).ToList();
        Assert.Single(rows, r => !r.Flag("IsActive") && r["ExpirationDate"] is DateTime);
        Assert.False(_org.As("sam.sales@acme.example").HasPermission("ViewSetup"));
    }

    [Fact]
    public void Every_app_is_an_item_of_the_app_menu_by_whose_name_its_id_is_found()
    {
        var apps = _org.Store.Rows("TabSet").ToDictionary(a => a.Id, a => (a.Text("NamespacePrefix"), a.Text("Name")));
        var items = _org.Store.Rows("AppMenuItem").ToDictionary(i => i.Text("ApplicationId")!, i => (i.Text("NamespacePrefix"), i.Text("Name")));
        Assert.NotEmpty(apps);
        Assert.Equal(apps, items);
    }

    [Fact]
    public void Licences_count_their_active_users()
    {
        Assert.Equal(2, _org.Find("UserLicense", "Name", "Salesforce Integration")["UsedLicenses"]);
        Assert.Equal(5, _org.Find("UserLicense", "Name", "Salesforce Integration")["TotalLicenses"]);
        Assert.Equal(1, _org.Find("PermissionSetLicense", "DeveloperName", "SalesforceAPIIntegrationPsl")["UsedLicenses"]);
        Assert.Equal(_org.Store.Rows("User").Count(u => u.Flag("IsActive") && _org.Store.Find("Profile", u.Text("ProfileId"))?.Text("UserLicenseId") == _org.License("Salesforce")), _org.Find("UserLicense", "Name", "Salesforce")["UsedLicenses"]);
    }

    [Fact]
    public void Every_user_with_a_profile_holds_its_permission_set_and_a_login_row()
    {
        foreach (var user in _org.Store.Rows("User").Where(u => u.Text("ProfileId") is not null))
        {
            Assert.Single(_org.Store.Rows("PermissionSetAssignment", "AssigneeId", user.Id), a => _org.Store.Find("PermissionSet", a.Text("PermissionSetId"))!.Text("ProfileId") == user.Text("ProfileId"));
            Assert.Single(_org.Store.Rows("UserLogin", "UserId", user.Id));
        }
    }

    [Fact]
    public void Applications_have_their_own_secrets_in_every_org()
    {
        var other = new TestOrg();
        foreach (var app in _org.Engine.Apps)
        {
            Assert.DoesNotContain(other.Engine.Apps, a => a.ConsumerSecret == app.ConsumerSecret || a.ConsumerKey == app.ConsumerKey);
            Assert.DoesNotContain(_org.Store.Rows(app.Kind), r => r.Fields.Any(f => Equals(r[f], app.ConsumerSecret)));
        }

        Assert.Contains(_org.Engine.Apps, a => a.Name == "Order Sync" && a.AdminApprovedOnly);
        Assert.Contains(_org.Engine.Apps, a => a.Kind == "ExternalClientApplication" && a.RunAsUserId == _org.User("shared.api@acme.example").Id);
    }

    [Fact]
    public void The_administrator_sees_every_field_and_the_seed_leaves_no_audit_trail()
    {
        foreach (var o in _org.Engine.Schema.Objects)
        {
            // The Event Log Objects come with Event Monitoring, which the company has not bought.
            Assert.NotEqual(o.Name.EndsWith("EventLog", StringComparison.Ordinal), _org.Admin.CanSee(o));
            foreach (var field in o.Fields)
            {
                Assert.True(_org.Admin.CanReadField(o, field), o.Name + "." + field.Name);
            }
        }

        Assert.Empty(_org.Store.Rows("SetupAuditTrail"));
    }

    [Fact]
    public void Every_row_refers_only_to_rows_that_are_there()
    {
        foreach (var o in _org.Engine.Schema.Objects)
        {
            foreach (var row in _org.Store.Rows(o.Name))
            {
                foreach (var field in o.Fields.Where(f => f.Type == "reference" && row.Text(f.Name) is { Length: > 0 }))
                {
                    var id = row.Text(field.Name)!;
                    Assert.True(_org.Engine.Schema.Objects.Any(t => _org.Store.Find(t.Name, id) is not null), $"{o.Name}.{field.Name} = {id}");
                }
            }
        }
    }
}
