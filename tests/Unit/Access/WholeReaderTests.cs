using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Access;
using SfIntegration.Plan;
using SfIntegration.Practice;
using SfIntegration.Unit.Tests.Access.Files;
using Xunit;

namespace SfIntegration.Unit.Tests.Access;

public sealed class WholeReaderTests
{
    private static readonly string[] s_all = Array.Empty<string>();

    [Fact]
    public async Task The_whole_org_gives_each_user_what_asking_for_that_user_gives()
    {
        using var world = new ExportWorld();
        var org = await world.ConnectAsync();
        var whole = await new WholeReader(org).ReadAsync(s_all, CancellationToken.None);
        Assert.Empty(whole.NotRead);
        Assert.True(whole.IsWholeOrg);
        Assert.Equal(world.Practice.AsSystem.Query("SELECT Id FROM User").Count, whole.Users.Count);
        foreach (var user in whole.Users)
        {
            var alone = await new AccessReader(org).ReadIdentityAsync(user.Username, s_all, CancellationToken.None);
            Assert.Equal(Sum(alone, user.UserId), Sum(whole, user.UserId));
        }

        static IEnumerable<string> Sum(AccessSnapshot snapshot, string userId)
        {
            var access = EffectiveAccessCalculator.Compute(snapshot, userId, DateTime.UtcNow);
            return access.Objects.Select(o => $"{o.Key} {access.ObjectAccess(o.Key)}").Concat(access.Fields.Keys).Concat(access.SystemPermissions.Keys).Concat(access.SetupEntities.Values.Select(e => $"{e.EntityType} {e.Name}")).Order(StringComparer.Ordinal).ToList();
        }
    }

    [Fact]
    public async Task Every_row_of_the_two_big_tables_comes_once_in_one_part_or_in_many()
    {
        using var world = new ExportWorld();
        world.Practice.GrowTo(new PracticeSize { Objects = 200, Containers = 40, FieldRows = 9_000, Users = 60 });
        var org = await world.ConnectAsync();
        var one = await new WholeReader(org) { RowsPerPart = int.MaxValue }.ReadAsync(s_all, CancellationToken.None);
        var many = await new WholeReader(org) { RowsPerPart = 500 }.ReadAsync(s_all, CancellationToken.None);
        Assert.Equal(9_000, world.Practice.AsSystem.Query("SELECT Id, SobjectType, Field FROM FieldPermissions").Count);
        Assert.Equal(9_000, one.Containers.Sum(c => c.Fields.Count));
        Assert.Equal(SnapshotSample.State(one), SnapshotSample.State(many));
        Assert.Contains(world.Queries, q => q.Contains("FROM FieldPermissions WHERE ParentId IN", StringComparison.Ordinal));
        Assert.DoesNotContain(world.Queries, q => q.Contains("(SELECT", StringComparison.Ordinal));
        Assert.All(world.Queries, q => Assert.True(Uri.EscapeDataString(q).Length <= 12_000));
    }

