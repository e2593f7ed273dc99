using System;
using System.Linq;
using System.Threading.Tasks;
using SfIntegration.Plan;
using SfIntegration.Scope;
using Xunit;

namespace SfIntegration.Unit.Tests.EndToEnd;

/// <summary>A scope may give its identity a profile of its own, which is there and API Only before the user is.</summary>
public sealed class OwnProfileTests
{
    private const string Own = "Integ Orders & Returns";

    [Theory]
    [InlineData(ProfileCloning.Row)]
    [InlineData(ProfileCloning.Metadata)]
    public async Task A_profile_of_its_own_is_made_in_either_way_and_is_API_only_before_the_user_has_it(ProfileCloning way)
    {
        using var world = await World.CreateAsync();
        var plan = await world.Service.PlanAsync(Scope("default"), new PlanOptions { ProfileCloning = way }, default);
        Assert.Equal(new[] { ChangeKind.CreateProfile, ChangeKind.UpdateProfile, ChangeKind.SetPasswordPolicy, ChangeKind.CreateUser }, plan.Changes.Take(4).Select(c => c.Kind));
        var applied = await world.ApplyAsync(plan);
        Assert.Empty(applied.Errors);
        var profile = Assert.Single(world.Query($"SELECT Id, UserLicense.Name, PermissionsApiUserOnly FROM Profile WHERE Name = '{Own}'"));
        Assert.Equal(true, profile["PermissionsApiUserOnly"]);
        Assert.Equal((string)profile["Id"]!, world.Query($"SELECT ProfileId FROM User WHERE Id = '{world.UserId}'")[0]["ProfileId"]);
        Assert.True((await world.PlanAsync(Scope("default"))).IsEmpty);
    }

    [Fact]
    public async Task A_profile_made_from_a_named_one_holds_what_that_holds()
    {
        using var world = await World.CreateAsync();
        var model = world.Insert("Profile", ("Name", "Model"), ("UserLicenseId", world.IdOf("UserLicense", "Name = 'Salesforce Integration'")));
        world.Change("Profile", model, ("PermissionsBulkApiHardDelete", true));
        Assert.Empty((await world.ApplyAsync(Scope("Model"))).Errors);
        Assert.Equal(true, world.Query($"SELECT PermissionsBulkApiHardDelete FROM Profile WHERE Name = '{Own}'")[0]["PermissionsBulkApiHardDelete"]);
    }

    [Fact]
    public async Task Undoing_takes_the_profile_away_and_leaves_the_deactivated_user_on_the_one_it_was_made_from()
    {
        using var world = await World.CreateAsync();
        var before = await world.DumpAsync();
        var applied = await world.BuildAsync(Scope("default"));
        var undone = await world.UndoAsync(applied.JournalPath!);
        Assert.Equal("Delete ProfileClone", undone.Steps.Select(s => $"{s.Action} {s.SobjectType}").Last());
        Assert.Empty(world.Query($"SELECT Id FROM Profile WHERE Name = '{Own}'"));
        Assert.Equal(world.IdOf("Profile", "Name = 'Minimum Access - API Only Integrations'"), world.Query($"SELECT ProfileId FROM User WHERE Id = '{world.UserId}'")[0]["ProfileId"]);
        UndoTests.OnlyTheDeactivatedUserIsLeft(before, await world.DumpAsync());
    }

    [Fact]
    public async Task Undoing_moves_an_existing_user_back_before_its_own_profile_goes()
    {
        using var world = await World.CreateAsync();
        await world.BuildAsync();
        var before = await world.DumpAsync();
        var plan = await world.PlanAsync(Scope("default"), adopt: true);
        Assert.Contains(plan.Changes, c => c.Kind == ChangeKind.UpdateUser && c.After == Own);
        var applied = await world.ApplyAsync(plan);
        Assert.Empty(applied.Errors);
        await world.UndoAsync(applied.JournalPath!);
        Assert.Equal(before, await world.DumpAsync());
    }

    [Theory]
    [InlineData("No Such Profile", "UnknownProfile", "cloneOf")]
    [InlineData("Standard User", "ProfileWrongLicense", "licence")]
    public async Task A_profile_that_cannot_be_copied_blocks_the_plan_and_says_why(string source, string code, string word)
    {
        using var world = await World.CreateAsync();
        var plan = await world.PlanAsync(Scope(source));
        var problem = Assert.Single(plan.Problems, p => p.Stops);
        Assert.Equal(code, problem.Code);
        Assert.Contains(word, problem.ToString(), StringComparison.Ordinal);
    }

    private static AccessScope Scope(string source) =>
        World.Sample(("  license: Salesforce Integration\n", $"  license: Salesforce Integration\n  profile: {{ name: \"{Own}\", cloneOf: {source} }}\n"));
}
