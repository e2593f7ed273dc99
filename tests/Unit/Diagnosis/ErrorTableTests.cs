using System;
using System.Linq;
using SfIntegration.Diagnosis;
using SfIntegration.Http;
using Xunit;

namespace SfIntegration.Unit.Tests.Diagnosis;

/// <summary>The table of the token endpoint's errors as the documentation has it, row by row, against ours.</summary>
public sealed class ErrorTableTests
{
    [Theory]
    [InlineData("invalid_grant", "no client credentials user enabled", "Run As", "New-SfApp")]
    [InlineData("invalid_grant", "request not supported on this domain", "login.salesforce.com", "Connect-SfOrg")]
    [InlineData("invalid_grant", "user hasn't approved this consumer", "approved", "New-SfApp")]
    [InlineData("invalid_grant", "user hasn\u2019t approved this consumer", "approved", "New-SfApp")]
    [InlineData("invalid_app_access", "user is not admin approved to access this app", "administrator approved", "New-SfApp")]
    [InlineData("invalid_grant", "user is not admin approved to access this app", "administrator approved", "New-SfApp")]
    [InlineData("invalid_grant", "audience is invalid", "another audience", "Connect-SfOrg")]
    [InlineData("invalid_grant", "Audience validation failed", "another audience", "Connect-SfOrg")]
    [InlineData("invalid_grant", "expired authorization code", "clock", null)]
    [InlineData("invalid_grant", "invalid authorization code", "used before", null)]
    [InlineData("invalid_grant", "invalid assertion", "signature", "New-SfApp")]
    [InlineData("invalid_grant", "expired access/refresh token", "revoked", "Connect-SfOrg")]
    [InlineData("invalid_grant", "authentication failure", "blocked", "Connect-SfOrg")]
    [InlineData("invalid_grant", "ip restricted or invalid login hours", "login ranges", "Get-SfLoginRestriction")]
    [InlineData("invalid_grant", "IP restricted or invalid login hours", "login ranges", "Get-SfLoginRestriction")]
    [InlineData("invalid_grant", "login rate exceeded", "too often", null)]
    [InlineData("invalid_grant", "Login Rate Exceeded", "too often", null)]
    [InlineData("invalid_grant", "Maximum Logins Exceeded", "too often", null)]
    [InlineData("inactive_user", "user is inactive", "deactivated", "Enable-SfIntegrationUser")]
    [InlineData("inactive_user", "user is frozen", "frozen", "Unlock-SfIntegrationUser")]
    [InlineData("inactive_org", "organization is locked, closed, or suspended", "locked", null)]
    [InlineData("invalid_client_id", "client identifier invalid", "consumer key", "Get-SfApp")]
    [InlineData("INVALID_CLIENT_ID", "Client  Identifier\nInvalid", "consumer key", "Get-SfApp")]
    [InlineData("invalid_client", "invalid client credentials", "rotated", null)]
    [InlineData("invalid_client", "app must be installed into org", "not installed", "New-SfApp")]
    [InlineData("OAUTH_APPROVAL_ERROR_GENERIC", null, "not installed", "New-SfApp")]
    [InlineData("unsupported_grant_type", "grant type not supported", "flow", "New-SfApp")]
    [InlineData("rate_limit_exceeded", "number of logins exceeded", "too often", null)]
    [InlineData("invalid_scope", "the requested scope is not permitted", "scope", "New-SfApp")]
    [InlineData("invalid_request", "must use HTTP POST", "POST", null)]
    [InlineData("redirect_uri_mismatch", "redirect_uri must match configuration", "callback", null)]
    [InlineData("redirect_uri_missing", "redirect_uri not provided", "come back", null)]
    [InlineData("unsupported_response_type", "response type not supported", "response type", "Connect-SfOrg")]
    [InlineData("access_denied", "end-user denied authorization", "declined", "Connect-SfOrg")]
    [InlineData("immediate_unsuccessful", "immediate unsuccessful", "browser", "Connect-SfOrg")]
    [InlineData("server_error", null, "Salesforce failed", null)]
    [InlineData("Bad_OAuth_Token", null, "access token", "Connect-SfOrg")]
    [InlineData("Wrong_Org", null, "another org", "Connect-SfOrg")]
    [InlineData("Bad_Id", null, "identity", "Connect-SfOrg")]
    [InlineData("Inactive_User", null, "deactivated", "Enable-SfIntegrationUser")]
    [InlineData("INVALID_SESSION_ID", "Session expired or invalid", "session has ended", "Connect-SfOrg")]
    [InlineData("INVALID_TYPE", "sObject type 'Account' is not supported.", "cannot see", "Grant-SfObjectPermission")]
    [InlineData("API_DISABLED_FOR_ORG", "The REST API is not enabled for this Organization", "API Enabled", "Grant-SfSystemPermission")]
    [InlineData("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.", "24 hours", null)]
    [InlineData("FIELD_INTEGRITY_EXCEPTION", "Can't assign permission set \"A\" to user \"B\". The user license doesn't allow the permission: Read Account(s)", "permission set licence", "Grant-SfPermissionSetLicense")]
    public void Every_row_of_the_documented_table_has_cause_cure_and_the_cmdlet_that_cures(string code, string? description, string cause, string? cmdlet)
    {
        var what = ErrorCures.Explain(code, description);

        Assert.NotNull(what);
        Assert.Contains(cause, what.Cause, StringComparison.OrdinalIgnoreCase);
        Assert.NotEmpty(what.Cure);
        Assert.Equal(cmdlet, what.Cmdlet?.Split(' ')[0]);
    }

