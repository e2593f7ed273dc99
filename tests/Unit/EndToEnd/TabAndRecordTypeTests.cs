using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Access;
using SfIntegration.Plan;
using SfIntegration.Practice;
using SfIntegration.Rules;
using SfIntegration.Scope;
using Xunit;

namespace SfIntegration.Unit.Tests.EndToEnd;

/// <summary>Tabs and record types of a scope, from the file to the org and back.</summary>
public sealed class TabAndRecordTypeTests
{
    private const string Account = "Account: { access: [read], fields: [AccountNumber, BillingAddress, ERP_Number__c]";
    private const string App = "    app: { name: Order Sync, flow: jwt }";

    private static AccessScope Wide(string recordTypes = "[customer]", string tabs = "{ visible: [standard-account], available: [Invoice__c] }") => World.Sample(
        (Account, Account + $", recordTypes: {recordTypes}"),
        (App, $"    tabs: {tabs}\n" + App));

    private static async Task<string> OpenAsync(World world) => string.Join(",", (await SetRecordTypes.ReadAsync(world.Api, [World.SetName], default)).Of(World.SetName)!
        .Select(r => r.SobjectType + "." + r.RecordType));

    private static string Tabs(World world) => string.Join(",", world.Query($"SELECT Name, Visibility FROM PermissionSetTabSetting WHERE Parent.Name = '{World.SetName}' ORDER BY Name")
        .Select(t => $"{t["Name"]} {t["Visibility"]}"));

    /// <summary>What every plan of the sample says besides is not what is looked at here.</summary>
    private static IReadOnlyList<PlanProblem> Problems(AccessPlan plan) => plan.Problems.Where(p => p.Code != "OwnRowsOnly").ToList();

    private static void Lose(World world, params string[] permissions)
    {
        var profile = world.IdOf("Profile", "Name = 'System Administrator'");
        foreach (var sobjectType in new[] { "Account", "Opportunity", "Invoice__c", "Product2" })
        {
            world.Insert("ObjectPermissions", ("ParentId", world.IdOf("PermissionSet", $"ProfileId = '{profile}'")), ("SobjectType", sobjectType), ("PermissionsRead", true), ("PermissionsCreate", true), ("PermissionsEdit", true));
        }

        world.Change("Profile", profile, permissions.Select(p => ("Permissions" + p, (object?)false)).ToArray());
    }

    [Fact]
    public async Task They_are_written_read_back_tested_and_undone()
    {
        using var world = await World.CreateAsync();
        var plan = await world.PlanAsync(Wide());
        Assert.Empty(Problems(plan));
        Assert.Equal(
            ["GrantRecordType Account.customer", "GrantTab Invoice__c", "GrantTab standard-Account"],
            plan.Changes.Where(c => c.Kind is ChangeKind.GrantTab or ChangeKind.GrantRecordType).Select(c => $"{c.Kind} {c.Target}").Order(StringComparer.Ordinal));
        Assert.All(plan.Changes.Where(c => c.Kind is ChangeKind.GrantTab or ChangeKind.GrantRecordType), c => Assert.StartsWith("test.scope.yaml(", c.Source, StringComparison.Ordinal));

        var applied = await world.BuildAsync(Wide());
        Assert.Equal("Account.Customer", await OpenAsync(world));
        Assert.Equal("Invoice__c DefaultOff,standard-Account DefaultOn", Tabs(world));
        Assert.True((await world.PlanAsync(Wide())).IsEmpty);
        var found = (await world.TestAsync(Wide())).Findings;
        Assert.DoesNotContain(found, f => f.Outcome == Outcome.Fail && f.RuleId.StartsWith("SFI2", StringComparison.Ordinal));
        Assert.Contains(found, f => f is { RuleId: "SFI217", Outcome: Outcome.Pass, Target: "standard-Account" });
        Assert.Contains(found, f => f is { RuleId: "SFI219", Outcome: Outcome.Pass, Target: "Account.customer" });

        await world.UndoAsync(applied.JournalPath!);
        Assert.Empty(world.Query($"SELECT Id FROM PermissionSet WHERE Name = '{World.SetName}'"));
    }

