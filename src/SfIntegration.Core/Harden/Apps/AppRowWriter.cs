using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;
using SfIntegration.Plan;

namespace SfIntegration.Harden.Apps;

/// <summary>
/// Carries out the components of external client apps. Salesforce may make a companion by itself as soon as another one is there, under a name of
/// its own (retrieved files show "..._defaultPolicy"): then that one is changed instead of making a second. An app goes with its companions; an org
/// that wants them gone first gets its way.
/// </summary>
internal sealed class AppRowWriter : IRowWriter
{
    private readonly OrgApi _api;
    private readonly MetadataRowWriter _metadata;

    public AppRowWriter(OrgApi api, MetadataRowWriter metadata)
    {
        _api = api;
        _metadata = metadata;
    }

    /// <summary>True for a component of an external client app.</summary>
    public static bool Is(string sobjectType) =>
        MetadataRows.Is(sobjectType) && MetadataRows.ComponentOf(sobjectType) is var type && (type == AppComponents.External || AppComponents.Companions.Contains(type));

    public async Task<IReadOnlyList<RowAnswer>> SendAsync(IReadOnlyList<JournalRow> rows, CancellationToken cancellation)
    {
        var type = MetadataRows.ComponentOf(rows[0].SobjectType);
        var isApp = type == AppComponents.External;
        if (rows[0].Operation == WriteOperation.Create && !isApp)
        {
            return await OneByOneAsync(rows, row => MakeAsync(type, row, cancellation)).ConfigureAwait(false);
        }

        var answers = await _metadata.SendAsync(rows, cancellation).ConfigureAwait(false);
        return rows[0].Operation == WriteOperation.Delete && isApp && answers.Any(a => !a.Success)
            ? await OneByOneAsync(rows, row => DeleteWholeAsync(row, answers[IndexOf(rows, row)], cancellation)).ConfigureAwait(false)
            : answers;
    }

    public async Task<IReadOnlyList<string?>> FindAsync(IReadOnlyList<JournalRow> rows, CancellationToken cancellation)
    {
        var type = MetadataRows.ComponentOf(rows[0].SobjectType);
        if (type == AppComponents.External)
        {
            return await _metadata.FindAsync(rows, cancellation).ConfigureAwait(false);
        }

        var found = new List<string?>();
        foreach (var row in rows)
        {
            found.Add((await new ExternalAppReader(_api).CompanionAsync(type, row.Key[AppAccessRows.AppKey], cancellation).ConfigureAwait(false))?.FullName);
        }

        return found;
    }

    private async Task<RowAnswer> MakeAsync(string type, JournalRow row, CancellationToken cancellation)
    {
        AppPart? there;
        try
        {
            there = await new ExternalAppReader(_api).CompanionAsync(type, row.Key[AppAccessRows.AppKey], cancellation).ConfigureAwait(false);
        }
        catch (MetadataClosedException e)
        {
            return new RowAnswer(false, null, e.Code ?? "INSUFFICIENT_ACCESS", $"{e.Message} {e.Cure}".TrimEnd());
        }

        var sent = there is null ? row : new JournalRow
        {
            Number = row.Number,
            Operation = WriteOperation.Update,
            SobjectType = row.SobjectType,
            RecordId = there.FullName,
            Key = new Dictionary<string, string> { ["fullName"] = there.FullName },
            Values = row.Values,
            Before = row.Before,
        };
        return (await _metadata.SendAsync(new[] { sent }, cancellation).ConfigureAwait(false)).Single();
    }

    private async Task<RowAnswer> DeleteWholeAsync(JournalRow row, RowAnswer first, CancellationToken cancellation)
    {
        if (first.Success)
        {
            return first;
        }

        var reader = new ExternalAppReader(_api);
        var gone = false;
        foreach (var type in AppComponents.Companions.Reverse())
        {
            if (await reader.CompanionAsync(type, row.Key["fullName"], cancellation).ConfigureAwait(false) is { } part)
            {
                gone |= (await _api.Metadata.DeleteAsync(type, new[] { part.FullName }, cancellation).ConfigureAwait(false)).All(o => o.Success);
            }
        }

        return gone ? (await _metadata.SendAsync(new[] { row }, cancellation).ConfigureAwait(false)).Single() : first;
    }

    private static async Task<IReadOnlyList<RowAnswer>> OneByOneAsync(IReadOnlyList<JournalRow> rows, Func<JournalRow, Task<RowAnswer>> send)
    {
        var answers = new List<RowAnswer>();
        foreach (var row in rows)
        {
            answers.Add(await send(row).ConfigureAwait(false));
        }

        return answers;
    }

    private static int IndexOf(IReadOnlyList<JournalRow> rows, JournalRow row)
    {
        var index = 0;
        while (!ReferenceEquals(rows[index], row))
        {
            index++;
        }

        return index;
    }
}
