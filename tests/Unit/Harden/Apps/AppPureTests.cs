using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using SfIntegration.Api;
using SfIntegration.Auth;
using SfIntegration.Harden.Apps;
using SfIntegration.Plan;
using Xunit;

namespace SfIntegration.Unit.Tests.Harden.Apps;

/// <summary>Names, strictness, definitions and writes of apps, without an org.</summary>
public sealed class AppPureTests
{
    [Theory]
    [InlineData("Order Sync", "Order_Sync")]
    [InlineData("  Order -- Sync! ", "Order_Sync")]
    [InlineData("42 things", "App_42_things")]
    [InlineData("Ünïcode Äpp", "n_code_pp")]
    [InlineData("日本語", "App")]
    [InlineData("Order_Sync", "Order_Sync")]
    public void A_label_becomes_an_api_name(string label, string expected) => Assert.Equal(expected, AppComponents.DeveloperName(label));

    [Fact]
    public void A_long_label_leaves_room_for_the_longest_ending() =>
        Assert.All(AppComponents.Companions, t => Assert.True(AppComponents.CompanionName(t, AppComponents.DeveloperName(new string('a', 68) + " b" + new string('c', 80))).Length <= 80));

    [Theory]
    [InlineData("0xIPr0000000002", "0xIPr0000000002MAA", true)]
    [InlineData("0xIPr0000000002MAA", "0xIPr0000000003MAA", false)]
    [InlineData("", "", false)]
    [InlineData("Warehouse", "Warehouse", false)]
    public void Ids_of_both_lengths_are_one(string a, string b, bool same) => Assert.Equal(same, AppComponents.SameId(a, b));

    [Theory]
    [InlineData("zero", "Zero", "none live")]
    [InlineData(null, "Infinite", "until revoked")]
    [InlineData("specific_lifetime:4:HOURS", "SpecificLifetime", "4 hours from when they are made")]
    [InlineData("specific_inactivity:1:MONTHS", "SpecificInactivity", "until unused for 1 month")]
    public void A_connected_apps_policy_reads_as_an_external_ones(string? text, string type, string words)
    {
        var policy = RefreshTokenPolicy.OfConnected(text);
        Assert.Equal((type, words), (policy.Type, policy.Words));
        Assert.Equal(text ?? "infinite", policy.ForConnected);
    }

    [Fact]
    public void Refresh_policies_have_an_order()
    {
        string[] stricterFirst = ["zero", "specific_lifetime:4:HOURS", "specific_lifetime:1:DAYS", "specific_lifetime:1:MONTHS", "specific_inactivity:1:HOURS", "specific_inactivity:90:DAYS", "infinite"];
        for (var i = 1; i < stricterFirst.Length; i++)
        {
            Assert.True(RefreshTokenPolicy.OfConnected(stricterFirst[i]).IsLooserThan(RefreshTokenPolicy.OfConnected(stricterFirst[i - 1])), stricterFirst[i]);
            Assert.False(RefreshTokenPolicy.OfConnected(stricterFirst[i - 1]).IsLooserThan(RefreshTokenPolicy.OfConnected(stricterFirst[i])), stricterFirst[i]);
        }
    }

    [Theory]
    [InlineData("4h", 4, "Hours")]
    [InlineData("30D", 30, "Days")]
    [InlineData("0d", null, null)]
    [InlineData("d", null, null)]
    [InlineData("", null, null)]
    [InlineData("-1d", null, null)]
    [InlineData("99999999999d", null, null)]
    public void A_validity_is_a_number_and_a_unit(string text, int? period, string? unit)
    {
        var policy = RefreshTokenPolicy.Parse(RefreshTokenPolicy.SpecificLifetime, text);
        Assert.Equal((period, unit), (policy?.Period, policy?.Unit));
    }

    [Fact]
    public void What_we_make_is_nowhere_loose_and_an_unknown_policy_is_the_loosest()
    {
        Assert.Empty(Made(Definition(AppFlows.ClientCredentials | AppFlows.Jwt)).Strictness.Looseness());
        Assert.Equal(AppStrictness.AddressPolicies.Count, AppStrictness.AddressRank("Something_New"));
    }

