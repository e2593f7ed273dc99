using System.Collections.Generic;
using System.Management.Automation;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Permission;

namespace SfIntegration.Cmdlets.Permission;

/// <summary>Takes system permissions away in permission sets. Never from the caller itself, and never from the last who manages users.</summary>
[Cmdlet(VerbsSecurity.Revoke, "SfSystemPermission", SupportsShouldProcess = true)]
[OutputType(typeof(PermissionGrantResult))]
[RequiresSalesforcePermission(Needed.ToReadAccess, "ViewSetup")]
[RequiresSalesforcePermission(Needed.ToWriteSets, "ManageProfilesPermissionsets")]
public sealed class RevokeSfSystemPermissionCommand : SystemPermissionCmdlet
{
    internal override IEnumerable<GrantRequest> Requests() => Requests(revokes: true);
}
