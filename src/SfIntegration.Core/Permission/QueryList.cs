using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Api;

namespace SfIntegration.Permission;

/// <summary>Queries that are sent together and all must succeed; each row goes to its reader, in the order they were added.</summary>
internal sealed class QueryList
{
    private readonly List<(string Soql, Action<JObject> Use)> _queries = new();

    public void Add(IEnumerable<string> soqls, Action<JObject> use) => _queries.AddRange(soqls.Select(s => (s, use)));

    public async Task RunAsync(BatchApi batch, CancellationToken cancellation)
    {
        var outcomes = await batch.TryQueryManyAsync(_queries.Select(q => q.Soql), cancellation).ConfigureAwait(false);
        if (outcomes.FirstOrDefault(o => o.Error is not null)?.Error is { } error)
        {
            throw error;
        }

        for (var i = 0; i < outcomes.Count; i++)
        {
            foreach (var row in outcomes[i].Records)
            {
                _queries[i].Use(row);
            }
        }
    }
}
