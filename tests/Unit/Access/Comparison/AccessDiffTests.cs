using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Access.Comparison;
using SfIntegration.Permission;
using SfIntegration.Scope;
using Xunit;
using static SfIntegration.Unit.Tests.Access.AccessBuilder;
using static SfIntegration.Unit.Tests.Access.Comparison.Held;

namespace SfIntegration.Unit.Tests.Access.Comparison;

public sealed class AccessDiffTests
{
    [Fact]
    public void Only_what_differs_is_given_flag_by_flag_and_by_name()
    {
        var rows = Diff(
            Of(Set("A", objects: "Account:Read+Create Case:Read Lead:Read", fields: "Account.Phone:Read+Edit Account.Fax:Read", system: "ApiEnabled ViewSetup", setup: "Alpha Beta")),
            Of(Set("B", objects: "account:Read+Edit+Delete CASE:Read Zebra__c:Read", fields: "ACCOUNT.phone:Read Case.Reason:Read account.FAX:Read", system: "viewsetup RunReports", setup: "beta")));

        Assert.Equal(
            new[]
            {
                "Header Label | Different | A | B",
                "Object Account | Different | read, create | read, edit, delete",
                "Object Lead | ReferenceOnly | read | ",
                "Object Zebra__c | DifferenceOnly |  | read",
                "Field Account.Phone | Different | read, edit | read",
                "Field Case.Reason | DifferenceOnly |  | read",
                "SystemPermission ApiEnabled | ReferenceOnly | granted | ",
                "SystemPermission RunReports | DifferenceOnly |  | granted",
                "SetupEntity ApexClass Alpha | ReferenceOnly | granted | ",
            },
            Lines(rows));
        var account = rows.Single(r => r.Target == "Account");
        Assert.Equal(new[] { "create" }, account.ReferenceOnly);
        Assert.Equal(new[] { "edit", "delete" }, account.DifferenceOnly);
        Assert.Equal(("Account", "Phone"), (rows.Single(r => r.Target == "Account.Phone").SobjectType, rows.Single(r => r.Target == "Account.Phone").Field));
    }

    [Fact]
    public void What_is_the_same_has_no_difference_and_is_counted()
    {
        var tally = new ComparisonTally();
        var set = Set("A", objects: "Account:Read Case:None", fields: "Account.Phone:Read Account.Fax:None", system: "ViewSetup", setup: "Alpha");
        var rows = Diff(Of(set), Of(Set("A", objects: "ACCOUNT:Read", fields: "account.PHONE:Read", system: "VIEWSETUP", setup: "alpha")), tally: tally);

        Assert.Empty(Lines(rows));
        var counts = tally.ToComparison(ComparedSides.Of(Of(set), Of(set))).Counts.ToDictionary(c => c.Kind, c => c.Equal);
        Assert.Equal((1, 1, 1, 1), (counts[AccessPartKind.Object], counts[AccessPartKind.Field], counts[AccessPartKind.SystemPermission], counts[AccessPartKind.SetupEntity]));
    }

    [Fact]
    public void Equal_things_are_rows_where_asked_for_and_are_counted_once()
    {
        var tally = new ComparisonTally();
        var set = Of(Set("A", objects: "Account:Read", fields: "Account.Phone:Read", system: "ViewSetup"));
        var rows = Diff(set, set, new DiffOptions { WithEqual = true }, tally);

        Assert.Equal(3, rows.Count(r => r.Side == DifferenceSide.Equal && r.Kind != AccessPartKind.Header));
        Assert.All(tally.ToComparison(ComparedSides.Of(set, set)).Counts.Where(c => c.Kind is AccessPartKind.Object or AccessPartKind.Field or AccessPartKind.SystemPermission), c => Assert.Equal(1, c.Equal));
    }

    [Fact]
    public void Record_types_that_were_not_read_are_not_called_equal()
    {
        var (unread, known) = (Set("A"), new Container { Id = "B", Name = "B", Label = "A", RecordTypes = new[] { new RecordTypeGrant("Account", "Business") } });
        var row = Assert.Single(Diff(Of(unread), Of(known)));
        Assert.Equal((AccessPartKind.RecordType, DifferenceSide.NotAssessed), (row.Kind, row.Side));
        Assert.Contains("permission set A: record types were not read", row.Reason);

        var other = new Container { Id = "C", Name = "C", Label = "A", RecordTypes = new[] { new RecordTypeGrant("account", "Person") } };
        Assert.Equal(new[] { "account.Person | DifferenceOnly", "Account.Business | ReferenceOnly" }, Diff(Of(known), Of(other)).Select(r => $"{r.Target} | {r.Side}").OrderDescending(StringComparer.Ordinal));
    }

