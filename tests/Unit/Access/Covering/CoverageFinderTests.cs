using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Access.Comparison;
using SfIntegration.Access.Covering;
using Xunit;
using static SfIntegration.Unit.Tests.Access.AccessBuilder;
using static SfIntegration.Unit.Tests.Access.Comparison.Held;

namespace SfIntegration.Unit.Tests.Access.Covering;

public sealed class CoverageFinderTests
{
    private const string Asked = "Account:Read+Create Case:Read";
    private const string AskedFields = "Account.Phone:Read+Edit";

    private static readonly CoverageIdentity s_full = new("Salesforce", Array.Empty<string>());

    [Fact]
    public void Sets_are_ranked_by_what_they_cover_and_then_by_the_least_excess()
    {
        var rows = Find(
            Demand(),
            Set("Exact", objects: "ACCOUNT:Read+Create Case:Read", fields: "account.PHONE:Read+Edit", system: "ApiEnabled"),
            Set("Wide", objects: "Account:Read+Create+Edit+Delete Case:Read Lead:Read", fields: "Account.Phone:Read+Edit Account.Fax:Read", system: "ApiEnabled"),
            Set("Admin", system: "ModifyAllData ApiEnabled", fields: "Account.Phone:Read+Edit"),
            Set("Half", objects: "Account:Read"),
            Set("None", objects: "Lead:Read"),
            Set("Profile", ContainerKind.Profile, objects: "Account:Read+Create Case:Read"));

        // Three object flags, two field flags, one system permission.
        Assert.Equal(new[] { "Exact 6/6 excess 0", "Wide 6/6 excess 4", "Admin 6/6 excess 1", "Half 1/6 excess 0" }, rows.Select(r => $"{r} {r.Covered}/{r.Asked} excess {r.ExcessCount}"));
        Assert.Equal(new[] { "Account (edit, delete)", "Lead (read)", "Account.Fax (read)" }, rows[1].Excess.Select(p => p.ToString()));
        Assert.Equal(10 + 20 + 5 + 1, rows[1].ExcessWeight);
        Assert.Equal(1000, rows[2].ExcessWeight);
        Assert.Equal(new[] { "Account (create)", "Case (read)", "Account.Phone (read, edit)", "ApiEnabled" }, rows[3].Missing.Select(p => p.ToString()));
        Assert.Equal(16, rows[3].CoveredPercent);
        Assert.Equal("Exact", rows[0].PermissionSet);
    }

    [Fact]
    public void A_combination_comes_first_where_several_sets_do_what_none_does()
    {
        var rows = Find(
            Demand(),
            Set("A", objects: "Account:Read+Create", fields: "Account.Phone:Read+Edit"),
            Set("B", objects: "Case:Read"),
            Set("C", objects: "Case:Read+Edit+Delete", system: "ViewSetup"));
        Assert.Equal(new[] { "A", "B" }, rows[0].PermissionSets);
        Assert.Null(rows[0].PermissionSet);
        Assert.Equal("ApiEnabled", Assert.Single(rows[0].Missing).ToString());
        Assert.Equal((5, 6, 83), (rows[0].Covered, rows[0].Asked, rows[0].CoveredPercent));
        Assert.Equal(new[] { "A", "B", "C" }, rows.Skip(1).Select(r => r.PermissionSet!));
    }

    [Fact]
    public void What_a_power_implies_covers_and_is_not_excess_itself()
    {
        var rows = Find(
            Of(Set("D", objects: "Account:Read Case:Read", fields: "Account.Phone:Read Case.Reason:Read+Edit")),
            Set("ViewAll", system: "ViewAllData"),
            Set("EveryField", objects: "Account:Read+ViewAllFields"),
            Set("Global", system: "ViewAllFieldsGlobal"));
        Assert.Equal(2, rows.Single(r => r.PermissionSet == "ViewAll").Covered);
        Assert.Equal("ViewAllData", Assert.Single(rows.Single(r => r.PermissionSet == "ViewAll").Excess).ToString());
        Assert.Equal(2, rows.Single(r => r.PermissionSet == "EveryField").Covered);
        Assert.Equal("Account (view all fields)", Assert.Single(rows.Single(r => r.PermissionSet == "EveryField").Excess).ToString());
        Assert.Equal(new[] { "Account (read)", "Case (read)", "Case.Reason (edit)" }, rows.Single(r => r.PermissionSet == "Global").Missing.Select(p => p.ToString()));
    }

