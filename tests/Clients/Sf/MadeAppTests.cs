using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using SfIntegration.Api;
using SfIntegration.Auth;
using SfIntegration.Harden.Apps;
using SfIntegration.Http;
using Xunit;

namespace SfIntegration.Clients.Tests.Sf;

/// <summary>An app that we make is read back by sf, element by element, as it was written.</summary>
public sealed class MadeAppTests(PracticeSite site) : IClassFixture<PracticeSite>
{
    private static readonly XNamespace s_ns = "http://soap.sforce.com/2006/04/metadata";

    // What nobody sends and Salesforce adds: names of its own, and flags that only a write has.
    private static readonly HashSet<string> s_added = ["consumerKey", "oauthLink", "orgScopedExternalApp", "shouldRotateConsumerKey", "shouldRotateConsumerSecret"];

    [Fact]
    public async Task A_made_app_retrieves_element_by_element_as_it_was_written()
    {
        await site.OpenAsync();
        using var certificate = HostCrypto.CreateSelfSigned("CN=order-sync", 30);
        using var connection = await SfConnection.ConnectAsync(new SfConnectOptions { SignIn = _ => new AccessTokenSource(site.Url, new Secret(site.Org.SignIn(site.Org.AdministratorUsername))) }, default);
        var element = AppCertificate.Element(certificate);
        var service = new AppService(OrgApi.For(connection));
        var plan = await service.PlanNewAsync(
            new NewAppRequest
            {
                AppName = "Bulk Orders",
                Username = "shared.api@acme.example",
                Flows = AppFlows.Jwt,
                Certificate = element,
                PermissionSets = ["Warehouse_Sync", "Web_Shop_Sync"],
                ContactEmail = "it@acme.example",
                Description = "Moves orders & more",
                SessionTimeout = 30,
            },
            default);
        var result = await service.ApplyAsync(plan, Path.Combine(site.NewFolder("journals"), "app.jsonl"), null, default);
        Assert.Empty(result.Errors);

        var folder = site.NewFolder("project-app");
        Directory.CreateDirectory(Path.Combine(folder, "force-app"));
        await File.WriteAllTextAsync(Path.Combine(folder, "sfdx-project.json"), """{"packageDirectories":[{"path":"force-app","default":true}],"namespace":"","sourceApiVersion":"66.0"}""", TestContext.Current.CancellationToken);
        var names = new[] { (AppComponents.External, "Bulk_Orders") }.Concat(AppComponents.Companions.Select(t => (t, AppComponents.CompanionName(t, "Bulk_Orders"))));
        var said = await site.SfInAsync(folder, ["project", "retrieve", "start", .. names.SelectMany(n => new[] { "--metadata", $"{n.Item1}:{n.Item2}" })]);
        Assert.True(said.ExitCode == 0, said.Output + said.Errors);

        var read = Directory.EnumerateFiles(folder, "*-meta.xml", SearchOption.AllDirectories).Select(XDocument.Load).ToDictionary(d => d.Root!.Name.LocalName, Elements);
        Assert.Equal(5, read.Count);
        Expect(read["ExternalClientApplication"], ("contactEmail", "it@acme.example"), ("description", "Moves orders & more"), ("distributionState", "Local"), ("isProtected", "false"), ("label", "Bulk Orders"));
        Expect(read["ExtlClntAppOauthSettings"], ("commaSeparatedOauthScopes", "Api,RefreshToken"), ("externalClientApplication", "Bulk_Orders"), ("isFirstPartyAppEnabled", "false"), ("label", "Bulk Orders"));
        var global = read["ExtlClntAppGlobalOauthSettings"];
        Assert.True(AppCertificate.Same(element, global["certificate"]));
        Assert.DoesNotContain("consumerSecret", global.Keys);
        global.Remove("certificate");
        Expect(
            global,
            ("callbackUrl", "https://login.salesforce.com/services/oauth2/success"), ("externalClientApplication", "Bulk_Orders"), ("isClientCredentialsFlowEnabled", "false"), ("isCodeCredFlowEnabled", "false"),
            ("isCodeCredPostOnly", "false"), ("isConsumerSecretOptional", "false"), ("isDeviceFlowEnabled", "false"), ("isIntrospectAllTokens", "false"), ("isNamedUserJwtEnabled", "false"), ("isPkceRequired", "true"),
            ("isRefreshTokenRotationEnabled", "true"), ("isSecretRequiredForRefreshToken", "true"), ("isSecretRequiredForTokenExchange", "true"), ("isTokenExchangeEnabled", "false"), ("label", "Bulk Orders"));
        Expect(
            read["ExtlClntAppOauthConfigurablePolicies"],
            ("commaSeparatedPermissionSet", "Warehouse_Sync,Web_Shop_Sync"), ("externalClientApplication", "Bulk_Orders"), ("ipRelaxationPolicyType", "Enforce"), ("isClientCredentialsFlowEnabled", "false"),
            ("isTokenExchangeFlowEnabled", "false"), ("label", "Bulk Orders"), ("permittedUsersPolicyType", "AdminApprovedPreAuthorized"), ("refreshTokenPolicyType", "Zero"), ("sessionTimeoutInMinutes", "30"));
        Expect(
            read["ExtlClntAppConfigurablePolicies"],
            ("externalClientApplication", "Bulk_Orders"), ("isCanvasPluginEnabled", "false"), ("isEnabled", "true"), ("isMobilePluginEnabled", "false"), ("isNotificationPluginEnabled", "false"),
            ("isOauthPluginEnabled", "true"), ("isPushPluginEnabled", "false"), ("isSamlPluginEnabled", "false"), ("label", "Bulk Orders"));
    }

    private static Dictionary<string, string> Elements(XDocument document) =>
        document.Root!.Elements().Where(e => e.Name.Namespace == s_ns && !s_added.Contains(e.Name.LocalName)).ToDictionary(e => e.Name.LocalName, e => e.Value.Trim());

    private static void Expect(Dictionary<string, string> read, params (string Element, string Value)[] wanted) =>
        Assert.Equal(wanted.Select(w => $"{w.Element}={w.Value}"), read.Select(r => $"{r.Key}={r.Value}").Order(StringComparer.Ordinal));
}
