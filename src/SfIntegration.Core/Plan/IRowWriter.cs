using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace SfIntegration.Plan;

/// <summary>The org's answer about one row.</summary>
internal sealed record RowAnswer(bool Success, string? Id, string? Code, string? Message);

/// <summary>The only way an apply or an undo touches the org: rows in, answers out. A test gives its own.</summary>
internal interface IRowWriter
{
    /// <summary>
    /// Sends up to <see cref="RowSender.RowsPerCall"/> rows of one operation and one object and answers for each in order.
    /// Throws when the call itself failed; SfException.MayHaveBeenCarriedOut says whether the org must be asked.
    /// </summary>
    Task<IReadOnlyList<RowAnswer>> SendAsync(IReadOnlyList<JournalRow> rows, CancellationToken cancellation);

    /// <summary>The ids of rows found by their natural keys, in order; null where there is none. The rows are of one object.</summary>
    Task<IReadOnlyList<string?>> FindAsync(IReadOnlyList<JournalRow> rows, CancellationToken cancellation);
}
