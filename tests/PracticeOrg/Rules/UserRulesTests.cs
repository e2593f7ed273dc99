using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Rules;
using Xunit;

namespace SfIntegration.PracticeOrg.Tests.Rules;

public class UserRulesTests
{
    private readonly TestOrg _org = new();

    [Fact]
    public void A_new_user_gets_login_row_profile_assignment_nickname_and_takes_a_seat()
    {
        var id = _org.AddUser("Integ.Orders@Acme.example");
        var user = _org.Store.Find("User", id)!;
        Assert.Equal("integ.orders@acme.example", user.Text("Username"));
        Assert.Equal("integ.orders", user.Text("CommunityNickname"));
        Assert.Equal("Orders", user.Text("Name"));
        Assert.True(user.Flag("IsActive"));
        Assert.Equal("Standard", user.Text("UserType"));
        Assert.Single(_org.Store.Rows("UserLogin", "UserId", id));
        Assert.Single(_org.Store.Rows("PermissionSetAssignment", "AssigneeId", id));
        Assert.Equal(3, _org.Find("UserLicense", "Name", "Salesforce Integration")["UsedLicenses"]);
        Assert.True(_org.Engine.AccessOf(id).HasPermission("ApiUserOnly"));
        Assert.Equal(_org.User("admin@acme.example").Id, user.Text("CreatedById"));
        Assert.Equal(_org.Clock.UtcNow, user["CreatedDate"]);
    }

    [Fact]
    public void Every_missing_field_is_named_at_once()
    {
        var fault = TestOrg.Refused("REQUIRED_FIELD_MISSING", () => _org.Insert("User", ("Username", "x@acme.example"), ("LastName", "X")));
        Assert.Equal("Required fields are missing: [Email, Alias, ProfileId, TimeZoneSidKey, LocaleSidKey, EmailEncodingKey, LanguageLocaleKey]", fault.Message);
        Assert.Equal(400, fault.Status);
    }

    [Theory]
    [InlineData("erp@acme.example")]
    [InlineData("ERP@acme.example")]
    [InlineData("taken@elsewhere.example")]
    public void A_username_taken_here_or_in_another_org_is_refused(string username)
    {
        var fault = TestOrg.Refused("DUPLICATE_USERNAME", () => _org.AddUser(username));
        Assert.StartsWith("Duplicate Username.<br>The username already exists in this or another Salesforce organization.", fault.Message);
        Assert.Equal(new[] { "Username" }, fault.Fields);
    }

    [Fact]
    public void A_refused_user_leaves_nothing_behind()
    {
        var before = _org.Store.Rows("User").Count();
        TestOrg.Refused("DUPLICATE_USERNAME", () => _org.AddUser("erp@acme.example"));
        Assert.Equal(before, _org.Store.Rows("User").Count());
        Assert.Empty(_org.Store.Rows("SetupAuditTrail"));
    }

    [Theory]
    [InlineData("Username", "no-mail", "INVALID_EMAIL_ADDRESS")]
    [InlineData("Username", "a b@acme.example", "INVALID_EMAIL_ADDRESS")]
    [InlineData("Username", "a@b", "INVALID_EMAIL_ADDRESS")]
    [InlineData("Username", "o'neil+sync@acme.example", "OK")]
    [InlineData("Email", "nobody", "INVALID_EMAIL_ADDRESS")]
    [InlineData("Alias", "ninechars", "STRING_TOO_LONG")]
    [InlineData("TimeZoneSidKey", "Europe/Freiburg", "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST")]
    [InlineData("LocaleSidKey", "xx_YY", "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST")]
    [InlineData("LanguageLocaleKey", "tlh", "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST")]
    [InlineData("EmailEncodingKey", "EBCDIC", "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST")]
    [InlineData("ProfileId", "00ePr0000000000000", "INVALID_CROSS_REFERENCE_KEY")]
    [InlineData("ProfileId", "x", "MALFORMED_ID")]
    [InlineData("CommunityNickname", "erp", "DUPLICATE_COMM_NICKNAME")]
    [InlineData("Nickname__c", "x", "INVALID_FIELD")]
    [InlineData("CreatedDate", "2020-01-01T00:00:00Z", "INVALID_FIELD_FOR_INSERT_UPDATE")]
    [InlineData("IsActive", "maybe", "JSON_PARSER_ERROR")]
    public void A_bad_value_is_refused_with_its_own_code(string field, string value, string code)
    {
        var values = _org.NewUser("integ@acme.example");
        values[field] = value;
        if (code == "OK")
        {
            _org.Engine.Insert(_org.Admin, "User", values);
            return;
        }

        var fault = TestOrg.Refused(code, () => _org.Engine.Insert(_org.Admin, "User", values));
        Assert.True(code == "INVALID_FIELD" ? fault.Message == "No such column 'Nickname__c' on sobject of type User" : fault.Fields.Contains(field));
    }

    [Fact]
    public void The_picklist_refusal_names_the_label_and_the_value()
    {
        var values = _org.NewUser("integ@acme.example");
        values["TimeZoneSidKey"] = "Mars/Base";
        var fault = TestOrg.Refused("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", () => _org.Engine.Insert(_org.Admin, "User", values));
        Assert.EndsWith(": bad value for restricted picklist field: Mars/Base", fault.Message);
    }

