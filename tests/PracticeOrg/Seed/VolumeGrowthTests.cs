using System;
using System.Linq;
using SfIntegration.Practice;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Seed;
using SfIntegration.Practice.Store;
using SfIntegration.PracticeOrg.Tests.Rules;
using Xunit;

namespace SfIntegration.PracticeOrg.Tests.Seed;

public class VolumeGrowthTests
{
    private static readonly PracticeSize s_size = new() { Objects = 200, Users = 300, Containers = 60, FieldRows = 30_000 };

    private readonly TestOrg _org = new();

    [Fact]
    public void The_org_has_exactly_the_size_and_the_same_one_every_time()
    {
        VolumeGrowth.To(_org.Engine, s_size);
        Assert.Equal(200, _org.Engine.Schema.Objects.Count());
        Assert.Equal(300, _org.Store.Rows("User").Count);
        Assert.Equal(60, _org.Store.Rows("PermissionSet").Count + _org.Store.Rows("MutingPermissionSet").Count);
        Assert.Equal(30_000, _org.Store.Rows("FieldPermissions").Count);

        var other = new TestOrg();
        VolumeGrowth.To(other.Engine, s_size);
        foreach (var type in new[] { "FieldPermissions", "ObjectPermissions", "PermissionSetAssignment", "User" })
        {
            Assert.Equal(_org.Store.Rows(type).Select(Text), other.Store.Rows(type).Select(Text));
        }
    }

    [Fact]
    public void What_is_there_already_counts_and_a_bigger_size_adds_the_rest()
    {
        VolumeGrowth.To(_org.Engine, s_size);
        VolumeGrowth.To(_org.Engine, s_size);
        Assert.Equal(30_000, _org.Store.Rows("FieldPermissions").Count);
        VolumeGrowth.To(_org.Engine, new PracticeSize { FieldRows = 30_017, Users = 10 });
        Assert.Equal(30_017, _org.Store.Rows("FieldPermissions").Count);
        Assert.Equal(300, _org.Store.Rows("User").Count);
        Assert.Equal(30_017, _org.Store.Rows("FieldPermissions").Select(r => r.Text("ParentId") + r.Text("Field")).Distinct().Count());
    }

    [Fact]
    public void The_rows_are_as_the_rules_would_have_them()
    {
        VolumeGrowth.To(_org.Engine, s_size);
        foreach (var row in _org.Store.Rows("FieldPermissions"))
        {
            var field = row.Text("Field")!.Split('.');
            var o = _org.Schema(field[0]);
            Assert.Equal(o.Name, row.Text("SobjectType"));
            Assert.True(FieldSecurity.TakesRows(o, o.Field(field[1])!));
            Assert.True(row.Flag("PermissionsRead"));
            Assert.True(!row.Flag("PermissionsEdit") || FieldSecurity.IsEditable(o.Field(field[1])!));
        }

        Assert.All(_org.Store.Rows("ObjectPermissions").Where(r => _org.Store.Find("MutingPermissionSet", r.Text("ParentId")) is null), r => Assert.Null(ObjectDependencies.Broken(Grants.RightsOf(r))));
        Assert.Equal(_org.Store.Rows("ObjectPermissions").Count, _org.Store.Rows("ObjectPermissions").Select(r => r.Text("ParentId") + r.Text("SobjectType")).Distinct().Count());
        Assert.All(VolumeSets.AddedTo(_org.Store), set => SystemPermissions.CheckDependencies(_org.Engine.Schema, set));
        var assignments = _org.Store.Rows("PermissionSetAssignment");
        Assert.Equal(assignments.Count, assignments.Select(a => a.Text("AssigneeId") + a.Text("PermissionSetId") + a.Text("PermissionSetGroupId")).Distinct().Count());
    }

    [Fact]
    public void The_grown_org_is_a_working_org()
    {
        VolumeGrowth.To(_org.Engine, s_size);
        var set = VolumeSets.AddedTo(_org.Store)[1];
        var holder = _org.Store.Rows("PermissionSetAssignment", "PermissionSetId", set.Id)[0].Text("AssigneeId")!;
        var access = _org.Engine.AccessOf(holder);
        var granted = _org.Store.Rows("ObjectPermissions", "ParentId", set.Id)[0];
        Assert.True(access.CanSee(_org.Schema(granted.Text("SobjectType")!)));

        // The rules still hold: what a set grants can be changed, and it can be taken from its holder.
        _org.Update("ObjectPermissions", granted.Id, ("PermissionsCreate", false), ("PermissionsEdit", false), ("PermissionsDelete", false));
        var assignment = _org.Store.Rows("PermissionSetAssignment", "AssigneeId", holder).Single(a => a.Text("PermissionSetId") == set.Id);
        _org.Delete("PermissionSetAssignment", assignment.Id);
        Assert.All(_org.Engine.Schema.Objects.SelectMany(o => o.Fields.Where(f => FieldSecurity.TakesRows(o, f)).Take(1).Select(f => (o, f))), p => Assert.True(_org.Admin.CanReadField(p.o, p.f), p.o.Name));
    }

    [Fact]
    public void Custom_objects_come_when_the_standard_ones_are_all_there()
    {
        VolumeGrowth.To(_org.Engine, new PracticeSize { Objects = StandardSchema.AllNames().Count + 50 });
        Assert.Equal(StandardSchema.AllNames().Count + 50, _org.Engine.Schema.Objects.Count());
        Assert.Equal(_org.Engine.Schema.Objects.Where(o => o.Custom).Select(o => o.KeyPrefix).Distinct().Count(), _org.Engine.Schema.Objects.Count(o => o.Custom));
        Assert.True(_org.Admin.CanCreate(_org.Schema("Volume_0001__c")));
    }

    [Fact]
    public void A_size_that_cannot_be_reached_changes_nothing()
    {
        var (objects, rows, sets) = (_org.Engine.Schema.Objects.Count(), _org.Store.Rows("FieldPermissions").Count, _org.Store.Rows("PermissionSet").Count);
        var refused = Assert.Throws<ArgumentException>(() => VolumeGrowth.To(_org.Engine, new PracticeSize { Objects = 300, Containers = sets + 2, FieldRows = 1_000_000 }));
        Assert.Contains("at most", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => VolumeGrowth.To(_org.Engine, new PracticeSize { Users = -1 }));
        Assert.Equal((objects, rows, sets), (_org.Engine.Schema.Objects.Count(), _org.Store.Rows("FieldPermissions").Count, _org.Store.Rows("PermissionSet").Count));
    }

    private static string Text(Row row) => row.Id + string.Join("|", row.Fields.Select(f => row[f]));
}
