using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Http;

namespace SfIntegration.Api;

/// <summary>SOQL over /query and /queryAll (RS:resources_query).</summary>
internal sealed class QueryApi
{
    private readonly SfConnection _connection;

    public QueryApi(SfConnection connection)
    {
        _connection = connection;
    }

    /// <summary>The rows, page by page: the next page is asked for when the rows before it are used up.</summary>
    public IEnumerable<JObject> Query(string soql, CancellationToken cancellationToken, bool includeDeleted = false, int? batchSize = null)
    {
        foreach (var page in Pages(soql, cancellationToken, includeDeleted, batchSize))
        {
            foreach (var record in page.Records)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return record;
            }
        }
    }

    /// <summary>The pages, each asked for when its turn comes.</summary>
    public IEnumerable<QueryPage> Pages(string soql, CancellationToken cancellationToken, bool includeDeleted = false, int? batchSize = null)
    {
        // The cmdlet that walks this blocks anyway, and netstandard2.0 has no asynchronous streams.
        var page = FirstPageAsync(soql, cancellationToken, includeDeleted, batchSize).ConfigureAwait(false).GetAwaiter().GetResult();
        yield return page;
        while (page.NextPath is not null)
        {
            page = NextPageAsync(page.NextPath, cancellationToken, batchSize).ConfigureAwait(false).GetAwaiter().GetResult();
            yield return page;
        }
    }

    public async Task<List<JObject>> QueryAllPagesAsync(string soql, CancellationToken cancellationToken, bool includeDeleted = false)
    {
        var page = await FirstPageAsync(soql, cancellationToken, includeDeleted).ConfigureAwait(false);
        var rows = new List<JObject>(page.Records);
        while (page.NextPath is not null)
        {
            page = await NextPageAsync(page.NextPath, cancellationToken).ConfigureAwait(false);
            rows.AddRange(page.Records);
        }

        return rows;
    }

    public Task<QueryPage> FirstPageAsync(
        string soql, CancellationToken cancellationToken, bool includeDeleted = false, int? batchSize = null) =>
        PageAsync(SfUrls.Query(_connection.ApiVersion, soql, includeDeleted), batchSize, cancellationToken);

    public Task<QueryPage> NextPageAsync(string path, CancellationToken cancellationToken, int? batchSize = null) =>
        PageAsync(path, batchSize, cancellationToken);

    /// <summary>The path of a query's first page.</summary>
    public string PathOf(string soql) => SfUrls.Query(_connection.ApiVersion, soql);

    /// <summary>A page whose rows somebody else reads off the answer: the page itself has none.</summary>
    /// <param name="path">Of the first page (<see cref="SfUrls.Query"/>) or of a next one.</param>
    /// <param name="readJson">Reads the answer; what it gives has everything but the rows.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<QueryPage> PageAsync(string path, Func<TextReader, JToken?> readJson, CancellationToken cancellationToken) => QueryPage.Read(
        (await _connection.SendAsync(new SfRequest(HttpMethod.Get, path) { ReadJson = readJson }, cancellationToken).ConfigureAwait(false)).Object("a query"), _connection);

    private async Task<QueryPage> PageAsync(string path, int? batchSize, CancellationToken cancellationToken)
    {
        // 200 to 2,000, and only advice (RS:resources_query).
        var headers = new Dictionary<string, string>();
        if (batchSize is { } size)
        {
            headers["Sforce-Query-Options"] = "batchSize=" + Math.Min(2000, Math.Max(200, size)).ToString(CultureInfo.InvariantCulture);
        }

        var answer = await _connection.SendAsync(new SfRequest(HttpMethod.Get, path) { Headers = headers }, cancellationToken).ConfigureAwait(false);
        return QueryPage.Read(answer.Object("a query"), _connection);
    }
}
