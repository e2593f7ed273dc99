using System;
using System.Linq;
using SfIntegration.Activity.Usage;
using SfIntegration.Rules;
using Xunit;
using static SfIntegration.Unit.Tests.Activity.Usage.UsageBench;

namespace SfIntegration.Unit.Tests.Activity.Usage;

public sealed class UnusedAccessTests
{
    [Fact]
    public void What_was_not_used_for_a_year_is_unused_and_what_use_depends_on_is_used()
    {
        var scope = Granting("Account: { access: [read, edit] }", "Contact: { access: [read, create, edit, delete] }");
        var rows = Judge(scope, Seen(Daily("Read", "Account").Append(Call("Delete", "contact", 3))));
        var edit = rows.Find("Account", "edit");
        Assert.Equal((SfAccessUse.Unused, FindingConfidence.High, (DateTime?)null), (edit.Verdict, edit.Confidence, edit.LastUsed));
        Assert.Equal("Account was used, but never for this; a yearly job would not show.", edit.Reason);
        Assert.Equal(("365 of 365 days", "sync", "orders", 12), (edit.Coverage, edit.Integration, edit.ScopeName, edit.Source!.Line));
        Assert.Equal(SfAccessUse.Used, rows.Find("Contact", "read").Verdict);
        Assert.Equal(SfAccessUse.Used, rows.Find("Contact", "edit").Verdict);
        Assert.Equal(SfAccessUse.Unused, rows.Find("Contact", "create").Verdict);
        Assert.Equal(End.AddDays(-3).AddHours(3.5), rows.Find("Contact", "edit").LastUsed);
    }

    [Theory]
    [InlineData(94, FindingConfidence.Low, "a quarter-end job would not show within 94 days")]
    [InlineData(97, FindingConfidence.Medium, "a quarter-end job would not show within 97 days")]
    [InlineData(98, FindingConfidence.High, "a yearly job")]
    public void A_window_shorter_than_a_quarter_and_a_week_is_told(int days, FindingConfidence confidence, string reason)
    {
        var row = Judge(Granting("Account: { access: [read, edit] }"), Seen(Daily("Read", "Account"), days: days)).Find("Account", "edit");
        Assert.Equal((SfAccessUse.Unused, confidence), (row.Verdict, row.Confidence));
        Assert.Contains(reason, row.Reason);
    }

    [Fact]
    public void Holes_in_the_logs_and_an_unknown_age_make_it_less_sure()
    {
        var scope = Granting("Account: { access: [read, edit] }");
        FindingConfidence? Of(int covered, GrantAges ages) => Judge(scope, Seen(Daily("Read", "Account"), covered: covered), ages).Find("Account", "edit").Confidence;
        Assert.Equal(FindingConfidence.Medium, Of(340, Old(scope)));
        Assert.Equal(FindingConfidence.Low, Of(250, Old(scope)));
        Assert.Null(Of(180, Old(scope)));
        Assert.Equal(FindingConfidence.Medium, Of(365, new GrantAges()));
        Assert.Equal(FindingConfidence.Low, Of(340, new GrantAges()));
    }

    [Fact]
    public void A_new_identity_of_unknown_age_is_looked_at_since_its_first_call()
    {
        var scope = Granting("Account: { access: [read, edit] }");
        Assert.Equal(FindingConfidence.Low, Judge(scope, Seen(Daily("Read", "Account", 40)), new GrantAges()).Find("Account", "edit").Confidence);
    }

    [Fact]
    public void A_grant_of_the_window_is_too_young()
    {
        var scope = Granting("Account: { access: [read, edit], fields: [Website] }");
        var ages = new GrantAges();
        ages.Add(scope.Integrations[0].PermissionSet, "account", null, End.AddDays(-30));
        var usage = Seen(Daily("Query", "Account", 1), Queries("SELECT Id FROM Account"));
        var rows = Judge(scope, usage, ages);
        Assert.Equal((SfAccessUse.TooYoung, (DateTime?)End.AddDays(-30), (FindingConfidence?)null), (rows.Find("Account", "edit").Verdict, rows.Find("Account", "edit").GrantedAt, rows.Find("Account", "edit").Confidence));
        Assert.Equal(SfAccessUse.TooYoung, rows.Find("Account", "read", "Website").Verdict);
    }

    [Theory]
    [InlineData("Composite")]
    [InlineData("ApexRest")]
    [InlineData("POST graphql")]
    public void Calls_that_hide_what_they_use_leave_no_evidence(string operation)
    {
        var scope = Granting("Account: { access: [read] }", "Contact: { access: [read, edit] }");
        var rows = Judge(scope, Seen(Daily("Read", "Account").Append(Call(operation, null, 200, calls: 12))));
        Assert.Equal(SfAccessUse.Used, rows.Find("Account", "read").Verdict);
        Assert.Equal(SfAccessUse.NoEvidence, rows.Find("Contact", "read").Verdict);
        Assert.Contains($"12 calls of {operation}", rows.Find("Contact", "edit").Reason);
    }

