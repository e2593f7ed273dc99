using System.Management.Automation;
using SfIntegration.Access;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Identity;

namespace SfIntegration.Cmdlets.Identity;

/// <summary>Freezes a user: it cannot sign in any more and keeps its licence. Sessions that are open may live on; end them too (Salesforce does not document that freezing ends them).</summary>
[Cmdlet(VerbsCommon.Lock, "SfIntegrationUser", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(SfIntegrationUser))]
[RequiresSalesforcePermission(Needed.ToReadAccess, "ViewSetup")]
[RequiresSalesforcePermission(Needed.ToFreeze, "FreezeUsers", "ManageUsers")]
public sealed class LockSfIntegrationUserCommand : UserActionCmdlet
{
    internal override bool TakesAway => true;

    internal override string Action => "Lock";

    internal override void Act(UserAdmin admin, UserFacts user) =>
        Done(token => admin.SetFrozenAsync(user, true, token));
}
