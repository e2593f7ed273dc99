using System.Management.Automation;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Plan;

namespace SfIntegration.Cmdlets.Plan;

/// <summary>Applies a plan, writes a journal as it goes, and reads everything back.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "SfAccessPlan", SupportsShouldProcess = true)]
[OutputType(typeof(ApplyResult))]
[RequiresSalesforcePermission(Needed.ToReadAccess, "ViewSetup")]
[RequiresSalesforcePermission(Needed.ToSeeObjects)]
[RequiresSalesforcePermission(Needed.ToWriteUsers, "ManageInternalUsers", "ManageUsers")]
[RequiresSalesforcePermission(Needed.ToWriteSets, "ManageProfilesPermissionsets")]
[RequiresSalesforcePermission(Needed.ToAssign, "AssignPermissionSets")]
[RequiresSalesforcePermission(Needed.ToWriteMetadata, "ModifyMetadata", "ModifyAllData", Optional = true)]
public sealed class InvokeSfAccessPlanCommand : PlanCmdlet
{
    /// <summary>The plan that Get-SfAccessPlan made.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public AccessPlan? Plan { get; set; }

    /// <summary>Where the journal goes; a new file. Beside the scope file in .sfi/ where left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }

    internal override object? ErrorTarget => Plan;

    internal override void ProcessItem()
    {
        var plan = Plan!;
        var api = ApiFor(plan.Org);
        PlanService.RequireUnblocked(plan);
        if (!Agreed(plan))
        {
            return;
        }

        var result = Apply(api, plan, JournalFile(JournalPath, plan.Scope), checkFreshness: true);
        foreach (var error in result.Errors)
        {
            WriteError(new CmdletError("SfChangeFailed", ErrorCategory.WriteError, plan, error, "Mend the cause and run again; what is done is not done twice.").ErrorRecord);
        }

        WriteObject(result);
    }
}
