using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Scope;
using Xunit;
using static SfIntegration.Unit.Tests.Access.AccessBuilder;

namespace SfIntegration.Unit.Tests.Access;

/// <summary>Tabs, record types, session-based sets, licences and what an object's access leaves of its fields: each expected answer is derived in the test.</summary>
public sealed class EffectiveKindsTests
{
    private static readonly SfOrg s_org = new("acme.example");

    [Fact]
    public void Of_a_tab_the_wider_visibility_wins_and_each_path_says_what_it_gives()
    {
        // DefaultOff shows a tab on the All Tabs page, DefaultOn in the bar as well (facts 3.3): a user with both sees it in the bar.
        var access = new AccessBuilder().Profile().Assign(Set("A", tabs: "standard-Account:Available Invoice__c:Available")).Assign(Set("B", tabs: "STANDARD-account:Visible")).Compute();
        Assert.Equal(TabVisibility.Visible, access.Tabs["standard-Account"].Visibility);
        Assert.Equal(new[] { ("A", TabVisibility.Available), ("B", TabVisibility.Visible) }, access.Tabs["standard-account"].Paths.Select(p => (p.Path.From, p.Visibility)));
        Assert.Equal(TabVisibility.Available, access.Tabs["Invoice__c"].Visibility);
        var rows = EffectiveRows.Of(s_org, access).Where(r => r.Kind == AccessKind.Tab).Select(r => (r.Target, r.Access));
        Assert.Equal(new[] { ("Invoice__c", "available"), ("standard-Account", "visible") }, rows);
    }

    [Fact]
    public void A_group_shows_the_tabs_of_its_sets_whether_or_not_its_aggregate_repeats_them()
    {
        // Whether Salesforce writes PermissionSetTabSetting rows for a group's own set is not documented; its sets have them.
        var a = Set("A", tabs: "Invoice__c:Visible standard-Case:Visible");
        var muting = Set("M", ContainerKind.Muting, tabs: "standard-Case:Available");
        foreach (var (status, aggregate) in new[] { ("Updated", Set("AGG", ContainerKind.Group)), ("Updated", Set("AGG", ContainerKind.Group, tabs: "Invoice__c:Visible")), ("Outdated", null) })
        {
            var access = new AccessBuilder().Profile().Group("G", status, aggregate, new[] { a }, new[] { muting }).Compute();
            Assert.Equal(("A", "G"), access.Tabs["Invoice__c"].Paths.Select(p => (p.Path.From, p.Path.Through!)).Single());
            Assert.False(access.Tabs.ContainsKey("standard-Case"));
        }
    }

