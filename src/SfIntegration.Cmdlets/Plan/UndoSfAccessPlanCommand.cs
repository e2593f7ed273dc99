using System.IO;
using System.Linq;
using System.Management.Automation;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Plan;

namespace SfIntegration.Cmdlets.Plan;

/// <summary>Takes an apply back by its journal, last row first. A user it made is deactivated: Salesforce cannot delete users.</summary>
[Cmdlet(VerbsCommon.Undo, "SfAccessPlan", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(UndoResult))]
[RequiresSalesforcePermission(Needed.ToReadAccess, "ViewSetup")]
[RequiresSalesforcePermission(Needed.ToWriteUsers, "ManageInternalUsers", "ManageUsers")]
[RequiresSalesforcePermission(Needed.ToWriteSets, "ManageProfilesPermissionsets")]
[RequiresSalesforcePermission(Needed.ToAssign, "AssignPermissionSets")]
[RequiresSalesforcePermission(Needed.ToWriteMetadata, "ModifyMetadata", "ModifyAllData", Optional = true)]
public sealed class UndoSfAccessPlanCommand : OrgCmdlet
{
    /// <summary>The journal of the apply; taken from what New-SfIntegrationUser or Invoke-SfAccessPlan gave.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string JournalPath { get; set; } = "";

    internal override object? ErrorTarget => JournalPath;

    internal override void ProcessItem()
    {
        var path = FilePath(JournalPath);
        if (!File.Exists(path))
        {
            throw new CmdletError("SfFileNotFound", ErrorCategory.ObjectNotFound, JournalPath, $"There is no journal '{path}'.", "Give the JournalPath that the apply reported.");
        }

        var journal = JournalReader.Read(path);
        var steps = UndoPlanner.Plan(journal).GroupBy(s => $"{s.Step.Action.ToLowerInvariant()} {s.Step.SobjectType}").Select(g => $"{g.Key} x {g.Count()}");
        var subject = journal.Username.Length > 0 ? journal.Username : $"permission set '{journal.Scope}'";
        if (!ShouldProcess($"{subject} on {journal.Host}", "Undo: " + string.Join(", ", steps)))
        {
            return;
        }

        var undoPath = PlanCmdlet.NewJournal(System.IO.Path.GetDirectoryName(path) ?? ".", journal.Scope + "-undo");
        var service = new PlanService(Api);
        var result = Wait(token => service.UndoAsync(journal, undoPath, token));
        foreach (var step in result.Steps.Where(s => s.State == ChangeState.Failed))
        {
            WriteError(new CmdletError("SfUndoFailed", ErrorCategory.WriteError, step, $"{step.Action} {step.SobjectType} {step.Target}: {step.Note}", "Mend the cause and undo again.").ErrorRecord);
        }

        WriteObject(result);
    }
}
