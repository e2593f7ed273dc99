using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using SfIntegration.Plan;
using SfIntegration.Practice;
using Xunit;

namespace SfIntegration.Unit.Tests.EndToEnd;

/// <summary>A bad thing at every write of an apply: afterwards, or after a second run, the org is as if nothing had happened.</summary>
public sealed class FaultTests
{
    private static readonly Lazy<Task<(IReadOnlyList<string> Rows, int Writes)>> s_undisturbed = new(UndisturbedAsync);

    [Fact]
    public async Task An_undisturbed_apply_leaves_nothing_to_plan()
    {
        using var world = await World.CreateAsync();
        await world.BuildAsync();
        Assert.True((await world.PlanAsync()).IsEmpty);
        Assert.True((await s_undisturbed.Value).Writes >= 5);
    }

    [Theory]
    [InlineData(PracticeFaultKind.Unavailable)]
    [InlineData(PracticeFaultKind.Reset)]
    [InlineData(PracticeFaultKind.LostAnswer)]
    [InlineData(PracticeFaultKind.CutOff)]
    [InlineData(PracticeFaultKind.ExpiredSession)]
    [InlineData(PracticeFaultKind.RowLock)]
    public Task Is_overcome_within_the_run_at_every_write(PracticeFaultKind kind) =>
        AtEveryWriteAsync(n => new PracticeFault(kind) { WritesOnly = true, Skip = n }, completes: true);

    [Fact]
    public Task A_lock_on_one_row_is_overcome_within_the_run_at_every_write() =>
        AtEveryWriteAsync(n => new PracticeFault(PracticeFaultKind.RowLock) { WritesOnly = true, Skip = n, Row = 0 }, completes: true);

    [Fact]
    public Task Several_broken_connections_in_a_row_are_overcome_at_every_write() =>
        AtEveryWriteAsync(n => new PracticeFault(PracticeFaultKind.Reset) { WritesOnly = true, Skip = n, Times = 2 }, completes: true);

    [Fact]
    public Task A_refused_row_leaves_the_run_incomplete_and_the_next_run_finishes_at_every_write() =>
        AtEveryWriteAsync(n => new PracticeFault(PracticeFaultKind.BadRow) { WritesOnly = true, Skip = n, Row = 0 }, completes: false, (result, error) =>
        {
            Assert.Null(error);
            Assert.Equal(ApplyState.Incomplete, result!.State);
            Assert.Contains(result.Errors, e => e.Contains("FIELD_CUSTOM_VALIDATION_EXCEPTION", StringComparison.Ordinal));
        });

    [Fact]
    public Task A_used_up_request_limit_stops_the_run_with_its_cure_and_the_next_run_finishes_at_every_write() =>
        AtEveryWriteAsync(n => new PracticeFault(PracticeFaultKind.RequestLimit) { WritesOnly = true, Skip = n }, completes: false, (_, error) =>
        {
            Assert.IsType<SfLimitException>(error);
            Assert.NotNull(error!.Cure);
        });

    [Fact]
    public Task A_session_that_cannot_be_renewed_stops_the_run_with_its_cure_and_the_next_run_finishes_at_every_write() =>
        AtEveryWriteAsync(n => new PracticeFault(PracticeFaultKind.ExpiredSession) { WritesOnly = true, Skip = n }, completes: false, (_, error) =>
        {
            Assert.IsType<SfAuthenticationException>(error);
            Assert.Equal("INVALID_SESSION_ID", error!.Code);
            Assert.NotNull(error.Cure);
        }, accessTokenOnly: true);

    [Fact]
    public async Task One_bad_row_among_many_is_named_with_its_cure_and_all_others_are_written()
    {
        using var world = await World.CreateAsync();
        var plan = await world.PlanAsync();
        world.Org.Faults.Add(new PracticeFault(PracticeFaultKind.BadRow) { WritesOnly = true, Skip = 3, Row = 2, Code = "INSUFFICIENT_ACCESS", Message = "no" });
        var result = await world.ApplyAsync(plan);
        var error = Assert.Single(result.Errors);
        Assert.Contains("Sign in as a user who has it.", error, StringComparison.Ordinal);
        var failed = Assert.Single(result.Changes, c => c.State == ChangeState.Failed);
        Assert.Contains(failed.Target, error, StringComparison.Ordinal);
        Assert.All(result.Changes, c => Assert.True(c == failed || c.State == ChangeState.Applied || c.Kind == ChangeKind.NotApplied, c.ToString()));
        Assert.Equal(failed.Target, Assert.Single((await world.PlanAsync()).Changes).Target);
    }

    private static async Task<(IReadOnlyList<string> Rows, int Writes)> UndisturbedAsync()
    {
        using var world = await World.CreateAsync();
        var plan = await world.PlanAsync();
        world.Org.Counters.Reset();
        Assert.Equal(ApplyState.Complete, (await world.ApplyAsync(plan)).State);
        return (await world.DumpAsync(), world.Org.Counters.Writes);
    }

    private static async Task AtEveryWriteAsync(Func<int, PracticeFault> fault, bool completes, Action<ApplyResult?, SfException?>? look = null, bool accessTokenOnly = false)
    {
        var (rows, writes) = await s_undisturbed.Value;
        for (var n = 0; n < writes; n++)
        {
            using var world = await World.CreateAsync();
            if (accessTokenOnly)
            {
                await world.UseAccessTokenAsync();
            }

            var plan = await world.PlanAsync();
            world.Org.Faults.Add(fault(n));
            ApplyResult? result = null;
            SfException? error = null;
            try
            {
                result = await world.ApplyAsync(plan);
            }
            catch (SfException e)
            {
                error = e;
            }

            Assert.Equal(0, world.Org.Faults.Pending);
            look?.Invoke(result, error);
            if (completes)
            {
                Assert.Null(error);
                Assert.Empty(result!.Errors);
            }
            else
            {
                if (accessTokenOnly)
                {
                    await world.UseAccessTokenAsync();
                }

                await world.BuildAsync();
            }

            Assert.Equal(rows, await world.DumpAsync());
            Assert.True((await world.PlanAsync()).IsEmpty);
        }
    }
}
