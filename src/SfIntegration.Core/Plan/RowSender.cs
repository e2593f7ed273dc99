using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Http;

namespace SfIntegration.Plan;

/// <summary>
/// Sends rows and settles every one of them: a lost answer is settled by asking the org for the natural key, a row that waits
/// for another is tried after it, a row that is already there is found. Each row ends with Success true or false, and
/// nothing is created twice. (Locked rows are the API's own business: they are known to be unwritten and sent again there.)
/// </summary>
internal sealed class RowSender
{
    /// <summary>Five collections of 200 in one composite (facts §8.1).</summary>
    public const int RowsPerCall = 1000;

    private const int Attempts = 4;

    private static readonly string[] s_alreadyGone = { "ENTITY_IS_DELETED", "NOT_FOUND", "INVALID_CROSS_REFERENCE_KEY" };

    private readonly IRowWriter _writer;
    private readonly JournalWriter? _journal;
    private readonly Func<TimeSpan, CancellationToken, Task> _delay;

    /// <param name="writer">Where rows go.</param>
    /// <param name="journal">Where they are written down; null for single actions, which carry nothing to resume or undo.</param>
    /// <param name="delay">How to wait; a test gives its own.</param>
    public RowSender(IRowWriter writer, JournalWriter? journal, Func<TimeSpan, CancellationToken, Task>? delay = null)
    {
        _writer = writer;
        _journal = journal;
        _delay = delay ?? Task.Delay;
    }

    /// <summary>Sends rows of one stage; <paramref name="settled"/> is told after each call how many rows it settled.</summary>
    public async Task SendAsync(IReadOnlyList<JournalRow> rows, Action<int>? settled, CancellationToken cancellation)
    {
        foreach (var call in Calls(rows))
        {
            cancellation.ThrowIfCancellationRequested();
            _journal?.Intent(call);
            await SettleAsync(call, cancellation).ConfigureAwait(false);
            _journal?.Done(call);
            settled?.Invoke(call.Count);
        }

        await RetryDependentsAsync(rows, cancellation).ConfigureAwait(false);
    }

    private async Task SettleAsync(IReadOnlyList<JournalRow> call, CancellationToken cancellation)
    {
        var open = call;
        for (var attempt = 1; open.Count > 0; attempt++)
        {
            if (attempt > 1)
            {
                await _delay(TimeSpan.FromMilliseconds(50 << attempt), cancellation).ConfigureAwait(false);
            }

            try
            {
                var answers = await _writer.SendAsync(open, cancellation).ConfigureAwait(false);
                for (var i = 0; i < open.Count; i++)
                {
                    Take(open[i], answers[i]);
                }
            }
            catch (SfException e) when (e.MayHaveBeenCarriedOut && attempt < Attempts)
            {
                // The answer is lost, not the work: rows that can be found are done, the others are sent again.
            }

            await FindAsync(open, cancellation).ConfigureAwait(false);
            open = open.Where(r => r.Success is null).ToList();
        }
    }

    private static void Take(JournalRow row, RowAnswer answer)
    {
        row.RecordId = answer.Id ?? row.RecordId;
        row.Code = answer.Success ? null : answer.Code;
        row.Error = answer.Success ? null : Words(answer);
        var alreadyGone = row.Operation == WriteOperation.Delete && s_alreadyGone.Contains(answer.Code);
        if (answer.Success || alreadyGone)
        {
            row.Success = true;
            row.WasThere = alreadyGone;
            row.Error = null;
        }
        else if (row.Operation != WriteOperation.Create || answer.Code != "DUPLICATE_VALUE")
        {
            row.Success = false;
        }
    }

    /// <summary>"CODE: what Salesforce said. What would put it right."</summary>
    private static string Words(RowAnswer answer)
    {
        var said = $"{answer.Code}: {answer.Message}".TrimEnd();
        return ErrorCures.Find(answer.Code, answer.Message) is { } cure ? $"{said}{(said.EndsWith(".", StringComparison.Ordinal) ? "" : ".")} {cure}" : said;
    }

    /// <summary>Asks the org for creates that are neither done nor refused: the answer was lost, or the row is already there.</summary>
    private async Task FindAsync(IReadOnlyList<JournalRow> call, CancellationToken cancellation)
    {
        var unsure = call.Where(r => r.Operation == WriteOperation.Create && r.Success is null).ToList();
        if (unsure.Count == 0)
        {
            return;
        }

        var found = await _writer.FindAsync(unsure, cancellation).ConfigureAwait(false);
        for (var i = 0; i < unsure.Count; i++)
        {
            if (found[i] is { } id)
            {
                unsure[i].RecordId = id;
                unsure[i].WasThere = unsure[i].Error is not null;
                unsure[i].Success = true;
                unsure[i].Error = null;
            }
            else if (unsure[i].Error is not null)
            {
                // "Duplicate", yet not found by its key: what it collides with is not ours to take.
                unsure[i].Success = false;
            }
        }
    }

    /// <summary>Rows refused because they depend on another row of the same stage are tried once more after it.</summary>
    private async Task RetryDependentsAsync(IReadOnlyList<JournalRow> rows, CancellationToken cancellation)
    {
        var dependents = rows.Where(r => r.Success == false && r.Error is { } e && e.Contains("depends on permission")).ToList();
        if (dependents.Count == 0 || dependents.Count == rows.Count)
        {
            return;
        }

        foreach (var row in dependents)
        {
            row.Success = null;
            row.Error = null;
        }

        foreach (var call in Calls(dependents))
        {
            cancellation.ThrowIfCancellationRequested();
            await SettleAsync(call, cancellation).ConfigureAwait(false);
            _journal?.Done(call);
        }
    }

    private static IEnumerable<List<JournalRow>> Calls(IReadOnlyList<JournalRow> rows)
    {
        foreach (var kind in rows.GroupBy(r => (r.Operation, r.SobjectType)))
        {
            var all = kind.ToList();
            for (var first = 0; first < all.Count; first += RowsPerCall)
            {
                yield return all.GetRange(first, Math.Min(RowsPerCall, all.Count - first));
            }
        }
    }
}
