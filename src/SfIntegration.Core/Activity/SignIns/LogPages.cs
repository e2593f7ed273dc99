using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Newtonsoft.Json.Linq;
using SfIntegration.Api;

namespace SfIntegration.Activity.SignIns;

/// <summary>A page of log rows, and how far that is.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Seen">Rows up to the end of this page.</param>
/// <param name="Total">Rows that are known to come in all; more may follow where the users take several queries.</param>
internal sealed record LogPage(IReadOnlyList<JObject> Rows, int Seen, int Total);

/// <summary>Pages of an object that is a log, each asked for when its turn comes; long lists of users are cut into queries that fit a URL.</summary>
internal static class LogPages
{
    /// <param name="api">The org.</param>
    /// <param name="select">The query without conditions.</param>
    /// <param name="conditions">What Salesforce filters by, beside the user.</param>
    /// <param name="userField">The field that holds the user's id.</param>
    /// <param name="userIds">The users; null for everybody.</param>
    /// <param name="suffix">The order.</param>
    /// <param name="cancellation">Ends it.</param>
    public static IEnumerable<LogPage> Of(
        OrgApi api, string select, IEnumerable<string> conditions, string userField, IReadOnlyCollection<string>? userIds, string suffix, CancellationToken cancellation)
    {
        var (seen, before) = (0, 0);
        foreach (var soql in Queries(select, conditions, userField, userIds, suffix))
        {
            var total = 0;
            foreach (var page in api.Query.Pages(soql, cancellation))
            {
                seen += page.Records.Count;
                total = page.TotalSize;
                yield return new LogPage(page.Records, seen, before + total);
            }

            before += total;
        }
    }

    /// <summary>The queries that together give the rows.</summary>
    public static IReadOnlyList<string> Queries(string select, IEnumerable<string> conditions, string userField, IReadOnlyCollection<string>? userIds, string suffix)
    {
        var all = conditions.ToList();
        var query = all.Count == 0 ? select : $"{select} WHERE {string.Join(" AND ", all)}";
        return userIds is null ? new[] { $"{query} {suffix}" } : Soql.WhereIn(query, userField, userIds, suffix);
    }
}
