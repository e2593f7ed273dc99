using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using System.Xml.Linq;
using SfIntegration.Tests.Api;
using Xunit;
using static SfIntegration.Tests.Metadata.MetadataClient;

namespace SfIntegration.Tests.Metadata;

/// <summary>External client apps, connected apps and settings as files.</summary>
public sealed class AppFileTests : IDisposable
{
    private const string Rollback = "<rollbackOnError>true</rollbackOnError><singlePackage>true</singlePackage>";

    private static readonly string[] s_types =
    [
        "ExternalClientApplication: *", "ExtlClntAppOauthSettings: *", "ExtlClntAppGlobalOauthSettings: *", "ExtlClntAppOauthConfigurablePolicies: *",
        "ExtlClntAppConfigurablePolicies: *", "ConnectedApp: *", "Settings: *",
    ];

    private readonly MetadataClient _client = new();

    public void Dispose() => _client.Dispose();

    private (string, string)[] NewApp(string user) =>
    [
        ("package.xml", _client.Package("ExternalClientApplication: Depot", "ExtlClntAppOauthSettings: Depot_oauth", "ExtlClntAppGlobalOauthSettings: Depot_glbloauth", "ExtlClntAppOauthConfigurablePolicies: Depot_oauthPlcy", "ExtlClntAppConfigurablePolicies: Depot_plcy")),
        ("externalClientApps/Depot.eca", Xml("ExternalClientApplication", "<contactEmail>ops@acme.example</contactEmail><description>Depot</description><distributionState>Local</distributionState><isProtected>false</isProtected><label>Depot</label>")),
        ("extlClntAppOauthSettings/Depot_oauth.ecaOauth", Xml("ExtlClntAppOauthSettings", "<commaSeparatedOauthScopes>Api</commaSeparatedOauthScopes><externalClientApplication>Depot</externalClientApplication><label>Depot</label><trustedIpRanges><endIpAddress>203.0.113.255</endIpAddress><startIpAddress>203.0.113.0</startIpAddress></trustedIpRanges>")),
        ("extlClntAppGlobalOauthSets/Depot_glbloauth.ecaGlblOauth", Xml("ExtlClntAppGlobalOauthSettings", "<callbackUrl>https://acme.example/cb</callbackUrl><consumerKey>depotkey12345678</consumerKey><consumerSecret>depotsecret</consumerSecret><externalClientApplication>Depot</externalClientApplication><isClientCredentialsFlowEnabled>true</isClientCredentialsFlowEnabled><label>Depot</label>")),
        ("extlClntAppOauthPolicies/Depot_oauthPlcy.ecaOauthPlcy", Xml("ExtlClntAppOauthConfigurablePolicies", $"<clientCredentialsFlowUser>{user}</clientCredentialsFlowUser><commaSeparatedPermissionSet>Web_Shop_Sync</commaSeparatedPermissionSet><externalClientApplication>Depot</externalClientApplication><ipRelaxationPolicyType>Enforce</ipRelaxationPolicyType><isClientCredentialsFlowEnabled>true</isClientCredentialsFlowEnabled><label>Depot</label><permittedUsersPolicyType>AdminApprovedPreAuthorized</permittedUsersPolicyType>")),
        ("extlClntAppPolicies/Depot_plcy.ecaPlcy", Xml("ExtlClntAppConfigurablePolicies", "<externalClientApplication>Depot</externalClientApplication><isEnabled>true</isEnabled><isOauthPluginEnabled>true</isOauthPluginEnabled><label>Depot</label>")),
    ];

    private Task<Answer> SignInAsync(string key, string secret) => _client.Http.FormAsync(
        "/services/oauth2/token", ("grant_type", "client_credentials"), ("client_id", key), ("client_secret", secret));

    [Fact]
    public async Task Apps_and_settings_that_are_retrieved_deploy_back_unchanged()
    {
        var (files, result) = await _client.RetrieveAsync(s_types);
        Assert.Empty(result.Elements(Ns + "messages"));
        Assert.Contains("unpackaged/settings/Security.settings", files.Keys);
        Assert.Contains("unpackaged/extlClntAppGlobalOauthSets/Web_Shop_Bridge_glbloauth.ecaGlblOauth", files.Keys);
        Assert.DoesNotContain(files, f => f.Value.Contains("consumerSecret", StringComparison.Ordinal));
        var deployed = await _client.DeployAsync(Rollback, files.Select(f => (f.Key["unpackaged/".Length..], f.Value)).ToArray());
        Assert.Empty(Problems(deployed));
        Assert.All(Successes(deployed), s => Assert.Equal("unchanged", s.Value));
        Assert.Equal(files, (await _client.RetrieveAsync(s_types)).Files);
    }

