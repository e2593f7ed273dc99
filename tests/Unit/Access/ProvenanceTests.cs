using System;
using System.Collections.Generic;
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

    [Fact]
    public void What_is_implied_is_named_where_it_has_to_be_taken_out()
    {
        var a = Set("A", objects: "Account:Edit");
        var access = new AccessBuilder().Profile().Assign(a).Group("G", "Outdated", null, new[] { a }).Compute();
        Assert.Equal("take edit on Account out of the set", Assert.Single(Provenance.SmallestRemoval(access, "Account", ObjectAccess.Read)).Action);
    }

    [Fact]
    public void A_set_in_two_groups_and_another_beside_it_in_one_are_two_removals_and_not_three()
    {
        // A comes through G and H, B through G only, C through H only. Unassigning G and H ends all four paths; taking it out of
        // A leaves B and C. No single removal touches B's and C's paths both.
        var (a, b, c) = (Set("A", system: "P"), Set("B", system: "P"), Set("C", system: "P"));
        var access = new AccessBuilder().Profile().Group("G", "Outdated", null, new[] { a, b }).Group("H", "Outdated", null, new[] { a, c }).Compute();
        Assert.Equal(new[] { "G", "H" }, Provenance.SmallestRemoval(access, "P").Select(r => r.Name));
    }

    /// <summary>
    /// Against brute force: every subset of everything that can be removed is tried on the snapshot itself and added up again.
    /// The answer must end the grant, and no smaller subset may.
    /// </summary>
    [Theory]
    [InlineData(3)]
    [InlineData(41)]
    [InlineData(20261125)]
    public void The_smallest_removal_ends_the_grant_and_nothing_smaller_does(int seed)
    {
        var random = new Random(seed);
        var asked = 0;
        for (var run = 0; run < 60; run++)
        {
            var world = new RemovalWorld(random);
            foreach (var (paths, has) in world.Questions())
            {
                var access = EffectiveAccessCalculator.Compute(world.Without(Array.Empty<string>()), UserId, Now);
                if (!has(access))
                {
                    Assert.Empty(Provenance.SmallestRemoval(paths(access)));
                    continue;
                }

                asked++;
                var answer = Provenance.SmallestRemoval(paths(access)).Select(RemovalWorld.Key).ToList();
                Assert.False(has(EffectiveAccessCalculator.Compute(world.Without(answer), UserId, Now)), string.Join(", ", answer) + " does not end it.");
                foreach (var smaller in Subsets(world.Removals, answer.Count - 1))
                {
                    Assert.True(has(EffectiveAccessCalculator.Compute(world.Without(smaller), UserId, Now)), $"{string.Join(", ", smaller)} ends it, and {string.Join(", ", answer)} was given.");
                }
            }
        }

        Assert.True(asked > 100, $"Only {asked} grants were there to be ended.");
    }

    private static IEnumerable<IReadOnlyList<string>> Subsets(IReadOnlyList<string> all, int most)
    {
        for (var bits = 0; bits < 1 << all.Count; bits++)
        {
            if (System.Numerics.BitOperations.PopCount((uint)bits) <= most)
            {
                yield return all.Where((_, i) => (bits & (1 << i)) != 0).ToList();
            }
        }
    }

    /// <summary>Three sets with rows as Salesforce keeps them (edit with read), some held directly, and stale groups that share them.</summary>
    private sealed class RemovalWorld
    {
        private readonly bool[] _direct;
        private readonly bool[][] _groups;
        private readonly string[] _objects;
        private readonly string[] _fields;
        private readonly string[] _system;
        private readonly bool _onProfile;

        public RemovalWorld(Random random)
        {
            _direct = Enumerable.Range(0, 3).Select(_ => random.Next(3) == 0).ToArray();
            _groups = Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, 3).Select(_ => random.Next(2) == 0).ToArray()).ToArray();
            _objects = Enumerable.Range(0, 3).Select(_ => new[] { "", "Account:Read", "Account:Read+Edit", "Account:Read+Edit+Delete+ViewAll+ModifyAll" }[random.Next(4)]).ToArray();
            _fields = Enumerable.Range(0, 3).Select(_ => new[] { "", "Account.Phone:Read", "Account.Phone:Read+Edit" }[random.Next(3)]).ToArray();
            _system = Enumerable.Range(0, 3).Select(_ => new[] { "", "ViewSetup", "ModifyAllData", "ViewAllFieldsGlobal ViewSetup" }[random.Next(4)]).ToArray();
            _onProfile = random.Next(3) == 0;
        }

        public IReadOnlyList<string> Removals { get; } = new[] { "unassign S0", "unassign S1", "unassign S2", "unassign G0", "unassign G1", "unassign G2", "empty S0", "empty S1", "empty S2", "profile" };

        public static string Key(Removal removal) => removal.Kind == ContainerKind.Profile ? "profile"
            : removal.Action.StartsWith("unassign", StringComparison.Ordinal) ? "unassign " + removal.Name : "empty " + removal.Name;

        public IEnumerable<(Func<EffectiveAccess, IEnumerable<GrantPath>> Paths, Func<EffectiveAccess, bool> Has)> Questions()
        {
            yield return (a => Provenance.ObjectPaths(a, "Account", ObjectAccess.Read), a => (a.ObjectAccess("Account") & ObjectAccess.Read) != 0);
            yield return (a => Provenance.ObjectPaths(a, "Account", ObjectAccess.Edit), a => (a.ObjectAccess("Account") & ObjectAccess.Edit) != 0);
            yield return (a => Provenance.FieldPaths(a, "Account", "Phone").Select(p => p.Path), a => Provenance.FieldAccess(a, "Account", "Phone") != FieldAccess.None);
            yield return (a => a.SystemPermissions.TryGetValue("ViewSetup", out var found) ? found.Paths : Array.Empty<GrantPath>(), a => a.SystemPermissions.ContainsKey("ViewSetup"));
        }

        public AccessSnapshot Without(IReadOnlyList<string> removed)
        {
            bool Gone(string what) => removed.Contains(what);
            var builder = new AccessBuilder().Profile(objects: _onProfile && !Gone("profile") ? "Account:Read" : "", system: _onProfile && !Gone("profile") ? "ViewSetup" : "");
            var sets = Enumerable.Range(0, 3).Select(i => Gone("empty S" + i) ? Set("S" + i) : Set("S" + i, objects: _objects[i], fields: _fields[i], system: _system[i])).ToArray();
            for (var i = 0; i < 3; i++)
            {
                if (_direct[i] && !Gone("unassign S" + i))
                {
                    builder.Assign(sets[i]);
                }

                if (!Gone("unassign G" + i) && _groups[i].Contains(true))
                {
                    builder.Group("G" + i, "Outdated", null, sets.Where((_, s) => _groups[i][s]).ToArray());
                }
            }

            return builder.Snapshot();
        }
    }
}
