using System.Collections.Generic;
using System.Management.Automation;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Permission;
using SfIntegration.Scope;

namespace SfIntegration.Cmdlets.Permission;

/// <summary>
/// Takes access to objects away in one or more permission sets. What cannot stand without it goes with it (edit goes with read).
/// Field permissions stay unless -Fields names them.
/// </summary>
[Cmdlet(VerbsSecurity.Revoke, "SfObjectPermission", SupportsShouldProcess = true)]
[OutputType(typeof(PermissionGrantResult))]
[RequiresSalesforcePermission(Needed.ToReadAccess, "ViewSetup")]
[RequiresSalesforcePermission(Needed.ToWriteSets, "ManageProfilesPermissionsets")]
public sealed class RevokeSfObjectPermissionCommand : ObjectPermissionCmdlet
{
    private const ObjectAccess Everything = ObjectAccess.Read | ObjectAccess.Create | ObjectAccess.Edit | ObjectAccess.Delete | ObjectAccess.ViewAll | ObjectAccess.ModifyAll | ObjectAccess.ViewAllFields;

    /// <summary>What is taken away: read, create, edit, delete, viewAll, modifyAll, viewAllFields; everything where left out.</summary>
    [Parameter(Position = 2)]
    [ValidateAccess]
    public ObjectAccess Access { get; set; } = Everything;

    internal override IEnumerable<GrantRequest> Requests() => Requests(revokes: true, Access);
}
