using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using SfIntegration.Access;
using SfIntegration.Api;
using SfIntegration.Permission;
using SfIntegration.Permission.Metadata;
using SfIntegration.Plan;
using SfIntegration.Tests;
using SfIntegration.Unit.Tests.Permission;
using Xunit;

namespace SfIntegration.Unit.Tests.EndToEnd;

/// <summary>Permission sets from file to org, from org to org, and from profiles.</summary>
public sealed class CopyTests
{
    /// <summary>Every real file: made in an org that has what it names, read back equal, copied to one that has not, where each row is either there or refused with its reason.</summary>
    [Theory]
    [InlineData("npsp-Gift_Entry_Recommended.permissionset", "npsp", 1)]
    [InlineData("npsp-Edit_Donations.permissionset", "npsp", 0)]
    [InlineData("ebikes.permissionset-meta.xml", null, 0)]
    [InlineData("dreamhouse.permissionset-meta.xml", null, 0)]
    [InlineData("E-Bikes.profile", null, 0)]
    public async Task A_real_set_arrives_whole_where_its_package_is_and_row_by_row_where_it_is_not(string file, string? ns, int settings)
    {
        var path = Repository.Fixture("permissionsets/" + file);
        using var home = await World.CreateAsync(org => org.GrowFromMetadata(File.ReadAllText(path), ns));
        using var bare = await World.CreateAsync();
        var read = DefinitionReader.ReadFile(path, ns);
        var wanted = read.As(DefinitionNames.FromProfile(read.PermissionSet)!);

        var made = await WriteAsync(home, wanted);
        Assert.Equal(settings == 0 ? ApplyState.Complete : ApplyState.Incomplete, made.State);

        // The data API has no names for custom settings, so that one row needs metadata.
        Assert.Equal(settings, made.Refused.Count);
        Assert.All(made.Refused, r => Assert.Equal("EntityNotLookedUp", r.Code));
        var there = await ReadAsync(home, wanted.PermissionSet);
        Assert.Equal(Definitions.Lines(wanted).Where(l => !l.StartsWith("CustomEntityDefinition", StringComparison.Ordinal)), Definitions.Lines(there));

        var before = await bare.DumpAsync();
        var copied = await WriteAsync(bare, there);
        Assert.Equal(copied.Refused.Count == 0 ? ApplyState.Complete : ApplyState.Incomplete, copied.State);
        var arrived = Definitions.Grants(await ReadAsync(bare, wanted.PermissionSet)).ToList();
        var refused = copied.Refused.Select(r => r.Target).ToHashSet(StringComparer.OrdinalIgnoreCase);
        Assert.Equal(Definitions.Grants(there).Where(g => !refused.Contains(g.Split(' ')[1])), arrived);
        Assert.DoesNotContain(arrived, g => g.Contains("npsp__", StringComparison.Ordinal) || g.Contains("npe01__", StringComparison.Ordinal));
        Assert.All(copied.Refused, r => Assert.True(r.Reason.Length > 10 && r.Cure.Length > 10, r.ToString()));
        if (ns is not null)
        {
            Assert.NotEmpty(copied.Refused);
            Assert.Contains(copied.Refused, r => r.Cure.Contains("package", StringComparison.Ordinal));
        }

        await bare.UndoAsync(copied.JournalPath!);
        Assert.Equal(before, await bare.DumpAsync());
    }

