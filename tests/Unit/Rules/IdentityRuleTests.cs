using System;
using System.Collections.Generic;
using SfIntegration.Rules;
using SfIntegration.Scope;
using Xunit;

namespace SfIntegration.Unit.Tests.Rules;

/// <summary>1xx: each rule passes, fails, and says when it could not look. The Fails with a scope are among the sabotages.</summary>
public sealed class IdentityRuleTests
{
    private static readonly DateTime s_day = new(2026, 11, 20, 8, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("SFI101")]
    [InlineData("SFI102")]
    [InlineData("SFI103")]
    [InlineData("SFI104")]
    [InlineData("SFI105")]
    [InlineData("SFI107")]
    [InlineData("SFI108")]
    [InlineData("SFI109")]
    public void A_right_identity_passes(string rule) => Assert.Equal(Outcome.Pass, Assert.Single(new Bench().Findings(rule)).Outcome);

    [Theory]
    [InlineData("SFI101")]
    [InlineData("SFI102")]
    [InlineData("SFI103")]
    [InlineData("SFI104")]
    [InlineData("SFI105")]
    [InlineData("SFI106")]
    [InlineData("SFI107")]
    [InlineData("SFI108")]
    public void A_missing_user_is_one_finding_and_the_others_point_to_it(string rule)
    {
        var bench = new Bench { UserExists = false };
        Assert.Equal(["SFI109 " + Bench.Username], bench.Fails());
        var answer = Assert.Single(bench.Findings(rule));
        Assert.Equal(Outcome.NotAssessed, answer.Outcome);
        Assert.Contains("SFI109", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_scope_an_administrator_fails_for_each_weakness()
    {
        var bench = new Bench { WithScope = false, License = "Salesforce" };
        bench.Profile.System.Clear();
        bench.Profile.System.UnionWith(["ApiEnabled", "ModifyAllData", "CustomizeApplication"]);
        var fails = bench.Fails();
        Assert.Contains("SFI101 " + Bench.Username, fails);
        Assert.Contains("SFI102 " + Bench.Username, fails);
        Assert.Contains("SFI103 " + Bench.Username, fails);
        Assert.Contains("SFI301 ModifyAllData", fails);
    }

    [Theory]
    [InlineData("ModifyAllData")]
    [InlineData("ManageUsers")]
    public void One_power_alone_does_not_make_an_administrators_profile(string permission)
    {
        var bench = new Bench { WithScope = false };
        bench.Profile.System.Add(permission);
        Assert.Equal(Outcome.Pass, Assert.Single(bench.Findings("SFI101")).Outcome);
    }

    [Fact]
    public void A_profile_that_was_not_read_is_not_judged()
    {
        var nothing = new RuleContext { Access = new() { User = new() { UserId = "005x", Username = "x@y.example", ProfileName = "P" } }, Snapshot = new(), Schema = new(), Now = s_day };
        var findings = RuleEngine.Assess(nothing, false).Findings;
        Assert.All(new[] { "SFI101", "SFI103" }, rule => Assert.Equal(Outcome.NotAssessed, Assert.Single(findings, f => f.RuleId == rule).Outcome));
    }

    [Fact]
    public void The_scopes_profile_counts_like_its_licence()
    {
        var bench = new Bench { ScopeProfile = new ScopeProfile("Integ Orders", null) };
        Assert.Equal(["SFI103 " + Bench.Username], bench.Fails());
        bench.ScopeProfile = new ScopeProfile("minimum access - api only integrations", null);
        Assert.Empty(bench.Fails());
    }

    [Theory]
    [InlineData("jane.doe@acme.example", "Jane Doe", true)]
    [InlineData("jane_doe@acme.example", "jane", true)]
    [InlineData("x1@acme.example", "Jane Doe", true)]
    [InlineData("x1@acme.example", "Jane M. O'Neil-Smith", true)]
    [InlineData("sap.sync@acme.example", "SAP Sync", false)]
    [InlineData("jane.doe@acme.example", "Order Integration", false)]
    [InlineData("jane.doe@acme.example", "OrderIntegration", false)]
    [InlineData("apihub@acme.example", "Apihub", false)]
    [InlineData("svc-01@acme.example", "svc-01", false)]
    [InlineData("a.b@acme.example", "x", false)]
    [InlineData("", "", false)]
    public void A_name_is_judged_by_its_words(string username, string displayName, bool person)
    {
        var bench = new Bench { WithScope = false, UserName = username, DisplayName = displayName, LastName = displayName };
        var answer = Assert.Single(bench.Findings("SFI104"));
        Assert.Equal(person ? Outcome.Fail : Outcome.Pass, answer.Outcome);
        Assert.Equal(person, answer.Evidence.Count > 0);
    }

    [Fact]
    public void Sign_ins_that_this_caller_cannot_see_are_not_called_none()
    {
        var bench = new Bench { Logins = [] };
        Assert.Equal(Outcome.Pass, Assert.Single(bench.Findings("SFI106")).Outcome);
        bench.LastLogin = s_day;
        Assert.Equal(Outcome.NotAssessed, Assert.Single(bench.Findings("SFI106")).Outcome);
    }

    [Fact]
    public void Sign_ins_by_a_person_or_by_several_clients_fail_and_none_given_is_said()
    {
        var bench = new Bench();
        Assert.Equal(Outcome.NotAssessed, Assert.Single(bench.Findings("SFI106")).Outcome);

        bench.Logins = [new LoginFacts(s_day, "Remote Access 2.0", "Order Sync", "203.0.113.7", "Success"), new LoginFacts(s_day, "Application", null, "203.0.113.9", "Failed: API-only user")];
        Assert.Equal(Outcome.Pass, Assert.Single(bench.Findings("SFI106")).Outcome);

        bench.Logins = [.. bench.Logins, new LoginFacts(s_day, "Remote Access 2.0", "Data Loader", "203.0.113.8", "Success")];
        Assert.Contains("signs in through Data Loader", Assert.Single(bench.Findings("SFI106")).Evidence);

        bench.Logins = [new LoginFacts(s_day, "Application", null, "203.0.113.9", "Success")];
        var human = Assert.Single(bench.Findings("SFI106"));
        Assert.Equal(Outcome.Fail, human.Outcome);
        Assert.Equal(["2026-11-20 08:00Z Application from 203.0.113.9"], human.Evidence);
    }

    [Fact]
    public void Integrations_that_write_differently_fail_with_the_union_per_integration()
    {
        var bench = new Bench { SecondWrites = new Dictionary<string, ObjectAccess> { ["Lead"] = Bench.ReadEdit } };
        var second = bench.Add("Integ_Second");
        second.Objects["Lead"] = Bench.ReadEdit;
        second.Description = "Another job. [sfi:orders/second]";
        var found = Assert.Single(bench.Findings("SFI107"));
        Assert.Equal(Outcome.Fail, found.Outcome);
        Assert.Contains("second needs to write: Lead (edit)", found.Evidence);
        Assert.Contains("order-sync can also write: Lead (edit)", found.Evidence);

        bench.Exceptions.Add(Bench.Excepting("sfi107", Bench.Username.ToUpperInvariant(), new DateTime(2027, 1, 1)));
        Assert.Equal(Outcome.Accepted, Assert.Single(bench.Findings("SFI107")).Outcome);
        Assert.Empty(bench.Fails());
    }

    [Fact]
    public void Without_a_scope_what_needs_one_is_not_assessed()
    {
        var bench = new Bench { WithScope = false };
        Assert.Equal(Outcome.NotAssessed, Assert.Single(bench.Findings("SFI107")).Outcome);
        Assert.Equal(Outcome.NotAssessed, Assert.Single(bench.Findings("SFI108")).Outcome);
    }

    [Fact]
    public void A_sandboxs_address_counts_as_the_scopes()
    {
        var bench = new Bench { Email = "Platform-Team@acme.example.invalid" };
        Assert.Equal(Outcome.Pass, Assert.Single(bench.Findings("SFI108")).Outcome);
    }

    [Fact]
    public void Whether_the_user_is_frozen_is_said_where_it_was_not_read()
    {
        Assert.Equal(Outcome.NotAssessed, Assert.Single(new Bench { IsFrozen = null }.Findings("SFI109")).Outcome);
    }

    [Fact]
    public void Every_error_of_the_set_up_is_a_finding()
    {
        var bench = new Bench { ApplyErrors = { "one", "two" } };
        Assert.Equal(2, bench.Findings("SFI109").Count);
        Assert.All(bench.Findings("SFI109"), f => Assert.Equal(Outcome.Fail, f.Outcome));
    }
}
