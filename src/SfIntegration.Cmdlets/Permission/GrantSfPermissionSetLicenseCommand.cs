using System;
using System.Management.Automation;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Permission;

namespace SfIntegration.Cmdlets.Permission;

/// <summary>Gives users seats of permission set licences.</summary>
[Cmdlet(VerbsSecurity.Grant, "SfPermissionSetLicense", SupportsShouldProcess = true)]
[OutputType(typeof(PermissionSetLicenseResult))]
[RequiresSalesforcePermission(Needed.ToReadAccess, "ViewSetup")]
[RequiresSalesforcePermission(Needed.ToAssignLicenses, "AssignPermissionSets", "ManageUsers")]
public sealed class GrantSfPermissionSetLicenseCommand : AssignmentCmdlet
{
    /// <summary>Developer names or labels of permission set licences.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PermissionSetLicenseCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] PermissionSetLicense { get; set; } = Array.Empty<string>();

    internal override AssignmentVerb Verb => AssignmentVerb.Grant;

    internal override string[] Targets => PermissionSetLicense;

    internal override bool Licenses => true;
}
