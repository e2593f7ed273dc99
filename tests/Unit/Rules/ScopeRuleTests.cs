using System;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Plan;
using SfIntegration.Proof;
using SfIntegration.Rules;
using SfIntegration.Scope;
using Xunit;

namespace SfIntegration.Unit.Tests.Rules;

/// <summary>2xx, 3xx, 5xx and 6xx: passing, not assessed, and what the sabotages do not cover.</summary>
public sealed class ScopeRuleTests
{
    public static TheoryData<string> ScopeRules => new(RuleSet.All.Select(r => r.Id).Where(id => (id[3] == '2' && string.CompareOrdinal(id, "SFI220") < 0) || id[3] == '6' || id is "SFI403" or "SFI406" or "SFI501" or "SFI502" or "SFI508" or "SFI509"));

    public static TheoryData<string> LiveRules => new(RuleSet.All.Select(r => r.Id).Where(id => string.CompareOrdinal(id, "SFI220") >= 0 && id[3] == '2'));

    [Theory]
    [MemberData(nameof(ScopeRules))]
    public void Each_passes_where_all_is_right(string rule)
    {
        var answers = new Bench().Findings(rule);
        Assert.NotEmpty(answers);
        Assert.All(answers, a => Assert.Equal(Outcome.Pass, a.Outcome));
    }

    [Theory]
    [MemberData(nameof(ScopeRules))]
    public void Each_says_once_that_there_is_no_scope(string rule)
    {
        var answer = Assert.Single(new Bench { WithScope = false }.Findings(rule));
        Assert.Equal(Outcome.NotAssessed, answer.Outcome);
        Assert.Contains("New-SfAccessScope", answer.Cure, StringComparison.Ordinal);
    }

    [Fact]
    public void Record_types_that_could_not_be_read_are_neither_open_nor_closed()
    {
        var bench = new Bench { RecordTypesNotRead = "The Metadata API is closed to the caller." };
        var tooMuch = Assert.Single(bench.Findings("SFI218"));
        var missing = Assert.Single(bench.Findings("SFI219"));
        Assert.All(new[] { tooMuch, missing }, f => Assert.Equal((Outcome.NotAssessed, "Give the caller ModifyMetadata."), (f.Outcome, f.Cure)));
        Assert.All(new[] { tooMuch, missing }, f => Assert.Contains("The Metadata API is closed to the caller.", f.Message, StringComparison.Ordinal));
        Assert.Equal("Opportunity.New_Business", missing.Target);
        Assert.Empty(bench.Fails());
    }

    [Fact]
    public void An_extra_set_that_gives_a_tab_says_so() =>
        Assert.Contains("gives tab standard-Lead", Found(b => b.Add("Extra").Tabs.Add(new TabGrant("standard-Lead", TabVisibility.Visible, null)), "SFI210").Evidence);

    private static Finding Found(Action<Bench> change, string rule)
    {
        var bench = new Bench();
        change(bench);
        return Assert.Single(bench.Findings(rule));
    }

    [Theory]
    [InlineData("SFI301")]
    [InlineData("SFI302")]
    [InlineData("SFI303")]
    public void Power_is_not_assessed_without_a_user(string rule) =>
        Assert.Equal(Outcome.NotAssessed, Assert.Single(new Bench { UserExists = false, WithScope = false, UserName = "x" }.Findings(rule)).Outcome);

    [Fact]
    public void Power_passes_where_none_is_held()
    {
        var bench = new Bench { WithScope = false };
        bench.Set.System.Clear();
        bench.Set.Objects.Remove("Product2");
        Assert.All(new[] { "SFI301", "SFI302", "SFI303" }, rule => Assert.Equal(Outcome.Pass, Assert.Single(bench.Findings(rule)).Outcome));
    }