    [Fact]
    public void A_report_hides_reading_and_no_writing()
    {
        var rows = Judge(Granting("Contact: { access: [read, delete, edit] }"), Seen(Daily("Read", "Account").Append(Call("Report", null, 5))));
        Assert.Equal(SfAccessUse.NoEvidence, rows.Find("Contact", "read").Verdict);
        Assert.Equal(SfAccessUse.Unused, rows.Find("Contact", "delete").Verdict);
    }

    [Fact]
    public void Bulk_without_its_operation_may_have_written()
    {
        var rows = Judge(Granting("Contact: { access: [read, create, delete, edit] }", "Lead: { access: [read, edit] }"), Seen(Daily("BulkIngest", "Contact")));
        Assert.Equal(SfAccessUse.NoEvidence, rows.Find("Contact", "delete").Verdict);
        Assert.Equal(SfAccessUse.Unused, rows.Find("Lead", "edit").Verdict);
    }

    [Fact]
    public void Month_end_and_quarter_end_work_is_protected()
    {
        var scope = Granting("Invoice__c: { access: [read, edit, delete] }", "Account: { access: [read] }");
        var monthly = new[] { 300, 270, 240 }.Select(d => Call("Query", "Invoice__c", d));
        var rows = Judge(scope, Seen(monthly.Concat(Daily("Read", "Account"))));
        Assert.Equal(SfAccessUse.Used, rows.Find("Invoice__c", "read").Verdict);
        Assert.Equal(SfAccessUse.Protected, rows.Find("Invoice__c", "delete").Verdict);
        Assert.Contains("every month", rows.Find("Invoice__c", "delete").Reason);
        var quarterly = new[] { 210, 118 }.Select(d => Call("Query", "Invoice__c", d));
        Assert.Contains("every quarter", Judge(scope, Seen(quarterly.Concat(Daily("Read", "Account")))).Find("Invoice__c", "delete").Reason);
    }

    [Fact]
    public void What_stopped_long_ago_is_proposed_with_low_confidence_and_its_last_use()
    {
        var row = Judge(Granting("Order: { access: [read] }"), Seen(Daily("Read", "Account").Concat(Enumerable.Range(200, 100).Select(d => Call("Query", "Order", d))))).Find("Order", "read");
        Assert.Equal((SfAccessUse.Unused, FindingConfidence.Low, End.AddDays(-200).AddHours(3.5)), (row.Verdict, row.Confidence, row.LastUsed));
    }

    [Fact]
    public void Reading_through_a_relationship_and_an_upsert_are_thought_of()
    {
        var scope = Granting("Account: { access: [read, create, edit] }", "Product2: { access: [read], records: viewAll, reason: r }");
        var rows = Judge(scope, Seen(Daily("Query", "Account").Append(Call("Update", "Account", 2))));
        Assert.Equal(FindingConfidence.Low, rows.Find("Product2", "read").Confidence);
        Assert.Equal(FindingConfidence.Low, rows.Find("Product2", "viewAll").Confidence);
        Assert.Equal(FindingConfidence.Low, rows.Find("Account", "create").Confidence);
        var known = Judge(scope, Seen(new[] { Call("Query", "Account", 1) }, Queries("SELECT Id, Product2.Name FROM Account")));
        Assert.Equal(SfAccessUse.Used, known.Find("Product2", "read").Verdict);
    }

    [Fact]
    public void An_object_that_opens_another_is_used_by_it()
    {
        var rows = Judge(Granting("Opportunity: { access: [read, edit] }", "OpportunityLineItem: { access: [read, edit] }"), Seen(Daily("Update", "OpportunityLineItem")));
        Assert.Equal(SfAccessUse.Used, rows.Find("Opportunity", "edit").Verdict);
    }

    [Fact]
    public void Without_every_call_or_any_call_nothing_is_said()
    {
        var scope = Granting("Account: { access: [read, edit] }");
        Assert.All(Judge(scope, Seen(Array.Empty<SfActivity>())), r => Assert.Equal(SfAccessUse.NoEvidence, r.Verdict));
        Assert.Equal(SfAccessUse.NoEvidence, Judge(scope, Seen(Daily("Read", "Account"), sources: new[] { "RestApi" })).Find("Account", "edit").Verdict);
        Assert.Equal(FindingConfidence.Medium, Judge(scope, Seen(Daily("Read", "Account"), person: (3, End))).Find("Account", "edit").Confidence);
    }
}
