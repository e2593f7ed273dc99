using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Access;
using SfIntegration.Api;

namespace SfIntegration.Plan;

/// <summary>
/// Makes profiles of an identity's own, and makes sure that they are API Only before any user is moved to them.
/// A row of <see cref="SobjectType"/> makes or removes a profile; a row of <see cref="ApiOnly"/> sets the flag, reads it back, and is refused
/// while it is not true.
/// </summary>
internal sealed class ProfileRowWriter : IRowWriter
{
    /// <summary>A profile made from another one: Name, UserLicenseId and, where it is copied as metadata, CloneOf (the id of the one it is made from).</summary>
    public const string SobjectType = "ProfileClone";

    /// <summary>The check that a profile is API Only.</summary>
    public const string ApiOnly = "ApiOnlyProfile";

    private const string Flags = "SELECT Id, Name, PermissionsApiUserOnly FROM Profile";

    private readonly OrgApi _api;

    public ProfileRowWriter(OrgApi api) => _api = api;

    public static bool Is(string sobjectType) => sobjectType is SobjectType or ApiOnly;

    public async Task<IReadOnlyList<RowAnswer>> SendAsync(IReadOnlyList<JournalRow> rows, CancellationToken cancellation)
    {
        var answers = new List<RowAnswer>();
        foreach (var row in rows)
        {
            answers.Add(row.SobjectType == ApiOnly ? await CheckAsync(row, cancellation).ConfigureAwait(false)
                : row.Operation == WriteOperation.Delete ? Answer(await _api.Collections.DeleteAsync(new[] { row.RecordId! }, allOrNone: false, cancellation).ConfigureAwait(false))
                : (string?)row.Values["CloneOf"] is { } source ? await CopyAsync(row, source, cancellation).ConfigureAwait(false)
                : Answer(await _api.Collections.CreateAsync(new[] { Profile(null, ("Name", row.Values["Name"]!), ("UserLicenseId", row.Values["UserLicenseId"]!)) }, allOrNone: false, cancellation).ConfigureAwait(false)));
        }

        return answers;
    }

    public async Task<IReadOnlyList<string?>> FindAsync(IReadOnlyList<JournalRow> rows, CancellationToken cancellation)
    {
        var names = rows.Select(r => r.Key["Name"]).ToList();
        var found = (await _api.Query.QueryAllPagesAsync($"{Flags} WHERE {Soql.In("Name", names)}", cancellation).ConfigureAwait(false))
            .ToDictionary(r => (string)r["Name"]!, r => (string)r["Id"]!, StringComparer.OrdinalIgnoreCase);
        return names.Select(n => found.TryGetValue(n, out var id) ? id : null).ToList();
    }

    /// <summary>As metadata: everything of the source under another name. Deployed so, a profile begins as Salesforce's minimum and is laid over (facts §5.1).</summary>
    private async Task<RowAnswer> CopyAsync(JournalRow row, string sourceId, CancellationToken cancellation)
    {
        try
        {
            // Metadata has names of its own for profiles; only the id tells which is which.
            var listed = (await _api.Metadata.ListAsync(new[] { "Profile" }, cancellation).ConfigureAwait(false)).FirstOrDefault(p => SameId(p.Id, sourceId));
            var source = listed is null ? null : (await _api.Metadata.ReadAsync("Profile", new[] { listed.FullName }, cancellation).ConfigureAwait(false))[listed.FullName];
            if (source is null)
            {
                return new RowAnswer(false, null, "METADATA_REFUSED", $"Metadata shows no profile {sourceId}.");
            }

            var name = (string)row.Values["Name"]!;
            var outcome = (await _api.Metadata.CreateAsync("Profile", new[] { Copy(source, name) }, cancellation).ConfigureAwait(false)).Single();
            if (!outcome.Success)
            {
                var said = outcome.Errors.FirstOrDefault();
                return new RowAnswer(false, null, "METADATA_REFUSED", said is null ? "Salesforce did not say why." : $"{said.Code}: {said.Message}");
            }

            return new RowAnswer(true, (await FindAsync(new[] { row }, cancellation).ConfigureAwait(false))[0], null, null);
        }
        catch (MetadataClosedException e)
        {
            return new RowAnswer(false, null, e.Code ?? "INSUFFICIENT_ACCESS", $"{e.Message} {e.Cure}".TrimEnd());
        }
    }

    /// <summary>The same grants under another name; what restricts sign-ins is the new profile's own affair.</summary>
    private static XElement Copy(XElement source, string name)
    {
        var copy = new XElement(source);
        copy.Elements(MetadataSoap.Ns + "fullName").Remove();
        copy.Elements(MetadataSoap.Ns + "custom").Remove();
        copy.Elements(MetadataSoap.Ns + "loginIpRanges").Remove();
        copy.Elements(MetadataSoap.Ns + "loginHours").Remove();
        copy.AddFirst(new XElement(MetadataSoap.Ns + "fullName", ProfileNames.ToMetadata(name)), new XElement(MetadataSoap.Ns + "custom", "true"));
        return copy;
    }

    private async Task<RowAnswer> CheckAsync(JournalRow row, CancellationToken cancellation)
    {
        if (!await IsApiOnlyAsync(row.RecordId!, cancellation).ConfigureAwait(false))
        {
            var answer = Answer(await _api.Collections.UpdateAsync(new[] { Profile(row.RecordId, ("PermissionsApiUserOnly", true), ("PermissionsApiEnabled", true)) }, allOrNone: false, cancellation).ConfigureAwait(false));
            if (!answer.Success)
            {
                return answer;
            }

            if (!await IsApiOnlyAsync(row.RecordId!, cancellation).ConfigureAwait(false))
            {
                return new RowAnswer(false, null, "NOT_API_ONLY", $"The profile '{row.Key["Name"]}' does not read back as API Only User, so no user is moved to it.");
            }
        }

        return new RowAnswer(true, row.RecordId, null, null);
    }

    private async Task<bool> IsApiOnlyAsync(string profileId, CancellationToken cancellation)
    {
        var rows = await _api.Query.QueryAllPagesAsync($"{Flags} WHERE Id = {Soql.Quote(profileId)}", cancellation).ConfigureAwait(false);
        return rows.Count == 1 && (bool?)rows[0]["PermissionsApiUserOnly"] == true;
    }

    private static bool SameId(string? a, string b) => a is { Length: >= 15 } && b.Length >= 15 && string.CompareOrdinal(a, 0, b, 0, 15) == 0;

    private static RowAnswer Answer(IReadOnlyList<SaveResult> results)
    {
        var result = results.Single();
        return new RowAnswer(result.Success, result.Id, result.Errors.FirstOrDefault()?.Code, string.Join("; ", result.Errors.Select(e => e.Message)));
    }

    private static JObject Profile(string? id, params (string Field, JToken Value)[] fields)
    {
        var body = new JObject { ["attributes"] = new JObject { ["type"] = "Profile" } };
        if (id is not null)
        {
            body["id"] = id;
        }

        foreach (var (field, value) in fields)
        {
            body[field] = value;
        }

        return body;
    }
}
