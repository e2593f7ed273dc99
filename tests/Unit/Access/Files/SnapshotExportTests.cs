using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Practice;
using Xunit;

namespace SfIntegration.Unit.Tests.Access.Files;

/// <summary>Exports that something happens to: what stands at the path is whole or not there, and a second run asks for no more than the rest.</summary>
public sealed class SnapshotExportTests
{
    [Fact]
    public async Task Two_exports_of_one_state_differ_in_the_line_that_says_when()
    {
        using var world = new ExportWorld();
        var org = await world.ConnectAsync();
        var first = await ExportWorld.ExportAsync(org, world.Path("a.txt"));
        var second = await ExportWorld.ExportAsync(await world.ConnectAsync(), world.Path("b.txt"));
        Assert.Equal(ExportWorld.State(first), ExportWorld.State(second));
        Assert.Equal(File.ReadAllLines(first.Path).Length, ExportWorld.State(first).Split('\n').Length);
        Assert.Equal(world.Practice.AsSystem.Query("SELECT Id FROM User").Count, first.Users);
        Assert.Empty(first.NotRead);
        Assert.Equal(new[] { first.Path, second.Path }, Directory.GetFileSystemEntries(world.Folder).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_org_loaded_from_an_export_exports_the_same()
    {
        using var world = new ExportWorld();
        world.Practice.GrowTo(new PracticeSize { Users = 40, Containers = 30, FieldRows = 3_000, Objects = 120 });
        var sent = await ExportWorld.ExportAsync(await world.ConnectAsync(), world.Path("a.txt"));
        var copy = PracticeOrg.CreateCompany();
        copy.BaseAddress = new Uri("https://copy.my.salesforce.example");
        using (var file = File.OpenRead(sent.Path))
        {
            copy.LoadSnapshot(file);
        }

        using var other = new ExportWorld(copy);
        var again = await ExportWorld.ExportAsync(await other.ConnectAsync(), other.Path("b.txt"));
        Assert.Equal(ExportWorld.State(sent), ExportWorld.State(again));
    }

    /// <summary>The reading is stopped at every one of its queries in turn (every third, to spare time) and goes on.</summary>
    [Fact]
    public async Task Stopped_at_any_query_it_leaves_no_file_and_resumes_without_asking_twice()
    {
        using var undisturbed = new ExportWorld();
        var whole = ExportWorld.State(await ExportWorld.ExportAsync(await undisturbed.ConnectAsync(), undisturbed.Path("a.txt")));
        var queries = undisturbed.Queries.Count;
        Assert.True(queries > 20, $"Only {queries} queries.");
        for (var n = 1; n < queries; n += 3)
        {
            using var world = new ExportWorld();
            using var stop = new CancellationTokenSource();
            var org = await world.ConnectAsync();
            var seen = 0;
            world.OnQuery = _ =>
            {
                if (Interlocked.Increment(ref seen) == n)
                {
                    stop.Cancel();
                }
            };
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ExportWorld.ExportAsync(org, world.Path("a.txt"), stop: stop.Token));
            Assert.False(File.Exists(world.Path("a.txt")));
            var kept = Directory.Exists(world.Path("a.txt.part")) ? Directory.GetFiles(world.Path("a.txt.part"), "*.rows.gz").Length : 0;
            Assert.Empty(Directory.Exists(world.Path("a.txt.part")) ? Directory.GetFiles(world.Path("a.txt.part"), "*.new") : []);

            world.OnQuery = null;
            world.Queries.Clear();
            var done = await ExportWorld.ExportAsync(await world.ConnectAsync(), world.Path("a.txt"), resume: true);
            Assert.Equal(whole, ExportWorld.State(done));
            Assert.Equal(kept, done.TablesResumed);

            // The sizes of the tables are kept like a query, and asked for in a batch.
            Assert.Equal(queries - Math.Max(0, kept - 1), world.Queries.Count);
            Assert.Equal(new[] { done.Path }, Directory.GetFileSystemEntries(world.Folder));
        }
    }

    [Fact]
    public async Task A_hanging_answer_is_left_within_a_second()
    {
        using var world = new ExportWorld();
        using var stop = new CancellationTokenSource();
        var org = await world.ConnectAsync();
        world.Practice.Faults.Add(new PracticeFault(PracticeFaultKind.Hang) { Path = "query", Skip = 8 });
        var run = ExportWorld.ExportAsync(org, world.Path("a.txt"), stop: stop.Token);
        for (var i = 0; i < 400 && world.Practice.Faults.Fired == 0; i++)
        {
            await Task.Delay(25);
        }

        Assert.False(run.IsCompleted);
        var time = Stopwatch.StartNew();
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.True(time.Elapsed < TimeSpan.FromSeconds(1), $"It took {time.Elapsed}.");
    }

    [Theory]
    [InlineData(PracticeFaultKind.Unavailable)]
    [InlineData(PracticeFaultKind.CutOff)]
    [InlineData(PracticeFaultKind.Reset)]
    public async Task A_lost_page_is_asked_for_again_and_its_rows_come_once(PracticeFaultKind kind)
    {
        using var world = new ExportWorld();
        world.Practice.GrowTo(new PracticeSize { Objects = 200, Containers = 30, FieldRows = 9_000 });
        var org = await world.ConnectAsync();
        var quiet = ExportWorld.State(await ExportWorld.ExportAsync(org, world.Path("a.txt")));
        foreach (var skip in new[] { 0, 5, 20, 40 })
        {
            var before = world.Practice.Faults.Fired;
            world.Practice.Faults.Add(new PracticeFault(kind) { Path = "query", Skip = skip });
            Assert.Equal(quiet, ExportWorld.State(await ExportWorld.ExportAsync(org, world.Path("b.txt"), force: true)));
            Assert.Equal(before + 1, world.Practice.Faults.Fired);
        }
    }

    [Fact]
    public async Task A_used_up_limit_ends_it_with_its_cure_and_another_day_it_goes_on()
    {
        using var world = new ExportWorld();
        var org = await world.ConnectAsync();
        world.Practice.Faults.Add(new PracticeFault(PracticeFaultKind.RequestLimit) { Path = "query", Skip = 12 });
        var error = await Assert.ThrowsAsync<SfLimitException>(() => ExportWorld.ExportAsync(org, world.Path("a.txt")));
        Assert.NotNull(error.Cure);
        Assert.False(File.Exists(world.Path("a.txt")));
        var done = await ExportWorld.ExportAsync(org, world.Path("a.txt"), resume: true);
        Assert.True(done.TablesResumed > 3, $"{done.TablesResumed} tables were kept.");
        using var quiet = new ExportWorld();
        Assert.Equal(ExportWorld.State(await ExportWorld.ExportAsync(await quiet.ConnectAsync(), quiet.Path("a.txt"))), ExportWorld.State(done));
    }

    [Fact]
    public async Task What_is_in_the_way_is_said_and_force_puts_it_aside()
    {
        using var world = new ExportWorld();
        var org = await world.ConnectAsync();
        File.WriteAllText(world.Path("a.txt"), "mine");
        var exists = await Assert.ThrowsAsync<SfSnapshotException>(() => ExportWorld.ExportAsync(org, world.Path("a.txt")));
        Assert.Equal("SnapshotExists", exists.Code);
        Assert.Equal("mine", File.ReadAllText(world.Path("a.txt")));
        await ExportWorld.ExportAsync(org, world.Path("a.txt"), force: true);
        Assert.StartsWith("{\"record\":\"snapshot\"", File.ReadAllText(world.Path("a.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupted_export_goes_on_only_as_what_it_was_and_only_when_told()
    {
        using var world = new ExportWorld();
        var org = await world.ConnectAsync();
        world.Practice.Faults.Add(new PracticeFault(PracticeFaultKind.RequestLimit) { Path = "query", Skip = 12 });
        await Assert.ThrowsAsync<SfLimitException>(() => ExportWorld.ExportAsync(org, world.Path("a.txt")));

        async Task RefusedAsync(string said, Func<Task> work) => Assert.Contains(said, (await Assert.ThrowsAsync<SfSnapshotException>(work)).Message, StringComparison.Ordinal);
        await RefusedAsync("an interrupted export", () => ExportWorld.ExportAsync(org, world.Path("a.txt")));
        await RefusedAsync("of the whole org", () => ExportWorld.ExportAsync(org, world.Path("a.txt"), resume: true, usernames: "shared*"));
        var ines = await world.ConnectAsync("ines.sales@acme.example");
        await RefusedAsync("by admin@acme.example", () => ExportWorld.ExportAsync(ines, world.Path("a.txt"), resume: true));
        var elsewhere = PracticeOrg.CreateCompany();
        elsewhere.BaseAddress = new Uri("https://elsewhere.my.salesforce.example");
        using var other = new ExportWorld(elsewhere);
        await RefusedAsync("of the org acme-practice", async () => await ExportWorld.ExportAsync(await other.ConnectAsync(), world.Path("a.txt"), resume: true));

        Assert.Equal(0, (await ExportWorld.ExportAsync(org, world.Path("a.txt"), force: true)).TablesResumed);
    }

    [Fact]
    public async Task Nothing_is_left_where_nothing_was_read()
    {
        using var world = new ExportWorld();
        var org = await world.ConnectAsync();
        await Assert.ThrowsAsync<SfNotFoundException>(() => ExportWorld.ExportAsync(org, world.Path("a.txt"), usernames: "nobody@acme.example"));
        Assert.Empty(Directory.GetFileSystemEntries(world.Folder));
    }
}
