using System.Management.Automation;
using Newtonsoft.Json.Linq;
using SfIntegration.Access;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Identity;

namespace SfIntegration.Cmdlets.Identity;

/// <summary>Deactivates a user and frees its licence. Salesforce cannot delete users.</summary>
[Cmdlet(VerbsLifecycle.Disable, "SfIntegrationUser", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(SfIntegrationUser))]
[RequiresSalesforcePermission(Needed.ToReadAccess, "ViewSetup")]
[RequiresSalesforcePermission(Needed.ToWriteUsers, "ManageInternalUsers", "ManageUsers")]
public sealed class DisableSfIntegrationUserCommand : UserActionCmdlet
{
    internal override bool TakesAway => true;

    internal override string Action => "Disable";

    internal override void Act(UserAdmin admin, UserFacts user) =>
        Done(token => admin.UpdateAsync(user, new JObject { ["IsActive"] = false }, u => !u.IsActive, "deactivated", token));
}
