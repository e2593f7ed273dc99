using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;
using SfIntegration.Cmdlets.Base;

namespace SfIntegration.Cmdlets.Activity;

/// <summary>The event types whose log files the org offers.</summary>
public sealed class EventTypeCompleter : OrgBackedCompleter
{
    internal override async Task<IReadOnlyList<(string Value, string Tip)>> AskAsync(OrgApi api, System.Collections.IDictionary bound, string word, CancellationToken cancellation) =>
        (await api.EventLogs.TypesAsync(cancellation).ConfigureAwait(false)).Select(t => (t, t)).ToList();
}
