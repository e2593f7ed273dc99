using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Scope;
using Xunit;
using static SfIntegration.Unit.Tests.Access.AccessBuilder;

namespace SfIntegration.Unit.Tests.Access;

/// <summary>The calculator against a slow and obvious second one that thinks in single facts ("Account can be read") instead of flags, slices and indexes.</summary>
public sealed class RandomAccessTests
{
    private static readonly string[] s_objects = { "Account", "Case", "Invoice__c" };
    private static readonly string[] s_fields = { "Account.Phone", "Account.Fax", "Case.Reason" };
    private static readonly string[] s_powers = { "ApiEnabled", "ViewSetup", "ViewAllData", "ModifyAllData", "ViewAllFieldsGlobal" };
    private static readonly string[] s_tabs = { "standard-Account", "Invoice__c" };
    private static readonly string[] s_flags = { "Read", "Create", "Edit", "Delete", "ViewAll", "ModifyAll", "ViewAllFields" };

    [Theory]
    [InlineData(1)]
    [InlineData(20261121)]
    [InlineData(-7)]
    public void Agrees_with_the_obvious_way_on_a_thousand_random_users(int seed)
    {
        var random = new Random(seed);
        for (var run = 0; run < 1000; run++)
        {
            var snapshot = RandomSnapshot(random);
            var expected = Obvious(snapshot);
            var access = EffectiveAccessCalculator.Compute(snapshot, UserId, Now);
            Assert.Equal(expected.OrderBy(f => f, StringComparer.Ordinal), Facts(access).OrderBy(f => f, StringComparer.Ordinal));
            AssertPathsAreTrue(snapshot, access);
            AssertMatrixAgrees(snapshot, access);
        }
    }

    private static AccessSnapshot RandomSnapshot(Random random)
    {
        var builder = new AccessBuilder();
        if (random.Next(4) > 0)
        {
            builder.With(RandomSet(random, "PROFILE", ContainerKind.Profile));
        }

        var sets = Enumerable.Range(0, 4).Select(i => RandomSet(random, "SET" + i, ContainerKind.PermissionSet)).ToArray();

        // Some sets come twice: one row counts, the other may be expired or revoked.
        foreach (var set in sets.Concat(sets).Where(_ => random.Next(3) == 0))
        {
            builder.Assign(set, random.Next(3) == 0 ? Now.AddSeconds(random.Next(-1, 2)) : null, random.Next(6) > 0, random.Next(6) == 0);
        }

        foreach (var id in new[] { "SET0", "SET1", "AGG0", "0PGG1" }.Where(_ => random.Next(3) == 0))
        {
            builder.Activated(id);
        }

        // Up to three groups of the same four sets, so that they share components.
        for (var g = 0; g < random.Next(4); g++)
        {
            var status = new[] { "Updated", "Outdated", "Updating", "Failed" }[random.Next(4)];
            var muting = random.Next(2) == 0 ? new[] { RandomSet(random, "MUTE" + g, ContainerKind.Muting) } : Array.Empty<Container>();
            var aggregate = random.Next(3) > 0 ? RandomSet(random, "AGG" + g, ContainerKind.Group) : null;
            builder.Group("G" + g, status, aggregate, sets.Where(_ => random.Next(2) == 0).ToArray(), muting, activation: random.Next(4) == 0, readParts: random.Next(4) > 0);
        }

        return builder.Snapshot();
    }

    private static Container RandomSet(Random random, string id, ContainerKind kind)
    {
        string Some(IEnumerable<string> all, int oneIn) => string.Join(' ', all.Where(_ => random.Next(oneIn) == 0));
        string Flags() => string.Join('+', s_flags.Where(_ => random.Next(3) == 0).DefaultIfEmpty("None"));
        return Set(
            id,
            kind,
            objects: string.Join(' ', s_objects.Where(_ => random.Next(2) == 0).Select(o => $"{o}:{Flags()}")),
            fields: string.Join(' ', s_fields.Where(_ => random.Next(2) == 0).Select(f => $"{f}:{new[] { "None", "Read", "Edit", "Read+Edit" }[random.Next(4)]}")),
            system: Some(s_powers, 5),
            setup: Some(new[] { "01pA", "01pB" }, 3),
            ownerId: kind == ContainerKind.Profile ? "00eP" : null,
            activation: kind == ContainerKind.PermissionSet && random.Next(4) == 0,
            tabs: string.Join(' ', s_tabs.Where(_ => random.Next(3) == 0).Select(t => $"{t}:{(random.Next(2) == 0 ? "Available" : "Visible")}")));
    }