    [Fact]
    public async Task Some_users_come_with_what_they_hold_and_nothing_of_anybody_else()
    {
        using var world = new ExportWorld();
        var org = await world.ConnectAsync();
        var some = await new WholeReader(org).ReadAsync(new[] { "INES.sales@acme.example", "shared*" }, CancellationToken.None);
        Assert.False(some.IsWholeOrg);
        Assert.Equal(new[] { "ines.sales@acme.example", "shared.api@acme.example" }, some.Users.Select(u => u.Username).Order(StringComparer.Ordinal));
        Assert.All(some.Assignments, a => Assert.Contains(some.Users, u => u.UserId == a.AssigneeId));
        Assert.Equal(new[] { "Invoicing", "Sales_Operations" }, Assert.Single(some.Groups).ComponentIds.Select(id => some.Container(id)!.Name).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(some.Containers, c => c.Name == "System Administrator");
        var whole = await new WholeReader(org).ReadAsync(s_all, CancellationToken.None);
        foreach (var user in some.Users)
        {
            Assert.Equal(
                EffectiveAccessCalculator.Compute(whole, user.UserId, DateTime.UtcNow).Fields.Keys.Order(StringComparer.Ordinal),
                EffectiveAccessCalculator.Compute(some, user.UserId, DateTime.UtcNow).Fields.Keys.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task A_name_that_no_user_has_is_an_error_and_not_an_empty_snapshot()
    {
        using var world = new ExportWorld();
        var org = await world.ConnectAsync();
        var error = await Assert.ThrowsAsync<SfNotFoundException>(() => new WholeReader(org).ReadAsync(new[] { "ines.sales@acme.example", "nobody@acme.example" }, CancellationToken.None));
        Assert.Contains("'nobody@acme.example'", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<SfNotFoundException>(() => new WholeReader(org).ReadAsync(new[] { "nobody*" }, CancellationToken.None));
    }

    [Fact]
    public async Task A_caller_without_View_Setup_gets_what_it_may_read_and_the_rest_named()
    {
        using var world = new ExportWorld();
        var org = await world.ConnectAsync("shared.api@acme.example");
        var whole = await new WholeReader(org).ReadAsync(s_all, CancellationToken.None);
        Assert.NotEmpty(whole.Users);
        Assert.Empty(whole.Containers);
        foreach (var what in new[] { "System permissions", "What can be granted", "Permission sets", "Permission set assignments", "Object permissions", "Field permissions", "Setup entity access", "Tabs", "Session activations", "Frozen state" })
        {
            Assert.Contains(whole.NotRead, n => n.StartsWith(what, StringComparison.Ordinal));
        }

        Assert.All(whole.Users, u => Assert.Null(u.IsFrozen));
    }

    [Fact]
    public async Task Apps_have_names_and_a_set_activated_in_a_session_says_so()
    {
        using var world = new ExportWorld();
        var system = world.Practice.AsSystem;
        var ines = (string)Assert.Single(system.Query("SELECT Id FROM User WHERE Username = 'ines.sales@acme.example'"))["Id"]!;
        var app = (string)system.Query("SELECT Id, Name FROM TabSet WHERE Name = 'Sales'")[0]["Id"]!;
        var set = system.Insert("PermissionSet", new Dictionary<string, object?> { ["Name"] = "Emergency", ["Label"] = "Emergency", ["HasActivationRequired"] = true });
        system.Insert("SetupEntityAccess", new Dictionary<string, object?> { ["ParentId"] = set, ["SetupEntityId"] = app });
        system.Insert("PermissionSetAssignment", new Dictionary<string, object?> { ["AssigneeId"] = ines, ["PermissionSetId"] = set });
        world.Practice.SignIn("ines.sales@acme.example");
        var session = (string)system.Query($"SELECT Id FROM AuthSession WHERE UsersId = '{ines}'")[0]["Id"]!;
        system.Insert("SessionPermSetActivation", new Dictionary<string, object?> { ["AuthSessionId"] = session, ["PermissionSetId"] = set });

        var org = await world.ConnectAsync();
        var whole = await new WholeReader(org).ReadAsync(s_all, CancellationToken.None);
        Assert.Empty(whole.NotRead);
        Assert.Equal(new SessionActivation(ines, set), Assert.Single(whole.SessionActivations));
        Assert.Equal("standard__Sales", Assert.Single(whole.Container(set)!.SetupEntities).Name);
    }

    [Fact]
    public async Task Progress_counts_towards_what_the_org_said_it_has()
    {
        using var world = new ExportWorld();
        var told = new List<WorkProgress>();
        var org = await world.ConnectAsync();
        await new WholeReader(org) { Progress = p => { lock (told) { told.Add(p); } } }.ReadAsync(s_all, CancellationToken.None);
        Assert.Contains(told, p => p.Activity == "Reading field permissions");
        Assert.Equal(told.Max(p => p.Total), told[^1].Total);
        Assert.True(told[^1].Total >= world.Practice.AsSystem.Query("SELECT Id, SobjectType, Field FROM FieldPermissions").Count);
    }

    [Fact]
    public void The_rest_is_estimated_by_the_speed_of_what_was_really_read()
    {
        var now = TimeSpan.Zero;
        var told = new List<WorkProgress>();
        var progress = new ReadingProgress(told.Add, () => now) { Total = 1000 };
        progress.Begin("rows");
        Assert.Null(told[^1].SecondsRemaining);
        progress.Add("rows", 400, replayed: true);
        now = TimeSpan.FromSeconds(2);
        progress.Add("rows", 100);

        // 100 rows in 2 seconds, 500 left.
        Assert.Equal((500, 1000, 10), (told[^1].Done, told[^1].Total, told[^1].SecondsRemaining!.Value));
        now = TimeSpan.FromSeconds(2.1);
        progress.Add("rows", 1);
        Assert.Equal(500, told[^1].Done);
        now = TimeSpan.FromSeconds(4);
        progress.Add("rows", 700);
        Assert.Equal((1201, 1201, 0), (told[^1].Done, told[^1].Total, told[^1].SecondsRemaining!.Value));
    }

    [Fact]
    public async Task At_most_six_queries_are_under_way_at_once()
    {
        using var world = new ExportWorld();
        var org = await world.ConnectAsync();
        var (most, now) = (0, 0);
        var gate = new object();
        world.OnQuery = _ =>
        {
            lock (gate)
            {
                most = Math.Max(most, ++now);
            }

            Thread.Sleep(2);
            lock (gate)
            {
                now--;
            }
        };
        await new WholeReader(org) { RowsPerPart = 100 }.ReadAsync(s_all, CancellationToken.None);
        Assert.InRange(most, 1, TableRunner.AtOnce);
    }
}
