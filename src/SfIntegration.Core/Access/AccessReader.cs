using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Api;
using SfIntegration.Http;

namespace SfIntegration.Access;

/// <summary>
/// Reads access out of an org into a snapshot: one call for what can be asked by name, one for what hangs on the ids that gave,
/// and one for the sets inside groups and the names of setup entities. The columns of permissions come from describe, once per connection.
/// </summary>
internal sealed class AccessReader
{
    private readonly OrgApi _org;
    private readonly BatchApi _batch;

    public AccessReader(OrgApi org)
    {
        _org = org;
        _batch = new BatchApi(org.Connection);
    }

    /// <summary>One user with all it holds, and the named sets or groups with all who hold them. A user who does not exist is simply not in the snapshot.</summary>
    public async Task<AccessSnapshot> ReadIdentityAsync(string username, IReadOnlyCollection<string> containerNames, CancellationToken cancellationToken)
    {
        var draft = new SnapshotDraft();
        var columns = await ColumnsAsync(draft, cancellationToken).ConfigureAwait(false);
        var first = new QueryRound();
        first.Add(AccessQueries.UserByName(username), "Users", draft.AddUser);
        first.Add(AccessQueries.AssignmentsOf(username), "Permission set assignments", draft.AddAssignment);
        first.Add(AccessQueries.LicenseAssignmentsOf(username), "Permission set licence assignments", draft.AddLicenseAssignment);
        AddNamed(first, draft, containerNames, withProfiles: false);
        AddLicenses(first, draft, columns);
        await first.RunAsync(_batch, draft.NotRead, cancellationToken).ConfigureAwait(false);

        var second = new QueryRound();
        second.Add(AccessQueries.UserLogins(draft.UserIds), "Frozen state (UserLogin)", draft.AddLogin);
        if (!draft.SawProfileSet && draft.Users.FirstOrDefault().Text("ProfileId") is { } profileId)
        {
            second.Add(AccessQueries.SetOfProfile(profileId), "The profile's permission set", row => draft.Container(row.Text("Id")!).Is(row));
        }

        await ReadContentsAsync(draft, second, columns, cancellationToken).ConfigureAwait(false);
        return draft.ToSnapshot(_org.Org, DateTime.UtcNow);
    }

    /// <summary>The sets, groups and (where asked) profiles of these names, with all they hold and all who hold them.</summary>
    public async Task<AccessSnapshot> ReadContainersAsync(IReadOnlyCollection<string> names, bool withProfiles, CancellationToken cancellationToken)
    {
        var draft = new SnapshotDraft();
        var columns = await ColumnsAsync(draft, cancellationToken).ConfigureAwait(false);
        var first = new QueryRound();
        AddNamed(first, draft, names, withProfiles);
        AddLicenses(first, draft, columns);
        await first.RunAsync(_batch, draft.NotRead, cancellationToken).ConfigureAwait(false);
        await ReadContentsAsync(draft, new QueryRound(), columns, cancellationToken).ConfigureAwait(false);
        return draft.ToSnapshot(_org.Org, DateTime.UtcNow);
    }

    /// <summary>Users without what they hold: those whose username matches a pattern with * and ?, or, without one, API-only users and those of the licences.</summary>
    public async Task<AccessSnapshot> ReadUsersAsync(string? usernamePattern, IReadOnlyCollection<string> licenses, CancellationToken cancellationToken)
    {
        var draft = new SnapshotDraft();
        var wanted = usernamePattern is null ? null : new NamePattern(usernamePattern);
        var first = new QueryRound();
        first.Add(
            wanted is null ? AccessQueries.IntegrationUsers(licenses) : AccessQueries.UsersLike(wanted.ToLike()),
            "Users",
            row =>
            {
                if (wanted?.Matches(row.Text("Username") ?? "") != false)
                {
                    draft.AddUser(row);
                }
            });
        await first.RunAsync(_batch, draft.NotRead, cancellationToken).ConfigureAwait(false);
        var second = new QueryRound();
        second.Add(AccessQueries.UserLogins(draft.UserIds), "Frozen state (UserLogin)", draft.AddLogin);
        await second.RunAsync(_batch, draft.NotRead, cancellationToken).ConfigureAwait(false);
        return draft.ToSnapshot(_org.Org, DateTime.UtcNow);
    }

    private static void AddNamed(QueryRound round, SnapshotDraft draft, IReadOnlyCollection<string> names, bool withProfiles)
    {
        if (names.Count == 0)
        {
            return;
        }

        // Names in SOQL carry no namespace; "ns__Set" is asked for as "Set" and compared whole when it comes.
        var wanted = new HashSet<string>(names, StringComparer.OrdinalIgnoreCase);
        var bare = names.Select(n => n.IndexOf("__", StringComparison.Ordinal) is > 0 and var at ? n.Substring(at + 2) : n).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var asked = withProfiles ? names.Concat(bare).Distinct(StringComparer.OrdinalIgnoreCase).ToList() : bare;
        round.Add(AccessQueries.SetIds(asked, withProfiles), "Permission sets", row =>
        {
            if (wanted.Contains(NameOf(row)))
            {
                draft.Container(row.Text("Id")!);
                if (row.Text("PermissionSetGroupId") is { } group)
                {
                    draft.NamedGroups.Add(group);
                }
            }
        });
        round.Add(AccessQueries.AssignmentsOfNamed(bare), "Permission set assignments", draft.AddAssignment);
    }

