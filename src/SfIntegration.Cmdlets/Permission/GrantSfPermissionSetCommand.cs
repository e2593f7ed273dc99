using System;
using System.Management.Automation;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Permission;

namespace SfIntegration.Cmdlets.Permission;

/// <summary>Gives users permission sets and groups, by the 200, with one outcome for each user and set.</summary>
[Cmdlet(VerbsSecurity.Grant, "SfPermissionSet", SupportsShouldProcess = true)]
[OutputType(typeof(PermissionSetResult))]
[RequiresSalesforcePermission(Needed.ToReadAccess, "ViewSetup")]
[RequiresSalesforcePermission(Needed.ToAssign, "AssignPermissionSets")]
public sealed class GrantSfPermissionSetCommand : AssignmentCmdlet
{
    /// <summary>API names of permission sets or groups, with the namespace where they have one.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PermissionSetCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] PermissionSet { get; set; } = Array.Empty<string>();

    /// <summary>When the assignment ends. Where the set is held already, this changes when it ends.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public DateTime? ExpirationDate { get; set; }

    internal override AssignmentVerb Verb => AssignmentVerb.Grant;

    internal override string[] Targets => PermissionSet;

    internal override DateTime? Expires()
    {
        if (ExpirationDate is not { } given)
        {
            return null;
        }

        // Salesforce keeps whole seconds.
        var end = given.ToUniversalTime();
        end = end.AddTicks(-(end.Ticks % TimeSpan.TicksPerSecond));
        return end > DateTime.UtcNow
            ? end
            : throw new CmdletError("SfExpirationPast", ErrorCategory.InvalidArgument, given, $"The expiration date {end:yyyy-MM-dd HH:mm} UTC is past.", "Give a moment to come, or use Revoke-SfPermissionSet.");
    }
}
