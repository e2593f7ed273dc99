using System;
using System.Collections.Generic;

namespace SfIntegration.Practice;

/// <summary>
/// What the practice org does where Salesforce's own behaviour is not documented, or where a test wants another world.
/// Every member says what the default is and why.
/// </summary>
public sealed class PracticeSwitches
{
    /// <summary>
    /// When a permission set group recalculates after a change. Default <see cref="GroupRecalculation.Immediate"/>, although
    /// Salesforce takes a while (Outdated, Updating, Updated): a test asks for Manual when it wants to see a stale group.
    /// </summary>
    public GroupRecalculation GroupRecalculation { get; set; } = GroupRecalculation.Immediate;

    /// <summary>A group that is not Updated may be assigned. Default true; the documentation says assignments "may be refused or stale".</summary>
    public bool AssignGroupWhileOutdated { get; set; } = true;

    /// <summary>The error code for deleting an assigned permission set: DELETE_FAILED (default) or DEPENDENCY_EXISTS; the exact code is not documented.</summary>
    public string DeleteAssignedPermissionSetCode { get; set; } = "DELETE_FAILED";

    /// <summary>The error code for a PermissionSetTabSetting row of a tab that is not there: INVALID_CROSS_REFERENCE_KEY (default) or FIELD_INTEGRITY_EXCEPTION; it is not documented.</summary>
    public string UnknownTabCode { get; set; } = "INVALID_CROSS_REFERENCE_KEY";

    /// <summary>
    /// The error code for a FieldPermissions row on a field that takes none: INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST (default, since
    /// FieldPermissions.Field is a restricted picklist that does not list it) or FIELD_INTEGRITY_EXCEPTION.
    /// </summary>
    public string NonPermissionableFieldCode { get; set; } = "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST";

    /// <summary>The error code for a second permission set (or group) of one API name. Default DUPLICATE_VALUE; not documented.</summary>
    public string DuplicateNameCode { get; set; } = "DUPLICATE_VALUE";

    /// <summary>Fields named by LICENSE_LIMIT_EXCEEDED. Default none; not documented.</summary>
    public IReadOnlyList<string> LicenseLimitFields { get; set; } = Array.Empty<string>();

    /// <summary>
    /// An ObjectPermissions or FieldPermissions insert whose flags are all false is accepted, answers an id, and leaves no row
    /// (default true: "all flags false deletes the row"). False refuses it with FIELD_INTEGRITY_EXCEPTION.
    /// </summary>
    public bool AcceptEmptyPermissionRows { get; set; } = true;

    /// <summary>
    /// View All Fields on an object needs Read on it. Default true; the documentation implies it and no more.
    /// </summary>
    public bool ViewAllFieldsNeedsRead { get; set; } = true;

    /// <summary>
    /// A user whose licence opens no standard objects (Salesforce Integration) sees none without the permission set licence, whatever
    /// its system permissions say. Default true: the documentation says that object access needs the permission set licence.
    /// </summary>
    public bool LicenseLimitsAccess { get; set; } = true;

    /// <summary>
    /// Standard objects that the licence "Salesforce API Integration" does not open. Default none: Salesforce publishes no list, so a
    /// grant is tried row by row; a test names an object here to see the refusal.
    /// </summary>
    public ISet<string> ObjectsRefusedByLicense { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// UserLicense.LicenseDefinitionKey of the Salesforce Integration licence. Default SALESFORCE_INTEGRATION_USER, from one third-party test.
    /// Read when the company is filled.
    /// </summary>
    public string IntegrationLicenseKey { get; set; } = "SALESFORCE_INTEGRATION_USER";

    /// <summary>Usernames taken in some other Salesforce org: only an insert can tell. Default: one, taken@elsewhere.example.</summary>
    public ISet<string> UsernamesTakenElsewhere { get; } =
        new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "taken@elsewhere.example" };

    /// <summary>
    /// The name part of the CRM Analytics security user's username: insightssecurity (default, third-party material) or security (the help article).
    /// Read when the company is filled.
    /// </summary>
    public string AnalyticsSecurityUserPrefix { get; set; } = "insightssecurity";

