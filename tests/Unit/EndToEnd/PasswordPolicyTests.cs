using System;
using System.Linq;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Harden.Login;
using SfIntegration.Plan;
using SfIntegration.Scope;
using Xunit;

namespace SfIntegration.Unit.Tests.EndToEnd;

/// <summary>A profile of an identity's own has a password policy as strict as ours, or stricter.</summary>
public sealed class PasswordPolicyTests
{
    private const string Own = "Integ Orders & Returns";

    private const string Setup = "Integ_Orders_Returns_profilePasswordPolicy1559051539083";

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public async Task A_made_profile_gets_one_whatever_the_org_names_it_and_whether_or_not_it_brings_its_own(bool keepsName, bool brings)
    {
        using var world = await World.CreateAsync(org => (org.Switches.ProfilePoliciesKeepTheirName, org.Switches.NewProfilesBringPasswordPolicy) = (keepsName, brings));
        var plan = await world.PlanAsync(Scope());
        Assert.Equal("the org's", Change(plan).Before);
        Assert.StartsWith("length 50, complexity 4, attempts 3, lockout 60, expiration 90, history 24, ", Change(plan).After, StringComparison.Ordinal);
        var applied = await world.ApplyAsync(plan);
        Assert.Empty(applied.Errors);
        Assert.Equal(ChangeState.Applied, Change(plan).State);
        var policy = await PolicyAsync(world);
        Assert.Empty(PasswordPolicy.Looser(policy));
        Assert.Equal(keepsName && !brings, policy!.FullName == "Integ_Orders_Returns_profilePasswordPolicy");
        Assert.True((await world.PlanAsync(Scope())).IsEmpty);
    }

