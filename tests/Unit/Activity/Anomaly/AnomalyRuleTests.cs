using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Activity.Anomaly;
using SfIntegration.Rules;
using SfIntegration.Scope;
using Xunit;

namespace SfIntegration.Unit.Tests.Activity.Anomaly;

/// <summary>Each rule of group 7xx passes an ordinary week, fails for what it is about, and says when it could not look.</summary>
public sealed class AnomalyRuleTests
{
    private static readonly DateTime s_wednesday = Series.Since.AddDays(2);

    public static TheoryData<string> Rules => new(RuleSet.Activity.Select(r => r.Id));

    [Theory]
    [MemberData(nameof(Rules))]
    public void An_ordinary_week_passes(string rule) => Assert.Equal(Outcome.Pass, Assert.Single(Series.Ordinary().Answers(rule)).Outcome);

    [Theory]
    [MemberData(nameof(Rules))]
    public void Without_logs_nothing_was_assessed(string rule)
    {
        var series = Series.Ordinary();
        series.Locked = null;
        var answer = Assert.Single(Series.Answers(rule, series.Made(calls: false, signIns: false)));
        Assert.Equal(Outcome.NotAssessed, answer.Outcome);
        Assert.False(string.IsNullOrEmpty(answer.Cure));
    }

    [Theory]
    [InlineData("SFI701")]
    [InlineData("SFI702")]
    [InlineData("SFI703")]
    [InlineData("SFI704")]
    [InlineData("SFI705")]
    [InlineData("SFI706")]
    [InlineData("SFI709")]
    [InlineData("SFI711")]
    public void A_past_that_is_too_short_is_not_assessed(string rule)
    {
        var series = new Series().Day(s_wednesday).SignsIn(s_wednesday);
        Assert.Equal(Outcome.NotAssessed, Assert.Single(series.Answers(rule)).Outcome);
    }

    [Fact]
    public void What_the_scope_says_needs_no_past()
    {
        var young = new Series().Day(s_wednesday).SignsIn(s_wednesday, address: "192.0.2.1");
        Outcome[] Of(string rule, AccessScope scope) => young.Answers(rule, scope).Select(a => a.Outcome).ToArray();
        Assert.Equal([Outcome.Fail, Outcome.NotAssessed], Of("SFI701", Scope(hours: new ScopeHours("mon-sun", "10:00", "12:00", "Etc/UTC"))));
        Assert.Equal([Outcome.Fail, Outcome.NotAssessed], Of("SFI705", Scope(callsPerDay: 79)));
        Assert.Equal([Outcome.Fail], Of("SFI702", Scope("198.51.100.0/24")));
        Assert.Equal([Outcome.Pass], new Series().Day(s_wednesday).Answers("SFI702", Scope("203.0.113.0/24")).Select(a => a.Outcome));
    }

    [Fact]
    public void SFI702_sign_ins_from_outside_the_scopes_network_fail_where_calls_were_not_read()
    {
        var scope = Scope("203.0.113.0/24");
        Assert.Equal(Outcome.Fail, Assert.Single(Series.Answers("SFI702", Series.Ordinary().SignsIn(s_wednesday, address: "192.0.2.1").Made(calls: false), scope)).Outcome);
        Assert.Equal(Outcome.NotAssessed, Assert.Single(Series.Answers("SFI702", Series.Ordinary().Made(calls: false), scope)).Outcome);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(17, false)]
    [InlineData(8, false)]
    [InlineData(23, true)]
    public void SFI701_an_hour_is_odd_where_neither_it_nor_one_beside_it_was_worked_in(int hour, bool isOdd) =>
        Expect(isOdd, "SFI701", Series.Ordinary().Calls(s_wednesday.AddHours(hour), 3), "never worked", $"{hour:00}:00Z on 2026-09-09: 3 calls");

    [Fact]
    public void SFI701_an_odd_hour_of_the_past_is_known()
    {
        Expect(false, "SFI701", Series.Ordinary().Calls(Series.Since.AddDays(-10).AddHours(2), 1).Calls(s_wednesday.AddHours(2), 3));
    }

