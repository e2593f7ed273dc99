namespace SfIntegration.Practice.Rules;

/// <summary>
/// Tables that no caller sees (a name that begins with "~" is in no schema): what Salesforce keeps outside its objects. Every row's
/// ParentId is the id of what it belongs to. Columns bear the names of the Metadata API's elements; where an element names a user
/// or a profile, the column holds the id. A column that was never written has the element's default.
/// </summary>
internal static class SideTables
{
    /// <summary>ExtlClntAppOauthSettings, one per external client app: DeveloperName, label, commaSeparatedOauthScopes, ... (facts §5.5).</summary>
    public const string ExternalOauthSettings = "~ExtlClntAppOauthSettings";

    /// <summary>ExtlClntAppGlobalOauthSettings, one per external client app: DeveloperName, label, callbackUrl, certificate (PEM), the flow switches. Key and secret are the <see cref="Consumer"/>'s.</summary>
    public const string ExternalGlobalOauthSettings = "~ExtlClntAppGlobalOauthSettings";

    /// <summary>
    /// ExtlClntAppOauthConfigurablePolicies, one per external client app: DeveloperName, label, clientCredentialsFlowUser (the user's id),
    /// isClientCredentialsFlowEnabled, ipRelaxationPolicyType, permittedUsersPolicyType, ... Who is pre-authorised is SetupEntityAccess.
    /// </summary>
    public const string ExternalOauthPolicies = "~ExtlClntAppOauthPolicies";

    /// <summary>ExtlClntAppConfigurablePolicies, one per external client app: DeveloperName, label, isEnabled, isOauthPluginEnabled, ...</summary>
    public const string ExternalPolicies = "~ExtlClntAppPolicies";

    /// <summary>
    /// A connected app's oauthConfig, oauthPolicy and sessionPolicy in one row (facts §5.4): callbackUrl, certificate (PEM), scopes (joined by commas),
    /// isClientCredentialEnabled, oauthClientCredentialUser (the user's id), ipRelaxation, refreshTokenPolicy, sessionTimeout, ...; and IsUninstalled.
    /// isAdminApproved is OptionsAllowAdminApprovedUsersOnly of the app's row; who is pre-authorised is SetupEntityAccess.
    /// </summary>
    public const string ConnectedOauth = "~ConnectedAppOauth";

    /// <summary>An app's address ranges: startIpAddress, endIpAddress, description (trustedIpRanges; a connected app's ipRanges).</summary>
    public const string AppIpRange = "~AppIpRange";

    /// <summary>An app's credentials: Name, consumerKey, consumerSecret, CreatedDate, CreatedById.</summary>
    public const string Consumer = "~Consumer";

    /// <summary>A consumer's (ParentId) credentials to come: consumerKey, consumerSecret, State, CreatedDate, CreatedById, ExpirationDate (facts §5.6).</summary>
    public const string StagedCredential = "~StagedCredential";

    /// <summary>A user's own approval of an app: UserId, ApprovedDate.</summary>
    public const string AppApproval = "~AppApproval";

    /// <summary>A profile's loginIpRanges: startAddress, endAddress, description (facts §5.1).</summary>
    public const string LoginIpRange = "~LoginIpRange";

    /// <summary>A profile's loginHours, one row: mondayStart, mondayEnd, ... in minutes since midnight, as int; TimeZoneSidKey, the org's when they were first set (facts §5.1).</summary>
    public const string LoginHours = "~LoginHours";

    /// <summary>A profile's ProfilePasswordPolicy: DeveloperName (its full name), minimumPasswordLength, ... as int or bool (facts §5.3).</summary>
    public const string ProfilePasswordPolicy = "~ProfilePasswordPolicy";

    /// <summary>A profile's ProfileSessionSetting: DeveloperName (its full name), sessionTimeout in minutes, as int, ... (facts §5.3).</summary>
    public const string ProfileSessionSetting = "~ProfileSessionSetting";

    /// <summary>The org's (ParentId) networkAccess: start, end, description (facts §5.3).</summary>
    public const string TrustedIpRange = "~TrustedIpRange";

    /// <summary>One setting of the org (ParentId): Name, Value. See <see cref="OrgSettings"/>.</summary>
    public const string OrgSettings = "~OrgSettings";

    /// <summary>A session's (ParentId, the AuthSession row) token: TokenHash, UserId, AppId, Scope, RefreshGrantId, IsJwt.</summary>
    public const string Session = "~Session";

    /// <summary>A refresh token of an approval (ParentId, the OauthToken row): TokenHash, UserId, AppId, Scope, CreatedDate, LastUsedDate.</summary>
    public const string RefreshGrant = "~RefreshGrant";

    /// <summary>A custom permission's (ParentId) required custom permissions: RequiredId.</summary>
    public const string CustomPermissionRequired = "~CustomPermissionRequired";

    /// <summary>A custom object or field that the Metadata API wrote or deleted: Object, Field (null for the object), Xml (null when deleted), KeyPrefix.</summary>
    public const string CustomSchema = "~CustomSchema";

    /// <summary>
    /// What a container (ParentId: a permission set, a profile's own set, a muting set) says of record types: RecordTypeId, Visible; of a
    /// profile also Default, PersonAccountDefault. recordTypeVisibilities in files; no object has it (facts §3.3).
    /// </summary>
    public const string RecordTypeAccess = "~RecordTypeAccess";

    /// <summary>What a record type's (ParentId) file says beside its row: Xml (picklistValues and the like).</summary>
    public const string RecordTypeXml = "~RecordTypeXml";

    /// <summary>A deployment: Options, Zip (until it ran), Result (JSON), Status, Looks, CreatedById, CreatedDate, ...</summary>
    public const string Deployment = "~Deployment";

    /// <summary>A retrieval: Request (XML, until it ran), Result (JSON), Zip, Status, Looks, CreatedById.</summary>
    public const string Retrieval = "~Retrieval";

    /// <summary>The key pair that the org (ParentId) signs access tokens with: Name, Parameters.</summary>
    public const string SigningKey = "~SigningKey";

    /// <summary>An event log file (ParentId) that somebody deleted.</summary>
    public const string DeletedLogFile = "~DeletedLogFile";

    /// <summary>The key prefix of a table's rows; those that Salesforce never shows share one of ours.</summary>
    public static string Prefix(string table) => table switch
    {
        Consumer => "888",
        ExternalOauthPolicies => "0yO",
        Deployment => "0Af",
        Retrieval => "09S",
        _ => "yyy",
    };
}