    [Fact]
    public void A_made_app_lacks_nothing_of_its_own_definition()
    {
        var definition = Definition(AppFlows.ClientCredentials | AppFlows.Jwt);
        var made = Made(definition);
        Assert.Empty(definition.Lacks(made));
        Assert.Equal(AppFlows.ClientCredentials | AppFlows.Jwt, made.Flows);
        Assert.Equal(["Api", "RefreshToken"], made.Scopes);
        Assert.Equal("integ@acme.example", made.RunAs);
    }

    [Fact]
    public void The_scopes_are_the_least_that_the_flow_needs()
    {
        Assert.Equal(["Api"], Definition(AppFlows.ClientCredentials).Scopes);
        Assert.Equal(["Api", "RefreshToken"], Definition(AppFlows.Jwt).Scopes);
    }

    [Fact]
    public void Client_credentials_are_on_only_where_settings_and_policies_say_so()
    {
        var app = Made(Definition(AppFlows.ClientCredentials));
        app.Part(AppComponents.OauthPolicies)!.Elements.Element(MetadataSoap.Ns + "isClientCredentialsFlowEnabled")!.Value = "false";
        Assert.Equal(AppFlows.None, app.Flows);
        var lack = Assert.Single(Definition(AppFlows.ClientCredentials).Lacks(app));
        Assert.Equal((AppComponents.OauthPolicies, "isClientCredentialsFlowEnabled"), (lack.Type, lack.Element));
    }

    [Theory]
    [InlineData("Warehouse_Sync, Integ_Orders", true)]
    [InlineData("integ_orders", true)]
    [InlineData("0PSPr0000000001", true)]
    [InlineData("0PSPr0000000001MAA", true)]
    [InlineData("Integ_Orders_2", false)]
    [InlineData("", false)]
    public void A_set_that_is_listed_by_name_or_id_is_not_planned_again(string listed, bool isThere)
    {
        var app = Made(Definition(AppFlows.ClientCredentials));
        app.Part(AppComponents.OauthPolicies)!.Elements.Add(new XElement(MetadataSoap.Ns + "commaSeparatedPermissionSet", listed));
        var builder = new PlanBuilder();
        AppWrites.Plan(Wish(Definition(AppFlows.ClientCredentials)), app, builder);
        Assert.Equal(isThere ? [] : new[] { ChangeKind.PreauthorizeApp }, builder.Changes.Select(c => c.Kind));
    }

    [Fact]
    public void A_set_that_opens_the_app_by_a_row_is_not_planned_again()
    {
        var builder = new PlanBuilder();
        AppWrites.Plan(Wish(Definition(AppFlows.ClientCredentials), "0xIPr0000000001"), Made(Definition(AppFlows.ClientCredentials)), builder);
        Assert.Empty(builder.Writes);
    }

    [Fact]
    public void A_switched_off_or_loose_app_is_warned_of_and_left()
    {
        var app = Made(Definition(AppFlows.ClientCredentials));
        app.Part(AppComponents.Policies)!.Elements.Element(MetadataSoap.Ns + "isEnabled")!.Value = "0";
        app.Part(AppComponents.OauthPolicies)!.Elements.Element(MetadataSoap.Ns + "permittedUsersPolicyType")!.Value = "AllSelfAuthorized";
        var builder = new PlanBuilder();
        AppWrites.Plan(Wish(Definition(AppFlows.ClientCredentials), "0xIPr0000000001"), app, builder);
        Assert.Empty(builder.Writes);
        Assert.Equal(["AppDisabled", "AppLoose"], builder.Problems.Select(p => p.Code));
        Assert.DoesNotContain(builder.Problems, p => p.Stops);
    }

