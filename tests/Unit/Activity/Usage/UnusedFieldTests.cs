using System.Linq;
using SfIntegration.Activity.Usage;
using SfIntegration.Rules;
using SfIntegration.Scope;
using SfIntegration.Scope.Drafting;
using Xunit;
using static SfIntegration.Unit.Tests.Activity.Usage.UsageBench;

namespace SfIntegration.Unit.Tests.Activity.Usage;

public sealed class UnusedFieldTests
{
    [Fact]
    public void The_free_log_shows_no_fields()
    {
        var row = Judge(Granting("Account: { access: [read], fields: [Website, Phone] }"), Seen(Daily("Query", "Account"))).Find("Account", "read", "*");
        Assert.Equal(SfAccessUse.NoEvidence, row.Verdict);
        Assert.Contains("no text of 365 of 365 queries", row.Reason);
    }

    [Fact]
    public void Queries_with_a_text_show_them()
    {
        var scope = Granting("Contact: { access: [read, edit], fields: { read: [Phone, MailingAddress, AccountId], edit: [Email, Fax] } }");
        var rows = Judge(scope, Seen(new[] { Call("Query", "Contact", 1, calls: 2) }, Queries("SELECT MailingCity, Account.Name FROM Contact WHERE Email != null", "SELECT Id FROM Contact")));
        Assert.Equal((SfAccessUse.Unused, (FindingConfidence?)FindingConfidence.High), (rows.Find("Contact", "read", "Phone").Verdict, rows.Find("Contact", "read", "Phone").Confidence));
        Assert.All(new[] { "MailingAddress", "AccountId", "Email" }, f => Assert.Equal(SfAccessUse.Used, rows.Find("Contact", "read", f).Verdict));
        Assert.Equal(SfAccessUse.Unused, rows.Find("Contact", "read", "Fax").Verdict);
        Assert.Equal(SfAccessUse.Unused, rows.Find("Contact", "edit", "*").Verdict);
    }

    [Fact]
    public void A_written_record_may_have_written_any_field_and_a_whole_one_was_read_whole()
    {
        var scope = Granting("Contact: { access: [read, edit], fields: { read: [Phone], edit: [Fax] } }");
        var query = new[] { Call("Query", "Contact", 1) };
        var written = Judge(scope, Seen(query.Append(Call("Update", "Contact", 1)), Queries("SELECT Id FROM Contact")));
        Assert.Equal(SfAccessUse.NoEvidence, written.Find("Contact", "read", "Fax").Verdict);
        Assert.Equal(SfAccessUse.Unused, written.Find("Contact", "read", "Phone").Verdict);
        Assert.Equal(SfAccessUse.NoEvidence, written.Find("Contact", "edit", "*").Verdict);
        Assert.Contains("1 call of Read", Judge(scope, Seen(query.Append(Call("Read", "Contact", 1)), Queries("SELECT Id FROM Contact"))).Find("Contact", "read", "*").Reason);
        Assert.Contains("could not be read", Judge(scope, Seen(query, Queries("SELECT TYPEOF x FROM Contact"))).Find("Contact", "read", "*").Reason);
        Assert.Contains("FIELDS", Judge(scope, Seen(query, Queries("SELECT FIELDS(ALL) FROM Contact"))).Find("Contact", "read", "*").Reason);
    }

