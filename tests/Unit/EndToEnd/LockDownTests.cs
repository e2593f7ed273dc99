using System;
using System.Linq;
using System.Threading.Tasks;
using SfIntegration.Plan;
using SfIntegration.Practice;
using SfIntegration.Rules;
using SfIntegration.Scope;
using Xunit;

namespace SfIntegration.Unit.Tests.EndToEnd;

/// <summary>Addresses and hours of a scope are planned, written after everything else, read back, tested and taken back.</summary>
public sealed class LockDownTests
{
    private const string Own = "Integ Orders";

    [Fact]
    public async Task The_doors_close_last_and_plan_nothing_when_they_are_closed()
    {
        using var world = await World.CreateAsync();
        var plan = await world.PlanAsync(Scope());
        Assert.Equal(new[] { ChangeKind.SetAddressRanges, ChangeKind.SetLoginHours }, plan.Changes.TakeLast(2).Select(c => c.Kind));
        Assert.Equal("every address -> 198.51.100.7, 203.0.113.0/24", Arrow(plan, ChangeKind.SetAddressRanges));
        Assert.Equal("any hour -> Mon-Fri 06:00-20:00 (Europe/Berlin)", Arrow(plan, ChangeKind.SetLoginHours));
        var applied = await world.ApplyAsync(plan);
        Assert.Empty(applied.Errors);
        Assert.True((await world.PlanAsync(Scope())).IsEmpty);
    }

    [Fact]
    public async Task A_test_finds_the_doors_as_the_scope_says_and_what_was_changed_since()
    {
        using var world = await World.CreateAsync();
        await world.BuildAsync(Scope());
        Assert.Equal(["SFI404 " + World.Username], (await world.FailsAsync(Scope())).Where(f => f.StartsWith("SFI4", StringComparison.Ordinal)));
        await world.BuildAsync(Scope("203.0.113.0/24, 198.51.100.0/24"));
        Assert.Contains("SFI403 " + World.Username, await world.FailsAsync(Scope()));
    }

    [Fact]
    public async Task Undoing_opens_the_doors_and_takes_the_rest_back()
    {
        using var world = await World.CreateAsync();
        var before = await world.DumpAsync();
        var applied = await world.BuildAsync(Scope());
        await world.UndoAsync(applied.JournalPath!);
        UndoTests.OnlyTheDeactivatedUserIsLeft(before, await world.DumpAsync());
    }

    [Fact]
    public async Task Undoing_a_change_of_ranges_and_hours_brings_the_old_ones_back()
    {
        using var world = await World.CreateAsync();
        await world.BuildAsync(Scope());
        var applied = await world.BuildAsync(Scope("2001:db8::/48", "sat", "00:00", "24:00"));
        await world.UndoAsync(applied.JournalPath!);
        Assert.True((await world.PlanAsync(Scope())).IsEmpty);
    }

    [Fact]
    public async Task A_profile_that_others_hold_is_not_restricted_and_the_cure_is_one_of_its_own()
    {
        using var world = await World.CreateAsync();
        var shared = World.Sample(("  license: Salesforce Integration\n", "  license: Salesforce Integration\n  profile: { name: \"Minimum Access - API Only Integrations\" }\n  network: [203.0.113.0/24]\n"));
        var problem = Assert.Single((await world.PlanAsync(shared)).Problems, p => p.Stops);
        Assert.Equal("ProfileShared", problem.Code);
        Assert.Contains("cloneOf", problem.Cure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hours_that_cannot_be_kept_block_the_plan_with_the_nearest()
    {
        using var world = await World.CreateAsync();
        var problem = Assert.Single((await world.PlanAsync(Scope(zone: "UTC"))).Problems, p => p.Stops);
        Assert.Equal("HoursUnsayable", problem.Code);
        Assert.Contains("from: 08:00, to: 21:00", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_range_of_a_whole_provider_is_warned_of()
    {
        using var world = await World.CreateAsync();
        Assert.Contains((await world.PlanAsync(Scope("3.0.0.0/8"))).Problems, p => p is { Code: "WideRange", Stops: false });
    }

    [Fact]
    public async Task Somebody_elses_change_of_ranges_makes_a_plan_stale()
    {
        using var world = await World.CreateAsync();
        await world.BuildAsync(Scope());
        var plan = await world.PlanAsync(Scope("203.0.113.0/25"));
        await world.BuildAsync(Scope("203.0.113.0/26"));
        await Assert.ThrowsAsync<SfPlanException>(() => world.Service.ApplyAsync(plan, new ApplyOptions { JournalPath = world.NewJournal() }, default));
    }

    private static string Arrow(AccessPlan plan, ChangeKind kind) => Assert.Single(plan.Changes, c => c.Kind == kind) is var c ? $"{c.Before} -> {c.After}" : "";

    private static AccessScope Scope(string network = "203.0.113.0/24, 198.51.100.7", string days = "mon-fri", string from = "06:00", string to = "20:00", string zone = "Europe/Berlin") =>
        World.Sample(("  license: Salesforce Integration\n", $"  license: Salesforce Integration\n  profile: {{ name: {Own}, cloneOf: default }}\n  network: [{network}]\n  hours: {{ days: {days}, from: {from}, to: {to}, timeZone: {zone} }}\n"));
}
