using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using SfIntegration.Activity.Logs;
using SfIntegration.Cmdlets.Base;

namespace SfIntegration.Cmdlets.Activity;

/// <summary>
/// Saves the event log files that the org offers and that are not saved yet. It can run every hour from a scheduler and be ended anywhere: what is
/// missing is taken by the next run, and a file that Salesforce replaces with a fuller one is taken again.
/// </summary>
[Cmdlet(VerbsData.Save, "SfEventLog", SupportsShouldProcess = true)]
[OutputType(typeof(SfSavedEventLog))]
[RequiresSalesforcePermission(Needed.ToReadEventLogs, "ViewEventLogFiles", "ViewAllData")]
public sealed class SaveSfEventLogCommand : OrgCmdlet
{
    /// <summary>The folder; the logs of each org get a folder in it, named by the org's id.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Only these event types; without it, all that the org offers.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(EventTypeCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] EventType { get; set; } = Array.Empty<string>();

    /// <summary>Only files of a day, or only those of an hour.</summary>
    [Parameter]
    public SfEventLogInterval Interval { get; set; } = SfEventLogInterval.Any;

    /// <summary>Only files that cover a time since then; a time without a zone is one of this machine.</summary>
    [Parameter]
    public DateTime? Since { get; set; }

    /// <summary>Only files that cover a time before then.</summary>
    [Parameter]
    public DateTime? Until { get; set; }

    internal override object? ErrorTarget => Path;

    internal override void ProcessItem()
    {
        var folder = FilePath(Path);
        var request = new SaveRequest(folder, EventType, Interval == SfEventLogInterval.Any ? null : Interval.ToString(), Moments.Utc(Since), Moments.Utc(Until));
        var save = new EventLogSave(Api, request) { Progress = Report, Saved = Emit };
        var wanted = Approved(Wait(save.LookAsync), folder);
        if (wanted is null)
        {
            return;
        }

        Warn(
            WaitThenTell(Path, (failed, token) =>
            {
                save.Failed = failed;
                return save.TakeAsync(wanted.Contains, token);
            }), save);
    }

    /// <summary>The event types whose files may be taken; null where nothing is to be done.</summary>
    private HashSet<string>? Approved(IReadOnlyList<LogToTake> files, string folder)
    {
        if (files.Count == 0)
        {
            // That somebody looked is noted, too: it tells a quiet time from one that was missed.
            return ShouldProcess(folder, $"Note that {Api.Org} offers no event log file that is not saved") ? new HashSet<string>() : null;
        }

        var approved = files.GroupBy(f => f.File.EventType, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Where(g => ShouldProcess(folder, $"Save {Words(g.ToList())} of {g.Key} from {Api.Org}"))
            .Select(g => g.Key);
        var types = new HashSet<string>(approved, StringComparer.Ordinal);
        return types.Count == 0 ? null : types;
    }

    private static string Words(IReadOnlyCollection<LogToTake> files)
    {
        var replaced = files.Count(f => f.Replaces is not null);
        return string.Format(CultureInfo.InvariantCulture, "{0} file{1} ({2} daily, {3} hourly, {4:0.0} MB{5}; {6:yyyy-MM-dd} to {7:yyyy-MM-dd})",
            files.Count, files.Count == 1 ? "" : "s", files.Count(f => f.File.IsDaily), files.Count(f => !f.File.IsDaily), files.Sum(f => f.File.Length) / 1048576.0,
            replaced == 0 ? "" : $", {replaced} in the place of others", files.Min(f => f.File.LogDate), files.Max(f => f.File.LogDate));
    }

    private void Warn(IReadOnlyList<SfEventLogGap> gaps, EventLogSave save)
    {
        if (gaps.Count > 0)
        {
            WriteWarning($"{gaps.Count} time{(gaps.Count == 1 ? " is" : "s are")} covered by no saved file, the first: {gaps[0]}. The manifest of {save.Folder.Org.OrgId} lists them under gaps.");
        }
    }
}
