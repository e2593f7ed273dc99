using System.Management.Automation;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Harden.Apps;

namespace SfIntegration.Cmdlets.Harden;

/// <summary>
/// Makes an app of either kind stricter: who may use it, from where, for how long, for what. It never makes one looser, and says who loses access
/// before it asks. Everything is journalled and read back.
/// </summary>
[Cmdlet(VerbsCommon.Set, "SfApp", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(SfApp))]
[RequiresSalesforcePermission(Needed.ToReadAccess, "ViewSetup")]
[RequiresSalesforcePermission(Needed.ToWriteMetadata, "ModifyMetadata", "ModifyAllData")]
[RequiresSalesforcePermission("to set policies", "ExternalClientAppAdmin")]
public sealed class SetSfAppCommand : AppCmdlet
{
    /// <summary>The app's label or developer name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AppCompleter))]
    public string AppName { get; set; } = "";

    /// <summary>The app's id, from what Get-SfApp gives; needed only where several apps have the name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? AppId { get; set; }

    /// <summary>AdminApprovedPreAuthorized: only holders of its permission sets and profiles.</summary>
    [Parameter]
    [ValidateSet(AppStrictness.PreAuthorized)]
    public string? PermittedUsers { get; set; }

    /// <summary>Whether address ranges of profiles count: Enforce always does.</summary>
    [Parameter]
    [ValidateSet("Enforce", "Enforce_RelaxRefresh", "Bypass_2factor")]
    public string? AddressPolicy { get; set; }

    /// <summary>Minutes without a call after which a session ends.</summary>
    [Parameter]
    [ValidateRange(15, 1440)]
    public int? SessionTimeout { get; set; }

    /// <summary>How long refresh tokens live: Zero, or with -RefreshTokenValidity from when they were made or last used.</summary>
    [Parameter]
    [ValidateSet(SfIntegration.Harden.Apps.RefreshTokenPolicy.Zero, SfIntegration.Harden.Apps.RefreshTokenPolicy.SpecificLifetime, SfIntegration.Harden.Apps.RefreshTokenPolicy.SpecificInactivity)]
    public string? RefreshTokenPolicy { get; set; }

    /// <summary>How long: 4h, 30d or 3m (months).</summary>
    [Parameter]
    [ValidatePattern(@"^[1-9]\d{0,3}[hdmHDM]$")]
    public string? RefreshTokenValidity { get; set; }

    /// <summary>The OAuth scopes that it keeps, of those it has.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(OAuthScopeCompleter))]
    public string[]? OAuthScope { get; set; }

    /// <summary>The user that client credentials sign in as; it has to be API Only.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(UsernameCompleter))]
    public string? RunAs { get; set; }

    /// <summary>Switches an external client app off: nobody signs in through it any more.</summary>
    [Parameter]
    public SwitchParameter Disable { get; set; }

    /// <summary>As strict as New-SfApp makes an app, wherever it is looser.</summary>
    [Parameter]
    public SwitchParameter ToDefaults { get; set; }

    /// <summary>Emits the app as it is afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    internal override object? ErrorTarget => AppName;

    internal override void ProcessItem()
    {
        var request = new SetAppRequest
        {
            PreAuthorizedOnly = PermittedUsers is not null,
            AddressPolicy = AddressPolicy,
            SessionTimeout = SessionTimeout,
            RefreshTokens = Refresh(),
            Scopes = OAuthScope,
            RunAs = RunAs,
            Disable = Disable,
            ToDefaults = ToDefaults,
        };
        var service = new AppService(ApiFor(InputOrg));
        var plan = Wait(token => service.PlanSetAsync(AppName, AppId, request, token));
        if (plan.Writes.Count > 0 && !Agreed(plan))
        {
            return;
        }

        var result = Apply(service, plan);
        if (PassThru && result.App is { } app)
        {
            WriteObject(app);
        }
    }

    private RefreshTokenPolicy? Refresh()
    {
        if (RefreshTokenPolicy is null or SfIntegration.Harden.Apps.RefreshTokenPolicy.Zero)
        {
            return RefreshTokenValidity is not null
                ? throw new CmdletError("SfRefreshTokenPolicy", ErrorCategory.InvalidArgument, RefreshTokenValidity, "-RefreshTokenValidity says how long, and -RefreshTokenPolicy from when: it is missing.", "Add -RefreshTokenPolicy SpecificLifetime (from when a token was made) or SpecificInactivity (from when it was last used).")
                : RefreshTokenPolicy is null ? null : new RefreshTokenPolicy(RefreshTokenPolicy, null, null);
        }

        return RefreshTokenValidity is null
            ? throw new CmdletError("SfRefreshTokenPolicy", ErrorCategory.InvalidArgument, RefreshTokenPolicy, $"-RefreshTokenPolicy {RefreshTokenPolicy} needs -RefreshTokenValidity.", "Say how long: -RefreshTokenValidity 4h, 30d or 3m.")
            : SfIntegration.Harden.Apps.RefreshTokenPolicy.Parse(RefreshTokenPolicy, RefreshTokenValidity);
    }
}