    [Fact]
    public async Task A_profile_becomes_a_set_that_gives_the_same_and_leaves_nothing_unsaid()
    {
        using var world = await World.CreateAsync();
        var profile = Assert.Single((await new DefinitionSource(new OrgAccessSource(world.Api), world.Api).ProfilesAsync(["acme sales"], default)).Definitions);
        Assert.Equal(("Acme_Sales", "profile Acme Sales"), (profile.PermissionSet, profile.Source));
        Assert.NotNull(profile.RecordTypes);

        var made = await WriteAsync(world, profile);

        Assert.Empty(made.Refused);
        var set = await ReadAsync(world, "Acme_Sales");
        Assert.Equal(Definitions.Lines(profile), Definitions.Lines(set));

        // The rows of the set that the profile owns, counted in the org itself.
        var owned = "FROM {0} WHERE Parent.IsOwnedByProfile = true AND Parent.Profile.Name = 'Acme Sales'";
        Assert.Equal(world.Query("SELECT Id " + string.Format(null, owned, "ObjectPermissions")).Count, set.Objects.Count);
        Assert.Equal(world.Query("SELECT Id, SobjectType, Field " + string.Format(null, owned, "FieldPermissions")).Count, set.Fields.Count);
    }

    [Fact]
    public async Task The_common_part_of_administrator_and_sales_is_what_sales_can_do()
    {
        using var world = await World.CreateAsync();
        var found = (await new DefinitionSource(new OrgAccessSource(world.Api), world.Api).ProfilesAsync(["System Administrator", "Acme Sales"], default)).Definitions;

        var common = DefinitionCombiner.Combine(found, DefinitionCombination.Intersection, "Common");

        Assert.Equal(Definitions.Grants(found.Single(f => f.Source == "profile Acme Sales")), Definitions.Grants(common));
    }

