using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using SfIntegration.Plan;
using SfIntegration.Practice;
using Xunit;

namespace SfIntegration.Unit.Tests.EndToEnd;

/// <summary>An undo brings every row of every setup table back; the user it cannot delete is left deactivated.</summary>
public sealed class UndoTests
{
    [Fact]
    public async Task Undoing_a_new_identity_leaves_nothing_but_the_deactivated_user_and_frees_both_licences()
    {
        using var world = await World.CreateAsync();
        var before = await world.DumpAsync();
        var applied = await world.BuildAsync();
        Assert.Contains(applied.SideEffects, e => e.Contains("Salesforce API Integration", StringComparison.Ordinal));
        var undone = await world.UndoAsync(applied.JournalPath!);
        Assert.Contains(undone.Steps, s => s.Action == "Deactivate" && s.Note!.Contains("cannot delete users", StringComparison.Ordinal));
        OnlyTheDeactivatedUserIsLeft(before, await world.DumpAsync());
    }

    [Fact]
    public async Task Undoing_a_narrowed_scope_brings_every_row_back()
    {
        using var world = await World.CreateAsync();
        await world.BuildAsync();
        var before = await world.DumpAsync();
        var narrowed = World.Sample(
            ("      Account: { access: [read], fields: [AccountNumber, BillingAddress, ERP_Number__c] }\n", ""),
            ("access: [read, create, edit], fields: { read: [ExpectedRevenue], edit: [Amount, NextStep, ERP_Order_Id__c] }", "access: [read, edit], fields: { read: [Amount] }"),
            ("    systemPermissions: [{ name: ViewSetup, reason: schema discovery }]\n", ""),
            ("  - { rule: SFI301, target: ViewSetup, reason: schema discovery, owner: ERP integration, approvedBy: security@acme.example, ticket: SEC-1422, expires: 2028-01-01 }\n", ""),
            (", records: viewAll, reason: the price list is global", ""),
            ("  - { rule: SFI303, target: Product2, reason: the price list is global, owner: ERP integration, approvedBy: security@acme.example, ticket: SEC-1422, expires: 2028-01-01 }\n", ""),
            ("    setupAccess: { apexClasses: [OrderSyncEndpoint] }\n", ""),
            ("expires: 2028-06-30", "expires: 2028-01-31"),
            ("Keeps ERP orders", "Reads ERP orders"));
        var applied = await world.BuildAsync(narrowed);
        Assert.NotEqual(before, await world.DumpAsync());
        await world.UndoAsync(applied.JournalPath!);
        Assert.Equal(before, await world.DumpAsync());
        Assert.True((await world.PlanAsync()).IsEmpty);
    }

    [Fact]
    public async Task Undoing_a_run_that_stopped_at_any_write_takes_back_what_it_had_done()
    {
        for (var n = 0; ; n++)
        {
            using var world = await World.CreateAsync();
            var before = await world.DumpAsync();
            var plan = await world.PlanAsync();

            // The write is carried out and its answer lost; the look-up that would settle it meets the limit: the journal holds an intent and no outcome.
            world.Org.Faults.Add(new PracticeFault(PracticeFaultKind.LostAnswer) { WritesOnly = true, Skip = n });
            world.Org.Faults.Add(new PracticeFault(PracticeFaultKind.RequestLimit) { Skip = n + 1, Times = 1000 });
            var journal = world.NewJournal();
            try
            {
                await world.ApplyAsync(plan, journal);
            }
            catch (SfException)
            {
            }

            if (world.Org.Faults.Fired < 2)
            {
                Assert.True(n >= 5, $"Only {n} writes were disturbed.");
                return;
            }

            world.Org.Faults.Clear();
            Assert.Equal("Stopped", JournalReader.Read(journal).State);
            await world.UndoAsync(journal);
            OnlyTheDeactivatedUserIsLeft(before, await world.DumpAsync());
        }
    }

