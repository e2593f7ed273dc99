using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Api;
using SfIntegration.Http;
using SfIntegration.Plan;

namespace SfIntegration.Access;

/// <summary>
/// Reads a whole org, or some of its users with what they hold: flat queries, whole tables by page (design §6). The two big tables
/// are cut by container, so that several parts come at once and an interrupted export has lost little. Field rows have no row ids.
/// </summary>
internal sealed class WholeReader
{
    /// <summary>The code of the error that a user is not there.</summary>
    public const string NoSuchUser = "NO_SUCH_USER";

    /// <summary>Rows of one part of a big table, unless told otherwise: 25 pages.</summary>
    public const int UsualRowsPerPart = 50_000;

    private const string CountsKey = "counts";

    /// <summary>Tables whose size is asked for first; the two big ones are cut by it, and all of them tell how long it will take.</summary>
    private static readonly string[] s_counted =
    {
        "User", "UserLogin", "PermissionSet", "PermissionSetAssignment", "PermissionSetLicenseAssign", "SetupEntityAccess", "PermissionSetTabSetting", "ObjectPermissions", "FieldPermissions",
    };

    private readonly OrgApi _org;

    public WholeReader(OrgApi org)
    {
        _org = org;
    }

    /// <summary>Told how far it is, from any thread.</summary>
    public Action<WorkProgress>? Progress { get; init; }

    /// <summary>Where finished tables are kept; nowhere where null.</summary>
    public ITableStore? Store { get; init; }

    /// <summary>Rows of one part of a big table.</summary>
    public int RowsPerPart { get; init; } = UsualRowsPerPart;

    /// <summary>When it began, UTC, where that was earlier: the moment the snapshot bears.</summary>
    public DateTime? StartedAt { get; init; }