    private static HashSet<string> Obvious(AccessSnapshot snapshot)
    {
        var facts = new HashSet<string>();
        foreach (var profile in snapshot.Containers.Where(c => c.Kind == ContainerKind.Profile))
        {
            facts.UnionWith(Rows(profile));
        }

        foreach (var a in snapshot.Assignments)
        {
            if (a.IsRevoked || !a.IsActive || (a.ExpirationDate is not null && a.ExpirationDate <= Now))
            {
                continue;
            }

            var set = snapshot.Containers.FirstOrDefault(c => c.Id == a.PermissionSetId);
            var group = snapshot.Groups.FirstOrDefault(g => g.Id == a.GroupId);
            bool Active(string? id) => snapshot.SessionActivations.Any(x => x.UserId == a.AssigneeId && x.PermissionSetId == id);
            if (group is null ? set!.HasActivationRequired && !Active(set.Id) : group.HasActivationRequired && !Active(group.Id) && !Active(group.AggregateId))
            {
                continue;
            }

            if (group is null)
            {
                facts.UnionWith(Rows(set!));
                continue;
            }

            // Tabs of a group: those of its sets and of its aggregate, less the muted ones. A group of which nothing can be counted gives none.
            var tabs = group.ComponentIds.Append(group.AggregateId!).Select(id => snapshot.Containers.FirstOrDefault(c => c.Id == id)).OfType<Container>().SelectMany(Tabs).ToHashSet();
            tabs.RemoveWhere(t => group.MutingIds.Select(id => snapshot.Containers.FirstOrDefault(c => c.Id == id)).OfType<Container>().SelectMany(m => m.Tabs).Any(m => t.Contains(m.Name, StringComparison.Ordinal)));
            if (group.Status == "Updated" && set is not null)
            {
                facts.UnionWith(Rows(set).Where(f => !f.StartsWith("tab ", StringComparison.Ordinal)).Concat(tabs));
                continue;
            }

            var parts = group.ComponentIds.Select(id => snapshot.Containers.FirstOrDefault(c => c.Id == id)).ToList();
            var mutes = group.MutingIds.Select(id => snapshot.Containers.FirstOrDefault(c => c.Id == id)).ToList();
            if (parts.Count == 0 || parts.Concat(mutes).Any(p => p is null))
            {
                facts.UnionWith(set is null ? Array.Empty<string>() : Rows(set).Where(f => !f.StartsWith("tab ", StringComparison.Ordinal)).Concat(tabs));
                continue;
            }

            var sum = new HashSet<string>(parts.SelectMany(p => Rows(p!)));
            Close(sum);
            sum.ExceptWith(mutes.SelectMany(m => Rows(m!)));
            sum.RemoveWhere(f => mutes.SelectMany(m => m!.Tabs).Any(t => f.StartsWith($"tab {t.Name} ", StringComparison.Ordinal)));
            DropOrphans(sum);
            facts.UnionWith(sum);
        }

        Close(facts);
        OpenEverything(facts);
        return facts;
    }

    private static IEnumerable<string> Rows(Container c) =>
        c.Objects.SelectMany(o => s_flags.Where(f => o.Access.HasFlag(Enum.Parse<ObjectAccess>(f))).Select(f => $"object {o.SobjectType} {f}"))
            .Concat(c.Fields.SelectMany(f => new[] { "Read", "Edit" }.Where(w => f.Access.HasFlag(Enum.Parse<FieldAccess>(w))).Select(w => $"field {f.SobjectType}.{f.Field} {w}")))
            .Concat(c.SystemPermissions.Select(p => "power " + p))
            .Concat(c.SetupEntities.Select(s => "entity " + s.EntityId))
            .Concat(Tabs(c));

    /// <summary>A tab that is visible is available as well.</summary>
    private static IEnumerable<string> Tabs(Container c) => c.Tabs.SelectMany(t => t.Visibility == TabVisibility.Visible ? new[] { $"tab {t.Name} Available", $"tab {t.Name} Visible" } : new[] { $"tab {t.Name} Available" });

    private static void Close(HashSet<string> facts)
    {
        foreach (var o in s_objects)
        {
            void Implies(string strong, params string[] weak)
            {
                if (facts.Contains($"object {o} {strong}"))
                {
                    facts.UnionWith(weak.Select(w => $"object {o} {w}"));
                }
            }

            Implies("ModifyAll", "Read", "Edit", "Delete", "ViewAll");
            Implies("ViewAll", "Read");
            Implies("Edit", "Read");
            Implies("ViewAllFields", "Read");
        }

        foreach (var f in s_fields.Where(f => facts.Contains($"field {f} Edit")))
        {
            facts.Add($"field {f} Read");
        }
    }

