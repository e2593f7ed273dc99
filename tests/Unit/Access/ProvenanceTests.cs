using System;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Scope;
using Xunit;
using static SfIntegration.Unit.Tests.Access.AccessBuilder;

namespace SfIntegration.Unit.Tests.Access;

public sealed class ProvenanceTests
{
    [Fact]
    public void Every_assignment_that_gives_a_grant_must_go()
    {
        var access = new AccessBuilder().Profile(system: "ViewSetup").Assign(Set("A", system: "ViewSetup")).Assign(Set("B")).Compute();
        Assert.Equal(new[] { "Minimum Access", "A" }, Provenance.SmallestRemoval(access, "ViewSetup").Select(r => r.Name));
        Assert.Empty(Provenance.SmallestRemoval(access, "ModifyAllData"));
    }

    [Fact]
    public void One_set_in_two_groups_is_one_removal_from_the_set_instead_of_two_groups()
    {
        var a = Set("A", objects: "Account:Read");
        var access = new AccessBuilder().Profile().Group("G", "Outdated", null, new[] { a }).Group("H", "Outdated", null, new[] { a }).Compute();
        Assert.Equal(new Removal("A", ContainerKind.PermissionSet, "take it out of the set"), Assert.Single(Provenance.SmallestRemoval(access, "Account", ObjectAccess.Read)));
    }

    [Fact]
    public void Two_sets_in_one_group_are_one_group()
    {
        var access = new AccessBuilder().Profile().Group("G", "Outdated", null, new[] { Set("A", objects: "Account:Read"), Set("B", objects: "Account:Read") }).Compute();
        Assert.Equal(new Removal("G", ContainerKind.Group, "unassign the group"), Assert.Single(Provenance.SmallestRemoval(access, "Account", ObjectAccess.Read)));
    }

    [Fact]
    public void A_power_over_every_object_must_go_as_well()
    {
        var access = new AccessBuilder().Profile().Assign(Set("Power", system: "ModifyAllData")).Assign(Set("A", objects: "Account:Edit", fields: "Account.Phone:Edit")).Compute();
        Assert.Equal(new[] { "A", "Power" }, Provenance.SmallestRemoval(access, "Account", ObjectAccess.Edit).Select(r => r.Name));
        Assert.Equal(new[] { "Power" }, Provenance.SmallestRemoval(access, "Account", ObjectAccess.Create).Select(r => r.Name));
        Assert.Equal(new[] { "A" }, Provenance.SmallestRemoval(access, "Account", "Phone", FieldAccess.Read).Select(r => r.Name));
    }
}
