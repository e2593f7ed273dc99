using System.Management.Automation;
using Newtonsoft.Json.Linq;
using SfIntegration.Access;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Identity;

namespace SfIntegration.Cmdlets.Identity;

/// <summary>Activates a user again; it takes a licence.</summary>
[Cmdlet(VerbsLifecycle.Enable, "SfIntegrationUser", SupportsShouldProcess = true)]
[OutputType(typeof(SfIntegrationUser))]
[RequiresSalesforcePermission(Needed.ToWriteUsers, "ManageInternalUsers", "ManageUsers")]
public sealed class EnableSfIntegrationUserCommand : UserActionCmdlet
{
    internal override bool TakesAway => false;

    internal override string Action => "Enable";

    internal override void Act(UserAdmin admin, UserFacts user) =>
        Done(token => admin.UpdateAsync(user, new JObject { ["IsActive"] = true }, u => u.IsActive, "active", token));
}