    [Fact]
    public void Licences_run_out_and_deactivation_frees_them()
    {
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add(_org.AddUser($"integ{i}@acme.example"));
        }

        var fault = TestOrg.Refused("LICENSE_LIMIT_EXCEEDED", () => _org.AddUser("integ9@acme.example"));
        Assert.Equal("License Limit Exceeded", fault.Message);

        var inactive = _org.NewUser("integ8@acme.example");
        inactive["IsActive"] = false;
        var sleeper = _org.Engine.Insert(_org.Admin, "User", inactive);
        TestOrg.Refused("LICENSE_LIMIT_EXCEEDED", () => _org.Update("User", sleeper, ("IsActive", true)));

        _org.Update("User", ids[0], ("IsActive", false));
        Assert.Equal(4, _org.Find("UserLicense", "Name", "Salesforce Integration")["UsedLicenses"]);
        _org.Update("User", sleeper, ("IsActive", true));
        Assert.Equal(5, _org.Find("UserLicense", "Name", "Salesforce Integration")["UsedLicenses"]);
    }

    [Fact]
    public void Freezing_keeps_the_licence_and_only_unlocking_is_allowed()
    {
        var id = _org.AddUser("integ@acme.example");
        var login = _org.Find("UserLogin", "UserId", id).Id;
        _org.Update("UserLogin", login, ("IsFrozen", true));
        Assert.True(_org.Store.Find("UserLogin", login)!.Flag("IsFrozen"));
        Assert.Equal(3, _org.Find("UserLicense", "Name", "Salesforce Integration")["UsedLicenses"]);
        TestOrg.Refused("FIELD_INTEGRITY_EXCEPTION", () => _org.Update("UserLogin", login, ("IsPasswordLocked", true)));
        Assert.Contains(_org.Store.Rows("SetupAuditTrail"), r => r.Text("Action") == "frozeuser");
    }

    [Fact]
    public void Changing_the_profile_moves_the_owned_assignment_and_the_seat()
    {
        var id = _org.AddUser("person@acme.example", "Minimum Access - Salesforce");
        _org.Update("User", id, ("ProfileId", _org.Profile("Minimum Access - API Only Integrations")));
        var assignment = Assert.Single(_org.Store.Rows("PermissionSetAssignment", "AssigneeId", id));
        Assert.Equal(_org.Profile("Minimum Access - API Only Integrations"), _org.Store.Find("PermissionSet", assignment.Text("PermissionSetId"))!.Text("ProfileId"));
        Assert.Equal(3, _org.Find("UserLicense", "Name", "Salesforce Integration")["UsedLicenses"]);
        Assert.Contains(_org.Store.Rows("SetupAuditTrail"), r => r.Text("Action") == "changedprofileforuser");
    }

    [Fact]
    public void A_profile_of_another_licence_is_refused_while_a_set_forbids_it()
    {
        var ines = _org.User("ines.sales@acme.example").Id;
        TestOrg.Refused("FIELD_INTEGRITY_EXCEPTION", () => _org.Update("User", ines, ("ProfileId", _org.Profile("Minimum Access - API Only Integrations"))));
        Assert.Equal(_org.Profile("Acme Sales"), _org.Store.Find("User", ines)!.Text("ProfileId"));
    }

    [Fact]
    public void Users_are_never_deleted_and_login_rows_never_made()
    {
        TestOrg.Refused("INVALID_TYPE_FOR_OPERATION", () => _org.Delete("User", _org.User("leaver@acme.example").Id));
        TestOrg.Refused("INVALID_TYPE_FOR_OPERATION", () => _org.Insert("UserLogin", ("UserId", _org.User("leaver@acme.example").Id)));
    }

    [Fact]
    public void Who_does_not_manage_users_may_look_but_not_touch()
    {
        var sam = _org.As("sam.sales@acme.example");
        Assert.True(sam.CanSee(_org.Schema("User")));
        Assert.False(sam.CanSee(_org.Schema("UserLogin")));
        Assert.Equal(403, TestOrg.Refused("INSUFFICIENT_ACCESS_OR_READONLY", () => _org.Engine.Insert(sam, "User", _org.NewUser("x@acme.example"))).Status);
        TestOrg.Refused("INSUFFICIENT_ACCESS_OR_READONLY", () => _org.Engine.Update(sam, "User", sam.UserId, TestOrg.Map(("Title", "Boss"))));
    }

    [Fact]
    public void The_audit_trail_says_what_happened_to_a_user()
    {
        var id = _org.AddUser("integ@acme.example");
        _org.Update("User", id, ("IsActive", false));
        _org.Update("User", id, ("IsActive", true), ("Email", "other@acme.example"), ("Username", "new@acme.example"));
        Assert.Equal(new[] { "createduser", "deactivateduser", "activateduser", "changedusername", "changedemail" }, _org.Store.Rows("SetupAuditTrail").Select(r => r.Text("Action")));
        Assert.All(_org.Store.Rows("SetupAuditTrail"), r => Assert.Equal(_org.User("admin@acme.example").Id, r.Text("CreatedById")));
    }

    [Fact]
    public void A_second_default_nickname_gets_a_number()
    {
        _org.AddUser("integ@acme.example");
        var second = _org.AddUser("integ@other.example");
        Assert.Equal("integ1", _org.Store.Find("User", second)!.Text("CommunityNickname"));
    }
}
