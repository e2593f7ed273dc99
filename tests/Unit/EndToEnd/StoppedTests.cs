using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Plan;
using SfIntegration.Practice;
using SfIntegration.Rehearsal.Apply;
using SfIntegration.Rehearsal.Serve;
using SfIntegration.Tests;
using Xunit;

namespace SfIntegration.Unit.Tests.EndToEnd;

/// <summary>A run that ends in its middle: cancelled, or its process killed.</summary>
public sealed class StoppedTests
{
    private static readonly string s_sample = Path.Combine(Repository.Root, "samples", "order-sync.scope.yaml");

    [Fact]
    public async Task A_cancelled_apply_stops_within_a_second_leaves_a_journal_and_the_next_run_finishes()
    {
        using var undisturbed = await World.CreateAsync();
        await undisturbed.BuildAsync();
        var rows = await undisturbed.DumpAsync();
        for (var n = 0; n < 6; n++)
        {
            using var world = await World.CreateAsync();
            using var stop = new CancellationTokenSource();
            var plan = await world.PlanAsync();
            world.Org.Faults.Add(new PracticeFault(PracticeFaultKind.Hang) { WritesOnly = true, Skip = n });
            var journal = world.NewJournal();
            var run = world.ApplyAsync(plan, journal, stop.Token);
            await HitAsync(world.Org, () => run.IsCompleted);
            var time = Stopwatch.StartNew();
            stop.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
            Assert.True(time.Elapsed < TimeSpan.FromSeconds(1), $"It took {time.Elapsed}.");
            Assert.Equal("Stopped", JournalReader.Read(journal).State);
            await world.BuildAsync();
            Assert.Equal(rows, await world.DumpAsync());
        }
    }

    [Fact]
    public async Task A_client_killed_at_every_write_is_run_again_to_the_same_end_and_nothing_is_there_twice()
    {
        using var undisturbed = await World.CreateAsync();
        await using var quiet = await PracticeServer.StartAsync(undisturbed.Org, 0, default);
        undisturbed.Org.Counters.Reset();
        Assert.Equal(0, await ApplyHereAsync(undisturbed, quiet));
        var writes = undisturbed.Org.Counters.Writes;
        Assert.True(writes >= 5);
        var rows = await undisturbed.DumpAsync();

        for (var n = 0; n < writes; n++)
        {
            using var world = await World.CreateAsync();
            await using var server = await PracticeServer.StartAsync(world.Org, 0, default);
            await KillAtWriteAsync(world, server, n, world.NewJournal());
            Assert.Equal(0, await ApplyHereAsync(world, server));
            Assert.Equal(rows, await world.DumpAsync());
            Assert.True((await world.PlanAsync()).IsEmpty);
        }
    }

    [Fact]
    public async Task What_a_killed_client_had_done_can_be_undone_from_its_journal()
    {
        using var world = await World.CreateAsync();
        var before = await world.DumpAsync();
        await using var server = await PracticeServer.StartAsync(world.Org, 0, default);
        var journal = world.NewJournal();
        await KillAtWriteAsync(world, server, 5, journal);
        Assert.Null(JournalReader.Read(journal).State);
        await world.UndoAsync(journal);
        var after = await world.DumpAsync();
        Assert.Empty(before.Except(after));
        Assert.All(after.Except(before), row => Assert.Contains(World.Username, row, StringComparison.Ordinal));
        Assert.Empty(world.Query($"SELECT Id FROM PermissionSet WHERE Name = '{World.SetName}'"));
    }

    /// <summary>Runs apply in a process of its own and kills it while the org keeps it waiting for the answer to write n.</summary>
    private static async Task KillAtWriteAsync(World world, PracticeServer server, int n, string journal)
    {
        world.Org.Faults.Add(new PracticeFault(PracticeFaultKind.Hang) { WritesOnly = true, Skip = n });
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in new[] { typeof(ApplyCommand).Assembly.Location, "apply", "--url", server.Address.AbsoluteUri, "--token-stdin", "--scope", s_sample, "--journal", journal })
        {
            start.ArgumentList.Add(argument);
        }

        using var client = Process.Start(start)!;
        var output = client.StandardOutput.ReadToEndAsync();
        var errors = client.StandardError.ReadToEndAsync();
        await client.StandardInput.WriteLineAsync(world.Org.SignIn(world.Org.AdministratorUsername));
        client.StandardInput.Close();
        await HitAsync(world.Org, () => client.HasExited);
        if (client.HasExited)
        {
            Assert.Fail(await output + await errors);
        }

        client.Kill(); // SIGKILL: no handler, no finally, no flush
        await client.WaitForExitAsync();
        Assert.NotEqual(0, client.ExitCode);
    }

    private static Task<int> ApplyHereAsync(World world, PracticeServer server) => ApplyCommand.RunAsync(
        ["--url", server.Address.AbsoluteUri, "--token-stdin", "--scope", s_sample, "--journal", world.NewJournal()],
        new StringReader(world.Org.SignIn(world.Org.AdministratorUsername)), TextWriter.Null, TextWriter.Null, default);

    /// <summary>Waits until the scheduled fault has hit.</summary>
    private static async Task HitAsync(PracticeOrg org, Func<bool> ended)
    {
        var patience = Stopwatch.StartNew();
        while (org.Faults.Fired == 0 && !ended())
        {
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(60), "The fault never hit.");
            await Task.Delay(5);
        }

    }
}