    [Fact]
    public void Without_a_scope_all_power_that_is_held_fails_with_the_grade_of_the_catalogue()
    {
        var bench = new Bench { WithScope = false };
        bench.Set.System.UnionWith(["ManageUsers", "AssignPermissionSets", "RunReports"]);
        bench.Set.Objects["Lead"] = ObjectAccess.Read | ObjectAccess.Edit | ObjectAccess.Delete | ObjectAccess.ViewAll | ObjectAccess.ModifyAll;
        var found = bench.Findings("SFI301").ToDictionary(f => f.Target, f => f.Severity);
        Assert.Equal(Severity.Critical, found["ManageUsers"]);
        Assert.Equal(Severity.High, found["ViewSetup"]);
        Assert.Equal(Severity.Medium, found["RunReports"]);
        Assert.DoesNotContain("ApiEnabled", found.Keys);
        Assert.DoesNotContain("ApiUserOnly", found.Keys);
        Assert.Contains(bench.Findings("SFI302"), f => f.Outcome == Outcome.Fail && f.Target.Contains("ManageUsers", StringComparison.Ordinal));
        Assert.Equal(Severity.High, bench.Findings("SFI303").Single(f => f.Target == "Lead").Severity);
        Assert.Equal(Severity.Medium, bench.Findings("SFI303").Single(f => f.Target == "Product2").Severity);
    }

    [Fact]
    public void Power_that_the_scope_asks_for_fails_and_its_exception_accepts_it()
    {
        var found = Assert.Single(new Bench().Findings("SFI301"));
        Assert.Equal(Outcome.Accepted, found.Outcome);
        Assert.Contains("approved by security@acme.example", found.AcceptedBecause, StringComparison.Ordinal);
        Assert.Contains("SEC-1422", found.AcceptedBecause, StringComparison.Ordinal);
        Assert.Equal("orders.scope.yaml(20,7)", found.Source);

        var bench = new Bench();
        bench.Exceptions.Clear();
        Assert.Equal(["SFI301 ViewSetup", "SFI303 Product2"], bench.Fails());
    }

    [Fact]
    public void An_audit_scope_that_asks_for_View_All_Data_passes_but_for_the_power_itself()
    {
        var bench = new Bench { MoreSystemPermissions = { new DesiredName("viewalldata", Bench.Line) } };
        bench.Set.System.Add("ViewAllData");
        Assert.Equal(["SFI301 ViewAllData"], bench.Fails());
    }

    [Fact]
    public void A_documented_edit_may_bring_read_along()
    {
        var bench = new Bench();
        bench.Set.Fields["Opportunity.NextStep"] = FieldAccess.Read | FieldAccess.Edit;
        Assert.Empty(bench.Fails());
    }

    [Fact]
    public void A_full_licence_needs_no_licence_on_its_sets()
    {
        var bench = new Bench { ScopeLicense = "Salesforce", License = "Salesforce", LicenseHeld = false };
        bench.Set.LicenseId = null;
        Assert.Empty(bench.Fails());
        bench.Set.LicenseId = "0PLapi";
        Assert.Equal(["SFI213 Integ_Order_Sync"], bench.Fails());
    }

    [Fact]
    public void Licences_that_were_not_read_are_not_judged()
    {
        var bench = new Bench { LicensesRead = false };
        bench.Set.LicenseId = null;
        Assert.Contains(bench.Findings("SFI213"), f => f.Outcome == Outcome.NotAssessed);
        Assert.Empty(bench.Fails());
    }

    [Fact]
    public void A_further_licence_of_the_scope_must_be_held_and_exist()
    {
        Assert.Equal(["SFI213 OtherPsl"], new Bench { SetLicenses = { "Other" } }.Fails());
        Assert.Equal(["SFI213 Unheard"], new Bench { SetLicenses = { "Unheard" } }.Fails());
    }