    [Fact]
    public void Record_types_add_up_where_all_were_read_and_are_not_assessed_where_any_was_not()
    {
        var all = new AccessBuilder().With(Set("PROFILE", ContainerKind.Profile, ownerId: "00eP", recordTypes: "Account.Partner")).Assign(Set("A", recordTypes: "Account.Partner Case.Claim")).Compute();
        Assert.Equal(new[] { "Account.Partner", "Case.Claim" }, all.RecordTypes!.Keys.OrderBy(k => k, StringComparer.Ordinal));
        Assert.Equal(2, all.RecordTypes["account.partner"].Paths.Count);

        var some = new AccessBuilder().With(Set("PROFILE", ContainerKind.Profile, ownerId: "00eP", recordTypes: "Account.Partner")).Assign(Set("A")).Compute();
        Assert.Null(some.RecordTypes);
        var row = Assert.Single(EffectiveRows.Of(s_org, some), r => r.Kind == AccessKind.RecordType);
        Assert.Equal(("*", "not assessed", false), (row.Target, row.Access, row.IsEffective));
        Assert.Contains("Metadata API", row.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_based_set_counts_while_a_session_of_its_user_has_activated_it_and_not_for_another_user()
    {
        // HasActivationRequired: counts only with a SessionPermSetActivation of that user (facts 3.4).
        var set = Set("Session", system: "P1", activation: true);
        Assert.Empty(new AccessBuilder().Profile().Assign(set).Compute().SystemPermissions);
        var active = new AccessBuilder().Profile().Assign(set).Activated("Session").Compute();
        Assert.True(active.SystemPermissions.ContainsKey("P1"));
        Assert.Contains("a session of integ@acme.example has activated it", Assert.Single(active.Notes), StringComparison.Ordinal);

        var snapshot = new AccessBuilder().Profile().Assign(set).Snapshot();
        var others = new AccessSnapshot { Users = snapshot.Users, Containers = snapshot.Containers, Assignments = snapshot.Assignments, SessionActivations = new[] { new SessionActivation("005other", "Session") } };
        Assert.Empty(EffectiveAccessCalculator.Compute(others, UserId, Now).SystemPermissions);
    }

    [Theory]
    [InlineData("0PGG")]
    [InlineData("AGG")]
    public void A_session_based_group_counts_when_it_or_the_set_it_owns_is_activated(string activated)
    {
        var builder = new AccessBuilder().Profile().Group("G", "Updated", Set("AGG", ContainerKind.Group, system: "P1"), Array.Empty<Container>(), activation: true);
        Assert.Empty(builder.Compute().SystemPermissions);
        Assert.True(builder.Activated(activated).Compute().SystemPermissions.ContainsKey("P1"));
    }

    [Theory]
    [InlineData("Active", true, null)]
    [InlineData("Active", false, "which integ@acme.example does not hold")]
    [InlineData("Disabled", true, "whose Status is Disabled")]
    public void A_set_whose_permission_set_licence_is_gone_is_counted_and_the_doubt_is_said(string status, bool held, string? doubt)
    {
        // Assigning such a set assigns the licence (facts 2.2); what happens to its grants once the licence is gone is documented nowhere.
        var access = new AccessBuilder().Profile().License("0PLa", status, held).Assign(Set("A", system: "P1", license: "0PLa")).Compute();
        Assert.True(access.SystemPermissions.ContainsKey("P1"));
        Assert.Equal(doubt is null ? 0 : 1, access.Notes.Count);
        Assert.All(access.Notes, n => Assert.Contains(doubt!, n, StringComparison.Ordinal));
    }

    [Fact]
    public void A_field_grant_on_a_closed_object_is_shown_as_doing_nothing()
    {
        // A user who cannot edit Contact cannot edit a field of it, whatever field-level security says; nor read one where Contact cannot be read.
        var access = new AccessBuilder().Profile().Assign(Set("A", objects: "Contact:Read Lead:Read+Create", fields: "Contact.Phone:Read+Edit Contact.Fax:Read Case.Reason:Read Lead.Phone:Edit")).Compute();
        var rows = EffectiveRows.Of(s_org, access).Where(r => r.Kind == AccessKind.Field).ToDictionary(r => r.Target, r => (r.IsEffective, r.Note));
        Assert.Equal((false, "no edit on Contact: the field can be read only"), rows["Contact.Phone"]);
        Assert.Equal((true, null), rows["Contact.Fax"]);
        Assert.Equal((false, "no read on Case: the field grant opens nothing yet"), rows["Case.Reason"]);
        Assert.Equal((true, "no edit on Lead: the field can be set on new records only"), rows["Lead.Phone"]);
    }

    [Fact]
    public void An_object_without_rows_of_its_own_is_open_as_its_parent_or_its_permission_says()
    {
        // OpportunityLineItem follows Opportunity, Task takes Access Activities to read and Edit Tasks to write (objects-without-rows.json).
        var access = new AccessBuilder().Profile(system: "ActivitiesAccess").Assign(Set("A", objects: "Opportunity:Read+Edit", fields: "OpportunityLineItem.Quantity:Edit Task.Subject:Edit")).Compute();
        Assert.Equal(ObjectAccess.Read | ObjectAccess.Create | ObjectAccess.Edit | ObjectAccess.Delete, ObjectGate.Of(access, "OpportunityLineItem"));
        Assert.Equal(ObjectAccess.Read, ObjectGate.Of(access, "Task"));
        var rows = EffectiveRows.Of(s_org, access).ToDictionary(r => r.Target);
        Assert.Equal("edit on Opportunity", Assert.Single(rows["OpportunityLineItem"].ImpliedBy, i => i.StartsWith("edit", StringComparison.Ordinal)));
        Assert.True(rows["OpportunityLineItem.Quantity"].IsEffective);
        Assert.False(rows["Task.Subject"].IsEffective);
    }

    [Fact]
    public void A_power_over_every_object_shows_in_each_objects_row_and_once_for_the_rest()
    {
        var access = new AccessBuilder().Profile(system: "ViewAllData").Assign(Set("A", objects: "Account:Read+Edit")).Compute();
        var rows = EffectiveRows.Of(s_org, access, new[] { "Case" }).Where(r => r.Kind == AccessKind.Object).ToDictionary(r => r.Target);
        Assert.Equal(new[] { "*", "Account", "Case" }, rows.Keys.OrderBy(k => k, StringComparer.Ordinal));
        Assert.Equal("read, edit, view all records", rows["Account"].Access);
        Assert.Equal(new[] { "A", "Minimum Access" }, rows["Account"].From);
        Assert.Equal(("read, view all records", "View All Data"), (rows["Case"].Access, rows["Case"].ImpliedBy.Single()));
    }

    [Fact]
    public void Rows_come_in_the_order_people_look_for_them()
    {
        var access = new AccessBuilder().Profile(system: "ViewSetup ApiEnabled").Assign(Set("A", objects: "Case:Read Account:Read", fields: "Case.Reason:Read Account.Phone:Read", setup: "Zeta Alpha", tabs: "Invoice__c:Visible", recordTypes: "")).Compute();
        Assert.Equal(
            new[] { "Account", "Case", "Account.Phone", "Case.Reason", "ApiEnabled", "ViewSetup", "Alpha", "Zeta", "Invoice__c", "*" },
            EffectiveRows.Of(s_org, access).Select(r => r.Target));
    }

    [Fact]
    public void An_explanation_says_when_closing_the_object_would_take_fewer_removals()
    {
        var access = new AccessBuilder().Profile().Assign(Set("O", objects: "Contact:Read+Edit")).Assign(Set("A", fields: "Contact.Phone:Edit")).Assign(Set("B", fields: "Contact.Phone:Edit")).Compute();
        var answer = AccessExplainer.Explain(s_org, access, new AccessTarget(AccessKind.Field, "Contact", "Phone", OnField: FieldAccess.Edit), null);
        Assert.Equal(new[] { "A", "B" }, answer.SmallestRemoval.Select(r => r.Name));
        Assert.Contains("Ending edit on Contact itself takes fewer removals: permission set O", Assert.Single(answer.Notes), StringComparison.Ordinal);
        Assert.False(AccessExplainer.Explain(s_org, access, new AccessTarget(AccessKind.Tab, "Nope"), null).Has);
    }

    [Fact]
    public void What_was_not_read_makes_an_explanation_without_a_path_unknown_and_one_with_a_path_stays_yes()
    {
        // Without Profile() the profile's own set is not in the snapshot.
        var access = new AccessBuilder().Assign(Set("A", system: "P1")).Compute();
        Assert.True(AccessExplainer.Explain(s_org, access, new AccessTarget(AccessKind.SystemPermission, "P1"), null).Has);
        var unknown = AccessExplainer.Explain(s_org, access, new AccessTarget(AccessKind.SystemPermission, "P2"), null);
        Assert.Null(unknown.Has);
        Assert.Contains("was not read", Assert.Single(unknown.Notes), StringComparison.Ordinal);

        var known = new AccessBuilder().Profile().Compute();
        var refused = AccessExplainer.Explain(s_org, known, new AccessTarget(AccessKind.Tab, "T"), null, new[] { "Tabs: refused" });
        Assert.Null(refused.Has);
        Assert.Equal("Tabs: refused", Assert.Single(refused.Notes));
        Assert.False(AccessExplainer.Explain(s_org, known, new AccessTarget(AccessKind.SystemPermission, "P2"), null, new[] { "Tabs: refused" }).Has);
    }

    [Fact]
    public void Each_kind_that_could_not_be_read_has_a_row_that_says_so()
    {
        var access = new AccessBuilder().Profile().Assign(Set("A", recordTypes: "")).Compute();
        var rows = EffectiveRows.Of(s_org, access, notRead: new[] { "Tabs: refused", "Object permissions: refused" }).Where(r => r.Access == "not assessed" && r.Kind != AccessKind.RecordType).ToList();
        Assert.Equal(new[] { AccessKind.Object, AccessKind.Field, AccessKind.Tab }, rows.Select(r => r.Kind));
        Assert.All(rows, r => Assert.False(r.IsEffective));
        Assert.Equal(new[] { "not all was read: Object permissions", "not all was read: Object permissions", "not all was read: Tabs" }, rows.Select(r => r.Note));
    }

    [Theory]
    [InlineData("Name", FieldAccess.Read, true)]
    [InlineData("Name", FieldAccess.Edit, null)]
    [InlineData("Fax", FieldAccess.Read, false)]
    [InlineData("BillingCity", FieldAccess.Read, true)]
    [InlineData("BillingCity", FieldAccess.Edit, false)]
    [InlineData("Nope__c", FieldAccess.Read, null)]
    public void Offline_a_field_without_a_path_is_judged_by_the_list_of_what_takes_grants(string field, FieldAccess flag, bool? has)
    {
        // Fax and the address take grants, Name takes none; of a name in no list nothing is known.
        var access = new AccessBuilder().Profile().Assign(Set("A", objects: "Account:Read+Edit", fields: "Account.BillingAddress:Read")).Compute();
        var schema = new SchemaFacts { PermissionableObjects = new HashSet<string> { "Account" }, PermissionableFields = new HashSet<string> { "Account.Fax", "Account.BillingAddress" } };
        var target = new AccessTarget(AccessKind.Field, "Account", field, OnField: flag);
        Assert.Equal(has, AccessExplainer.Explain(s_org, access, target, schema, isOffline: true).Has);

        var without = AccessExplainer.Explain(s_org, access, target, null, isOffline: true);
        Assert.Null(without.Has);
        Assert.Contains("not known here", Assert.Single(without.Notes), StringComparison.Ordinal);
        Assert.False(AccessExplainer.Explain(s_org, new AccessBuilder().Profile().Compute(), target, schema, isOffline: true).Has);
    }

    [Fact]
    public void Offline_a_name_that_no_list_of_the_snapshot_has_is_unknown_and_said()
    {
        var access = new AccessBuilder().Profile(system: "ViewAllData").Compute();
        var schema = new SchemaFacts { PermissionableObjects = new HashSet<string> { "Account" }, SystemPermissions = new HashSet<string> { "ViewAllData", "ApiEnabled" } };
        foreach (var target in new[] { new AccessTarget(AccessKind.Object, "Nope__c", OnObject: ObjectAccess.Read), new AccessTarget(AccessKind.SystemPermission, "Nope") })
        {
            var answer = AccessExplainer.Explain(s_org, access, target, schema, isOffline: true);
            Assert.Null(answer.Has);
            Assert.Contains("The snapshot has no such", Assert.Single(answer.Notes), StringComparison.Ordinal);
        }

        Assert.False(AccessExplainer.Explain(s_org, access, new AccessTarget(AccessKind.SystemPermission, "ApiEnabled"), schema, isOffline: true).Has);
        Assert.True(AccessExplainer.Explain(s_org, access, new AccessTarget(AccessKind.Object, "Account", OnObject: ObjectAccess.Read), schema, isOffline: true).Has);
    }
}
