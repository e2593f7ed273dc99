using System;
using System.Linq;
using SfIntegration.Activity.SignIns;
using SfIntegration.Harden.Login;
using Xunit;

namespace SfIntegration.Unit.Tests.Activity.SignIns;

public sealed class FilterTests
{
    private static readonly DateTime s_noon = new(2026, 11, 20, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_moment_without_a_kind_is_local_and_one_in_UTC_stays_what_it_is()
    {
        var local = new DateTime(2026, 11, 20, 12, 0, 0, DateTimeKind.Unspecified);
        Assert.Equal(DateTime.SpecifyKind(local, DateTimeKind.Local).ToUniversalTime(), TimeWindow.Of(local, null).Since);
        Assert.Equal(DateTime.SpecifyKind(local, DateTimeKind.Local).ToUniversalTime(), TimeWindow.Of(DateTime.SpecifyKind(local, DateTimeKind.Local), null).Since);
        Assert.Equal((s_noon, DateTimeKind.Utc), (TimeWindow.Of(s_noon, null).Since!.Value, TimeWindow.Of(local, null).Since!.Value.Kind));
    }

    [Fact]
    public void A_window_holds_its_beginning_and_not_its_end_so_that_neighbours_share_nothing()
    {
        var window = TimeWindow.Of(s_noon, s_noon.AddHours(1));
        Assert.True(window.Contains(s_noon));
        Assert.False(window.Contains(s_noon.AddHours(1)));
        Assert.False(window.Contains(s_noon.AddTicks(-1)));
        Assert.Equal(new[] { "LoginTime >= 2026-11-20T12:00:00Z", "LoginTime < 2026-11-20T13:00:00Z" }, window.Conditions("LoginTime"));
        Assert.True(TimeWindow.Open.Contains(default));
        Assert.Empty(TimeWindow.Open.Conditions("LoginTime"));
    }

    [Fact]
    public void An_end_within_a_second_is_asked_for_whole_and_decided_here()
    {
        var window = TimeWindow.Of(null, s_noon.AddMilliseconds(500));
        Assert.Equal("LoginTime <= 2026-11-20T12:00:00Z", Assert.Single(window.Conditions("LoginTime")));
        Assert.True(window.Contains(s_noon.AddMilliseconds(499)));
        Assert.False(window.Contains(s_noon.AddMilliseconds(500)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_window_that_holds_nothing_is_an_error(int hours) =>
        Assert.Contains("window is empty", Assert.Throws<SfException>(() => TimeWindow.Of(s_noon, s_noon.AddHours(hours))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(SfLoginOutcome.Any, "Success", true)]
    [InlineData(SfLoginOutcome.Success, "success", true)]
    [InlineData(SfLoginOutcome.Success, "Invalid Password", false)]
    [InlineData(SfLoginOutcome.Failed, "Invalid Password", true)]
    [InlineData(SfLoginOutcome.Failed, "Success", false)]
    public void Success_is_one_word_and_all_others_are_failures(SfLoginOutcome outcome, string status, bool matches) =>
        Assert.Equal(matches, new LoginFilter { Outcome = outcome }.Matches(new SfLogin { Status = status }));

    [Theory]
    [InlineData("SAP*", "SAP PI", true)]
    [InlineData("sap pi", "SAP PI", true)]
    [InlineData("SAP", "SAP PI", false)]
    [InlineData("*", null, true)]
    [InlineData("SAP*", null, false)]
    public void An_application_is_matched_by_a_pattern(string pattern, string? application, bool matches) =>
        Assert.Equal(matches, new LoginFilter { Applications = new[] { pattern } }.Matches(new SfLogin { Application = application }));

    [Theory]
    [InlineData("203.0.113.0/24", "203.0.113.9", true)]
    [InlineData("203.0.113.0/24", "198.51.100.9", false)]
    [InlineData("203.0.113.9", "::ffff:203.0.113.9", true)]
    [InlineData("203.0.113.0/24", "Salesforce.com IP", false)]
    [InlineData("203.0.113.0/24", null, false)]
    public void An_address_is_looked_for_in_ranges_and_a_text_is_in_none(string range, string? address, bool matches) =>
        Assert.Equal(matches, new LoginFilter { Addresses = new[] { AddressRanges.Parse(range).Range! } }.Matches(new SfLogin { SourceIp = address }));

    [Theory]
    [InlineData("Oauth2", "Remote Access 2.0", true)]
    [InlineData("Remote*", "Oauth2", true)]
    [InlineData("Application", "Remote Access 2.0", false)]
    public void OAuth_is_found_under_both_its_names(string type, string shown, bool matches) =>
        Assert.Equal(matches, new LoginFilter { LoginTypes = new[] { type } }.Matches(new SfLogin { LoginType = shown }));

    [Fact]
    public void Actions_named_in_full_are_Salesforces_to_filter_and_patterns_are_not()
    {
        Assert.Equal("Action IN ('PermSetAssign','frozeuser')", Assert.Single(new SetupChangeFilter { Actions = new[] { "PermSetAssign", "frozeuser" } }.Conditions));
        var pattern = new SetupChangeFilter { Actions = new[] { "PermSet*", "frozeuser" }, Sections = new[] { "manage users" } };
        Assert.Empty(pattern.Conditions);
        Assert.True(pattern.Matches(new SfSetupChange { Action = "permSetAssign", Section = "Manage Users" }));
        Assert.False(pattern.Matches(new SfSetupChange { Action = "PermSetAssign", Section = "Apps" }));
        Assert.False(pattern.Matches(new SfSetupChange { Action = "createduser", Section = "Manage Users" }));
    }

    [Fact]
    public void Long_lists_of_users_make_several_queries_each_with_the_conditions_and_the_order()
    {
        var users = Enumerable.Range(0, 1000).Select(i => $"005{i:D15}").ToList();
        var queries = LogPages.Queries("SELECT Id FROM LoginHistory", new[] { "LoginTime >= 2026-11-20T12:00:00Z" }, "UserId", users, "ORDER BY LoginTime DESC");
        Assert.InRange(queries.Count, 2, 4);
        Assert.All(queries, q => Assert.Matches("^SELECT Id FROM LoginHistory WHERE LoginTime >= .* AND UserId IN \\('005.*'\\) ORDER BY LoginTime DESC$", q));
        Assert.Equal("SELECT Id FROM LoginHistory ORDER BY LoginTime DESC", Assert.Single(LogPages.Queries("SELECT Id FROM LoginHistory", Array.Empty<string>(), "UserId", null, "ORDER BY LoginTime DESC")));
    }
}
