using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Access;
using SfIntegration.Api;
using SfIntegration.Auth;
using SfIntegration.Http;
using SfIntegration.Permission;
using SfIntegration.Permission.Metadata;
using SfIntegration.Plan;
using SfIntegration.Tests;
using Xunit;

namespace SfIntegration.Clients.Tests.Sf;

/// <summary>Files that we write deploy with sf, and what sf deploys or retrieves reads back equal.</summary>
public sealed class PermissionSetFileTests : IAsyncLifetime
{
    private static readonly (string File, string? Namespace)[] s_real =
    [
        ("npsp-Gift_Entry_Recommended.permissionset", "npsp"), ("npsp-Edit_Donations.permissionset", "npsp"), ("ebikes.permissionset-meta.xml", null), ("dreamhouse.permissionset-meta.xml", null), ("E-Bikes.profile", null),
    ];

    private readonly PracticeSite _home = new();
    private readonly PracticeSite _away = new();
    private readonly List<SfConnection> _connections = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _connections.ForEach(c => c.Dispose());
        await _home.DisposeAsync();
        await _away.DisposeAsync();
    }

    [Fact]
    public async Task Every_set_of_the_company_deploys_to_its_twin_as_unchanged()
    {
        var sets = (await SourceAsync(_home, ["*"])).Where(s => s.LeftOut.Count == 0).ToList();
        Assert.True(sets.Count >= 6);
        var project = Project(_away, sets);

        var deployed = await DeployAsync(_away, project);

        Assert.Equal(sets.Count, deployed.Count());
        Assert.All(deployed, f => Assert.Equal("Unchanged", (string?)f["state"]));
    }

    [Fact]
    public async Task Real_sets_that_are_exported_from_one_org_deploy_to_another_and_read_back_equal()
    {
        var wanted = new List<PermissionSetDefinition>();
        foreach (var (file, ns) in s_real)
        {
            var path = Repository.Fixture("permissionsets/" + file);
            _home.Org.GrowFromMetadata(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), ns);
            _away.Org.GrowFromMetadata(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), ns);
            var read = DefinitionReader.ReadFile(path, ns);
            wanted.Add(read.As(DefinitionNames.FromProfile(read.PermissionSet)!));
        }

        var api = await ConnectAsync(_home);
        foreach (var definition in wanted)
        {
            var writer = new PermissionSetWriter(api);
            var plan = await writer.PlanAsync(definition, WhenItExists.Refuse, default);
            var made = await writer.ApplyAsync(plan, Path.Combine(_home.NewFolder("journals"), definition.PermissionSet + ".jsonl"), null, default);

            // The data API has no names for custom settings: the one row of these files that it cannot write.
            Assert.All(made.Refused, r => Assert.Equal("EntityNotLookedUp", r.Code));
        }

        var names = wanted.Select(w => w.PermissionSet).ToList();
        var exported = await SourceAsync(_home, names);
        var project = Project(_away, exported);

        Assert.All(await DeployAsync(_away, project), f => Assert.Equal("Created", (string?)f["state"]));
        Assert.Equal(exported.Select(Text), (await SourceAsync(_away, names)).Select(Text));
        Assert.All(await DeployAsync(_away, project), f => Assert.Equal("Unchanged", (string?)f["state"]));

        // What sf itself retrieves reads the same.
        var retrieved = Project(_away, []);
        await InAsync(_away, retrieved, ["project", "retrieve", "start", .. names.SelectMany(n => new[] { "--metadata", "PermissionSet:" + n })]);
        var files = Directory.GetFiles(retrieved, "*.permissionset-meta.xml", SearchOption.AllDirectories).Select(f => DefinitionReader.ReadFile(f, null)).OrderBy(d => names.IndexOf(d.PermissionSet)).ToList();
        Assert.Equal(exported.Select(Text), files.Select(Text));
    }

    [Fact]
    public async Task A_profile_that_is_converted_and_exported_deploys_as_a_permission_set()
    {
        await _home.OpenAsync();
        var api = await ConnectAsync(_home);
        var profile = Assert.Single((await new DefinitionSource(new OrgAccessSource(api), api).ProfilesAsync(["Acme Sales"], default)).Definitions);

        Assert.Equal("Created", (string?)Assert.Single(await DeployAsync(_away, Project(_away, [profile])))["state"]);

        Assert.Equal(Text(profile), Text(Assert.Single(await SourceAsync(_away, ["Acme_Sales"]))));
    }

    private static string Text(PermissionSetDefinition definition) => DefinitionWriter.Write(definition).Text;

    private async Task<IReadOnlyList<PermissionSetDefinition>> SourceAsync(PracticeSite site, IReadOnlyCollection<string> names)
    {
        await site.OpenAsync();
        var api = await ConnectAsync(site);
        return (await new DefinitionSource(new OrgAccessSource(api), api).SetsAsync(names, default)).Definitions;
    }

    private async Task<OrgApi> ConnectAsync(PracticeSite site)
    {
        await site.OpenAsync();
        var connection = await SfConnection.ConnectAsync(new SfConnectOptions { SignIn = _ => new AccessTokenSource(site.Url, new Secret(site.Org.SignIn(site.Org.AdministratorUsername))) }, default);
        _connections.Add(connection);
        return OrgApi.For(connection);
    }

    /// <summary>A project with the sets as we write them.</summary>
    private static string Project(PracticeSite site, IEnumerable<PermissionSetDefinition> sets)
    {
        var folder = site.NewFolder("project-" + Guid.NewGuid().ToString("N"));
        var target = Directory.CreateDirectory(Path.Combine(folder, "force-app", "main", "default", "permissionsets")).FullName;
        File.WriteAllText(Path.Combine(folder, "sfdx-project.json"), """{"packageDirectories":[{"path":"force-app","default":true}],"namespace":"","sourceApiVersion":"66.0"}""");
        foreach (var set in sets)
        {
            var document = DefinitionWriter.Write(set);
            Assert.DoesNotContain(document.LeftOut, l => l.Kind != "external client app");
            File.WriteAllText(Path.Combine(target, set.PermissionSet + ".permissionset-meta.xml"), document.Text);
        }

        return folder;
    }

    private static async Task<JToken> DeployAsync(PracticeSite site, string project) => (await InAsync(site, project, "project", "deploy", "start", "--source-dir", "force-app"))["files"]!;

    private static async Task<JToken> InAsync(PracticeSite site, string project, params string[] arguments)
    {
        var said = await site.SfInAsync(project, arguments);
        Assert.True(said.ExitCode == 0, $"sf {string.Join(' ', arguments)} ended with {said.ExitCode}:{Environment.NewLine}{said.Output}{said.Errors}");
        return said.Json["result"]!;
    }
}