    [Fact]
    public void Another_certificate_is_warned_of_and_left()
    {
        var builder = new PlanBuilder();
        AppWrites.Plan(Wish(Definition(AppFlows.Jwt, "CN=new"), "0xIPr0000000001"), Made(Definition(AppFlows.Jwt, "CN=old")), builder);
        Assert.Empty(builder.Writes);
        Assert.Contains("CN=old", Assert.Single(builder.Problems, p => p.Code == "AppOtherCertificate").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_companion_that_is_missing_is_made()
    {
        var app = Made(Definition(AppFlows.ClientCredentials));
        var without = new ExternalApp { Id = app.Id, DeveloperName = app.DeveloperName, Parts = app.Parts.Where(p => p.Key != AppComponents.Policies).ToDictionary(p => p.Key, p => p.Value) };
        var builder = new PlanBuilder();
        AppWrites.Plan(Wish(Definition(AppFlows.ClientCredentials), "0xIPr0000000001"), without, builder);
        var write = Assert.Single(builder.Writes);
        Assert.Equal((WriteOperation.Create, "Metadata:ExtlClntAppConfigurablePolicies"), (write.Operation, write.SobjectType));
        Assert.Null(write.Needs);
    }

    [Fact]
    public void Certificates_are_the_same_as_PEM_and_as_Base64_and_nonsense_is_none()
    {
        using var certificate = HostCrypto.CreateSelfSigned("CN=x", 10);
        var element = AppCertificate.Element(certificate);
        var pem = $"-----BEGIN CERTIFICATE-----\r\n{element}\r\n-----END CERTIFICATE-----";
        Assert.True(AppCertificate.Same(element, pem));
        Assert.Equal(certificate.Thumbprint, AppCertificate.Read(pem)!.Thumbprint);
        Assert.False(AppCertificate.Same(null, null));
        foreach (var nonsense in new[] { "", "nonsense", "-----BEGIN CERTIFICATE-----", "%%%", "AAAA", null })
        {
            Assert.Null(AppCertificate.Read(nonsense));
        }

        Assert.DoesNotContain("PRIVATE", element, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60, "Enforce", null, true)]
    [InlineData(15, "Bypass", null, true)]
    [InlineData(15, "Enforce", "Api,Web", true)]
    [InlineData(15, "Enforce", "Api", false)]
    public void Setting_an_app_never_makes_it_looser(int minutes, string addresses, string? scopes, bool refused)
    {
        var app = new SfApp { AppName = "X", Scopes = ["Full"], Strictness = new AppStrictness { AdminApprovedOnly = true, AddressPolicy = "Enforce", SessionTimeout = 30, Scopes = ["Full"] } };
        var request = new SetAppRequest { SessionTimeout = minutes, AddressPolicy = addresses, Scopes = scopes?.Split(',') };
        if (refused)
        {
            Assert.Equal("AppWouldLoosen", Assert.Throws<SfPlanException>(() => AppTightening.Steps(app, request, request)).Code);
        }
        else
        {
            Assert.Equal(["session", "scopes"], AppTightening.Steps(app, request, request).Select(s => s.Policy));
        }
    }

    [Fact]
    public void The_default_tightening_drops_wide_scopes_and_keeps_shorter_sessions()
    {
        var app = new SfApp { AppName = "X", Scopes = ["Full", "RefreshToken"], SessionTimeout = 10 };
        var wanted = AppTightening.Wanted(app, new SetAppRequest { ToDefaults = true });
        Assert.Equal(["Api", "RefreshToken"], wanted.Scopes!);
        Assert.Null(wanted.SessionTimeout);
        Assert.True(wanted.PreAuthorizedOnly);
    }

    private static AppDefinition Definition(AppFlows flows, string subject = "CN=x") => new()
    {
        Label = "Order Sync",
        DeveloperName = "Order_Sync",
        ContactEmail = "it@acme.example",
        Flows = flows,
        RunAs = flows.HasFlag(AppFlows.ClientCredentials) ? "integ@acme.example" : null,
        Certificate = flows.HasFlag(AppFlows.Jwt) ? Certificate(subject) : null,
    };

    private static string Certificate(string subject)
    {
        using var certificate = HostCrypto.CreateSelfSigned(subject, 10);
        return AppCertificate.Element(certificate);
    }

    /// <summary>The app as Salesforce shows it once the definition was written.</summary>
    private static ExternalApp Made(AppDefinition definition) => new()
    {
        Id = "0xIPr0000000001MAA",
        DeveloperName = definition.DeveloperName,
        Parts = definition.Companions().Append(definition.App()).ToDictionary(c => c.Type, c => new AppPart(c.FullName, MetadataRows.Merge(c.FullName, null, c.Values))),
    };

    private static AppWish Wish(AppDefinition definition, params string[] entities) => new()
    {
        Definition = definition,
        IsApiOnly = true,
        Doors = [new AppDoor("Integ_Orders", "0PSPr0000000001MAA", entities, null)],
    };
}
