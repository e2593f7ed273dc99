using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Access;
using SfIntegration.Practice;
using SfIntegration.Scope;
using Xunit;

namespace SfIntegration.Unit.Tests.Access;

/// <summary>Who has a thing: asked of the org question by question, and of a snapshot of the whole.</summary>
public sealed class AccessFinderTests
{
    private static readonly AccessTarget[] s_questions =
    {
        new(AccessKind.SystemPermission, "ModifyAllData"), new(AccessKind.SystemPermission, "ApiEnabled"), new(AccessKind.SystemPermission, "ManageReportsInPubFolders"), new(AccessKind.SystemPermission, "ViewEncryptedData"),
        new(AccessKind.Object, "Account", OnObject: ObjectAccess.Read), new(AccessKind.Object, "Account", OnObject: ObjectAccess.Delete), new(AccessKind.Object, "Invoice__c", OnObject: ObjectAccess.Delete),
        new(AccessKind.Object, "Opportunity", OnObject: ObjectAccess.Read | ObjectAccess.ViewAll), new(AccessKind.Object, "Task", OnObject: ObjectAccess.Edit), new(AccessKind.Object, "OpportunityLineItem", OnObject: ObjectAccess.Create),
        new(AccessKind.Field, "Contact", "SSN__c", OnField: FieldAccess.Edit), new(AccessKind.Field, "Contact", "SSN__c", OnField: FieldAccess.Read), new(AccessKind.Field, "Invoice__c", "Internal_Note__c", OnField: FieldAccess.Read),
        new(AccessKind.ApexClass, "InvoiceExporter"), new(AccessKind.CustomPermission, "Skip_Credit_Check"), new(AccessKind.App, "Web_Shop_Bridge"), new(AccessKind.App, "SfIntegration"), new(AccessKind.Tab, "Invoice__c"),
    };

    [Fact]
    public async Task The_org_and_a_snapshot_of_it_answer_every_question_alike_on_the_company()
    {
        var practice = Company();
        await AssertBothAgreeAsync(practice, atLeast: s_questions.Length - 1);
    }

    [Fact]
    public async Task They_answer_alike_on_a_grown_org()
    {
        var practice = Company();
        practice.GrowTo(new PracticeSize { Objects = 60, Users = 400, Containers = 60, FieldRows = 15_000 });
        await AssertBothAgreeAsync(practice, atLeast: s_questions.Length - 1);
    }

    [Fact]
    public async Task A_stale_group_is_computed_alike()
    {
        // Muting a permission of a set leaves the group's own set as it was until Salesforce has recalculated it: both ways must take the sets and their muting.
        var practice = Company();
        var admin = await PracticeSession.OpenAsync(practice);
        var whole = await new OrgAccessSource(admin).WholeOrgAsync(null, CancellationToken.None);
        var stale = whole.Groups.Select(g => g with { Status = "Outdated" }).ToList();
        var target = new AccessTarget(AccessKind.Object, "Invoice__c", OnObject: ObjectAccess.Delete);
        var snapshot = new AccessSnapshot { Users = whole.Users, Containers = whole.Containers, Groups = stale, Assignments = whole.Assignments };
        var found = AccessFinder.Find(admin.Org, AccessNeeds.Of(target).Narrow(snapshot), target, DateTime.UtcNow, withInactive: false, withLatent: false).Select(h => h.Username).ToList();

        // Sales Desk mutes delete on Invoice__c; Carla holds Invoicing itself, and administrators and the old MES user have their own.
        Assert.DoesNotContain("ines.sales@acme.example", found);
        Assert.Contains("carla.service@acme.example", found);
    }

    [Fact]
    public async Task Who_can_read_a_field_leaves_out_whom_the_object_shuts_out_and_can_show_them()
    {
        var org = await PracticeSession.OpenAsync(Company());
        var target = new AccessTarget(AccessKind.Field, "Lead", "Phone", OnField: FieldAccess.Read);
        var snapshot = await new AccessQuestionReader(org).ReadAsync(target, _ => { }, CancellationToken.None);
        List<SfAccessHolder> Find(bool withLatent) => AccessFinder.Find(org.Org, snapshot, target, DateTime.UtcNow, withInactive: true, withLatent).ToList();

        // Pia holds Lead.Phone through Phone_Book and no access to Lead at all.
        Assert.DoesNotContain(Find(withLatent: false), h => h.Username == "pia.platform@acme.example" || !h.IsEffective);
        var pia = Assert.Single(Find(withLatent: true), h => !h.IsEffective);
        Assert.Equal(("pia.platform@acme.example", "no read on Lead: the field grant opens nothing yet"), (pia.Username, pia.Note));
    }

    [Fact]
    public async Task A_session_based_set_is_held_once_a_session_has_activated_it_whichever_way_is_asked()
    {
        var practice = Company();
        var system = practice.AsSystem;
        var target = new AccessTarget(AccessKind.SystemPermission, "ViewEncryptedData");
        var org = await PracticeSession.OpenAsync(practice);
        Assert.DoesNotContain("lena.lead@acme.example", await Live());

        practice.SignIn("lena.lead@acme.example");
        string Id(string soql) => (string)system.Query(soql)[0]["Id"]!;
        system.Insert("SessionPermSetActivation", new Dictionary<string, object?>
        {
            ["AuthSessionId"] = Id($"SELECT Id FROM AuthSession WHERE UsersId = '{Id("SELECT Id FROM User WHERE Username = 'lena.lead@acme.example'")}'"),
            ["PermissionSetId"] = Id("SELECT Id FROM PermissionSet WHERE Name = 'Break_Glass'"),
        });
        Assert.Contains("lena.lead@acme.example", await Live());
        var identity = await new AccessReader(org).ReadIdentityAsync("lena.lead@acme.example", Array.Empty<string>(), CancellationToken.None);
        var access = EffectiveAccessCalculator.Compute(identity, identity.Users.Single().UserId, DateTime.UtcNow);
        Assert.Equal("Break_Glass", Assert.Single(target.PathsIn(access)).From);

        async Task<List<string>> Live() =>
            AccessFinder.Find(org.Org, await new AccessQuestionReader(org).ReadAsync(target, _ => { }, CancellationToken.None), target, DateTime.UtcNow, withInactive: true, withLatent: false).Select(h => h.Username).ToList();
    }

