using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Access;
using SfIntegration.Api;
using SfIntegration.Http;
using SfIntegration.Plan;

namespace SfIntegration.Activity.SignIns;

/// <summary>A user as far as a log row needs it.</summary>
/// <param name="UserId">The id, 18 characters.</param>
/// <param name="Username">The login name.</param>
/// <param name="IsPlatformUser">True for users that Salesforce itself acts as.</param>
internal sealed record KnownUser(string UserId, string Username, bool IsPlatformUser);

/// <summary>Who the user ids of log rows are. Each id is asked for once, many in a call: the rows themselves carry ids only (facts §6.1, §6.3).</summary>
internal sealed class UserDirectory
{
    private const string Select = "SELECT Id, Username, UserType, Profile.UserLicense.Name FROM User";

    private readonly BatchApi _batch;
    private readonly Dictionary<string, KnownUser?> _users = new(StringComparer.Ordinal);

    public UserDirectory(OrgApi api) => _batch = new BatchApi(api.Connection);

    /// <summary>The user of an id that was learned, or null: no id, or a user that the caller does not see.</summary>
    public KnownUser? Of(string? userId) => userId is not null && _users.TryGetValue(userId, out var user) ? user : null;

    /// <summary>Looks up the users of these ids that are not known yet.</summary>
    public async Task LearnAsync(IEnumerable<string?> userIds, CancellationToken cancellation)
    {
        var unknown = userIds.OfType<string>().Where(id => id.Length > 0 && !_users.ContainsKey(id)).Distinct(StringComparer.Ordinal).ToList();
        await RunAsync(Soql.WhereIn(Select, "Id", unknown), cancellation).ConfigureAwait(false);
        foreach (var id in unknown.Where(id => !_users.ContainsKey(id)))
        {
            _users[id] = null;
        }
    }

    /// <summary>As <see cref="LearnAsync"/>, for whoever walks a stream and blocks anyway.</summary>
    public void Learn(IEnumerable<string?> userIds, CancellationToken cancellation) =>
        LearnAsync(userIds, cancellation).ConfigureAwait(false).GetAwaiter().GetResult();

    /// <summary>The users of these login names, with the wildcards * and ?; deactivated ones too. A name that nobody has gives nobody.</summary>
    public async Task<ILookup<string, KnownUser>> FindAsync(IReadOnlyCollection<string> names, CancellationToken cancellation)
    {
        var wild = names.Where(NamePattern.HasWildcards).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var queries = Soql.WhereIn(Select, "Username", names.Except(wild)).Concat(wild.Select(n => $"{Select} WHERE Username LIKE {new NamePattern(n).ToLike()}"));
        var found = (await RunAsync(queries, cancellation).ConfigureAwait(false)).GroupBy(u => u.UserId, StringComparer.Ordinal).Select(g => g.First()).ToList();
        return names.Distinct(StringComparer.OrdinalIgnoreCase)
            .SelectMany(n => Having(n, found).Select(u => (Name: n, User: u)))
            .ToLookup(f => f.Name, f => f.User, StringComparer.OrdinalIgnoreCase);
    }

    private static IEnumerable<KnownUser> Having(string name, IReadOnlyCollection<KnownUser> users)
    {
        var pattern = NamePattern.HasWildcards(name) ? new NamePattern(name) : null;
        return users.Where(u => pattern?.Matches(u.Username) ?? string.Equals(u.Username, name, StringComparison.OrdinalIgnoreCase));
    }

    private async Task<IReadOnlyList<KnownUser>> RunAsync(IEnumerable<string> queries, CancellationToken cancellation)
    {
        var outcomes = await _batch.TryQueryManyAsync(queries, cancellation).ConfigureAwait(false);
        if (outcomes.FirstOrDefault(o => o.Error is not null)?.Error is { } error)
        {
            throw new SfApiException($"The users could not be read: {error.Message}", "The caller needs to see users: View All Users, or View Setup and Configuration.", error) { Code = error.Code, HttpStatus = error.HttpStatus };
        }

        var users = outcomes.SelectMany(o => o.Records).Select(Read).ToList();
        users.ForEach(u => _users[u.UserId] = u);
        return users;
    }

    private static KnownUser Read(JObject row) => new(
        row.Text("Id") ?? "",
        row.Text("Username") ?? "",
        PlatformUsers.IsPlatformUser((row["Profile"] as JObject)?["UserLicense"].Text("Name"), row.Text("UserType")));
}