    [Fact]
    public async Task A_licence_that_came_by_itself_is_taken_back_though_the_run_ended_before_it_read_back()
    {
        using var world = await World.CreateAsync();
        var before = await world.DumpAsync();
        var applied = await world.BuildAsync();

        // As a killed process leaves it: no side effects, no end.
        var lines = File.ReadAllLines(applied.JournalPath!).Where(l => !l.Contains("\"kind\":\"sideEffects\"", StringComparison.Ordinal) && !l.Contains("\"kind\":\"end\"", StringComparison.Ordinal));
        var cut = world.NewJournal();
        File.WriteAllText(cut, string.Join("\n", lines) + "\n{\"kind\":\"sideEff");
        await world.UndoAsync(cut);
        OnlyTheDeactivatedUserIsLeft(before, await world.DumpAsync());
    }

    [Fact]
    public async Task Undoing_twice_is_harmless()
    {
        using var world = await World.CreateAsync();
        var applied = await world.BuildAsync();
        await world.UndoAsync(applied.JournalPath!);
        var once = await world.DumpAsync();
        await world.UndoAsync(applied.JournalPath!);
        Assert.Equal(once, await world.DumpAsync());
    }

    [Fact]
    public async Task What_was_undone_can_be_applied_again_and_the_same_user_comes_back()
    {
        using var world = await World.CreateAsync();
        var applied = await world.BuildAsync();
        var built = await world.DumpAsync();
        await world.UndoAsync(applied.JournalPath!);
        Assert.Equal(applied.UserId, (await world.BuildAsync()).UserId);
        Assert.Equal(built, await world.DumpAsync());
    }

    [Fact]
    public async Task A_journal_of_another_org_is_refused_and_nothing_is_written()
    {
        using var world = await World.CreateAsync();
        var applied = await world.BuildAsync();
        var foreign = world.NewJournal();
        File.WriteAllText(foreign, File.ReadAllText(applied.JournalPath!).Replace(world.Api.Org.OrgId, "00D000000000000EAA", StringComparison.Ordinal));
        world.Org.Counters.Reset();
        var error = await Assert.ThrowsAsync<SfPlanException>(() => world.Service.UndoAsync(JournalReader.Read(foreign), world.NewJournal(), default));
        Assert.Equal("OtherOrg", error.Code);
        Assert.Contains("00D000000000000EAA", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, world.Org.Counters.Writes);
    }

    [Fact]
    public async Task A_set_that_is_taken_away_and_brought_back_is_held_again()
    {
        using var world = await World.CreateAsync();
        await world.BuildAsync();
        world.Org.AsSystem.Insert("PermissionSetAssignment", new Dictionary<string, object?> { ["AssigneeId"] = world.UserId, ["PermissionSetId"] = world.IdOf("PermissionSet", "Name = 'Newsletter_Sync'") });
        var before = await world.DumpAsync();
        var applied = await world.ApplyAsync(await world.PlanAsync(removeUnscoped: true));
        Assert.Equal(ApplyState.Complete, applied.State);
        Assert.NotEqual(before, await world.DumpAsync());
        await world.UndoAsync(applied.JournalPath!);
        Assert.Equal(before, await world.DumpAsync());
    }

    /// <summary>Nothing is missing; what is new is the user (deactivated), its login row and its profile's own assignment.</summary>
    internal static void OnlyTheDeactivatedUserIsLeft(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        Assert.Empty(before.Except(after));
        var left = after.Except(before).ToList();
        Assert.Equal(before.Count + left.Count, after.Count);
        Assert.All(left, row => Assert.Contains(World.Username, row, StringComparison.Ordinal));
        Assert.All(left, row => Assert.Contains(row.Split(' ')[0], new[] { "User", "UserLogin", "PermissionSetAssignment" }));
        Assert.True(left.Count <= 3, string.Join("\n", left));
        Assert.All(left.Where(r => r.StartsWith("User ", StringComparison.Ordinal)), r => Assert.Contains(" IsActive=False", r, StringComparison.Ordinal));
    }
}
