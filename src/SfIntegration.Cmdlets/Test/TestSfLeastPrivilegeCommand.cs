using System;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Http;
using SfIntegration.Proof;
using SfIntegration.Rules;
using SfIntegration.Scope;

namespace SfIntegration.Cmdlets.Test;

/// <summary>
/// Tests an identity against the rules and its scope; with -Live also by signing in as it and making calls. Findings never
/// throw; Export-SfReport -FailOn does that at the end of a pipeline.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "SfLeastPrivilege", DefaultParameterSetName = ScopeSet)]
[OutputType(typeof(Finding), typeof(bool))]
[RequiresSalesforcePermission(Needed.ToReadAccess, "ViewSetup")]
[RequiresSalesforcePermission(Needed.ToSeeFrozen, "FreezeUsers", "ManageUsers", Optional = true)]
[RequiresSalesforcePermission(Needed.ToSeeLogins, "MonitorLoginHistory", "ManageUsers", Optional = true)]
[RequiresSalesforcePermission(Needed.ToReadRecordTypes, "ModifyMetadata", "ModifyAllData", Optional = true)]
public sealed class TestSfLeastPrivilegeCommand : OrgCmdlet
{
    private const string ScopeSet = "Scope";
    private const string UserSet = "User";
    private const string UsernameSet = "Username";

    /// <summary>The user, from New-SfIntegrationUser or Get-SfIntegrationUser; it carries its scope where one is known.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = UserSet)]
    [ValidateNotNull]
    public SfIntegrationUser? User { get; set; }

    /// <summary>The login name.</summary>
    [Parameter(Mandatory = true, ParameterSetName = UsernameSet)]
    [ArgumentCompleter(typeof(UsernameCompleter))]
    [ValidateNotNullOrEmpty]
    public string Username { get; set; } = "";

    /// <summary>The scope to test against; without one the rules that need a scope say NotAssessed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ScopeSet)]
    [Parameter(ParameterSetName = UserSet)]
    [Parameter(ParameterSetName = UsernameSet)]
    public AccessScope? Scope { get; set; }

    /// <summary>Signs in as the identity and proves by calls what it can and cannot do. Nothing is written.</summary>
    [Parameter]
    public SwitchParameter Live { get; set; }

    /// <summary>A connection as the identity itself (Connect-SfOrg -NoDefault), for -Live. A practice org hands one out.</summary>
    [Parameter]
    [OrgTransformation]
    [ArgumentCompleter(typeof(OrgCompleter))]
    public SfOrg? As { get; set; }

    /// <summary>A policy file: what the organisation asks of names, address ranges, rotation and reviews, and severities of its own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Policy { get; set; }

    /// <summary>True where nothing fails and everything could be looked at, else false, instead of the findings.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    internal override object? ErrorTarget => ParameterSetName switch { UserSet => User, ScopeSet => Scope, _ => Username };

    internal override void ProcessItem()
    {
        var scope = ParameterSetName == UserSet ? Scope ?? User!.Scope : Scope;
        var username = ParameterSetName switch { UserSet => User!.Username, ScopeSet => scope!.Identity.Username, _ => Username };
        var api = ApiFor(User?.Org);
        var request = new TestRequest
        {
            Username = username,
            Scope = scope,
            Live = Live || As is not null,
            SignIn = SignIn(api, username),

            // An identity that was tried before its doors closed cannot be asked again through them from here.
            Proof = Live && As is null ? User?.Proof : null,
            Policy = PolicyFile.Read(this, Policy),
            ApplyErrors = User?.Errors ?? Array.Empty<string>(),
        };
        var result = Wait(token => new LeastPrivilegeTest(api).RunAsync(request, token));
        if (Quiet)
        {
            WriteObject(result.Findings.All(f => f.Outcome is Outcome.Pass or Outcome.Accepted));
        }
        else
        {
            WriteObject(result.Findings, enumerateCollection: true);
        }
    }

    /// <summary>How to sign in as the identity: through -As, or as the practice org lets one; else not at all.</summary>
    private Func<CancellationToken, Task<OrgApi>>? SignIn(OrgApi api, string username)
    {
        if (As is not null)
        {
            var connection = ConnectionRegistry.Shared.Find(As) ?? throw new CmdletError("SfNotConnected", ErrorCategory.ConnectionError, As, $"The connection to '{As}' is closed.", "Connect again with Connect-SfOrg -NoDefault.");
            if (connection.Org.OrgId != api.Org.OrgId || !string.Equals(connection.Org.Username, username, StringComparison.OrdinalIgnoreCase))
            {
                throw new CmdletError("SfWrongIdentity", ErrorCategory.InvalidArgument, As,
                    $"-As is signed in as {connection.Org.Username} in org {connection.Org.OrgId}; the test is of {username} in org {api.Org.OrgId}.", "Give a connection as the identity that is tested.");
            }

            return _ => Task.FromResult(OrgApi.For(connection));
        }

        return PracticeOrgs.Behind(api.Connection) is { } practice
            ? token => PracticeSignIn.ConnectAsync(practice, username, api.Org.ApiVersion, token)
            : null;
    }
}
