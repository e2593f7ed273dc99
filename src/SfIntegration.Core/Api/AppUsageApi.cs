using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Http;

namespace SfIntegration.Api;

/// <summary>A user of an external client app who holds a token.</summary>
internal sealed record AppUser(string Username, DateTime? LastUsed);

/// <summary>External client apps and who holds tokens of them, over the Connect REST API (facts §5.6; v59).</summary>
internal sealed class AppUsageApi
{
    private const int PageSize = 100;

    /// <summary>More pages than any org has; an org that never gives an empty page is not read for ever.</summary>
    private const int MostPages = 1000;

    private readonly SfConnection _connection;

    public AppUsageApi(SfConnection connection) => _connection = connection;

    /// <summary>The external client apps: id, developer name, and whether they issue JWTs.</summary>
    public async Task<IReadOnlyList<(string Id, string DeveloperName, bool IssuesJwt)>> AppsAsync(CancellationToken cancellation) =>
        (await PagesAsync(page => SfUrls.AppUsage(_connection.ApiVersion, page, PageSize), "apps", cancellation).ConfigureAwait(false))
        .Select(a => (a.Text("identifier") ?? "", a.Text("developerName") ?? "", string.Equals(a.Text("accessTokenFormat"), "JWT", StringComparison.OrdinalIgnoreCase)))
        .ToList();

    /// <summary>The users who hold a token of an app.</summary>
    public async Task<IReadOnlyList<AppUser>> UsersAsync(string appId, CancellationToken cancellation) =>
        (await PagesAsync(page => SfUrls.AppUsageUsers(_connection.ApiVersion, appId, page, PageSize), "users", cancellation).ConfigureAwait(false))
        .Select(u => new AppUser(
            u.Text("username") ?? "",
            DateTime.TryParse(u.Text("lastUsedAt"), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var used) ? used : null))
        .ToList();

    /// <summary>nextPageUrl comes on the last page too: an empty page is the end (facts §5.6).</summary>
    private async Task<IReadOnlyList<JObject>> PagesAsync(Func<int, string> pathOf, string name, CancellationToken cancellation)
    {
        var all = new List<JObject>();
        for (var page = 0; page < MostPages; page++)
        {
            var path = pathOf(page);
            var items = ((await _connection.SendAsync(SfRequest.Get(path), cancellation).ConfigureAwait(false)).Object(path)[name] as JArray ?? new JArray()).OfType<JObject>().ToList();
            if (items.Count == 0)
            {
                break;
            }

            all.AddRange(items);
        }

        return all;
    }
}
