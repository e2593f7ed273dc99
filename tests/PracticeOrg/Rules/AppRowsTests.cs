using System;
using System.Linq;
using SfIntegration.Practice.Auth;
using SfIntegration.Practice.Rules;
using Xunit;

namespace SfIntegration.PracticeOrg.Tests.Rules;

/// <summary>Apps, settings and tokens are rows of the store, so that a transaction takes them back like any others.</summary>
public sealed class AppRowsTests
{
    private readonly TestOrg _org = new();

    [Theory]
    [InlineData(PracticeApp.Connected)]
    [InlineData(PracticeApp.External)]
    public void An_app_reads_the_same_whichever_kind_its_rows_are(string kind)
    {
        var runAs = _org.User("shared.api@acme.example").Id;
        var app = AppWriter.Create(_org.Engine, "", new AppDraft
        {
            Kind = kind,
            Name = "1. Order & Sync",
            ClientCredentialsEnabled = true,
            RunAsUserId = runAs,
            CertificatePem = "pem",
            AdminApprovedOnly = false,
            Scopes = ["api", "refresh_token", "unknown_scope"],
            IpRelaxation = "ENFORCE_RELAXREFRESH",
        });

        Assert.Equal((kind, "1. Order & Sync", "App_1_Order_Sync", true, runAs, "pem", false, "ENFORCE_RELAXREFRESH"),
            (app.Kind, app.Name, app.DeveloperName, app.ClientCredentialsEnabled, app.RunAsUserId, app.CertificatePem, app.AdminApprovedOnly, app.IpRelaxation));
        Assert.Equal(["api", "refresh_token", "unknown_scope"], app.Scopes);
        Assert.Equal(app.Id, _org.Engine.Apps.FindByKey(app.ConsumerKey)!.Id);
        Assert.Null(_org.Engine.Apps.FindByKey(app.ConsumerKey.ToLowerInvariant()));
        Assert.Null(_org.Engine.Apps.FindByKey(null));
    }

    [Fact]
    public void A_transaction_that_fails_takes_back_apps_approvals_settings_and_tokens()
    {
        var user = _org.User("erp@acme.example").Id;
        var tokens = new TokenStore(_org.Engine);
        var apps = _org.Engine.Apps.Count();
        var token = "";
        var app = _org.Engine.Apps.First(a => a.Name == "Order Sync");
        var certificate = app.CertificatePem;
        _org.Store.Transaction(() =>
        {
            AppWriter.Create(_org.Engine, "", new AppDraft { Kind = PracticeApp.External, Name = "New" });
            AppWriter.Approve(_org.Engine, app, user);
            AppWriter.SetCertificate(_org.Engine, app, "pem");
            SessionTimeouts.Set(_org.Engine, TimeSpan.FromMinutes(30));
            token = tokens.Open(new NewSession(user, app, "api", "203.0.113.10", ""));
            Assert.NotNull(tokens.Find(token));
            return false;
        });

        Assert.Equal(apps, _org.Engine.Apps.Count());
        Assert.False(app.IsApprovedBy(user));
        Assert.Equal(certificate, app.CertificatePem);
        Assert.Equal(TimeSpan.FromHours(2), SessionTimeouts.Of(_org.Engine));
        Assert.Null(tokens.Find(token));
    }

    [Fact]
    public void No_row_holds_a_token_that_opens_a_session()
    {
        var tokens = new TokenStore(_org.Engine);
        var app = _org.Engine.Apps.First();
        var user = _org.User("erp@acme.example").Id;
        foreach (var token in new[] { tokens.Open(new NewSession(user, app, "api", "203.0.113.10", "")), tokens.Grant(user, app, "api") })
        {
            foreach (var table in new[] { SideTables.Session, SideTables.RefreshGrant, "AuthSession", "OauthToken" })
            {
                Assert.DoesNotContain(_org.Store.Rows(table), r => r.Fields.Any(f => Equals(r[f], token)));
            }
        }
    }

