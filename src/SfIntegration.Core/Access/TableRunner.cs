using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Api;

namespace SfIntegration.Access;

/// <summary>
/// Runs the queries of a whole-org reading, a few at once. Each page's rows go to their reader as they come and are let go of, so
/// that memory holds pages and not tables. A query that is refused is written down; whatever else fails ends the reading.
/// </summary>
internal sealed class TableRunner
{
    /// <summary>Queries at a time (design §6). Salesforce counts long-running requests; queries of pages are not, but an org serves others too.</summary>
    public const int AtOnce = 6;

    private readonly QueryApi _query;
    private readonly ITableStore? _store;
    private readonly ReadingProgress _progress;
    private readonly object _gate = new();

    public TableRunner(QueryApi query, ITableStore? store, ReadingProgress progress)
    {
        _query = query;
        _store = store;
        _progress = progress;
    }

    /// <summary>What was refused, in words, in the order of the queries.</summary>
    public List<string> NotRead { get; } = new();

    public async Task RunAsync(IEnumerable<TableRead> tables, CancellationToken cancellationToken)
    {
        var all = tables.ToList();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var turn = new SemaphoreSlim(AtOnce, AtOnce);
        var refusals = await Task.WhenAll(all.Select(InTurnAsync)).ConfigureAwait(false);
        NotRead.AddRange(refusals.OfType<string>().Where(r => !NotRead.Contains(r)).Distinct(StringComparer.Ordinal));

        async Task<string?> InTurnAsync(TableRead table)
        {
            await turn.WaitAsync(stop.Token).ConfigureAwait(false);
            try
            {
                return await ReadAsync(table, stop.Token).ConfigureAwait(false);
            }
            catch
            {
                // The others are not to go on for minutes when the whole cannot succeed any more.
                stop.Cancel();
                throw;
            }
            finally
            {
                turn.Release();
            }
        }
    }

    private async Task<string?> ReadAsync(TableRead table, CancellationToken cancellationToken)
    {
        if (_store?.Finished(table.Key) is { } finished)
        {
            Replay(table, finished, cancellationToken);
            return null;
        }

        _progress.Begin(table.What);
        QueryPage page;
        try
        {
            page = await _query.FirstPageAsync(table.Soql, cancellationToken).ConfigureAwait(false);
        }
        catch (SfApiException error) when (IsRefusal(error))
        {
            return $"{table.What}: {error.Message}";
        }

        using var kept = _store?.Begin(table.Key);
        while (true)
        {
            kept?.Add(page.Records);
            Use(table, page.Records);
            cancellationToken.ThrowIfCancellationRequested();
            if (page.NextPath is null)
            {
                kept?.Finish();
                return null;
            }

            page = await _query.NextPageAsync(page.NextPath, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The caller may not, or the org has no such thing. A limit, a timeout of the query or a server's trouble is no refusal: a second try can succeed.</summary>
    private static bool IsRefusal(SfApiException error) =>
        error is not SfLimitException && error.HttpStatus is 400 or 403 or 404 && error.Code is not ("QUERY_TIMEOUT" or "UNABLE_TO_LOCK_ROW" or "OPERATION_TOO_LARGE");

    private void Replay(TableRead table, IEnumerable<JObject> rows, CancellationToken cancellationToken)
    {
        const int Page = 2000;
        var page = new List<JObject>(Page);
        foreach (var row in rows)
        {
            page.Add(row);
            if (page.Count == Page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Use(table, page, replayed: true);
                page.Clear();
            }
        }

        Use(table, page, replayed: true);
    }

    private void Use(TableRead table, IReadOnlyList<JObject> rows, bool replayed = false)
    {
        // The draft knows no threads; what a row costs there is little beside reading it from the wire.
        lock (_gate)
        {
            foreach (var row in rows)
            {
                table.Use(row);
            }
        }

        _progress.Add(table.What, rows.Count, replayed);
    }
}
