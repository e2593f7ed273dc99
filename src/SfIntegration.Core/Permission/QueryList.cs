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
            throw error.Code == "INVALID_TYPE" ? Unseen(error) : error;
        }

        for (var i = 0; i < outcomes.Count; i++)
        {
            foreach (var row in outcomes[i].Records)
            {
                _queries[i].Use(row);
            }
        }
    }

    /// <summary>Whoever may not see permission sets and assignments is told that there is no such object (OR:permissionset).</summary>
    private static SfApiException Unseen(SfException error) => new(
        "The connected user cannot see permission sets and who holds them.",
        "Give the connected user View Setup and Configuration, and Assign Permission Sets or Manage Profiles and Permission Sets for changes.",
        error)
    {
        HttpStatus = error.HttpStatus,
        Code = error.Code,
        Errors = error.Errors,
    };
}