    [Fact]
    public void A_set_does_not_cover_itself_and_one_that_needs_activation_is_in_no_combination()
    {
        var demand = Of(Set("Same", objects: "Account:Read Case:Read"));
        var rows = Find(demand, Set("same", objects: "Account:Read Case:Read"), Set("Session", objects: "Account:Read Case:Read", activation: true), Set("A", objects: "Account:Read"), Set("B", objects: "Case:Read"));
        Assert.Equal(new[] { "A + B", "Session", "A", "B" }, rows.Select(r => r.ToString()));
        Assert.Equal("Session counts only in a session that activated it", Assert.Single(rows[1].Notes));
    }

    [Fact]
    public void What_cannot_be_assigned_comes_last_and_is_in_no_combination()
    {
        var snapshot = Licensed(
            Bound("Full", "100full"), Bound("Own", "100integ"), Bound("Psl", "0PLapi"), Bound("Other", "0PLother"), Bound("Free", null), Bound("Custom", null, "Thing__c:Read"), Bound("Unread", "0PLnone"));
        var rows = CoverageFinder.Find(Of(Set("D", objects: "Account:Read+Create Thing__c:Read")), snapshot, Here, new CoverageIdentity("salesforce integration", Array.Empty<string>())).Where(r => r.PermissionSet is not null).ToDictionary(r => r.PermissionSet!);

        Assert.Equal((LicenseFit.DoesNotFit, "it is bound to user licence 'Salesforce'; the identity has 'salesforce integration'"), (rows["Full"].LicenseFit, rows["Full"].LicenseNote));
        Assert.Equal("Full", rows.Keys.Last());
        Assert.Equal((LicenseFit.Fits, ""), (rows["Own"].LicenseFit, rows["Own"].LicenseNote));
        Assert.Equal((LicenseFit.Fits, "assigning it assigns permission set licence 'SalesforceAPIIntegrationPsl'"), (rows["Psl"].LicenseFit, rows["Psl"].LicenseNote));
        Assert.Equal((LicenseFit.NeedsLicense, "it needs permission set licence 'OtherPsl': no seat is free"), (rows["Other"].LicenseFit, rows["Other"].LicenseNote));
        Assert.Equal(LicenseFit.NeedsLicense, rows["Free"].LicenseFit);
        Assert.Contains("must hold permission set licence 'SalesforceAPIIntegrationPsl' first", rows["Free"].LicenseNote);
        Assert.Equal(LicenseFit.Fits, rows["Custom"].LicenseFit);
        Assert.Equal(LicenseFit.NotAssessed, rows["Unread"].LicenseFit);
    }

    [Theory]
    [InlineData("Salesforce", "Free", LicenseFit.Fits)]
    [InlineData("Salesforce", "Psl", LicenseFit.NeedsLicense)]
    [InlineData("Salesforce", "Own", LicenseFit.DoesNotFit)]
    [InlineData(null, "Free", LicenseFit.NotAssessed)]
    public void The_fit_depends_on_the_licence_of_the_identity(string? license, string set, LicenseFit expected)
    {
        var snapshot = Licensed(Bound("Own", "100integ"), Bound("Psl", "0PLapi"), Bound("Free", null));
        Assert.Equal(expected, LicenseFits.Of(snapshot, snapshot.Containers.Single(c => c.Name == set), new CoverageIdentity(license, Array.Empty<string>())).Fit);
        Assert.Equal(LicenseFit.Fits, LicenseFits.Of(snapshot, snapshot.Containers.Single(c => c.Name == "Psl"), new CoverageIdentity("Salesforce", new[] { "salesforceapiintegrationpsl" })).Fit);
    }

