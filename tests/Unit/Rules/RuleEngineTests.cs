using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Rules;
using Xunit;

namespace SfIntegration.Unit.Tests.Rules;

public sealed class RuleEngineTests
{
    [Fact]
    public void Every_rule_is_listed_and_the_counts_are_those_of_the_findings()
    {
        var (assessment, findings) = RuleEngine.Assess(new Bench().Context(), live: true, id: "run");
        Assert.Equal(RuleSet.Access.Select(r => r.Id), assessment.Rules.Select(r => r.RuleId));
        Assert.Equal(findings.Count, assessment.Total);
        Assert.Equal(findings.Count(f => f.Outcome == Outcome.Accepted), assessment.Accepted);
        Assert.Equal(2, assessment.Accepted);
        Assert.All(findings, f => Assert.Same(assessment, f.Assessment));
        Assert.Equal(("run", Bench.Username, "orders", true), (assessment.Id, assessment.Username, assessment.ScopeName, assessment.Live));
        Assert.True(assessment.EndedAt >= assessment.StartedAt);
        Assert.Equal(ToolVersion.Current, assessment.ToolVersion);
    }

    [Fact]
    public void A_rule_that_breaks_is_not_assessed_and_stops_no_other()
    {
        var (assessment, findings) = RuleEngine.Assess(new Bench().Context(), false, null, null, [new Fixed("SFI101", _ => throw new InvalidOperationException("boom")), new Fixed("SFI102", Late), new Fixed("SFI103", _ => [Answers.Pass("x", "y")])]);
        Assert.Equal([Outcome.NotAssessed, Outcome.NotAssessed, Outcome.Pass], findings.Select(f => f.Outcome));
        Assert.Contains("boom", findings[0].Message, StringComparison.Ordinal);
        Assert.Equal(0, assessment.Failed);

        static IEnumerable<RuleAnswer> Late(RuleContext context)
        {
            yield return Answers.Fail("x", "found before it broke");
            throw new InvalidOperationException("half-way");
        }
    }

    [Fact]
    public void What_could_not_be_read_is_neither_held_nor_missing()
    {
        // What a caller without View Setup sees: the user, and no container at all.
        var blind = new Bench { SetExists = false, NotRead = { "Permission set assignments: INVALID_TYPE" } };
        blind.Profile.System.Clear();
        var findings = blind.Findings().ToLookup(f => f.RuleId);
        foreach (var rule in new[] { "SFI102", "SFI201", "SFI203", "SFI205", "SFI206", "SFI208", "SFI210", "SFI211", "SFI301", "SFI302", "SFI303" })
        {
            Assert.All(findings[rule], f => Assert.Equal(Outcome.NotAssessed, f.Outcome));
            Assert.NotEmpty(findings[rule]);
        }

        Assert.All(findings["SFI601"], f => Assert.Equal(Outcome.Pass, f.Outcome));
    }

    [Fact]
    public void What_was_seen_to_be_too_much_stands_though_not_everything_was_read()
    {
        var bench = new Bench { NotRead = { "Muting: INVALID_TYPE" } };
        bench.Set.System.Add("ModifyAllData");
        Assert.Contains(bench.Findings("SFI205"), f => f.Target == "ModifyAllData" && f.Outcome == Outcome.Fail);
    }

    [Fact]
    public void A_frozen_state_that_was_not_read_hides_no_access()
    {
        var bench = new Bench { IsFrozen = null, NotRead = { "Frozen state (UserLogin): INVALID_TYPE" } };
        Assert.All(bench.Findings("SFI102"), f => Assert.Equal(Outcome.Pass, f.Outcome));
    }

    [Fact]
    public void Cancelling_is_not_a_broken_rule() =>
        Assert.Throws<OperationCanceledException>(() => RuleEngine.Assess(new Bench().Context(), false, null, null, [new Fixed("SFI101", _ => throw new OperationCanceledException())]));

    [Fact]
    public void A_rule_that_looks_at_nothing_is_listed_with_zero()
    {
        var (assessment, findings) = RuleEngine.Assess(new Bench().Context(), false, null, null, [new Fixed("SFI101", _ => [])]);
        Assert.Empty(findings);
        Assert.Equal(0, Assert.Single(assessment.Rules).Total);
    }

    [Theory]
    [InlineData(2026, 11, 21, true)]
    [InlineData(2026, 11, 20, false)]
    public void An_exception_counts_through_its_last_day(int year, int month, int day, bool accepted)
    {
        var bench = new Bench { Now = new DateTime(2026, 11, 21, 23, 59, 59, DateTimeKind.Utc) };
        bench.Exceptions[0] = Bench.Excepting("SFI301", "viewsetup", new DateTime(year, month, day));
        Assert.Equal(accepted ? Outcome.Accepted : Outcome.Fail, Assert.Single(bench.Findings("SFI301")).Outcome);
        Assert.Equal(accepted ? 0 : 1, bench.Findings("SFI603").Count(f => f.Outcome == Outcome.Fail));
    }

    [Fact]
    public void No_exception_accepts_that_an_exception_lapsed_or_is_idle()
    {
        var bench = new Bench();
        bench.Exceptions[0] = Bench.Excepting("SFI301", "ViewSetup", new DateTime(2026, 1, 1));
        bench.Exceptions.Add(Bench.Excepting("SFI603", "ViewSetup", new DateTime(2027, 1, 1)));
        Assert.Equal(Outcome.Fail, bench.Findings("SFI603").Single(f => f.Target == "ViewSetup" && f.Outcome != Outcome.Pass).Outcome);
    }

    [Fact]
    public void An_idle_exception_is_not_judged_where_its_rule_could_not_look()
    {
        var bench = new Bench { Apps = null };
        bench.Exceptions.Add(Bench.Excepting("SFI501", "Order Sync", new DateTime(2027, 1, 1)));
        Assert.Contains(bench.Findings("SFI604"), f => f.Target == "Order Sync" && f.Outcome == Outcome.NotAssessed);
    }

    [Fact]
    public void A_thousand_fields_pass_as_a_few_answers()
    {
        var bench = new Bench { WithScope = true };
        for (var i = 0; i < 1000; i++)
        {
            bench.Profile.Fields[$"Account.F{i}__c"] = SfIntegration.Access.FieldAccess.Read;
        }

        var findings = bench.Findings();
        Assert.Equal(["SFI214 Minimum Access - API Only Integrations"], findings.Where(f => f.Outcome == Outcome.Fail).Select(f => $"{f.RuleId} {f.Target}"));
        Assert.True(findings.Count < 100, $"{findings.Count} findings");
        Assert.Equal("... and 975 more", findings.Single(f => f.Outcome == Outcome.Fail).Evidence[^1].Replace("gives ", "", StringComparison.Ordinal));
    }

    private sealed class Fixed(string id, Func<RuleContext, IEnumerable<RuleAnswer>> look) : IRule
    {
        public string Id => id;

        public IEnumerable<RuleAnswer> Look(RuleContext context) => look(context);
    }
}