    private static void DropOrphans(HashSet<string> facts)
    {
        foreach (var o in s_objects)
        {
            void Needs(string strong, params string[] weak)
            {
                if (weak.Any(w => !facts.Contains($"object {o} {w}")))
                {
                    facts.Remove($"object {o} {strong}");
                }
            }

            Needs("Create", "Read");
            Needs("Edit", "Read");
            Needs("ViewAll", "Read");
            Needs("ViewAllFields", "Read");
            Needs("Delete", "Read", "Edit");
            Needs("ModifyAll", "Read", "Edit", "Delete", "ViewAll");
        }

        foreach (var f in s_fields.Where(f => !facts.Contains($"field {f} Read")))
        {
            facts.Remove($"field {f} Edit");
        }
    }

    private static void OpenEverything(HashSet<string> facts)
    {
        if (facts.Contains("power ModifyAllData"))
        {
            facts.UnionWith(s_flags.Where(f => f != "ViewAllFields").Select(f => $"object * {f}"));
        }

        if (facts.Contains("power ViewAllData"))
        {
            facts.UnionWith(new[] { "object * Read", "object * ViewAll" });
        }

        if (facts.Contains("power ViewAllFieldsGlobal"))
        {
            facts.Add("object * ViewAllFields");
        }

        foreach (var f in s_fields)
        {
            if (facts.Contains($"object {f.Split('.')[0]} ViewAllFields") || facts.Contains("object * ViewAllFields"))
            {
                facts.Add($"field {f} Read");
            }
        }
    }

    private static IEnumerable<string> Facts(EffectiveAccess access) =>
        access.Objects.SelectMany(o => s_flags.Where(f => o.Value.Access.HasFlag(Enum.Parse<ObjectAccess>(f))).Select(f => $"object {o.Key} {f}"))
            .Concat(s_fields.SelectMany(f => new[] { "Read", "Edit" }.Where(w => Provenance.FieldAccess(access, f.Split('.')[0], f.Split('.')[1]).HasFlag(Enum.Parse<FieldAccess>(w))).Select(w => $"field {f} {w}")))
            .Concat(access.SystemPermissions.Keys.Select(p => "power " + p))
            .Concat(access.SetupEntities.Keys.Select(s => "entity " + s))
            .Concat(access.Tabs.Values.SelectMany(t => t.Visibility == TabVisibility.Visible ? new[] { $"tab {t.Name} Available", $"tab {t.Name} Visible" } : new[] { $"tab {t.Name} Available" }));

    /// <summary>A path that claims an outright grant names a set whose own row holds it; an implied one names a set that holds something on that object.</summary>
    private static void AssertPathsAreTrue(AccessSnapshot snapshot, EffectiveAccess access)
    {
        foreach (var found in access.Objects.Values.Where(o => o.SobjectType != "*"))
        {
            Assert.Equal(found.Access, found.Paths.Aggregate(ObjectAccess.None, (sum, p) => sum | p.Access));
            foreach (var (flags, path) in found.Paths.Where(p => p.Path.ImpliedBy is null && p.Path.Kind != ContainerKind.Group))
            {
                var row = snapshot.Container(path.ContainerId)!.Objects.Single(o => o.SobjectType == found.SobjectType);
                Assert.Equal(flags, flags & row.Access);
            }
        }
    }

    /// <summary>The bits say of everything what the calculator says.</summary>
    private static void AssertMatrixAgrees(AccessSnapshot snapshot, EffectiveAccess access)
    {
        var matrix = AccessMatrix.Of(snapshot);
        var vector = matrix.OfUser(snapshot.Users[0], Now);
        Assert.True(vector.SameAs(Assert.Single(matrix.OfAllUsers(Now))));
        foreach (var o in s_objects.Append("*").Append("Unheard__c"))
        {
            Assert.Equal((o, access.ObjectAccess(o)), (o, vector.OnObject(o)));
        }

        foreach (var f in s_fields.Append("Account.Unheard__c").Append("Unheard__c.X__c").Select(f => f.Split('.')))
        {
            Assert.Equal((f[1], Provenance.FieldAccess(access, f[0], f[1])), (f[1], vector.OnField(f[0], f[1])));
        }

        Assert.All(s_powers.Append("Unheard"), p => Assert.Equal((p, access.SystemPermissions.ContainsKey(p)), (p, vector.HasSystemPermission(p))));
        Assert.All(new[] { "01pA", "01pB", "01pC" }, e => Assert.Equal((e, access.SetupEntities.ContainsKey(e)), (e, vector.HasSetupEntity(e))));
        Assert.All(s_tabs.Append("Unheard"), t => Assert.Equal((t, access.Tabs.TryGetValue(t, out var tab) ? tab.Visibility : (TabVisibility?)null), (t, vector.OnTab(t))));
        Assert.Equal(access.SystemPermissions.ContainsKey("ViewSetup"), matrix.UsersWith(v => v.HasSystemPermission("ViewSetup"), Now).Count == 1);
    }
}
