using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using SfIntegration.Access;
using SfIntegration.Api;

namespace SfIntegration.Plan;

/// <summary>
/// Opens and closes record types of permission sets. A file stands for the whole set (facts §5.2), so the set is read, its
/// recordTypeVisibilities are changed, and all of it is written back at once.
/// </summary>
internal sealed class RecordTypeRowWriter : IRowWriter
{
    private const string Component = "PermissionSet";
    private const string Refused = "METADATA_REFUSED";

    private readonly OrgApi _api;

    public RecordTypeRowWriter(OrgApi api) => _api = api;

    /// <summary>What stands for a row's id, so that an undo finds it again.</summary>
    public static string IdOf(string parentId, string recordType) => parentId + "/" + recordType;

    public async Task<IReadOnlyList<RowAnswer>> SendAsync(IReadOnlyList<JournalRow> rows, CancellationToken cancellation)
    {
        var answers = new Dictionary<JournalRow, RowAnswer>();
        var opens = rows[0].Operation == WriteOperation.Create;
        var sets = await ReadAsync(rows, cancellation).ConfigureAwait(false);
        foreach (var set in rows.GroupBy(r => r.Key["ParentId"]))
        {
            var error = sets.Closed is { } closed ? new SfErrorItem("INSUFFICIENT_ACCESS", closed, Array.Empty<string>())
                : !sets.ById.TryGetValue(set.Key, out var component) ? new SfErrorItem("INVALID_CROSS_REFERENCE_KEY", $"Metadata shows no permission set {set.Key}.", Array.Empty<string>())
                : await ChangeAsync(component, set.Select(r => r.Key["RecordType"]).ToList(), opens, cancellation).ConfigureAwait(false);
            foreach (var row in set)
            {
                answers[row] = new RowAnswer(error is null, IdOf(row.Key["ParentId"], row.Key["RecordType"]), error?.Code, error?.Message);
            }
        }

        return rows.Select(r => answers[r]).ToList();
    }

    public async Task<IReadOnlyList<string?>> FindAsync(IReadOnlyList<JournalRow> rows, CancellationToken cancellation)
    {
        var sets = await ReadAsync(rows, cancellation).ConfigureAwait(false);
        var open = new HashSet<string>(
            sets.ById.SelectMany(s => RecordTypeVisibilities.Of(s.Value).Select(r => IdOf(s.Key, RecordTypeRowPlanner.FullName(r.SobjectType, r.RecordType)))),
            StringComparer.OrdinalIgnoreCase);
        return rows.Select(r => IdOf(r.Key["ParentId"], r.Key["RecordType"]) is var id && open.Contains(id) ? id : null).ToList();
    }

    private async Task<SfErrorItem?> ChangeAsync(XElement component, IReadOnlyCollection<string> names, bool opens, CancellationToken cancellation)
    {
        var changed = opens ? RecordTypeVisibilities.Opened(component, names) : RecordTypeVisibilities.Closed(component, names);
        if (XNode.DeepEquals(changed, component))
        {
            return null;
        }

        var outcome = (await _api.Metadata.UpdateAsync(Component, new[] { changed }, cancellation).ConfigureAwait(false)).Single();
        if (outcome.Success)
        {
            return null;
        }

        // The refusal is about the whole set, so its code must not be taken for "what you delete is gone already".
        var said = outcome.Errors.FirstOrDefault();
        return new SfErrorItem(Refused, said is null ? "Salesforce did not say why." : $"{said.Code}: {said.Message}", Array.Empty<string>());
    }

    /// <summary>The rows' sets as metadata, by id: rows know ids, metadata knows names.</summary>
    private async Task<(IReadOnlyDictionary<string, XElement> ById, string? Closed)> ReadAsync(IEnumerable<JournalRow> rows, CancellationToken cancellation)
    {
        var ids = rows.Select(r => r.Key["ParentId"]).Distinct(StringComparer.Ordinal).ToList();
        var found = await _api.Composite.QueryManyAsync(Soql.WhereIn("SELECT Id, Name, NamespacePrefix FROM PermissionSet", "Id", ids), cancellation).ConfigureAwait(false);
        var names = found.SelectMany(r => r).ToDictionary(r => (string)r["Id"]!, r => ContainerDraft.WithNamespace((string?)r["NamespacePrefix"], (string)r["Name"]!), StringComparer.Ordinal);
        try
        {
            var components = await _api.Metadata.ReadAsync(Component, names.Values.ToList(), cancellation).ConfigureAwait(false);
            return (names.Where(n => components[n.Value] is not null).ToDictionary(n => n.Key, n => components[n.Value]!, StringComparer.Ordinal), null);
        }
        catch (MetadataClosedException e)
        {
            return (new Dictionary<string, XElement>(), $"{e.Message} {e.Cure}".TrimEnd());
        }
    }
}
