using System;
using System.Linq;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Api;
using SfIntegration.Harden.Login;
using SfIntegration.Identity;
using SfIntegration.Plan;
using SfIntegration.Proof;
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

    [Fact]
    public async Task A_sign_in_that_the_doors_refuse_is_right_of_the_network_and_tells_nothing_of_the_access()
    {
        using var world = await World.CreateAsync();
        await world.BuildAsync(Scope());
        var result = await new LeastPrivilegeTest(world.Api, () => world.Org.Clock.UtcNow).RunAsync(
            new TestRequest { Username = World.Username, Scope = Scope(), Live = true, SignIn = _ => throw new SfAuthenticationException("invalid_grant: IP restricted or invalid login hours", null) }, default);
        var network = Assert.Single(result.Findings, f => f.RuleId == "SFI403");
        Assert.Equal(Outcome.Pass, network.Outcome);
        Assert.Contains(network.Evidence, e => e.StartsWith("live: a sign-in from here was refused", StringComparison.Ordinal));
        Assert.Equal(Outcome.NotAssessed, Assert.Single(result.Findings, f => f.RuleId == "SFI220").Outcome);
        Assert.DoesNotContain(result.Findings, f => f is { Outcome: Outcome.Fail, RuleId: not "SFI404" and not "SFI604" });
    }

    [Fact]
    public async Task The_same_refusal_of_an_identity_without_doors_in_its_scope_is_a_failure()
    {
        using var world = await World.CreateAsync();
        await world.BuildAsync();
        var result = await new LeastPrivilegeTest(world.Api, () => world.Org.Clock.UtcNow).RunAsync(
            new TestRequest { Username = World.Username, Scope = World.Sample(), Live = true, SignIn = _ => throw new SfAuthenticationException("invalid_grant: ip restricted or invalid login hours", null) }, default);
        Assert.Contains(result.Findings, f => f is { RuleId: "SFI220", Outcome: Outcome.Fail });
    }

    [Fact]
    public async Task A_caller_without_the_metadata_api_is_told_in_the_plan_and_the_rest_is_applied()
    {
        using var world = await World.CreateAsync();
        var profile = world.IdOf("Profile", "Name = 'System Administrator'");
        world.Change("Profile", profile, ("PermissionsModifyMetadata", false), ("PermissionsModifyAllData", false));
        var plan = await world.PlanAsync(Scope());
        Assert.Equal(new[] { "network", "hours" }, plan.Changes.Where(c => c.Kind == ChangeKind.NotApplied && c.Target is "network" or "hours").Select(c => c.Target));
        Assert.All(plan.Changes.Where(c => c.Target is "network" or "hours"), c => Assert.Contains("ModifyMetadata", c.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Undoing_brings_the_descriptions_of_ranges_back()
    {
        using var world = await World.CreateAsync();
        await world.BuildAsync(Scope());
        await SetRangesAsync(world, Own, ("203.0.113.0", "203.0.113.255", "Head office"));
        var applied = await world.BuildAsync(Scope());
        await world.UndoAsync(applied.JournalPath!);
        var profile = (await world.Api.Metadata.ReadAsync("Profile", new[] { Own }, default))[Own]!;
        Assert.Equal("Head office", Assert.Single(profile.Elements(MetadataSoap.Ns + "loginIpRanges")).Element(MetadataSoap.Ns + "description")!.Value);
    }

    [Fact]
    public async Task Analytics_with_ranges_of_its_own_would_stop_if_every_request_were_checked()
    {
        const string Analytics = "Analytics Cloud Integration User";
        using var world = await World.CreateAsync();
        var service = new LoginRestrictionService(world.Api);
        var profiles = await ProfileReader.ReadAsync(world.Api, default);
        Assert.Empty(await service.StoppedByEveryRequestAsync(profiles, default));
        await SetRangesAsync(world, Analytics, ("203.0.113.0", "203.0.113.255", ""));
        Assert.Equal(new[] { Analytics }, await service.StoppedByEveryRequestAsync(profiles, default));
        await SetRangesAsync(world, Analytics, ("10.0.0.0", "10.255.255.255", ""));
        Assert.Empty(await service.StoppedByEveryRequestAsync(profiles, default));
    }

    private static async Task SetRangesAsync(World world, string profile, params (string Start, string End, string Description)[] ranges)
    {
        var values = new JObject { ["loginIpRanges"] = new JArray(ranges.Select(r => new JObject { ["startAddress"] = r.Start, ["endAddress"] = r.End, ["description"] = r.Description })) };
        Assert.True((await world.Api.Metadata.UpdateAsync("Profile", new[] { MetadataRows.Merge(profile, null, values) }, default)).Single().Success);
    }

    private static string Arrow(AccessPlan plan, ChangeKind kind) => Assert.Single(plan.Changes, c => c.Kind == kind) is var c ? $"{c.Before} -> {c.After}" : "";

    private static AccessScope Scope(string network = "203.0.113.0/24, 198.51.100.7", string days = "mon-fri", string from = "06:00", string to = "20:00", string zone = "Europe/Berlin") =>
        World.Sample(("  license: Salesforce Integration\n", $"  license: Salesforce Integration\n  profile: {{ name: {Own}, cloneOf: default }}\n  network: [{network}]\n  hours: {{ days: {days}, from: {from}, to: {to}, timeZone: {zone} }}\n"));
}
