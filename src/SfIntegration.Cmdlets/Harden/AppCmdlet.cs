using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Cmdlets.Plan;
using SfIntegration.Harden.Apps;
using SfIntegration.Plan;

namespace SfIntegration.Cmdlets.Harden;

/// <summary>A cmdlet that writes one app: asks once, journals, reads back, tells what was refused.</summary>
public abstract class AppCmdlet : OrgCmdlet
{
    /// <summary>Where the journal goes, a new file; in the user's local data where left out. Undo-SfAccessPlan takes it back.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }

    /// <summary>The object that was piped, so that its org can be compared with -Org.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The org that the input came from, if any.</summary>
    internal SfOrg? InputOrg => InputObject?.Properties["Org"]?.Value as SfOrg;

    /// <summary>Says what would surprise and what cannot be written.</summary>
    internal void Tell(AppPlan plan)
    {
        foreach (var problem in plan.Problems.Where(p => !p.Stops))
        {
            WriteWarning(problem.ToString());
        }

        foreach (var change in plan.NotApplied)
        {
            WriteError(new CmdletError("SfAppNotApplied", ErrorCategory.InvalidOperation, plan.AppName, $"Not applied: {change.Target} ({change.After}). {change.Reason}", "Give what is missing and run again.").ErrorRecord);
        }
    }

    /// <summary>Asks whether to carry a plan out, with what it does line by line.</summary>
    internal bool Agreed(AppPlan plan)
    {
        var counts = string.Join("; ", PlanParts.Of(plan.Changes).Select(p => p.Action));
        var target = $"app '{plan.AppName}' on {plan.Org}";
        var lines = plan.Changes.Select(c => $"  {Title(c, plan)}: {(c.Before.Length == 0 ? "-" : c.Before)} -> {c.After}").Concat(plan.Loses.Select(l => $"  Loses access: {l}."));
        return ShouldProcess($"Performing the operation \"{counts}\" on target \"{target}\":{System.Environment.NewLine}{string.Join(System.Environment.NewLine, lines)}", $"{counts}?{Loses(plan.Loses)}", target);
    }

    /// <summary>Carries out a plan that was agreed to; if it breaks off, says where the journal is.</summary>
    internal AppApplyResult Apply(AppService service, AppPlan plan)
    {
        var path = JournalPath is null ? PlanCmdlet.NewJournal(PlanCmdlet.LocalFolder, plan.AppName) : FilePath(JournalPath);
        var finished = false;
        try
        {
            var result = Wait(token => service.ApplyAsync(plan, path, Report, token));
            finished = true;
            ReportDone();
            foreach (var error in result.Errors)
            {
                WriteError(new CmdletError("SfChangeFailed", ErrorCategory.WriteError, plan.AppName, error, "Mend the cause and run again; what is done is not done twice.").ErrorRecord);
            }

            if (result.JournalPath is { } journal)
            {
                WriteVerbose($"Journal: {journal}");
            }

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

    private static string Title(AccessChange change, AppPlan plan) =>
        change.Target.StartsWith(plan.AppName + ": ", System.StringComparison.Ordinal) ? change.Target.Substring(plan.AppName.Length + 2) : change.Target;

    private static string Loses(IReadOnlyList<string> loses) => loses.Count == 0 ? "" : $" Access is lost by {string.Join("; ", loses)}.";
}
