using System.Management.Automation;
using SfIntegration.Access;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Identity;

namespace SfIntegration.Cmdlets.Identity;

/// <summary>Unfreezes a user, so that it can sign in again.</summary>
[Cmdlet(VerbsCommon.Unlock, "SfIntegrationUser", SupportsShouldProcess = true)]
[OutputType(typeof(SfIntegrationUser))]
[RequiresSalesforcePermission(Needed.ToFreeze, "FreezeUsers", "ManageUsers")]
public sealed class UnlockSfIntegrationUserCommand : UserActionCmdlet
{
    internal override bool TakesAway => false;

    internal override string Action => "Unlock";

    internal override void Act(UserAdmin admin, UserFacts user) =>
        Done(token => admin.SetFrozenAsync(user, false, token));
}
