using System.Management.Automation;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Plan;
using SfIntegration.Scope;

namespace SfIntegration.Cmdlets.Plan;

/// <summary>Shows what would change in the org for a scope. It writes nothing.</summary>
[Cmdlet(VerbsCommon.Get, "SfAccessPlan")]
[OutputType(typeof(AccessPlan))]
[RequiresSalesforcePermission(Needed.ToReadAccess, "ViewSetup")]
[RequiresSalesforcePermission(Needed.ToSeeObjects)]
[RequiresSalesforcePermission(Needed.ToReadMetadata, "ModifyMetadata", "ModifyAllData", Optional = true)]
public sealed class GetSfAccessPlanCommand : PlanningCmdlet
{
    /// <summary>The scope.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public AccessScope? Scope { get; set; }

    internal override object? ErrorTarget => Scope;

    internal override void ProcessItem()
    {
        var plan = Wait(token => new PlanService(Api).PlanAsync(Scope!, Options, token));
        Tell(plan);
        WriteObject(plan);
    }
}
