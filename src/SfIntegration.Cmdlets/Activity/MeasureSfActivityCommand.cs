using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using SfIntegration.Activity.Logs;
using SfIntegration.Activity.Measure;
using SfIntegration.Cmdlets.Base;

namespace SfIntegration.Cmdlets.Activity;

/// <summary>
/// Adds up what event logs tell: calls, rows and errors by identity, client, network, time, object and operation. It reads a folder of saved logs of any size in
/// little memory, or the events that Get-SfEventLog gives. What the logs cannot show is in Coverage.
/// </summary>
[Cmdlet(VerbsDiagnostic.Measure, "SfActivity", DefaultParameterSetName = "Folder")]
[OutputType(typeof(SfActivity))]
public sealed class MeasureSfActivityCommand : CancellableCmdlet
{
    private readonly Dictionary<string, (SfOrg Org, PipedEvents Events)> _piped = new(StringComparer.Ordinal);
    private MeasureOptions _options = new();

    /// <summary>The folder of saved logs (Save-SfEventLog). No connection is needed.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Folder")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Events of Get-SfEventLog.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Events")]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>What to tell apart; by default Identity, Client, AddressBlock, Hour, Object and Operation. Day and Hour together give a series.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public SfActivityDimension[] By { get; set; } = MeasureOptions.DefaultBy.ToArray();

    /// <summary>Only these users: usernames, or user ids where no log names the user; wildcards work.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UsernameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Username { get; set; } = { "*" };

    /// <summary>Only events since then; a time without a zone is one of this machine.</summary>
    [Parameter]
    public DateTime? Since { get; set; }

    /// <summary>Only events before then.</summary>
    [Parameter]
    public DateTime? Until { get; set; }

    /// <summary>Only these event types; by default those of calls (RestApi, ApexRestApi, API, BulkApi2, BulkApi, ApiTotalUsage) and Login. * takes all.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(EventTypeCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] EventType { get; set; } = Array.Empty<string>();

    internal override object? ErrorTarget => ParameterSetName == "Folder" ? Path : InputObject;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        var patterns = Username.Select(n => WildcardPattern.Get(n, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant)).ToList();
        if (Username.Any(n => n != "*") && !By.Contains(SfActivityDimension.Identity))
        {
            ThrowTerminatingError(new CmdletError("SfIdentityNeeded", ErrorCategory.InvalidArgument, By, "-Username chooses among identities, and -By does not tell them apart.", "Add Identity to -By.").ErrorRecord);
        }

        _options = new MeasureOptions
        {
            By = By.Distinct().ToList(),
            Since = Moments.Utc(Since),
            Until = Moments.Utc(Until),
            EventTypes = EventType,
            IsWanted = Username.All(n => n == "*") ? null : (id, name) => patterns.Any(p => (name is not null && p.IsMatch(name)) || (id is not null && p.IsMatch(id))),
        };
    }

    internal override void ProcessItem()
    {
        if (ParameterSetName == "Folder")
        {
            foreach (var folder in SavedLogFolder.Open(FilePath(Path)))
            {
                Measure(folder);
            }

            return;
        }

        var input = InputObject!;
        if (input.Properties["EVENT_TYPE"]?.Value as string is not { } eventType)
        {
            throw new CmdletError("SfNotAnEvent", ErrorCategory.InvalidArgument, input, "The input is no event: it has no EVENT_TYPE.", "Pipe what Get-SfEventLog gives, or name a folder of saved logs with -Path.");
        }

        var org = input.Properties["Org"]?.Value as SfOrg ?? (input.Properties["Org"]?.Value as PSObject)?.BaseObject as SfOrg;
        var key = org?.OrgId ?? "";
        if (!_piped.TryGetValue(key, out var piped))
        {
            _piped.Add(key, piped = (org!, new PipedEvents(_options)));
        }

        piped.Events.Add(eventType, name => input.Properties[name]?.Value);
    }

    internal override void Finish()
    {
        foreach (var (org, events) in _piped.Values)
        {
            Write(events.Rows(org));
        }
    }

    private void Measure(SavedLogFolder folder) =>
        Write(WaitThenTell(Path, (damaged, token) => Task.FromResult(ActivityMeasure.OfSaved(folder, _options, Report, damaged, token))));

    private void Write(IReadOnlyList<SfActivity> rows)
    {
        if (rows.Count > 0 && rows[0].Coverage.Gaps is { Count: > 0 } gaps)
        {
            WriteWarning($"{gaps.Count} time{(gaps.Count == 1 ? " is" : "s are")} covered by no saved file, the first: {gaps[0]}. Coverage.Gaps has them.");
        }

        if (rows.Count > 0 && rows[0].Coverage.Damaged > 0 && ParameterSetName == "Events")
        {
            WriteWarning($"{rows[0].Coverage.Damaged} events without a time that can be read were not counted.");
        }

        WriteObject(rows, enumerateCollection: true);
    }
}
