using System.Collections.Generic;
using System.Management.Automation;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Permission;

namespace SfIntegration.Cmdlets.Permission;

/// <summary>Grants system permissions in permission sets. What is refused is one outcome row; the rest is granted.</summary>
[Cmdlet(VerbsSecurity.Grant, "SfSystemPermission", SupportsShouldProcess = true)]
[OutputType(typeof(PermissionGrantResult))]
[RequiresSalesforcePermission(Needed.ToReadAccess, "ViewSetup")]
[RequiresSalesforcePermission(Needed.ToWriteSets, "ManageProfilesPermissionsets")]
public sealed class GrantSfSystemPermissionCommand : SystemPermissionCmdlet
{
    internal override IEnumerable<GrantRequest> Requests() => Requests(revokes: false);
}