    [Fact]
    public async Task The_whole_set_is_still_there_after_its_record_types_were_written()
    {
        using var plain = await World.CreateAsync();
        using var world = await World.CreateAsync();
        await plain.BuildAsync();
        await world.BuildAsync();
        await world.BuildAsync(Wide(tabs: "[]"));
        Assert.Equal(await plain.DumpAsync(), await world.DumpAsync());
    }

    [Fact]
    public async Task What_the_scope_no_longer_names_is_taken_away_and_an_undo_brings_it_back()
    {
        using var world = await World.CreateAsync();
        await world.BuildAsync(Wide("[Customer, Supplier]"));
        var before = await world.DumpAsync();
        var narrowed = Wide("[Supplier]", "{ available: [standard-Account, standard-Opportunity] }");
        var plan = await world.PlanAsync(narrowed);
        Assert.Equal(
            ["GrantTab standard-Opportunity", "RevokeRecordType Account.Customer", "RevokeTab Invoice__c", "RevokeTab standard-Account"],
            plan.Changes.Select(c => $"{c.Kind} {c.Target}").Order(StringComparer.Ordinal));
        Assert.Equal("InactiveRecordType Account.Supplier", string.Join(",", Problems(plan).Select(p => $"{p.Code} {p.Target}")));

        var applied = await world.BuildAsync(narrowed);
        Assert.Equal("Account.Supplier", await OpenAsync(world));
        Assert.Equal("standard-Account DefaultOff,standard-Opportunity DefaultOff", Tabs(world));
        await world.UndoAsync(applied.JournalPath!);
        Assert.Equal("Account.Customer,Account.Supplier", await OpenAsync(world));
        Assert.Equal(before, await world.DumpAsync());
        await world.UndoAsync(applied.JournalPath!);
        Assert.Equal("Account.Customer,Account.Supplier", await OpenAsync(world));
    }

    [Fact]
    public async Task What_somebody_opened_by_hand_fails_the_test_and_goes_with_the_next_run()
    {
        using var world = await World.CreateAsync();
        await world.BuildAsync();
        var component = (await world.Api.Metadata.ReadAsync("PermissionSet", [World.SetName], default))[World.SetName]!;
        await world.Api.Metadata.UpdateAsync("PermissionSet", [RecordTypeVisibilities.Opened(component, ["Case.Billing"])], default);
        world.Insert("PermissionSetTabSetting", ("ParentId", world.SetId), ("Name", "standard-Case"), ("Visibility", "DefaultOff"));
        Assert.Equal(["SFI216 standard-Case", "SFI218 Case.Billing"], await world.FailsAsync());
        await world.BuildAsync();
        Assert.Empty(await world.FailsAsync());
        Assert.Equal("", await OpenAsync(world));
    }

    [Fact]
    public async Task What_somebody_closed_by_hand_fails_the_test()
    {
        using var world = await World.CreateAsync();
        await world.BuildAsync(Wide());
        var component = (await world.Api.Metadata.ReadAsync("PermissionSet", [World.SetName], default))[World.SetName]!;
        await world.Api.Metadata.UpdateAsync("PermissionSet", [RecordTypeVisibilities.Closed(component, ["account.CUSTOMER"])], default);
        world.Delete("PermissionSetTabSetting", world.IdOf("PermissionSetTabSetting", $"ParentId = '{world.SetId}' AND Name = 'standard-Account'"));
        Assert.Equal(["SFI217 standard-Account", "SFI219 Account.customer"], await world.FailsAsync(Wide()));
    }

