using System;
using System.Management.Automation;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Permission;

namespace SfIntegration.Cmdlets.Permission;

/// <summary>Takes seats of permission set licences from users; Salesforce refuses while a permission set rests on the seat.</summary>
[Cmdlet(VerbsSecurity.Revoke, "SfPermissionSetLicense", SupportsShouldProcess = true)]
[OutputType(typeof(PermissionSetLicenseResult))]
[RequiresSalesforcePermission(Needed.ToReadAccess, "ViewSetup")]
[RequiresSalesforcePermission(Needed.ToAssignLicenses, "AssignPermissionSets", "ManageUsers")]
public sealed class RevokeSfPermissionSetLicenseCommand : AssignmentCmdlet
{
    /// <summary>Developer names or labels of permission set licences.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PermissionSetLicenseCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] PermissionSetLicense { get; set; } = Array.Empty<string>();

    internal override AssignmentVerb Verb => AssignmentVerb.Revoke;

    internal override string[] Targets => PermissionSetLicense;

    internal override bool Licenses => true;
}
