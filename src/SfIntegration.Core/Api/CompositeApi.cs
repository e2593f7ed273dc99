using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Http;

namespace SfIntegration.Api;

/// <summary>Several requests in one call (RS:resources_composite_composite).</summary>
internal sealed class CompositeApi
{
    public const int MostParts = 25;

    public const int MostQueriesAndCollections = 5;

    /// <summary>Salesforce counts long requests per org; 4 to 8 at once is what others found sane.</summary>
    public const int AtOnce = 6;

    private readonly SfConnection _connection;
    private readonly QueryApi _query;

    public CompositeApi(SfConnection connection)
    {
        _connection = connection;
        _query = new QueryApi(connection);
    }

    /// <summary>Sends up to 25 requests (5 queries and collections among them) as one; results come in the same order.</summary>
    /// <param name="parts">The requests.</param>
    /// <param name="allOrNone">Whether one refusal undoes the others.</param>
    /// <param name="isRepeatable">Whether the whole may be sent again when its answer is lost; reads always may.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<CompositeResult>> SendAsync(
        IReadOnlyList<CompositePart> parts, bool allOrNone, bool isRepeatable, CancellationToken cancellationToken)
    {
        if (parts.Count is 0 or > MostParts || parts.Count(p => p.IsQueryOrCollection) > MostQueriesAndCollections)
        {
            throw new ArgumentException(
                $"A composite takes 1 to {MostParts} requests, of which {MostQueriesAndCollections} queries and collections.", nameof(parts));
        }

        var body = new JObject
        {
            ["allOrNone"] = allOrNone,
            ["compositeRequest"] = new JArray(parts.Select(p => p.ToJson())),
        };
        var isRead = parts.All(p => p.Method == HttpMethod.Get);
        var path = SfUrls.Composite(_connection.ApiVersion);
        var request = SfRequest.Json(HttpMethod.Post, path, body, isRepeatable, isRead);
        var answer = (await _connection.SendAsync(request, cancellationToken).ConfigureAwait(false)).Object(path);
        return ReadResults(parts, answer);
    }

    /// <summary>Runs many queries in few calls, to their last page; outcomes come in the order of the queries.</summary>
    public async Task<IReadOnlyList<QueryOutcome>> TryQueryManyAsync(IEnumerable<string> soqls, CancellationToken cancellationToken)
    {
        var queries = soqls.ToList();
        var groups = InGroups(queries.Count, MostQueriesAndCollections);
        var results = await AtOnceAsync(groups, g => QueryGroupAsync(queries, g.First, g.Count, cancellationToken), cancellationToken).ConfigureAwait(false);
        return results.SelectMany(r => r).ToList();
    }

    /// <summary>As <see cref="TryQueryManyAsync"/>, but the first refusal is thrown.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<JObject>>> QueryManyAsync(IEnumerable<string> soqls, CancellationToken cancellationToken)
    {
        var outcomes = await TryQueryManyAsync(soqls, cancellationToken).ConfigureAwait(false);
        return outcomes.Select(o => o.Error is null ? o.Records : throw o.Error).ToList();
    }

    /// <summary>Gets many resources that are neither query nor collection (describes, rows) in few calls, in their order.</summary>
    public async Task<IReadOnlyList<CompositeResult>> GetManyAsync(IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        var parts = paths.Select((p, i) => new CompositePart(HttpMethod.Get, p, "r" + i)).ToList();
        var results = await AtOnceAsync(
            InGroups(parts.Count, MostParts),
            g => SendAsync(parts.GetRange(g.First, g.Count), allOrNone: false, isRepeatable: true, cancellationToken),
            cancellationToken).ConfigureAwait(false);
        return results.SelectMany(r => r).ToList();
    }

    private static IReadOnlyList<CompositeResult> ReadResults(IReadOnlyList<CompositePart> parts, JObject answer)
    {
        var byReference = new Dictionary<string, JObject>(StringComparer.Ordinal);
        foreach (var item in (answer["compositeResponse"] as JArray ?? new JArray()).OfType<JObject>())
        {
            byReference[item.Text("referenceId") ?? string.Empty] = item;
        }

        return parts.Select(part => byReference.TryGetValue(part.ReferenceId, out var item)
            ? new CompositeResult(part, (int?)item["httpStatusCode"] ?? 0, item["body"])
            : throw new SfApiException($"The answer to a composite leaves out the part {part.ReferenceId}.") { MayHaveBeenCarriedOut = true }).ToList();
    }

    private static IReadOnlyList<(int First, int Count)> InGroups(int count, int size) =>
        Enumerable.Range(0, (count + size - 1) / size).Select(i => (i * size, Math.Min(size, count - (i * size)))).ToList();

    private static async Task<T[]> AtOnceAsync<TGroup, T>(
        IReadOnlyList<TGroup> groups, Func<TGroup, Task<T>> work, CancellationToken cancellationToken)
    {
        using var gate = new SemaphoreSlim(AtOnce, AtOnce);
        return await Task.WhenAll(groups.Select(Run)).ConfigureAwait(false);

        async Task<T> Run(TGroup group)
        {
            await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await work(group).ConfigureAwait(false);
            }
            finally
            {
                gate.Release();
            }
        }
    }

    private async Task<IReadOnlyList<QueryOutcome>> QueryGroupAsync(List<string> queries, int first, int count, CancellationToken cancellationToken)
    {
        // A single query needs no envelope; and its error then is the org's own answer.
        if (count == 1)
        {
            return new[] { await QueryAloneAsync(queries[first], cancellationToken).ConfigureAwait(false) };
        }

        var parts = queries.GetRange(first, count)
            .Select((q, i) => new CompositePart(HttpMethod.Get, SfUrls.Query(_connection.ApiVersion, q), "q" + i))
            .ToList();
        var results = await SendAsync(parts, allOrNone: false, isRepeatable: true, cancellationToken).ConfigureAwait(false);
        var outcomes = new List<QueryOutcome>();
        for (var i = 0; i < results.Count; i++)
        {
            outcomes.Add(await ReadOutcomeAsync(queries[first + i], results[i], cancellationToken).ConfigureAwait(false));
        }

        return outcomes;
    }

    private async Task<QueryOutcome> ReadOutcomeAsync(string soql, CompositeResult result, CancellationToken cancellationToken)
    {
        if (result.Error is { } error)
        {
            return new QueryOutcome(soql, Array.Empty<JObject>(), error);
        }

        var page = QueryPage.Read(result.Body as JObject ?? new JObject(), _connection);
        var rows = new List<JObject>(page.Records);
        while (page.NextPath is not null)
        {
            page = await _query.NextPageAsync(page.NextPath, cancellationToken).ConfigureAwait(false);
            rows.AddRange(page.Records);
        }

        return new QueryOutcome(soql, rows, null);
    }

    private async Task<QueryOutcome> QueryAloneAsync(string soql, CancellationToken cancellationToken)
    {
        try
        {
            return new QueryOutcome(soql, await _query.QueryAllPagesAsync(soql, cancellationToken).ConfigureAwait(false), null);
        }
        catch (SfApiException error) when (error is not SfLimitException)
        {
            return new QueryOutcome(soql, Array.Empty<JObject>(), error);
        }
    }
}
