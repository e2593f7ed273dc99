using System;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Plan;
using SfIntegration.Scope;
using Xunit;

namespace SfIntegration.Tests.Plan;

public class PlannerTests
{
    private readonly PlanWorld _world = new();

    [Fact]
    public void A_new_identity_is_made_user_first_and_assignment_last()
    {
        var plan = _world.Plan();
        Assert.False(plan.IsBlocked);
        Assert.Equal(
            new[] { ChangeKind.CreateUser, ChangeKind.CreatePermissionSet, ChangeKind.GrantObject, ChangeKind.GrantField, ChangeKind.Assign },
            plan.Changes.Select(c => c.Kind));
        Assert.Equal("0PL1", plan.Writes.Single(w => w.SobjectType == "PermissionSet").Values["LicenseId"]);
    }

    [Fact]
    public void What_is_already_so_plans_nothing()
    {
        _world.AddUser();
        _world.Assign(_world.AddSet().Id);
        Assert.True(_world.Plan().IsEmpty);
    }

    [Fact]
    public void The_api_only_profile_is_found_by_licence_and_flag_with_the_current_name_first() =>
        Assert.Equal("00e1", _world.Plan().Writes[0].Values["ProfileId"]);

    [Fact]
    public void A_full_licence_gets_sets_without_a_licence()
    {
        _world.License = "Salesforce";
        _world.Profile = "System Administrator";
        var plan = _world.Plan();
        Assert.False(plan.IsBlocked, string.Join(" ", plan.Problems));
        Assert.False(plan.Writes.Single(w => w.SobjectType == "PermissionSet").Values.ContainsKey("LicenseId"));
        Assert.DoesNotContain(plan.Changes, c => c.Kind == ChangeKind.AssignPermissionSetLicense);
    }

    [Fact]
    public void A_profile_without_the_api_is_warned_of_unless_a_set_gives_it()
    {
        _world.Profiles[1] = _world.Profiles[1] with { ApiEnabled = false };
        Assert.Contains(_world.Plan().Problems, p => p.Code == "NoApi");
        _world.SystemPermissions.Add(new DesiredName("ApiEnabled", new SourceLine("s.yaml", 20, 5)));
        Assert.DoesNotContain(_world.Plan().Problems, p => p.Code == "NoApi");
    }

    [Fact]
    public void Rows_that_the_scope_does_not_name_are_taken_away_from_our_set()
    {
        _world.AddUser();
        _world.Assign(_world.AddSet(
            objects: new[] { new ObjectGrant("Account", ObjectAccess.Read | ObjectAccess.Edit | ObjectAccess.Delete, "110A"), new ObjectGrant("Case", ObjectAccess.Read, "110B") },
            fields: new[] { new FieldGrant("Account", "Phone", FieldAccess.Read, "01kA"), new FieldGrant("Account", "Fax", FieldAccess.Read, "01kB") },
            system: new[] { "ViewSetup" }).Id);
        var plan = _world.Plan();
        Assert.Equal(
            new[] { "RevokeSystemPermission ViewSetup", "RevokeObject Account", "GrantField Account.Phone", "RevokeField Account.Fax", "RevokeObject Case" },
            plan.Changes.Select(c => $"{c.Kind} {c.Target}"));
        Assert.Equal(new[] { "01kB", "110B" }, plan.Writes.Where(w => w.Operation == WriteOperation.Delete).Select(w => w.RecordId));
    }

    [Theory]
    [InlineData("somebody's own set", "SetNotOurs")]
    [InlineData("Keeps orders. [sfi:orders/other]", "SetNotOurs")]
    [InlineData("Keeps orders. [sfi:orders/sync] and more", "SetNotOurs")]
    public void A_set_of_the_name_that_does_not_carry_our_mark_stops_the_plan(string description, string code)
    {
        _world.AddUser();
        _world.Assign(_world.AddSet(description).Id, "005X");
        _world.Usernames["005X"] = "someone@acme.example";
        var problem = Assert.Single(_world.Plan().Problems, p => p.Stops);
        Assert.Equal(code, problem.Code);
        Assert.Contains("someone@acme.example", problem.Message);
    }

