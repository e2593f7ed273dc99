using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Rules;
using SfIntegration.Rules.Apps;
using Xunit;

namespace SfIntegration.Unit.Tests.Rules;

/// <summary>4xx and 5xx: each rule passes, and says when it could not look. The Fails are among the sabotages.</summary>
public sealed class NetworkAndAppRuleTests
{
    public static TheoryData<string> DoorRules => ["SFI401", "SFI402", "SFI403", "SFI404", "SFI406"];

    public static TheoryData<string> DetailRules => ["SFI405", "SFI504", "SFI505", "SFI506", "SFI507", "SFI508", "SFI509"];

    [Theory]
    [MemberData(nameof(DoorRules))]
    [MemberData(nameof(DetailRules))]
    public void What_is_as_it_should_be_passes(string rule)
    {
        var bench = new Bench();
        if (rule == "SFI508")
        {
            bench.App = new AppDetails { Name = "Order Sync", WantedFlow = "clientCredentials", Flows = ["clientCredentials"], RunAs = Bench.Username.ToUpperInvariant() };
        }

        Assert.Equal(Outcome.Pass, Assert.Single(bench.Findings(rule)).Outcome);
    }

    [Theory]
    [MemberData(nameof(DoorRules))]
    public void Where_nothing_was_read_each_rule_about_addresses_and_hours_says_so(string rule)
    {
        var finding = Assert.Single(new Bench { DoorsRead = false }.Findings(rule));
        Assert.Equal(Outcome.NotAssessed, finding.Outcome);
        Assert.Contains("View Setup", finding.Cure, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(DoorRules))]
    public void What_only_metadata_tells_is_not_assessed_with_the_missing_permission(string rule)
    {
        var finding = Assert.Single(new Bench { Ranges = null, Hours = null, EveryRequest = null, DoorsNotRead = "The Metadata API is closed to the caller." }.Findings(rule));
        Assert.Equal(Outcome.NotAssessed, finding.Outcome);
        Assert.Contains("closed to the caller", finding.Message, StringComparison.Ordinal);
        Assert.Contains("ModifyMetadata", finding.Cure, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(DetailRules))]
    public void Where_the_apps_were_not_read_each_rule_about_them_says_so(string rule) =>
        Assert.Equal(Outcome.NotAssessed, Assert.Single(new Bench { AppDetailsRead = false }.Findings(rule)).Outcome);

