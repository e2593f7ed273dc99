using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Auth;
using SfIntegration.Harden.Apps;
using SfIntegration.Plan;
using SfIntegration.Practice;
using Xunit;

namespace SfIntegration.Unit.Tests.EndToEnd;

/// <summary>An app that a scope names is made whole, pre-authorised, signs its identity in, and goes again without a trace.</summary>
public sealed class AppTests
{
    private static readonly Lazy<X509Certificate2> s_certificate = new(() => HostCrypto.CreateSelfSigned("CN=order-sync", 30));

    private static readonly (string, string) s_clientCredentials = ("app: { name: Order Sync, flow: jwt }", "app: { name: Bulk Orders, flow: clientCredentials }");

    private static readonly (string, string) s_jwt = ("app: { name: Order Sync, flow: jwt }", "app: { name: Bulk Orders, flow: jwt }");

    private static PlanOptions WithCertificate => new() { Certificate = AppCertificate.Element(s_certificate.Value) };

    [Fact]
    public async Task A_client_credentials_app_is_made_strict_and_signs_in_as_the_identity()
    {
        using var world = await World.CreateAsync();
        await AllowSecretsAsync(world);
        var scope = World.Sample(s_clientCredentials);

        var plan = await world.PlanAsync(scope);
        Assert.DoesNotContain(plan.Problems, p => p.Stops);
        Assert.Equal(
            ["CreateApp Bulk Orders", "CreateApp Bulk Orders: flows", "CreateApp Bulk Orders: scopes", "CreateApp Bulk Orders: OAuth policies", "CreateApp Bulk Orders: policies", "PreauthorizeApp Integ_Order_Sync"],
            plan.Changes.Where(c => c.Container == "Bulk Orders").Select(c => $"{c.Kind} {c.Target}"));
        await ApplyAsync(world, plan);

        Assert.Single(world.Query("SELECT Id FROM ExternalClientApplication WHERE DeveloperName = 'Bulk_Orders' AND MasterLabel = 'Bulk Orders'"));
        var app = Assert.Single(await new ExternalAppReader(world.Api).ReadAsync(["Bulk_Orders"], new Dictionary<string, string>(), default));
        Assert.Empty(app.Strictness.Looseness());
        Assert.Equal((true, "Enforce", "Zero", 15), (app.Strictness.AdminApprovedOnly, app.Strictness.AddressPolicy, app.Strictness.RefreshTokens!.Type, app.Strictness.SessionTimeout));
        Assert.Equal(["Api"], app.Scopes);
        Assert.Equal(World.Username, app.RunAs);

        var signIn = await IdentitySignIn.ForAsync(world.Api, scope, null, default);
        Assert.Null(signIn.WhyNot);
        Assert.Equal(("Bulk Orders", "clientCredentials"), (signIn.App, signIn.Flow));
        Assert.Equal(World.Username, (await world.ConnectAsync(signIn.TokenSource!)).Org.Username);

        Assert.Empty((await world.PlanAsync(scope)).Changes);
    }