    [Fact]
    public void Adopting_takes_the_set_over_and_says_whom_it_affects()
    {
        _world.AddUser();
        _world.Assign(_world.AddSet("theirs").Id, "005X");
        var plan = _world.Plan(adopt: true);
        Assert.False(plan.IsBlocked);
        Assert.Contains(plan.Problems, p => p.Code == "SetAdopted" && p.Message.Contains("005X"));
        Assert.Contains(plan.Changes, c => c.Kind == ChangeKind.UpdatePermissionSet && c.Target == "Integ_Orders Description");
    }

    [Fact]
    public void Other_holders_of_our_set_stop_the_plan()
    {
        _world.AddUser();
        var set = _world.AddSet();
        _world.Assign(set.Id);
        _world.Assign(set.Id, "005X");
        Assert.Equal("SetShared", Assert.Single(_world.Plan().Problems, p => p.Stops).Code);
    }

    [Fact]
    public void A_set_bound_to_another_licence_stops_the_plan_because_it_cannot_be_changed()
    {
        _world.AddSet(licenseId: "100B");
        Assert.Contains(_world.Plan().Problems, p => p.Stops && p.Code == "SetWrongLicense" && p.Message.Contains("user licence 'Salesforce'"));
    }

    [Theory]
    [InlineData("Salesforce", "00e2", "Standard", "UserNotOurs")]
    [InlineData("Salesforce Integration", "00e3", "Standard", "UserNotOurs")]
    [InlineData("Cloud Integration User", "00e0", "Standard", "PlatformUser")]
    [InlineData("Salesforce Integration", "00e1", "AutomatedProcess", "PlatformUser")]
    public void A_user_that_is_not_ours_stops_the_plan(string license, string profile, string type, string code)
    {
        _world.AddUser(license: license, profileId: profile, type: type);
        Assert.Equal(code, Assert.Single(_world.Plan().Problems, p => p.Stops).Code);
    }

    [Fact]
    public void A_user_keeps_another_api_only_profile_of_the_licence_where_the_scope_names_none()
    {
        _world.AddUser(profileId: "00e0");
        _world.Assign(_world.AddSet().Id);
        Assert.True(_world.Plan().IsEmpty);
        _world.Profile = "Minimum Access - API Only Integrations";
        Assert.Equal("UserNotOurs", Assert.Single(_world.Plan().Problems, p => p.Stops).Code);
    }

    [Fact]
    public void What_could_not_be_read_stops_the_plan_instead_of_looking_absent()
    {
        _world.NotRead = new[] { "Frozen state (UserLogin): no" };
        Assert.False(_world.Plan().IsBlocked);
        _world.NotRead = new[] { "Permission sets: sObject type 'PermissionSet' is not supported" };
        Assert.Equal("NotRead", Assert.Single(_world.Plan().Problems, p => p.Stops).Code);
        _world.NotRead = Array.Empty<string>();
        _world.NamesNotRead = new[] { "connected apps: no" };
        Assert.Contains("connected apps", Assert.Single(_world.Plan().Problems, p => p.Stops).Message);
    }

    [Fact]
    public void Nothing_overrides_the_guard_of_platform_users()
    {
        _world.AddUser(type: "CloudIntegrationUser");
        Assert.True(_world.Plan(adopt: true, removeUnscoped: true).IsBlocked);
    }

    [Fact]
    public void The_caller_is_never_planned()
    {
        _world.AddUser(id: "005ADMIN");
        Assert.Contains(_world.Plan(adopt: true).Problems, p => p.Stops && p.Code == "CallerItself");
    }

    [Fact]
    public void A_full_licence_pool_stops_a_new_user_and_not_an_existing_one()
    {
        _world.UserLicenses[0] = _world.UserLicenses[0] with { UsedLicenses = 5 };
        Assert.Contains(_world.Plan().Problems, p => p.Stops && p.Code == "LicenseUsedUp");
        _world.AddUser();
        Assert.DoesNotContain(_world.Plan().Problems, p => p.Code == "LicenseUsedUp");
    }

    [Fact]
    public void A_full_permission_set_licence_pool_stops_the_plan()
    {
        _world.SetLicenses[0] = _world.SetLicenses[0] with { UsedLicenses = 5 };
        Assert.Contains(_world.Plan().Problems, p => p.Stops && p.Code == "PermissionSetLicenseUsedUp");
    }

