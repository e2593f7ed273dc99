using System;
using System.Linq;
using System.Threading.Tasks;
using SfIntegration.Rules;
using Xunit;

namespace SfIntegration.Unit.Tests.EndToEnd;

/// <summary>The rules of doors and apps against an org that does not let the caller look: NotAssessed with the permission that is missing, never Pass.</summary>
public sealed class ClosedOrgTests
{
    private static readonly string[] s_doors = ["SFI401", "SFI402", "SFI403", "SFI404", "SFI405", "SFI406"];

    private static readonly string[] s_apps = ["SFI501", "SFI502", "SFI503", "SFI504", "SFI505", "SFI506", "SFI507", "SFI508", "SFI509"];

    [Fact]
    public async Task What_an_administrator_sees_of_doors_and_apps_a_caller_without_metadata_cannot_tell()
    {
        using var world = await World.CreateAsync(o => o.Switches.ToolingMetadataPermission = "ModifyMetadata");
        var scope = World.SampleFile("order-sync.scope.yaml");
        await world.BuildAsync(scope);
        var seen = await world.TestAsync(scope);
        Assert.DoesNotContain(seen.Findings, f => f.Outcome == Outcome.NotAssessed && IsDoorOrApp(f.RuleId));

        Close(world, "ModifyAllData", "ModifyMetadata", "CustomizeApplication");
        var blind = await world.TestAsync(scope);
        var answers = blind.Findings.Where(f => IsDoorOrApp(f.RuleId)).ToList();
        Assert.Equal(
            ["SFI401", "SFI402", "SFI403", "SFI404", "SFI405", "SFI406", "SFI504", "SFI505", "SFI506", "SFI509"],
            answers.Where(f => f.Outcome == Outcome.NotAssessed).Select(f => f.RuleId));
        Assert.All(answers.Where(f => f.Outcome == Outcome.NotAssessed), f =>
        {
            Assert.Contains("The Metadata API is closed to the caller", f.Message, StringComparison.Ordinal);
            Assert.Matches("ModifyMetadata|Modify Metadata", f.Cure);
        });

        // Who may use the app, and whether it signs in by password, the data API tells.
        Assert.All(answers.Where(f => f.Outcome != Outcome.NotAssessed), f => Assert.Equal(Outcome.Pass, f.Outcome));
    }

    [Fact]
    public async Task Through_tooling_a_caller_without_metadata_sees_the_doors_and_not_the_settings_of_the_org()
    {
        using var world = await World.CreateAsync();
        var scope = World.SampleFile("order-sync.scope.yaml");
        await world.BuildAsync(scope);
        Close(world, "ModifyAllData", "ModifyMetadata", "CustomizeApplication");
        var seen = (await world.TestAsync(scope)).Findings.Where(f => s_doors.Contains(f.RuleId)).ToDictionary(f => f.RuleId, f => f.Outcome);
        Assert.All(new[] { "SFI401", "SFI402", "SFI403", "SFI406" }, rule => Assert.Equal(Outcome.Pass, seen[rule]));
        Assert.Equal(Outcome.NotAssessed, seen["SFI404"]);
    }

    private static bool IsDoorOrApp(string rule) => s_doors.Contains(rule) || s_apps.Contains(rule);

    private static void Close(World world, params string[] permissions)
    {
        var profile = world.IdOf("Profile", "Name = 'System Administrator'");
        world.Change("Profile", profile, permissions.Select(p => ("Permissions" + p, (object?)false)).ToArray());
    }
}