    [Fact]
    public async Task A_jwt_app_needs_a_certificate_and_signs_in_with_its_key()
    {
        using var world = await World.CreateAsync();
        var scope = World.Sample(s_jwt);
        var without = await world.PlanAsync(scope);
        var missing = Assert.Single(without.Changes, c => c.Kind == ChangeKind.NotApplied);
        Assert.Contains("-Certificate", missing.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(without.Changes, c => c.Kind is ChangeKind.CreateApp or ChangeKind.PreauthorizeApp);

        await ApplyAsync(world, await world.Service.PlanAsync(scope, WithCertificate, default));

        var signIn = await IdentitySignIn.ForAsync(world.Api, scope, s_certificate.Value, default);
        Assert.Null(signIn.WhyNot);
        Assert.Equal(World.Username, (await world.ConnectAsync(signIn.TokenSource!)).Org.Username);
        Assert.Empty((await world.Service.PlanAsync(scope, WithCertificate, default)).Changes);
        Assert.Contains("certificate", (await IdentitySignIn.ForAsync(world.Api, scope, null, default)).WhyNot, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AppAccess.Policy)]
    [InlineData(AppAccess.Row)]
    public async Task A_second_identity_joins_the_app_and_its_undo_leaves_the_first(AppAccess access)
    {
        using var world = await World.CreateAsync();
        var options = WithCertificate with { AppAccess = access };
        var first = World.Sample(s_jwt);
        await ApplyAsync(world, await world.Service.PlanAsync(first, options, default));
        var second = World.Sample(s_jwt, ("name: orders", "name: other"), ("integ-svc-orders", "integ-svc-other"), ("permissionSet: Integ_Order_Sync", "permissionSet: Integ_Other"));

        var plan = await world.Service.PlanAsync(second, options, default);
        var change = Assert.Single(plan.Changes, c => c.Container == "Bulk Orders");
        Assert.Equal((ChangeKind.PreauthorizeApp, "Integ_Other"), (change.Kind, change.Target));
        var applied = await ApplyAsync(world, plan);
        Assert.Equal(["Integ_Order_Sync", "Integ_Other"], Authorised(world));
        Assert.Empty((await world.Service.PlanAsync(first, options, default)).Changes);
        Assert.Empty((await world.Service.PlanAsync(second, options, default)).Changes);

        await world.UndoAsync(applied.JournalPath!);
        Assert.Equal(["Integ_Order_Sync"], Authorised(world));
        Assert.Empty((await world.Service.PlanAsync(first, options, default)).Changes);
    }

    [Theory]
    [InlineData(AppAccess.Policy)]
    [InlineData(AppAccess.Row)]
    public async Task Undo_leaves_no_trace_of_the_app(AppAccess access)
    {
        using var world = await World.CreateAsync();
        var before = (Apps(world), world.Query("SELECT Id FROM SetupEntityAccess").Count);
        var applied = await ApplyAsync(world, await world.Service.PlanAsync(World.Sample(s_jwt), WithCertificate with { AppAccess = access }, default));
        await world.UndoAsync(applied.JournalPath!);
        Assert.Equal(before.Item1, Apps(world));
        Assert.Equal(before.Item2, world.Query("SELECT Id FROM SetupEntityAccess").Count);
        foreach (var type in AppComponents.Companions)
        {
            Assert.DoesNotContain(await world.Api.Metadata.ListAsync([type], default), l => l.FullName.StartsWith("Bulk_Orders", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Policies_that_come_by_themselves_are_made_strict_and_an_app_that_must_go_last_goes_too()
    {
        using var world = await World.CreateAsync(org => (org.Switches.ExternalAppsComeWithPolicies, org.Switches.ExternalAppsGoWithCompanions) = (true, false));
        var applied = await ApplyAsync(world, await world.Service.PlanAsync(World.Sample(s_jwt), WithCertificate, default));
        var app = Assert.Single(await new ExternalAppReader(world.Api).ReadAsync(["Bulk_Orders"], new Dictionary<string, string>(), default));
        Assert.Equal("Bulk_Orders_oauth_defaultPolicy", app.Part(AppComponents.OauthPolicies)!.FullName);
        Assert.Empty(app.Strictness.Looseness());
        Assert.Equal(["Integ_Order_Sync"], app.PermissionSets);
        Assert.Empty((await world.Service.PlanAsync(World.Sample(s_jwt), WithCertificate, default)).Changes);

        await world.UndoAsync(applied.JournalPath!);
        Assert.DoesNotContain("Bulk_Orders", Apps(world));
        Assert.DoesNotContain(await world.Api.Metadata.ListAsync(AppComponents.Companions.ToList(), default), l => l.FullName.StartsWith("Bulk_Orders", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Apps_are_planned_from_metadata_where_the_org_does_not_show_their_rows()
    {
        using var world = await World.CreateAsync();
        world.Org.CreateApp(new PracticeAppSettings("Bulk Orders") { IsExternalClientApp = true });
        var state = await ScopeAppState.ReadAsync(world.Api, ["bulk orders"], known: null, default);
        Assert.Equal("Bulk_Orders", Assert.Single(state.Named("Bulk Orders")).DeveloperName);
        Assert.StartsWith("0xI", state.Apps[0].Id, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undo_gives_back_what_was_switched_on_in_an_app_that_was_there()
    {
        using var world = await World.CreateAsync();
        world.Org.CreateApp(new PracticeAppSettings("Bulk Orders") { IsExternalClientApp = true });
        var scope = World.Sample(s_clientCredentials);
        var plan = await world.PlanAsync(scope);
        Assert.Equal(
            ["UpdateApp client credentials flow", "UpdateApp client credentials flow in the policies", "UpdateApp Run As user", "PreauthorizeApp Integ_Order_Sync"],
            plan.Changes.Where(c => c.Container == "Bulk Orders").Select(c => $"{c.Kind} {c.Target}"));
        var applied = await ApplyAsync(world, plan);
        Assert.Equal(World.Username, Assert.Single(world.Org.GetApps(), a => a.Name == "Bulk Orders").RunAsUsername);

        await world.UndoAsync(applied.JournalPath!);
        var app = Assert.Single(world.Org.GetApps(), a => a.Name == "Bulk Orders");
        Assert.False(app.ClientCredentialsEnabled);
        Assert.Null(app.RunAsUsername);
        Assert.Empty(Authorised(world));
    }

    [Fact]
    public async Task An_app_that_runs_as_somebody_else_stops_the_plan()
    {
        using var world = await World.CreateAsync();
        var plan = await world.PlanAsync(World.Sample(("app: { name: Order Sync, flow: jwt }", "app: { name: Web Shop Bridge, flow: clientCredentials }")));
        Assert.Contains(plan.Problems, p => p is { Stops: true, Code: "AppOfSomebodyElse" } && p.Message.Contains("shared.api@acme.example", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_user_who_is_not_API_Only_is_refused_before_anything_is_written()
    {
        using var world = await World.CreateAsync();
        var scope = World.Sample(s_clientCredentials, ("  license: Salesforce Integration\n", "  license: Salesforce\n  profile: { name: Minimum Access - Salesforce }\n"));
        Assert.Contains((await world.PlanAsync(scope)).Problems, p => p is { Stops: true, Code: "RunAsNotApiOnly" });
    }

    [Fact]
    public async Task Two_apps_of_one_name_stop_the_plan_and_both_are_named()
    {
        using var world = await World.CreateAsync();
        world.Org.CreateApp(new PracticeAppSettings("Order Sync") { IsExternalClientApp = true });
        var problem = Assert.Single((await world.PlanAsync()).Problems, p => p.Code == "AppAmbiguous");
        Assert.True(problem.Stops);
        Assert.Contains("the connected app 'Order Sync'", problem.Message, StringComparison.Ordinal);
        Assert.Contains("the external client app 'Order Sync'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_metadata_is_asked_for_where_the_app_is_a_connected_app()
    {
        using var world = await World.CreateAsync();
        var names = await new NamesReader(world.Api).ReadAsync(World.Sample(), null, default);
        var before = world.Api.Connection.RequestCount;
        Assert.Same(ScopeAppState.None, await ScopeAppState.ReadAsync(world.Api, World.Sample(), names, default));
        Assert.Equal(before, world.Api.Connection.RequestCount);
    }

    [Fact]
    public async Task A_caller_without_Modify_Metadata_gets_the_app_not_applied_with_the_permission_that_is_missing()
    {
        using var world = await World.CreateAsync();
        world.Change("Profile", world.IdOf("Profile", "Name = 'Acme Sales'"), ("PermissionsViewSetup", true), ("PermissionsApiEnabled", true));
        var api = await world.SignInAsync("ines.sales@acme.example");
        var plan = await new PlanService(api, () => world.Org.Clock.UtcNow).PlanAsync(World.Sample(s_clientCredentials), new PlanOptions(), default);
        var app = Assert.Single(plan.Changes, c => c.Kind == ChangeKind.NotApplied && c.Target == "app Bulk Orders");
        Assert.Contains("ModifyMetadata", app.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_plan_is_stale_once_somebody_changed_the_apps_policies()
    {
        using var world = await World.CreateAsync();
        world.Org.CreateApp(new PracticeAppSettings("Bulk Orders") { IsExternalClientApp = true });
        var plan = await world.PlanAsync(World.Sample(s_clientCredentials));
        var policies = await new ExternalAppReader(world.Api).CompanionAsync(AppComponents.OauthPolicies, "Bulk_Orders", default);
        await world.Api.Metadata.UpdateAsync(AppComponents.OauthPolicies, [MetadataRows.Merge(policies!.FullName, policies.Elements, new JObject { ["sessionTimeoutInMinutes"] = "60" })], default);
        var error = await Assert.ThrowsAsync<SfPlanException>(() => world.Service.ApplyAsync(plan, new ApplyOptions { JournalPath = world.NewJournal() }, default));
        Assert.Equal("PlanStale", error.Code);
    }

    [Fact]
    public async Task The_secret_is_in_no_journal_and_no_plan()
    {
        using var world = await World.CreateAsync();
        await AllowSecretsAsync(world);
        var plan = await world.PlanAsync(World.Sample(s_clientCredentials));
        var applied = await ApplyAsync(world, plan);
        var secret = Assert.Single(world.Org.GetApps(), a => a.Name == "Bulk Orders").GetConsumerSecret();
        Assert.DoesNotContain(secret, await File.ReadAllTextAsync(applied.JournalPath!, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.DoesNotContain(plan.Writes.SelectMany(w => w.Values), v => v.Key == "consumerSecret" || Equals(v.Value?.ToString(), secret));
    }

    [Fact]
    public async Task Where_secrets_may_not_be_read_the_sign_in_names_the_setting()
    {
        using var world = await World.CreateAsync();
        var scope = World.Sample(s_clientCredentials);
        await ApplyAsync(world, await world.PlanAsync(scope));
        var signIn = await IdentitySignIn.ForAsync(world.Api, scope, null, default);
        Assert.Null(signIn.TokenSource);
        Assert.Contains("enableClientSecretInRestApiAccess", signIn.Cure, StringComparison.Ordinal);
    }

    /// <summary>The org's switch that lets secrets be read over the API.</summary>
    internal static async Task AllowSecretsAsync(World world)
    {
        var outcome = await world.Api.Metadata.UpdateAsync("ExternalClientAppSettings", [MetadataRows.Merge("ExternalClientApp", null, new JObject { ["enableClientSecretInRestApiAccess"] = true })], default);
        Assert.True(Assert.Single(outcome).Success);
    }

    private static async Task<ApplyResult> ApplyAsync(World world, AccessPlan plan)
    {
        var result = await world.ApplyAsync(plan);
        Assert.Empty(result.Errors);
        Assert.Equal(ApplyState.Complete, result.State);
        return result;
    }

    private static IEnumerable<string> Authorised(World world) =>
        world.Query("SELECT Parent.Name FROM SetupEntityAccess WHERE SetupEntityId IN (SELECT Id FROM ExternalClientApplication WHERE MasterLabel = 'Bulk Orders')")
            .Select(r => Convert.ToString(((IReadOnlyDictionary<string, object?>)r["Parent"]!)["Name"], System.Globalization.CultureInfo.InvariantCulture)!).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Apps(World world) => world.Query("SELECT DeveloperName FROM ExternalClientApplication").Select(r => (string)r["DeveloperName"]!).Order(StringComparer.Ordinal).ToList();
}
