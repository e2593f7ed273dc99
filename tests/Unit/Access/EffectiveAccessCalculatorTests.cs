using System;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Scope;
using Xunit;
using static SfIntegration.Unit.Tests.Access.AccessBuilder;

namespace SfIntegration.Unit.Tests.Access;

public sealed class EffectiveAccessCalculatorTests
{
    private const ObjectAccess Full = ObjectAccess.Read | ObjectAccess.Create | ObjectAccess.Edit | ObjectAccess.Delete | ObjectAccess.ViewAll | ObjectAccess.ModifyAll;

    [Fact]
    public void Profile_and_sets_add_up_and_each_part_names_its_path()
    {
        var access = new AccessBuilder().Profile(system: "ApiEnabled")
            .Assign(Set("A", objects: "Account:Read", fields: "Account.Phone:Read"))
            .Assign(Set("B", objects: "account:Read+Edit", fields: "ACCOUNT.phone:Read+Edit", system: "apienabled", setup: "01pX"))
            .Compute();

        Assert.Equal(ObjectAccess.Read | ObjectAccess.Edit, access.Objects["Account"].Access);
        Assert.Equal(new[] { "A", "B" }, access.Objects["ACCOUNT"].From(ObjectAccess.Read).Select(p => p.From));
        Assert.Equal("B", Assert.Single(access.Objects["Account"].From(ObjectAccess.Edit)).From);
        Assert.Equal(FieldAccess.Read | FieldAccess.Edit, access.Fields["Account.Phone"].Access);
        Assert.Equal(new[] { "Minimum Access", "B" }, access.SystemPermissions["ApiEnabled"].Paths.Select(p => p.From));
        Assert.Equal("B", Assert.Single(access.SetupEntities["01pX"].Paths).From);
        Assert.Equal(new[] { "PROFILE", "A", "B" }, access.Containers.Select(c => c.Id));
        Assert.Empty(access.Notes);
    }

