using System.Management.Automation;
using SfIntegration.Access;
using SfIntegration.Api;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Identity;

namespace SfIntegration.Cmdlets.Identity;

/// <summary>A cmdlet that changes users, one by one: finds the user, guards, asks, writes, reads back.</summary>
public abstract class UserActionCmdlet : OrgCmdlet
{
    /// <summary>The login name; piped as text or as a user.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(UsernameCompleter))]
    [ValidateNotNullOrEmpty]
    public string Username { get; set; } = "";

    /// <summary>Emits the user as it is afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The object that was piped, so that its org can be compared with -Org.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    internal override object? ErrorTarget => Username;

    /// <summary>True where the action takes work or access away, so that the caller and the last administrator are guarded.</summary>
    internal abstract bool TakesAway { get; }

    /// <summary>"Freeze": what ShouldProcess asks.</summary>
    internal abstract string Action { get; }

    /// <summary>What has to be known before anybody is asked; an error where it may not be done.</summary>
    internal virtual void Prepare(OrgApi api, UserFacts user)
    {
    }

    /// <summary>Does it.</summary>
    internal abstract void Act(UserAdmin admin, UserFacts user);

    internal sealed override void ProcessItem()
    {
        var api = ApiFor(InputObject?.Properties["Org"]?.Value as SfOrg);
        var admin = new UserAdmin(api);
        var user = Wait(token => admin.FindAsync(Username, token));
        Wait(token => admin.GuardAsync(user, TakesAway, token));
        Prepare(api, user);
        if (!ShouldProcess($"{user.Username} ({user.ProfileName}) on {api.Org}", Action))
        {
            return;
        }

        Act(admin, user);
        if (PassThru)
        {
            WriteObject(Wait(token => admin.ReadAsync(Username, token)));
        }
    }
}
