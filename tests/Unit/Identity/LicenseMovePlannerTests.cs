using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Identity;
using SfIntegration.Plan;
using SfIntegration.Unit.Tests.Access;
using Xunit;

namespace SfIntegration.Unit.Tests.Identity;

/// <summary>What a user keeps and loses on the integration licence (facts 2.2), set by set.</summary>
public sealed class LicenseMovePlannerTests
{
    private const string UserId = "005U";
    private static readonly ProfileFacts s_target = new("00eNEW", "Minimum Access - API Only Integrations", "Salesforce Integration", true, true);

    private readonly List<Container> _containers = new();
    private readonly List<GroupFacts> _groups = new();
    private readonly List<AccessAssignment> _assignments = new();
    private readonly List<PermissionSetLicenseAssignment> _licenses = new();
    private readonly HashSet<string> _available = new() { "0PLfits" };

    public LicenseMovePlannerTests() => _containers.Add(AccessBuilder.Set("0PSprofile", ContainerKind.Profile, objects: "Lead:Read", system: "ApiEnabled RunReports", ownerId: "00eOLD", name: "Acme Sales"));

    // facts 2.2: bound to another user licence: cannot be assigned at all.
    [Theory]
    [InlineData("100full", false)]
    [InlineData("100integration", true)]
    [InlineData("0PLintegration", true)]
    [InlineData("0PLfits", true)]
    [InlineData("0PLother", false)]
    [InlineData(null, true)]
    public void A_set_is_kept_only_where_its_licence_allows(string? licenseId, bool kept)
    {
        Hold(Licensed("0PS1", licenseId, "Custom__c:Read"));
        var plan = Plan();
        Assert.Equal(kept, plan.Kept.Contains("0PS1"));
        Assert.Equal(!kept, plan.Lost.Any(l => l.Kind == "permission set" && l.Target == "0PS1"));
        Assert.Equal(kept ? 0 : 1, plan.TakeOff.Count);
        Assert.Empty(plan.GiveBack);
    }