    [Theory]
    [InlineData("mon-fri", "09:00", "17:00", false)]
    [InlineData("mon-fri", "10:00", "17:00", true)]
    [InlineData("mon,tue", "00:00", "24:00", true)]
    [InlineData("mon-sun", "20:00", "18:00", false)]
    public void SFI701_calls_outside_the_scopes_hours_fail(string days, string from, string to, bool fails) =>
        Expect(fails, "SFI701", Series.Ordinary(), "outside the hours", scope: Scope(hours: new ScopeHours(days, from, to, "Etc/UTC")));

    [Fact]
    public void SFI702_a_new_address_of_an_identity_with_few_fails() =>
        Expect(true, "SFI702", Series.Ordinary().Calls(s_wednesday.AddHours(10), 5, address: "203.0.113.99"), "never used", "203.0.113.99: 5 calls");

    [Fact]
    public void SFI702_an_identity_that_moves_about_fails_for_a_new_network_only()
    {
        Series Moving() => Enumerable.Range(20, 9).Aggregate(Series.Ordinary(), (s, i) => s.Calls(Series.Since.AddDays(-30 + i).AddHours(10), 1, address: $"203.0.113.{i}"));
        Expect(false, "SFI702", Moving().Calls(s_wednesday.AddHours(10), 5, address: "203.0.113.99"));
        Expect(true, "SFI702", Moving().Calls(s_wednesday.AddHours(10), 5, address: "198.51.100.1"), "never used", "198.51.100.0/24");
    }

    [Fact]
    public void SFI702_with_a_scope_every_address_outside_of_its_network_fails_and_no_other()
    {
        Expect(false, "SFI702", Series.Ordinary().Calls(s_wednesday.AddHours(10), 5, address: "203.0.113.99"), scope: Scope("203.0.113.0/24"));
        Expect(true, "SFI702", Series.Ordinary(), "outside its scope's network", scope: Scope("198.51.100.0/24"));
        Expect(false, "SFI702", Series.Ordinary().Calls(s_wednesday.AddHours(10), 5, address: "Salesforce.com IP"), scope: Scope("203.0.113.0/24"));
    }

    [Fact]
    public void SFI703_a_country_it_never_signed_in_from_fails_and_a_refused_sign_in_is_none()
    {
        Expect(true, "SFI703", Series.Ordinary().SignsIn(s_wednesday.AddHours(11), "SG"), "never signed in from: SG");
        Expect(false, "SFI703", Series.Ordinary().SignsIn(s_wednesday.AddHours(11), "SG", succeeded: false));
        Expect(false, "SFI703", Series.Ordinary().SignsIn(s_wednesday.AddHours(11), null));
    }

    [Fact]
    public void SFI704_another_client_fails_and_another_version_of_it_does_not()
    {
        Expect(true, "SFI704", Series.Ordinary().Calls(s_wednesday.AddHours(10), 5, client: "curl/8.1"), "never used", "client curl: 5 calls");
        Expect(false, "SFI704", Series.Ordinary().Calls(s_wednesday.AddHours(10), 5, client: "erp/7.2"));
        Expect(true, "SFI704", Series.Ordinary().Calls(s_wednesday.AddHours(10), 5, app: "0H4000000000002AAA"), "never used", "app 0H4000000000002AAA");
    }

    [Fact]
    public void SFI704_an_older_api_version_is_worse_than_a_newer_one()
    {
        var newer = Fail("SFI704", Series.Ordinary().Calls(s_wednesday.AddHours(10), 5, version: "64.0"));
        Assert.Equal((Severity.Info, FindingConfidence.Low), (newer.Severity, newer.Confidence));
        var older = Fail("SFI704", Series.Ordinary().Calls(s_wednesday.AddHours(10), 5, version: "41.0"));
        Assert.Equal((Severity.Medium, FindingConfidence.High), (older.Severity, older.Confidence));
        Expect(false, "SFI704", Series.Ordinary().Calls(s_wednesday.AddHours(10), 5, version: "9998.0"));
    }

