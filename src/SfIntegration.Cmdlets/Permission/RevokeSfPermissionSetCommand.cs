using System;
using System.Management.Automation;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Permission;

namespace SfIntegration.Cmdlets.Permission;

/// <summary>Takes permission sets and groups from users, by the 200, with one outcome for each user and set.</summary>
[Cmdlet(VerbsSecurity.Revoke, "SfPermissionSet", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(PermissionSetResult))]
[RequiresSalesforcePermission(Needed.ToReadAccess, "ViewSetup")]
[RequiresSalesforcePermission(Needed.ToAssign, "AssignPermissionSets")]
public sealed class RevokeSfPermissionSetCommand : AssignmentCmdlet
{
    /// <summary>API names of permission sets or groups, with the namespace where they have one.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PermissionSetCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] PermissionSet { get; set; } = Array.Empty<string>();

    internal override AssignmentVerb Verb => AssignmentVerb.Revoke;

    internal override string[] Targets => PermissionSet;
}