    [Fact]
    public async Task A_caller_without_the_metadata_api_reads_by_tooling_and_is_told_what_it_cannot_write()
    {
        using var world = await World.CreateAsync();
        await world.BuildAsync(Wide());
        Lose(world, "ModifyAllData", "ModifyMetadata");
        Assert.Empty(await world.FailsAsync(Wide()));
        Assert.True((await world.PlanAsync(Wide())).IsEmpty);
        Assert.Equal(
            ["record type Account.supplier: opened in Integ_Order_Sync", "record type Account.customer: closed in Integ_Order_Sync"],
            (await world.PlanAsync(Wide("[Supplier]"))).Changes.Where(c => c.Kind == ChangeKind.NotApplied).Select(c => $"{c.Target}: {c.After}"), StringComparer.OrdinalIgnoreCase);
        Assert.Equal(["SFI218 Account.customer", "SFI219 Account.supplier"], (await world.FailsAsync(Wide("[Supplier]"))).Where(f => f.StartsWith("SFI21", StringComparison.Ordinal)), StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_caller_to_whom_metadata_and_tooling_are_closed_is_told_so_and_the_rest_is_applied()
    {
        using var world = await World.CreateAsync(o => o.Switches.ToolingMetadataPermission = "ModifyMetadata");
        Lose(world, "ModifyAllData", "ModifyMetadata");
        var plan = await world.PlanAsync(Wide());
        Assert.DoesNotContain(plan.Problems, p => p.Stops);
        var open = Assert.Single(plan.Changes, c => c.Kind == ChangeKind.NotApplied && c.Target == "record type Account.customer");
        Assert.Contains("Modify Metadata", open.Reason, StringComparison.Ordinal);
        var applied = await world.ApplyAsync(plan);
        Assert.Equal(ApplyState.Complete, applied.State);
        Assert.Equal("Invoice__c DefaultOff,standard-Account DefaultOn", Tabs(world));

        var found = (await world.TestAsync(Wide())).Findings.Where(f => f.RuleId is "SFI218" or "SFI219").ToList();
        Assert.Equal(["SFI218 NotAssessed " + World.Username, "SFI219 NotAssessed Account.customer"], found.Select(f => $"{f.RuleId} {f.Outcome} {f.Target}"));
        Assert.All(found, f => Assert.Contains("ModifyMetadata", f.Cure, StringComparison.Ordinal));

        // A scope that names none is told too: its set may open some all the same.
        Assert.Contains((await world.PlanAsync()).Problems, p => p is { Code: "RecordTypesNotRead", Stops: false, Target: World.SetName });
    }

    [Fact]
    public async Task The_right_to_write_metadata_that_is_lost_on_the_way_fails_the_record_type_alone()
    {
        using var world = await World.CreateAsync();
        var plan = await world.PlanAsync(Wide());
        Lose(world, "ModifyAllData", "ModifyMetadata");
        var applied = await world.ApplyAsync(plan);
        var failed = Assert.Single(applied.Changes, c => c.State == ChangeState.Failed);
        Assert.Equal(("Account.customer", ChangeKind.GrantRecordType), (failed.Target, failed.Kind));
        Assert.Contains("Modify Metadata", failed.Error, StringComparison.Ordinal);
        Assert.Equal(ApplyState.Incomplete, applied.State);
    }

    [Theory]
    [InlineData("[Custommer]", "[]", "UnknownRecordType Account.Custommer", "Did you mean Customer?")]
    [InlineData("[Zzzzzzzz]", "[]", "UnknownRecordType Account.Zzzzzzzz", "It has Customer, Supplier.")]
    [InlineData("[Support]", "[]", "UnknownRecordType Account.Support", "It has Customer, Supplier.")]
    [InlineData("[]", "[Invoise__c]", "UnknownTab Invoise__c", "Did you mean Invoice__c?")]
    [InlineData("[]", "[Nothing_Like_It__c]", "UnknownTab Nothing_Like_It__c", "Correct the name, or deploy the object first.")]
    public async Task A_name_the_org_does_not_have_stops_the_plan_with_the_right_one(string recordTypes, string tabs, string problem, string cure)
    {
        using var world = await World.CreateAsync();
        var found = Assert.Single(Problems(await world.PlanAsync(Wide(recordTypes, tabs))));
        Assert.Equal((problem, cure, true), ($"{found.Code} {found.Target}", found.Cure, found.Stops));
        Assert.NotNull(found.Source);
    }

    [Theory]
    [InlineData("Account", "Did you mean standard-Account?")]
    [InlineData("standard-Acount", "Did you mean standard-Account?")]
    public async Task A_standard_tab_that_looks_wrong_is_a_warning_and_salesforce_has_the_last_word(string tab, string cure)
    {
        using var world = await World.CreateAsync();
        var plan = await world.PlanAsync(Wide("[]", $"[{tab}]"));
        var warned = Assert.Single(Problems(plan));
        Assert.Equal(("UnknownTab", cure, false), (warned.Code, warned.Cure, warned.Stops));
        var failed = Assert.Single((await world.ApplyAsync(plan)).Changes, c => c.State == ChangeState.Failed);
        Assert.Equal((tab, ChangeKind.GrantTab), (failed.Target, failed.Kind));
        Assert.Contains("Tab not found", failed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_is_stale_once_somebody_changed_a_tab_or_a_record_type()
    {
        using var world = await World.CreateAsync();
        await world.BuildAsync(Wide());
        var plan = await world.PlanAsync(Wide("[Supplier]"));
        var component = (await world.Api.Metadata.ReadAsync("PermissionSet", [World.SetName], default))[World.SetName]!;
        await world.Api.Metadata.UpdateAsync("PermissionSet", [RecordTypeVisibilities.Opened(component, ["Case.Billing"])], default);
        var error = await Assert.ThrowsAsync<SfPlanException>(() => world.Service.ApplyAsync(plan, new ApplyOptions { JournalPath = world.NewJournal() }, default));
        Assert.Equal("PlanStale", error.Code);

        plan = await world.PlanAsync(Wide());
        world.Delete("PermissionSetTabSetting", world.IdOf("PermissionSetTabSetting", $"ParentId = '{world.SetId}' AND Name = 'standard-Account'"));
        Assert.Equal("PlanStale", (await Assert.ThrowsAsync<SfPlanException>(() => world.Service.ApplyAsync(plan, new ApplyOptions { JournalPath = world.NewJournal() }, default))).Code);
    }

    [Fact]
    public async Task A_lost_answer_is_settled_by_looking_and_nothing_is_written_twice()
    {
        for (var n = 0; ; n++)
        {
            using var world = await World.CreateAsync();
            var plan = await world.PlanAsync(Wide());
            world.Org.Faults.Add(new PracticeFault(PracticeFaultKind.LostAnswer) { WritesOnly = true, Skip = n });
            var applied = await world.ApplyAsync(plan);
            if (world.Org.Faults.Fired == 0)
            {
                Assert.True(n >= 5, $"Only {n} writes were disturbed.");
                return;
            }

            Assert.Empty(applied.Errors);
            Assert.Equal("Account.Customer", await OpenAsync(world));
            Assert.Equal("Invoice__c DefaultOff,standard-Account DefaultOn", Tabs(world));
        }
    }

    [Fact]
    public async Task A_draft_from_the_set_says_both_and_plans_nothing_new()
    {
        using var world = await World.CreateAsync();
        await world.BuildAsync(Wide());
        var input = await SfIntegration.Scope.Drafting.DraftSources.OfContainersAsync(world.Api, [World.SetName], default);
        var drafted = ScopeDraft.FromGrants(input, new SfIntegration.Scope.Drafting.DraftOptions { Name = "copy", Username = "copy@acme.example" }).Integrations[0];
        Assert.Equal(["Invoice__c Available", "standard-Account Visible"], drafted.Tabs.Select(t => $"{t.Name} {t.Visibility}").Order(StringComparer.Ordinal));
        Assert.Equal("Customer", Assert.Single(drafted.Objects.Single(o => o.SobjectType == "Account").RecordTypes).Name);

        Lose(world, "ModifyAllData", "ModifyMetadata");
        input = await SfIntegration.Scope.Drafting.DraftSources.OfContainersAsync(world.Api, [World.SetName], default);
        Assert.Equal("Customer", Assert.Single(ScopeDraft.FromGrants(input, new SfIntegration.Scope.Drafting.DraftOptions { Name = "copy", Username = "copy@acme.example" }).Integrations[0].Objects.Single(o => o.SobjectType == "Account").RecordTypes).Name);

        world.Org.Switches.ToolingMetadataPermission = "ModifyMetadata";
        input = await SfIntegration.Scope.Drafting.DraftSources.OfContainersAsync(world.Api, [World.SetName], default);
        Assert.Contains(input.Notes, note => note.StartsWith($"Record types were not read of PermissionSet {World.SetName}: The Metadata API is closed", StringComparison.Ordinal));
    }
}
