using System.Collections.Generic;
using System.Management.Automation;
using SfIntegration.Access;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Permission;

namespace SfIntegration.Cmdlets.Permission;

/// <summary>Takes access to fields away in one or more permission sets: all of it, or only edit.</summary>
[Cmdlet(VerbsSecurity.Revoke, "SfFieldPermission", SupportsShouldProcess = true)]
[OutputType(typeof(PermissionGrantResult))]
[RequiresSalesforcePermission(Needed.ToReadAccess, "ViewSetup")]
[RequiresSalesforcePermission(Needed.ToWriteSets, "ManageProfilesPermissionsets")]
public sealed class RevokeSfFieldPermissionCommand : FieldPermissionCmdlet
{
    /// <summary>edit leaves read; read takes edit with it, and is what happens where left out.</summary>
    [Parameter(Position = 3)]
    [ValidateSet("Read", "Edit")]
    public FieldAccess Access { get; set; } = FieldAccess.Read;

    internal override IEnumerable<GrantRequest> Requests() => Requests(revokes: true, Access);
}