    [Fact]
    public void A_group_fits_as_its_worst_set_does_and_counts_as_a_whole()
    {
        var (full, free) = (Bound("Full", "100full"), Bound("Free", null, "Thing__c:Read"));
        var group = Set("AGG", ContainerKind.Group, objects: "Account:Read+Create Thing__c:Read", ownerId: "0PG", name: "G");
        var snapshot = Licensed(new[] { new GroupFacts("0PG", "G", "Updated", "AGG", new[] { "Full", "Free" }, Array.Empty<string>(), false) }, full, free, group);
        var rows = CoverageFinder.Find(Of(Set("D", objects: "Account:Read+Create Thing__c:Read")), snapshot, Here, new CoverageIdentity("Salesforce Integration", Array.Empty<string>()));
        var row = rows.Single(r => r.PermissionSet == "G");
        Assert.Equal((3, LicenseFit.DoesNotFit), (row.Covered, row.LicenseFit));
        Assert.Equal(rows.Count - 2, rows.ToList().IndexOf(rows.First(r => r.LicenseFit == LicenseFit.DoesNotFit)));
    }

    [Fact]
    public void The_obvious_way_counts_the_same_on_random_sets()
    {
        var random = new Random(11);
        for (var run = 0; run < 300; run++)
        {
            var (asked, offered) = (RandomSet(random, "D"), Enumerable.Range(0, 4).Select(i => RandomSet(random, "S" + i)).ToArray());
            var wanted = Facts(asked);
            foreach (var row in Find(Of(asked), offered).Where(r => r.PermissionSet is not null))
            {
                var given = Facts(offered.Single(o => o.Name == row.PermissionSet));
                Assert.Equal(wanted.Count, row.Asked);
                Assert.Equal(wanted.Intersect(given).Count(), row.Covered);
                Assert.Equal(given.Except(wanted).Count(), row.ExcessCount);
            }
        }
    }

    private static Container RandomSet(Random random, string id) => Set(
        id,
        objects: string.Join(' ', new[] { "Account", "Case", "Lead" }.Where(_ => random.Next(2) == 0).Select(o => o + ":" + new[] { "Read", "Read+Create", "Read+Edit", "Read+Edit+Delete" }[random.Next(4)])),
        fields: string.Join(' ', new[] { "Account.Phone", "Account.Fax", "Case.Reason" }.Where(_ => random.Next(2) == 0).Select(f => f + ":" + new[] { "Read", "Read+Edit" }[random.Next(2)])),
        system: random.Next(2) == 0 ? "ApiEnabled" : "ViewSetup RunReports",
        setup: random.Next(2) == 0 ? "One" : "Two");

    private static HashSet<string> Facts(Container set) => set.Objects.SelectMany(o => o.Access.ToString().Split(", ").Select(f => o.SobjectType + " " + f))
        .Concat(set.Fields.SelectMany(f => f.Access.ToString().Split(", ").Select(w => f.SobjectType + "." + f.Field + " " + w)))
        .Concat(set.SystemPermissions).Concat(set.SetupEntities.Select(e => e.Name!)).ToHashSet();

    private static AccessHoldings Demand() => Of(Set("Demand", objects: Asked, fields: AskedFields, system: "ApiEnabled"));

    private static IReadOnlyList<PermissionSetCoverage> Find(AccessHoldings asked, params Container[] sets) => CoverageFinder.Find(asked, Snapshot(sets), Here, s_full);

    private static Container Bound(string name, string? license, string objects = "Account:Read Thing__c:Read")
    {
        var set = Set(name, objects: objects);
        return new Container { Id = name, Name = name, Label = name, LicenseId = license, Objects = set.Objects };
    }

    private static AccessSnapshot Licensed(params Container[] containers) => Licensed(Array.Empty<GroupFacts>(), containers);

    private static AccessSnapshot Licensed(GroupFacts[] groups, params Container[] containers) => new()
    {
        IsWholeOrg = true,
        Containers = containers,
        Groups = groups,
        UserLicenses = new[] { new UserLicenseFacts("100full", "Salesforce", null, "Active", 9, 1), new UserLicenseFacts("100integ", "Salesforce Integration", null, "Active", 9, 1) },
        PermissionSetLicenses = new[] { new PermissionSetLicenseFacts("0PLapi", "SalesforceAPIIntegrationPsl", "Salesforce API Integration", "Active", 5, 1, null), new PermissionSetLicenseFacts("0PLother", "OtherPsl", "Other", "Active", 2, 2, null) },
    };
}
