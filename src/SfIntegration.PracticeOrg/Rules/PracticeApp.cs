using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Rules;

/// <summary>
/// An application that outside systems sign in through, as OAuth looks at it: one face for the rows of a connected app and of an
/// external client app. It reads; <see cref="AppWriter"/> writes.
/// </summary>
internal sealed class PracticeApp
{
    /// <summary>The object of external client apps.</summary>
    public const string External = "ExternalClientApplication";

    /// <summary>The object of connected apps.</summary>
    public const string Connected = "ConnectedApplication";

    private readonly OrgStore _store;
    private readonly Row _row;

    public PracticeApp(OrgStore store, Row row)
    {
        _store = store;
        _row = row;
    }

    /// <summary>The id of its ConnectedApplication (0H4) or ExternalClientApplication (0xI) row.</summary>
    public string Id => _row.Id;

    /// <summary>ConnectedApplication or ExternalClientApplication.</summary>
    public string Kind => _row.Type;

    /// <summary>The label people see.</summary>
    public string Name => _row.Text(IsExternal ? "MasterLabel" : "Name")!;

    /// <summary>The API name.</summary>
    public string? DeveloperName => _row.Text("DeveloperName");

    /// <summary>It is an external client app.</summary>
    public bool IsExternal => Kind == External;

    /// <summary>Key and secret; null where the app has no OAuth settings.</summary>
    public Row? Consumer => SideRows.Of(_store, SideTables.Consumer, Id);

    /// <summary>The OAuth client_id; empty where there is none.</summary>
    public string ConsumerKey => Consumer?.Text("consumerKey") ?? "";

    /// <summary>The OAuth client_secret; empty where there is none.</summary>
    public string ConsumerSecret => Consumer?.Text("consumerSecret") ?? "";

    /// <summary>The client-credentials flow is on: for an external client app its settings and its policies both say so (facts §1.2).</summary>
    public bool ClientCredentialsEnabled => IsExternal
        ? Global.Flag("isClientCredentialsFlowEnabled") && Policies.Flag("isClientCredentialsFlowEnabled")
        : Oauth.Flag("isClientCredentialEnabled");

    /// <summary>The user that client credentials sign in as ("Run As"), or null.</summary>
    public string? RunAsUserId => IsExternal ? Policies.Text("clientCredentialsFlowUser") : Oauth.Text("oauthClientCredentialUser");

    /// <summary>The certificate that JWT assertions are checked with, as PEM, or null where the JWT flow is off.</summary>
    public string? CertificatePem => (IsExternal ? Global : Oauth).Text("certificate");

    /// <summary>Only users pre-authorised through SetupEntityAccess may sign in; otherwise every user may approve it for themselves.</summary>
    public bool AdminApprovedOnly => IsExternal
        ? string.Equals(Policies.Text("permittedUsersPolicyType"), "AdminApprovedPreAuthorized", StringComparison.OrdinalIgnoreCase)
        : _row.Flag("OptionsAllowAdminApprovedUsersOnly");

    /// <summary>The OAuth scopes the app may hand out.</summary>
    public IReadOnlyList<string> Scopes => OAuthScopes.Read(IsExternal
        ? SideRows.Of(_store, SideTables.ExternalOauthSettings, Id)?.Text("commaSeparatedOauthScopes")
        : Oauth.Text("scopes"));

    /// <summary>ENFORCE, BYPASS, BYPASS_2FACTOR or ENFORCE_RELAXREFRESH: the connected app's spelling for both (facts §5.4, §5.5).</summary>
    public string IpRelaxation =>
        (IsExternal ? Policies.Text("ipRelaxationPolicyType") : Oauth.Text("ipRelaxation"))?.ToUpperInvariant() ?? "ENFORCE";

    /// <summary>Access tokens are JWTs (facts §1.4).</summary>
    public bool IssuesJwt => (IsExternal ? Global : Oauth).Flag("isNamedUserJwtEnabled");

    /// <summary>How long its refresh tokens live.</summary>
    public RefreshPolicy RefreshTokens => IsExternal
        ? RefreshPolicy.Of(Policies.Text("refreshTokenPolicyType"), Policies["refreshTokenValidityPeriod"] as int?, Policies.Text("refreshTokenValidityUnit"))
        : RefreshPolicy.Parse(Oauth.Text("refreshTokenPolicy"));

    /// <summary>Each use of a refresh token hands out another one, and the used one dies (facts §1.2).</summary>
    public bool RotatesRefreshTokens => (IsExternal ? Global : Oauth).Flag("isRefreshTokenRotationEnabled");

    /// <summary>A refresh token alone is not enough. Default true (facts §1.2).</summary>
    public bool NeedsSecretToRefresh => (IsExternal ? Global : Oauth)["isSecretRequiredForRefreshToken"] is not false;

    /// <summary>The session timeout of the app's policy, in minutes, or null.</summary>
    public int? SessionTimeout => (IsExternal ? Policies["sessionTimeoutInMinutes"] : Oauth["sessionTimeout"]) as int?;

    /// <summary>How long its JWT access tokens live, in minutes.</summary>
    public int JwtTimeout => Policies["namedUserJwtTimeout"] as int? ?? 30;

    /// <summary>An external client app may be switched off as a whole, or its OAuth plugin.</summary>
    public bool IsEnabled => !IsExternal
        || (Side(SideTables.ExternalPolicies) is var policies && policies["isEnabled"] is not false && policies["isOauthPluginEnabled"] is not false);

    /// <summary>A connected app that users met without an administrator installing it (facts §5.7).</summary>
    public bool IsUninstalled => !IsExternal && Oauth.Flag("IsUninstalled");

    /// <summary>The user approved the app for itself.</summary>
    public bool IsApprovedBy(string userId) =>
        _store.Rows(SideTables.AppApproval, "ParentId", Id).Any(a => a.Text("UserId") == userId);

    private Row Global => Side(SideTables.ExternalGlobalOauthSettings);

    private Row Policies => Side(SideTables.ExternalOauthPolicies);

    private Row Oauth => Side(SideTables.ConnectedOauth);

    /// <summary>The row of a side table; an empty one where there is none, which says the defaults.</summary>
    private Row Side(string table) => SideRows.Of(_store, table, Id) ?? new Row(table, "");
}
