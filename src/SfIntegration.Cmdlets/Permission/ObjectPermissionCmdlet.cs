using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SfIntegration.Cmdlets.Access;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Permission;
using SfIntegration.Scope;

namespace SfIntegration.Cmdlets.Permission;

/// <summary>What granting and revoking access to objects share.</summary>
public abstract class ObjectPermissionCmdlet : GrantCmdlet
{
    /// <summary>The permission sets, by API name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(PermissionSetCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] PermissionSet { get; set; } = Array.Empty<string>();

    /// <summary>The objects; piped as text or from Get-SfObject.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ObjectCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] SobjectType { get; set; } = Array.Empty<string>();

    /// <summary>Fields of the object as well: names, or "all".</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Fields { get; set; } = Array.Empty<string>();

    internal override object? ErrorTarget => SobjectType;

    internal override IEnumerable<string> Sets => PermissionSet;

    internal IEnumerable<GrantRequest> Requests(bool revokes, ObjectAccess access)
    {
        var all = Fields.Any(f => string.Equals(f, "all", StringComparison.OrdinalIgnoreCase));
        if (all && Fields.Length > 1)
        {
            throw new CmdletError("SfFields", ErrorCategory.InvalidArgument, Fields, "-Fields names fields beside 'all'.", "Say all, or name fields.");
        }

        return SobjectType.Select(o => new ObjectGrantRequest(revokes, o, access)
        {
            AllFields = all,
            Fields = all ? Array.Empty<string>() : Fields.Select(f => TargetParameters.Unqualified(o, f)).ToList(),
        });
    }
}