    [Fact]
    public void Names_the_org_does_not_have_are_missing_access()
    {
        var bench = new Bench
        {
            Problems =
            {
                new PlanProblem("UnknownObject", "Ghost__c", "There is no such object.", "Spell it right.", true, "s(1,1)"),
                new PlanProblem("UnknownField", "Account.Ghost__c", "There is no such field.", "Spell it right.", true, "s(2,1)"),
                new PlanProblem("UnknownPermission", "TransferAnyRecord", "There is no such permission.", "You mean TransferAnyEntity.", true, "s(4,1)"),
                new PlanProblem("Note", "Account.Name", "Always readable.", "Leave it out.", false, "s(3,1)"),
            },
        };
        Assert.Equal(["SFI202 Ghost__c", "SFI204 Account.Ghost__c", "SFI206 TransferAnyRecord"], bench.Fails());
    }

    [Fact]
    public void What_cannot_be_checked_is_said()
    {
        var found = Assert.Single(new Bench { Groups = { "Order Queue" } }.Findings("SFI215"));
        Assert.Equal((Outcome.NotAssessed, "Order Queue"), (found.Outcome, found.Target));
    }

    [Fact]
    public void An_integration_that_ended_as_the_scope_says_is_right()
    {
        var bench = new Bench { Now = new DateTime(2027, 7, 1, 0, 0, 0, DateTimeKind.Utc), Approval = new ScopeApproval("x", null, null, null, Bench.Line) };
        bench.Exceptions.Clear();
        Assert.DoesNotContain(bench.Fails(), f => f.StartsWith("SFI2", StringComparison.Ordinal));
        Assert.All(bench.Findings("SFI211"), f => Assert.Equal(Outcome.Pass, f.Outcome));
    }

    [Fact]
    public void Apps_that_were_not_read_or_do_not_exist_are_not_judged()
    {
        Assert.Equal(Outcome.NotAssessed, Assert.Single(new Bench { Apps = null }.Findings("SFI501")).Outcome);
        Assert.Equal(Outcome.NotAssessed, Assert.Single(new Bench { Apps = [] }.Findings("SFI501")).Outcome);
        var gone = new Bench { Apps = [] };
        gone.Set.Setup.RemoveAt(2);
        Assert.Equal(Outcome.NotAssessed, Assert.Single(gone.Findings("SFI502")).Outcome);
        var unsaid = new Bench();
        unsaid.Apps![0] = unsaid.Apps[0] with { AdminApprovedOnly = null };
        Assert.Equal(Outcome.NotAssessed, Assert.Single(unsaid.Findings("SFI501")).Outcome);
    }

    [Fact]
    public void A_scope_without_owner_approval_or_words_of_its_own_fails()
    {
        Assert.Equal(["SFI601 orders"], new Bench { Owner = null }.Fails());
        Assert.Equal(["SFI601 orders"], new Bench { Owner = new ScopeContact("Team", " ") }.Fails());
        Assert.Equal(["SFI602 order-sync"], new Bench { Approval = null }.Fails());
        Assert.Equal(["SFI606 order-sync"], new Bench { Purpose = " " }.Fails());
        Assert.Equal(["SFI606 ViewSetup"], new Bench { SetupReason = "TODO: why" }.Fails());
        Assert.Equal(["SFI606 ViewSetup"], new Bench { SetupReason = "drafted from Edit_Donations: say why it is needed" }.Fails());
        Assert.Empty(new Bench { SetupReason = "para todos los pedidos" }.Fails());
    }