    [Fact]
    public void A_set_without_a_licence_that_opens_standard_objects_is_off_for_the_move_and_back_with_the_licence_before_it()
    {
        Hold(Licensed("0PS1", null, "Account:Read"), new DateTime(2027, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var plan = Plan();
        Assert.Equal(new[] { "0PS1" }, plan.Kept);
        Assert.Equal("PermissionSetAssignment", Assert.Single(plan.TakeOff).SobjectType);
        Assert.Equal(new[] { "PermissionSetLicenseAssign", "PermissionSetAssignment" }, plan.GiveBack.Select(w => w.SobjectType));
        Assert.Equal(new DateTime(2027, 1, 1, 0, 0, 0, DateTimeKind.Utc), plan.GiveBack[1].Values["ExpirationDate"]);
    }

    [Fact]
    public void What_has_expired_gives_nothing_any_more_and_is_neither_kept_nor_drafted()
    {
        Hold(Licensed("0PS1", null, "Account:Read"), new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc));
        var plan = Plan();
        Assert.Empty(plan.Kept);
        Assert.Empty(plan.GiveBack);
        Assert.Contains("expired", plan.Lost.Single(l => l.Target == "0PS1").Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(plan.LostContainers, c => c.Id == "0PS1");
    }

    [Fact]
    public void A_stale_group_is_drafted_as_it_would_be_after_recalculation()
    {
        _containers.Add(Licensed("0PS2", "100full", "Other__c:Read"));
        _containers.Add(AccessBuilder.Set("0PSagg", ContainerKind.Group, objects: "Other__c:Read+Edit", ownerId: "0PG1"));
        _groups.Add(new GroupFacts("0PG1", "Desk", "Outdated", "0PSagg", new[] { "0PS2" }, Array.Empty<string>(), false));
        _assignments.Add(new AccessAssignment("0Pa1", UserId, "0PSagg", "0PG1", null, true, false));
        Assert.Equal("Read", Plan().LostContainers.Single(c => c.Kind == ContainerKind.Group).Objects.Single().Access.ToString());
    }

    [Fact]
    public void The_licence_is_not_assigned_twice()
    {
        Hold(Licensed("0PS1", null, "Account:Read"));
        _licenses.Add(new PermissionSetLicenseAssignment("2LA1", UserId, "0PLintegration"));
        Assert.Equal("PermissionSetAssignment", Assert.Single(Plan().GiveBack).SobjectType);
    }

    [Fact]
    public void A_group_goes_with_its_worst_set_and_what_it_gave_is_drafted_without_what_it_muted()
    {
        _containers.Add(Licensed("0PS1", null, "Custom__c:Read"));
        _containers.Add(Licensed("0PS2", "100full", "Other__c:Read+Edit"));
        _containers.Add(AccessBuilder.Set("0QM1", ContainerKind.Muting, objects: "Other__c:Edit"));
        _groups.Add(new GroupFacts("0PG1", "Desk", "Updated", null, new[] { "0PS1", "0PS2" }, new[] { "0QM1" }, false));
        _assignments.Add(new AccessAssignment("0Pa1", UserId, "0PSagg", "0PG1", null, true, false));
        var plan = Plan();
        Assert.Equal("permission set group", plan.Lost.Single(l => l.Target == "Desk").Kind);
        var lost = plan.LostContainers.Single(c => c.Kind == ContainerKind.Group).Objects.ToDictionary(o => o.SobjectType, o => o.Access.ToString());
        Assert.Equal(("Read", "Read"), (lost["Custom__c"], lost["Other__c"]));
        Assert.Equal("0PG1", plan.TakeOff.Single().Before["PermissionSetGroupId"]);
    }

    [Fact]
    public void What_could_not_be_read_is_lost_and_says_so()
    {
        _assignments.Add(new AccessAssignment("0Pa1", UserId, "0PSunread", null, null, true, false));
        Assert.Contains("could not be read", Plan().Lost.Single(l => l.Target == "0PSunread").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Permission_set_licences_that_are_not_for_integrations_go_after_the_sets_that_rest_on_them()
    {
        Hold(Licensed("0PS1", "0PLother", "Custom__c:Read"));
        _licenses.Add(new PermissionSetLicenseAssignment("2LA1", UserId, "0PLother"));
        _licenses.Add(new PermissionSetLicenseAssignment("2LA2", UserId, "0PLfits"));
        var plan = Plan();
        Assert.Equal(new[] { "PermissionSetAssignment", "PermissionSetLicenseAssign" }, plan.TakeOff.OrderBy(w => w.Stage).Select(w => w.SobjectType));
        Assert.Equal("2LA1", plan.TakeOff.Single(w => w.SobjectType == "PermissionSetLicenseAssign").RecordId);
    }

    [Fact]
    public void Of_the_profile_only_what_the_new_one_does_not_grant_is_lost()
    {
        var then = AccessBuilder.Set("0PSnew", ContainerKind.Profile, system: "ApiEnabled ApiUserOnly", ownerId: "00eNEW", name: "New");
        var lost = Plan(then).Lost.Select(l => $"{l.Kind} {l.Target} {l.Access}").ToList();
        Assert.Equal(new[] { "object Lead read", "system permission RunReports " }, lost);
    }

    [Fact]
    public void Another_users_assignments_are_none_of_its_business()
    {
        _containers.Add(Licensed("0PS1", "100full", "Custom__c:Read"));
        _assignments.Add(new AccessAssignment("0Pa1", "005OTHER", "0PS1", null, null, true, false));
        var plan = Plan();
        Assert.Empty(plan.TakeOff);
        Assert.Equal("User", Assert.Single(plan.Move).SobjectType);
    }

    private static Container Licensed(string id, string? licenseId, string objects)
    {
        var set = AccessBuilder.Set(id, objects: objects);
        return new Container { Id = set.Id, Kind = set.Kind, Name = set.Name, Label = set.Label, LicenseId = licenseId, Objects = set.Objects };
    }

    private void Hold(Container set, DateTime? end = null)
    {
        _containers.Add(set);
        _assignments.Add(new AccessAssignment("0Pa" + _assignments.Count, UserId, set.Id, null, end, true, false));
    }

    private LicenseMovePlan Plan(Container? targetContainer = null)
    {
        var user = new UserFacts { UserId = UserId, Username = "u@acme.example", ProfileId = "00eOLD", ProfileName = "Acme Sales", LicenseName = "Salesforce" };
        var snapshot = new AccessSnapshot
        {
            Users = new[] { user },
            Containers = _containers,
            Groups = _groups,
            Assignments = _assignments,
            LicenseAssignments = _licenses,
            UserLicenses = new[] { new UserLicenseFacts("100full", "Salesforce", "SFDC", "Active", 9, 1), new UserLicenseFacts("100integration", "Salesforce Integration", null, "Active", 5, 0) },
            PermissionSetLicenses = new[]
            {
                new PermissionSetLicenseFacts("0PLintegration", "SalesforceAPIIntegrationPsl", "Salesforce API Integration", "Active", 5, 0, null),
                new PermissionSetLicenseFacts("0PLfits", "Fits", "Fits", "Active", 5, 0, null),
                new PermissionSetLicenseFacts("0PLother", "Other", "Other", "Active", 5, 0, null),
            },
        };
        return LicenseMovePlanner.Plan(snapshot, user, s_target, targetContainer, _available, new DateTime(2026, 11, 25, 0, 0, 0, DateTimeKind.Utc));
    }
}
