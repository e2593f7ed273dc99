using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using SfIntegration.Plan;
using SfIntegration.Rules;
using SfIntegration.Scope;
using SfIntegration.Scope.Drafting;
using SfIntegration.Scope.Writing;
using SfIntegration.Tests;
using Xunit;

namespace SfIntegration.Unit.Tests.EndToEnd;

/// <summary>Permission sets and a profile that others wrote, from the file to the live proof.</summary>
public sealed class RealInputTests
{
    [Theory]
    [InlineData("npsp-Gift_Entry_Recommended.permissionset", "npsp", 11)]
    [InlineData("npsp-Edit_Donations.permissionset", "npsp", 5)]
    [InlineData("ebikes.permissionset-meta.xml", null, 1)]
    [InlineData("dreamhouse.permissionset-meta.xml", null, 1)]
    [InlineData("E-Bikes.profile", null, 1)]
    public async Task Is_drafted_built_and_proven(string file, string? ns, int atLeastObjects)
    {
        var path = Repository.Fixture("permissionsets/" + file);
        using var world = await World.CreateAsync(org => org.GrowFromMetadata(File.ReadAllText(path), ns));
        var scope = AsRead(Draft(path, ns));
        Assert.True(scope.Integrations.Sum(i => i.Objects.Count) >= atLeastObjects);
        var before = await world.DumpAsync();

        var applied = await world.BuildAsync(scope);
        Assert.True((await world.PlanAsync(scope)).IsEmpty);
        foreach (var live in new[] { false, true })
        {
            var result = await world.TestAsync(scope, live);
            Assert.Empty(result.Findings.Where(f => f.Outcome == Outcome.Fail && f.RuleId.StartsWith("SFI2", StringComparison.Ordinal)).Select(f => f.ToString()));
        }

        await world.UndoAsync(applied.JournalPath!);
        Assert.Empty(before.Except(await world.DumpAsync()));
    }

    [Fact]
    public async Task Edit_Donations_says_that_its_licence_cannot_be_held_and_is_flagged_for_View_Encrypted_Data()
    {
        var path = Repository.Fixture("permissionsets/npsp-Edit_Donations.permissionset");
        var draft = Draft(path, "npsp");
        Assert.Contains(draft.Notes, n => n.Contains("`Salesforce`", StringComparison.Ordinal) && n.Contains("cannot hold it", StringComparison.Ordinal));
        var scope = AsRead(draft);
        Assert.All(scope.Integrations.SelectMany(i => i.Objects), o => Assert.True(o.Fields is { ReadAll: false, EditAll: false, Read.Count: 0, Edit.Count: 0 }, o.SobjectType));
        using var world = await World.CreateAsync(org => org.GrowFromMetadata(File.ReadAllText(path), "npsp"));
        await world.BuildAsync(scope);
        Assert.Contains("SFI301 ViewEncryptedData", await world.FailsAsync(scope));
    }

    private static AccessScope Draft(string path, string? ns) => ScopeDraft.FromMetadataFile(path, ns, new DraftOptions
    {
        Name = "real-input",
        Username = "integ-svc-real@acme.example",
        Owner = new ScopeContact("Platform Team", "platform-team@acme.example"),
    });

    /// <summary>Written to a file and read again, as a person would give it.</summary>
    private static AccessScope AsRead(AccessScope draft) => World.Edited(ScopeWriter.Write(draft));
}
