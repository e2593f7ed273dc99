namespace SfIntegration.Practice.Auth;

/// <summary>
/// The texts of LoginHistory.Status. Those of the event log's table (facts §6.2), except where records were seen with other letters
/// (facts §6.1): Salesforce's spelling varies.
/// </summary>
internal static class LoginStatuses
{
    public const string Success = "Success";

    public const string Inactive = "User is Inactive";

    public const string Frozen = "User Is Frozen";

    public const string Locked = "Password Lockout";

    public const string ApiOnly = "Failed: API-only user";

    public const string RestrictedAddress = "Restricted IP";

    public const string RestrictedTime = "Restricted time";

    public const string NotApproved = "Failed: Not approved for access";

    public const string PackageMissing = "Package for this consumer is not installed in your organization";

    public const string AppAddress = "Failed: IP Address Not Allowed";

    public const string InvalidToken = "Failed: Invalid Token";

    public const string Signature = "Failed: Signature Invalid";

    public const string Audience = "Failed: Audience Invalid";

    public const string AssertionExpired = "Failed: Assertion Expired";
}
