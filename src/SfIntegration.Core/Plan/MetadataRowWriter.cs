using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using SfIntegration.Api;

namespace SfIntegration.Plan;

/// <summary>
/// Carries out rows that are components of the Metadata API (<see cref="MetadataRows"/>). A profile is laid over what is there
/// (facts §5.1), so only what changes is sent; every other component is read, changed and written whole.
/// </summary>
internal sealed class MetadataRowWriter : IRowWriter
{
    private const string Refused = "METADATA_REFUSED";

    private const string LaidOver = "Profile";

    private readonly OrgApi _api;

    public MetadataRowWriter(OrgApi api) => _api = api;

    public async Task<IReadOnlyList<RowAnswer>> SendAsync(IReadOnlyList<JournalRow> rows, CancellationToken cancellation)
    {
        var type = MetadataRows.ComponentOf(rows[0].SobjectType);
        try
        {
            return await SendAsync(type, rows[0].Operation, rows, cancellation).ConfigureAwait(false);
        }
        catch (MetadataClosedException e)
        {
            return rows.Select(_ => new RowAnswer(false, null, e.Code ?? "INSUFFICIENT_ACCESS", $"{e.Message} {e.Cure}".TrimEnd())).ToList();
        }
    }

    public async Task<IReadOnlyList<string?>> FindAsync(IReadOnlyList<JournalRow> rows, CancellationToken cancellation)
    {
        var found = await _api.Metadata.ReadAsync(MetadataRows.ComponentOf(rows[0].SobjectType), rows.Select(FullName).ToList(), cancellation).ConfigureAwait(false);
        return rows.Select(r => found[FullName(r)] is null ? null : FullName(r)).ToList();
    }

    private async Task<IReadOnlyList<RowAnswer>> SendAsync(string type, WriteOperation operation, IReadOnlyList<JournalRow> rows, CancellationToken cancellation)
    {
        if (operation == WriteOperation.Delete)
        {
            return Answers(rows, await _api.Metadata.DeleteAsync(type, rows.Select(FullName).ToList(), cancellation).ConfigureAwait(false));
        }

        if (operation == WriteOperation.Create)
        {
            return Answers(rows, await _api.Metadata.CreateAsync(type, rows.Select(r => MetadataRows.Merge(FullName(r), null, r.Values)).ToList(), cancellation).ConfigureAwait(false));
        }

        IReadOnlyDictionary<string, XElement?>? existing = type == LaidOver
            ? null
            : await _api.Metadata.ReadAsync(type, rows.Select(FullName).ToList(), cancellation).ConfigureAwait(false);
        var there = rows.Where(r => existing is null || existing[FullName(r)] is not null).ToList();
        var components = there.Select(r => MetadataRows.Merge(FullName(r), existing?[FullName(r)], r.Values)).ToList();
        var written = await _api.Metadata.UpdateAsync(type, components, cancellation).ConfigureAwait(false);
        var answers = there.Zip(Answers(there, written), (row, answer) => (row, answer)).ToDictionary(p => p.row, p => p.answer);
        return rows.Select(r => answers.TryGetValue(r, out var answer) ? answer : new RowAnswer(false, null, Refused, $"Metadata shows no {type} {FullName(r)}.")).ToList();
    }

    // A refusal is given a code of its own: what is said about a component must not be taken for what is said about a row ("is gone already").
    private static IReadOnlyList<RowAnswer> Answers(IReadOnlyList<JournalRow> rows, IReadOnlyList<MetadataOutcome> outcomes) => rows.Select((row, i) =>
    {
        var outcome = outcomes[i];
        if (outcome.Success)
        {
            return new RowAnswer(true, FullName(row), null, null);
        }

        var said = outcome.Errors.FirstOrDefault();
        var code = row.Operation == WriteOperation.Create && said?.Code is "DUPLICATE_VALUE" or "DUPLICATE_DEVELOPER_NAME" ? "DUPLICATE_VALUE" : Refused;
        return new RowAnswer(false, null, code, said is null ? "Salesforce did not say why." : $"{said.Code}: {said.Message}");
    }).ToList();

    private static string FullName(JournalRow row) => row.Key["fullName"];
}
