using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Api;
using SfIntegration.Http;
using SfIntegration.Plan;
using SfIntegration.Scope;

namespace SfIntegration.Activity.Usage;

/// <summary>When the grants of a scope were made or changed last, as far as anything tells.</summary>
internal sealed class GrantAges
{
    private readonly Dictionary<string, DateTime> _dates = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>When an object's or field's grant was written last, UTC; null where that is not known.</summary>
    /// <param name="permissionSet">The set that holds it.</param>
    /// <param name="sobjectType">The object.</param>
    /// <param name="field">The field, or null.</param>
    public DateTime? Of(string permissionSet, string sobjectType, string? field)
    {
        var dates = new[] { permissionSet, "" }.Select(s => _dates.TryGetValue(Key(s, sobjectType, field), out var date) ? date : (DateTime?)null);
        return dates.Max();
    }

    /// <summary>Notes when a grant was written; the later of two counts.</summary>
    /// <param name="permissionSet">The set; "" where only the scope is known.</param>
    /// <param name="sobjectType">The object.</param>
    /// <param name="field">The field, or null.</param>
    /// <param name="at">When, UTC.</param>
    public void Add(string permissionSet, string sobjectType, string? field, DateTime at)
    {
        var key = Key(permissionSet, sobjectType, field);
        _dates[key] = _dates.TryGetValue(key, out var before) && before > at ? before : at;
    }

    /// <summary>Takes in the journals beside a scope's file (.sfi/*.journal.jsonl): what was written to one org for one scope.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="scopeName">The scope.</param>
    /// <param name="orgId">The org, or null for any.</param>
    public void AddJournals(string folder, string scopeName, string? orgId)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (var path in Directory.GetFiles(folder, "*.journal.jsonl"))
        {
            var journal = JournalReader.Read(path);
            if (string.Equals(journal.Scope, scopeName, StringComparison.OrdinalIgnoreCase) && (orgId is null || SfIds.Long(journal.OrgId) == SfIds.Long(orgId)))
            {
                Add(journal, StartOf(path));
            }
        }
    }

    /// <summary>
    /// Takes in when the object rows of the scope's sets were changed last; false where the org shows none of them. Field rows bear no date that
    /// Salesforce documents.
    /// </summary>
    public async Task<bool> AddOrgAsync(OrgApi api, AccessScope scope, CancellationToken cancellationToken)
    {
        var found = false;
        var sets = scope.Integrations.Select(i => i.PermissionSet).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        foreach (var query in Soql.WhereIn("SELECT Parent.Name, SobjectType, LastModifiedDate FROM ObjectPermissions", "Parent.Name", sets))
        {
            foreach (var row in await api.Query.QueryAllPagesAsync(query, cancellationToken).ConfigureAwait(false))
            {
                if (row.Moment("LastModifiedDate") is { } at)
                {
                    found = true;
                    Add((row["Parent"] as JObject).Text("Name") ?? "", row.Text("SobjectType") ?? "", null, at);
                }
            }
        }

        return found;
    }

    private void Add(Journal journal, DateTime at)
    {
        foreach (var row in journal.Rows.Where(r => r.Success != false && r.Operation != WriteOperation.Delete))
        {
            if (row.SobjectType == "ObjectPermissions" && row.Key.TryGetValue("SobjectType", out var sobjectType))
            {
                Add("", sobjectType, null, at);
            }
            else if (row.SobjectType == "FieldPermissions" && row.Key.TryGetValue("Field", out var field) && field.IndexOf('.') is var dot and > 0)
            {
                Add("", field.Substring(0, dot), field.Substring(dot + 1), at);
            }
        }
    }

    private static DateTime StartOf(string path)
    {
        using var lines = new StreamReader(path);
        return JObject.Parse(lines.ReadLine() ?? "{}").Moment("at") ?? File.GetLastWriteTimeUtc(path);
    }

    private static string Key(string permissionSet, string sobjectType, string? field) => $"{permissionSet}|{sobjectType}|{field}";
}