    [Theory]
    [InlineData(30, false)]
    [InlineData(79, false)]
    [InlineData(200, true)]
    public void SFI705_a_day_far_above_the_median_fails_with_its_statistics(int more, bool fails) =>
        Expect(fails, "SFI705", Series.Ordinary().Calls(s_wednesday.AddHours(12), more), "far more than it usually does", "median 80, MAD 0 over");

    [Fact]
    public void SFI705_one_outlier_in_the_past_hides_nothing()
    {
        Expect(true, "SFI705", Series.Ordinary().Calls(Series.Since.AddDays(-7).AddHours(12), 100_000).Calls(s_wednesday.AddHours(12), 400));
    }

    [Theory]
    [InlineData(80, false)]
    [InlineData(79, true)]
    public void SFI705_a_day_beyond_the_scopes_volume_fails(int callsPerDay, bool fails) =>
        Expect(fails, "SFI705", Series.Ordinary(), "its scope's volume (79 calls a day)", scope: Scope(callsPerDay: callsPerDay));

    [Theory]
    [InlineData(9, 9, false)]
    [InlineData(12, 12, true)]
    [InlineData(100, 20, false)]
    public void SFI706_an_hour_of_failures_fails(int calls, int errors, bool fails) =>
        Expect(fails, "SFI706", Series.Ordinary().Calls(s_wednesday.AddHours(12), calls, errors: errors), "were refused");

    [Fact]
    public void SFI706_a_system_that_always_fails_is_no_burst()
    {
        var series = Enumerable.Range(1, 30).Aggregate(Series.Ordinary(), (s, i) => s.Calls(Series.Since.AddDays(-i).AddHours(12), 40, errors: 30));
        Expect(false, "SFI706", series.Calls(s_wednesday.AddHours(12), 40, errors: 30));
    }

    [Fact]
    public void SFI707_and_SFI712_tell_a_person_from_a_password()
    {
        var person = Series.Ordinary().SignsIn(s_wednesday, type: "Application", subType: "UsernamePasswordUiLogin");
        Expect(true, "SFI707", person, "A person signed in with it once.");
        Expect(false, "SFI712", person);
        var password = Series.Ordinary().SignsIn(s_wednesday, subType: "OauthUsernamePassword", succeeded: false);
        Expect(true, "SFI712", password, "with a password once, and was refused.");
        Expect(false, "SFI707", password);
        Expect(false, "SFI707", Series.Ordinary().SignsIn(Series.Since.AddDays(-1), type: "Application"));
    }

    [Fact]
    public void SFI708_calls_while_it_is_frozen_fail_and_name_who_froze_it()
    {
        var series = Series.Ordinary();
        series.Locked = [new(s_wednesday.AddHours(10), s_wednesday.AddHours(12), "frozen", "admin@acme.example", false)];
        Expect(true, "SFI708", series, "by admin@acme.example", "20 calls in hours within that time");
        series.Locked = [new(s_wednesday.AddHours(10), null, "frozen", null, true)];
        Expect(true, "SFI708", series, "by Salesforce itself");
        series.Locked = [new(s_wednesday.AddHours(18), s_wednesday.AddHours(20), "frozen", null, false)];
        Expect(false, "SFI708", series);
    }

    [Fact]
    public void SFI709_several_systems_are_split_and_one_system_by_two_names_is_not()
    {
        var series = Series.Ordinary();
        for (var i = 1; i <= 10; i++)
        {
            series.Calls(Series.Since.AddDays(-i).AddHours(3), 5, client: "mailer/2", address: "192.0.2.9", sobjectType: "Lead", operation: "Query");
        }

        var found = Fail("SFI709", series);
        Assert.Equal("2 systems work with it.", found.Message);
        Assert.Equal("make an integration of mailer: 50 calls on 10 days, from 192.0.2.0/24, at 03Z; Lead (Query)", found.Evidence[1]);

        var renamed = Enumerable.Range(1, 20).Aggregate(Series.Ordinary(), (s, i) => Enumerable.Range(9, 8).Aggregate(s, (t, hour) => t.Calls(Series.Since.AddDays(-i).AddHours(hour), 1, client: "erp-next/1")));
        Expect(false, "SFI709", renamed);
    }