    [Fact]
    public void The_policies_lists_and_the_SetupEntityAccess_rows_are_one_fact()
    {
        var app = _org.Engine.Apps.Single(a => a.Name == "Web Shop Bridge").Id;
        Assert.Equal(["Newsletter_Sync", "Warehouse_Sync", "Web_Shop_Sync"], AppDoors.PermissionSets(_org.Store, app));
        Assert.Empty(AppDoors.Profiles(_org.Store, app));
        var kept = _org.Store.Rows("SetupEntityAccess", "SetupEntityId", app).Single(r => r.Text("ParentId") == _org.Find("PermissionSet", "Name", "Web_Shop_Sync").Id).Id;
        AppDoors.Set(_org.Engine, app, ["web_shop_sync", _org.Find("PermissionSet", "Name", "Warehouse_Sync").Id], ["System Administrator"]);
        Assert.Equal(["Warehouse_Sync", "Web_Shop_Sync"], AppDoors.PermissionSets(_org.Store, app));
        Assert.Equal(["System Administrator"], AppDoors.Profiles(_org.Store, app));
        Assert.NotNull(_org.Store.Find("SetupEntityAccess", kept));
        AppDoors.Set(_org.Engine, app, null, []);
        Assert.Equal(2, _org.Store.Rows("SetupEntityAccess", "SetupEntityId", app).Count);
        _org.Insert("SetupEntityAccess", ("ParentId", _org.AddSet("Door")), ("SetupEntityId", app));
        Assert.Contains("Door", AppDoors.PermissionSets(_org.Store, app));
        TestOrg.Refused("INVALID_CROSS_REFERENCE_KEY", () => AppDoors.Set(_org.Engine, app, ["Nobody"], null));
        _org.Engine.Switches.AppAccessByRow = false;
        TestOrg.Refused("INVALID_CROSS_REFERENCE_KEY", () => _org.Insert("SetupEntityAccess", ("ParentId", _org.AddSet("Door2")), ("SetupEntityId", app)));
        AppDoors.Set(_org.Engine, app, ["Door2"], null);
        Assert.Equal(["Door2"], AppDoors.PermissionSets(_org.Store, app));
    }

    [Fact]
    public void A_setting_has_its_documented_default_until_it_is_changed_and_an_unknown_one_is_refused()
    {
        var settings = _org.Engine.Settings;
        Assert.False(settings.Flag("SecuritySettings.sessionSettings.enforceIpRangesEveryRequest"));
        settings["SecuritySettings.sessionSettings.enforceIpRangesEveryRequest"] = true;
        Assert.True(settings.Flag("SecuritySettings.sessionSettings.enforceIpRangesEveryRequest"));
        Assert.Equal(30, settings["EventSettings.eventLogRetentionDuration"]);
        Assert.Equal(4, OrgSettings.NamesOf("OauthOidcSettings").Count());
        Assert.Throws<ArgumentException>(() => settings["SecuritySettings.nothing"]);
        Assert.Throws<ArgumentException>(() => settings["SecuritySettings.nothing"] = 1);
    }

    [Fact]
    public void A_session_timeout_between_the_named_ones_is_kept_to_the_second()
    {
        SessionTimeouts.Set(_org.Engine, TimeSpan.FromMinutes(90));
        Assert.Equal("NinetyMinutes", _org.Engine.Settings.Text("SecuritySettings.sessionSettings.sessionTimeout"));
        SessionTimeouts.Set(_org.Engine, TimeSpan.FromSeconds(77));
        Assert.Equal(TimeSpan.FromSeconds(77), SessionTimeouts.Of(_org.Engine));
    }

    [Fact]
    public void Side_tables_are_in_no_schema()
    {
        foreach (var table in typeof(SideTables).GetFields().Select(f => (string)f.GetValue(null)!))
        {
            Assert.StartsWith("~", table, StringComparison.Ordinal);
            Assert.Null(_org.Engine.Schema.Find(table));
        }
    }
}
