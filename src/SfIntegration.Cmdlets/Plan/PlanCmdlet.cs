using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Security.Cryptography.X509Certificates;
using SfIntegration.Api;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Plan;
using SfIntegration.Scope;

namespace SfIntegration.Cmdlets.Plan;

/// <summary>What the cmdlets that make or apply plans share: asking once per container, warnings, the journal's place.</summary>
public abstract class PlanCmdlet : OrgCmdlet
{
    /// <summary>
    /// The certificate of apps that sign in by JWT. Its public part is uploaded to an app that is made; with its private key the identity is also
    /// tried through that app. The key goes nowhere.
    /// </summary>
    [Parameter]
    [CertificateTransformation]
    [ValidateNotNull]
    public X509Certificate2? Certificate { get; set; }

    /// <summary>Says what would surprise and what an "all" leaves out.</summary>
    internal void Tell(AccessPlan plan)
    {
        foreach (var problem in plan.Problems.Where(p => !p.Stops))
        {
            WriteWarning(problem.ToString());
        }

        foreach (var change in plan.Changes.Where(c => c.Kind == ChangeKind.NotApplied))
        {
            WriteWarning($"Not applied: {change.Target} ({change.After}). {change.Reason}");
        }

        foreach (var field in plan.LeftOutFields)
        {
            WriteVerbose("Left out by all: " + field);
        }
    }

    /// <summary>
    /// One question per container, with counts. Declining one declines the plan: half an identity is none.
    /// </summary>
    internal bool Agreed(AccessPlan plan)
    {
        var agreed = true;
        foreach (var part in PlanParts.Of(plan))
        {
            agreed &= ShouldProcess(part.Target, part.Action);
        }

        return agreed;
    }

    /// <summary>A new journal file: beside the scope file in .sfi/, else in the user's local data.</summary>
    internal string JournalFile(string? given, AccessScope scope) => given is not null ? FilePath(given) : NewJournal(
        scope.SourcePath is { } source && Path.GetDirectoryName(FilePath(source)) is { } folder
            ? Path.Combine(folder, ".sfi")
            : LocalFolder,
        scope.Name);

    internal static string NewJournal(string folder, string name) => Path.Combine(folder,
        $"{string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c == '-' ? c : '_'))}-{DateTime.UtcNow.ToString("yyyyMMdd'T'HHmmss'.'fff", CultureInfo.InvariantCulture)}.journal.jsonl");

    internal static string LocalFolder => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "SfIntegration", "journals");

    /// <summary>Applies a plan that was agreed to; if it breaks off, says where the journal is.</summary>
    internal ApplyResult Apply(OrgApi api, AccessPlan plan, string journalPath, bool checkFreshness)
    {
        var service = new PlanService(api);
        using var door = new IdentityDoor(api, plan, Certificate);
        var finished = false;
        try
        {
            var result = Wait(token => service.ApplyAsync(plan, new ApplyOptions { JournalPath = journalPath, CheckFreshness = checkFreshness, Progress = Report, Trial = door.Trial }, token));
            finished = true;
            ReportDone();
            foreach (var step in result.Trial.Where(s => s.Outcome == Rules.Outcome.NotAssessed))
            {
                WriteWarning($"Not tried: {step.Step}. {step.Message}");
            }

            foreach (var effect in result.SideEffects)
            {
                WriteVerbose(effect);
            }

            return result;
        }
        finally
        {
            if (!finished && !Stopping && File.Exists(journalPath))
            {
                WriteWarning($"The work broke off. What was written is in the journal {journalPath}: running again finishes it, Undo-SfAccessPlan takes it back.");
            }
        }
    }
}