    [Fact]
    public async Task A_certificate_is_taken_as_PEM_and_as_bare_Base64()
    {
        using var key = System.Security.Cryptography.RSA.Create(2048);
        using var certificate = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=x", key, System.Security.Cryptography.HashAlgorithmName.SHA256, System.Security.Cryptography.RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        var bare = Convert.ToBase64String(certificate.RawData);
        async Task<string> WrittenAsync(string element)
        {
            var result = await _client.UpsertAsync("ExtlClntAppGlobalOauthSettings", "Web_Shop_Bridge_glbloauth", $"<certificate>{element}</certificate><externalClientApplication>Web_Shop_Bridge</externalClientApplication><label>X</label>");
            Assert.Equal("true", Value(result, "success"));
            return Value((await _client.ReadAsync("ExtlClntAppGlobalOauthSettings", "Web_Shop_Bridge_glbloauth"))!, "certificate");
        }

        Assert.Equal(await WrittenAsync(certificate.ExportCertificatePem()), await WrittenAsync(bare));
    }

    [Fact]
    public async Task A_connected_apps_session_timeout_is_a_number_of_minutes()
    {
        var result = await _client.UpsertAsync("ConnectedApp", "Order_Sync", "<contactEmail>a@acme.example</contactEmail><label>Order Sync</label><sessionPolicy><sessionTimeout>30</sessionTimeout></sessionPolicy>");
        Assert.Equal("true", Value(result, "success"));
        Assert.Equal("30", Value((await _client.ReadAsync("ConnectedApp", "Order_Sync"))!, "sessionPolicy", "sessionTimeout"));
    }

    [Fact]
    public async Task By_a_switch_settings_bring_policies_and_an_app_goes_only_after_its_companions()
    {
        var org = _client.Http.Org;
        (org.Switches.ExternalAppsComeWithPolicies, org.Switches.ExternalAppsGoWithCompanions) = (true, false);
        await _client.UpsertAsync("ExternalClientApplication", "Depot", "<contactEmail>a@acme.example</contactEmail><distributionState>Local</distributionState><label>Depot</label>");
        await _client.UpsertAsync("ExtlClntAppOauthSettings", "Depot_oauth", "<externalClientApplication>Depot</externalClientApplication><label>Depot</label>");
        Assert.Equal("AllSelfAuthorized", Value((await _client.ReadAsync("ExtlClntAppOauthConfigurablePolicies", "Depot_oauth_defaultPolicy"))!, "permittedUsersPolicyType"));

        async Task<string> DeletedAsync(string type, string name) => Value((await _client.CallAsync("deleteMetadata", $"<type>{type}</type><fullNames>{name}</fullNames>")).Single(), "success");
        Assert.Equal("false", await DeletedAsync("ExternalClientApplication", "Depot"));
        Assert.Equal("true", await DeletedAsync("ExtlClntAppOauthConfigurablePolicies", "Depot_oauth_defaultPolicy"));
        Assert.Equal("true", await DeletedAsync("ExtlClntAppOauthSettings", "Depot_oauth"));
        Assert.Equal("true", await DeletedAsync("ExternalClientApplication", "Depot"));
    }

