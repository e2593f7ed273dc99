using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Api;
using SfIntegration.Harden.Apps;
using SfIntegration.Harden.Login;

namespace SfIntegration.Plan;

/// <summary>Rows over the sObject collections of an org; what has no rows (record types, apps, a profile's restrictions) over metadata.</summary>
internal sealed class OrgRowWriter : IRowWriter
{
    private readonly OrgApi _api;
    private readonly RecordTypeRowWriter _recordTypes;
    private readonly MetadataRowWriter _metadata;
    private readonly ProfileRowWriter _profiles;
    private readonly AppRowWriter _apps;
    private readonly AppAccessRowWriter _appAccess;
    private readonly PasswordPolicyRowWriter _policies;

    public OrgRowWriter(OrgApi api)
    {
        _api = api;
        _recordTypes = new RecordTypeRowWriter(api);
        _metadata = new MetadataRowWriter(api);
        _profiles = new ProfileRowWriter(api);
        _apps = new AppRowWriter(api, _metadata);
        _appAccess = new AppAccessRowWriter(api);
        _policies = new PasswordPolicyRowWriter(api, _metadata);
    }

    /// <summary>Who carries out rows of this kind; null where they are rows of the data API.</summary>
    private IRowWriter? Other(string sobjectType) => sobjectType switch
    {
        RecordTypeRowPlanner.SobjectType => _recordTypes,
        _ when ProfileRowWriter.Is(sobjectType) => _profiles,
        _ when AppAccessRows.Is(sobjectType) => _appAccess,
        _ when AppRowWriter.Is(sobjectType) => _apps,
        _ when sobjectType == PasswordPolicyRowWriter.SobjectType => _policies,
        _ => MetadataRows.Is(sobjectType) ? _metadata : null,
    };

    public async Task<IReadOnlyList<RowAnswer>> SendAsync(IReadOnlyList<JournalRow> rows, CancellationToken cancellation)
    {
        if (Other(rows[0].SobjectType) is { } other)
        {
            return await other.SendAsync(rows, cancellation).ConfigureAwait(false);
        }

        var results = rows[0].Operation switch
        {
            WriteOperation.Create => await _api.Collections.CreateAsync(rows.Select(r => Body(r, withId: false)).ToList(), allOrNone: false, cancellation).ConfigureAwait(false),
            WriteOperation.Update => await _api.Collections.UpdateAsync(rows.Select(r => Body(r, withId: true)).ToList(), allOrNone: false, cancellation).ConfigureAwait(false),
            _ => await _api.Collections.DeleteAsync(rows.Select(r => r.RecordId!).ToList(), allOrNone: false, cancellation).ConfigureAwait(false),
        };
        return results.Select(r => new RowAnswer(
            r.Success, r.Id, r.Errors.FirstOrDefault()?.Code, string.Join("; ", r.Errors.Select(e => e.Message)))).ToList();
    }

    public async Task<IReadOnlyList<string?>> FindAsync(IReadOnlyList<JournalRow> rows, CancellationToken cancellation)
    {
        var type = rows[0].SobjectType;
        if (Other(type) is { } other)
        {
            return await other.FindAsync(rows, cancellation).ConfigureAwait(false);
        }

        var fields = rows[0].Key.Keys.ToList();
        var columns = new List<string>(fields);
        if (type == "FieldPermissions")
        {
            columns.Add("SobjectType"); // must stand in the SELECT beside Field (OR:fieldpermissions)
        }

        var select = $"SELECT Id,{string.Join(",", columns)} FROM {type}";
        var queries = Soql.WhereIn(select, fields[0], rows.Select(r => r.Key[fields[0]]));
        var found = await _api.Composite.QueryManyAsync(queries, cancellation).ConfigureAwait(false);
        var byKey = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var record in found.SelectMany(r => r))
        {
            byKey[string.Join("\n", fields.Select(f => (string?)record[f]))] = (string)record["Id"]!;
        }

        return rows.Select(r => byKey.TryGetValue(string.Join("\n", fields.Select(f => r.Key[f])), out var id) ? id : null).ToList();
    }

    private static JObject Body(JournalRow row, bool withId)
    {
        var body = new JObject { ["attributes"] = new JObject { ["type"] = row.SobjectType } };
        if (withId)
        {
            body["id"] = row.RecordId;
        }

        body.Merge(row.Values, new JsonMergeSettings { MergeNullValueHandling = MergeNullValueHandling.Merge });
        return body;
    }
}
