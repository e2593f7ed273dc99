using System.Collections.Generic;
using System.Management.Automation;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Permission;
using SfIntegration.Scope;

namespace SfIntegration.Cmdlets.Permission;

/// <summary>
/// Grants access to objects, and to their fields where -Fields says so, in one or more permission sets. What an access needs
/// (edit needs read) is granted with it. What is refused is one outcome row and one error for each reason; the rest is granted.
/// </summary>
[Cmdlet(VerbsSecurity.Grant, "SfObjectPermission", SupportsShouldProcess = true)]
[OutputType(typeof(PermissionGrantResult))]
[RequiresSalesforcePermission(Needed.ToReadAccess, "ViewSetup")]
[RequiresSalesforcePermission(Needed.ToSeeObjects)]
[RequiresSalesforcePermission(Needed.ToWriteSets, "ManageProfilesPermissionsets")]
public sealed class GrantSfObjectPermissionCommand : ObjectPermissionCmdlet
{
    /// <summary>What is granted: read, create, edit, delete, viewAll, modifyAll, viewAllFields. Fields get edit with create or edit, else read.</summary>
    [Parameter(Mandatory = true, Position = 2)]
    [ValidateAccess]
    public ObjectAccess Access { get; set; }

    internal override IEnumerable<GrantRequest> Requests() => Requests(revokes: false, Access);
}
