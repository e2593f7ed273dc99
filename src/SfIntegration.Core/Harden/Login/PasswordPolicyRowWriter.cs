using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Api;
using SfIntegration.Plan;

namespace SfIntegration.Harden.Login;

/// <summary>
/// Carries out password policies of profiles. They are found by their profile, because the org may name them otherwise than asked, and may give a new
/// profile one by itself: then that one is tightened instead of making a second.
/// </summary>
internal sealed class PasswordPolicyRowWriter : IRowWriter
{
    /// <summary>The rows' type.</summary>
    public static readonly string SobjectType = MetadataRows.TypeOf(PasswordPolicy.Type);

    private readonly OrgApi _api;
    private readonly MetadataRowWriter _metadata;

    public PasswordPolicyRowWriter(OrgApi api, MetadataRowWriter metadata)
    {
        _api = api;
        _metadata = metadata;
    }

    public async Task<IReadOnlyList<RowAnswer>> SendAsync(IReadOnlyList<JournalRow> rows, CancellationToken cancellation)
    {
        var answers = new List<RowAnswer>();
        foreach (var row in rows)
        {
            answers.Add(row.Operation == WriteOperation.Create
                ? await MakeAsync(row, cancellation).ConfigureAwait(false)
                : await ChangeAsync(row, cancellation).ConfigureAwait(false));
        }

        return answers;
    }

    public async Task<IReadOnlyList<string?>> FindAsync(IReadOnlyList<JournalRow> rows, CancellationToken cancellation)
    {
        var found = new List<string?>();
        foreach (var row in rows)
        {
            found.Add((await ReadAsync(row, cancellation).ConfigureAwait(false))?.FullName);
        }

        return found;
    }

    private async Task<RowAnswer> MakeAsync(JournalRow row, CancellationToken cancellation)
    {
        var answer = (await _metadata.SendAsync(new[] { row }, cancellation).ConfigureAwait(false)).Single();
        if (answer.Success || answer.Code != "DUPLICATE_VALUE" || await ReadAsync(row, cancellation).ConfigureAwait(false) is not { } there)
        {
            return answer;
        }

        var looser = PasswordPolicy.Looser(there);
        return looser.Count == 0
            ? new RowAnswer(true, there.FullName, null, null)
            : (await _metadata.SendAsync(new[] { Named(row, WriteOperation.Update, there.FullName, PasswordPolicy.Values(looser)) }, cancellation).ConfigureAwait(false)).Single();
    }

    private async Task<RowAnswer> ChangeAsync(JournalRow row, CancellationToken cancellation)
    {
        PasswordPolicy? there;
        try
        {
            there = await ReadAsync(row, cancellation).ConfigureAwait(false);
        }
        catch (MetadataClosedException e)
        {
            return new RowAnswer(false, null, e.Code ?? "INSUFFICIENT_ACCESS", $"{e.Message} {e.Cure}".TrimEnd());
        }

        return there is null
            ? new RowAnswer(false, null, "NOT_FOUND", $"The profile '{Profile(row)}' has no password policy of its own.")
            : (await _metadata.SendAsync(new[] { Named(row, row.Operation, there.FullName, row.Values) }, cancellation).ConfigureAwait(false)).Single();
    }

    private Task<PasswordPolicy?> ReadAsync(JournalRow row, CancellationToken cancellation) => PasswordPolicy.ReadAsync(_api, Profile(row), cancellation);

    private static string Profile(JournalRow row) => row.Key[PasswordPolicy.ProfileElement];

    private static JournalRow Named(JournalRow row, WriteOperation operation, string fullName, JObject values) => new()
    {
        Number = row.Number,
        Operation = operation,
        SobjectType = row.SobjectType,
        RecordId = fullName,
        Key = new Dictionary<string, string> { ["fullName"] = fullName },
        Values = values,
        Before = row.Before,
    };
}
