using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Newtonsoft.Json.Linq;
using SfIntegration.Access;
using SfIntegration.Api;
using SfIntegration.Auth;
using SfIntegration.Http;

namespace SfIntegration.Activity.SignIns;

/// <summary>Tokens of these users for these apps; null for any.</summary>
/// <param name="UserIds">The users.</param>
/// <param name="AppNames">The apps, with * and ?.</param>
internal sealed record TokenWish(IReadOnlyCollection<string>? UserIds, IReadOnlyCollection<string>? AppNames);

/// <summary>
/// Reads OauthToken to its last row as a stream. A query ends at 2,500 rows without saying so, so it is repeated with the next OFFSET;
/// the order by the handle, which each row has for itself, keeps the parts from overlapping (facts §6.3). Of the handles only the one
/// that revokes is asked for.
/// </summary>
internal sealed class OAuthTokenReader
{
    /// <summary>The most rows of one query (facts §6.3).</summary>
    public const int PerQuery = 2500;

    private const string Select = "SELECT UserId, AppName, AppMenuItemId, LastUsedDate, UseCount, DeleteToken FROM OauthToken";

    private readonly OrgApi _api;
    private readonly UserDirectory _users;

    public OAuthTokenReader(OrgApi api, UserDirectory users) => (_api, _users) = (api, users);

    /// <summary>The tokens, by user and app.</summary>
    /// <param name="wishes">Which: those that any of the wishes means.</param>
    /// <param name="seen">Told after each page how many rows were looked at; the second number is what is known of the total.</param>
    /// <param name="cancellation">Ends it.</param>
    public IEnumerable<SfOAuthToken> Read(IReadOnlyList<TokenWish> wishes, Action<int, int> seen, CancellationToken cancellation)
    {
        var userIds = wishes.Any(w => w.UserIds is null) ? null : wishes.SelectMany(w => w.UserIds!).Distinct(StringComparer.Ordinal).ToList();
        var apps = wishes.Any(w => w.AppNames is null) ? Array.Empty<string>() : wishes.SelectMany(w => w.AppNames!).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        var conditions = apps.Length > 0 && !apps.Any(NamePattern.HasWildcards) ? new[] { Soql.In("AppName", apps) } : Array.Empty<string>();
        var filters = wishes.Select(Filter).ToList();
        var count = 0;
        foreach (var soql in LogPages.Queries(Select, conditions, "UserId", userIds, "ORDER BY UserId, AppName, DeleteToken"))
        {
            foreach (var page in Pages(soql, cancellation))
            {
                count += page.Records.Count;
                _users.Learn(page.Records.Select(r => r.Text("UserId")), cancellation);
                foreach (var token in page.Records.Select(Token).Where(t => filters.Any(f => f(t))))
                {
                    yield return token;
                }

                seen(count, Math.Max(count, page.TotalSize));
            }
        }
    }

    private IEnumerable<QueryPage> Pages(string soql, CancellationToken cancellation)
    {
        var (offset, rows) = (0, PerQuery);
        for (; rows == PerQuery; offset += PerQuery)
        {
            rows = 0;
            foreach (var page in _api.Query.Pages(string.Format(CultureInfo.InvariantCulture, "{0} LIMIT {1} OFFSET {2}", soql, PerQuery, offset), cancellation))
            {
                rows += page.Records.Count;
                yield return page;
            }
        }
    }

    private static Func<SfOAuthToken, bool> Filter(TokenWish wish)
    {
        var users = wish.UserIds is null ? null : new HashSet<string>(wish.UserIds, StringComparer.Ordinal);
        var apps = wish.AppNames?.Select(n => new NamePattern(n)).ToList();
        return token => users?.Contains(token.UserId) != false && apps?.Any(a => a.Matches(token.AppName)) != false;
    }

    private SfOAuthToken Token(JObject row) => new()
    {
        Org = _api.Org,
        UserId = row.Text("UserId") ?? "",
        Username = _users.Of(row.Text("UserId"))?.Username,
        AppName = row.Text("AppName") ?? "",
        AppMenuItemId = row.Text("AppMenuItemId"),
        LastUsedDate = row.Moment("LastUsedDate"),
        UseCount = (int?)row["UseCount"] ?? 0,
        RevocationHandle = row.Text("DeleteToken") is { Length: > 0 } handle ? new Secret(handle) : null,
    };
}