    [Fact]
    public async Task A_new_external_client_app_signs_in_at_once_and_rotates_only_where_warnings_are_ignored()
    {
        var refused = await _client.DeployAsync(Rollback, NewApp("lena.lead@acme.example"));
        Assert.Contains("ExtlClntAppOauthConfigurablePolicies Depot_oauthPlcy: The user of the client credentials flow must have the permission API Only User: lena.lead@acme.example", Problems(refused));
        Assert.Null(await _client.ReadAsync("ExternalClientApplication", "Depot"));

        var deployed = await _client.DeployAsync(Rollback, NewApp("shared.api@acme.example"));
        Assert.Empty(Problems(deployed));
        Assert.Equal(5, Successes(deployed).Count(s => s.Value == "created"));
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync("depotkey12345678", "depotsecret")).Status);
        Assert.Equal("Web_Shop_Sync", Value((await _client.ReadAsync("ExtlClntAppOauthConfigurablePolicies", "Depot_oauthPlcy"))!, "commaSeparatedPermissionSet"));
        Assert.StartsWith("0xI", _client.Org.AsSystem.Query("SELECT Id FROM ExternalClientApplication WHERE DeveloperName = 'Depot'")[0]["Id"]!.ToString(), StringComparison.Ordinal);

        (string, string)[] rotate =
        [
            ("package.xml", _client.Package("ExtlClntAppGlobalOauthSettings: Depot_glbloauth")),
            ("extlClntAppGlobalOauthSets/Depot_glbloauth.ecaGlblOauth", Xml("ExtlClntAppGlobalOauthSettings", "<externalClientApplication>Depot</externalClientApplication><label>Depot</label><shouldRotateConsumerSecret>true</shouldRotateConsumerSecret>")),
        ];
        Assert.Equal("Failed", Value(await _client.DeployAsync(Rollback, rotate), "status"));
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync("depotkey12345678", "depotsecret")).Status);
        Assert.Equal("Succeeded", Value(await _client.DeployAsync(Rollback + "<ignoreWarnings>true</ignoreWarnings>", rotate), "status"));
        Assert.Equal(HttpStatusCode.BadRequest, (await SignInAsync("depotkey12345678", "depotsecret")).Status);

        Assert.Equal("true", Value((await _client.CallAsync("deleteMetadata", "<type>ExternalClientApplication</type><fullNames>Depot</fullNames>")).Single(), "success"));
        Assert.Null(await _client.ReadAsync("ExtlClntAppOauthSettings", "Depot_oauth"));
        Assert.Empty(_client.Org.AsSystem.Query("SELECT Id FROM ExternalClientApplication WHERE DeveloperName = 'Depot'"));
    }

    [Theory]
    [InlineData("ExtlClntAppOauthSettings", "X", "<externalClientApplication>None</externalClientApplication><label>X</label>", "In field: externalClientApplication - no ExternalClientApplication named None found")]
    [InlineData("ExtlClntAppOauthSettings", "X", "<externalClientApplication>Web_Shop_Bridge</externalClientApplication><label>X</label>", "An external client app has one ExtlClntAppOauthSettings: Web_Shop_Bridge has Web_Shop_Bridge_oauth")]
    [InlineData("ExtlClntAppOauthSettings", "Web_Shop_Bridge_oauth", "<externalClientApplication>Web_Shop_Bridge</externalClientApplication><label>X</label><trustedIpRanges><endIpAddress>10.0.0.1</endIpAddress><startIpAddress>10.0.0.2</startIpAddress></trustedIpRanges>", "The start address must not be greater than the end address: 10.0.0.2 - 10.0.0.1")]
    [InlineData("ExtlClntAppOauthConfigurablePolicies", "Web_Shop_Bridge_oauthPlcy", "<externalClientApplication>Web_Shop_Bridge</externalClientApplication><ipRelaxationPolicyType>Sometimes</ipRelaxationPolicyType><label>X</label>", "'Sometimes' is not a valid value for the enum 'IpRelaxationPolicyType'")]
    [InlineData("ExtlClntAppOauthConfigurablePolicies", "Web_Shop_Bridge_oauthPlcy", "<customAttributes><formula>x</formula><key>x</key></customAttributes><externalClientApplication>Web_Shop_Bridge</externalClientApplication><label>X</label>", "The practice org keeps no customAttributes of ExtlClntAppOauthConfigurablePolicies")]
    [InlineData("ExtlClntAppGlobalOauthSettings", "Web_Shop_Bridge_glbloauth", "<certificate>nonsense</certificate><externalClientApplication>Web_Shop_Bridge</externalClientApplication><label>X</label>", "The certificate can't be read")]
    [InlineData("ExtlClntAppGlobalOauthSettings", "Web_Shop_Bridge_glbloauth", "<consumerKey>another</consumerKey><externalClientApplication>Web_Shop_Bridge</externalClientApplication><label>X</label>", "The consumer key is set when the settings are created")]
    [InlineData("ConnectedApp", "New_App", "<contactEmail>a@acme.example</contactEmail><label>New</label>", "You can't create a connected app.")]
    [InlineData("ConnectedApp", "Order_Sync", "<contactEmail>a@acme.example</contactEmail><label>Order Sync</label><oauthConfig><callbackUrl>https://x</callbackUrl><isAdminApproved>false</isAdminApproved></oauthConfig><profileName>Acme Sales</profileName>", "profileName and permissionSetName can only be used with isAdminApproved")]
    [InlineData("SecuritySettings", "Security", "<sessionSettings><sessionTimeout>Forever</sessionTimeout></sessionSettings>", "'Forever' is not a valid value for the enum 'SessionTimeout'")]
    [InlineData("SecuritySettings", "Security", "<sessionSettings><enableCSRFOnGet>true</enableCSRFOnGet></sessionSettings>", "The practice org has no setting SecuritySettings.sessionSettings.enableCSRFOnGet")]
    [InlineData("EventSettings", "Event", "<eventLogRetentionDuration>7</eventLogRetentionDuration>", "eventLogRetentionDuration must be from 30 to 365 days")]
    public async Task What_apps_and_settings_cannot_say_is_refused(string type, string name, string content, string message)
    {
        var before = (await _client.RetrieveAsync(s_types)).Files;
        Assert.StartsWith(message, Value(await _client.UpsertAsync(type, name, content), "errors", "message"), StringComparison.Ordinal);
        Assert.Equal(before, (await _client.RetrieveAsync(s_types)).Files);
    }

    [Fact]
    public async Task A_connected_app_that_is_there_is_changed_and_with_the_switch_new_ones_are_made()
    {
        var app = (await _client.ReadAsync("ConnectedApp", "Order_Sync"))!;
        app.Element(Ns + "oauthConfig")!.Element(Ns + "isIntrospectAllTokens")!.Value = "true";
        app.Add(new XElement(Ns + "permissionSetName", "Invoicing"));
        Assert.Equal("true", Value(await _client.UpsertAsync("ConnectedApp", "Order_Sync", string.Concat(app.Elements().Where(e => e.Name.LocalName != "fullName"))), "success"));
        var read = (await _client.ReadAsync("ConnectedApp", "Order_Sync"))!;
        Assert.Contains("Invoicing", read.Elements(Ns + "permissionSetName").Select(e => e.Value));
        Assert.Equal("true", Value(read, "oauthConfig", "isIntrospectAllTokens"));

        _client.Org.Switches.ConnectedAppsCanBeCreated = true;
        Assert.Equal("true", Value(await _client.UpsertAsync("ConnectedApp", "New_App", "<contactEmail>a@acme.example</contactEmail><label>New</label><oauthConfig><callbackUrl>https://x</callbackUrl><scopes>Api</scopes><scopes>RefreshToken</scopes></oauthConfig>"), "created"));
        Assert.Equal(["Api", "RefreshToken"], (await _client.ReadAsync("ConnectedApp", "New_App"))!.Descendants(Ns + "scopes").Select(s => s.Value));
    }

    [Fact]
    public async Task Security_settings_are_laid_over_and_trusted_ranges_replaced()
    {
        const string First = "<networkAccess><ipRanges><description>HQ</description><end>203.0.113.9</end><start>203.0.113.1</start></ipRanges></networkAccess><passwordPolicies><minimumPasswordLength>12</minimumPasswordLength></passwordPolicies><sessionSettings><enforceIpRangesEveryRequest>true</enforceIpRangesEveryRequest><sessionTimeout>FifteenMinutes</sessionTimeout></sessionSettings>";
        Assert.Equal(("true", "false"), await OutcomeAsync(First));
        Assert.Equal(TimeSpan.FromMinutes(15), _client.Org.SessionLifetime);
        Assert.Equal(("true", "false"), await OutcomeAsync("<networkAccess><ipRanges><end>198.51.100.9</end><start>198.51.100.1</start></ipRanges></networkAccess>"));
        var read = (await _client.ReadAsync("SecuritySettings", "Security"))!;
        Assert.Equal("198.51.100.1", Value(read.Element(Ns + "networkAccess")!.Elements().Single(), "start"));
        Assert.Equal(("12", "true"), (Value(read, "passwordPolicies", "minimumPasswordLength"), Value(read, "sessionSettings", "enforceIpRangesEveryRequest")));
        var listed = await _client.CallAsync("listMetadata", "<queries><type>Settings</type></queries>");
        Assert.Contains(listed, l => Value(l, "fullName") == "Security" && Value(l, "fileName") == "settings/Security.settings");

        async Task<(string, string)> OutcomeAsync(string content)
        {
            var result = await _client.UpsertAsync("SecuritySettings", "Security", content);
            return (Value(result, "success"), Value(result, "created"));
        }
    }
}
