using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SfIntegration.Access;
using SfIntegration.Cmdlets.Access;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Permission;

namespace SfIntegration.Cmdlets.Permission;

/// <summary>What granting and revoking access to fields share.</summary>
public abstract class FieldPermissionCmdlet : GrantCmdlet
{
    /// <summary>The permission sets, by API name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(PermissionSetCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] PermissionSet { get; set; } = Array.Empty<string>();

    /// <summary>The object; taken from Get-SfField.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ObjectCompleter))]
    [ValidateNotNullOrEmpty]
    public string SobjectType { get; set; } = "";

    /// <summary>The fields, without their object; taken from Get-SfField.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(FieldCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Field { get; set; } = Array.Empty<string>();

    internal override object? ErrorTarget => Field;

    internal override IEnumerable<string> Sets => PermissionSet;

    internal IEnumerable<GrantRequest> Requests(bool revokes, FieldAccess access) => Field.Select(f => new FieldGrantRequest(revokes, SobjectType, TargetParameters.Unqualified(SobjectType, f), access));
}