    [Theory]
    [MemberData(nameof(LiveRules))]
    public void Live_rules_say_why_nothing_was_asked(string rule)
    {
        Assert.Equal(Outcome.NotAssessed, Assert.Single(new Bench().Findings(rule)).Outcome);
        var notDone = Assert.Single(new Bench { ProofNotDone = "No credential of this run." }.Findings(rule));
        Assert.Equal((Outcome.NotAssessed, "No credential of this run."), (notDone.Outcome, notDone.Message));
        Assert.Contains("-As", notDone.Cure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SFI220", ProofKind.SignIn, Bench.Username)]
    [InlineData("SFI221", ProofKind.ObjectVisible, "Account")]
    [InlineData("SFI222", ProofKind.ObjectFlags, "Opportunity")]
    [InlineData("SFI223", ProofKind.FieldAccess, "Account.Phone")]
    [InlineData("SFI224", ProofKind.SystemPermission, "ViewSetup")]
    [InlineData("SFI225", ProofKind.RowRead, "Account")]
    [InlineData("SFI226", ProofKind.Refusal, "Lead")]
    internal void Live_rules_pass_fail_and_cannot_see(string rule, ProofKind kind, string target)
    {
        foreach (var (holds, expected) in new[] { ((bool?)true, Outcome.Pass), (false, Outcome.Fail), (null, Outcome.NotAssessed) })
        {
            var bench = new Bench { Proof = [new Observation(kind, target, holds, "as scoped", "something")] };
            if (kind != ProofKind.SignIn)
            {
                bench.Proof.Add(new Observation(ProofKind.SignIn, Bench.Username, true, "signs in", "signed in"));
            }

            Assert.Equal(expected, Assert.Single(bench.Findings(rule)).Outcome);
        }
    }

    [Fact]
    public void A_sign_in_that_failed_leaves_the_rest_unseen()
    {
        var bench = new Bench { Proof = [new Observation(ProofKind.SignIn, Bench.Username, false, "signs in", "invalid_grant")] };
        Assert.Equal(["SFI220 " + Bench.Username], bench.Fails());
        Assert.Equal(Outcome.NotAssessed, Assert.Single(bench.Findings("SFI223")).Outcome);
        bench.IsFrozen = true;
        Assert.Equal(["SFI109 " + Bench.Username], bench.Fails());
    }

    [Fact]
    public void What_a_cause_opens_along_the_way_is_explained_by_it_too()
    {
        var bench = new Bench
        {
            Proof =
            [
                new Observation(ProofKind.SignIn, Bench.Username, true, "signs in", "signed in"),
                new Observation(ProofKind.ObjectVisible, "Contract", false, "not visible", "visible"),
                new Observation(ProofKind.ObjectVisible, "ContractHistory", false, "not visible", "visible"),
                new Observation(ProofKind.ObjectVisible, "OrderItem", false, "not visible", "visible"),
                new Observation(ProofKind.SystemPermission, "RunReports", false, "not held", "held"),
            ],
        };
        Assert.Equal(["SFI221 Contract", "SFI221 ContractHistory", "SFI221 OrderItem", "SFI224 RunReports"], bench.Fails());

        var extra = bench.Add("Extra");
        extra.Objects["Contract"] = ObjectAccess.Read;
        extra.Objects["Order"] = ObjectAccess.Read;
        extra.System.Add("RunReports");
        Assert.Equal(["SFI210 Extra"], bench.Fails());
    }

    [Fact]
    public void What_a_set_held_as_it_is_gives_and_the_org_does_not_show_is_no_explained_difference()
    {
        var bench = new Bench
        {
            Proof =
            [
                new Observation(ProofKind.SignIn, Bench.Username, true, "signs in", "signed in"),
                new Observation(ProofKind.ObjectVisible, "Contact", false, "visible", "not in the list of objects"),
            ],
        };
        Assert.Equal(["SFI221 Contact"], bench.Fails());
    }

    [Fact]
    public void An_object_that_is_not_seen_is_one_finding_and_many_fields_are_one_Pass()
    {
        var bench = new Bench
        {
            Proof =
            [
                new Observation(ProofKind.SignIn, Bench.Username, true, "signs in", "signed in"),
                new Observation(ProofKind.ObjectVisible, "Account", false, "visible", "not visible"),
                new Observation(ProofKind.FieldAccess, "Account.Phone", false, "readable", "absent"),
                new Observation(ProofKind.RowRead, "Account", false, "rows or none", "INVALID_TYPE"),
                new Observation(ProofKind.FieldAccess, "Opportunity.Amount", true, "editable", "editable"),
                new Observation(ProofKind.FieldAccess, "Opportunity.NextStep", true, "editable", "editable"),
            ],
        };
        Assert.Equal(["SFI221 Account"], bench.Fails());
        Assert.Equal("Opportunity", Assert.Single(bench.Findings("SFI223"), f => f.Outcome == Outcome.Pass).Target);
    }
}