    [Fact]
    public void A_description_nobody_has_seen_falls_to_the_row_of_its_code_and_an_unknown_code_to_none()
    {
        Assert.Equal("Salesforce refused what was presented and says no more.", ErrorCures.Explain("invalid_grant", "something new")!.Cause);
        Assert.Null(ErrorCures.Explain("never_seen", "no client credentials user enabled"));
        Assert.Null(ErrorCures.Explain(null, null));
    }

    [Theory]
    [InlineData("user is frozen", "inactive_user", ConnectionStep.Token)]
    [InlineData("RESTRICTED IP", "invalid_grant", ConnectionStep.Address)]
    [InlineData(" Restricted time ", "invalid_grant", ConnectionStep.Hours)]
    [InlineData("Failed: IP Address Not Allowed", "invalid_grant", ConnectionStep.Address)]
    [InlineData("Failed: Not approved for access", "invalid_app_access", ConnectionStep.AppApproval)]
    public void A_status_of_LoginHistory_names_its_step_whatever_its_capitals(string status, string code, ConnectionStep step) =>
        Assert.Equal(step, LoginStatuses.Find(status, code)?.Step);

    [Theory]
    [InlineData("Restricted IP", "invalid_client_id")]
    [InlineData("Success", "invalid_grant")]
    [InlineData(null, "invalid_grant")]
    [InlineData("User Is Frozen", null)]
    public void A_status_that_does_not_go_with_the_error_is_of_an_earlier_attempt_and_explains_nothing(string? status, string? code) =>
        Assert.Null(LoginStatuses.Find(status, code));

    [Fact]
    public void Every_status_has_a_cause_and_a_cure_and_is_there_once()
    {
        Assert.All(LoginStatuses.All, s => Assert.False(string.IsNullOrWhiteSpace(s.What.Cause) || string.IsNullOrWhiteSpace(s.What.Cure), s.Status));
        Assert.Equal(LoginStatuses.All.Count, LoginStatuses.All.Select(s => s.Status.ToUpperInvariant()).Distinct().Count());
    }

    [Theory]
    [InlineData("integ@acme.example", "Enable-SfIntegrationUser integ@acme.example")]
    [InlineData("o'brien@acme.example", "Enable-SfIntegrationUser 'o''brien@acme.example'")]
    [InlineData("a; Remove-Item x", "Enable-SfIntegrationUser 'a; Remove-Item x'")]
    [InlineData("\u2019; calc; \u2019", "Enable-SfIntegrationUser '''; calc; '''")]
    [InlineData("-Force", "Enable-SfIntegrationUser '-Force'")]
    [InlineData("@splat", "Enable-SfIntegrationUser '@splat'")]
    [InlineData("$(calc)", "Enable-SfIntegrationUser '$(calc)'")]
    [InlineData("", "Enable-SfIntegrationUser <username>")]
    [InlineData(null, "Enable-SfIntegrationUser <username>")]
    public void A_line_to_paste_holds_names_as_one_argument_whatever_is_in_them(string? username, string line) =>
        Assert.Equal(line, CureLine.Fill("Enable-SfIntegrationUser {username}", new System.Collections.Generic.Dictionary<string, string?> { ["username"] = username }));
}
