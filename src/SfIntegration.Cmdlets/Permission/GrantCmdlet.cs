using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SfIntegration.Api;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Permission;

namespace SfIntegration.Cmdlets.Permission;

/// <summary>
/// Grants or revokes single permissions in permission sets: each full 200 inputs are sent as they come, the rest at the end; one
/// outcome for each input after sending and reading back. No outcome means not sent.
/// </summary>
public abstract class GrantCmdlet : PermissionSetWriteCmdlet
{
    /// <summary>Inputs to a batch.</summary>
    private const int BatchSize = 200;

    private readonly List<(OrgApi Api, string Set, GrantRequest Request)> _pending = new();
    private int _inputs;

    /// <summary>The object that was piped, so that its org can be compared with -Org.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The sets to change.</summary>
    internal abstract IEnumerable<string> Sets { get; }

    /// <summary>What this input asks for.</summary>
    internal abstract IEnumerable<GrantRequest> Requests();

    internal sealed override void ProcessItem()
    {
        var api = ApiFor(InputObject?.Properties["Org"]?.Value as SfOrg);
        var requests = Requests().ToList();
        _pending.AddRange(Sets.SelectMany(s => requests.Select(r => (api, s, r))));
        if (++_inputs == BatchSize)
        {
            Send();
        }
    }

    internal sealed override void Finish() => Send();

    private void Send()
    {
        var batches = _pending.GroupBy(p => (p.Api, Set: p.Set.ToUpperInvariant())).ToList();
        _pending.Clear();
        _inputs = 0;
        foreach (var batch in batches)
        {
            try
            {
                Send(new GrantService(batch.Key.Api), batch.First().Set, batch.Select(b => b.Request).ToList());
            }
            catch (SfException error) when (error is SfNotFoundException or SfIntegration.Plan.SfPlanException)
            {
                // One set that is not there, or not to be changed, does not stop the others.
                WriteError(ErrorRecords.From(error, batch.First().Set));
            }
        }
    }

    private void Send(GrantService service, string set, IReadOnlyCollection<GrantRequest> requests)
    {
        var prepared = Wait(token => service.PrepareAsync(set, requests, token));
        PermissionSetApplyResult? applied = null;
        if (Agreed(prepared.Plan))
        {
            if (prepared.Plan.Changes.Count > 0)
            {
                applied = Apply(service.Writer, prepared.Plan);
            }

            WriteObject(prepared.Results(applied), enumerateCollection: true);
        }

        TellRefusals(set, applied?.Refused ?? prepared.Plan.Refused);
    }
}
