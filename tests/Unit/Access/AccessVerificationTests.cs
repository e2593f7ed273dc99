using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Access;
using SfIntegration.Practice;
using Xunit;
using static SfIntegration.Unit.Tests.Access.AccessBuilder;

namespace SfIntegration.Unit.Tests.Access;

/// <summary>What was added up beside what the platform says.</summary>
public sealed class AccessVerificationTests
{
    private static readonly SfOrg s_org = new("acme.example");

    [Theory]
    [InlineData("shared.api@acme.example")]
    [InlineData("ines.sales@acme.example")]
    [InlineData("erp@acme.example")]
    public async Task The_org_agrees_on_every_object_and_field_of_its_users(string username)
    {
        var org = await PracticeSession.OpenAsync(PracticeOrg.CreateCompany());
        var snapshot = await new AccessReader(org).ReadIdentityAsync(username, Array.Empty<string>(), CancellationToken.None);
        var access = EffectiveAccessCalculator.Compute(snapshot, snapshot.User(username)!.UserId, DateTime.UtcNow);
        var objects = access.Objects.Keys.Where(o => o != "*").ToList();
        var fields = access.Fields.Values.Select(f => (f.SobjectType, f.Field)).ToList();
        var platform = await new PlatformAccessReader(org).ReadAsync(access.User.UserId, objects, fields, CancellationToken.None);
        var checks = AccessVerification.Judge(org.Org, access, platform, objects, fields).ToList();
        Assert.Empty(platform.NotRead);
        Assert.Equal((objects.Count * 4) + (fields.Count * 2), checks.Count);
        Assert.Empty(checks.Where(c => c.Outcome != AccessAgreement.Agrees).Select(c => c.ToString()));
    }

    [Fact]
    public async Task A_user_with_access_to_everything_is_verified_in_a_handful_of_calls()
    {
        var practice = PracticeOrg.CreateCompany();
        var org = await PracticeSession.OpenAsync(practice);
        var snapshot = await new AccessReader(org).ReadIdentityAsync("erp@acme.example", Array.Empty<string>(), CancellationToken.None);
        var access = EffectiveAccessCalculator.Compute(snapshot, snapshot.User("erp@acme.example")!.UserId, DateTime.UtcNow);
        var fields = access.Fields.Values.Select(f => (f.SobjectType, f.Field)).ToList();
        var (_, calls) = await PracticeSession.CountAsync(practice, () => new PlatformAccessReader(org).ReadAsync(access.User.UserId, access.Objects.Keys.Where(o => o != "*").ToList(), fields, CancellationToken.None));
        Assert.InRange(calls, 2, 6);
    }

    [Fact]
    public void Neither_side_is_chosen_and_silence_is_not_assessed()
    {
        var access = new AccessBuilder().Profile().Assign(Set("A", objects: "Account:Read+Edit Lead:Read", fields: "Account.Phone:Edit Account.Fax:Read")).Compute();
        var platform = new PlatformAccess();
        platform.Objects["account"] = (Read: true, Create: true, Edit: false, Delete: false);
        platform.Fields["Account.Phone"] = (Read: true, Create: true, Edit: false);
        platform.NotRead.Add("UserFieldAccess: refused");
        var checks = AccessVerification.Judge(s_org, access, platform, new[] { "Account", "Lead" }, new[] { ("Account", "Phone"), ("Account", "Fax") }).ToDictionary(c => $"{c.Right} {c.Target}");

        Assert.Equal(((bool?)true, (bool?)true, AccessAgreement.Agrees), State("read Account"));
        Assert.Equal(((bool?)false, (bool?)true, AccessAgreement.Differs), State("create Account"));
        Assert.Equal(((bool?)true, (bool?)false, AccessAgreement.Differs), State("edit Account"));
        Assert.Contains("licence", checks["edit Account"].Reason, StringComparison.Ordinal);
        Assert.Equal(((bool?)true, (bool?)null, AccessAgreement.NotAssessed), State("read Lead"));
        Assert.Contains("UserEntityAccess has no row", checks["read Lead"].Reason, StringComparison.Ordinal);

        // A field that can be set on new records only is edit to us and IsCreatable to the platform.
        Assert.Equal(AccessAgreement.Agrees, checks["edit Account.Phone"].Outcome);
        Assert.Equal(AccessAgreement.NotAssessed, checks["read Account.Fax"].Outcome);
        Assert.Equal("UserFieldAccess: refused", checks["read Account.Fax"].Reason);

        (bool?, bool?, AccessAgreement) State(string key) => (checks[key].Computed, checks[key].Platform, checks[key].Outcome);
    }