    /// <summary>A frozen user's tokens keep working until they are revoked. Default true; not documented (third-party tests saw it).</summary>
    public bool FrozenUserKeepsTokens { get; set; } = true;

    /// <summary>The error of the token endpoint for a frozen user. Default inactive_user; not documented.</summary>
    public string FrozenTokenError { get; set; } = "inactive_user";

    /// <summary>The description that goes with <see cref="FrozenTokenError"/>. Default "user is frozen"; not documented.</summary>
    public string FrozenTokenErrorDescription { get; set; } = "user is frozen";

    /// <summary>
    /// Seconds a JWT assertion's exp may lie ahead; null for any. Default null: the help page says three minutes and some material
    /// five, but Salesforce's own sf has always sent milliseconds where seconds belong, which lie far ahead and are accepted.
    /// </summary>
    public int? JwtMaximumSeconds { get; set; }

    /// <summary>The org's own address is accepted as JWT audience. Default true: works in practice, not listed as official.</summary>
    public bool MyDomainIsAudience { get; set; } = true;

    /// <summary>Client-credentials and JWT sign-ins leave OauthToken rows. Default false; not documented.</summary>
    public bool TokenGrantsLeaveOauthTokens { get; set; }

    /// <summary>The org has bought Event Monitoring, which no edition brings. Default false.</summary>
    public bool HasEventMonitoring { get; set; }

    /// <summary>Hours after an hour or a day ends until its event log file is there. Default 3: the documentation says 3 to 6 for hourly files.</summary>
    public int EventLogDelayHours { get; set; } = 3;

    /// <summary>
    /// Days that event log files are kept without Event Monitoring. Default 1: documented for Developer Edition, reported by third parties
    /// for the free types elsewhere. With it, EventSettings.eventLogRetentionDuration says how long.
    /// </summary>
    public int FreeEventLogDays { get; set; } = 1;

    /// <summary>One event in ten reaches the logs a day late, so that daily files are replaced and hourly ones get a second part. Default false.</summary>
    public bool LateEvents { get; set; }

    /// <summary>API calls a day that each Salesforce Integration licence adds. Default 0: the allocation sheet does not name this licence.</summary>
    public int IntegrationLicenseApiCalls { get; set; }

    /// <summary>
    /// A permission set file of v40 or later stands for the whole set: rows (objects, fields, classes, tabs ...) that it does not name are
    /// deleted. Default true: the guide says that all of it must be included "to avoid accidentally overwriting the permission set's
    /// contents". False leaves rows alone; system permissions that the file does not name are turned off either way, which is documented.
    /// </summary>
    public bool PermissionSetDeployReplacesRows { get; set; } = true;

    /// <summary>
    /// How often a deployment or retrieval is looked at before it runs: Pending at first, then InProgress, then done. Default 0: it runs at
    /// once, and the first look shows the result. A test asks for more when it wants to wait, or to cancel.
    /// </summary>
    public int MetadataLooksBeforeDone { get; set; }

    /// <summary>
    /// Connected apps can be created by metadata. Default false: closed in all orgs since Spring '26, unless Salesforce Support makes an
    /// exception (H:005228017). The wording of the refusal is not documented.
    /// </summary>
    public bool ConnectedAppsCanBeCreated { get; set; }

    /// <summary>
    /// The Metadata SOAP API accepts access tokens in JWT format. Default false, as the help page says; the client libraries of 2026 expect
    /// it of v68 and later.
    /// </summary>
    public bool JwtTokensOpenMetadata { get; set; }

    /// <summary>
    /// The system permission that Metadata and FullName of a profile or permission set need in Tooling. Default ViewSetup, the least
    /// that the guide names; whether more is needed is not documented.
    /// </summary>
    public string ToolingMetadataPermission { get; set; } = "ViewSetup";

    /// <summary>A staged key and secret sign in before they are rotated in. Default true: seen in practice, not documented.</summary>
    public bool StagedCredentialsWork { get; set; } = true;

    /// <summary>
    /// A key and secret that were rotated out sign in until they are deleted or their 30 days are over. Default true: tools that rotate
    /// rely on it; not documented.
    /// </summary>
    public bool RotatedCredentialsWork { get; set; } = true;