    [Fact]
    public async Task A_caller_to_whom_metadata_and_tooling_are_closed_learns_that_record_types_were_not_read_and_gets_the_rest()
    {
        using var world = await World.CreateAsync(o => o.Switches.ToolingMetadataPermission = "ModifyMetadata");
        var profile = world.IdOf("Profile", "Name = 'Acme Sales'");
        world.Change("Profile", profile, ("PermissionsViewSetup", true), ("PermissionsApiEnabled", true));
        var api = await world.SignInAsync("ines.sales@acme.example");

        var set = Assert.Single((await new DefinitionSource(new OrgAccessSource(api), api).SetsAsync(["Web_Shop_Sync"], default)).Definitions);

        Assert.Null(set.RecordTypes);
        Assert.NotEmpty(set.Fields);
        Assert.Contains("Modify Metadata", Assert.Single(set.LeftOut, l => l.Kind == "record types").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_who_cannot_look_gets_an_error_that_says_so_and_no_empty_set()
    {
        using var world = await World.CreateAsync();
        world.Change("Profile", world.IdOf("Profile", "Name = 'Acme Sales'"), ("PermissionsApiEnabled", true));
        var api = await world.SignInAsync("ines.sales@acme.example");

        var error = await Assert.ThrowsAsync<SfApiException>(() => new DefinitionSource(new OrgAccessSource(api), api).SetsAsync(["Web_Shop_Sync"], default));

        Assert.Contains("could not be read whole", error.Message, StringComparison.Ordinal);
        Assert.Contains("View Setup", error.Cure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_snapshot_gives_the_same_definitions_as_its_org_but_for_record_types()
    {
        using var world = await World.CreateAsync();
        var online = new OrgAccessSource(world.Api);
        var snapshot = await online.WholeOrgAsync(null, default);

        var fromOrg = (await new DefinitionSource(online, world.Api).SetsAsync(["*"], default)).Definitions;
        var fromSnapshot = (await new DefinitionSource(new SnapshotAccessSource(snapshot), null).SetsAsync(["*"], default)).Definitions;

        Assert.True(fromOrg.Count >= 6);
        Assert.Equal(fromOrg.Select(d => string.Join('\n', Definitions.Lines(d).Where(l => !l.StartsWith("record type", StringComparison.Ordinal)))), fromSnapshot.Select(d => string.Join('\n', Definitions.Lines(d))));
        Assert.Contains(fromOrg, d => d.RecordTypes!.Count > 0);
        Assert.All(fromSnapshot, d => Assert.Null(d.RecordTypes));
    }

    [Fact]
    public async Task Record_types_arrive_by_metadata_are_made_equal_and_undone()
    {
        using var source = await World.CreateAsync();
        using var target = await World.CreateAsync();
        var wanted = (await ReadAsync(source, "Contractor_Access")).As("Copied");
        Assert.Equal(new RecordTypeGrant("Case", "Support"), Assert.Single(wanted.RecordTypes!));

        var made = await WriteAsync(target, wanted);
        Assert.Empty(made.Refused);
        Assert.Equal(Definitions.Lines(wanted), Definitions.Lines(await ReadAsync(target, "Copied")));
        Assert.Empty((await WriteAsync(target, wanted, WhenItExists.MakeEqual)).Changes);

        var billing = new PermissionSetDefinition(wanted) { RecordTypes = new[] { new RecordTypeGrant("Case", "Billing"), new RecordTypeGrant("Case", "Nothing") } };
        var changed = await WriteAsync(target, billing, WhenItExists.MakeEqual);
        Assert.Equal("RecordTypeNotFound", Assert.Single(changed.Refused).Code);
        Assert.Equal(new RecordTypeGrant("Case", "Billing"), Assert.Single((await ReadAsync(target, "Copied")).RecordTypes!));

        await target.UndoAsync(changed.JournalPath!);
        Assert.Equal(new RecordTypeGrant("Case", "Support"), Assert.Single((await ReadAsync(target, "Copied")).RecordTypes!));
        await target.UndoAsync(made.JournalPath!);

        // A definition that was read without record types leaves those that are there alone.
        await WriteAsync(target, wanted);
        Assert.Empty((await WriteAsync(target, new PermissionSetDefinition(wanted) { RecordTypes = null }, WhenItExists.MakeEqual)).Changes);
    }

    [Fact]
    public async Task Making_a_set_equal_takes_away_what_the_source_has_not_and_can_be_undone()
    {
        using var source = await World.CreateAsync();
        using var target = await World.CreateAsync();
        var wanted = await ReadAsync(source, "Web_Shop_Sync");
        target.Insert("ObjectPermissions", ("ParentId", target.IdOf("PermissionSet", "Name = 'Web_Shop_Sync'")), ("SobjectType", "Lead"), ("PermissionsRead", true));
        var before = await target.DumpAsync();

        var refusal = await Assert.ThrowsAsync<SfPlanException>(() => new PermissionSetWriter(target.Api).PlanAsync(wanted, WhenItExists.Refuse, default));
        Assert.Equal("PermissionSetExists", refusal.Code);
        var result = await WriteAsync(target, wanted, WhenItExists.MakeEqual);

        Assert.Equal("Lead", Assert.Single(result.Changes).Target);
        Assert.Equal(Definitions.Lines(wanted), Definitions.Lines(await ReadAsync(target, "Web_Shop_Sync")));
        await target.UndoAsync(result.JournalPath!);
        Assert.Equal(Plain(before), Plain(await target.DumpAsync()));

        // A row that is made again has another id.
        static IEnumerable<string> Plain(IEnumerable<string> dump) => dump.Select(l => System.Text.RegularExpressions.Regex.Replace(l, "110[A-Za-z0-9]{15}", "row")).Order(StringComparer.Ordinal);
    }

    private static async Task<PermissionSetApplyResult> WriteAsync(World world, PermissionSetDefinition wanted, WhenItExists whenItExists = WhenItExists.Refuse)
    {
        var writer = new PermissionSetWriter(world.Api, () => world.Org.Clock.UtcNow);
        return await writer.ApplyAsync(await writer.PlanAsync(wanted, whenItExists, default), world.NewJournal(), null, default);
    }

    private static async Task<PermissionSetDefinition> ReadAsync(World world, string name) =>
        Assert.Single((await new DefinitionSource(new OrgAccessSource(world.Api), world.Api).SetsAsync([name], default)).Definitions);
}