    [Fact]
    public void Entities_compare_by_type_and_name_and_never_by_id()
    {
        static Container With(string id, params SetupEntityGrant[] entities) => new() { Id = id, Name = id, Label = "", SetupEntities = entities, RecordTypes = Array.Empty<RecordTypeGrant>() };
        var left = With("A", new SetupEntityGrant("ApexClass", "01p1", "Orders", null), new SetupEntityGrant("ApexPage", "0661", "Orders", null), new SetupEntityGrant("FlowDefinition", "3001", null, null));
        var right = With("B", new SetupEntityGrant("ApexClass", "01p2", "ORDERS", null), new SetupEntityGrant("CustomPermission", "01p1", "Skip", null), new SetupEntityGrant("FlowDefinition", "3001", "", null));

        Assert.Equal(
            new[]
            {
                "SetupEntity FlowDefinition 3001 | NotAssessed |  |  | permission set A: its name was not read, and ids differ between orgs",
                "SetupEntity FlowDefinition 3001 | NotAssessed |  |  | permission set B: its name was not read, and ids differ between orgs",
                "SetupEntity ApexPage Orders | ReferenceOnly | granted | ",
                "SetupEntity CustomPermission Skip | DifferenceOnly |  | granted",
            },
            Diffs(Of(left), Of(right)));
    }

    [Fact]
    public void Tabs_compare_by_how_they_show()
    {
        static Container With(string id, params (string Name, TabVisibility Visibility)[] tabs) => new() { Id = id, Name = id, Label = "", Tabs = tabs.Select(t => new TabGrant(t.Name, t.Visibility, null)).ToList() };
        Assert.Equal(
            new[] { "Tab Invoice__c | ReferenceOnly | available | ", "Tab standard-Account | Different | visible | available" },
            Diffs(Of(With("A", ("standard-Account", TabVisibility.Visible), ("Invoice__c", TabVisibility.Available))), Of(With("B", ("STANDARD-account", TabVisibility.Available)))));
    }