    private static string NameOf(JObject row) => row.Flag("IsOwnedByProfile")
        ? row["Profile"].Text("Name") ?? ""
        : row["PermissionSetGroup"] is JObject group
            ? ContainerDraft.WithNamespace(group.Text("NamespacePrefix"), group.Text("DeveloperName") ?? "")
            : ContainerDraft.WithNamespace(row.Text("NamespacePrefix"), row.Text("Name") ?? "");

    private static void AddLicenses(QueryRound round, SnapshotDraft draft, Columns columns)
    {
        round.Add(AccessQueries.UserLicenses(), "User licences", draft.AddUserLicense);
        round.Add(AccessQueries.PermissionSetLicenses(), "Permission set licences", draft.AddSetLicense);
        round.Add(AccessQueries.MaximumPermissions(columns.OfLicense), "What permission set licences allow", draft.AddMaximum);
    }

    private async Task ReadContentsAsync(SnapshotDraft draft, QueryRound round, Columns columns, CancellationToken cancellationToken)
    {
        var read = new HashSet<string>(StringComparer.Ordinal);
        AddContents(round, draft, columns, draft.Assignments.Select(a => a.PermissionSetId), read);
        AddContents(round, draft, columns, draft.Containers.Select(c => c.Id).ToList(), read);
        var groups = draft.Assignments.Select(a => a.GroupId).OfType<string>().Concat(draft.NamedGroups).ToList();
        round.Add(AccessQueries.Groups(groups), "Permission set groups", draft.AddGroup);
        round.Add(AccessQueries.GroupComponents(groups), "Sets of permission set groups", draft.AddComponent);
        await round.RunAsync(_batch, draft.NotRead, cancellationToken).ConfigureAwait(false);

        var named = new HashSet<string>(StringComparer.Ordinal);
        var more = new QueryRound();
        AddEntityNames(more, draft, named);
        AddContents(more, draft, columns, draft.ComponentIds.Concat(draft.Containers.Select(c => c.Id)).ToList(), read);
        if (draft.HasSessionBased)
        {
            more.Add(AccessQueries.SessionActivations(draft.UserIds), "Session-based sets that are active (SessionPermSetActivation)", draft.AddActivation);
        }

        await more.RunAsync(_batch, draft.NotRead, cancellationToken).ConfigureAwait(false);

        var last = new QueryRound();
        AddEntityNames(last, draft, named);
        await last.RunAsync(_batch, draft.NotRead, cancellationToken).ConfigureAwait(false);
    }

    private static void AddEntityNames(QueryRound round, SnapshotDraft draft, HashSet<string> named)
    {
        foreach (var type in draft.Containers.SelectMany(c => c.Entities).Where(e => named.Add(e.EntityId)).GroupBy(e => e.Type, StringComparer.Ordinal))
        {
            round.Add(AccessQueries.EntityNames(type.Key, type.Select(e => e.EntityId).ToList()), $"Names of {type.Key}", draft.AddEntityName);
        }
    }

    private void AddContents(QueryRound round, SnapshotDraft draft, Columns columns, IEnumerable<string> ids, HashSet<string> read)
    {
        var all = ids.Where(read.Add).ToList();
        var muting = all.Where(id => id.StartsWith("0QM", StringComparison.Ordinal)).ToList();
        var sets = all.Except(muting, StringComparer.Ordinal).ToList();
        round.Add(AccessQueries.Sets(sets), "Permission sets", row => draft.Container(row.Text("Id")!).Is(row));
        round.Add(AccessQueries.MutingSets(muting), "Muting permission sets", row => draft.Container(row.Text("Id")!).Is(row));
        round.Add(AccessQueries.SystemPermissions("PermissionSet", columns.OfSet, sets), "System permissions", row => draft.Container(row.Text("Id")!).HasSystemPermissions(row));
        round.Add(AccessQueries.SystemPermissions("MutingPermissionSet", columns.OfMuting, muting), "Muted system permissions", row => draft.Container(row.Text("Id")!).HasSystemPermissions(row));
        round.Add(AccessQueries.Objects(all, SnapshotColumns.HasViewAllFields(_org.Org)), "Object permissions", row => draft.Container(row.Text("ParentId")!).HasObject(row));
        round.Add(AccessQueries.Fields(all), "Field permissions", row => draft.Container(row.Text("ParentId")!).HasField(row));
        round.Add(AccessQueries.Tabs(sets), "Tabs", row => draft.Container(row.Text("ParentId")!).HasTab(row));
        round.Add(AccessQueries.SetupEntities(sets), "Setup entity access", row => draft.Container(row.Text("ParentId")!).HasEntity(row));
    }

    private async Task<Columns> ColumnsAsync(SnapshotDraft draft, CancellationToken cancellationToken)
    {
        var describes = await _org.Describe.ObjectsAsync(new[] { "PermissionSet", "MutingPermissionSet", "PermissionSetLicense" }, cancellationToken).ConfigureAwait(false);
        if (describes["PermissionSet"] is null)
        {
            draft.NotRead.Add("System permissions: the caller does not see PermissionSet. It needs View Setup and Configuration.");
        }

        return new Columns(Of("PermissionSet", "Permissions"), Of("MutingPermissionSet", "Permissions"), Of("PermissionSetLicense", "MaximumPermissions"));

        IReadOnlyList<string> Of(string sobjectType, string prefix) => DescribeFacts.Columns(describes[sobjectType], prefix).ToList();
    }

    private sealed record Columns(IReadOnlyList<string> OfSet, IReadOnlyList<string> OfMuting, IReadOnlyList<string> OfLicense);
}
