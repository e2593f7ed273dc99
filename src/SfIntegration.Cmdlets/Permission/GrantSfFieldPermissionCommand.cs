using System.Collections.Generic;
using System.Management.Automation;
using SfIntegration.Access;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Permission;

namespace SfIntegration.Cmdlets.Permission;

/// <summary>Grants access to fields in one or more permission sets; edit brings read with it.</summary>
[Cmdlet(VerbsSecurity.Grant, "SfFieldPermission", SupportsShouldProcess = true)]
[OutputType(typeof(PermissionGrantResult))]
[RequiresSalesforcePermission(Needed.ToReadAccess, "ViewSetup")]
[RequiresSalesforcePermission(Needed.ToSeeObjects)]
[RequiresSalesforcePermission(Needed.ToWriteSets, "ManageProfilesPermissionsets")]
public sealed class GrantSfFieldPermissionCommand : FieldPermissionCmdlet
{
    /// <summary>read, or edit; read where left out.</summary>
    [Parameter(Position = 3)]
    [ValidateSet("Read", "Edit")]
    public FieldAccess Access { get; set; } = FieldAccess.Read;

    internal override IEnumerable<GrantRequest> Requests() => Requests(revokes: false, Access == FieldAccess.Edit ? FieldAccess.Read | FieldAccess.Edit : Access);
}