    [Fact]
    public void A_system_permission_beyond_the_licence_stops_the_plan_with_its_line()
    {
        _world.SetLicenses[0] = _world.SetLicenses[0] with { MaximumPermissions = new[] { "ViewSetup" } };
        _world.SystemPermissions.Add(new DesiredName("AuthorApex", new SourceLine("s.yaml", 20, 5)));
        var problem = Assert.Single(_world.Plan().Problems, p => p.Stops);
        Assert.Equal(("BeyondLicense", "s.yaml(20,5)"), (problem.Code, problem.Source));
    }

    [Fact]
    public void A_set_held_as_it_is_of_the_wrong_licence_stops_the_plan_and_says_what_to_do_instead()
    {
        _world.Containers.Add(new Container { Id = "0PS9", Name = "Old", LicenseId = "100B" });
        _world.Use = new[] { "old" };
        var problem = Assert.Single(_world.Plan().Problems, p => p.Stops);
        Assert.Equal("SetWrongLicense", problem.Code);
        Assert.Contains("New-SfAccessScope", problem.Cure);
    }

    [Fact]
    public void What_is_held_beside_the_scope_is_named_and_goes_only_when_asked()
    {
        _world.AddUser();
        _world.Assign(_world.AddSet().Id);
        _world.Containers.Add(new Container { Id = "0PS9", Name = "Extra" });
        _world.Assign("0PS9");
        var plan = _world.Plan();
        Assert.True(plan.IsEmpty);
        Assert.Equal(new[] { "Extra" }, plan.Unscoped);
        Assert.Equal(ChangeKind.Unassign, Assert.Single(_world.Plan(removeUnscoped: true).Changes).Kind);
    }

    [Fact]
    public void A_set_of_an_integration_that_the_scope_no_longer_has_is_unassigned()
    {
        _world.AddUser();
        _world.Assign(_world.AddSet().Id);
        _world.Containers.Add(new Container { Id = "0PS8", Name = "Integ_Old", Description = "Old. [sfi:orders/old]" });
        _world.Assign("0PS8");
        Assert.Equal("Integ_Old", Assert.Single(_world.Plan().Changes).Target);
    }

    [Fact]
    public void Expiry_is_through_the_day_and_an_expired_integration_stops_the_plan()
    {
        _world.AddUser();
        _world.Assign(_world.AddSet().Id, expires: PlanWorld.Now.AddDays(1));
        _world.Expires = PlanWorld.Now.AddDays(30);
        Assert.Equal(ChangeKind.ChangeExpiry, Assert.Single(_world.Plan().Changes).Kind);
        _world.Expires = PlanWorld.Now.AddDays(-1);
        Assert.Contains(_world.Plan().Problems, p => p.Stops && p.Code == "Expired");
    }

    [Fact]
    public void What_this_version_cannot_apply_is_planned_in_the_open()
    {
        _world.IdentityGroups = new[] { "Order Queue" };
        var change = Assert.Single(_world.Plan().Changes, c => c.Kind == ChangeKind.NotApplied);
        Assert.Equal(("group Order Queue", "member"), (change.Target, change.After));
    }

    [Fact]
    public void The_same_input_gives_the_same_plan_and_the_same_fingerprint()
    {
        _world.AddUser();
        _world.AddSet();
        var (a, b) = (_world.Plan(), _world.Plan());
        Assert.Equal(a.Fingerprint, b.Fingerprint);
        Assert.Equal(a.Changes.Select(c => c.ToString()), b.Changes.Select(c => c.ToString()));
        _world.Containers[0] = _world.AddSet(system: new[] { "ViewSetup" });
        Assert.NotEqual(a.Fingerprint, _world.Plan().Fingerprint);
    }

    [Theory]
    [InlineData("integ-svc-orders", "vcorders")]
    [InlineData("x", "x")]
    [InlineData("---", "integ")]
    [InlineData("O'Brien", "OBrien")]
    public void The_alias_has_at_most_eight_letters_and_digits(string lastName, string alias) => Assert.Equal(alias, UserNames.Alias(lastName));

    [Fact]
    public void A_long_nickname_is_cut_and_stays_unique()
    {
        var (a, b) = (UserNames.Nickname(new string('a', 60) + "1@x.yz"), UserNames.Nickname(new string('a', 60) + "2@x.yz"));
        Assert.Equal(40, a.Length);
        Assert.NotEqual(a, b);
    }
}
