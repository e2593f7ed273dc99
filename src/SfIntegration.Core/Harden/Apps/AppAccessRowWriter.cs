using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Api;
using SfIntegration.Plan;

namespace SfIntegration.Harden.Apps;

/// <summary>
/// Carries out <see cref="AppAccessRows"/>. The list stands in one element, so the policies are read, one entry is added or taken out, and all of
/// it is written back at once: entries of others stay.
/// </summary>
internal sealed class AppAccessRowWriter : IRowWriter
{
    private const string Refused = "METADATA_REFUSED";
    private const string Element = "commaSeparatedPermissionSet";

    private readonly OrgApi _api;

    public AppAccessRowWriter(OrgApi api) => _api = api;

    public async Task<IReadOnlyList<RowAnswer>> SendAsync(IReadOnlyList<JournalRow> rows, CancellationToken cancellation)
    {
        if (rows[0].SobjectType == AppAccessRows.AccessRow)
        {
            return await SendRowsAsync(rows, cancellation).ConfigureAwait(false);
        }

        var answers = new Dictionary<JournalRow, RowAnswer>();
        foreach (var app in rows.GroupBy(r => r.Key[AppAccessRows.AppKey], StringComparer.OrdinalIgnoreCase))
        {
            var error = await ChangeAsync(app.Key, app.ToList(), cancellation).ConfigureAwait(false);
            foreach (var row in app)
            {
                answers[row] = new RowAnswer(error is null, EntryId(row), error?.Code, error?.Message);
            }
        }

        return rows.Select(r => answers[r]).ToList();
    }

    public async Task<IReadOnlyList<string?>> FindAsync(IReadOnlyList<JournalRow> rows, CancellationToken cancellation)
    {
        if (rows[0].SobjectType == AppAccessRows.AccessRow)
        {
            return await FindRowsAsync(rows, cancellation).ConfigureAwait(false);
        }

        var found = new List<string?>();
        foreach (var row in rows)
        {
            var policies = await PoliciesAsync(row.Key[AppAccessRows.AppKey], cancellation).ConfigureAwait(false);
            found.Add(policies is not null && Entries(policies).Any(e => ExternalApp.IsSet(e, row.Key[AppAccessRows.SetKey], SetId(row))) ? EntryId(row) : null);
        }

        return found;
    }

    private async Task<SfErrorItem?> ChangeAsync(string app, IReadOnlyList<JournalRow> rows, CancellationToken cancellation)
    {
        try
        {
            if (await PoliciesAsync(app, cancellation).ConfigureAwait(false) is not { } policies)
            {
                return new SfErrorItem(Refused, $"Metadata shows no OAuth policies of the app {app}.", Array.Empty<string>());
            }

            var entries = Entries(policies);
            var others = entries.Where(e => !rows.Any(r => ExternalApp.IsSet(e, r.Key[AppAccessRows.SetKey], SetId(r)))).ToList();
            var wanted = rows[0].Operation == WriteOperation.Create
                ? entries.Concat(rows.Where(r => !entries.Any(e => ExternalApp.IsSet(e, r.Key[AppAccessRows.SetKey], SetId(r)))).Select(r => r.Key[AppAccessRows.SetKey])).ToList()
                : others;
            if (wanted.SequenceEqual(entries, StringComparer.Ordinal))
            {
                return null;
            }

            var changed = MetadataRows.Merge(policies.FullName, policies.Elements, new JObject { [Element] = string.Join(",", wanted) });
            var outcome = (await _api.Metadata.UpdateAsync(AppComponents.OauthPolicies, new[] { changed }, cancellation).ConfigureAwait(false)).Single();
            var said = outcome.Errors.FirstOrDefault();
            return outcome.Success ? null : new SfErrorItem(Refused, said is null ? "Salesforce did not say why." : $"{said.Code}: {said.Message}", Array.Empty<string>());
        }
        catch (MetadataClosedException e)
        {
            return new SfErrorItem(e.Code ?? "INSUFFICIENT_ACCESS", $"{e.Message} {e.Cure}".TrimEnd(), Array.Empty<string>());
        }
    }