    [Fact]
    public void Users_compare_by_what_they_can_do_in_the_end_with_where_from_on_each_side()
    {
        var left = User(new AccessBuilder().Profile(system: "ModifyAllData").Assign(Set("A", objects: "Account:Read")));
        var right = User(new AccessBuilder().Profile().Group("G", "Updated", Set("AGG", ContainerKind.Group, objects: "Account:Read+Edit"), new[] { Set("B", objects: "Account:Read+Edit") }));
        var rows = Diff(left, right);

        Assert.Contains("Object * | ReferenceOnly | read, create, edit, delete, view all records, modify all records | ", Lines(rows));
        var account = rows.Single(r => r.Target == "Account");
        Assert.Equal(new[] { "create", "delete", "view all records", "modify all records" }, account.ReferenceOnly);
        Assert.Empty(account.DifferenceOnly);
        Assert.Equal(new[] { "from permission set A", "from profile Minimum Access, implied by Modify All Data" }, account.ReferencePaths.Select(p => p.ToString()));
        Assert.Equal("from permission set B, through group G", Assert.Single(account.DifferencePaths).ToString());
        Assert.Equal(new[] { "Assignment A | ReferenceOnly | assigned | ", "Assignment G | DifferenceOnly |  | assigned" }, Lines(rows).Where(l => l.StartsWith("Assignment", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_user_whose_profile_or_set_was_not_read_is_not_called_equal_in_any_sort()
    {
        const string Why = "user integ@acme.example: Permission set 0PSgone was not read: what it grants is not counted. Profile Minimum Access was not read: what it grants is not counted.";
        var rows = Diff(User(new AccessBuilder().AssignUnread("0PSgone")), User(new AccessBuilder().Profile(objects: "Account:Read", system: "ApiEnabled")));
        Assert.Equal(
            new[]
            {
                "Assignment 0PSgone | NotAssessed |  |  | user integ@acme.example: the set was not read, and ids differ between orgs",
                "Assignment profile Minimum Access | NotAssessed |  |  | user integ@acme.example: it was not read, so what it grants is not compared",
                "Object * | NotAssessed |  |  | " + Why,
                "Field * | NotAssessed |  |  | " + Why,
                "SystemPermission * | NotAssessed |  |  | " + Why,
                "SetupEntity * | NotAssessed |  |  | " + Why,
                "Tab * | NotAssessed |  |  | " + Why,
            },
            Lines(rows));
        Assert.Equal(DifferenceSide.NotAssessed, Assert.Single(rows, r => r.Kind == AccessPartKind.RecordType).Side);
    }

    [Fact]
    public void Record_types_of_users_of_whom_nothing_was_read_are_not_called_alike()
    {
        var row = Assert.Single(Diff(User(new AccessBuilder()), User(new AccessBuilder())), r => r.Kind == AccessPartKind.RecordType);
        Assert.Equal((DifferenceSide.NotAssessed, "*"), (row.Side, row.Target));
    }

    [Fact]
    public void Record_types_of_users_are_compared_where_all_were_read()
    {
        var profile = Set("PROFILE", ContainerKind.Profile, ownerId: "00eP", name: "Minimum Access", recordTypes: "Account.Big");
        var left = User(new AccessBuilder().With(profile).Assign(Set("A", recordTypes: "Account.Big Case.Support")));
        var right = User(new AccessBuilder().With(profile));
        var row = Assert.Single(Diff(left, right), r => r.Kind == AccessPartKind.RecordType);
        Assert.Equal(("Case.Support", DifferenceSide.ReferenceOnly), (row.Target, row.Side));
    }

    [Fact]
    public void View_all_fields_reads_what_the_other_user_reads_by_its_own_row()
    {
        var left = User(new AccessBuilder().Profile().Assign(Set("A", objects: "Account:Read+ViewAllFields")));
        var right = User(new AccessBuilder().Profile().Assign(Set("B", objects: "Account:Read", fields: "Account.Phone:Read Account.Fax:Read+Edit Case.Reason:Read")));

        Assert.Equal(
            new[] { "Field Account.Fax | Different | read | read, edit", "Field Case.Reason | DifferenceOnly |  | read" },
            Diffs(left, right).Where(l => l.StartsWith("Field", StringComparison.Ordinal)));
        Assert.Contains(Diff(left, right).Single(r => r.Target == "Account.Fax").ReferencePaths, p => p.ImpliedBy == "View All Fields on Account");
    }

    [Fact]
    public void Sorts_that_only_one_side_can_hold_tell_no_difference()
    {
        var user = User(new AccessBuilder().Profile().Assign(Set("A", objects: "Account:Read")));
        var rows = Diff(user, Of(Set("A", objects: "Account:Read")));
        Assert.DoesNotContain(rows, r => r.Kind is AccessPartKind.Assignment or AccessPartKind.License or AccessPartKind.Header or AccessPartKind.Member);
        Assert.DoesNotContain(rows, r => r.Kind == AccessPartKind.Object);
    }

    [Fact]
    public void A_sort_that_a_snapshot_could_not_read_is_not_assessed_and_gives_no_other_row()
    {
        var blind = new AccessSnapshot { NotRead = new[] { "field permissions: insufficient access", "Tabs: no such object", "Field permissions of something: else" }, Containers = new[] { Set("A", objects: "Account:Read") } };
        var rows = Diff(ContainerHoldings.Of(blind, blind.Containers[0], Here), Of(Set("A", objects: "Account:Read", fields: "Account.Phone:Read")));

        Assert.Equal(
            new[]
            {
                "Field * | NotAssessed |  |  | permission set A: field permissions: insufficient access",
                "Tab * | NotAssessed |  |  | permission set A: Tabs: no such object",
            },
            Lines(rows));
    }

    [Fact]
    public void A_group_that_is_out_of_date_is_compared_as_it_will_be_and_says_so()
    {
        var part = Set("P", objects: "Account:Read+Edit");
        var mute = Set("M", ContainerKind.Muting, objects: "Account:Edit");
        var aggregate = Set("AGG", ContainerKind.Group, objects: "Account:Read+Edit", ownerId: "0PG1", name: "G");
        var snapshot = new AccessSnapshot { Containers = new[] { part, mute, aggregate }, Groups = new[] { new GroupFacts("0PG1", "G", "Outdated", "AGG", new[] { "P", "unread" }, new[] { "M" }, false) } };
        var unread = ContainerHoldings.Of(snapshot, aggregate, Here);
        Assert.Equal(ObjectAccess.Read | ObjectAccess.Edit, unread.Objects["Account"]);
        Assert.Contains("may be out of date", Assert.Single(unread.Notes));
        Assert.Equal("unread", Assert.Single(unread.Unknown).Target);

        var whole = new AccessSnapshot { Containers = snapshot.Containers, Groups = new[] { snapshot.Groups[0] with { ComponentIds = new[] { "P" } } } };
        var group = ContainerHoldings.Of(whole, aggregate, Here);
        Assert.Equal(ObjectAccess.Read, group.Objects["Account"]);
        Assert.Contains("was computed", Assert.Single(group.Notes));
        Assert.Equal(new Dictionary<string, string> { ["P"] = "set", ["M"] = "muting set" }, group.Named[AccessPartKind.Member]);
    }

    [Fact]
    public void A_licence_whose_name_was_not_read_is_not_compared_by_its_id()
    {
        static Container Bound(string id) => new() { Id = id, Name = "A", Label = "A", LicenseId = "0PL1", RecordTypes = Array.Empty<RecordTypeGrant>() };
        var row = Diff(Of(Bound("1")), Of(Bound("2")));
        Assert.All(row, r => Assert.Equal(("License", DifferenceSide.NotAssessed), (r.Target, r.Side)));

        AccessHoldings Named(string license) => ContainerHoldings.Of(new AccessSnapshot { UserLicenses = new[] { new UserLicenseFacts("0PL1", license, null, "Active", 1, 0) } }, Bound("1"), Here);
        Assert.Equal("Header License | Different | Salesforce | Salesforce Integration", Assert.Single(Lines(Diff(Named("Salesforce"), Named("Salesforce Integration")))));
    }

    [Fact]
    public void A_definition_is_compared_by_what_it_would_hold()
    {
        var definition = new PermissionSetDefinition
        {
            PermissionSet = "A",
            Label = "A",
            Objects = new[] { new ObjectGrant("Account", ObjectAccess.Read, null), new ObjectGrant("account", ObjectAccess.Edit, null) },
            Fields = new[] { new FieldGrant("Account", "Phone", FieldAccess.Read, null), new FieldGrant("Account", "Phone", FieldAccess.Edit, null) },
            SystemPermissions = new[] { "ViewSetup" },
            SetupEntities = new[] { new SetupEntityGrant("ApexClass", "", "One", null), new SetupEntityGrant("ApexClass", "", "Two", null) },
        };
        var set = Set("A", objects: "Account:Read+Edit", fields: "Account.Phone:Read+Edit", system: "ViewSetup", setup: "One Two");
        Assert.Empty(Diffs(ContainerHoldings.Of(definition), Of(set)));
    }

    [Fact]
    public void Only_the_objects_and_sorts_asked_for_are_compared()
    {
        var (left, right) = (Of(Set("A", objects: "Account:Read Case:Read", fields: "Account.Phone:Read Case.Reason:Read", system: "ViewSetup")), Of(Set("B")));
        Assert.Equal(new[] { "Object Account", "Field Account.Phone" }, Diff(left, right, new DiffOptions { Objects = n => n == "Account" }).Where(r => r.Kind != AccessPartKind.RecordType).Select(r => $"{r.Kind} {r.Target}"));
        Assert.Equal(new[] { "Account", "Case" }, Diff(left, right, new DiffOptions { Kinds = new[] { AccessPartKind.Object } }).Select(r => r.Target));
    }

    [Fact]
    public void Two_things_of_one_name_are_told_apart_by_where_they_are()
    {
        var sides = ComparedSides.Of(Of(Set("A")), Of(Set("A"), There));
        Assert.Equal("permission set A on here at 2026-11-21 12:00:00Z", sides.Reference);
        Assert.Equal("permission set A on there at 2026-11-21 12:00:00Z", sides.Difference);
        Assert.Equal("A", sides.PermissionSet);
    }
}
