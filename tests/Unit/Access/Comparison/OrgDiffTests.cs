using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Access.Comparison;
using SfIntegration.Scope;
using Xunit;
using static SfIntegration.Unit.Tests.Access.AccessBuilder;
using static SfIntegration.Unit.Tests.Access.Comparison.Held;

namespace SfIntegration.Unit.Tests.Access.Comparison;

public sealed class OrgDiffTests
{
    [Fact]
    public void Containers_match_by_sort_and_name_and_what_one_org_lacks_is_one_row()
    {
        var left = Snapshot(Set("1", name: "Same", objects: "Account:Read"), Set("2", name: "Sales", system: "ViewSetup"), Set("3", ContainerKind.Profile, name: "Sales"));
        var right = Snapshot(Set("8", name: "SAME", objects: "Account:Read+Edit"), Set("9", ContainerKind.Profile, name: "sales"), Set("10", name: "New", objects: "Case:Read Lead:Read", fields: "Case.Reason:Read", setup: "One"));
        var rows = Rows(left, right);

        Assert.Equal(
            new[]
            {
                "permission set New: Container permission set New | DifferenceOnly |  | 2 objects, 1 field, 1 setup entity",
                "permission set Sales: Container permission set Sales | ReferenceOnly | 1 system permission | ",
                "permission set Same: Header Label | Different | Same | SAME",
                "permission set Same: Object Account | Different | read | read, edit",
            },
            rows.Where(r => r.Kind != AccessPartKind.RecordType).Select(r => $"{r.Within}: {Lines(new[] { r }).Single()}"));
        Assert.Equal("Same", rows.Single(r => r.Kind == AccessPartKind.Object).PermissionSet);
        Assert.Equal("record types were not read: only the Metadata API tells them", Assert.Single(rows, r => r.Kind == AccessPartKind.RecordType).Reason);
    }

    [Fact]
    public void Users_compare_by_what_they_were_given()
    {
        static AccessSnapshot Org(string profile, bool active, bool assigned, DateTime? ends) => new()
        {
            IsWholeOrg = true,
            Users = new[] { new UserFacts { UserId = "005" + profile, Username = "A@x.example", ProfileName = profile, IsActive = active, IsFrozen = false }, new UserFacts { UserId = "005b", Username = profile + "@x.example", ProfileName = "P", LicenseName = "L" } },
            Containers = new[] { Set("S", name: "Orders"), Set("T", name: "Timed") },
            Assignments = new[] { new AccessAssignment("1", "005" + profile, "T", null, ends, true, false) }
                .Concat(assigned ? new[] { new AccessAssignment("2", "005" + profile, "S", null, null, true, false) } : Array.Empty<AccessAssignment>()).ToList(),
            PermissionSetLicenses = new[] { new PermissionSetLicenseFacts("0PL", "ApiPsl", "Api", "Active", 1, 1, null) },
            LicenseAssignments = assigned ? new[] { new PermissionSetLicenseAssignment("3", "005" + profile, "0PL") } : Array.Empty<PermissionSetLicenseAssignment>(),
        };
        var rows = Rows(Org("one", true, true, null), Org("two", false, false, new DateTime(2027, 1, 2, 3, 4, 0, DateTimeKind.Utc)));

        Assert.Equal(
            new[]
            {
                "Header IsActive | Different | yes | no",
                "Header Profile | Different | one | two",
                "Assignment Orders | ReferenceOnly | assigned | ",
                "Assignment Timed | Different | assigned | assigned until 2027-01-02 03:04Z",
                "License ApiPsl | ReferenceOnly | assigned | ",
                "User user one@x.example | ReferenceOnly | P, L, inactive | ",
                "User user two@x.example | DifferenceOnly |  | P, L, inactive",
            },
            Lines(rows));
        Assert.Equal("A@x.example", rows.First(r => r.Kind == AccessPartKind.Assignment).Username);
    }

