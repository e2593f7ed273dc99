using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Cmdlets.Plan;
using SfIntegration.Permission;
using SfIntegration.Plan;

namespace SfIntegration.Cmdlets.Permission;

/// <summary>A cmdlet that writes what a permission set holds: asks once per set with a table, journals, reads back, tells what was refused.</summary>
public abstract class PermissionSetWriteCmdlet : OrgCmdlet
{
    private int _journals;

    /// <summary>Where the journal goes, a new file; in the user's local data where left out. Undo-SfAccessPlan takes it back.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }

    /// <summary>Asks whether to carry a plan out, with what it does line by line.</summary>
    internal bool Agreed(PermissionSetPlan plan)
    {
        var counts = string.Join("; ", PlanParts.Of(plan.Changes).Select(p => p.Action));
        var target = $"permission set '{plan.PermissionSet}' on {plan.Org}";
        if (plan.Changes.Count == 0)
        {
            return true;
        }

        var table = string.Join(System.Environment.NewLine, ChangeTable.Lines(plan.Changes));
        return ShouldProcess($"Performing the operation \"{counts}\" on target \"{target}\":{System.Environment.NewLine}{table}", $"{counts}?", target);
    }

    /// <summary>Carries out a plan that was agreed to; if it breaks off, says where the journal is.</summary>
    internal PermissionSetApplyResult Apply(PermissionSetWriter writer, PermissionSetPlan plan)
    {
        // A pipeline may write several sets (or one in several batches), each with a journal of its own.
        var path = JournalPath is null ? PlanCmdlet.NewJournal(PlanCmdlet.LocalFolder, plan.PermissionSet) : Numbered(FilePath(JournalPath), _journals++);
        var finished = false;
        try
        {
            var result = Wait(token => writer.ApplyAsync(plan, path, Report, token));
            finished = true;
            ReportDone();
            return result;
        }
        finally
        {
            if (!finished && !Stopping && File.Exists(path))
            {
                WriteWarning($"The work broke off. What was written is in the journal {path}: running again finishes it, Undo-SfAccessPlan takes it back.");
            }
        }
    }

    /// <summary>One error for each reason, with how many things it concerns.</summary>
    internal void TellRefusals(string permissionSet, IEnumerable<GrantRefusal> refused)
    {
        foreach (var reason in refused.GroupBy(r => (r.Code, r.Kind)))
        {
            var first = reason.First();
            var others = reason.Count() - 1;
            var more = others == 0 ? "" : $" So it is with {others} more: {string.Join(", ", reason.Skip(1).Take(5).Select(r => r.Target))}{(others > 5 ? ", ..." : "")}.";
            WriteError(new CmdletError("SfGrantRefused." + reason.Key.Code, ErrorCategory.InvalidOperation, reason.ToList(),
                $"{permissionSet}: {first.Kind} {first.Target} was refused. {first.Reason}{more}", first.Cure).ErrorRecord);
        }
    }

    private static string Numbered(string path, int number) => number == 0 ? path
        : Path.Combine(Path.GetDirectoryName(path) ?? "", $"{Path.GetFileNameWithoutExtension(path)}-{number + 1}{Path.GetExtension(path)}");
}