    [Fact]
    public void The_smaller_scope_loses_what_is_surely_unused_and_reads_back()
    {
        var scope = Granting(
            "Account: { access: [read, edit], fields: { read: [Phone], edit: [Website] } }", "Contact: { access: [read, create, edit, delete] }", "Lead: { access: [read, create] }",
            "Opportunity: { access: [read, edit] }", "OpportunityLineItem: { access: [read, edit] }");
        var usage = Seen(Daily("Read", "Account").Concat(Daily("Read", "Contact")).Concat(Daily("Create", "Contact")).Concat(Daily("Read", "OpportunityLineItem")));
        var text = ScopeShrink.Text(ScopeShrink.Of(scope, Judge(scope, usage), FindingConfidence.Medium), null);
        Assert.Contains("Account: { access: [read], fields: [Phone, Website] }", text);
        Assert.Contains("Contact: { access: [read, create] }", text);
        Assert.DoesNotContain("Lead", text);
        Assert.Contains("Opportunity: { access: [read] }", text);
        ScopeReader.ReadText(text).Get();
        var diff = UnifiedDiff.Of(ScopeShrink.Text(scope, null), text, "a", "b");
        Assert.StartsWith("--- a\n+++ b\n@@ -", diff);
        Assert.Contains("\n-      Lead: { access: [read, create] }\n", diff);
        Assert.Contains("\n+      Account: { access: [read], fields: [Phone, Website] }\n", diff);
        Assert.Equal(text, ScopeShrink.Text(ScopeShrink.Of(scope, Judge(scope, usage, new GrantAges()), FindingConfidence.Low), null));
    }

    [Fact]
    public void A_parent_stays_while_what_it_opens_stays()
    {
        var scope = Granting("Opportunity: { access: [read, edit] }", "OpportunityLineItem: { access: [read, edit] }");
        var gone = scope.Integrations[0].Objects.Take(1).Select(o => new SfUnusedAccess { Integration = "sync", SobjectType = o.SobjectType, Access = "edit", Verdict = SfAccessUse.Unused, Confidence = FindingConfidence.High }).ToList();
        Assert.Equal(ScopeShrink.Text(scope, null), ScopeShrink.Text(ScopeShrink.Of(scope, gone, FindingConfidence.Medium), null));
    }

    [Fact]
    public void A_diff_is_what_diff_makes_of_it()
    {
        Assert.Equal("", UnifiedDiff.Of("a\n", "a\n", "x", "y"));
        Assert.Equal("--- x\n+++ y\n@@ -2,7 +2,6 @@\n 2\n 3\n 4\n-5\n 6\n 7\n 8\n@@ -10,3 +9,4 @@\n 10\n 11\n 12\n+13\n", UnifiedDiff.Of("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n", "1\n2\n3\n4\n6\n7\n8\n9\n10\n11\n12\n13\n", "x", "y"));
    }

    [Fact]
    public void A_draft_has_one_integration_for_each_system_and_says_what_it_cannot_know()
    {
        var calls = Enumerable.Range(1, 60).Select(d => Call("Query", "Order", d, client: "SAP PI/7")).Concat(Enumerable.Range(1, 60).Select(d => Call("Create", "Lead", d, client: "mailer/2")))
            .Append(Call("Delete", "Account", 3, client: "python-requests/2")).Append(Call("Query", "Case", 4, errors: 1, client: "SAP PI/7")).ToList();
        var parts = ActivityDraft.Of("svc@acme.example", calls, some => Seen(some));
        var scope = ScopeDraft.FromGrants(parts, new DraftOptions { Name = "svc", Username = "svc@acme.example" });
        Assert.Equal(new[] { "mailer", "sap-pi" }, scope.Integrations.Select(i => i.Name).OrderBy(n => n));
        var sap = scope.Integrations.Single(i => i.Name == "sap-pi");
        Assert.Equal(("Order", ObjectAccess.Read, "SAP PI"), (sap.Objects.Single().SobjectType, sap.Objects[0].Access, sap.System));
        Assert.Equal(ObjectAccess.Read | ObjectAccess.Create, scope.Integrations.Single(i => i.Name == "mailer").Objects[0].Access);
        Assert.Contains(scope.Notes, n => n.Contains("python-requests"));
        Assert.Contains(scope.Notes, n => n.Contains("no fields are drafted"));
        Assert.Contains(scope.Notes, n => n.Contains("Case, of which every call failed"));
        Assert.StartsWith("Drafted from", sap.Purpose);
    }
}