    [Fact]
    public void What_a_part_of_an_org_lacks_is_not_called_missing()
    {
        var part = new AccessSnapshot { Containers = new[] { Set("1", name: "Same") } };
        var rows = Rows(Snapshot(Set("1", name: "Same"), Set("2", name: "Other")), part);
        var row = Assert.Single(rows, r => r.Kind == AccessPartKind.Container);
        Assert.Equal((DifferenceSide.NotAssessed, "one snapshot holds only a part of its org and lacks it"), (row.Side, row.Reason));

        var blind = new AccessSnapshot { IsWholeOrg = true, NotRead = new[] { "Permission sets: no access" }, Containers = Array.Empty<Container>() };
        Assert.Equal("Permission sets: no access", Assert.Single(Rows(blind, Snapshot(Set("2", name: "Other"))), r => r.Kind == AccessPartKind.Container).Reason);
    }

    [Fact]
    public void Swapping_the_orgs_mirrors_the_rows()
    {
        var left = Snapshot(Set("1", name: "Same", objects: "Account:Read"), Set("2", name: "Gone", system: "ViewSetup"));
        var right = Snapshot(Set("8", name: "Same", objects: "Account:Read+Edit Case:Read"), Set("10", name: "New"));
        static DifferenceSide Mirror(DifferenceSide side) => side switch { DifferenceSide.ReferenceOnly => DifferenceSide.DifferenceOnly, DifferenceSide.DifferenceOnly => DifferenceSide.ReferenceOnly, _ => side };
        Assert.Equal(
            Rows(left, right).Select(r => (r.Within, r.Kind, r.Target, r.Side, r.ReferenceValue, r.DifferenceValue)),
            Rows(right, left).Select(r => (r.Within, r.Kind, r.Target, Mirror(r.Side), r.DifferenceValue, r.ReferenceValue)));
    }

    [Fact]
    public void Two_orgs_of_300_containers_and_three_million_field_rows_are_compared_in_seconds()
    {
        var (left, right) = (Wide(300, 10_000, 0), Wide(300, 10_000, 7));
        var watch = Stopwatch.StartNew();
        var tally = new ComparisonTally();
        var sides = OrgDiff.Sides(left, Here, right, There);
        var differing = OrgDiff.Rows(left, right, sides, new DiffOptions(), tally).Count(r => r.Kind == AccessPartKind.Field);
        watch.Stop();

        var counts = tally.ToComparison(sides).Counts.Single(c => c.Kind == AccessPartKind.Field);
        Assert.Equal(300 * 7, differing);
        Assert.Equal((300 * 7, 300 * 9_993), (counts.Different, counts.Equal));
        TestContext.Current.TestOutputHelper!.WriteLine($"3 million field rows a side: {watch.ElapsedMilliseconds} ms");

        // Far above what it takes (under a second alone); a cost that grows with the square would take hours.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"It took {watch.Elapsed}.");
    }

    private static List<AccessDifference> Rows(AccessSnapshot left, AccessSnapshot right) =>
        OrgDiff.Rows(left, right, OrgDiff.Sides(left, Here, right, There), new DiffOptions(), new ComparisonTally()).ToList();

    /// <summary>An org of many containers of many fields, of which the first few can be edited.</summary>
    private static AccessSnapshot Wide(int containers, int fields, int edited) => Snapshot(Enumerable.Range(0, containers).Select(c =>
    {
        var rows = new PackedFieldGrants();
        for (var f = 0; f < fields; f++)
        {
            rows.Add("Wide" + (f / 100), "Field" + (f % 100), f < edited ? FieldAccess.Read | FieldAccess.Edit : FieldAccess.Read, null);
        }

        return new Container { Id = "0PS" + c, Name = "Set" + c, Label = "Set" + c, Fields = rows, Objects = new[] { new ObjectGrant("Account", ObjectAccess.Read, null) } };
    }).ToArray());
}
