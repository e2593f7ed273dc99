using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using SfIntegration.Plan;
using SfIntegration.Practice;
using Xunit;

namespace SfIntegration.Unit.Tests.EndToEnd;

/// <summary>What must stop a plan before its first write, and what only a write can tell.</summary>
public sealed class RefusalTests
{
    private const string Psl = "SalesforceAPIIntegrationPsl";

    [Theory]
    [InlineData("UserLicense", "Name = 'Salesforce Integration'", "LicenseUsedUp")]
    [InlineData("PermissionSetLicense", $"DeveloperName = '{Psl}'", "PermissionSetLicenseUsedUp")]
    public async Task No_licence_left_blocks_before_any_write(string type, string where, string code)
    {
        using var world = await World.CreateAsync();
        var license = Assert.Single(world.Query($"SELECT Id, UsedLicenses FROM {type} WHERE {where}"));
        world.Org.AsSystem.Overwrite(type, (string)license["Id"]!, new Dictionary<string, object?> { ["TotalLicenses"] = license["UsedLicenses"] });
        await IsBlockedAsync(world, World.Sample(), code, "seats");
    }

    [Fact]
    public async Task A_username_that_a_user_of_another_licence_has_blocks_before_any_write()
    {
        using var world = await World.CreateAsync();
        await IsBlockedAsync(world, World.Sample(("  username: integ-svc-orders@acme.example\n", "  username: lena.lead@acme.example\n"), ("target: integ-svc-orders@acme.example,", "target: lena.lead@acme.example,")), "UserNotOurs", "Salesforce");
    }

    [Fact]
    public async Task A_username_taken_in_another_org_is_told_by_the_insert_with_its_cure_and_nothing_is_left_half_done()
    {
        using var world = await World.CreateAsync();
        var before = await world.DumpAsync();
        var scope = World.Sample(("  username: integ-svc-orders@acme.example\n", "  username: taken@elsewhere.example\n"), ("target: integ-svc-orders@acme.example,", "target: taken@elsewhere.example,"));
        var result = await world.ApplyAsync(scope);
        Assert.Equal(ApplyState.Incomplete, result.State);
        Assert.Contains("unique over all orgs", result.Errors[0], StringComparison.Ordinal);
        Assert.Contains("taken@elsewhere.example", result.Errors[0], StringComparison.Ordinal);
        Assert.All(result.Errors.Skip(1), e => Assert.Contains("Not tried", e, StringComparison.Ordinal));
        Assert.Equal(0, result.RowsWritten);
        Assert.Equal(before, await world.DumpAsync());
    }

    [Theory]
    [InlineData("the description")]
    [InlineData("a field row")]
    [InlineData("an object row gone")]
    [InlineData("a system permission")]
    [InlineData("the user")]
    [InlineData("an assignment")]
    public async Task What_somebody_else_changed_since_the_plan_stops_the_apply_before_any_write(string what)
    {
        using var world = await World.CreateAsync();
        await world.BuildAsync();
        var plan = await world.PlanAsync(World.Sample(("Amount, NextStep, ", "Amount, ")));
        Assert.False(plan.IsEmpty);
        var system = world.Org.AsSystem;
        switch (what)
        {
            case "the description":
                system.Update("PermissionSet", world.SetId, new Dictionary<string, object?> { ["Description"] = "mine now" });
                break;
            case "a field row":
                system.Insert("FieldPermissions", new Dictionary<string, object?> { ["ParentId"] = world.SetId, ["SobjectType"] = "Account", ["Field"] = "Account.Fax", ["PermissionsRead"] = true, ["PermissionsEdit"] = false });
                break;
            case "an object row gone":
                system.Delete("ObjectPermissions", world.IdOf("ObjectPermissions", $"ParentId = '{world.SetId}' AND SobjectType = 'Account'"));
                break;
            case "a system permission":
                system.Update("PermissionSet", world.SetId, new Dictionary<string, object?> { ["PermissionsRunReports"] = true });
                break;
            case "the user":
                system.Update("User", world.UserId, new Dictionary<string, object?> { ["LastName"] = "somebody" });
                break;
            default:
                system.Delete("PermissionSetAssignment", world.IdOf("PermissionSetAssignment", $"AssigneeId = '{world.UserId}' AND PermissionSetId = '{world.SetId}'"));
                break;
        }

        world.Org.Counters.Reset();
        var error = await Assert.ThrowsAsync<SfPlanException>(() => world.Service.ApplyAsync(plan, new ApplyOptions { JournalPath = world.NewJournal() }, default));
        Assert.Equal("PlanStale", error.Code);
        Assert.NotNull(error.Cure);
        Assert.Equal(0, world.Org.Counters.Writes);
    }