    /// <summary>
    /// An app's own address ranges keep everybody else out. Default false: the documentation has them relax the profile's ranges (and keep
    /// others out where a second factor is asked for).
    /// </summary>
    public bool AppAddressesRestrict { get; set; }

    /// <summary>
    /// A session does nothing outside the profile's login hours. Default false: documented for the browser, where the user "can't take any
    /// further action", not for tokens.
    /// </summary>
    public bool LoginHoursOnEveryRequest { get; set; }

    /// <summary>
    /// LoginHistory.Status of a client that sends a wrong secret for an app with a Run As user. Default empty, no row: which user it would be is
    /// known only once the client is. Not documented.
    /// </summary>
    public string WrongSecretLoginStatus { get; set; } = "";

    /// <summary>A SetupEntityAccess row that opens an app may be inserted directly. Default true: tools do it; the documentation names only the policies.</summary>
    public bool AppAccessByRow { get; set; } = true;

    /// <summary>Client credentials need a Run As user that is API-only. Default true: the guide requires an API Only user.</summary>
    public bool RunAsMustBeApiOnly { get; set; } = true;

    /// <summary>
    /// OAuth settings of an external client app bring its OAuth policies with them, named after the settings. Default false: the guide has none come
    /// by itself; retrieved files show names that end with _defaultPolicy.
    /// </summary>
    public bool ExternalAppsComeWithPolicies { get; set; }

    /// <summary>An external client app is deleted with its companions. Default true; not documented. False: they have to go first.</summary>
    public bool ExternalAppsGoWithCompanions { get; set; } = true;

    /// <summary>
    /// A ProfilePasswordPolicy or ProfileSessionSetting that is created keeps the full name it is given. Default true; not documented. False: the org
    /// names it as Setup does, which retrieved files show: Integ_Orders_profilePasswordPolicy1559051539083, the last being milliseconds since 1970
    /// (GH:SalesforceLabs/OrgCheck#239).
    /// </summary>
    public bool ProfilePoliciesKeepTheirName { get; set; } = true;

    /// <summary>
    /// A second ProfilePasswordPolicy or ProfileSessionSetting of one profile, under another name, is refused as a duplicate. Default true; not
    /// documented. False: it takes the place of the first.
    /// </summary>
    public bool SecondProfilePolicyIsRefused { get; set; } = true;

    /// <summary>
    /// A new profile has a ProfilePasswordPolicy at once, with what Salesforce sets for an org. Default false: the org's policy applies until a profile
    /// has its own (MD:profilepasswordpolicy); whether one comes with a copied profile is not documented.
    /// </summary>
    public bool NewProfilesBringPasswordPolicy { get; set; }

    /// <summary>
    /// EntityDefinition and its kin, and PermissionDependency, ignore LIMIT and OFFSET. Default true, as the Tooling API guide says;
    /// third-party tools page through EntityDefinition with them.
    /// </summary>
    public bool DefinitionsIgnoreLimit { get; set; } = true;

    /// <summary>
    /// UserEntityAccess needs a filter on the object besides the one on the user. Default true, as the Tooling API guide says; the
    /// refusals that Salesforce sends name the user alone.
    /// </summary>
    public bool UserEntityAccessNeedsEntity { get; set; } = true;

    /// <summary>
    /// UserEntityAccess and UserFieldAccess tell of other users than the caller, to callers who view Setup. Default true: the guide
    /// speaks of the current user alone, and third-party tools ask for others as administrators.
    /// </summary>
    public bool AccessOfOtherUsers { get; set; } = true;

    /// <summary>Seconds by the org's clock that a bulk job is InProgress. Default 0: finished at once; Salesforce promises nothing.</summary>
    public int BulkJobSeconds { get; set; }
}

/// <summary>When a permission set group's aggregated permissions are worked out.</summary>
public enum GroupRecalculation
{
    /// <summary>At once, within the change.</summary>
    Immediate,

    /// <summary>Only when it is asked for; until then the group's Status is Outdated.</summary>
    Manual,
}
