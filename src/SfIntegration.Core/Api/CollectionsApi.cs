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
/// Rows by the 200 (RS:resources_composite_sobjects_collections), and by the 1,000 where there are more: five collections
/// in one composite. Results come one per row, in the order of the rows. Rows that only met a lock are tried again.
/// A lost answer is never repeated here: the exception says MayHaveBeenCarriedOut, and the caller looks by natural key.
/// </summary>
internal sealed class CollectionsApi
{
    public const int MostRows = 200;

    private const int LockAttempts = 4;

    private readonly SfConnection _connection;
    private readonly CompositeApi _composite;
    private readonly RetryPolicy _lockRetry = new() { MaxAttempts = LockAttempts };

    public CollectionsApi(SfConnection connection)
    {
        _connection = connection;
        _composite = new CompositeApi(connection);
    }

    /// <summary>Creates rows; each carries attributes.type (<see cref="Row"/>).</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="allOrNone">Whether one refusal undoes the others of the same 200.</param>
    /// <param name="cancellationToken">Ends it between calls.</param>
    /// <param name="onSaved">Told after each call: the index of its first row, and the results, so that what is done is known if a later call fails.</param>
    public Task<IReadOnlyList<SaveResult>> CreateAsync(
        IReadOnlyList<JObject> rows, bool allOrNone, CancellationToken cancellationToken, Action<int, IReadOnlyList<SaveResult>>? onSaved = null) =>
        WriteAsync(HttpMethod.Post, rows, allOrNone, false, onSaved, cancellationToken);

    /// <summary>Updates rows; each carries attributes.type and id. Setting twice is the same, so a lost answer is repeated.</summary>
    public Task<IReadOnlyList<SaveResult>> UpdateAsync(
        IReadOnlyList<JObject> rows, bool allOrNone, CancellationToken cancellationToken, Action<int, IReadOnlyList<SaveResult>>? onSaved = null) =>
        WriteAsync(SfRequest.Patch, rows, allOrNone, true, onSaved, cancellationToken);

    /// <summary>Deletes rows by id.</summary>
    public Task<IReadOnlyList<SaveResult>> DeleteAsync(
        IReadOnlyList<string> ids, bool allOrNone, CancellationToken cancellationToken, Action<int, IReadOnlyList<SaveResult>>? onSaved = null) =>
        WriteAsync(HttpMethod.Delete, ids.Select(id => new JObject { ["id"] = id }).ToList(), allOrNone, false, onSaved, cancellationToken);

    /// <summary>A row as collections want it.</summary>
    public static JObject Row(string type, params (string Field, JToken? Value)[] fields)
    {
        var row = new JObject { ["attributes"] = new JObject { ["type"] = type } };
        foreach (var (field, value) in fields)
        {
            row[field] = value ?? JValue.CreateNull();
        }

        return row;
    }

    private async Task<IReadOnlyList<SaveResult>> WriteAsync(
        HttpMethod method,
        IReadOnlyList<JObject> rows,
        bool allOrNone,
        bool isRepeatable,
        Action<int, IReadOnlyList<SaveResult>>? onSaved,
        CancellationToken cancellationToken)
    {
        const int PerCall = MostRows * CompositeApi.MostQueriesAndCollections;
        var results = new List<SaveResult>(rows.Count);
        for (var first = 0; first < rows.Count; first += PerCall)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var batch = rows.Skip(first).Take(PerCall).ToList();
            var saved = await WriteUnlockedAsync(method, batch, allOrNone, isRepeatable, cancellationToken).ConfigureAwait(false);
            results.AddRange(saved);
            onSaved?.Invoke(first, saved);
        }

        return results;
    }

    /// <summary>Writes a call's worth of rows, and those again that met a lock: these, and only these, are known to be unwritten.</summary>
    private async Task<IReadOnlyList<SaveResult>> WriteUnlockedAsync(
        HttpMethod method, IReadOnlyList<JObject> rows, bool allOrNone, bool isRepeatable, CancellationToken cancellationToken)
    {
        var results = (await WriteOnceAsync(method, rows, allOrNone, isRepeatable, cancellationToken).ConfigureAwait(false)).ToArray();
        for (var attempt = 1; ; attempt++)
        {
            var locked = Enumerable.Range(0, rows.Count).Where(i => results[i].IsLocked).ToList();
            var wait = _lockRetry.DelayAfter(FailureKind.Refused, isRepeatable: true, attempt, retryAfter: null);
            if (locked.Count == 0 || allOrNone || wait is null)
            {
                return results;
            }

            await Task.Delay(wait.Value, cancellationToken).ConfigureAwait(false);
            var again = await WriteOnceAsync(method, locked.Select(i => rows[i]).ToList(), allOrNone, isRepeatable, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < locked.Count; i++)
            {
                results[locked[i]] = again[i];
            }
        }
    }

    private async Task<IReadOnlyList<SaveResult>> WriteOnceAsync(
        HttpMethod method, IReadOnlyList<JObject> rows, bool allOrNone, bool isRepeatable, CancellationToken cancellationToken)
    {
        var parts = new List<CompositePart>();
        for (var first = 0; first < rows.Count; first += MostRows)
        {
            parts.Add(Part(method, rows.Skip(first).Take(MostRows).ToList(), allOrNone, "c" + parts.Count));
        }

        if (parts.Count > 1)
        {
            var answers = await _composite.SendAsync(parts, allOrNone: false, isRepeatable, cancellationToken).ConfigureAwait(false);
            return answers.SelectMany((a, i) => ReadPart(a, Math.Min(MostRows, rows.Count - (i * MostRows)))).ToList();
        }

        var request = parts[0].Body is { } body
            ? SfRequest.Json(method, parts[0].Path, body, isRepeatable)
            : new SfRequest(method, parts[0].Path) { IsRepeatable = isRepeatable };
        var answer = await _connection.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return ReadPart(new CompositeResult(parts[0], answer.Status, answer.Array(SfUrls.Collections(_connection.ApiVersion))), rows.Count);
    }

    private CompositePart Part(HttpMethod method, IReadOnlyList<JObject> rows, bool allOrNone, string reference) =>
        method == HttpMethod.Delete
            ? new CompositePart(method, SfUrls.CollectionsDelete(_connection.ApiVersion, rows.Select(r => r.Text("id")!), allOrNone), reference)
            : new CompositePart(
                method,
                SfUrls.Collections(_connection.ApiVersion),
                reference,
                new JObject { ["allOrNone"] = allOrNone, ["records"] = new JArray(rows) });

    /// <summary>One result per row: where the part was refused as a whole, its error for each of its rows.</summary>
    private static IReadOnlyList<SaveResult> ReadPart(CompositeResult part, int rowCount)
    {
        if (part.Error is { } error)
        {
            return Enumerable.Repeat(new SaveResult(null, false, error.Errors), rowCount).ToList();
        }

        return part.Rows.Count == rowCount
            ? part.Rows
            : throw new SfApiException(
                $"{rowCount} rows were sent and {part.Rows.Count} results came back.", "Look what was written before sending anything again.")
            { HttpStatus = part.Status, MayHaveBeenCarriedOut = true };
    }
}