    [Theory]
    [InlineData("BillingCity", "Account.BillingAddress")]
    [InlineData("OwnerId", "Account")]
    [InlineData("phone", "Account.Phone")]
    public async Task A_field_without_a_grant_of_its_own_is_asked_as_what_opens_it(string field, string asked)
    {
        var org = await PracticeSession.OpenAsync(PracticeOrg.CreateCompany());
        var question = await new AccessQuestionReader(org).ResolveAsync(new AccessTarget(AccessKind.Field, "account", field, OnField: FieldAccess.Edit), CancellationToken.None);
        Assert.Null(question.Problem);
        Assert.Equal(asked, question.Target.Label);
        Assert.Equal(asked == "Account.Phone", question.Note is null);
    }

    [Fact]
    public async Task A_thing_the_org_does_not_have_is_said_instead_of_answered_with_nobody()
    {
        var org = await PracticeSession.OpenAsync(PracticeOrg.CreateCompany());
        var reader = new AccessQuestionReader(org);
        foreach (var target in new AccessTarget[] { new(AccessKind.SystemPermission, "ModifyAllDat"), new(AccessKind.Object, "Nope__c", OnObject: ObjectAccess.Read), new(AccessKind.Field, "Account", "Nope__c", OnField: FieldAccess.Read) })
        {
            Assert.NotNull((await reader.ResolveAsync(target, CancellationToken.None)).Problem);
        }

        var missing = new List<string>();
        await reader.ReadAsync(new AccessTarget(AccessKind.ApexClass, "It's' OR Name != '"), missing.Add, CancellationToken.None);
        Assert.Single(missing);
    }

    /// <summary>The company with what it lacks: tabs, a field grant on a closed object, a session-based set.</summary>
    private static PracticeOrg Company()
    {
        var practice = PracticeOrg.CreateCompany();
        var system = practice.AsSystem;
        string Id(string soql) => (string)system.Query(soql).Single()["Id"]!;
        var book = system.Insert("PermissionSet", new Dictionary<string, object?> { ["Name"] = "Phone_Book", ["Label"] = "Phone Book" });
        system.Insert("FieldPermissions", new Dictionary<string, object?> { ["ParentId"] = book, ["SobjectType"] = "Lead", ["Field"] = "Lead.Phone", ["PermissionsRead"] = true });
        system.Insert("PermissionSetAssignment", new Dictionary<string, object?> { ["PermissionSetId"] = book, ["AssigneeId"] = Id("SELECT Id FROM User WHERE Username = 'pia.platform@acme.example'") });
        system.Insert("PermissionSetTabSetting", new Dictionary<string, object?> { ["ParentId"] = Id("SELECT Id FROM PermissionSet WHERE Name = 'Invoicing'"), ["Name"] = "Invoice__c", ["Visibility"] = "DefaultOn" });
        var session = system.Insert("PermissionSet", new Dictionary<string, object?> { ["Name"] = "Break_Glass", ["Label"] = "Break Glass", ["HasActivationRequired"] = true, ["PermissionsViewEncryptedData"] = true });
        system.Insert("PermissionSetAssignment", new Dictionary<string, object?> { ["PermissionSetId"] = session, ["AssigneeId"] = Id("SELECT Id FROM User WHERE Username = 'lena.lead@acme.example'") });
        return practice;
    }

    private static async Task AssertBothAgreeAsync(PracticeOrg practice, int atLeast)
    {
        var org = await PracticeSession.OpenAsync(practice);
        var whole = await new OrgAccessSource(org).WholeOrgAsync(null, CancellationToken.None);
        var now = DateTime.UtcNow;
        var all = whole.Users.Select(u => EffectiveAccessCalculator.Compute(whole, u.UserId, now)).ToList();
        var reader = new AccessQuestionReader(org);
        var answered = 0;
        foreach (var target in s_questions)
        {
            var (live, calls) = await PracticeSession.CountAsync(practice, () => reader.ReadAsync(target, text => Assert.Fail(text), CancellationToken.None));
            Assert.Empty(live.NotRead);
            Assert.InRange(calls, 1, 8);
            var asked = Answers(AccessFinder.Find(org.Org, live, target, now, withInactive: true, withLatent: true));
            var offline = Answers(AccessFinder.Find(org.Org, AccessNeeds.Of(target).Narrow(whole), target, now, withInactive: true, withLatent: true));
            Assert.Equal(offline, asked);

            // And both are what adding up every user whole says.
            Assert.Equal(all.Where(a => target.PathsIn(a).Count > 0).Select(a => a.User.Username).Order(StringComparer.OrdinalIgnoreCase), asked.Select(a => a.Split(' ')[0]));
            answered += asked.Count > 0 ? 1 : 0;
        }

        Assert.True(answered >= atLeast, $"Only {answered} of the questions had an answer to compare.");
    }

    private static List<string> Answers(IEnumerable<SfAccessHolder> holders) =>
        holders.Select(h => $"{h.Username} {h.IsEffective} {h.IsActive} {h.IsFrozen} {h.ProfileName} {h.Note} {string.Join("; ", h.Paths.Select(p => p.ToString()).Order(StringComparer.Ordinal))}").ToList();
}