    [Fact]
    public void SFI710_an_app_of_several_identities_fails()
    {
        var series = Series.Ordinary();
        series.AppUsers["0H4000000000001AAA"] = [Series.Username, "other@acme.example"];
        Expect(true, "SFI710", series, "used by 2 identities", "other@acme.example");
        series.AppUsers["0H4000000000001AAA"] = [Series.Username.ToUpperInvariant()];
        Expect(false, "SFI710", series);
    }

    [Fact]
    public void SFI711_work_after_a_long_silence_fails_and_a_month_end_job_does_not()
    {
        var series = new Series();
        for (var i = 0; i < 20; i++)
        {
            series.Day(Series.Since.AddDays(-150 + i));
        }

        Expect(true, "SFI711", series.Day(s_wednesday), "again after");
        var monthly = Enumerable.Range(1, 14).Aggregate(new Series(), (s, i) => s.Day(Series.Since.AddDays(-30 * i)));
        Expect(false, "SFI711", monthly.Day(s_wednesday));
    }

    [Fact]
    public void SFI711_silence_of_more_than_a_quarter_fails()
    {
        var series = Enumerable.Range(0, 20).Aggregate(new Series(), (s, i) => s.Day(Series.Since.AddDays(-150 + i)));
        Expect(true, "SFI711", series, "has not called for 138 days");
    }

    [Theory]
    [InlineData("29.0", "ended with Summer '25")]
    [InlineData("40.0", "gone with Summer '28")]
    public void SFI713_versions_that_end_fail(string version, string words) => Expect(true, "SFI713", Series.Ordinary().Calls(s_wednesday.AddHours(10), 1, version: version), words);

    [Fact]
    public void SFI713_soap_login_fails() => Expect(true, "SFI713", Series.Ordinary().SignsIn(s_wednesday, subType: "SoapApiLogin"), "SOAP login()");

    [Fact]
    public void An_exception_of_the_scope_accepts_what_it_names()
    {
        var scope = Scope(exceptions: [new ScopeException("SFI707", Series.Username, "migration", "it", "security@acme.example", null, new DateTime(2027, 1, 1), new SourceLine("x", 1, 1))]);
        Assert.Equal(Outcome.Accepted, Assert.Single(Series.Ordinary().SignsIn(s_wednesday, type: "Application").Answers("SFI707", scope)).Outcome);
    }

    private static Finding Fail(string rule, Series series, AccessScope? scope = null) => Assert.Single(series.Answers(rule, scope), f => f.Outcome == Outcome.Fail);

    private static void Expect(bool fails, string rule, Series series, string? message = null, string? evidence = null, AccessScope? scope = null)
    {
        var answers = series.Answers(rule, scope);
        if (!fails)
        {
            Assert.All(answers, a => Assert.Equal(Outcome.Pass, a.Outcome));
            return;
        }

        var found = Assert.Single(answers, f => f.Outcome == Outcome.Fail);
        Assert.Contains(message ?? "", found.Message, StringComparison.Ordinal);
        Assert.Contains(evidence ?? "", string.Join("\n", found.Evidence), StringComparison.Ordinal);
        Assert.NotNull(found.Confidence);
        Assert.True(found.FirstSeen <= found.LastSeen);
    }

    private static AccessScope Scope(string? network = null, ScopeHours? hours = null, int? callsPerDay = null, IReadOnlyList<ScopeException>? exceptions = null) => new()
    {
        Name = "orders",
        Identity = new ScopeIdentity { Username = Series.Username, Network = network is null ? [] : [network], Hours = hours },
        Integrations = [new ScopeIntegration { Name = "order-sync", CallsPerDay = callsPerDay }],
        Exceptions = exceptions ?? [],
    };
}