    [Theory]
    [MemberData(nameof(DetailRules))]
    public void An_app_that_shows_nothing_of_itself_is_not_assessed_with_the_missing_permission(string rule)
    {
        var bench = new Bench { App = new AppDetails { Name = "Order Sync", WantedFlow = "clientCredentials", NotRead = "The Metadata API is closed to the caller.", Cure = "Give the caller ModifyMetadata." } };
        var finding = Assert.Single(bench.Findings(rule));
        Assert.Equal(Outcome.NotAssessed, finding.Outcome);
        Assert.Contains("closed to the caller", finding.Message, StringComparison.Ordinal);
        Assert.Contains("ModifyMetadata", finding.Cure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_app_is_one_failure_and_the_rules_about_its_settings_have_nothing_to_judge()
    {
        var bench = new Bench { App = new AppDetails { Name = "Order Sync", WantedFlow = "jwt", Exists = false }, Apps = [] };
        Assert.Contains("SFI509 Order Sync", bench.Fails());
        Assert.All(new[] { "SFI405", "SFI504", "SFI505", "SFI506", "SFI507" }, rule => Assert.Equal(Outcome.Pass, Assert.Single(bench.Findings(rule)).Outcome));
    }

    [Fact]
    public void Without_ranges_the_rule_that_compares_them_points_to_the_one_that_fails()
    {
        var finding = Assert.Single(new Bench { Ranges = [] }.Findings("SFI403"));
        Assert.Equal(Outcome.NotAssessed, finding.Outcome);
        Assert.Contains("SFI401", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_scope_ranges_and_apps_are_judged_by_themselves()
    {
        var bench = new Bench { WithScope = false };
        Assert.Equal(Outcome.Pass, Assert.Single(bench.Findings("SFI401")).Outcome);
        Assert.Equal(Outcome.NotAssessed, Assert.Single(bench.Findings("SFI403")).Outcome);
        Assert.Equal(Outcome.NotAssessed, Assert.Single(bench.Findings("SFI406")).Outcome);
        Assert.Equal(Outcome.Pass, Assert.Single(bench.Findings("SFI405")).Outcome);
    }

    [Theory]
    [InlineData("Bypass", Severity.High)]
    [InlineData("BYPASS_2FACTOR", Severity.Medium)]
    [InlineData("Enforce_RelaxRefresh", Severity.Medium)]
    public void How_far_an_app_relaxes_ranges_decides_how_bad_that_is(string policy, Severity severity)
    {
        var bench = new Bench { App = new AppDetails { Name = "Order Sync", AddressPolicy = policy } };
        var finding = Assert.Single(bench.Findings("SFI405"));
        Assert.Equal((Outcome.Fail, severity), (finding.Outcome, finding.Severity));
    }

    [Fact]
    public void Hours_that_cannot_be_compared_are_not_assessed_and_say_why()
    {
        var finding = Assert.Single(new Bench { HoursUnclear = "The zone of the hours cannot be read." }.Findings("SFI406"));
        Assert.Equal((Outcome.NotAssessed, "The zone of the hours cannot be read."), (finding.Outcome, finding.Message));
    }

    [Fact]
    public void Endless_refresh_tokens_of_an_app_that_hands_none_out_are_no_finding()
    {
        var bench = new Bench { App = new AppDetails { Name = "Order Sync", EndlessRefreshTokens = true, Scopes = ["Api"] } };
        Assert.Equal(Outcome.Pass, Assert.Single(bench.Findings("SFI505")).Outcome);
    }

    [Fact]
    public void A_secret_whose_age_nobody_tells_is_not_assessed()
    {
        var bench = new Bench { App = new AppDetails { Name = "Order Sync", Flows = ["clientCredentials"] } };
        Assert.Contains("does not tell how old", Assert.Single(bench.Findings("SFI506")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, Outcome.Fail)]
    [InlineData(30, Outcome.Fail)]
    [InlineData(31, Outcome.Pass)]
    public void A_certificate_that_ends_soon_fails_before_it_ends(int days, Outcome outcome)
    {
        var bench = new Bench();
        bench.App = new AppDetails { Name = "Order Sync", Certificate = (bench.Now.AddDays(-1), bench.Now.AddDays(days)) };
        Assert.Equal(outcome, Assert.Single(bench.Findings("SFI506")).Outcome);
    }

    [Fact]
    public void A_soap_sign_in_of_six_months_ago_counts_and_refused_ones_do_too()
    {
        var bench = new Bench { Logins = [] };
        bench.Logins.AddRange(Enumerable.Range(1, 30).Select(i => new LoginFacts(bench.Now.AddDays(-i), "Other Apex API", null, null, "Invalid password")));
        var finding = Assert.Single(bench.Findings("SFI503"));
        Assert.Equal(Outcome.Fail, finding.Outcome);
        Assert.StartsWith("30 sign-ins", finding.Message, StringComparison.Ordinal);
        Assert.Equal(26, finding.Evidence.Count);
    }

    [Fact]
    public void Sign_ins_that_nobody_may_see_are_not_taken_for_none()
    {
        Assert.Equal(Outcome.NotAssessed, Assert.Single(new Bench { Logins = null }.Findings("SFI503")).Outcome);
        Assert.Equal(Outcome.NotAssessed, Assert.Single(new Bench { Logins = [], LastLogin = new DateTime(2026, 11, 1) }.Findings("SFI503")).Outcome);
        Assert.Equal(Outcome.Pass, Assert.Single(new Bench { Logins = [] }.Findings("SFI503")).Outcome);
    }

    [Theory]
    [InlineData(true, Outcome.Pass)]
    [InlineData(false, Outcome.Fail)]
    [InlineData(null, Outcome.NotAssessed)]
    public void Who_may_use_an_external_client_app_is_told_by_its_policies(bool? approvedOnly, Outcome outcome)
    {
        var bench = new Bench { Apps = [new AppFacts("0xI1", "Order Sync", "ExternalClientApplication", null)], App = new AppDetails { Name = "Order Sync", AdminApprovedOnly = approvedOnly } };
        Assert.Equal(outcome, Assert.Single(bench.Findings("SFI501")).Outcome);
    }
}