    [Fact]
    public async Task One_that_is_there_is_only_tightened_and_an_undo_brings_it_back()
    {
        using var world = await World.CreateAsync();
        MakeProfile(world);
        await SetAsync(world, ("minimumPasswordLength", "12"), ("passwordExpiration", "30"), ("lockoutInterval", "0"), ("obscure", "true"));
        var before = await PolicyAsync(world);
        var plan = await world.PlanAsync(Scope());
        Assert.Equal("length 12, complexity 1, attempts 10, history 3, lifetime false, question 0", Change(plan).Before);
        var applied = await world.ApplyAsync(plan);
        Assert.Empty(applied.Errors);
        var after = await PolicyAsync(world);
        Assert.Equal((Setup, "50", "30", "0"), (after!.FullName, after.Value("minimumPasswordLength"), after.Value("passwordExpiration"), after.Value("lockoutInterval")));
        Assert.True((await world.PlanAsync(Scope())).IsEmpty);
        await world.UndoAsync(applied.JournalPath!);
        Assert.Equal(before!.Elements.OrderBy(e => e.Key), (await PolicyAsync(world))!.Elements.OrderBy(e => e.Key));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_undo_takes_one_that_was_made_for_a_profile_that_stays(bool keepsName)
    {
        using var world = await World.CreateAsync(org => org.Switches.ProfilePoliciesKeepTheirName = keepsName);
        MakeProfile(world);
        var applied = await world.BuildAsync(Scope());
        Assert.NotNull(await PolicyAsync(world));
        await world.UndoAsync(applied.JournalPath!);
        Assert.Null(await PolicyAsync(world));
    }

    [Fact]
    public async Task It_goes_with_a_profile_that_is_undone_and_comes_back_with_the_next()
    {
        using var world = await World.CreateAsync();
        var applied = await world.BuildAsync(Scope());
        var undone = await world.UndoAsync(applied.JournalPath!);
        Assert.DoesNotContain(undone.Steps, s => s.SobjectType == PasswordPolicyRowWriter.SobjectType);
        Assert.Empty(await world.Api.Metadata.ListAsync(new[] { PasswordPolicy.Type }, default));
        Assert.Empty((await world.ApplyAsync(await world.PlanAsync(Scope(), adopt: true))).Errors);
        Assert.Empty(PasswordPolicy.Looser(await PolicyAsync(world)));
    }

    [Fact]
    public async Task It_costs_two_calls_when_it_is_made_one_when_it_is_there_and_none_without_a_profile_of_its_own()
    {
        using var world = await World.CreateAsync();
        using var other = await World.CreateAsync();
        Assert.Equal(2, await MetadataCallsAsync(world, () => world.BuildAsync(Scope())) - await MetadataCallsAsync(other, () => other.BuildAsync()));
        Assert.Equal(1, await MetadataCallsAsync(world, () => world.PlanAsync(Scope())) - await MetadataCallsAsync(other, () => other.PlanAsync()));
        Assert.Same(ProfileRestriction.None, (await other.PlanAsync()).Input.State.Restriction);
    }

    [Fact]
    public async Task A_caller_without_the_metadata_api_is_told_in_the_plan()
    {
        using var world = await World.CreateAsync();
        world.Change("Profile", world.IdOf("Profile", "Name = 'System Administrator'"), ("PermissionsModifyMetadata", false), ("PermissionsModifyAllData", false));
        var plan = await world.PlanAsync(Scope());
        var change = Assert.Single(plan.Changes, c => c.Target == PasswordPolicyPlanner.Target);
        Assert.Equal(ChangeKind.NotApplied, change.Kind);
        Assert.Contains("ModifyMetadata", change.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_that_others_have_keeps_its_policy_and_the_plan_names_them()
    {
        using var world = await World.CreateAsync();
        await world.BuildAsync(Scope());
        var policy = await PolicyAsync(world);
        await world.Api.Metadata.DeleteAsync(PasswordPolicy.Type, new[] { policy!.FullName }, default);
        var change = Assert.Single((await world.PlanAsync(Scope((World.Username, "integ-svc-returns@acme.example")))).Changes, c => c.Target == PasswordPolicyPlanner.Target);
        Assert.Equal(ChangeKind.NotApplied, change.Kind);
        Assert.Contains(World.Username, change.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_elses_change_of_it_makes_a_plan_stale()
    {
        using var world = await World.CreateAsync();
        MakeProfile(world);
        var plan = await world.PlanAsync(Scope());
        await SetAsync(world);
        await Assert.ThrowsAsync<SfPlanException>(() => world.Service.ApplyAsync(plan, new ApplyOptions { JournalPath = world.NewJournal() }, default));
    }

    private static async Task<int> MetadataCallsAsync(World world, Func<Task> work)
    {
        world.Org.Counters.Reset();
        await work();
        return world.Org.Counters.ByResource.Where(r => r.Key.Contains("Soap/m ", StringComparison.Ordinal)).Sum(r => r.Value);
    }

    private static AccessChange Change(AccessPlan plan) => Assert.Single(plan.Changes, c => c.Kind == ChangeKind.SetPasswordPolicy);

    private static Task<PasswordPolicy?> PolicyAsync(World world) => PasswordPolicy.ReadAsync(world.Api, Own, default);

    /// <summary>The profile as it is before the scope is first applied: made by somebody, without a policy of its own.</summary>
    private static void MakeProfile(World world) => world.Insert("Profile", ("Name", Own), ("UserLicenseId", world.IdOf("UserLicense", "Name = 'Salesforce Integration'")));

    /// <summary>A policy as Setup makes it: under a name of its own.</summary>
    private static async Task SetAsync(World world, params (string Element, string Value)[] values)
    {
        var elements = new JObject
        {
            ["lockoutInterval"] = "15",
            ["maxLoginAttempts"] = "10",
            ["minimumPasswordLength"] = "8",
            ["passwordComplexity"] = "1",
            ["passwordExpiration"] = "90",
            ["passwordHistory"] = "3",
            ["passwordQuestion"] = "0",
            ["profile"] = Own,
        };
        foreach (var (element, value) in values)
        {
            elements[element] = value;
        }

        Assert.True((await world.Api.Metadata.CreateAsync(PasswordPolicy.Type, new[] { MetadataRows.Merge(Setup, null, elements) }, default)).Single().Success);
    }

    private static AccessScope Scope(params (string Old, string New)[] edits) =>
        World.Sample([("  license: Salesforce Integration\n", $"  license: Salesforce Integration\n  profile: {{ name: \"{Own}\", cloneOf: default }}\n"), .. edits]);
}
