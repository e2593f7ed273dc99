using System;
using System.Linq;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Rules;

/// <summary>Every change of an app that is more than one column of one row.</summary>
internal static class AppWriter
{
    /// <summary>Creates an app with fresh credentials.</summary>
    public static PracticeApp Create(OrgEngine engine, string byUserId, AppDraft draft)
    {
        var developerName = draft.DeveloperName ?? ApiNameOf(draft.Name);
        var row = draft.Kind == PracticeApp.External
            ? External(engine, byUserId, draft, developerName)
            : Connected(engine, byUserId, draft, developerName);
        AddConsumer(engine, row.Id, draft.Name, byUserId, draft.CredentialsCreated);
        return engine.Apps.Find(row.Id)!;
    }

    /// <summary>Gives an app a key and a secret of its own choice, or fresh ones.</summary>
    public static Row AddConsumer(OrgEngine engine, string appId, string name, string byUserId, DateTime created, string? key = null, string? secret = null) =>
        SideRows.Add(
            engine.Store,
            SideTables.Consumer,
            appId,
            ("Name", name),
            ("consumerKey", key ?? NewKey()),
            ("consumerSecret", secret ?? NewSecret()),
            ("CreatedDate", created),
            ("CreatedById", byUserId));

    /// <summary>Sets the certificate that JWT assertions are checked with; null switches the JWT flow off.</summary>
    public static void SetCertificate(OrgEngine engine, PracticeApp app, string? pem) => SideRows.Set(
        engine.Store,
        app.IsExternal ? SideTables.ExternalGlobalOauthSettings : SideTables.ConnectedOauth,
        app.Id,
        ("certificate", pem));

    /// <summary>Makes a connected app installed, or one that users met without (facts §5.7).</summary>
    public static void SetInstalled(OrgEngine engine, PracticeApp app, bool installed)
    {
        if (app.IsExternal)
        {
            throw new ArgumentException("An external client app is always installed: it is the org's own or a package's.", nameof(app));
        }

        SideRows.Set(engine.Store, SideTables.ConnectedOauth, app.Id, ("IsUninstalled", !installed));
    }

    /// <summary>Notes that a user approved an app for itself.</summary>
    public static void Approve(OrgEngine engine, PracticeApp app, string userId)
    {
        if (!app.IsApprovedBy(userId))
        {
            SideRows.Add(engine.Store, SideTables.AppApproval, app.Id, ("UserId", userId), ("ApprovedDate", engine.Clock.UtcNow));
        }
    }

    /// <summary>Forgets a user's approval of an app.</summary>
    public static void Disapprove(OrgStore store, string appId, string userId)
    {
        foreach (var row in SideRows.All(store, SideTables.AppApproval, appId).Where(a => a.Text("UserId") == userId))
        {
            store.Remove(row);
        }
    }

    /// <summary>A fresh consumer key.</summary>
    public static string NewKey() => "3MVG9" + RandomText.Of(80);

    /// <summary>A fresh consumer secret.</summary>
    public static string NewSecret() => RandomText.Hex(32);

    private static Row Connected(OrgEngine engine, string byUserId, AppDraft draft, string developerName)
    {
        var row = engine.Create(
            PracticeApp.Connected,
            byUserId,
            ("Name", draft.Name),
            ("DeveloperName", developerName),
            ("OptionsAllowAdminApprovedUsersOnly", draft.AdminApprovedOnly));
        SideRows.Add(
            engine.Store,
            SideTables.ConnectedOauth,
            row.Id,
            ("certificate", draft.CertificatePem),
            ("scopes", OAuthScopes.Write(draft.Scopes)),
            ("isClientCredentialEnabled", draft.ClientCredentialsEnabled),
            ("oauthClientCredentialUser", draft.RunAsUserId),
            ("ipRelaxation", draft.IpRelaxation));
        return row;
    }

    private static Row External(OrgEngine engine, string byUserId, AppDraft draft, string developerName)
    {
        var row = engine.Create(
            PracticeApp.External,
            byUserId,
            ("MasterLabel", draft.Name),
            ("DeveloperName", developerName),
            ("Language", "en_US"),
            ("DistributionState", "Local"));
        void Side(string table, string suffix, params (string, object?)[] values) => SideRows.Add(
            engine.Store,
            table,
            row.Id,
            values.Concat(new (string, object?)[] { ("DeveloperName", developerName + suffix), ("label", draft.Name) }).ToArray());
        Side(SideTables.ExternalOauthSettings, "_oauth", ("commaSeparatedOauthScopes", OAuthScopes.Write(draft.Scopes)));
        Side(
            SideTables.ExternalGlobalOauthSettings,
            "_glbloauth",
            ("certificate", draft.CertificatePem),
            ("isClientCredentialsFlowEnabled", draft.ClientCredentialsEnabled));
        Side(
            SideTables.ExternalOauthPolicies,
            "_oauthPlcy",
            ("clientCredentialsFlowUser", draft.RunAsUserId),
            ("isClientCredentialsFlowEnabled", draft.ClientCredentialsEnabled),
            ("ipRelaxationPolicyType", CamelCase(draft.IpRelaxation)),
            ("permittedUsersPolicyType", draft.AdminApprovedOnly ? "AdminApprovedPreAuthorized" : "AllSelfAuthorized"));
        Side(SideTables.ExternalPolicies, "_plcy", ("isEnabled", true), ("isOauthPluginEnabled", true));
        return row;
    }

    /// <summary>The external client app's spelling of a connected app's ipRelaxation.</summary>
    private static string CamelCase(string ipRelaxation) => ipRelaxation switch
    {
        "ENFORCE_RELAXREFRESH" => "Enforce_RelaxRefresh",
        _ => ipRelaxation.Substring(0, 1) + ipRelaxation.Substring(1).ToLowerInvariant(),
    };

    /// <summary>An API name for a label: letters and digits, what lies between them an underscore.</summary>
    private static string ApiNameOf(string label)
    {
        var name = new string(label.Select(c => c < 128 && char.IsLetterOrDigit(c) ? c : ' ').ToArray());
        name = string.Join("_", name.Split(new[] { ' ' }, StringSplitOptions.RemoveEmptyEntries));
        return name.Length > 0 && char.IsLetter(name[0]) ? name : "App_" + name;
    }
}
