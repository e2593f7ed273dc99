using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SfIntegration.Activity.Logs;
using SfIntegration.Cmdlets.Base;

namespace SfIntegration.Cmdlets.Activity;

/// <summary>
/// Streams the events of event logs, each once, from the org or from a folder of saved logs, which needs no connection. An event has the columns of
/// its file under their own names, with numbers, moments (UTC) and $null for empty values. A damaged line is an error that names file and line.
/// </summary>
[Cmdlet(VerbsCommon.Get, "SfEventLog")]
[OutputType(typeof(PSObject))]
[RequiresSalesforcePermission(Needed.ToReadEventLogs, "ViewEventLogFiles", "ViewAllData")]
public sealed class GetSfEventLogCommand : OrgCmdlet
{
    private readonly EventObjects _objects = new();
    private readonly ConcurrentQueue<SfException> _damaged = new();

    /// <summary>The event types; without it, all there are.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(EventTypeCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] EventType { get; set; } = Array.Empty<string>();

    /// <summary>Only events since then; a time without a zone is one of this machine.</summary>
    [Parameter]
    public DateTime? Since { get; set; }

    /// <summary>Only events before then.</summary>
    [Parameter]
    public DateTime? Until { get; set; }

    /// <summary>The folder of saved logs (Save-SfEventLog) to read instead of the org.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    internal override object? ErrorTarget => Path;

    internal override void ProcessItem()
    {
        var rows = new EventLogRows(Moments.Utc(Since), Moments.Utc(Until), IsWanted, _damaged.Enqueue);
        if (Path is null)
        {
            Write(rows.OfOrg(Api, EventType, Cancellation));
            return;
        }

        foreach (var folder in SavedLogFolder.Open(FilePath(Path)).Where(f => Org is null || f.Org.OrgId == Org.OrgId))
        {
            Write(rows.OfSaved(folder, Cancellation));
        }
    }

    private bool IsWanted(string eventType) => EventType.Length == 0 || EventType.Contains(eventType, StringComparer.OrdinalIgnoreCase);

    private void Write(IEnumerable<EventRow> rows)
    {
        foreach (var row in rows)
        {
            WriteDamages();
            WriteObject(_objects.Of(row));
        }

        WriteDamages();
    }

    private void WriteDamages()
    {
        while (_damaged.TryDequeue(out var error))
        {
            WriteError(ErrorRecords.From(error, Path));
        }
    }
}
