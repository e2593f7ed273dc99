using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;
using SfIntegration.Plan;

namespace SfIntegration.Permission;

/// <summary>Grants and revokes by the batch: one call to read, one to write. What is written is settled row by row.</summary>
internal sealed class AssignmentService
{
    /// <summary>Inputs to a batch, so that 1,000 users take ten calls.</summary>
    public const int BatchSize = 200;

    private readonly OrgApi _api;

    public AssignmentService(OrgApi api) => _api = api;

    /// <summary>Decides what is to be sent. Writes nothing.</summary>
    public async Task<List<AssignmentItem>> PrepareAsync(
        IReadOnlyCollection<AssignmentRequest> requests, AssignmentVerb verb, bool licenses, DateTime? expires, CancellationToken cancellation)
    {
        var facts = await new AssignmentReader(_api).ReadAsync(requests, verb, licenses, cancellation).ConfigureAwait(false);
        return new AssignmentDecider(facts, verb, licenses, expires, DateTime.UtcNow).Decide(requests);
    }

    /// <summary>Sends the rows of the items. If a call fails for good, items whose rows are settled know it nevertheless.</summary>
    public async Task SendAsync(IReadOnlyCollection<AssignmentItem> items, CancellationToken cancellation)
    {
        var rows = items.Select(i => i.Row).OfType<JournalRow>().Distinct().ToList();
        try
        {
            await new RowSender(new OrgRowWriter(_api), journal: null).SendAsync(rows, null, cancellation).ConfigureAwait(false);
        }
        finally
        {
            foreach (var item in items)
            {
                item.Settle();
            }
        }
    }
}
