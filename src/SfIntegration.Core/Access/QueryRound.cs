using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Api;

namespace SfIntegration.Access;

/// <summary>Queries that do not depend on each other, sent together. A refused one is written down; a lost session or network is thrown.</summary>
internal sealed class QueryRound
{
    private readonly List<(string Soql, string What, Action<JObject> Use)> _queries = new();

    public void Add(string soql, string what, Action<JObject> use) => _queries.Add((soql, what, use));

    public void Add(IEnumerable<string> soqls, string what, Action<JObject> use)
    {
        foreach (var soql in soqls)
        {
            Add(soql, what, use);
        }
    }

    /// <summary>Sends them and hands each row to its reader, in the order they were added.</summary>
    public async Task RunAsync(BatchApi batch, ICollection<string> notRead, CancellationToken cancellationToken)
    {
        if (_queries.Count == 0)
        {
            return;
        }

        var outcomes = await batch.TryQueryManyAsync(_queries.Select(q => q.Soql), cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < outcomes.Count; i++)
        {
            if (outcomes[i].Error is { } error)
            {
                if (error is SfAuthenticationException or SfNetworkException or SfLimitException)
                {
                    throw error;
                }

                var text = $"{_queries[i].What}: {error.Message}";
                if (!notRead.Contains(text))
                {
                    notRead.Add(text);
                }

                continue;
            }

            foreach (var row in outcomes[i].Records)
            {
                _queries[i].Use(row);
            }
        }
    }
}