    /// <summary>Everything; or, with usernames or patterns, these users, what they hold, and the containers they hold it through.</summary>
    /// <exception cref="SfNotFoundException">No user has a name that was given, or none matches.</exception>
    public async Task<AccessSnapshot> ReadAsync(IReadOnlyList<string> usernames, CancellationToken cancellationToken)
    {
        var started = StartedAt ?? DateTime.UtcNow;
        var draft = new SnapshotDraft { IsWholeOrg = usernames.Count == 0, Usernames = usernames };
        var progress = new ReadingProgress(Progress);
        progress.Begin("what the org has");
        var columns = await SnapshotColumns.ReadAsync(_org, draft, cancellationToken).ConfigureAwait(false);
        var runner = new TableRunner(_org.Query, Store, progress);
        if (usernames.Count == 0)
        {
            await ReadAllAsync(draft, columns, runner, progress, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await ReadSomeAsync(draft, columns, runner, usernames, cancellationToken).ConfigureAwait(false);
        }

        await runner.RunAsync(Names(draft), cancellationToken).ConfigureAwait(false);
        draft.NotRead.AddRange(runner.NotRead);
        return draft.ToSnapshot(_org.Org, started);
    }

    private async Task ReadAllAsync(SnapshotDraft draft, SnapshotColumns columns, TableRunner runner, ReadingProgress progress, CancellationToken cancellationToken)
    {
        var counts = await CountsAsync(cancellationToken).ConfigureAwait(false);
        progress.Total = counts.Values.Sum();
        var tables = new TableList();
        tables.Add("users", "users", AccessQueries.Table(WholeTable.Users), draft.AddUser);
        tables.Add("logins", "frozen state (UserLogin)", AccessQueries.Table(WholeTable.Logins), draft.AddLogin);
        tables.Add("sets", "permission sets", AccessQueries.Table(WholeTable.Sets), row => draft.Container(Id(row)).Is(row));
        tables.Add("muting-sets", "muting permission sets", AccessQueries.Table(WholeTable.MutingSets), row => draft.Container(Id(row)).Is(row));
        tables.Add("groups", "permission set groups", AccessQueries.Table(WholeTable.Groups), draft.AddGroup);
        tables.Add("components", "sets of permission set groups", AccessQueries.Table(WholeTable.Components), draft.AddComponent);
        tables.Add("assignments", "permission set assignments", AccessQueries.Table(WholeTable.Assignments), draft.AddAssignment);
        tables.Add("license-assignments", "permission set licence assignments", AccessQueries.Table(WholeTable.LicenseAssignments), draft.AddLicenseAssignment);
        tables.Add("activations", "session activations", AccessQueries.Table(WholeTable.Activations), draft.AddActivation);
        AddLicenses(tables, draft, columns);
        tables.Add("permissions", "system permissions", AccessQueries.AllSystemPermissions("PermissionSet", columns.OfSet), row => draft.Container(Id(row)).HasSystemPermissions(row));
        tables.Add("muted-permissions", "muted system permissions", AccessQueries.AllSystemPermissions("MutingPermissionSet", columns.OfMuting), row => draft.Container(Id(row)).HasSystemPermissions(row));
        tables.Add("entities", "setup entity access", AccessQueries.Table(WholeTable.SetupEntities), row => draft.Container(Parent(row)).HasEntity(row));
        tables.Add("tabs", "tabs", AccessQueries.Table(WholeTable.Tabs), row => draft.Container(Parent(row)).HasTab(row));
        await runner.RunAsync(tables, cancellationToken).ConfigureAwait(false);

        var containers = draft.Containers.Where(c => c.IsRead).Select(c => c.Id).OrderBy(id => id, StringComparer.Ordinal).ToList();
        var big = new TableList();
        foreach (var part in Parts(containers, counts, "ObjectPermissions"))
        {
            AddObjects(big, draft, part);
        }

        foreach (var part in Parts(containers, counts, "FieldPermissions"))
        {
            AddFields(big, draft, part);
        }

        await runner.RunAsync(big, cancellationToken).ConfigureAwait(false);
    }

    private async Task ReadSomeAsync(SnapshotDraft draft, SnapshotColumns columns, TableRunner runner, IReadOnlyList<string> usernames, CancellationToken cancellationToken)
    {
        await runner.RunAsync(UserTables(draft, usernames), cancellationToken).ConfigureAwait(false);
        RequireFound(draft, usernames);

        var ids = draft.UserIds.OrderBy(id => id, StringComparer.Ordinal).ToList();
        var held = new TableList();
        held.Add("logins", "frozen state (UserLogin)", AccessQueries.Table(WholeTable.Logins, "UserId", ids), draft.AddLogin);
        held.Add("assignments", "permission set assignments", AccessQueries.Table(WholeTable.Assignments, "AssigneeId", ids), draft.AddAssignment);
        held.Add("license-assignments", "permission set licence assignments", AccessQueries.Table(WholeTable.LicenseAssignments, "AssigneeId", ids), draft.AddLicenseAssignment);
        held.Add("activations", "session activations", AccessQueries.Table(WholeTable.Activations, "UserId", ids), draft.AddActivation);
        var profiles = draft.Users.Select(u => u.Text("ProfileId")).OfType<string>().Distinct(StringComparer.Ordinal).OrderBy(id => id, StringComparer.Ordinal);
        held.Add("profile-sets", "permission sets", AccessQueries.Table(WholeTable.Sets, "ProfileId", profiles), row => draft.Container(Id(row)).Is(row));
        AddLicenses(held, draft, columns);
        await runner.RunAsync(held, cancellationToken).ConfigureAwait(false);

        var groups = draft.Assignments.Select(a => a.GroupId).OfType<string>().Distinct(StringComparer.Ordinal).OrderBy(id => id, StringComparer.Ordinal).ToList();
        var inside = new TableList();
        inside.Add("groups", "permission set groups", AccessQueries.Table(WholeTable.Groups, "Id", groups), draft.AddGroup);
        inside.Add("components", "sets of permission set groups", AccessQueries.Table(WholeTable.Components, "PermissionSetGroupId", groups), draft.AddComponent);
        await runner.RunAsync(inside, cancellationToken).ConfigureAwait(false);

        var containers = draft.Assignments.Select(a => a.PermissionSetId).Concat(draft.ComponentIds).Concat(draft.Containers.Select(c => c.Id).ToList())
            .Distinct(StringComparer.Ordinal).OrderBy(id => id, StringComparer.Ordinal).ToList();
        var muting = containers.Where(id => id.StartsWith("0QM", StringComparison.Ordinal)).ToList();
        var sets = containers.Except(muting, StringComparer.Ordinal).ToList();
        var contents = new TableList();
        contents.Add("sets", "permission sets", AccessQueries.Table(WholeTable.Sets, "Id", sets), row => draft.Container(Id(row)).Is(row));
        contents.Add("muting-sets", "muting permission sets", AccessQueries.Table(WholeTable.MutingSets, "Id", muting), row => draft.Container(Id(row)).Is(row));
        contents.Add("permissions", "system permissions", AccessQueries.SystemPermissions("PermissionSet", columns.OfSet, sets), row => draft.Container(Id(row)).HasSystemPermissions(row));
        contents.Add("muted-permissions", "muted system permissions", AccessQueries.SystemPermissions("MutingPermissionSet", columns.OfMuting, muting), row => draft.Container(Id(row)).HasSystemPermissions(row));
        contents.Add("entities", "setup entity access", AccessQueries.Table(WholeTable.SetupEntities, "ParentId", sets), row => draft.Container(Parent(row)).HasEntity(row));
        contents.Add("tabs", "tabs", AccessQueries.Table(WholeTable.Tabs, "ParentId", sets), row => draft.Container(Parent(row)).HasTab(row));
        AddObjects(contents, draft, containers);
        AddFields(contents, draft, containers);
        await runner.RunAsync(contents, cancellationToken).ConfigureAwait(false);
    }

    private static TableList UserTables(SnapshotDraft draft, IReadOnlyList<string> usernames)
    {
        var tables = new TableList();
        tables.Add("users-named", "users", AccessQueries.UsersNamed(usernames.Where(u => !NamePattern.HasWildcards(u)).OrderBy(u => u, StringComparer.Ordinal)), draft.AddUser);
        foreach (var pattern in usernames.Where(NamePattern.HasWildcards).OrderBy(u => u, StringComparer.Ordinal).Select(u => new NamePattern(u)))
        {
            tables.Add("users-like", "users", new[] { AccessQueries.UsersLike(pattern.ToLike()) }, row =>
            {
                if (pattern.Matches(row.Text("Username") ?? ""))
                {
                    draft.AddUser(row);
                }
            });
        }

        return tables;
    }

    private static void RequireFound(SnapshotDraft draft, IReadOnlyList<string> usernames)
    {
        var found = new HashSet<string>(draft.Users.Select(u => u.Text("Username") ?? ""), StringComparer.OrdinalIgnoreCase);
        var missing = usernames.Where(u => !NamePattern.HasWildcards(u) && !found.Contains(u)).ToList();
        if (missing.Count > 0 || found.Count == 0)
        {
            var names = missing.Count > 0 ? missing : usernames;
            throw new SfNotFoundException($"The org has no user '{string.Join("', '", names)}'.", "Give login names as the org has them (in a sandbox they end with its name), or patterns with * and ?.") { Code = NoSuchUser };
        }
    }

    private static void AddLicenses(TableList tables, SnapshotDraft draft, SnapshotColumns columns)
    {
        tables.Add("user-licenses", "user licences", new[] { AccessQueries.UserLicenses() }, draft.AddUserLicense);
        tables.Add("set-licenses", "permission set licences", new[] { AccessQueries.PermissionSetLicenses() }, draft.AddSetLicense);
        tables.Add("license-permissions", "what permission set licences allow", AccessQueries.MaximumPermissions(columns.OfLicense), draft.AddMaximum);
    }

    private void AddObjects(TableList tables, SnapshotDraft draft, IReadOnlyList<string>? parents)
    {
        var withViewAllFields = SnapshotColumns.HasViewAllFields(_org.Org);
        tables.Add(
            "objects",
            "object permissions",
            parents is null ? new[] { AccessQueries.AllObjects(withViewAllFields) } : AccessQueries.Objects(parents, withViewAllFields),
            row => draft.Container(Parent(row)).HasObject(row));
    }

    private static void AddFields(TableList tables, SnapshotDraft draft, IReadOnlyList<string>? parents) => tables.Add(
        "fields",
        "field permissions",
        AccessQueries.Table(WholeTable.Fields, parents is null ? null : "ParentId", parents),
        row => draft.Container(Parent(row)).HasField(row));

    /// <summary>The containers of each part of a big table; null for the whole table in one part.</summary>
    private IEnumerable<IReadOnlyList<string>?> Parts(IReadOnlyList<string> containers, IReadOnlyDictionary<string, long> counts, string sobjectType)
    {
        counts.TryGetValue(sobjectType, out var rows);
        var parts = (int)Math.Min(containers.Count, (rows + RowsPerPart - 1) / RowsPerPart);
        if (parts <= 1)
        {
            return new IReadOnlyList<string>?[] { null };
        }

        return Enumerable.Range(0, parts).Select(i => (IReadOnlyList<string>?)containers.Where((_, c) => c % parts == i).ToList());
    }

    private static TableList Names(SnapshotDraft draft)
    {
        var tables = new TableList();
        foreach (var type in draft.Containers.SelectMany(c => c.Entities).Distinct().GroupBy(e => e.Type, StringComparer.Ordinal).OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            tables.Add(
                "names-" + type.Key.ToLowerInvariant(),
                $"names of {type.Key}",
                AccessQueries.EntityNames(type.Key, type.Select(e => e.EntityId).OrderBy(id => id, StringComparer.Ordinal).ToList()),
                draft.AddEntityName);
        }

        return tables;
    }

    /// <summary>The sizes of the tables, as far as the org tells. Kept with the finished tables: the parts of an export that goes on must be cut as before.</summary>
    private async Task<IReadOnlyDictionary<string, long>> CountsAsync(CancellationToken cancellationToken)
    {
        if (Store?.Finished(CountsKey) is { } known)
        {
            return known.ToDictionary(r => r.Text("table") ?? "", r => long.Parse(r.Text("rows") ?? "0", CultureInfo.InvariantCulture), StringComparer.Ordinal);
        }

        var answers = await new BatchApi(_org.Connection).GetManyAsync(s_counted.Select(t => SfUrls.Query(_org.Connection.ApiVersion, AccessQueries.Count(t))), cancellationToken).ConfigureAwait(false);
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var i = 0; i < s_counted.Length; i++)
        {
            // What cannot be counted is read all the same; only the estimate is the poorer.
            if (answers[i].Success && answers[i].Body.Text("totalSize") is { } size)
            {
                counts[s_counted[i]] = long.Parse(size, CultureInfo.InvariantCulture);
            }
        }

        using var kept = Store?.Begin(CountsKey);
        kept?.Add(counts.Select(c => new JObject { ["table"] = c.Key, ["rows"] = c.Value }).ToList());
        kept?.Finish();
        return counts;
    }

    private static string Id(JObject row) => row.Text("Id") ?? "";

    private static string Parent(JObject row) => row.Text("ParentId") ?? "";

    /// <summary>Queries with a key each: the first of a name is "name", the next "name-2".</summary>
    private sealed class TableList : List<TableRead>
    {
        private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

        public void Add(string key, string what, IEnumerable<string> soqls, Action<JObject> use)
        {
            foreach (var soql in soqls)
            {
                _numbers.TryGetValue(key, out var number);
                _numbers[key] = ++number;
                Add(new TableRead(number == 1 ? key : key + "-" + number.ToString(CultureInfo.InvariantCulture), what, soql, use));
            }
        }
    }
}
