using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Api;
using SfIntegration.Auth;
using SfIntegration.Http;
using SfIntegration.Plan;
using SfIntegration.Rules;
using SfIntegration.Scope;
using Xunit;

namespace SfIntegration.Clients.Tests.Sf;

/// <summary>A profile that we make for an identity is read back by sf as the scope says, and what sf read deploys back without a difference.</summary>
public sealed class MadeProfileTests(PracticeSite site) : IClassFixture<PracticeSite>
{
    private const string Text = """
        scopeVersion: 1
        name: returns
        owner: { name: Platform Team, contact: platform-team@acme.example }
        identity:
          username: integ-svc-returns@acme.example
          lastName: integ-svc-returns
          email: platform-team@acme.example
          profile: { name: "Integ Orders & Returns", cloneOf: default }
          network: [203.0.113.0/24, 198.51.100.7]
          hours: { days: mon-fri, from: 06:00, to: 20:00, timeZone: Europe/Berlin }
        integrations:
          returns:
            purpose: Brings returns
            owner: { name: ERP integration, contact: erp@acme.example }
            approval: { by: security@acme.example, ticket: SEC-7, date: 2026-10-02, reviewBy: 2028-01-02 }
            objects:
              Account: { access: [read] }
        """;

    private const string Metadata = "Integ Orders %26 Returns";

    private static readonly XNamespace s_ns = "http://soap.sforce.com/2006/04/metadata";

    [Fact]
    public async Task A_made_profile_retrieves_as_the_scope_says_and_deploys_back_without_a_difference()
    {
        await site.OpenAsync();
        using var connection = await SfConnection.ConnectAsync(new SfConnectOptions { SignIn = _ => new AccessTokenSource(site.Url, new Secret(site.Org.SignIn(site.Org.AdministratorUsername))) }, default);
        var service = new PlanService(OrgApi.For(connection), () => site.Org.Clock.UtcNow);
        var scope = ScopeReader.ReadText(Text, knownRules: RuleSet.All.Select(r => r.Id).ToArray(), file: "returns.scope.yaml").Get();
        var applied = await service.ApplyAsync(await service.PlanAsync(scope, new PlanOptions(), default), new ApplyOptions { JournalPath = Path.Combine(site.NewFolder("journals"), "returns.jsonl") }, default);
        Assert.Empty(applied.Errors);

        var folder = site.NewFolder("project-profile");
        Directory.CreateDirectory(Path.Combine(folder, "force-app"));
        await File.WriteAllTextAsync(Path.Combine(folder, "sfdx-project.json"), """{"packageDirectories":[{"path":"force-app","default":true}],"namespace":"","sourceApiVersion":"66.0"}""", TestContext.Current.CancellationToken);
        var said = await site.SfInAsync(folder, "project", "retrieve", "start", "--metadata", "Profile:" + Metadata, "--metadata", "ProfilePasswordPolicy:*");
        Assert.True(said.ExitCode == 0, said.Output + said.Errors);

        var profile = XDocument.Load(Assert.Single(Directory.GetFiles(folder, "*.profile-meta.xml", SearchOption.AllDirectories))).Root!;
        Assert.Equal("Salesforce Integration", profile.Element(s_ns + "userLicense")!.Value);
        Assert.Equal(["198.51.100.7-198.51.100.7", "203.0.113.0-203.0.113.255"], profile.Elements(s_ns + "loginIpRanges").Select(r => $"{r.Element(s_ns + "startAddress")!.Value}-{r.Element(s_ns + "endAddress")!.Value}").Order());
        var hours = profile.Element(s_ns + "loginHours")!.Elements().ToDictionary(e => e.Name.LocalName, e => e.Value);
        Assert.All(new[] { "monday", "tuesday", "wednesday", "thursday", "friday" }, day => Assert.Equal(("360", "1200"), (hours[day + "Start"], hours[day + "End"])));
        Assert.All(new[] { "saturday", "sunday" }, day => Assert.Equal(hours[day + "Start"], hours[day + "End"]));

        var policy = XDocument.Load(Assert.Single(Directory.GetFiles(folder, "*.profilePasswordPolicy-meta.xml", SearchOption.AllDirectories))).Root!;
        Assert.Equal(
            ["forgotPasswordRedirect=false", "lockoutInterval=60", "maxLoginAttempts=3", "minimumPasswordLength=50", "minimumPasswordLifetime=true", "obscure=true", "passwordComplexity=4", "passwordExpiration=90", "passwordHistory=24", "passwordQuestion=1", "profile=" + Metadata.ToLowerInvariant()],
            policy.Elements().Select(e => $"{e.Name.LocalName}={e.Value}"));

        var deployed = await site.SfInAsync(folder, "project", "deploy", "start", "--source-dir", "force-app");
        Assert.True(deployed.ExitCode == 0, deployed.Output + deployed.Errors);
        Assert.All((IEnumerable<JToken>)JObject.Parse(deployed.Output)["result"]!["files"]!, f => Assert.Equal("Unchanged", (string?)f["state"]));
        Assert.True((await service.PlanAsync(scope, new PlanOptions(), default)).IsEmpty);
    }
}
