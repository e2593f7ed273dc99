using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Permission;

namespace SfIntegration.Cmdlets.Permission;

/// <summary>What granting and revoking system permissions share.</summary>
public abstract class SystemPermissionCmdlet : GrantCmdlet
{
    /// <summary>The permission set, by API name; piped as text or from Get-SfPermissionSet.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PermissionSetCompleter))]
    [ValidateNotNullOrEmpty]
    public string PermissionSet { get; set; } = "";

    /// <summary>System permissions by API name without "Permissions": ViewSetup, RunReports ...</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ArgumentCompleter(typeof(SystemPermissionCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] SystemPermission { get; set; } = Array.Empty<string>();

    internal override object? ErrorTarget => PermissionSet;

    internal override IEnumerable<string> Sets => new[] { PermissionSet };

    internal IEnumerable<GrantRequest> Requests(bool revokes) => SystemPermission.Select(p => new SystemPermissionRequest(revokes, p));
}
