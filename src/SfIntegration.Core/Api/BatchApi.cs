using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Http;

namespace SfIntegration.Api;

/// <summary>
/// Up to 25 independent reads in one call (RS:resources_composite_batch). Unlike a composite it takes any number of queries
/// among them, so it is the way to read much in few calls.
/// </summary>
internal sealed class BatchApi
{
    public const int MostParts = 25;

    private readonly SfConnection _connection;

    public BatchApi(SfConnection connection)
    {
        _connection = connection;
    }

    /// <summary>Gets many resources, queries among them, in few calls; results come in their order.</summary>
    public async Task<IReadOnlyList<CompositeResult>> GetManyAsync(IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        var parts = paths.Select((p, i) => new CompositePart(HttpMethod.Get, p, "b" + i)).ToList();
        using var gate = new SemaphoreSlim(CompositeApi.AtOnce, CompositeApi.AtOnce);
        var groups = Enumerable.Range(0, (parts.Count + MostParts - 1) / MostParts).Select(i => parts.Skip(i * MostParts).Take(MostParts).ToList());
        var answers = await Task.WhenAll(groups.Select(SendInTurnAsync)).ConfigureAwait(false);
        return answers.SelectMany(a => a).ToList();

        async Task<IReadOnlyList<CompositeResult>> SendInTurnAsync(List<CompositePart> group)
        {
            await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await SendAsync(group, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                gate.Release();
            }
        }
    }

    /// <summary>Runs many queries in few calls, to their last page; outcomes come in the order of the queries.</summary>
    public async Task<IReadOnlyList<QueryOutcome>> TryQueryManyAsync(IEnumerable<string> soqls, CancellationToken cancellationToken)
    {
        var queries = soqls.ToList();
        var rows = queries.Select(_ => new List<JObject>()).ToList();
        var errors = new SfException?[queries.Count];
        var open = queries.Select((q, i) => (Index: i, Path: SfUrls.Query(_connection.ApiVersion, q))).ToList();
        while (open.Count > 0)
        {
            var results = await GetManyAsync(open.Select(o => o.Path), cancellationToken).ConfigureAwait(false);
            var next = new List<(int Index, string Path)>();
            for (var i = 0; i < results.Count; i++)
            {
                var index = open[i].Index;
                if (results[i].Error is { } error)
                {
                    errors[index] = error;
                    continue;
                }

                var page = QueryPage.Read(results[i].Body as JObject ?? new JObject(), _connection);
                rows[index].AddRange(page.Records);
                if (page.NextPath is not null)
                {
                    next.Add((index, page.NextPath));
                }
            }

            open = next;
        }

        return queries.Select((q, i) => new QueryOutcome(q, errors[i] is null ? rows[i] : Array.Empty<JObject>(), errors[i])).ToList();
    }

    private async Task<IReadOnlyList<CompositeResult>> SendAsync(List<CompositePart> parts, CancellationToken cancellationToken)
    {
        // A batch names its parts from the version on ("v66.0/query?..."), unlike a composite.
        const string Root = "/services/data/";
        var body = new JObject
        {
            ["haltOnError"] = false,
            ["batchRequests"] = new JArray(parts.Select(p => new JObject
            {
                ["method"] = p.Method.Method,
                ["url"] = p.Path.StartsWith(Root, StringComparison.Ordinal) ? p.Path.Substring(Root.Length) : p.Path,
            })),
        };
        var path = SfUrls.Composite(_connection.ApiVersion) + "/batch";
        var answer = (await _connection.SendAsync(SfRequest.Json(HttpMethod.Post, path, body, isRepeatable: true), cancellationToken).ConfigureAwait(false)).Object(path);
        var results = (answer["results"] as JArray ?? new JArray()).OfType<JObject>().ToList();
        return results.Count == parts.Count
            ? parts.Select((p, i) => new CompositeResult(p, (int?)results[i]["statusCode"] ?? 0, results[i]["result"])).ToList()
            : throw new SfApiException($"A batch of {parts.Count} requests was answered with {results.Count} results.");
    }
}