    [Fact]
    public void What_was_not_found_among_holdings_not_all_read_is_not_assessed_and_what_was_found_is_compared()
    {
        // The profile of the builder's user is in the snapshot only where Profile() puts it there.
        var access = new AccessBuilder().Assign(Set("A", objects: "Account:Read")).Compute();
        var platform = new PlatformAccess();
        platform.Objects["Account"] = (Read: true, Create: true, Edit: false, Delete: false);
        var checks = AccessVerification.Judge(s_org, access, platform, new[] { "Account" }, Array.Empty<(string, string)>()).ToDictionary(c => c.Right);
        Assert.Equal(((bool?)true, AccessAgreement.Agrees), (checks["read"].Computed, checks["read"].Outcome));
        Assert.Equal(((bool?)null, AccessAgreement.NotAssessed), (checks["create"].Computed, checks["create"].Outcome));
        Assert.Contains("was not read", checks["create"].Reason, StringComparison.Ordinal);

        // A table that was refused leaves open only the kinds it holds.
        var known = new AccessBuilder().Profile().Assign(Set("A", objects: "Account:Read")).Compute();
        var tabs = AccessVerification.Judge(s_org, known, platform, new[] { "Account" }, Array.Empty<(string, string)>(), new[] { "Tabs: refused" });
        Assert.DoesNotContain(tabs, c => c.Computed is null);
        var objects = AccessVerification.Judge(s_org, known, platform, new[] { "Account" }, Array.Empty<(string, string)>(), new[] { "Object permissions: refused" }).ToList();
        Assert.Equal(3, objects.Count(c => c.Computed is null && c.Outcome == AccessAgreement.NotAssessed && c.Reason!.Contains("Object permissions: refused", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_user_whose_permission_set_licence_is_gone_differs_from_the_platform_and_the_doubt_was_said()
    {
        // Access to standard objects needs the permission set licence (facts 2.1); its sets still hold the grants.
        var practice = PracticeOrg.CreateCompany();
        var seat = practice.AsSystem.Query("SELECT Id FROM PermissionSetLicenseAssign WHERE Assignee.Username = 'shared.api@acme.example'").Single();
        var other = practice.AsSystem.Query("SELECT Id FROM User WHERE Username = 'old.mes@acme.example'").Single();
        practice.AsSystem.Overwrite("PermissionSetLicenseAssign", (string)seat["Id"]!, new Dictionary<string, object?> { ["AssigneeId"] = other["Id"] });
        var org = await PracticeSession.OpenAsync(practice);
        var snapshot = await new AccessReader(org).ReadIdentityAsync("shared.api@acme.example", Array.Empty<string>(), CancellationToken.None);
        var access = EffectiveAccessCalculator.Compute(snapshot, snapshot.User("shared.api@acme.example")!.UserId, DateTime.UtcNow);
        Assert.Contains(access.Notes, n => n.Contains("bound to the permission set licence SalesforceAPIIntegrationPsl, which shared.api@acme.example does not hold", StringComparison.Ordinal));
        var platform = await new PlatformAccessReader(org).ReadAsync(access.User.UserId, new[] { "Contact" }, Array.Empty<(string, string)>(), CancellationToken.None);
        var read = AccessVerification.Judge(org.Org, access, platform, new[] { "Contact" }, Array.Empty<(string, string)>()).First();
        Assert.Equal(((bool?)true, (bool?)false, AccessAgreement.Differs), (read.Computed, read.Platform, read.Outcome));
    }

    [Fact]
    public async Task A_caller_who_may_not_ask_about_others_gets_not_assessed()
    {
        var org = await PracticeSession.OpenAsync(PracticeOrg.CreateCompany(new PracticeSwitches { AccessOfOtherUsers = false }));
        var snapshot = await new AccessReader(org).ReadIdentityAsync("shared.api@acme.example", Array.Empty<string>(), CancellationToken.None);
        var access = EffectiveAccessCalculator.Compute(snapshot, snapshot.User("shared.api@acme.example")!.UserId, DateTime.UtcNow);
        var fields = new[] { ("Contact", "Email") };
        var platform = await new PlatformAccessReader(org).ReadAsync(access.User.UserId, new[] { "Contact" }, fields, CancellationToken.None);
        Assert.All(AccessVerification.Judge(org.Org, access, platform, new[] { "Contact" }, fields), c => Assert.Equal((AccessAgreement.NotAssessed, (bool?)null), (c.Outcome, c.Platform)));
    }
}