    private Task<AppPart?> PoliciesAsync(string app, CancellationToken cancellation) => new ExternalAppReader(_api).CompanionAsync(AppComponents.OauthPolicies, app, cancellation);

    private static IReadOnlyList<string> Entries(AppPart policies) => ExternalApp.Split(MetadataSoap.Text(policies.Elements, Element));

    private static string EntryId(JournalRow row) => row.Key[AppAccessRows.AppKey] + "/" + row.Key[AppAccessRows.SetKey];

    private static string? SetId(JournalRow row) => (string?)row.Values["PermissionSetId"] ?? (string?)row.Before["PermissionSetId"];

    private async Task<IReadOnlyList<RowAnswer>> SendRowsAsync(IReadOnlyList<JournalRow> rows, CancellationToken cancellation)
    {
        if (rows[0].Operation == WriteOperation.Delete)
        {
            return Answers(await _api.Collections.DeleteAsync(rows.Select(r => r.RecordId!).ToList(), allOrNone: false, cancellation).ConfigureAwait(false)).ToList();
        }

        var ids = await IdsAsync(rows, cancellation).ConfigureAwait(false);
        var known = rows.Where(r => ids.ContainsKey(r.Key[AppAccessRows.AppKey])).ToList();
        var bodies = known.Select(r => new JObject
        {
            ["attributes"] = new JObject { ["type"] = "SetupEntityAccess" },
            ["ParentId"] = SetId(r),
            ["SetupEntityId"] = ids[r.Key[AppAccessRows.AppKey]],
        }).ToList();
        var results = known.Count == 0 ? Array.Empty<SaveResult>() : await _api.Collections.CreateAsync(bodies, allOrNone: false, cancellation).ConfigureAwait(false);
        var answers = known.Zip(Answers(results), (row, answer) => (row, answer)).ToDictionary(p => p.row, p => p.answer);
        return rows.Select(r => answers.TryGetValue(r, out var answer)
            ? answer
            : new RowAnswer(false, null, "INVALID_CROSS_REFERENCE_KEY", $"The org shows no external client app {r.Key[AppAccessRows.AppKey]}, so that no row can point to it.")).ToList();
    }

    private async Task<IReadOnlyList<string?>> FindRowsAsync(IReadOnlyList<JournalRow> rows, CancellationToken cancellation)
    {
        var ids = await IdsAsync(rows, cancellation).ConfigureAwait(false);
        if (ids.Count == 0)
        {
            return rows.Select(_ => (string?)null).ToList();
        }

        var there = (await _api.Composite.QueryManyAsync(Soql.WhereIn("SELECT Id, ParentId, SetupEntityId FROM SetupEntityAccess", "SetupEntityId", ids.Values), cancellation).ConfigureAwait(false)).SelectMany(r => r).ToList();
        return rows.Select(r => ids.TryGetValue(r.Key[AppAccessRows.AppKey], out var app)
            ? there.Where(t => (string?)t["ParentId"] == SetId(r) && AppComponents.SameId((string)t["SetupEntityId"]!, app)).Select(t => (string?)t["Id"]).FirstOrDefault()
            : null).ToList();
    }

    private async Task<IReadOnlyDictionary<string, string>> IdsAsync(IEnumerable<JournalRow> rows, CancellationToken cancellation)
    {
        var names = rows.Select(r => r.Key[AppAccessRows.AppKey]).Distinct(StringComparer.OrdinalIgnoreCase);
        var found = await _api.Composite.QueryManyAsync(Soql.WhereIn("SELECT Id, DeveloperName FROM ExternalClientApplication", "DeveloperName", names), cancellation).ConfigureAwait(false);
        return found.SelectMany(r => r).ToDictionary(r => (string)r["DeveloperName"]!, r => (string)r["Id"]!, StringComparer.OrdinalIgnoreCase);
    }

    private static IEnumerable<RowAnswer> Answers(IEnumerable<SaveResult> results) =>
        results.Select(r => new RowAnswer(r.Success, r.Id, r.Errors.FirstOrDefault()?.Code, string.Join("; ", r.Errors.Select(e => e.Message))));
}