    [Fact]
    public async Task A_set_of_the_same_name_that_is_not_ours_blocks_naming_who_holds_it_and_adopt_takes_it_over()
    {
        using var world = await World.CreateAsync(org =>
        {
            var license = (string)org.AsSystem.Query($"SELECT Id FROM PermissionSetLicense WHERE DeveloperName = '{Psl}'")[0]["Id"]!;
            var set = org.AsSystem.Insert("PermissionSet", new Dictionary<string, object?> { ["Name"] = World.SetName, ["Label"] = "Somebody's", ["LicenseId"] = license });
            org.AsSystem.Insert("ObjectPermissions", new Dictionary<string, object?> { ["ParentId"] = set, ["SobjectType"] = "Case", ["PermissionsRead"] = true });
            org.AsSystem.Insert("PermissionSetAssignment", new Dictionary<string, object?> { ["AssigneeId"] = org.AsSystem.Query("SELECT Id FROM User WHERE Username = 'shared.api@acme.example'")[0]["Id"], ["PermissionSetId"] = set });
        });
        await IsBlockedAsync(world, World.Sample(), "SetNotOurs", "shared.api@acme.example");

        var before = await world.DumpAsync();
        var plan = await world.PlanAsync(adopt: true);
        Assert.Contains(plan.Problems, p => p is { Code: "SetAdopted", Stops: false } && p.ToString().Contains("shared.api@acme.example", StringComparison.Ordinal));
        Assert.Contains(plan.Changes, c => c is { Kind: ChangeKind.RevokeObject, Target: "Case" });
        var applied = await world.ApplyAsync(plan);
        Assert.Empty(applied.Errors);
        Assert.True((await world.PlanAsync(adopt: true)).IsEmpty);
        await IsBlockedAsync(world, World.Sample(), "SetShared", "shared.api@acme.example");

        await world.UndoAsync(applied.JournalPath!);
        Assert.Empty(before.Except(await world.DumpAsync()));
    }

    [Fact]
    public async Task Names_with_a_quote_work_through_everything()
    {
        using var world = await World.CreateAsync(org =>
        {
            org.AsSystem.Insert("UserRole", new Dictionary<string, object?> { ["Name"] = "Head of \"O'Neill\" \\ Co", ["DeveloperName"] = "Head_of_ONeill" });
            org.CreateApp(new PracticeAppSettings("Order 'n' \"Sync\"") { Certificate = World.Certificate });
        });
        var scope = World.Sample(
            ("  username: integ-svc-orders@acme.example\n", "  username: \"o'brien.sync@acme.example\"\n"),
            ("target: integ-svc-orders@acme.example,", "target: \"o'brien.sync@acme.example\","),
            ("  lastName: integ-svc-orders\n", "  lastName: \"O'Brien \\\"sync\\\" \\\\ % _\"\n  role: \"Head of \\\"O'Neill\\\" \\\\ Co\"\n"),
            ("  email: platform-team@acme.example\n", "  email: \"o'brien@acme.example\"\n"),
            ("    purpose: Keeps ERP orders", "    purpose: Keeps Kelly's \"ERP\" \\ orders"),
            ("app: { name: Order Sync, flow: jwt }", "app: { name: \"Order 'n' \\\"Sync\\\"\", flow: jwt }"),
            ("  uat: { username: integ-svc-orders@acme.example.uat }", "  uat: { username: \"o'brien.sync@acme.example.uat\" }"));
        var before = await world.DumpAsync();
        var applied = await world.BuildAsync(scope);
        Assert.True((await world.PlanAsync(scope)).IsEmpty);
        Assert.Empty(await world.FailsAsync(scope, live: true));
        Assert.Contains("Kelly's \"ERP\" \\ orders", (string)world.Query($"SELECT Description FROM PermissionSet WHERE Id = '{world.SetId}'")[0]["Description"]!, StringComparison.Ordinal);
        await world.UndoAsync(applied.JournalPath!);
        Assert.Empty(before.Except(await world.DumpAsync()));
    }

    private static async Task IsBlockedAsync(World world, Scope.AccessScope scope, string code, string says)
    {
        world.Org.Counters.Reset();
        var plan = await world.PlanAsync(scope);
        var problem = Assert.Single(plan.Problems, p => p.Stops);
        Assert.Equal(code, problem.Code);
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
        Assert.NotEqual("", problem.Cure);
        var error = await Assert.ThrowsAsync<SfPlanException>(() => world.ApplyAsync(plan));
        Assert.Equal("PlanBlocked", error.Code);
        Assert.Equal(0, world.Org.Counters.Writes);
    }
}