    [Fact]
    public void A_profile_set_that_is_also_assigned_counts_once()
    {
        var profile = Set("PROFILE", ContainerKind.Profile, system: "ApiEnabled", ownerId: "00eP");
        var access = new AccessBuilder().With(profile).Assign(profile).Compute();
        Assert.Single(access.Containers);
        Assert.Single(access.SystemPermissions["ApiEnabled"].Paths);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void An_assignment_counts_until_its_expiry_and_not_at_it(int seconds, bool counts)
    {
        var access = new AccessBuilder().Profile().Assign(Set("A", system: "ViewSetup"), expires: Now.AddSeconds(seconds)).Compute();
        Assert.Equal(counts, access.SystemPermissions.ContainsKey("ViewSetup"));
        Assert.Equal(!counts, access.Notes.Any(n => n.Contains("A expired on 2026-11-21", StringComparison.Ordinal)));
    }

    [Fact]
    public void Revoked_inactive_session_based_and_unread_sets_are_skipped_and_said()
    {
        var access = new AccessBuilder().Profile()
            .Assign(Set("Revoked", system: "P1"), revoked: true)
            .Assign(Set("Inactive", system: "P2"), active: false)
            .Assign(Set("Session", system: "P3", activation: true))
            .AssignUnread("0PSunread")
            .Group("Timed", "Updated", Set("AGG", ContainerKind.Group, system: "P4"), Array.Empty<Container>(), activation: true)
            .Compute();
        Assert.Empty(access.SystemPermissions);
        Assert.Equal(
            new[]
            {
                "Permission set Revoked is revoked: it is not counted.",
                "Permission set Inactive is assigned but not active: it is not counted.",
                "Permission set Session needs activation in the session: it is not counted.",
                "Permission set 0PSunread was not read: what it grants is not counted.",
                "Permission set group Timed needs activation in the session: it is not counted.",
            },
            access.Notes);
    }

    [Fact]
    public void Modify_all_data_opens_every_object_and_no_field()
    {
        var access = new AccessBuilder().Profile(system: "ModifyAllData").Compute();
        Assert.Equal(Full, access.ObjectAccess("Anything__c"));
        Assert.Equal("Modify All Data", Assert.Single(access.Objects["*"].From(ObjectAccess.Delete)).ImpliedBy);
        Assert.Equal(FieldAccess.None, Provenance.FieldAccess(access, "Anything__c", "Secret__c"));
        Assert.Equal(ObjectAccess.None, access.ObjectAccess("*") & ObjectAccess.ViewAllFields);
    }

    [Fact]
    public void View_all_data_reads_every_object_and_writes_none()
    {
        var access = new AccessBuilder().Profile(system: "ViewAllData").Assign(Set("A", objects: "Account:Read+Edit")).Compute();
        Assert.Equal(ObjectAccess.Read | ObjectAccess.ViewAll, access.ObjectAccess("Case"));
        Assert.Equal(ObjectAccess.Read | ObjectAccess.Edit | ObjectAccess.ViewAll, access.ObjectAccess("Account"));
        Assert.Equal(ObjectAccess.Read | ObjectAccess.Edit, access.Objects["Account"].Access);
    }

    [Fact]
    public void View_all_fields_reads_fields_with_and_without_a_row_and_says_why()
    {
        var access = new AccessBuilder().Profile().Assign(Set("A", objects: "Account:Read+ViewAllFields", fields: "Account.Phone:Edit Case.Subject:Edit")).Compute();
        Assert.Equal(FieldAccess.Read, Provenance.FieldAccess(access, "Account", "Fax"));
        Assert.Equal(FieldAccess.None, Provenance.FieldAccess(access, "Case", "Reason"));
        Assert.Contains(access.Fields["Account.Phone"].Paths, p => p.Access == FieldAccess.Read && p.Path.ImpliedBy == "View All Fields on Account");
        Assert.DoesNotContain(access.Fields["Case.Subject"].Paths, p => p.Path.ImpliedBy?.StartsWith("View All", StringComparison.Ordinal) == true);

        var global = new AccessBuilder().Profile(system: "ViewAllFieldsGlobal").Compute();
        Assert.Equal(FieldAccess.Read, Provenance.FieldAccess(global, "Case", "Reason"));
        Assert.Equal(ObjectAccess.ViewAllFields, global.ObjectAccess("Case"));
    }

    [Fact]
    public void Edit_implies_read_with_a_path_and_is_not_told_twice()
    {
        var access = new AccessBuilder().Profile().Assign(Set("A", objects: "Account:Edit Case:Read+Edit Lead:ModifyAll Order:Create", fields: "Account.Phone:Edit")).Compute();
        Assert.Equal("edit on Account", Assert.Single(access.Objects["Account"].From(ObjectAccess.Read)).ImpliedBy);
        Assert.Null(Assert.Single(access.Objects["Case"].From(ObjectAccess.Read)).ImpliedBy);
        Assert.Equal(Full & ~ObjectAccess.Create, access.Objects["Lead"].Access);
        Assert.Equal("Modify All Records on Lead", Assert.Single(access.Objects["Lead"].From(ObjectAccess.Read)).ImpliedBy);
        Assert.Equal(ObjectAccess.Create, access.Objects["Order"].Access);
        Assert.Equal(FieldAccess.Read | FieldAccess.Edit, access.Fields["Account.Phone"].Access);
    }

    [Fact]
    public void An_updated_group_counts_its_aggregate_and_names_its_sets()
    {
        var a = Set("A", objects: "Account:Read+Edit", system: "P1 P2");
        var b = Set("B", objects: "Account:Read", fields: "Account.Phone:Read");
        var aggregate = Set("AGG", ContainerKind.Group, objects: "Account:Read Unexplained__c:Read", fields: "Account.Phone:Read", system: "P1", name: "G");
        var access = new AccessBuilder().Profile().Group("G", "Updated", aggregate, new[] { a, b }, new[] { Set("M", ContainerKind.Muting, system: "P2") }).Compute();

        Assert.Equal(ObjectAccess.Read, access.Objects["Account"].Access);
        Assert.Equal(new[] { ("A", "G"), ("B", "G") }, access.Objects["Account"].From(ObjectAccess.Read).Select(p => (p.From, p.Through!)));
        Assert.Equal(("G", ContainerKind.Group), access.Objects["Unexplained__c"].Paths.Select(p => (p.Path.From, p.Path.Kind)).Single());
        Assert.Equal("from permission set A, through group G", Assert.Single(access.SystemPermissions["P1"].Paths).ToString());
        Assert.False(access.SystemPermissions.ContainsKey("P2"));
        Assert.Empty(access.Notes);
    }

    [Fact]
    public void A_stale_group_is_computed_from_its_sets_minus_muting_and_says_so()
    {
        var a = Set("A", objects: "Account:Read+Edit+Delete Case:Read", fields: "Account.Phone:Read+Edit Account.Fax:Read", system: "P1 P2", setup: "01pX");
        var b = Set("B", objects: "Account:Read+Create");
        var muting = Set("M", ContainerKind.Muting, objects: "Account:Edit Case:Read", fields: "Account.Phone:Edit Account.Fax:Read", system: "p2");
        var stale = Set("AGG", ContainerKind.Group, objects: "Account:Read+Edit+Delete", system: "P1 P2");
        var access = new AccessBuilder().Profile().Group("G", "Outdated", stale, new[] { a, b }, new[] { muting }).Compute();

        // Delete cannot stand without edit, so muting edit takes it too.
        Assert.Equal(ObjectAccess.Read | ObjectAccess.Create, access.Objects["Account"].Access);
        Assert.False(access.Objects.ContainsKey("Case"));
        Assert.Equal(FieldAccess.Read, access.Fields["Account.Phone"].Access);
        Assert.False(access.Fields.ContainsKey("Account.Fax"));
        Assert.Equal(new[] { "P1" }, access.SystemPermissions.Keys);
        Assert.True(access.SetupEntities.ContainsKey("01pX"));
        Assert.Equal("Permission set group G was computed from its sets minus its muting sets, because its Status is Outdated.", Assert.Single(access.Notes));
    }

    [Fact]
    public void A_stale_group_whose_sets_were_not_read_falls_back_to_the_aggregate_and_says_so()
    {
        var access = new AccessBuilder().Profile().Group("G", "Failed", Set("AGG", ContainerKind.Group, system: "P1"), new[] { Set("A", system: "P2") }, readParts: false).Compute();
        Assert.Equal(new[] { "P1" }, access.SystemPermissions.Keys);
        Assert.Contains("may be out of date", Assert.Single(access.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_of_which_nothing_was_read_is_said_and_not_guessed()
    {
        var access = new AccessBuilder().Profile().Group("G", "Updated", null, new[] { Set("A", system: "P2") }, readParts: false).Compute();
        Assert.Empty(access.SystemPermissions);
        Assert.Contains("Permission set group G was not read", Assert.Single(access.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_set_held_directly_and_through_a_muted_group_still_counts_directly()
    {
        var a = Set("A", system: "P1");
        var access = new AccessBuilder().Profile().Assign(a)
            .Group("G", "Updating", null, new[] { a }, new[] { Set("M", ContainerKind.Muting, system: "P1") }).Compute();
        Assert.Null(Assert.Single(access.SystemPermissions["P1"].Paths).Through);
    }

    [Fact]
    public void Deactivated_and_frozen_users_are_said()
    {
        Assert.Contains("deactivated", Assert.Single(new AccessBuilder { IsActive = false }.Profile().Compute().Notes), StringComparison.Ordinal);
        Assert.Contains("frozen", Assert.Single(new AccessBuilder { IsFrozen = true }.Profile().Compute().Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unread_profile_is_said()
    {
        Assert.Equal("Profile Minimum Access was not read: what it grants is not counted.", Assert.Single(new AccessBuilder().Compute().Notes));
    }

    [Fact]
    public void Names_from_a_hostile_org_are_only_names()
    {
        var access = new AccessBuilder().Profile()
            .Assign(Set("'; DROP", objects: "__proto__:Read \u0130stanbul__c:Edit", system: "*"))
            .Assign(Set("Two rows", objects: "Account:Read Account:Edit ACCOUNT:Create")).Compute();
        Assert.Equal(ObjectAccess.Read | ObjectAccess.Edit | ObjectAccess.Create, access.Objects["Account"].Access);
        Assert.Equal(ObjectAccess.Read | ObjectAccess.Edit, access.Objects["\u0130stanbul__c"].Access);
        Assert.False(access.Objects.ContainsKey("istanbul__c"));
        Assert.Equal(ObjectAccess.None, access.ObjectAccess("Case"));
        Assert.True(access.SystemPermissions.ContainsKey("*"));
    }

    [Fact]
    public void A_user_who_is_not_in_the_snapshot_is_refused_by_id()
    {
        var error = Assert.Throws<ArgumentException>(() => EffectiveAccessCalculator.Compute(new AccessSnapshot(), "005x", Now));
        Assert.Contains("005x", error.Message, StringComparison.Ordinal);
    }
}
